import { attribute, type PageNode } from './tree.ts';

/** A row's cells in columns; null where a cell of a row above or a wider neighbour reaches in. */
export interface Row {
  readonly cells: readonly (PageNode | null)[];
  readonly isHeader: boolean;
  readonly caption: boolean;
}

/** Wider or taller spans than these are mistakes. */
const columnLimit = 60;
const rowSpanLimit = 500;

const sections = new Set(['thead', 'tbody', 'tfoot']);

function* trsOf(table: PageNode): Generator<{ readonly row: PageNode; readonly head: boolean }> {
  for (let child = table.first; child !== null; child = child.next) {
    if (child.dropped) continue;
    if (child.tag === 'tr') yield { row: child, head: false };
    else if (sections.has(child.tag)) {
      for (let row = child.first; row !== null; row = row.next) if (row.tag === 'tr' && !row.dropped) yield { row, head: child.tag === 'thead' };
    }
  }
}

function isCell(node: PageNode): boolean {
  return (node.tag === 'td' || node.tag === 'th') && !node.dropped;
}

/** A cell this long in a table of one row is a column of the page's layout, not a value. */
const layoutCellLength = 80;
const proseCellLength = 3000;
/** A cell that holds this share of a table of a few rows holds the page. */
const layoutShare = 0.7;
const layoutRows = 4;

/**
 * Whether a table holds rows of values. One that lays out a page (a single column, tables or headed sections in its
 * cells, a single row with a long cell, `role=presentation`) is read as blocks instead.
 */
export function isDataTable(table: PageNode): boolean {
  const role = attribute(table, 'role');
  if (role === 'presentation' || role === 'none') return false;
  let rows = 0;
  let widest = 0;
  let longest = 0;
  for (const { row } of trsOf(table)) {
    rows++;
    let cells = 0;
    for (let cell = row.first; cell !== null; cell = cell.next) {
      if (!isCell(cell)) continue;
      cells++;
      longest = Math.max(longest, cell.length);
      if (cell.tag === 'td' && holdsSections(cell)) return false;
    }
    widest = Math.max(widest, cells);
  }
  if (widest < 2 || longest > proseCellLength) return false;
  if (rows <= layoutRows && longest > 400 && longest > table.length * layoutShare) return false;
  return rows > 1 || longest <= layoutCellLength;
}

const headings = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** A nested table, or a heading with text under it. */
function holdsSections(cell: PageNode): boolean {
  let at: PageNode | null = cell.first;
  while (at !== null) {
    if (at.tag === 'table') return true;
    if (headings.has(at.tag) && cell.length > at.length * 2 + 20) return true;
    if (at.first !== null) {
      at = at.first;
      continue;
    }
    while (at !== null && at.next === null) at = at.parent === cell ? null : at.parent;
    at = at?.next ?? null;
  }
  return false;
}

function spanOf(cell: PageNode, name: 'colspan' | 'rowspan', limit: number): number {
  const value = Number.parseInt(attribute(cell, name) ?? '1', 10);
  return Number.isInteger(value) ? Math.min(Math.max(value, 1), limit) : 1;
}

/** The rows of a data table in order, spans resolved; a caption comes first as a row of its own. */
export function rowsOf(table: PageNode): readonly Row[] {
  const rows: Row[] = [];
  for (let child = table.first; child !== null; child = child.next) if (child.tag === 'caption') rows.push({ cells: [child], isHeader: false, caption: true });
  const reaching: number[] = [];
  for (const { row, head } of trsOf(table)) {
    const cells: (PageNode | null)[] = [];
    let headerCells = 0;
    let count = 0;
    const skip = (): void => {
      while ((reaching[cells.length] ?? 0) > 0) {
        reaching[cells.length] = (reaching[cells.length] ?? 1) - 1;
        cells.push(null);
      }
    };
    for (let cell = row.first; cell !== null && cells.length < columnLimit; cell = cell.next) {
      if (!isCell(cell)) continue;
      skip();
      const down = spanOf(cell, 'rowspan', rowSpanLimit) - 1;
      const across = spanOf(cell, 'colspan', columnLimit);
      count++;
      if (cell.tag === 'th') headerCells++;
      for (let column = 0; column < across && cells.length < columnLimit; column++) {
        reaching[cells.length] = down;
        cells.push(column === 0 ? cell : null);
      }
    }
    skip();
    rows.push({ cells, isHeader: count > 0 && (head || headerCells === count) && rows.every((earlier) => earlier.caption), caption: false });
  }
  return rows;
}
