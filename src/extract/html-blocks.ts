import type { BlockKind } from '../domain/reading.ts';
import type { DraftBlock } from './document.ts';
import { type InlineLine, linesOfRuns, type Run } from './inline.ts';
import { listMarker } from './list-marker.ts';
import { cleanUrl, decodeCfEmail } from './normalise.ts';
import { readPlainText } from './plain-text.ts';
import { rowOf } from './render.ts';
import { isDataTable, rowsOf } from './table.ts';
import { attribute, following, type PageNode } from './tree.ts';
import { readTyped } from './typed-markup.ts';

/** Elements that stand in a line of text; every other element starts and ends a block. */
const inlineTags = new Set([
  'a', 'abbr', 'acronym', 'b', 'bdi', 'bdo', 'big', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'font', 'i', 'ins', 'kbd',
  'label', 'mark', 'nobr', 'output', 'picture', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'slot', 'small', 'span', 'strike', 'strong',
  'sub', 'sup', 'time', 'tt', 'u', 'var', 'wbr',
]);
const boldTags = new Set(['b', 'strong']);
const boldStyle = /font-weight\s{0,4}:\s{0,4}(?:bold|[6-9]00)/iu;
const footnoteHint = /(?:^|[\s_-])(?:footnotes?|endnotes?|voetno(?:ot|ten)|fu(?:ss|ß)noten?)(?:$|[\s_-])/iu;
/** Deeper lists than any reader could follow are read as this deep. */
const listDepthLimit = 12;

/** Four times the clauses of the longest policy measured (12,100); what comes after on a longer page is not read. */
export const blockLimit = 50_000;

interface OpenList {
  readonly node: PageNode;
  readonly ordered: boolean;
  next: number;
}

/** What is open around the point that the walk has reached. */
interface State {
  readonly base: string | null;
  readonly cell: boolean;
  readonly blocks: DraftBlock[];
  runs: Run[];
  bold: number;
  code: number;
  hrefs: (string | null)[];
  heading: number;
  summary: number;
  lists: OpenList[];
  /** Marker of the list item whose first words are awaited. */
  marker: string | null;
  definition: 'term' | 'text' | null;
  footnote: number;
  preformatted: number;
  tables: number;
}

const plain = { cells: null, header: null, table: null } as const;

function draft(kind: BlockKind, level: number, marker: string | null, line: InlineLine): DraftBlock {
  return { kind, level, marker, text: line.text, markdown: line.markdown, bold: line.bold, links: line.links, ...plain };
}

/** The number that a text starts with, so that a list's own marker does not stand before a typed one. */
const typedNumber = /^(?:[(§]{0,2}\s?\d{1,3}(?:\.\d{1,3}){0,5}[.):]?\s|\(?[a-z]{1,4}[.)]\s)/iu;

function flush(state: State): void {
  if (state.runs.length === 0) return;
  const runs = state.heading > 0 ? state.runs.map((run) => (run.lineBreak ? { ...run, text: ' ', lineBreak: false } : run)) : state.runs;
  state.runs = [];
  for (const line of linesOfRuns(runs, state.heading === 0, blockLimit - state.blocks.length)) {
    const marker = state.marker;
    state.marker = null;
    const shown = marker !== null && marker !== '•' && typedNumber.test(line.text) ? null : marker;
    if (state.heading > 0) state.blocks.push(draft('heading', state.heading, shown === '•' ? null : shown, line));
    else if (state.summary > 0) state.blocks.push({ ...draft('paragraph', 0, null, line), bold: true });
    else if (marker !== null) state.blocks.push(draft('list-item', Math.min(state.lists.length, listDepthLimit), shown ?? '', line));
    else if (state.footnote > 0) state.blocks.push(draft('footnote', 0, null, line));
    else if (state.definition !== null) state.blocks.push(draft('definition', state.definition === 'term' ? 0 : 1, null, line));
    else state.blocks.push(draft('paragraph', 0, null, line));
  }
}

function run(state: State, text: string): void {
  const around = { bold: state.bold > 0, code: state.code > 0, href: state.hrefs.at(-1) ?? null };
  if (state.code > 0 || !text.includes('</')) state.runs.push({ text, ...around, lineBreak: false });
  // One by one: as arguments of one call they would be more than the stack holds.
  else for (const part of readTyped(text, around, (href) => cleanUrl(href, state.base))) state.runs.push(part);
}

function lineBreak(state: State): void {
  state.runs.push({ text: '', bold: false, code: false, href: null, lineBreak: true });
}

function hrefOf(node: PageNode, base: string | null): string | null {
  const href = attribute(node, 'href');
  if (href === null) return null;
  const hidden = /\/cdn-cgi\/l\/email-protection#([0-9a-f]{6,600})$/iu.exec(href);
  const address = hidden?.[1] === undefined ? null : decodeCfEmail(hidden[1]);
  return cleanUrl(address === null ? href : `mailto:${address}`, base);
}

function headingLevel(node: PageNode): number {
  const { tag } = node;
  if (tag.length === 2 && tag.charCodeAt(0) === 104) {
    const level = tag.charCodeAt(1) - 48;
    if (level >= 1 && level <= 6) return level;
  }
  if (node.attributes.length > 0 && attribute(node, 'role') === 'heading') {
    const level = Number(attribute(node, 'aria-level') ?? '2');
    return Number.isInteger(level) && level >= 1 ? Math.min(level, 6) : 2;
  }
  return 0;
}

function isBold(node: PageNode): boolean {
  if (boldTags.has(node.tag)) return true;
  if (node.attributes.length === 0) return false;
  const style = attribute(node, 'style');
  return style !== null && boldStyle.test(style.slice(0, 2000));
}

function isInline(node: PageNode): boolean {
  return inlineTags.has(node.tag) && attribute(node, 'role') !== 'heading';
}

/** Text under a button that opens it is at least this long. */
const panelLength = 60;

/** A button that opens a part of the text heads that part; any other is a control. */
function opensPart(button: PageNode): boolean {
  for (const name of ['aria-expanded', 'aria-controls', 'data-toggle', 'data-bs-toggle', 'data-target']) if (attribute(button, name) !== null) return true;
  if (attribute(button, 'role') === 'tab') return true;
  let next = button.next;
  while (next !== null && next.length === 0) next = next.next;
  return next !== null && next.tag !== 'button' && next.tag !== '#text' && next.length >= panelLength;
}

/** A text laid out by its own line ends is read as a text file is. */
function readPreformatted(state: State, node: PageNode): void {
  for (const { lines: _lines, source: _source, ...block } of readPlainText(textOf(node))) state.blocks.push(block);
}

function textOf(node: PageNode): string {
  let out = '';
  for (let at: PageNode | null = node.first; at !== null; at = (at.dropped ? null : at.first) ?? following(at, node)) out += at.tag === '#text' ? at.text : at.tag === 'br' ? '\n' : '';
  return out;
}

/** Opens an element; false where what lies beneath it is already read or not to be read. */
function enter(state: State, node: PageNode): boolean {
  const { tag } = node;
  if (tag === 'br') {
    lineBreak(state);
    return false;
  }
  if (tag === 'table' && !state.cell && isDataTable(node)) {
    flush(state);
    readTable(state, node);
    return false;
  }
  if (tag === 'button' && state.heading === 0 && state.summary === 0 && !opensPart(node)) return false;
  if (tag === 'pre' && !state.cell && node.first?.tag !== 'code') {
    flush(state);
    readPreformatted(state, node);
    return false;
  }
  if (node.attributes.length > 0) {
    const email = attribute(node, 'data-cfemail');
    const address = email === null ? null : decodeCfEmail(email);
    if (address !== null) {
      run(state, address);
      return false;
    }
  }
  const level = headingLevel(node);
  if (!isInline(node) || level > 0) flush(state);
  if (level > 0) state.heading = state.heading === 0 ? level : state.heading;
  if (isBold(node)) state.bold++;
  switch (tag) {
    case 'a':
      // Links that touch each other stand on lines or in boxes of their own.
      if (node.previous?.tag === 'a' && node.previous.length > 0 && node.length > 0) lineBreak(state);
      state.hrefs.push(hrefOf(node, state.base));
      break;
    case 'code':
    case 'kbd':
    case 'samp':
    case 'tt':
      state.code++;
      break;
    case 'ol':
    case 'ul':
    case 'menu':
      state.lists.push({ node, ordered: tag === 'ol', next: Number.parseInt(attribute(node, 'start') ?? '1', 10) || 1 });
      break;
    case 'li': {
      const list = state.lists.at(-1);
      state.marker = list === undefined ? '•' : listMarker(list, node);
      break;
    }
    case 'dt':
      state.definition = 'term';
      break;
    case 'dd':
      state.definition = 'text';
      break;
    case 'summary':
    case 'button':
      state.summary++;
      break;
    case 'pre':
      state.preformatted++;
      break;
    default:
  }
  if (isFootnote(node)) state.footnote++;
  return true;
}

function isFootnote(node: PageNode): boolean {
  if (node.attributes.length === 0 || isInline(node)) return false;
  const role = attribute(node, 'role');
  if (role === 'doc-footnote' || role === 'doc-endnotes' || role === 'doc-endnote') return true;
  return footnoteHint.test((attribute(node, 'class') ?? '').slice(0, 500)) || footnoteHint.test((attribute(node, 'id') ?? '').slice(0, 200));
}

function leave(state: State, node: PageNode): void {
  const { tag } = node;
  const level = headingLevel(node);
  if (!isInline(node) || level > 0) flush(state);
  if (level > 0) state.heading = 0;
  if (isBold(node)) state.bold--;
  switch (tag) {
    case 'a':
      state.hrefs.pop();
      break;
    case 'code':
    case 'kbd':
    case 'samp':
    case 'tt':
      state.code--;
      break;
    case 'ol':
    case 'ul':
    case 'menu':
      state.lists.pop();
      break;
    case 'li':
      state.marker = null;
      break;
    case 'dt':
    case 'dd':
      state.definition = null;
      break;
    case 'summary':
    case 'button':
      state.summary--;
      break;
    case 'pre':
      state.preformatted--;
      break;
    default:
  }
  if (isFootnote(node)) state.footnote--;
}

function readText(state: State, text: string): void {
  if (state.preformatted === 0) {
    run(state, text);
    return;
  }
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    if (at > 0) lineBreak(state);
    if (line !== '') run(state, line);
  }
}

function readTable(state: State, table: PageNode): void {
  const number = state.tables++;
  const rows = rowsOf(table);
  let header: readonly string[] | null = null;
  for (const row of rows) {
    const cells = row.cells.map((cell) => (cell === null ? null : cellOf(cell, state.base)));
    const texts = cells.map((cell) => cell?.text ?? '');
    if (texts.every((text) => text === '')) continue;
    if (state.blocks.length >= blockLimit) return;
    if (row.isHeader && header === null) header = texts;
    const { markdown, text } = rowOf(cells.map((cell) => cell?.markdown ?? ''), texts);
    if (row.caption) {
      state.blocks.push({ kind: 'paragraph', level: 0, marker: null, text, markdown: cells[0]?.markdown ?? text, bold: false, links: cells[0]?.links ?? [], ...plain });
      continue;
    }
    state.blocks.push({
      kind: 'table-row', level: 0, marker: null, text, markdown, bold: false, links: cells.flatMap((cell) => cell?.links ?? []),
      cells: texts, header, table: number,
    });
  }
}

/** A cell's words on one line; what stood in blocks of its own is parted by a space. */
function cellOf(cell: PageNode, base: string | null): InlineLine | null {
  const inner = blocksOf(cell, base, { cell: true });
  if (inner.length === 0) return null;
  return {
    text: inner.map((block) => (block.kind === 'list-item' && block.marker !== null && block.marker !== '' ? `${block.marker ?? ''} ${block.text}`.trim() : block.text)).join(' '),
    markdown: inner.map((block) => `${block.kind === 'list-item' && block.marker !== null ? `${block.marker} ` : ''}${block.markdown}`).join('<br>'),
    bold: inner.every((block) => block.bold),
    links: inner.flatMap((block) => block.links),
  };
}

/**
 * Reads what lies beneath `root` into blocks in document order, skipping what was dropped. Visible or not makes no
 * difference: what a closed accordion hides is policy too.
 * @param base the address that relative links start from; null keeps them as written
 * @param options `self`: the root's own tag counts too; `cell`: the root is a table's cell, so tables inside are rows of words
 */
export function blocksOf(root: PageNode, base: string | null, options: { readonly self?: boolean; readonly cell?: boolean } = {}): readonly DraftBlock[] {
  const state: State = {
    base, cell: options.cell === true, blocks: [], runs: [], bold: 0, code: 0, hrefs: [], heading: 0, summary: 0, lists: [], marker: null,
    definition: null, footnote: 0, preformatted: 0, tables: 0,
  };
  const top = options.self === true && root.parent !== null ? root.parent : root;
  let at: PageNode | null = top === root ? root.first : root;
  while (at !== null && state.blocks.length < blockLimit) {
    const node: PageNode = at;
    let down = false;
    if (node.tag === '#text') readText(state, node.text);
    else if (!node.dropped) down = enter(state, node);
    if (down && node.first !== null) {
      at = node.first;
      continue;
    }
    if (down) leave(state, node);
    let done: PageNode = node;
    while (done !== root && done.next === null && done.parent !== null && done.parent !== top) {
      done = done.parent;
      leave(state, done);
    }
    at = done === root || done.parent === top && top === root && done.next === null ? null : done.next;
  }
  flush(state);
  return state.blocks;
}
