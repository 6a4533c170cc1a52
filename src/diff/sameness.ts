import type { Clause } from '../domain/clause.ts';
import { isHeadingLike } from './marker.ts';
import type { Standing } from './places.ts';
import { likeness, sharedWeight, type Wording, wordsOf } from './wording.ts';

/** How two clauses without a word-for-word partner must be alike to be the same clause, by where they stand. */
const needed = {
  /** Each is the only one there: unrelated clauses of one section were seen to reach 0.11. */
  alone: 0.16,
  together: 0.24,
  near: 0.33,
  away: 0.42,
  /** Few words are alike by chance. */
  awayAndShort: 0.7,
} as const;
const shortWords = 6;

/** What speaks for a pair beside its words, in the choice among several; too little to make a pair by itself. */
const bonus = { together: 0.12, perDistance: -0.05, samePath: 0.04, sameNumber: 0.03, sameKind: 0.02 } as const;

/** A clause that grew is known by how much of the shorter one stands in the longer one. */
const grownShare = 0.62;
const grownWords = 4;
/** What an equal label in the same place adds: an item rewritten under its label is still that item. */
const labelShare = 0.35;
/** Table rows with keys less alike than this speak of different things, though all their other cells be equal. */
const likeKey = 0.25;
const otherKey = 0.15;
/** "Last updated: 3 May 2024" in the place of "Effective 1 June 2025": the line that dates the policy is one clause. */
const dateLine = 0.5;
const dateLineShare = 0.3;
const dateLineLength = 60;
/** In texts of at most this many characters, words run together or misspelt are told by their letters. */
const shortText = 40;
const alikeInLetters = 0.75;
/** What another kind of block takes away, unless the words are nearly the same. */
const headingAgainstText = 0.6;
const rowAgainstText = 0.7;
const nearlySame = 0.8;

export interface Worded {
  readonly clause: Clause;
  readonly wording: Wording;
}

/** @returns 0 where the two are not the same clause, else a score that grows with their likeness */
export function sameness(old: Worded, fresh: Worded, standing: Standing, samePath: boolean): number {
  const together = standing.place === 'alone' || standing.place === 'together';
  const like = likenessOf(old, fresh, together);
  const short = standing.place === 'away' && Math.min(old.wording.words, fresh.wording.words) <= shortWords;
  if (like < (short ? needed.awayAndShort : needed[standing.place])) return 0;
  return (
    like +
    (together ? bonus.together + bonus.perDistance * standing.distance : 0) +
    (samePath ? bonus.samePath : 0) +
    (old.clause.number !== null && old.clause.number === fresh.clause.number ? bonus.sameNumber : 0) +
    (old.clause.kind === fresh.clause.kind ? bonus.sameKind : 0)
  );
}

function likenessOf(old: Worded, fresh: Worded, together: boolean): number {
  const [a, b] = [old.wording, fresh.wording];
  if (a.total + b.total === 0) return old.clause.markdown === fresh.clause.markdown ? 1 : 0;
  const shared = sharedWeight(a, b);
  let like = (2 * shared) / (a.total + b.total);
  const isRow = old.clause.cells !== null;
  const bothRows = isRow && fresh.clause.cells !== null;
  if (together) {
    if (Math.min(a.words, b.words) >= grownWords) like = Math.max(like, (grownShare * shared) / Math.min(a.total, b.total));
    if (!isRow && like < needed.together) like = spelledAlike(old.clause.text, fresh.clause.text) || like;
  }
  if (a.label !== null && b.label !== null) {
    const likeLabel = likeness(a.label, b.label);
    if (bothRows && likeLabel < likeKey) like *= otherKey;
    else if (together || bothRows) like += labelShare * likeLabel;
  }
  if (together && isDateLine(old.clause.text) && isDateLine(fresh.clause.text)) like = Math.max(like, dateLine + dateLineShare * like);
  if (like < nearlySame && isHeadingLike(old.clause) !== isHeadingLike(fresh.clause)) like *= headingAgainstText;
  return isRow === (fresh.clause.cells !== null) ? like : like * rowAgainstText;
}

function isDateLine(text: string): boolean {
  return text.length <= dateLineLength && /(?:^|\D)(?:19|20)\d\d(?:\D|$)/u.test(text);
}

/** Dice coefficient of pairs of letters, spaces and signs left out; 0 below what a slip of the pen would leave, and for long texts. */
function spelledAlike(a: string, b: string): number {
  if (Math.max(a.length, b.length) > shortText) return 0;
  const [first, second] = [letterPairs(a), letterPairs(b)];
  if (first.length < 3 || second.length < 3) return 0;
  const left = [...second];
  const shared = first.filter((pair) => {
    const index = left.indexOf(pair);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  }).length;
  const dice = (2 * shared) / (first.length + second.length);
  return dice >= alikeInLetters ? dice : 0;
}

function letterPairs(text: string): readonly string[] {
  const letters = wordsOf(text).join('');
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) => letters.slice(index, index + 2));
}
