import type { Comparison, WordRun } from '../../domain/change.ts';
import type { ReaderLanguage } from '../../domain/language.ts';
import { redlineOf, type Entry, type Pointer } from './entries.ts';

export interface TextOptions {
  readonly language: ReaderLanguage;
  /** Struck and underlined in red and green; otherwise `[-deleted-]` and `{+inserted+}`. */
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

/** Select Graphic Rendition (ECMA-48): what switches a style on, and off again. */
const styles = {
  bold: ['1', '22'],
  dim: ['2', '22'],
  underline: ['4', '24'],
  strikethrough: ['9', '29'],
  red: ['31', '39'],
  green: ['32', '39'],
  yellow: ['33', '39'],
} as const;
type Style = keyof typeof styles;
type Paint = (style: readonly Style[], text: string) => string;

function styled(names: readonly Style[], text: string): string {
  return names.reduce((inner, name) => `\u001B[${styles[name][0]}m${inner}\u001B[${styles[name][1]}m`, text);
}

const indent = '    ';
const leastWidth = 40;

/** A redline for a terminal or a plain mail: what asks for a decision first, then every change in the order of the new version. */
export function toText(comparison: Comparison, options: TextOptions): string {
  const redline = redlineOf(comparison, options.language);
  const { words } = redline;
  const width = Math.max(leastWidth, options.width);
  const paint: Paint = (style, text) => (options.colour ? styled(style, text) : text);
  const lines: string[] = [];
  const put = (text: string, margin: string, style: readonly Style[]): void => {
    for (const line of wrap(text, width - margin.length)) {
      lines.push(margin + paint(style, line));
    }
  };
  put(redline.headline, '', ['bold']);
  if (redline.entries.length > 0) put(`${redline.labels} (${redline.counts})`, '', []);
  put(redline.unchanged, '', ['dim']);
  if (redline.coarse) put(words.coarse, '', ['yellow']);
  if (redline.material.length > 0) {
    lines.push('', paint(['bold'], `${words.decide}:`));
    for (const entry of redline.material) {
      wrap(`${entry.headline} (${entry.place})`, width - 6).forEach((line, index) => {
        lines.push(`${index === 0 ? `${String(entry.number).padStart(4)}. ` : '      '}${line}`);
      });
    }
    lines.push('');
    put(words.order, '', ['dim']);
  }
  for (const entry of redline.entries) lines.push('', ...(entry.kind === 'pointer' ? pointerLines(entry, width, paint) : entryLines(entry, width, options, paint, words)));
  return lines.join('\n');
}

function pointerLines(pointer: Pointer, width: number, paint: Paint): readonly string[] {
  return wrap(`${pointer.place}: ${pointer.text}`, width - indent.length).map((line) => paint(['dim'], indent + line));
}

function entryLines(entry: Entry, width: number, options: TextOptions, paint: Paint, words: ReturnType<typeof redlineOf>['words']): readonly string[] {
  const lines: string[] = [];
  const inner = width - indent.length;
  const plain = (text: string): readonly string[] => wrap(text, inner);
  const weight: readonly Style[] = entry.significance === 'material' ? ['bold', 'yellow'] : entry.significance === 'minor' ? ['bold'] : ['dim'];
  wrap(entry.place, inner).forEach((line, index) => {
    lines.push(index === 0 ? paint(['bold'], `${`${entry.number}.`.padEnd(indent.length - 1)} ${line}`) : indent + paint(['bold'], line));
  });
  for (const line of plain(entry.headline)) lines.push(indent + paint(weight, line));
  for (const line of plain([entry.labels, entry.movedFrom].filter((part) => part !== null).join(' · '))) lines.push(indent + paint(['dim'], line));
  for (const line of wrapInks(entry.runs.map((run) => inked(run, options.colour)), inner - 2)) lines.push(`${indent}| ${painted(line, options.colour)}`);
  if (entry.remark !== null) for (const line of plain(entry.remark)) lines.push(indent + paint(['dim'], line));
  if (entry.reasons.length > 0) for (const line of plain(`${words.reasons}: ${entry.reasons.join('; ')}`)) lines.push(indent + line);
  if (entry.facts.length > 0) for (const line of plain(`${words.facts}: ${entry.facts.join('; ')}`)) lines.push(indent + line);
  return lines;
}

interface Ink {
  readonly text: string;
  readonly style: 'delete' | 'insert' | null;
}

/** Without colours the signs around an edit tell it apart. */
function inked(run: WordRun, colour: boolean): Ink {
  if (run.op === 'equal') return { text: run.text, style: null };
  if (colour) return { text: run.text, style: run.op };
  const body = run.text.replace(/\n{1,1000}$/u, '');
  const breaks = run.text.slice(body.length);
  return { text: run.op === 'delete' ? `[-${body}-]${breaks}` : `{+${body}+}${breaks}`, style: run.op };
}

/** Breaks inked text at spaces into lines of at most `width` characters; longer words are cut. */
function wrapInks(inks: readonly Ink[], width: number): readonly (readonly Ink[])[] {
  const lines: Ink[][] = [[]];
  let room = width;
  const end = (): void => {
    lines.push([]);
    room = width;
  };
  for (const { text, style } of inks) {
    for (const piece of text.match(/\n|[^\S\n]+|\S+/gu) ?? []) {
      if (piece === '\n' || (piece.length > room && piece.trim() === '')) {
        end();
        continue;
      }
      if (piece.length > room && room < width) end();
      let rest = piece;
      while (rest.length > room) {
        lines.at(-1)?.push({ text: rest.slice(0, room), style });
        rest = rest.slice(room);
        end();
      }
      lines.at(-1)?.push({ text: rest, style });
      room -= rest.length;
    }
  }
  return lines.filter((line) => line.length > 0);
}

function wrap(text: string, width: number): readonly string[] {
  return wrapInks([{ text, style: null }], width).map((line) => line.map((ink) => ink.text).join('').trimEnd());
}

/** Neighbours of one style are painted in one go, so that a struck sentence is one stroke. */
function painted(line: readonly Ink[], colour: boolean): string {
  const joined: Ink[] = [];
  for (const ink of line) {
    const last = joined.at(-1);
    if (last?.style === ink.style) joined[joined.length - 1] = { text: last.text + ink.text, style: ink.style };
    else joined.push(ink);
  }
  return joined
    .map(({ text, style }) => {
      if (!colour || style === null) return text;
      return styled(style === 'delete' ? ['red', 'strikethrough'] : ['green', 'underline'], text);
    })
    .join('')
    .trimEnd();
}
