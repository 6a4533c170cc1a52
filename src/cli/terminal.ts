import process from 'node:process';
import { stripVTControlCharacters, styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** The terminal that a command speaks to: results on standard output, progress and trouble on standard error. */
export interface Terminal {
  /** Standard output is a terminal that shows colours. */
  readonly colour: boolean;
  /** Standard error is a terminal, so that a progress line can be drawn over. */
  readonly live: boolean;
  readonly columns: number;
  readonly interactive: boolean;
  print(text: string): void;
  note(text: string): void;
  style(style: Style, text: string): string;
  /** Draws over the last progress line in a terminal, prints a line in a pipe; an empty text clears it. */
  progress(text: string): void;
}

/** Text of a stranger that goes to a terminal: no escape sequences, no control characters. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return stripVTControlCharacters(text).replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu, '�');
}

/** @param options.colour what `--no-color` and `NO_COLOR` leave of it */
export function openTerminal(options: { readonly colour: boolean }): Terminal {
  const colour = options.colour && process.stdout.isTTY === true;
  const live = process.stderr.isTTY === true;
  let drawn = false;
  const clear = (): void => {
    if (drawn) process.stderr.write('\r\u001B[2K');
    drawn = false;
  };
  return {
    colour,
    live,
    columns: process.stdout.columns ?? 100,
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    print: (text) => {
      clear();
      process.stdout.write(`${text}\n`);
    },
    note: (text) => {
      clear();
      process.stderr.write(`${text}\n`);
    },
    style: (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text),
    progress: (text) => {
      clear();
      if (text === '') return;
      if (live) {
        process.stderr.write(text.slice(0, (process.stderr.columns ?? 80) - 1));
        drawn = true;
      } else {
        process.stderr.write(`${text}\n`);
      }
    },
  };
}

/** `[#####.....]  5/10` for a terminal's progress line. */
export function bar(done: number, all: number, width = 20): string {
  const full = all === 0 ? width : Math.round((done / all) * width);
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${done}/${all}`;
}

/** A table with columns as wide as their widest cell, the last one unbounded. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd();
  return [line(header), line(widths.map((width, column) => '─'.repeat(column === widths.length - 1 ? (header[column] ?? '').length : width))), ...rows.map(line)].join('\n');
}
