import type { Block } from '../domain/reading.ts';
import { fileLines, normalise } from './normalise.ts';

const bullet = /^([•·▪▫◦●○■□‣⁃–—*+o➢➔►✓✔-]|\u00B7|\uF0B7)\s+(?=\S)/u;
const enumerator = /^(?:\(\s?(?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6})\s?\)|(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)/iu;
const numbered = /^(?:§+\s?\d{1,3}[a-z]?|(?:artikel|article|art\.|artículo|articolo|section|sectie|abschnitt|paragraph|paragraaf|hoofdstuk|chapter|chapitre|kapitel|annex|bijlage|anlage|annexe|schedule|part|deel|teil)\s{1,3}(?:\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlc]{1,6}|[a-z])\b|\d{1,3}(?:\.\d{1,3}){0,4}[.)]?)(?=[\s.:–—-])/iu;
const hasWord = /[\p{L}\p{N}]/u;
const sentenceEnd = /[.;,…]["”’»)]?$/u;
/** The longest heading; a longer line without a full stop is a sentence whose stop was forgotten. */
const headingLength = 110;
const headingWords = 14;
const ruler = /^[\s|:=\-_*~#]{2,}$/u;

interface SourceLine {
  readonly number: number;
  readonly text: string;
  readonly source: string;
  readonly indent: number;
  readonly blankBefore: boolean;
  readonly blankAfter: boolean;
  readonly underline: '=' | '-' | null;
}

function sourceLines(source: string): readonly SourceLine[] {
  const raw = fileLines(source);
  const texts = raw.map((line) => normalise(line.slice(0, 200_000)).trim());
  const out: SourceLine[] = [];
  for (const [at, text] of texts.entries()) {
    if (!hasWord.test(text)) continue;
    const below = texts[at + 1] ?? '';
    out.push({
      number: at + 1, text, source: raw[at] ?? '', indent: /^[ \t\u00A0]{0,40}/u.exec(raw[at] ?? '')?.[0].replaceAll('\t', '    ').length ?? 0,
      blankBefore: at === 0 || (texts[at - 1] ?? '') === '' || ruler.test(texts[at - 1] ?? ''), blankAfter: below === '',
      underline: /^={3,}$/u.test(below) ? '=' : /^-{3,}$/u.test(below) ? '-' : null,
    });
  }
  return out;
}

function looksShort(text: string): boolean {
  return text.length <= headingLength && text.split(' ').length <= headingWords;
}

function isCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length >= 4 && text === text.toUpperCase() && text !== text.toLowerCase();
}

/** "Last updated: 21 May 2020": a line that dates the document heads nothing. */
function isDateLine(text: string): boolean {
  return text.length <= 80 && /(?:^|\D)(?:19|20)\d{2}(?:\D|$)/u.test(text) && (text.includes(':') || /(?:^|\D)\d{1,2}(?:\D|$)/u.test(text)) && !numbered.test(text);
}

/** A title that ends with a full stop, told from a list's item by what stands before it. */
function isStoppedTitle(line: SourceLine, number: string | undefined, previous: SourceLine | undefined): boolean {
  if (number === undefined || !line.blankBefore || line.text.length > 70 || (previous !== undefined && enumerator.test(previous.text))) return false;
  return /^[^.;,]{0,60}\.$/u.test(line.text.slice(number.length).replace(/^[.)\s]{1,10}/u, ''));
}

/** A heading's level in text without markup, or 0: rulers under it, numbering, capitals, or a short line before text. */
function levelOf(line: SourceLine, previous: SourceLine | undefined, next: SourceLine | undefined): number {
  if (line.underline !== null) return line.underline === '=' ? 1 : 2;
  const { text } = line;
  if (!looksShort(text) || bullet.test(text)) return 0;
  const number = numbered.exec(text)?.[0];
  if (isDateLine(text) || (sentenceEnd.test(text) && !isStoppedTitle(line, number, previous))) return 0;
  if (text.endsWith(':') && next !== undefined && (bullet.test(next.text) || next.indent > line.indent)) return 0;
  if (next === undefined) return 0;
  if (number !== undefined && line.blankBefore && line.indent <= 3) {
    if (next.text.length < text.length && enumerator.test(next.text) && enumerator.test(text)) return 0;
    const depth = (number.match(/\d+/gu) ?? []).length;
    return Math.min(6, 1 + Math.max(1, depth));
  }
  if (isCapitals(text) && line.blankBefore) return 2;
  if (enumerator.test(text) || line.indent > 3) return 0;
  if (text.endsWith(':') || /^\p{Ll}/u.test(text)) return line.blankBefore && !text.endsWith(':') && !line.blankAfter && next.text.length > text.length ? 3 : 0;
  return line.blankBefore && (next.text.length > text.length || bullet.test(next.text)) ? 3 : 0;
}

const plain = { links: [], cells: null, header: null, table: null } as const;

/**
 * Reads text without markup: a line is a block, with its number in the file. Headings are told by rulers under them,
 * numbering, capitals, or by being short, without a full stop, and before text; bullets and enumerators make lists.
 */
export function readPlainText(source: string): readonly Block[] {
  const lines = sourceLines(source);
  return lines.map((line, at): Block => {
    const base = { ...plain, markdown: line.text, source: line.source, bold: false, lines: [line.number, line.number] } as const;
    const level = at === 0 && looksShort(line.text) && !sentenceEnd.test(line.text) && lines.length > 1 ? 1 : levelOf(line, lines[at - 1], lines[at + 1]);
    if (level > 0) return { ...base, kind: 'heading', level, marker: null, text: line.text };
    const marked = bullet.exec(line.text);
    if (marked !== null) {
      const text = line.text.slice(marked[0].length);
      return { ...base, kind: 'list-item', level: 1 + Math.min(5, Math.floor(line.indent / 4)), marker: marked[1] ?? '•', text, markdown: text };
    }
    if (enumerator.test(line.text)) return { ...base, kind: 'list-item', level: 1 + Math.min(5, Math.floor(line.indent / 4)), marker: null, text: line.text };
    return { ...base, kind: 'paragraph', level: 0, marker: null, text: line.text };
  });
}
