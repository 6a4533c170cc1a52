import type { ChangeKind } from '../domain/change.ts';
import type { Clause, ClauseTree } from '../domain/clause.ts';
import { align } from './align.ts';
import { Budget } from './budget.ts';
import { markedLineOf, sameLine } from './marker.ts';
import type { Pairing } from './pairing.ts';
import type { Group } from './parts.ts';
import { redline } from './words.ts';

export interface PairOptions {
  /** Elementary steps of work before the answer becomes coarser; the default ends within seconds. */
  readonly operations?: number;
}

/** About five seconds on one core of 2025. */
const defaultOperations = 300_000_000;

/**
 * Pairs the clauses of two versions. Every changed clause stands in exactly one pairing, an unchanged clause in none.
 * @returns pairings in the order of the new version; what was removed stands where it stood
 */
export function pair(
  oldTree: ClauseTree,
  newTree: ClauseTree,
  options: PairOptions = {},
): { readonly pairings: readonly Pairing[]; readonly unchanged: number; readonly coarse: boolean } {
  const budget = new Budget(options.operations ?? defaultOperations);
  const { groups, moved } = align(oldTree, newTree, budget);
  let unchanged = 0;
  const placed: { readonly pairing: Pairing; readonly place: number; readonly group: Group }[] = [];
  const placeOf = placesIn(groups, moved);
  for (const group of groups) {
    const sides = { old: clausesAt(oldTree, group.old), new: clausesAt(newTree, group.new) };
    const kind = kindOf(sides.old, sides.new, moved.has(group));
    if (kind === null) unchanged++;
    else placed.push({ pairing: { kind, ...sides, words: redline(sides.old, sides.new, newTree.language ?? oldTree.language, budget) }, place: placeOf(group), group });
  }
  placed.sort((a, b) => a.place - b.place || (a.group.old[0] ?? 0) - (b.group.old[0] ?? 0));
  return { pairings: placed.map((entry) => entry.pairing), unchanged, coarse: budget.refused };
}

function clausesAt(tree: ClauseTree, indices: readonly number[]): readonly Clause[] {
  return indices.flatMap((index) => tree.clauses[index] ?? []);
}

/** @returns null where nothing changed */
function kindOf(oldClauses: readonly Clause[], newClauses: readonly Clause[], moved: boolean): ChangeKind | null {
  const [oldClause, newClause] = [oldClauses[0], newClauses[0]];
  if (oldClause === undefined) return 'added';
  if (newClause === undefined) return 'removed';
  if (newClauses.length > 1) return 'split';
  if (oldClauses.length > 1) return 'merged';
  if (moved) return 'moved';
  if (sameLine(oldClause, newClause)) return null;
  const [oldLine, newLine] = [markedLineOf(oldClause), markedLineOf(newClause)];
  return oldLine.body === newLine.body && oldLine.marker !== newLine.marker ? 'renumbered' : 'modified';
}

/** A place in the new version for every group: where its first new clause stands, or just after what preceded it. */
function placesIn(groups: readonly Group[], moved: ReadonlySet<Group>): (group: Group) => number {
  const places = new Map<Group, number>();
  let after = -1;
  for (const group of groups.toSorted((a, b) => (a.old[0] ?? Infinity) - (b.old[0] ?? Infinity))) {
    const place = group.new[0];
    if (place === undefined) places.set(group, after + 0.5);
    else {
      places.set(group, place);
      if (group.old.length > 0 && !moved.has(group)) after = group.new.at(-1) ?? after;
    }
  }
  return (group) => places.get(group) ?? 0;
}
