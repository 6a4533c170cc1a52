import type { Wording } from '../domain/gate.ts';
import { digestOf, emptyMark, joined, type Mark } from './mark.ts';

/** What differs in one place between two clauses that both wordings have. */
export interface Hunk {
  /** Fingerprint of the clause above; `^` at the top. */
  readonly after: string;
  /** Indices into the current wording, and into the new one. */
  readonly removed: readonly number[];
  readonly added: readonly number[];
  /** Keys of its deviations, see domain/gate.ts. */
  readonly keys: readonly string[];
  /** Clauses that only stand elsewhere, or only bear another number: one hunk and one key for all, as an order is one thing. */
  readonly move: boolean;
}

export interface Comparison {
  readonly hunks: readonly Hunk[];
  /** Pairs of indices, rising in both. */
  readonly pairs: readonly (readonly [current: number, sight: number])[];
  /** Share of the current wording's words that are still there, 0–1. */
  readonly kept: number;
}

/** The names of a page stand no further down. */
export const headClauses = 8;

/** Clauses looked at per clause given, before the rest of the alignment is left coarse. */
const effort = 60;

/**
 * Sets two wordings side by side: common beginning and end first, then clauses unique to both in their longest common
 * order (patience diff, Cohen 2010), again within each gap. O(n log n) for each level, bounded by `effort`.
 */
export function compare(current: Wording, sight: Wording): Comparison {
  const pairs = align(current.fingerprints, sight.fingerprints);
  const hunks = [...hunksBetween(current, sight, pairs), ...renumbered(current, sight, pairs)];
  const keptWords = sum(current.wordCounts, [...pairs.map(([at]) => at), ...hunks.flatMap((hunk) => (hunk.move ? hunk.removed : []))]);
  const allWords = current.wordCounts.reduce((all, words) => all + words, 0);
  return { hunks, pairs, kept: allWords === 0 ? 1 : keptWords / allWords };
}

function sum(values: readonly number[], indices: readonly number[]): number {
  return indices.reduce((total, at) => total + (values[at] ?? 0), 0);
}

interface Range {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

function align(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  const open: Range[] = [{ fromA: 0, toA: a.length, fromB: 0, toB: b.length }];
  let budget = effort * (a.length + b.length + 1);
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    let { fromA, toA, fromB, toB } = range;
    while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) pairs.push([fromA++, fromB++]);
    while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) pairs.push([--toA, --toB]);
    budget -= toA - fromA + toB - fromB;
    if (fromA === toA || fromB === toB || budget < 0) continue;
    let last: readonly [number, number] = [fromA - 1, fromB - 1];
    const anchors = uniqueInOrder(a, b, { fromA, toA, fromB, toB });
    if (anchors.length === 0) {
      pairs.push(...commonOrder(a, b, { fromA, toA, fromB, toB }));
      continue;
    }
    for (const anchor of [...anchors, [toA, toB] as const]) {
      open.push({ fromA: last[0] + 1, toA: anchor[0], fromB: last[1] + 1, toB: anchor[1] });
      last = anchor;
    }
    pairs.push(...anchors);
  }
  return pairs.toSorted((left, right) => left[0] - right[0]);
}

/** Where each clause of a range stands; -1 for one that stands there more than once. */
function once(list: readonly string[], from: number, to: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let at = from; at < to; at += 1) found.set(list[at] ?? '', found.has(list[at] ?? '') ? -1 : at);
  return found;
}

/** Clauses that stand once in each range, in their longest rising order. */
function uniqueInOrder(a: readonly string[], b: readonly string[], range: Range): readonly (readonly [number, number])[] {
  const inB = once(b, range.fromB, range.toB);
  const shared = [...once(a, range.fromA, range.toA)].flatMap(([print, at]) => {
    const other = inB.get(print) ?? -1;
    return at < 0 || other < 0 ? [] : [[at, other] as const];
  });
  return longestRising(shared);
}

/** Patience sorting: the longest run of pairs, sorted by their first index, whose second index rises too. */
function longestRising(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const tops: number[] = [];
  const before: number[] = [];
  pairs.forEach(([, value], index) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : (tops[low - 1] ?? -1);
    tops[low] = index;
  });
  const result: (readonly [number, number])[] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) result.push(pair);
  }
  return result.toReversed();
}

/** The table of a longest common subsequence is filled only below this many cells; a larger gap has no unique clause in common and is left apart. */
const cells = 40_000;

function commonOrder(a: readonly string[], b: readonly string[], range: Range): readonly (readonly [number, number])[] {
  const rows = range.toA - range.fromA;
  const columns = range.toB - range.fromB;
  if (rows * columns > cells) return [];
  const length = new Uint16Array((rows + 1) * (columns + 1));
  const at = (row: number, column: number): number => length[row * (columns + 1) + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const equal = a[range.fromA + row] === b[range.fromB + column];
      length[row * (columns + 1) + column] = equal ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (a[range.fromA + row] === b[range.fromB + column]) pairs.push([range.fromA + row++, range.fromB + column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

function hunksBetween(current: Wording, sight: Wording, pairs: readonly (readonly [number, number])[]): readonly Hunk[] {
  const gaps: { after: string; removed: number[]; added: number[] }[] = [];
  let last: readonly [number, number] = [-1, -1];
  for (const pair of [...pairs, [current.fingerprints.length, sight.fingerprints.length] as const]) {
    const removed = steps(last[0] + 1, pair[0]);
    const added = steps(last[1] + 1, pair[1]);
    if (!(namesOnly(current, removed) && namesOnly(sight, added)) && !cutOtherwise(current, removed, sight, added)) {
      gaps.push({ after: last[0] < 0 ? '^' : (current.fingerprints[last[0]] ?? '^'), removed, added });
    }
    last = pair;
  }
  return keyed(current, sight, gaps);
}

/** Clauses that kept their words and bear another number; one that gained or lost its number may only be laid out otherwise. */
function renumbered(current: Wording, sight: Wording, pairs: readonly (readonly [number, number])[]): readonly Hunk[] {
  const { numbers: before } = current;
  const { numbers: now } = sight;
  if (before === undefined || now === undefined) return [];
  const keys = pairs.flatMap(([at, to]) => {
    const [old, fresh] = [before[at] ?? '', now[to] ?? ''];
    return old === fresh || old === '' || fresh === '' ? [] : [`${current.fingerprints[at] ?? ''}${fresh}`];
  });
  return keys.length === 0 ? [] : [{ after: '', removed: [], added: [], keys: [`=${digestOf(keys.join(' '))}`], move: true }];
}

function steps(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
}

/** Headings at the top that only name the page. */
function namesOnly(wording: Wording, indices: readonly number[]): boolean {
  return indices.every((at) => at < headClauses && wording.pageTitles?.includes(wording.fingerprints[at] ?? '') === true);
}

function markIn(wording: Wording, indices: readonly number[]): Mark {
  return indices.reduce((mark, at) => joined(mark, { mark: wording.marks[at] ?? 0, length: wording.lengths[at] ?? 0 }), emptyMark);
}

/** The same words, only parted into clauses in another way. */
function cutOtherwise(current: Wording, removed: readonly number[], sight: Wording, added: readonly number[]): boolean {
  if (removed.length === 0 || added.length === 0) return false;
  const before = markIn(current, removed);
  const now = markIn(sight, added);
  return before.length === now.length && before.mark === now.mark;
}

/** Takes clauses that only moved out of the gaps and gives every deviation its key. */
function keyed(current: Wording, sight: Wording, gaps: readonly { after: string; removed: number[]; added: number[] }[]): readonly Hunk[] {
  const waiting = new Map<string, number[]>();
  for (const at of gaps.flatMap((gap) => gap.removed)) {
    const print = current.fingerprints[at] ?? '';
    const places = waiting.get(print);
    if (places === undefined) waiting.set(print, [at]);
    else places.push(at);
  }
  const order: { readonly removed: number[]; readonly added: number[]; readonly keys: string[] } = { removed: [], added: [], keys: [] };
  const movedFrom = new Set<number>();
  const movedTo = new Set<number>();
  for (const at of gaps.flatMap((gap) => gap.added)) {
    const print = sight.fingerprints[at] ?? '';
    const from = waiting.get(print)?.shift();
    if (from === undefined) continue;
    movedFrom.add(from);
    movedTo.add(at);
    const above = at === 0 ? '^' : (sight.fingerprints[at - 1] ?? '^');
    order.removed.push(from);
    order.added.push(at);
    order.keys.push(`~${print}>${above}`);
  }
  const seen = new Map<string, number>();
  const repeat = (key: string): string => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}#${count}`;
  };
  const hunks = gaps.flatMap((gap) => {
    const removed = gap.removed.filter((at) => !movedFrom.has(at));
    const added = gap.added.filter((at) => !movedTo.has(at));
    if (removed.length === 0 && added.length === 0) return [];
    const keys = [...removed.map((at) => repeat(`-${current.fingerprints[at] ?? ''}`)), ...added.map((at) => repeat(`+${sight.fingerprints[at] ?? ''}`))];
    return [{ after: gap.after, removed, added, keys, move: false }];
  });
  return order.keys.length === 0 ? hunks : [...hunks, { ...order, after: '', keys: [`~${digestOf(order.keys.toSorted().join(' '))}`], move: true }];
}

/**
 * @param undone hunks that are left as the current wording has them
 * @returns the new wording's clauses, but for those
 */
export function adopt(current: Wording, sight: Wording, difference: Comparison, undone: readonly Hunk[]): Wording {
  const keptBack = new Set(undone.flatMap((hunk) => hunk.removed));
  const leftOut = new Set(undone.flatMap((hunk) => hunk.added));
  const picks: { readonly from: Wording; readonly at: number }[] = [];
  let last: readonly [number, number] = [-1, -1];
  for (const pair of [...difference.pairs, [current.fingerprints.length, sight.fingerprints.length] as const]) {
    for (let at = last[0] + 1; at < pair[0]; at += 1) if (keptBack.has(at)) picks.push({ from: current, at });
    for (let at = last[1] + 1; at < pair[1]; at += 1) if (!leftOut.has(at)) picks.push({ from: sight, at });
    if (pair[1] < sight.fingerprints.length) picks.push({ from: sight, at: pair[1] });
    last = pair;
  }
  return {
    language: sight.language,
    updatedDate: sight.updatedDate,
    ...(sight.pageTitles === undefined ? {} : { pageTitles: sight.pageTitles }),
    fingerprints: picks.map((pick) => pick.from.fingerprints[pick.at] ?? ''),
    wordCounts: picks.map((pick) => pick.from.wordCounts[pick.at] ?? 0),
    marks: picks.map((pick) => pick.from.marks[pick.at] ?? 0),
    lengths: picks.map((pick) => pick.from.lengths[pick.at] ?? 0),
    ...(current.numbers === undefined || sight.numbers === undefined ? {} : { numbers: picks.map((pick) => pick.from.numbers?.[pick.at] ?? '') }),
  };
}
