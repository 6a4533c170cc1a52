import type { Link } from '../domain/reading.ts';
import { normalise } from './normalise.ts';

/** A stretch of text in one dress; `text` as in the source, or a line break. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly code: boolean;
  readonly href: string | null;
  readonly lineBreak: boolean;
}

/** One line of inline text, normalised. */
export interface InlineLine {
  readonly text: string;
  readonly markdown: string;
  readonly bold: boolean;
  readonly links: readonly Link[];
}

const special = /[\\`*_[\]<]/gu;
const wordSign = /[\p{L}\p{N}]/u;
/** Most text starts with a plain letter, which needs no table of all scripts. */
function hasWords(text: string): boolean {
  const first = text.charCodeAt(0) | 0x20;
  return (first >= 0x61 && first <= 0x7a) || wordSign.test(text);
}

const leading = /^(?:[#>|]|~~~)/u;
/** A heading within a list's item, as Markdown has it. */
const leadingInItem = /^((?:[+•-]|\(?(?:\d{1,9}|[a-zA-Z]{1,4})[.)])\s{1,4})(?=#{1,6}(?:\s|$))/u;

/** Escapes what Markdown would read as markup. */
export function escapeMarkdown(text: string): string {
  return text.replace(special, '\\$&');
}

interface Piece {
  text: string;
  readonly bold: boolean;
  readonly code: boolean;
  readonly href: string | null;
}

function dress(piece: Piece, bold: boolean): string {
  const core = piece.text.trim();
  if (core === '') return piece.text;
  const before = piece.text.startsWith(' ') ? ' ' : '';
  const after = piece.text.endsWith(' ') ? ' ' : '';
  let out = piece.code && !core.includes('`') ? `\`${core}\`` : escapeMarkdown(core);
  if (piece.href !== null) out = `[${out}](${piece.href})`;
  if (piece.bold && bold && hasWords(core)) out = `**${out}**`;
  return `${before}${out}${after}`;
}

function lineOf(pieces: readonly Piece[], bold: boolean): InlineLine | null {
  const merged: Piece[] = [];
  let spaced = true;
  for (const piece of pieces) {
    let text = normalise(piece.text);
    if (spaced && text.startsWith(' ')) text = text.slice(1);
    if (text === '') continue;
    spaced = text.endsWith(' ');
    const last = merged.at(-1);
    if (last !== undefined && last.bold === piece.bold && last.code === piece.code && last.href === piece.href) last.text += text;
    else merged.push({ ...piece, text });
  }
  const end = merged.at(-1);
  if (end === undefined) return null;
  end.text = end.text.trimEnd();
  let text = '';
  let markdown = '';
  let plainWords = false;
  let boldWords = false;
  const links: Link[] = [];
  for (const piece of merged) {
    text += piece.text;
    markdown += dress(piece, bold);
    if (hasWords(piece.text)) {
      if (piece.bold) boldWords = true;
      else plainWords = true;
      if (piece.href !== null) links.push({ text: piece.text.trim(), url: piece.href });
    }
  }
  text = text.trim();
  if (!hasWords(text)) return null;
  markdown = markdown.trim();
  markdown = leading.test(markdown) ? `\\${markdown}` : markdown.replace(leadingInItem, '$1\\');
  return { text, markdown, bold: boldWords && !plainWords, links };
}

/**
 * Turns runs into lines, one for each stretch between line breaks; lines without a letter or digit are left out.
 * @param bold whether bold is written in the Markdown (headings leave it out)
 * @param most how many lines to make; what comes after is not read
 */
export function linesOfRuns(runs: readonly Run[], bold: boolean, most: number): readonly InlineLine[] {
  const lines: InlineLine[] = [];
  let pieces: Piece[] = [];
  const close = (): void => {
    if (pieces.length > 0) {
      const line = lineOf(pieces, bold);
      if (line !== null) lines.push(line);
    }
    pieces = [];
  };
  for (const run of runs) {
    if (lines.length >= most) return lines;
    if (run.lineBreak) close();
    else pieces.push({ text: run.text, bold: run.bold, code: run.code, href: run.href });
  }
  close();
  return lines;
}
