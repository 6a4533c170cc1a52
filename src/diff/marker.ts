import type { Clause } from '../domain/clause.ts';

export interface MarkedLine {
  /** Number or bullet without spacing and markup; empty where the line carries none. */
  readonly marker: string;
  /** What stands after it, without spacing and markup. */
  readonly body: string;
}

/** Another number straight after the first, as in "1. 1. The seller". */
const furtherNumber = /^(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-z]|[ivx]{1,5})\\?[.)]|[•◦▪●·+*-])\s+(?=\S)/u;
const boldHeadingLength = 120;
const spacingOrMarkup = /[\s\\*_#>]/u;

/** All characters of a clause that a change could touch: of a file's line as it stands there, else of marker and Markdown. */
export function lineOf(clause: Clause): string {
  if (clause.source !== undefined) return clause.source;
  return afterMarker(clause.markdown, clause.marker) === null ? clause.marker + clause.markdown : clause.markdown;
}

/** @returns whether two clauses are alike in every character */
export function sameLine(a: Clause, b: Clause): boolean {
  if (a.source !== undefined && b.source !== undefined) return a.source === b.source;
  return a.marker === b.marker && a.markdown === b.markdown && headingLevel(a) === headingLevel(b);
}

function headingLevel(clause: Clause): number {
  return clause.kind === 'heading' ? clause.level : 0;
}

/** A heading by markup, or a short line without a full stop that stands in bold as a whole. */
export function isHeadingLike(clause: Clause): boolean {
  if (clause.kind === 'heading') return true;
  if (clause.cells !== null || clause.text.length > boldHeadingLength || /[.;,]\s*$/u.test(clause.text)) return false;
  return /^(?:\*\*|__).*(?:\*\*|__)$/su.test(clause.markdown.trim());
}

/** Takes a clause's line apart at the end of its number. */
export function markedLineOf(clause: Clause): MarkedLine {
  const line = lineOf(clause);
  const marked = afterMarker(line, clause.marker) ?? line;
  let body = marked.trimStart();
  for (let again = furtherNumber.exec(body); again !== null; again = furtherNumber.exec(body)) body = body.slice(again[0].length);
  return { marker: bare(line.slice(0, line.length - body.length)), body: bare(body) };
}

function bare(text: string): string {
  return text.replace(/[\s\\*_#>]/gu, '');
}

/** @returns what follows the marker in a line, markup between its signs passed over; null where the line does not begin with it */
function afterMarker(line: string, marker: string): string | null {
  const signs = [...marker.replace(/\s/gu, '')];
  if (signs.length === 0) return line;
  let at = 0;
  let next = 0;
  for (const sign of line) {
    if (next === signs.length) break;
    if (sign === signs[next]) next++;
    else if (!spacingOrMarkup.test(sign)) return marker.trim() === '•' ? afterMarkdownBullet(line) : null;
    at += sign.length;
  }
  return next === signs.length ? line.slice(at) : null;
}

/** A Markdown bullet may be written with any of three signs. */
function afterMarkdownBullet(line: string): string | null {
  const bullet = /^\s*[*+-]\s+/u.exec(line);
  return bullet === null ? null : line.slice(bullet[0].length);
}
