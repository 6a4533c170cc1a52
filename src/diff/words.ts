import { diffArrays } from 'diff';
import type { WordRun } from '../domain/change.ts';
import type { Clause } from '../domain/clause.ts';
import type { Budget } from './budget.ts';
import { sentencesOf } from './sentences.ts';

/*
 * A redline's smallest piece: an address, a date, a company with its legal form, an amount, a number, a word, a run of
 * spaces, or any other sign alone. What belongs together is struck and replaced as a whole.
 */
const token = new RegExp(
  [
    String.raw`https?://[^\s)\]>"]{1,2000}`,
    String.raw`[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,190}[\p{L}\p{N}]`,
    String.raw`\d{1,2}\.? \p{L}{3,12}\.? \d{4}(?!\d)`,
    String.raw`\p{L}{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}(?!\d)`,
    String.raw`\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)`,
    String.raw`(?:\p{Lu}[\p{L}\p{N}&'’-]{0,40},? ){1,4}(?:B\.V\.|N\.V\.|BV|NV|GmbH|AG|SE|SAS|SARL|S\.A\.S?\.?|S\.L\.|S\.p\.A\.|S\.r\.l\.|Inc\.?|LLC|Ltd\.?|Limited|Corp\.?)(?![\p{L}\p{N}])`,
    String.raw`(?:[€$£]|EUR|USD|GBP) ?\d{1,15}(?:[.,]\d{1,15}){0,6}(?:,-)?`,
    String.raw`\p{L}{3,30} \(\d{1,4}\)`,
    String.raw`\d{1,15}(?:[.,:]\d{1,15}){0,6}(?: ?[€$£%]| (?:EUR|USD|GBP|euro)(?!\p{L}))?`,
    String.raw`[\p{L}\p{M}\p{N}]{1,100}(?:['’][\p{L}\p{M}]{1,40})?(?:-[\p{L}\p{M}\p{N}]{1,60}){0,6}`,
    String.raw`\s{1,1000}`,
    String.raw`[^]`,
  ].join('|'),
  'gu',
);
const wordSign = /[\p{L}\p{N}]/u;

/** Edits in one piece of text before it is struck and replaced as a whole. */
const mostEdits = 1_200;

interface Piece {
  readonly kept: readonly string[];
  readonly deleted: readonly string[];
  readonly inserted: readonly string[];
}

/**
 * Sets the old wording against the new: sentences first, then words (Myers, by the `diff` package), and then islands of
 * unchanged words too small to read are struck and written again.
 * @returns runs: equal and delete give the old text, equal and insert the new; clauses of a side are joined by a line break
 */
export function redline(oldClauses: readonly Clause[], newClauses: readonly Clause[], language: string | null, budget: Budget): readonly WordRun[] {
  const [oldText, newText] = [textOf(oldClauses), textOf(newClauses)];
  if (oldText === newText) return oldText === '' ? [] : [{ op: 'equal', text: oldText }];
  if (oldText === '' || newText === '') return runsOf([{ kept: [], deleted: [oldText], inserted: [newText] }]);
  const pieces = changedParts(sentencesOf(oldText, language), sentencesOf(newText, language), budget).flatMap((part): readonly Piece[] => {
    if (part.deleted.length === 0 || part.inserted.length === 0) return [tokenised(part)];
    const [deleted, inserted] = [part.deleted.join(''), part.inserted.join('')];
    return legible(changedParts(deleted.match(token) ?? [], inserted.match(token) ?? [], budget));
  });
  return runsOf(slide(mergeKept(pieces)));
}

function tokensOf(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : (items.join('').match(token) ?? []);
}

function tokenised(piece: Piece): Piece {
  return { kept: tokensOf(piece.kept), deleted: tokensOf(piece.deleted), inserted: tokensOf(piece.inserted) };
}

function textOf(clauses: readonly Clause[]): string {
  return clauses.map((clause) => clause.text).join('\n');
}

/** Aligns two sequences; each piece holds either what was kept or what was replaced. */
function changedParts(oldItems: readonly string[], newItems: readonly string[], budget: Budget): readonly Piece[] {
  let head = 0;
  while (head < oldItems.length && head < newItems.length && oldItems[head] === newItems[head]) head++;
  let tail = 0;
  while (tail < oldItems.length - head && tail < newItems.length - head && oldItems.at(-1 - tail) === newItems.at(-1 - tail)) tail++;
  const [oldMiddle, newMiddle] = [oldItems.slice(head, oldItems.length - tail), newItems.slice(head, newItems.length - tail)];
  const pieces: Piece[] = [];
  if (head > 0) pieces.push(keptPiece(oldItems.slice(0, head)));
  pieces.push(...middleParts(oldMiddle, newMiddle, budget));
  if (tail > 0) pieces.push(keptPiece(oldItems.slice(oldItems.length - tail)));
  return pieces;
}

function middleParts(oldItems: readonly string[], newItems: readonly string[], budget: Budget): readonly Piece[] {
  const whole = { kept: [], deleted: oldItems, inserted: newItems };
  if (oldItems.length === 0 && newItems.length === 0) return [];
  if (oldItems.length === 0 || newItems.length === 0) return [whole];
  const edits = Math.min(mostEdits, oldItems.length + newItems.length);
  if (!budget.spend(edits * edits)) return [whole];
  const parts = diffArrays([...oldItems], [...newItems], { maxEditLength: edits });
  if (parts === undefined) {
    budget.refuse();
    return [whole];
  }
  const pieces: Piece[] = [];
  for (const part of parts) {
    const last = pieces.at(-1);
    if (!part.added && !part.removed) pieces.push(keptPiece(part.value));
    else {
      const edit = part.added ? { kept: [], deleted: [], inserted: part.value } : { kept: [], deleted: part.value, inserted: [] };
      if (last === undefined || last.kept.length > 0) pieces.push(edit);
      else pieces[pieces.length - 1] = joined(last, edit);
    }
  }
  return pieces;
}

function joined(a: Piece, b: Piece): Piece {
  return {
    kept: [],
    deleted: [...a.deleted, ...a.kept, ...b.deleted, ...b.kept],
    inserted: [...a.inserted, ...a.kept, ...b.inserted, ...b.kept],
  };
}

/** An island may have this share of the letters of the smaller edit beside it, and this many letters, and still be absorbed. */
const islandShare = 0.4;
const islandLetters = 14;
/** A word of at most this many letters is no island by itself. */
const glueLetters = 3;
/** Less kept than this share of the letters: the passage was rewritten, and is struck and replaced as a whole. */
const rewrittenShare = 0.18;

/** Absorbs the islands between two edits that a reader would stumble over. */
function legible(pieces: readonly Piece[]): readonly Piece[] {
  let current = pieces;
  for (let round = 0; round < 4; round++) {
    const next: Piece[] = [];
    for (const piece of current) {
      const [edit, island] = [next.at(-2), next.at(-1)];
      if (edit !== undefined && island !== undefined && piece.kept.length === 0 && island.kept.length > 0 && isTooSmall(edit, island, piece)) {
        next.splice(-2, 2, joined(joined(edit, island), piece));
      } else next.push(piece);
    }
    if (next.length === current.length) break;
    current = next;
  }
  const [kept, changed] = current.reduce(
    ([keptLetters, changedLetters], piece) => [keptLetters + letters(piece.kept), changedLetters + editLetters(piece)],
    [0, 0],
  );
  const edits = current.filter((piece) => piece.kept.length === 0).length;
  if (edits >= 2 && kept < rewrittenShare * (kept + changed)) current = [current.reduce(joined)];
  return current.flatMap(tidyEdges);
}

/** Takes spaces and signs that both sides of an edit begin or end with out of it. */
function tidyEdges(piece: Piece): readonly Piece[] {
  const { deleted, inserted } = piece;
  let head = 0;
  while (sameSign(deleted[head], inserted[head])) head++;
  let tail = 0;
  const rest = Math.min(deleted.length, inserted.length) - head;
  while (tail < rest && sameSign(deleted.at(-1 - tail), inserted.at(-1 - tail))) tail++;
  if (head === 0 && tail === 0) return [piece];
  return [
    keptPiece(deleted.slice(0, head)),
    { kept: [], deleted: deleted.slice(head, deleted.length - tail), inserted: inserted.slice(head, inserted.length - tail) },
    keptPiece(deleted.slice(deleted.length - tail)),
  ];
}

function sameSign(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b && !wordSign.test(a);
}

function keptPiece(kept: readonly string[]): Piece {
  return { kept, deleted: [], inserted: [] };
}

/** How many places an edit may be slid over equal words to begin where a sentence begins. */
const longestSlide = 12;

/**
 * An addition or deletion that begins and ends with the same words can stand in several places: it is put where it
 * starts after the end of a sentence, so that whole sentences read as added or struck.
 */
function slide(pieces: readonly Piece[]): readonly Piece[] {
  const result = [...pieces];
  for (let index = 1; index < result.length; index++) {
    const [before, edit, after] = [result[index - 1], result[index], result[index + 1]];
    if (before === undefined || edit === undefined || before.kept.length === 0 || (after !== undefined && after.kept.length === 0)) continue;
    const isInsert = edit.deleted.length === 0 && edit.inserted.length > 0;
    if (!isInsert && !(edit.inserted.length === 0 && edit.deleted.length > 0)) continue;
    let kept = [...before.kept];
    let items = isInsert ? [...edit.inserted] : [...edit.deleted];
    const back: string[] = [];
    const startsSentence = (): boolean => kept.length === 0 || /[.!?:;]["”’»)]?\s{1,20}$|\n$/u.test(kept.slice(-3).join(''));
    const original = { kept, items };
    while (!startsSentence() && back.length < longestSlide && kept.length > 0 && kept.at(-1) === items.at(-1)) {
      const moved = kept.at(-1) ?? '';
      kept = kept.slice(0, -1);
      items = [moved, ...items.slice(0, -1)];
      back.unshift(moved);
    }
    if (back.length === 0 || !startsSentence()) ({ kept, items } = original);
    else {
      result[index - 1] = { ...before, kept };
      result[index] = isInsert ? { kept: [], deleted: [], inserted: items } : { kept: [], deleted: items, inserted: [] };
      if (after === undefined) result.push({ kept: back, deleted: [], inserted: [] });
      else result[index + 1] = { ...after, kept: [...back, ...after.kept] };
    }
  }
  return result;
}

function isTooSmall(before: Piece, island: Piece, after: Piece): boolean {
  if (island.kept.some((text) => text.includes('\n'))) return false;
  const words = island.kept.filter((text) => wordSign.test(text));
  const size = letters(island.kept);
  if (words.length === 0) return letters(before.deleted) + letters(before.inserted) > 0 && letters(after.deleted) + letters(after.inserted) > 0;
  if (words.length === 1 && size <= glueLetters) return true;
  return size <= islandLetters && size <= islandShare * Math.min(editLetters(before), editLetters(after));
}

function mergeKept(pieces: readonly Piece[]): readonly Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (piece.kept.length === 0 && piece.deleted.length === 0 && piece.inserted.length === 0) continue;
    if (last !== undefined && last.kept.length > 0 && piece.kept.length > 0) {
      merged[merged.length - 1] = { ...last, kept: [...last.kept, ...piece.kept] };
    } else merged.push(piece);
  }
  return merged;
}

function letters(items: readonly string[]): number {
  return items.reduce((sum, text) => sum + (wordSign.test(text) ? text.length : 0), 0);
}

function editLetters(piece: Piece): number {
  return Math.max(letters(piece.deleted), letters(piece.inserted));
}

function runsOf(pieces: readonly Piece[]): readonly WordRun[] {
  const runs: WordRun[] = [];
  const add = (op: WordRun['op'], items: readonly string[]): void => {
    const text = items.join('');
    const last = runs.at(-1);
    if (text === '') return;
    if (last?.op === op) runs[runs.length - 1] = { op, text: last.text + text };
    else runs.push({ op, text });
  };
  for (const piece of pieces) {
    add('equal', piece.kept);
    add('delete', piece.deleted);
    add('insert', piece.inserted);
  }
  return runs;
}
