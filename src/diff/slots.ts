import type { Clause } from '../domain/clause.ts';
import { gapsBetween } from './anchors.ts';
import type { Group } from './parts.ts';
import { at, link, type Links } from './sides.ts';
import { wordsOf } from './wording.ts';

/** A line of at most this many words is a label rather than a statement. */
const labelWords = 8;

/**
 * Joins a removed and an added clause that face each other between the same neighbours although their words differ: a
 * heading over the same clause was renamed, a short line (a date, an address) got a new value. Statements are not joined
 * so: another statement in the same place is another clause.
 */
export function fillSlots(groups: readonly Group[], oldClauses: readonly Clause[], newClauses: readonly Clause[]): readonly Group[] {
  const links: Links = { toNew: new Int32Array(oldClauses.length).fill(-1), toOld: new Int32Array(newClauses.length).fill(-1) };
  for (const group of groups) {
    const [oldIndex, newIndex] = [group.old[0], group.new[0]];
    if (oldIndex !== undefined && newIndex !== undefined) link(links, oldIndex, newIndex);
  }
  const [takenOld, takenNew] = [new Set<number>(), new Set<number>()];
  for (const group of groups) {
    if (group.old.length === 0 || group.new.length === 0) continue;
    group.old.forEach((index) => takenOld.add(index));
    group.new.forEach((index) => takenNew.add(index));
  }
  const joins = new Map<number, number>();
  for (const gap of gapsBetween(links)) {
    const free = (from: number, to: number, taken: ReadonlySet<number>): number[] =>
      Array.from({ length: to - from }, (_, offset) => from + offset).filter((index) => !taken.has(index));
    const oldFree = free(gap.oldFrom, gap.oldTo, takenOld);
    const newFree = free(gap.newFrom, gap.newTo, takenNew);
    if (oldFree.length === 0 || newFree.length === 0 || oldFree.length * newFree.length > 400) continue;
    const alone = oldFree.length === 1 && newFree.length === 1;
    for (const oldIndex of oldFree) {
      for (const newIndex of newFree) {
        if (joins.has(oldIndex) || [...joins.values()].includes(newIndex)) continue;
        const [oldClause, newClause] = [oldClauses[oldIndex], newClauses[newIndex]];
        if (oldClause === undefined || newClause === undefined) continue;
        const below = at(links.toNew, oldIndex + 1);
        const overSameClause = below >= 0 && below === newIndex + 1;
        if ((overSameClause && bothHeadings(oldClause, newClause)) || (alone && sameLabel(oldClause, newClause))) joins.set(oldIndex, newIndex);
      }
    }
  }
  const joinedNew = new Set(joins.values());
  return groups.flatMap((group) => {
    const [oldIndex, newIndex] = [group.old[0], group.new[0]];
    if (newIndex === undefined && oldIndex !== undefined && joins.has(oldIndex)) return [{ old: [oldIndex], new: [joins.get(oldIndex) ?? 0] }];
    if (oldIndex === undefined && newIndex !== undefined && joinedNew.has(newIndex)) return [];
    return [group];
  });
}

function bothHeadings(oldClause: Clause, newClause: Clause): boolean {
  return looksLikeHeading(oldClause) && looksLikeHeading(newClause);
}

function looksLikeHeading(clause: Clause): boolean {
  if (clause.kind === 'heading') return true;
  return clause.cells === null && wordsOf(clause.text).length <= labelWords && !/[.;,]\s*$/u.test(clause.text);
}

/** Two short lines of a kind that share a word. */
function sameLabel(oldClause: Clause, newClause: Clause): boolean {
  const [oldWords, newWords] = [wordsOf(oldClause.text), wordsOf(newClause.text)];
  if (oldWords.length > labelWords || newWords.length > labelWords || oldClause.kind !== newClause.kind) return false;
  return oldWords.some((word) => word.length > 2 && newWords.includes(word));
}
