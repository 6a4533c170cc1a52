import type { DraftBlock } from './document.ts';
import { escapeMarkdown } from './inline.ts';
import { normalise } from './normalise.ts';
import type { Line } from './pdf-lines.ts';

/** A heading's letters are this much larger than the text's. */
const headingSizes = 1.12;
const headingLength = 200;
/** A gap above a line, in the usual distance of lines, that begins a new paragraph. */
const paragraphGap = 1.35;
const bullet = /^[•◦▪▫■□●○‣⁃∙·–—-]\s{1,4}(?=\S)/u;
const numbered = /^(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-z]|[ivxl]{1,6})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}|§ ?\d{1,4}|(?:article|artikel|artículo|articolo|art\.|section) \d{1,4})\s/iu;
const ligatures: Readonly<{ [sign: string]: string }> = { 'ﬀ': 'ff', 'ﬁ': 'fi', 'ﬂ': 'fl', 'ﬃ': 'ffi', 'ﬄ': 'ffl', 'ﬅ': 'st', 'ﬆ': 'st' };

/** Blocks and the page on which each begins, in step. */
export interface PdfBlocks {
  readonly blocks: readonly DraftBlock[];
  readonly pages: readonly number[];
}

/** Joins lines into paragraphs, headings, list items and table rows. */
export function blocksOfLines(given: readonly Line[]): PdfBlocks {
  const lines = withMargins(given.map(withMarker));
  const body = bodySize(lines);
  const pitch = usualPitch(lines);
  const hyphenated = new Set(lines.flatMap((line) => line.text.toLowerCase().match(/\p{L}{1,40}-\p{L}{1,40}/gu) ?? []).map((word) => stemOf(word)));
  const groups: Line[][] = [];
  lines.forEach((line, at) => {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group === undefined || last === undefined || startsBlock(last, line, lines[at + 1], { body, pitch })) groups.push([line]);
    else group.push(line);
  });
  const sizes = [...new Set(groups.filter((group) => isHeading(group, body)).map((group) => Math.round(group[0]?.size ?? 0)))].toSorted((a, b) => b - a);
  const indents = [...new Set(lines.filter((line) => bullet.test(line.text)).map((line) => Math.round((line.left - line.columnLeft) / 6)))].toSorted((a, b) => a - b);
  const blocks: DraftBlock[] = [];
  const pages: number[] = [];
  let table = -1;
  for (const [at, group] of groups.entries()) {
    const first = group[0];
    if (first === undefined) continue;
    if (isRow(group)) {
      const previous = groups[at - 1];
      if (previous === undefined || !isRow(previous)) table += 1;
      blocks.push(rowBlock(first, table));
    } else {
      blocks.push(textBlock(group, joinLines(group, hyphenated), { body, sizes, indents }));
    }
    pages.push(first.page);
  }
  return { blocks, pages };
}

/** A number or bullet with a tab after it begins a line of text, not the row of a table. */
function withMarker(line: Line): Line {
  const [marker, ...rest] = line.cells;
  if (marker === undefined || rest.length !== 1 || marker.length > 12 || !(numbered.test(`${marker} x`) || bullet.test(`${marker} x`))) return line;
  return { ...line, cells: [line.text] };
}

/** Points within which the left edges of columns on different pages are the same margin. */
const marginReach = 45;

/** A page whose lines are all indented still has the margin of its neighbours. */
function withMargins(lines: readonly Line[]): readonly Line[] {
  const margins: number[] = [];
  for (const left of [...new Set(lines.map((line) => line.columnLeft))].toSorted((a, b) => a - b)) if (left - (margins.at(-1) ?? Number.NEGATIVE_INFINITY) > marginReach) margins.push(left);
  return lines.map((line) => ({ ...line, columnLeft: margins.findLast((margin) => margin <= line.columnLeft) ?? line.columnLeft }));
}

function bodySize(lines: readonly Line[]): number {
  const letters = new Map<number, number>();
  for (const line of lines) letters.set(Math.round(line.size * 2) / 2, (letters.get(Math.round(line.size * 2) / 2) ?? 0) + line.text.length);
  return [...letters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** The usual distance between two lines of a paragraph, in letter heights. */
function usualPitch(lines: readonly Line[]): number {
  const gaps = lines.flatMap((line, at) => {
    const next = lines[at + 1];
    return next !== undefined && next.page === line.page && next.y > line.y && next.size === line.size ? [(next.y - line.y) / line.size] : [];
  }).filter((gap) => gap > 0.8 && gap < 3).toSorted((a, b) => a - b);
  // Most lines have a line of their own paragraph below them, and the wider gaps come after.
  return gaps[Math.floor(gaps.length * 0.4)] ?? 1.2;
}

interface Measures {
  readonly body: number;
  readonly pitch: number;
}

function startsBlock(last: Line, line: Line, next: Line | undefined, { body, pitch }: Measures): boolean {
  if (line.cells.length > 1 || last.cells.length > 1) return true;
  if (bullet.test(line.text)) return true;
  if (Math.abs(line.size - last.size) > 0.06 * body && (line.size > headingSizes * body || last.size > headingSizes * body)) return true;
  if (line.bold !== last.bold && (startsSentence(line) || ends(last))) return true;
  const jumps = line.page !== last.page || line.y <= last.y || line.columnLeft !== last.columnLeft;
  if (jumps) return startsSentence(line) && (ends(last) || numbered.test(line.text) || isShort(last));
  if ((line.y - last.y) / Math.max(line.size, last.size) > paragraphGap * pitch) return true;
  if (numbered.test(line.text) && (ends(last) || isShort(last))) return true;
  if (ends(last) && isShort(last) && startsSentence(line)) return true;
  // A first line's indent, where the next line stands back at the margin.
  return next !== undefined && ends(last) && line.left - last.left > line.size && line.left - next.left > line.size && startsSentence(line) && !bullet.test(last.text);
}

function startsSentence(line: Line): boolean {
  return /^[\p{Lu}\p{N}("“„«¿¡§•]/u.test(line.text);
}

function ends(line: Line): boolean {
  return /[.!?:;]["”’»)]?$/u.test(line.text);
}

/** The line leaves room at its end for another word: nothing forced a break there. */
function isShort(line: Line): boolean {
  return line.right < line.columnRight - 0.15 * (line.columnRight - line.columnLeft);
}

function isRow(group: readonly Line[]): boolean {
  return group.length === 1 && (group[0]?.cells.length ?? 0) > 1;
}

function isHeading(group: readonly Line[], body: number): boolean {
  const length = group.reduce((sum, line) => sum + line.text.length, 0);
  return group.every((line) => line.size > headingSizes * body && line.cells.length === 1) && length <= headingLength;
}

/** A word with a hyphen, without its ending: "sub-processor" stands for "sub-processors" too. */
function stemOf(word: string): string {
  const [first = '', rest = ''] = word.toLowerCase().split('-');
  return `${first}-${rest.slice(0, 5)}`;
}

/** Joins lines; a word cut by a hyphen is made whole unless the document writes it with one elsewhere. */
function joinLines(group: readonly Line[], hyphenated: ReadonlySet<string>): string {
  let text = '';
  for (const line of group) {
    const cut = /(\p{L}{1,40})[-\u00AD‐]$/u.exec(text);
    const rest = /^\p{Ll}\p{L}{0,40}/u.exec(line.text)?.[0];
    if (cut?.[1] !== undefined && rest !== undefined) {
      const keep = hyphenated.has(stemOf(`${cut[1]}-${rest}`));
      text = `${keep ? text : text.slice(0, -1)}${line.text}`;
    } else if (/[-–/]$/u.test(text) && /\S[-–/]$/u.test(text)) text += line.text;
    else text += `${text === '' ? '' : ' '}${line.text}`;
  }
  return normalise(text.replaceAll(/[ﬀ-ﬆ]/gu, (sign) => ligatures[sign] ?? sign)).trim();
}

function textBlock(group: readonly Line[], text: string, { body, sizes, indents }: { readonly body: number; readonly sizes: readonly number[]; readonly indents: readonly number[] }): DraftBlock {
  const first = group[0];
  const bold = group.every((line) => line.bold);
  const plain = { links: [], cells: null, header: null, table: null } as const;
  const marked = bullet.exec(text);
  if (marked !== null && first !== undefined) {
    const item = text.slice(marked[0].length);
    const level = 1 + Math.max(0, indents.indexOf(Math.round((first.left - first.columnLeft) / 6)));
    return { kind: 'list-item', level: Math.min(6, level), marker: '•', text: item, markdown: escapeMarkdown(item), bold, ...plain };
  }
  if (isHeading(group, body)) {
    const level = 1 + Math.max(0, sizes.indexOf(Math.round(first?.size ?? 0)));
    return { kind: 'heading', level: Math.min(6, level), marker: null, text, markdown: escapeMarkdown(text), bold, ...plain };
  }
  return { kind: 'paragraph', level: 0, marker: null, text, markdown: bold && text !== '' ? `**${escapeMarkdown(text)}**` : escapeMarkdown(text), bold, ...plain };
}

function rowBlock(line: Line, table: number): DraftBlock {
  const cells = line.cells.map((cell) => normalise(cell).trim());
  return {
    kind: 'table-row', level: 0, marker: null, text: cells.join(' | '), markdown: `| ${cells.map((cell) => escapeMarkdown(cell).replaceAll('|', '\\|')).join(' | ')} |`,
    bold: false, links: [], cells, header: null, table,
  };
}
