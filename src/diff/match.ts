import type { Clause } from '../domain/clause.ts';
import { assign, type Candidate } from './assignment.ts';
import type { Budget } from './budget.ts';
import { isHeadingLike } from './marker.ts';
import { Places } from './places.ts';
import { at, link, type Links, type Sides } from './sides.ts';
import { likeness, sharedWeight, type Vocabulary, type Wording, wordsOf } from './wording.ts';

/** "Last updated: 3 May 2024" in the place of "Effective 1 June 2025": the line that dates the policy is one clause. */
const dateLineLike = 0.5;

function isDateLine(text: string): boolean {
  return text.length <= 60 && /(?:^|\D)(?:19|20)\d\d(?:\D|$)/u.test(text);
}

/** Wordings of the clauses without a word-for-word partner, by index. */
export interface Wordings {
  readonly old: ReadonlyMap<number, Wording>;
  readonly new: ReadonlyMap<number, Wording>;
}

/** A stem that stands in more clauses than this finds no candidates: it is glue, or a name that stands everywhere. */
const commonStem = 40;
/** Candidates kept for a clause from the index of rare stems. */
const candidatesKept = 10;
/** In a gap with more pairs than this, only clauses at about the same height are compared. */
const fullGap = 900;
const heightWindow = 8;

/** Likeness needed where both clauses stand between the same anchors, and where one would have moved. */
const likeInPlace = 0.24;
/** The same where each is the only one without a partner there: unrelated clauses of one section reach about 0.11. */
const likeAlone = 0.16;
const likeNear = 0.33;
const likeAway = 0.42;
/** What an equal label in the same place adds: an item rewritten under its label is still that item. */
const labelShare = 0.35;
/** In texts of at most this many characters, words run together or misspelt are told by their letters. */
const shortText = 60;
const alikeInLetters = 0.75;

/** Dice coefficient of pairs of letters, spaces and signs left out; 0 below what a slip of the pen would leave. */
function spelledAlike(a: string, b: string): number {
  const pairs = (text: string): readonly string[] => {
    const letters = wordsOf(text).join('');
    return Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) => letters.slice(index, index + 2));
  };
  const [first, second] = [pairs(a), pairs(b)];
  if (first.length < 3 || second.length < 3) return 0;
  const left = [...second];
  const shared = first.filter((pair) => {
    const index = left.indexOf(pair);
    if (index < 0) return false;
    left.splice(index, 1);
    return true;
  }).length;
  const dice = (2 * shared) / (first.length + second.length);
  return dice >= alikeInLetters ? dice : 0;
}

/** Two table rows with keys less alike than this speak of different things, though all their other cells be equal. */
const likeKey = 0.25;
const otherKey = 0.15;
/** From here on another kind of block does not speak against two clauses being the same. */
const nearlySame = 0.8;
/** A short clause that would have moved must be nearly the same: few words are alike by chance. */
const shortWords = 6;
const likeAwayShort = 0.7;

/**
 * Links the clauses whose words changed: candidates from an inverted index of rare stems and from the same gap, scored
 * by weighted likeness, chosen by optimal assignment.
 */
export function matchReworded(links: Links, sides: Sides, wordings: Wordings, vocabulary: Vocabulary, budget: Budget): void {
  const place = new Places(links);
  const pairs = new Map<number, Candidate>();
  const consider = (oldIndex: number, newIndex: number): void => {
    const key = oldIndex * sides.new.length + newIndex;
    if (pairs.has(key)) return;
    const score = scoreOf(oldIndex, newIndex, sides, wordings, place);
    if (score > 0) pairs.set(key, { old: oldIndex, new: newIndex, score });
  };
  for (const gap of place.gaps) {
    if (gap.old.length * gap.new.length <= fullGap) {
      if (!budget.spend(gap.old.length * gap.new.length * 20)) continue;
      for (const oldIndex of gap.old) for (const newIndex of gap.new) consider(oldIndex, newIndex);
    } else {
      if (!budget.spend(gap.old.length * heightWindow * 40)) continue;
      gap.old.forEach((oldIndex, height) => {
        const middle = Math.round((height * gap.new.length) / gap.old.length);
        for (const newIndex of gap.new.slice(Math.max(0, middle - heightWindow), middle + heightWindow)) consider(oldIndex, newIndex);
      });
    }
  }
  for (const [oldIndex, newIndex] of fromRareStems(wordings, vocabulary, budget)) consider(oldIndex, newIndex);
  for (const pair of assign([...pairs.values()], (operations) => budget.spend(operations))) link(links, pair.old, pair.new);
}

/** Pairs that share the most weight of rare stems. */
function fromRareStems(wordings: Wordings, vocabulary: Vocabulary, budget: Budget): readonly (readonly [number, number])[] {
  const postings = new Map<number, number[]>();
  for (const [newIndex, wording] of wordings.new) {
    let previous = NaN;
    for (const term of wording.terms) {
      if (term % 2 !== 0 || term === previous || vocabulary.clausesWith(term) > commonStem) continue;
      previous = term;
      const list = postings.get(term);
      if (list === undefined) postings.set(term, [newIndex]);
      else list.push(newIndex);
    }
  }
  const found: (readonly [number, number])[] = [];
  for (const [oldIndex, wording] of wordings.old) {
    const shared = new Map<number, number>();
    let previous = NaN;
    wording.terms.forEach((term, place) => {
      if (term % 2 !== 0 || term === previous) return;
      previous = term;
      const list = postings.get(term) ?? [];
      if (list.length === 0 || !budget.spend(list.length)) return;
      for (const newIndex of list) shared.set(newIndex, (shared.get(newIndex) ?? 0) + (wording.weights[place] ?? 0));
    });
    const best = [...shared].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, candidatesKept);
    for (const [newIndex] of best) found.push([oldIndex, newIndex]);
  }
  return found;
}

/** @returns 0 where the two are not the same clause, else a score that grows with their likeness */
function scoreOf(oldIndex: number, newIndex: number, sides: Sides, wordings: Wordings, place: Places): number {
  const [oldClause, newClause] = [sides.old[oldIndex], sides.new[newIndex]];
  const [oldWording, newWording] = [wordings.old.get(oldIndex), wordings.new.get(newIndex)];
  if (!oldClause || !newClause || !oldWording || !newWording) return 0;
  const together = place.together(oldIndex, newIndex);
  const like = likenessOf(oldClause, newClause, oldWording, newWording, together);
  const words = Math.min(oldWording.words, newWording.words);
  const needed = place.alone(oldIndex, newIndex) ? likeAlone : together ? likeInPlace : place.near(oldIndex, newIndex) ? likeNear : words <= shortWords ? likeAwayShort : likeAway;
  if (like < needed) return 0;
  const samePath = at(sides.oldPath, oldIndex) === at(sides.newPath, newIndex);
  return (
    like +
    (together ? 0.12 - 0.05 * place.distance(oldIndex, newIndex) : 0) +
    (samePath ? 0.04 : 0) +
    (oldClause.number !== null && oldClause.number === newClause.number ? 0.03 : 0) +
    (oldClause.kind === newClause.kind ? 0.02 : 0)
  );
}

function likenessOf(oldClause: Clause, newClause: Clause, oldWording: Wording, newWording: Wording, together: boolean): number {
  const total = oldWording.total + newWording.total;
  if (total === 0) return oldClause.markdown === newClause.markdown ? 1 : 0;
  const shared = sharedWeight(oldWording, newWording);
  let like = (2 * shared) / total;
  // a clause that only grew: nearly all of the shorter one stands in the longer one
  const smaller = Math.min(oldWording.total, newWording.total);
  if (together && Math.min(oldWording.words, newWording.words) >= 4) like = Math.max(like, 0.62 * (shared / smaller));
  if (together && oldClause.cells === null && Math.max(oldClause.text.length, newClause.text.length) <= shortText) like = Math.max(like, spelledAlike(oldClause.text, newClause.text));
  if (oldWording.label !== null && newWording.label !== null) {
    const sameLabel = likeness(oldWording.label, newWording.label);
    const rows = oldClause.cells !== null && newClause.cells !== null;
    if (rows && sameLabel < likeKey) like *= otherKey;
    else if (together || rows) like += labelShare * sameLabel;
  }
  if (together && isDateLine(oldClause.text) && isDateLine(newClause.text)) like = Math.max(like, dateLineLike + 0.3 * like);
  if (isHeadingLike(oldClause) !== isHeadingLike(newClause) && like < nearlySame) like *= 0.6;
  if ((oldClause.cells === null) !== (newClause.cells === null)) like *= 0.7;
  return like;
}
