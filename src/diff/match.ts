import { assign, type Candidate } from './assignment.ts';
import type { Budget } from './budget.ts';
import { Places } from './places.ts';
import { sameness } from './sameness.ts';
import { at, link, type Links, type Sides } from './sides.ts';
import type { Vocabulary, Wording } from './wording.ts';

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

/**
 * Links the clauses whose words changed: candidates from an inverted index of rare stems and from the same gap, scored
 * by weighted likeness, chosen by optimal assignment.
 */
export function matchReworded(links: Links, sides: Sides, wordings: Wordings, vocabulary: Vocabulary, budget: Budget): void {
  const place = new Places(links);
  const scoreOf = (oldIndex: number, newIndex: number): number => {
    const [oldClause, newClause] = [sides.old[oldIndex], sides.new[newIndex]];
    const [oldWording, newWording] = [wordings.old.get(oldIndex), wordings.new.get(newIndex)];
    if (!oldClause || !newClause || !oldWording || !newWording) return 0;
    const samePath = at(sides.oldPath, oldIndex) === at(sides.newPath, newIndex);
    return sameness({ clause: oldClause, wording: oldWording }, { clause: newClause, wording: newWording }, place.between(oldIndex, newIndex), samePath);
  };
  const pairs = new Map<number, Candidate>();
  const consider = (oldIndex: number, newIndex: number): void => {
    const key = oldIndex * sides.new.length + newIndex;
    if (pairs.has(key)) return;
    const score = scoreOf(oldIndex, newIndex);
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
