import type { Budget } from './budget.ts';
import { heaviestRise } from './order.ts';
import { at, emptyLinks, link, type Links, type Sides } from './sides.ts';

/**
 * Links the clauses that stand in both versions word for word. Unique ones first, wherever they stand; then their
 * neighbours (Heckel 1978, CACM 21:264); then, between two anchors that kept their order, the longest common run of
 * what repeats; then what is unique under its headings. Boilerplate is thus matched by its place.
 */
export function anchor(sides: Sides, budget: Budget): Links {
  const links = emptyLinks(sides);
  linkUnique(links, sides.oldExact, sides.newExact);
  linkUnique(links, sides.oldSame, sides.newSame);
  extend(links, sides);
  fillGaps(links, sides, budget);
  extend(links, sides);
  linkUnique(links, joined(sides.oldPath, sides.oldSame), joined(sides.newPath, sides.newSame));
  extend(links, sides);
  return links;
}

/** Links what occurs once on either side among the clauses not yet linked. */
function linkUnique(links: Links, oldKeys: ArrayLike<number>, newKeys: ArrayLike<number>): void {
  const many = -2;
  const where = (keys: ArrayLike<number>, taken: Int32Array): Map<number, number> => {
    const places = new Map<number, number>();
    for (let index = 0; index < keys.length; index++) {
      if (at(taken, index) >= 0) continue;
      const key = keys[index] ?? -1;
      places.set(key, places.has(key) ? many : index);
    }
    return places;
  };
  const inNew = where(newKeys, links.toOld);
  for (const [key, oldIndex] of where(oldKeys, links.toNew)) {
    const newIndex = inNew.get(key) ?? -1;
    if (oldIndex >= 0 && newIndex >= 0) link(links, oldIndex, newIndex);
  }
}

function joined(paths: Int32Array, same: Int32Array): Float64Array {
  return Float64Array.from(same, (key, index) => at(paths, index) * 2 ** 26 + key);
}

/** Carries links over to equal neighbours, downwards and then upwards. */
function extend(links: Links, sides: Sides): void {
  const tryLink = (oldIndex: number, newIndex: number): void => {
    if (newIndex < 0 || newIndex >= sides.new.length || at(links.toNew, oldIndex) >= 0 || at(links.toOld, newIndex) >= 0) return;
    if (at(sides.oldSame, oldIndex) === at(sides.newSame, newIndex)) link(links, oldIndex, newIndex);
  };
  // the beginnings face each other, and so do the ends
  for (let index = 0; index < sides.old.length; index++) {
    const above = index === 0 ? -1 : at(links.toNew, index - 1);
    if (index === 0 || above >= 0) tryLink(index, above + 1);
  }
  for (let index = sides.old.length - 1; index >= 0; index--) {
    const below = index === sides.old.length - 1 ? sides.new.length : at(links.toNew, index + 1);
    if (below >= 0) tryLink(index, below - 1);
  }
}

/** Two stretches that face each other between anchors that kept their order; ends are exclusive. */
export interface Gap {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** The stretches between the links that keep their order, in order; empty ones left out. */
export function gapsBetween(links: Links): readonly Gap[] {
  const linked: number[] = [];
  links.toNew.forEach((target, index) => {
    if (target >= 0) linked.push(index);
  });
  const kept = heaviestRise(linked.map((index) => at(links.toNew, index)), linked.map(() => 1));
  const gaps: Gap[] = [];
  let [oldFrom, newFrom] = [0, 0];
  const close = (oldTo: number, newTo: number): void => {
    if (oldTo > oldFrom || newTo > newFrom) gaps.push({ oldFrom, oldTo, newFrom, newTo });
  };
  linked.forEach((index, entry) => {
    if (kept[entry] !== 1) return;
    close(index, at(links.toNew, index));
    [oldFrom, newFrom] = [index + 1, at(links.toNew, index) + 1];
  });
  close(links.toNew.length, links.toOld.length);
  return gaps;
}

function fillGaps(links: Links, sides: Sides, budget: Budget): void {
  for (const gap of gapsBetween(links)) {
    const oldFree = freeIn(gap.oldFrom, gap.oldTo, links.toNew);
    const newFree = freeIn(gap.newFrom, gap.newTo, links.toOld);
    const newKeys = new Set(newFree.map((index) => at(sides.newSame, index)));
    if (oldFree.some((index) => newKeys.has(at(sides.oldSame, index)))) linkCommonRun(oldFree, newFree, links, sides, budget);
  }
}

/** @returns the indices of a stretch that have no partner yet */
export function freeIn(from: number, to: number, taken: Int32Array): readonly number[] {
  const indices: number[] = [];
  for (let index = from; index < to; index++) if (at(taken, index) < 0) indices.push(index);
  return indices;
}

/** Larger tables than this (32 MB) are not filled: equal clauses are then linked along the shortest way down. */
const largestTable = 16_000_000;
/** How many clauses ahead that way looks for the next equal pair. */
const lookAhead = 16;

/** Longest common subsequence of equal clauses: ends trimmed, then dynamic programming where the table is not too large. */
function linkCommonRun(oldFree: readonly number[], newFree: readonly number[], links: Links, sides: Sides, budget: Budget): void {
  const equal = (a: number, b: number): boolean => at(sides.oldSame, oldFree[a] ?? -1) === at(sides.newSame, newFree[b] ?? -1);
  const take = (a: number, b: number): void => link(links, oldFree[a] ?? 0, newFree[b] ?? 0);
  let start = 0;
  let [oldEnd, newEnd] = [oldFree.length, newFree.length];
  while (start < oldEnd && start < newEnd && equal(start, start)) {
    take(start, start);
    start++;
  }
  while (oldEnd > start && newEnd > start && equal(oldEnd - 1, newEnd - 1)) take(--oldEnd, --newEnd);
  const [rows, columns] = [oldEnd - start, newEnd - start];
  if (rows === 0 || columns === 0) return;
  if (rows * columns > largestTable) {
    budget.refuse();
    for (let a = start, b = start; a < oldEnd && b < newEnd; ) {
      const [stepOld, stepNew] = nextEqual(a, b, equal, oldEnd, newEnd);
      if (stepOld + stepNew > 0 || !equal(a, b)) [a, b] = [a + stepOld, b + stepNew];
      else take(a++, b++);
    }
    return;
  }
  if (!budget.spend(rows * columns)) return;
  const width = columns + 1;
  const longest = new Uint16Array((rows + 1) * width);
  for (let a = rows - 1; a >= 0; a--) {
    for (let b = columns - 1; b >= 0; b--) {
      const here = a * width + b;
      longest[here] = equal(start + a, start + b)
        ? (longest[here + width + 1] ?? 0) + 1
        : Math.max(longest[here + width] ?? 0, longest[here + 1] ?? 0);
    }
  }
  for (let a = 0, b = 0; a < rows && b < columns; ) {
    const here = a * width + b;
    if (equal(start + a, start + b) && longest[here] === (longest[here + width + 1] ?? 0) + 1) {
      take(start + a, start + b);
      a++;
      b++;
    } else if ((longest[here + width] ?? 0) >= (longest[here + 1] ?? 0)) a++;
    else b++;
  }
}

/** @returns the fewest steps to the next equal pair, a replaced clause counted once; past a pair where none is near */
function nextEqual(a: number, b: number, equal: (a: number, b: number) => boolean, oldEnd: number, newEnd: number): readonly [number, number] {
  for (let steps = 0; steps <= lookAhead; steps++) {
    for (let fewer = steps; fewer >= 0; fewer--) {
      for (const [stepOld, stepNew] of [[steps, fewer], [fewer, steps]] as const) {
        if (a + stepOld < oldEnd && b + stepNew < newEnd && equal(a + stepOld, b + stepNew)) return [stepOld, stepNew];
      }
    }
  }
  return [1, 1];
}
