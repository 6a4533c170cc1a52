import type { Clause } from '../domain/clause.ts';
import { gapsBetween } from './anchors.ts';
import { isHeadingLike } from './marker.ts';
import type { Group } from './parts.ts';
import { at, link, type Links } from './sides.ts';
import { wordsOf } from './wording.ts';

/** A line of at most this many words is a label rather than a statement. */
const labelWords = 8;
const headingWords = 14;
const longestAddress = 6;

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
  const join = (oldIndex: number, newIndex: number): void => {
    if (takenOld.has(oldIndex) || takenNew.has(newIndex)) return;
    joins.set(oldIndex, newIndex);
    link(links, oldIndex, newIndex);
    takenOld.add(oldIndex);
    takenNew.add(newIndex);
  };
  // from below, so that a heading renamed over another renamed heading is found; short lines do not carry each other
  for (let oldIndex = oldClauses.length - 2; oldIndex >= 0; oldIndex--) {
    const newIndex = at(links.toNew, oldIndex + 1) - 1;
    const [oldClause, newClause] = [oldClauses[oldIndex], newClauses[newIndex]];
    if (oldClause === undefined || newClause === undefined) continue;
    const heads = joins.has(oldIndex + 1) ? isHeadingLike : looksLikeHeading;
    if (heads(oldClause) && heads(newClause)) join(oldIndex, newIndex);
  }
  for (const gap of gapsBetween(links)) {
    const oldFree = free(gap.oldFrom, gap.oldTo, takenOld);
    const newFree = free(gap.newFrom, gap.newTo, takenNew);
    if (oldFree.length !== newFree.length || oldFree.length > longestAddress) continue;
    const facing = oldFree.map((oldIndex, place) => [oldIndex, newFree[place] ?? -1] as const);
    if (oldFree.length > 1 && !(isAddress(oldFree, oldClauses) && isAddress(newFree, newClauses))) continue;
    for (const [oldIndex, newIndex] of facing) {
      const [oldClause, newClause] = [oldClauses[oldIndex], newClauses[newIndex]];
      if (oldClause !== undefined && newClause !== undefined && (facing.length > 1 || sameLabel(oldClause, newClause))) join(oldIndex, newIndex);
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

function free(from: number, to: number, taken: ReadonlySet<number>): readonly number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset).filter((index) => !taken.has(index));
}

function looksLikeHeading(clause: Clause): boolean {
  if (isHeadingLike(clause)) return true;
  const numbered = clause.kind === 'list-item' && /\p{N}/u.test(clause.number ?? '');
  return (numbered || clause.kind === 'paragraph') && wordsOf(clause.text).length <= headingWords && !/[.;,]\s*$/u.test(clause.text);
}

/** Two short lines outside lists and tables that share half their words, or both hold a number as an address does. */
function sameLabel(oldClause: Clause, newClause: Clause): boolean {
  const [oldWords, newWords] = [wordsOf(oldClause.text), wordsOf(newClause.text)];
  if (!isLabel(oldClause, oldWords) || !isLabel(newClause, newWords)) return false;
  const shared = oldWords.filter((word) => word.length > 2 && newWords.includes(word)).length;
  return 2 * shared >= Math.min(oldWords.length, newWords.length) || (holdsNumber(oldWords) && holdsNumber(newWords));
}

/** Short lines outside lists and tables, one of which holds a number: a name, a street, a town. */
function isAddress(indices: readonly number[], clauses: readonly Clause[]): boolean {
  const lines = indices.flatMap((index) => clauses[index] ?? []);
  return lines.every((line) => line.kind === 'paragraph' && isLabel(line, wordsOf(line.text))) && lines.some((line) => /\p{N}/u.test(line.text));
}

function isLabel(clause: Clause, words: readonly string[]): boolean {
  return words.length <= labelWords && (clause.kind === 'paragraph' || clause.kind === 'heading');
}

function holdsNumber(words: readonly string[]): boolean {
  return words.some((word) => /\p{N}/u.test(word));
}
