/** A run of letters on a page; coordinates in points from the page's top left corner as a reader sees it. */
export interface Glyphs {
  readonly text: string;
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly bold: boolean;
}

/** A stretch of words on one baseline with no wide gap in it. */
export interface Segment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
}

/** One line of a column. */
export interface Line extends Omit<Segment, 'text'> {
  readonly page: number;
  /** One for prose; several where wide gaps part it, as in the row of a table. */
  readonly cells: readonly string[];
  readonly text: string;
  /** The column's edges. */
  readonly columnLeft: number;
  readonly columnRight: number;
}

export interface PageGlyphs {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyphs[];
}

/** A gap this wide, in letter heights, parts cells or columns; justified prose stays below. */
const gapSizes = 1.6;
/** A smaller gap than this is no space between words. */
const spaceSizes = 0.18;
/** A gutter between columns has this many lines on each side at least … */
const columnLines = 4;
/** … which fill this share of their side, as prose does and the cells of a table do not. */
const columnFill = 0.6;

/** @returns a page's lines in reading order: column by column, between the lines that span them */
export function linesOfPage(page: PageGlyphs): readonly Line[] {
  const segments = segmentsOf(page.glyphs);
  return inOrder(segments, page.number, 0);
}

function segmentsOf(glyphs: readonly Glyphs[]): readonly Segment[] {
  const rows: Glyphs[][] = [];
  for (const glyph of glyphs.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    const first = row?.[0];
    // Superscripts and footnote marks stand a little off the baseline.
    if (row !== undefined && first !== undefined && glyph.y - first.y < 0.4 * Math.max(first.size, glyph.size)) row.push(glyph);
    else rows.push([glyph]);
  }
  return rows.flatMap((row) => cutRow(row.toSorted((a, b) => a.x - b.x)));
}

function cutRow(row: readonly Glyphs[]): readonly Segment[] {
  const out: Segment[] = [];
  let run: Glyphs[] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const glyph of row) {
    if (run.length > 0 && glyph.x - right > gapSizes * glyph.size) {
      out.push(segment(run));
      run = [];
    }
    run.push(glyph);
    right = Math.max(run.length === 1 ? Number.NEGATIVE_INFINITY : right, glyph.x + glyph.width);
  }
  if (run.length > 0) out.push(segment(run));
  return out.filter((each) => each.text !== '');
}

function segment(run: readonly Glyphs[]): Segment {
  let text = '';
  let right = Number.NEGATIVE_INFINITY;
  let size = 0;
  let boldLetters = 0;
  let letters = 0;
  for (const glyph of run) {
    const apart = text !== '' && glyph.x - right > spaceSizes * glyph.size && !text.endsWith(' ') && !glyph.text.startsWith(' ');
    text += `${apart ? ' ' : ''}${glyph.text}`;
    right = Math.max(right, glyph.x + glyph.width);
    size = Math.max(size, glyph.size);
    letters += glyph.text.trim().length;
    if (glyph.bold) boldLetters += glyph.text.trim().length;
  }
  const first = run[0];
  return { text: text.replaceAll(/\s+/gu, ' ').trim(), left: first?.x ?? 0, right, y: first?.y ?? 0, size, bold: letters > 0 && boldLetters >= 0.9 * letters };
}

function inOrder(segments: readonly Segment[], page: number, depth: number): readonly Line[] {
  const gutter = depth < 2 ? gutterOf(segments) : null;
  if (gutter === null) return rowsOf(segments, page);
  // Lines across the gutter part the page into bands; within a band the left column is read before the right one.
  const spanning = segments.filter((each) => each.left < gutter && each.right > gutter).toSorted((a, b) => a.y - b.y);
  const lines: Line[] = [];
  let top = Number.NEGATIVE_INFINITY;
  for (const across of [...spanning, null]) {
    const bottom = across?.y ?? Number.POSITIVE_INFINITY;
    const band = segments.filter((each) => each.y > top && each.y < bottom && !(each.left < gutter && each.right > gutter));
    lines.push(...inOrder(band.filter((each) => each.right <= gutter), page, depth + 1), ...inOrder(band.filter((each) => each.left >= gutter), page, depth + 1));
    if (across !== null) lines.push(...rowsOf([across], page));
    top = bottom;
  }
  return lines;
}

/** @returns where a gutter between two columns of prose stands; null where there is none */
function gutterOf(segments: readonly Segment[]): number | null {
  if (segments.length < 2 * columnLines) return null;
  const left = Math.min(...segments.map((each) => each.left));
  const right = Math.max(...segments.map((each) => each.right));
  const steps = 60;
  let best: { readonly x: number; readonly crossing: number } | null = null;
  for (let step = 12; step <= 48; step += 1) {
    const x = left + ((right - left) * step) / steps;
    const crossing = segments.filter((each) => each.left < x && each.right > x).length;
    if (crossing > 0.2 * segments.length || (best !== null && crossing >= best.crossing)) continue;
    if (isProse(segments.filter((each) => each.right <= x)) && isProse(segments.filter((each) => each.left >= x))) best = { x, crossing };
  }
  return best?.x ?? null;
}

function isProse(side: readonly Segment[]): boolean {
  if (side.length < columnLines) return false;
  const width = Math.max(...side.map((each) => each.right)) - Math.min(...side.map((each) => each.left));
  const full = side.filter((each) => each.right - each.left >= columnFill * width).length;
  return full >= 0.5 * side.length && side.some((each) => each.text.split(' ').length >= 4);
}

function rowsOf(segments: readonly Segment[], page: number): readonly Line[] {
  const columnLeft = Math.min(...segments.map((each) => each.left));
  const columnRight = Math.max(...segments.map((each) => each.right));
  const rows: Segment[][] = [];
  for (const each of segments.toSorted((a, b) => a.y - b.y || a.left - b.left)) {
    const first = rows.at(-1)?.[0];
    if (first !== undefined && Math.abs(each.y - first.y) < 0.4 * Math.max(each.size, first.size)) rows.at(-1)?.push(each);
    else rows.push([each]);
  }
  return rows.map((row) => {
    const cells = row.toSorted((a, b) => a.left - b.left);
    return {
      page, columnLeft, columnRight,
      cells: cells.map((cell) => cell.text),
      text: cells.map((cell) => cell.text).join(' '),
      left: cells[0]?.left ?? 0,
      right: cells.at(-1)?.right ?? 0,
      y: cells[0]?.y ?? 0,
      size: Math.max(...cells.map((cell) => cell.size)),
      bold: cells.every((cell) => cell.bold),
    };
  });
}

/** Head and foot of a page, as a share of its height. */
const margin = 0.12;
const pageNumber = /^[-–— ]{0,3}(?:(?:page|pagina|seite|página|p\.?|blz\.?|s\.?) ?)?(?:\d{1,4}|[ivxl]{1,6})(?: ?(?:of|van|von|sur|de|di|\/) ?\d{1,4})?[-–— ]{0,3}$/iu;

/** Above this a line that carries a number of its own on each page is a sentence. */
const longestFurniture = 80;

/**
 * A line as it may come back on other pages: word for word, or with one number that goes up with the pages. Any other
 * number belongs to what the line says, and so does one in bold: "Article 3" heads an article.
 */
function shapesOf(line: Line): readonly string[] {
  const text = line.text.toLowerCase();
  if (text.length > longestFurniture || line.bold) return [text];
  const parts = text.split(/(\d{1,4})/u);
  return [text, ...parts.flatMap((part, at) => (at % 2 === 1 ? [parts.with(at, `#${Number(part) - line.page}`).join('')] : []))];
}

/** @returns the lines without running headers, footers and page numbers */
export function withoutFurniture(lines: readonly Line[], heights: ReadonlyMap<number, number>): readonly Line[] {
  const pages = heights.size;
  const inMargin = (line: Line): boolean => {
    const height = heights.get(line.page) ?? 0;
    return height > 0 && (line.y < margin * height || line.y > (1 - margin) * height);
  };
  const seen = new Map<string, Set<number>>();
  for (const line of lines) if (inMargin(line)) for (const shape of shapesOf(line)) seen.set(shape, (seen.get(shape) ?? new Set<number>()).add(line.page));
  return lines.filter((line) => {
    if (!inMargin(line)) return true;
    // Two pages suffice for two pages; a longer document may skip its first page or alternate left and right.
    const repeats = Math.max(...shapesOf(line).map((shape) => seen.get(shape)?.size ?? 0));
    if (repeats >= 2 && repeats >= 0.4 * pages) return false;
    return !(pages > 1 && pageNumber.test(line.text));
  });
}
