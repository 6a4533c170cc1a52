import type { Block, Link } from '../domain/reading.ts';
import { cleanUrl, fileLines, normalise } from './normalise.ts';
import { rowOf } from './render.ts';

const hasWord = /[\p{L}\p{N}]/u;
const atx = /^(#{1,6})(?:\s+(.*?))?(?:\s#{1,10})?$/u;
const listItem = /^(?:([*+•-])|(\(?(?:\d{1,9}|[a-zA-Z]{1,4})[.)]))\s+(?=\S)/u;
const ruler = /^[\s|:=\-_*~]{2,}$/u;
const tableRuler = /^\|?\s{0,8}:?-{2,200}:?\s{0,8}(?:\|\s{0,8}:?-{2,200}:?\s{0,8}){0,60}\|?$/u;
const fence = /^(?:`{3,10}|~{3,10})/u;
const escaped = /\\([!-/:-@[-`{-~])/gu;
const link = /!?\[((?:[^[\]\\]|\\.|\[[^[\]]{0,300}\]){0,4000})\]\(\s?<?([^()<>\s]{0,4000}(?:\([^()\s]{0,500}\)[^()<>\s]{0,2000}){0,3})>?(?:\s{1,3}(?:"[^"]{0,500}"|'[^']{0,500}'))?\s?\)/gu;
const autolink = /<((?:https?:\/\/|mailto:)[^<>\s]{1,2000})>/giu;
const htmlTag = /<\/?[a-z][a-z0-9]{0,15}(?:\s[^<>]{0,1000})?\/?>/giu;

interface Inline {
  readonly text: string;
  readonly markdown: string;
  readonly bold: boolean;
  readonly links: readonly Link[];
}

/** Escaped signs wait in the private use area, so that nothing takes them for markup. */
const heldBase = 0xe000;
const held = /[\uE021-\uE07E]/gu;
const strayHeld = /[\uE000-\uE0FF]/gu;

function release(text: string): string {
  return text.replace(held, (sign) => String.fromCharCode(sign.charCodeAt(0) - heldBase));
}

/** Plain text of inline Markdown: marks of emphasis, links and escapes undone. */
export function readInline(markdown: string): Inline {
  const links: Link[] = [];
  let out = markdown.replace(strayHeld, '').replace(/<br\s?\/?>/giu, ' ').replace(escaped, (_, sign: string) => String.fromCharCode(heldBase + sign.charCodeAt(0)));
  for (let round = 0; round < 2; round++) {
    out = out.replace(link, (whole, text: string, url: string) => {
      const clean = cleanUrl(release(url), null);
      const words = normalise(release(text.replace(/[*`]+/gu, ''))).trim();
      if (clean !== null && hasWord.test(words) && !whole.startsWith('!')) links.push({ text: words, url: clean });
      return text;
    });
  }
  out = out.replace(autolink, '$1').replace(htmlTag, '');
  const trimmed = out.trim();
  const bold = /^(?:\*\*|__)(?:(?!\*\*|__)[^\n])+(?:\*\*|__)[:.]?$/u.test(trimmed) || (trimmed.startsWith('**') && allBold(trimmed));
  out = out.replace(/\*{1,3}|`{1,3}|~~/gu, '').replace(/(?<![\p{L}\p{N}])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}])/gu, '');
  const text = normalise(release(out)).trim();
  return { text, markdown: markdown.trim(), bold: bold && hasWord.test(text), links };
}

/** Words stand in bold only. */
function allBold(text: string): boolean {
  return !text.split('**').some((part, at) => at % 2 === 0 && hasWord.test(part));
}

function cellsOf(row: string): readonly string[] {
  const inner = row.trim().replace(/^\|/u, '').replace(/(?<!\\)\|$/u, '');
  return inner.split(/(?<!\\)\|/u).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

const plainBlock = { cells: null, header: null, table: null } as const;

/**
 * Reads Markdown: each non-blank line is a block with its number in the file; a ruler under a line makes it a heading
 * and is no block of its own, nor are table rulers, fences and rules.
 */
export function readMarkdown(source: string): readonly Block[] {
  const raw = fileLines(source);
  const blocks: Block[] = [];
  let tables = 0;
  let header: readonly string[] | null = null;
  let inTable = false;
  let fenced = false;
  for (const [at, whole] of raw.entries()) {
    const lineNumber = at + 1;
    const indent = /^[ \t]{0,80}/u.exec(whole)?.[0].replaceAll('\t', '    ').length ?? 0;
    let line = whole.trim().replace(/^(?:>\s?){1,10}/u, '').trim();
    if (fence.test(line)) {
      fenced = !fenced;
      continue;
    }
    if (!hasWord.test(line) || ruler.test(line)) {
      if (line === '') inTable = false;
      continue;
    }
    const lines = [lineNumber, lineNumber] as const;
    if (fenced) {
      blocks.push({ ...plainBlock, kind: 'code', level: 0, marker: null, text: normalise(line).trim(), markdown: line, bold: false, links: [], lines });
      continue;
    }
    const below = (raw[at + 1] ?? '').trim();
    const isRow = line.startsWith('|') || (inTable && line.includes('|')) || (line.includes('|') && tableRuler.test(below) && below.includes('|'));
    if (isRow) {
      const inlines = cellsOf(line).map(readInline);
      const cells = inlines.map((cell) => cell.text);
      if (!inTable) {
        tables++;
        header = tableRuler.test(below) ? cells : null;
        inTable = true;
      }
      const { text } = rowOf([], cells);
      blocks.push({ kind: 'table-row', level: 0, marker: null, text, markdown: line, bold: false, links: inlines.flatMap((cell) => cell.links), lines, cells, header, table: tables - 1 });
      continue;
    }
    inTable = false;
    const heading = atx.exec(line);
    const underlined = /^=+$/u.test(below) ? 1 : /^-{2,}$/u.test(below) && !listItem.test(line) ? 2 : 0;
    if (heading !== null || underlined > 0) {
      const inline = readInline(heading === null ? line : (heading[2] ?? ''));
      if (inline.text !== '') blocks.push({ ...plainBlock, ...inline, kind: 'heading', level: heading?.[1]?.length ?? underlined, marker: null, lines });
      continue;
    }
    const marked = listItem.exec(line);
    if (marked !== null && hasWord.test(line.slice(marked[0].length))) {
      line = line.slice(marked[0].length);
      const nested = atx.exec(line);
      const inline = readInline(nested === null ? line : (nested[2] ?? ''));
      const marker = marked[1] === undefined ? (marked[2] ?? '') : '•';
      if (nested !== null) blocks.push({ ...plainBlock, ...inline, kind: 'heading', level: nested[1]?.length ?? 1, marker: marker === '•' ? null : marker, lines });
      else blocks.push({ ...plainBlock, ...inline, kind: 'list-item', level: 1 + Math.min(11, Math.floor(indent / 4)), marker, lines });
      continue;
    }
    const term = /^:\s+/u.exec(line);
    const inline = readInline(term === null ? line : line.slice(term[0].length));
    const note = /^\[\^[^\]]{1,30}\]:\s*/u.test(line);
    if (inline.text !== '') blocks.push({ ...plainBlock, ...inline, kind: term === null ? (note ? 'footnote' : 'paragraph') : 'definition', level: term === null ? 0 : 1, marker: null, lines });
  }
  return blocks.map((block) => ({ ...block, source: raw[block.lines[0] - 1] ?? '' }));
}
