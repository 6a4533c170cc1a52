import type { Change, WordRun } from '../domain/change.ts';
import type { Clause } from '../domain/clause.ts';

/** A stretch of a redline; `unchanged` and `omitted` stand for words that are not shown. */
export type RedlinePiece =
  | { readonly op: 'equal' | 'delete' | 'insert'; readonly text: string }
  | { readonly op: 'unchanged'; readonly words: number }
  | { readonly op: 'omitted'; readonly words: number };

/** How many words a redline shows. */
export interface RedlineLimits {
  /** Unchanged words kept on either side of a change. */
  readonly context: number;
  /** Unchanged words kept at the beginning of a clause, to know it by. */
  readonly opening: number;
  /** Words of one deletion or insertion. */
  readonly run: number;
  /** Pieces of one clause. */
  readonly pieces: number;
}

/** A sentence has 20 to 25 words in the policies at hand: half a sentence either side keeps the grammar of a change. */
export const mailLimits: RedlineLimits = { context: 12, opening: 8, run: 160, pieces: 60 };

/** A word longer than this is no word of a language with spaces, and is counted and cut as several. */
const maxWordLength = 60;
const wordPattern = new RegExp(`\\s*[^\\s]{1,${maxWordLength}}`, 'gu');

function wordsOf(text: string): readonly string[] {
  return text.match(wordPattern) ?? [];
}

/** Hiding fewer words than the sentence that says so has saves nothing. */
const leastHidden = 12;

function elided(run: string, before: number, after: number): readonly RedlinePiece[] {
  const words = wordsOf(run);
  const hidden = words.length - before - after;
  if (hidden < leastHidden) return [{ op: 'equal', text: run }];
  const pieces: RedlinePiece[] = [];
  if (before > 0) pieces.push({ op: 'equal', text: words.slice(0, before).join('') });
  pieces.push({ op: 'unchanged', words: hidden });
  if (after > 0) pieces.push({ op: 'equal', text: words.slice(-after).join('') + run.slice(run.trimEnd().length) });
  return pieces;
}

function cut(op: 'delete' | 'insert', run: string, limit: number): readonly RedlinePiece[] {
  const words = wordsOf(run);
  if (words.length <= limit + leastHidden) return [{ op, text: run }];
  const tail = Math.floor(limit / 5);
  return [
    { op, text: words.slice(0, limit - tail).join('') },
    { op: 'omitted', words: words.length - limit },
    { op, text: words.slice(-tail).join('') },
  ];
}

const textOf = (clauses: readonly Clause[]): string => clauses.map((clause) => clause.text).join('\n');

/** A line break where a space stood, or the other way round, is no change that a reader of words sees. */
function withoutBlankSwaps(runs: readonly WordRun[]): readonly WordRun[] {
  const blank = (run: WordRun | undefined): boolean => run !== undefined && run.op !== 'equal' && run.text.trim() === '';
  return runs.flatMap((run, index): readonly WordRun[] => {
    const [before, next] = [runs[index - 1], runs[index + 1]];
    if (!blank(run)) return [run];
    if (blank(next) && next?.op !== run.op) return [];
    return blank(before) && before?.op !== run.op ? [{ op: 'equal', text: ' ' }] : [run];
  });
}

function runsOf(change: Change): readonly WordRun[] {
  if (change.words.length > 0) return withoutBlankSwaps(change.words);
  const [before, after] = [textOf(change.old), textOf(change.new)];
  if (before === after) return [{ op: 'equal', text: after }];
  return [{ op: 'delete' as const, text: before }, { op: 'insert' as const, text: after }].filter((run) => run.text !== '');
}

/** The change's words as a reader needs them: what changed whole, of what did not enough to know the place. */
export function redlineOf(change: Change, limits: RedlineLimits): readonly RedlinePiece[] {
  const runs = runsOf(change);
  const last = runs.length - 1;
  const pieces = runs.flatMap((run, index): readonly RedlinePiece[] => {
    if (run.op !== 'equal') return cut(run.op, run.text, limits.run);
    if (runs.length === 1) return elided(run.text, 3 * limits.opening, 0);
    return elided(run.text, index === 0 ? limits.opening : limits.context, index === last ? 0 : limits.context);
  });
  if (pieces.length <= limits.pieces) return pieces;
  const words = pieces.slice(limits.pieces).reduce((sum, piece) => sum + ('text' in piece ? wordsOf(piece.text).length : piece.words), 0);
  return [...pieces.slice(0, limits.pieces), { op: 'omitted', words }];
}

/** A deletion and the insertion in its place with a space between, for the eye only. */
export function spacedPieces(pieces: readonly RedlinePiece[]): readonly RedlinePiece[] {
  return pieces.flatMap((piece, index): readonly RedlinePiece[] => {
    const next = pieces[index + 1];
    const touching = piece.op === 'delete' && next?.op === 'insert' && !/\s$/u.test(piece.text) && !/^\s/u.test(next.text);
    return touching ? [piece, { op: 'equal', text: ' ' }] : [piece];
  });
}
