import type { Clause, ClauseTree } from '../domain/clause.ts';
import { anchor } from './anchors.ts';
import type { Budget } from './budget.ts';
import { matchReworded, type Wordings } from './match.ts';
import { heaviestRise } from './order.ts';
import { groupsOf, type Group, type PlaceRanges } from './parts.ts';
import { at, sidesOf, unlink, type Links, type Sides } from './sides.ts';
import { fillSlots } from './slots.ts';
import { Vocabulary, type Wording, wordsOf } from './wording.ts';
import { joinWrappedLines } from './wrapped-lines.ts';

export interface Alignment {
  readonly groups: readonly Group[];
  /** The groups whose clauses left their place: the fewest that explain the new order. */
  readonly moved: ReadonlySet<Group>;
}

/**
 * Says which clauses became which. Both orders of the arguments give mirrored answers.
 * @param budget in elementary steps; once it is used up, clauses are paired by exact text only
 */
export function align(oldTree: ClauseTree, newTree: ClauseTree, budget: Budget): Alignment {
  if (!comesFirst(oldTree, newTree)) {
    const mirrored = align(newTree, oldTree, budget);
    const turned = new Map(mirrored.groups.map((group) => [group, { old: group.new, new: group.old }]));
    return { groups: [...turned.values()], moved: new Set([...mirrored.moved].flatMap((group) => turned.get(group) ?? [])) };
  }
  const sides = sidesOf(oldTree, newTree);
  const links = anchor(sides, budget);
  dropStrayMoves(links, sides);
  const vocabulary = new Vocabulary();
  const wordings = wordingsOfFree(links, sides, vocabulary);
  matchReworded(links, sides, wordings, vocabulary, budget);
  const groups = joinWrappedLines(fillSlots(groupsOf(links, sides, wordings, budget, rangesOf(links)), sides.old, sides.new), sides);
  return { groups, moved: movedAmong(groups, sides) };
}

/** A fixed order of any two versions, so that swapping them swaps the answer and nothing else. */
function comesFirst(a: ClauseTree, b: ClauseTree): boolean {
  if (a.clauses.length !== b.clauses.length) return a.clauses.length < b.clauses.length;
  for (let index = 0; index < a.clauses.length; index++) {
    const [left, right] = [a.clauses[index], b.clauses[index]];
    if (left === undefined || right === undefined || left === right) continue;
    if (left.markdown !== right.markdown) return left.markdown < right.markdown;
    if (left.marker !== right.marker) return left.marker < right.marker;
  }
  return true;
}

const sameWords = (one: Clause, other: Clause): boolean => one.text === other.text && one.links.length === 0 && other.links.length === 0;

function wordingsOfFree(links: Links, sides: Sides, vocabulary: Vocabulary): Wordings {
  const anyFree = links.toNew.includes(-1) && links.toOld.includes(-1);
  if (!anyFree) return { old: new Map(), new: new Map() };
  sides.old.forEach((clause, index) => {
    const partner = sides.new[at(links.toNew, index)];
    if (partner === undefined || !sameWords(clause, partner)) vocabulary.count(clause);
    else vocabulary.count(clause, 2);
  });
  sides.new.forEach((clause, index) => {
    const partner = sides.old[at(links.toOld, index)];
    if (partner === undefined || !sameWords(partner, clause)) vocabulary.count(clause);
  });
  const read = (clauses: readonly Clause[], taken: Int32Array): ReadonlyMap<number, Wording> => {
    const wordings = new Map<number, Wording>();
    clauses.forEach((clause, index) => {
      if (at(taken, index) < 0) wordings.set(index, vocabulary.read(clause));
    });
    return wordings;
  };
  return { old: read(sides.old, links.toNew), new: read(sides.new, links.toOld) };
}

/** A line of so few words says the same in many places: alone out of order, it is no move but another line. */
const strayWords = 3;

function dropStrayMoves(links: Links, sides: Sides): void {
  const linked = [...links.toNew.keys()].filter((index) => at(links.toNew, index) >= 0);
  const kept = heaviestRise(linked.map((index) => at(links.toNew, index)), linked.map(() => 1));
  const stray = linked.filter((index, entry) => {
    if (kept[entry] === 1) return false;
    const clause = sides.old[index];
    const target = at(links.toNew, index);
    const hasCompany = [-2, -1, 1, 2].some((step) => {
      const neighbour = at(links.toNew, index + step);
      return neighbour >= 0 && Math.abs(neighbour - target) <= 3;
    });
    return clause !== undefined && !hasCompany && wordsOf(clause.text).length <= strayWords;
  });
  for (const index of stray) unlink(links, index);
}

function rangesOf(links: Links): PlaceRanges {
  return { newRangeOf: facing(links.toNew, links.toOld.length), oldRangeOf: facing(links.toOld, links.toNew.length) };
}

/** A stretch longer than this is no place: moves have torn the neighbours apart. */
const longestStretch = 60;
const stretchTaken = 20;

/** @returns for a clause the stretch of the other version between the partners of its nearest linked neighbours; the end is exclusive */
function facing(partners: Int32Array, otherLength: number): (index: number) => readonly [from: number, to: number] {
  const starts = new Int32Array(partners.length);
  const ends = new Int32Array(partners.length);
  let start = 0;
  partners.forEach((partner, index) => {
    starts[index] = start;
    if (partner >= 0) start = partner + 1;
  });
  let end = otherLength;
  for (let index = partners.length - 1; index >= 0; index--) {
    ends[index] = end;
    if (at(partners, index) >= 0) end = at(partners, index);
  }
  return (index) => {
    const [from, to] = [at(starts, index), at(ends, index)];
    return to >= from && to - from <= longestStretch ? [from, to] : [from, Math.min(otherLength, from + stretchTaken)];
  };
}

function movedAmong(groups: readonly Group[], sides: Sides): ReadonlySet<Group> {
  const pairs = groups
    .filter((group) => group.old.length > 0 && group.new.length > 0)
    .toSorted((a, b) => (a.old[0] ?? 0) - (b.old[0] ?? 0));
  // fewest clauses first; of equally many those that kept their words, and then those with the least text
  const weights = pairs.map((group) => {
    const characters = group.old.reduce((sum, index) => sum + (sides.old[index]?.text.length ?? 0), 0);
    const reworded = at(sides.oldSame, group.old[0] ?? -1) === at(sides.newSame, group.new[0] ?? -1) ? 0 : 1;
    return group.old.length + group.new.length - 1 + reworded / 1_000 + Math.min(characters, 10_000) / 100_000_000;
  });
  const kept = heaviestRise(pairs.map((group) => group.new[0] ?? 0), weights);
  return new Set(pairs.filter((_, entry) => kept[entry] !== 1));
}
