import type { Clause } from '../domain/clause.ts';
import { fold, foldsOf, keepFolds } from '../domain/fold.ts';
import type { Block } from '../domain/reading.ts';
import { fingerprintOf, numbersPlain } from './fingerprint.ts';
import { numberOf, type Numbered, takeNumber } from './numbering.ts';

interface OpenHeading {
  readonly rank: number;
  readonly label: string;
}

/** Bold lines rank below every heading by markup. */
const boldRank = 7;
/** The longest bold line that is taken for a heading. */
const boldLength = 120;
const sentenceEnd = /[.;,!]["”’»)]?$/u;

function numberedOf(block: Block): Numbered {
  if (block.marker !== null && block.marker !== '') {
    const marker = `${block.marker} `;
    return { number: numberOf(block.marker), marker, text: block.text };
  }
  if (block.kind === 'table-row' || block.kind === 'code') return { number: null, marker: '', text: block.text };
  return takeNumber(block.text);
}

/** A bold line alone that says what the text under it is about. */
function actsAsHeading(block: Block, next: Block | undefined): boolean {
  if (!block.bold || block.kind === 'table-row' || block.kind === 'footnote' || block.kind === 'code') return false;
  if (block.kind === 'list-item' && (next === undefined || next.kind === 'list-item')) return false;
  return next !== undefined && block.text.length <= boldLength && !sentenceEnd.test(block.text) && !(next.bold && next.text.length < 40 && block.text.endsWith(':'));
}

function decimalDepth(number: string | null): number {
  return number !== null && /^\d{1,3}(?:\.\d{1,3}){0,5}$/u.test(number) ? number.split('.').length : 0;
}

/**
 * Blocks as clauses in reading order. The tree is in their paths: headings by level, bold lines that act as headings
 * below them, and decimal numbers where headings of one level are numbered in depth ("2" above "2.1").
 * A clause's id is made of its fingerprint and its path, so equal text under equal headings keeps its id in the next
 * version; a repeat gets a suffix in order.
 */
export function clausesOf(blocks: readonly Block[]): readonly Clause[] {
  const open: OpenHeading[] = [];
  const seen = new Map<string, number>();
  let path: readonly string[] = [];
  let place = '';
  const blockFolds = foldsOf(blocks);
  const folds: string[] = [];
  const clauses = blocks.map((block, at) => {
    const numbered = numberedOf(block);
    const isHeading = block.kind === 'heading';
    const heads = isHeading || actsAsHeading(block, blocks[at + 1]);
    const rank = (isHeading ? block.level : boldRank) + Math.max(0, decimalDepth(numbered.number) - 1) / 10;
    if (heads && (open.at(-1)?.rank ?? 0) >= rank) {
      while ((open.at(-1)?.rank ?? 0) >= rank) open.pop();
      path = open.map((heading) => heading.label);
      place = placeOf(path);
    }
    const wording = numbersPlain(numbered.text);
    const folded = wording === block.text ? (blockFolds[at] ?? '') : fold(wording);
    const fingerprint = fingerprintOf(folded);
    const key = `${fingerprint}${place}`;
    const repeat = (seen.get(key) ?? 0) + 1;
    seen.set(key, repeat);
    const clause: Clause = {
      id: repeat === 1 ? key : `${key}-${repeat}`, number: numbered.number, marker: numbered.marker, path, kind: block.kind, level: block.level,
      text: numbered.text, markdown: block.markdown,
      ...(block.source === undefined ? {} : { source: block.source }), links: block.links, lines: block.lines, cells: block.cells, header: block.header,
      table: block.table, fingerprint,
    };
    folds.push(wording === numbered.text ? folded : fold(numbered.text));
    if (heads) {
      open.push({ rank, label: labelOf(numbered) });
      path = open.map((heading) => heading.label);
      place = placeOf(path);
    }
    return clause;
  });
  keepFolds(clauses, folds);
  return clauses;
}

/** Eight hexadecimal digits that stand for a path; none for the top. */
function placeOf(path: readonly string[]): string {
  return path.length === 0 ? '' : fingerprintOf(fold(path.join('\n'))).slice(0, 8);
}

/** A heading as it stands in a path: its number, then its words. */
function labelOf(numbered: Numbered): string {
  return numbered.marker.trim() === '' ? numbered.text : `${numbered.marker.trim()} ${numbered.text}`;
}
