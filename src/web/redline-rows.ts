import type { Change } from '../domain/change.ts';
import type { Clause, ClauseTree } from '../domain/clause.ts';

/** A comparison's parts in reading order. */
export type RedlineRow<C extends Change> =
  | { readonly kind: 'unchanged'; readonly old: readonly Clause[]; readonly fresh: readonly Clause[] }
  | { readonly kind: 'change'; readonly index: number; readonly change: C }
  /** Where a clause stood that has moved. */
  | { readonly kind: 'ghost'; readonly index: number; readonly change: C };

/**
 * Lays changes out in the order of the new version, with what is unchanged in between and a mark where moved clauses
 * stood. What stands unchanged keeps its order on both sides, so the n-th unchanged clause of one side is the n-th of
 * the other.
 */
export function redlineRows<C extends Change>(old: ClauseTree, fresh: ClauseTree, changes: readonly C[]): readonly RedlineRow<C>[] {
  const changedOld = new Set(changes.flatMap((change) => change.old.map(placeOf)));
  const changedNew = new Set(changes.flatMap((change) => change.new.map(placeOf)));
  let keptOld = old.clauses.filter((clause) => !changedOld.has(placeOf(clause)));
  let keptNew = fresh.clauses.filter((clause) => !changedNew.has(placeOf(clause)));
  if (keptOld.length !== keptNew.length) {
    // The gate left noise out of the comparison: what one side alone has is neither changed nor shared.
    const [inOld, inNew] = [keptOld, keptNew].map((kept) => new Set(kept.map((clause) => clause.fingerprint)));
    for (const clause of keptOld) if (inNew?.has(clause.fingerprint) !== true) changedOld.add(placeOf(clause));
    for (const clause of keptNew) if (inOld?.has(clause.fingerprint) !== true) changedNew.add(placeOf(clause));
    keptOld = keptOld.filter((clause) => !changedOld.has(placeOf(clause)));
    keptNew = keptNew.filter((clause) => !changedNew.has(placeOf(clause)));
  }
  const oldOrder = new Map(old.clauses.map((clause, index) => [placeOf(clause), index]));
  const newOrder = new Map(fresh.clauses.map((clause, index) => [placeOf(clause), index]));

  // A place among the unchanged clauses: after how many of them it stands.
  const keptBefore = (clauses: readonly Clause[], changed: ReadonlySet<string>): readonly number[] => {
    let kept = 0;
    return clauses.map((clause) => (changed.has(placeOf(clause)) ? kept : kept++));
  };
  const keptBeforeOld = keptBefore(old.clauses, changedOld);
  const keptBeforeNew = keptBefore(fresh.clauses, changedNew);

  interface Mark {
    readonly after: number;
    readonly order: number;
    readonly row: RedlineRow<C>;
  }
  const marks: Mark[] = [];
  let lastAfter = 0;
  for (const [index, change] of changes.entries()) {
    const [firstNew] = change.new;
    const [firstOld] = change.old;
    const newIndex = firstNew === undefined ? undefined : newOrder.get(placeOf(firstNew));
    const oldIndex = firstOld === undefined ? undefined : oldOrder.get(placeOf(firstOld));
    const after = newIndex === undefined ? (oldIndex === undefined ? lastAfter : keptBeforeOld[oldIndex] ?? lastAfter) : keptBeforeNew[newIndex] ?? lastAfter;
    marks.push({ after, order: index, row: { kind: 'change', index, change } });
    lastAfter = after;
    if (change.kind === 'moved' && oldIndex !== undefined) {
      const from = keptBeforeOld[oldIndex] ?? 0;
      marks.push({ after: from, order: from <= after ? -1 : changes.length, row: { kind: 'ghost', index, change } });
    }
  }
  marks.sort((a, b) => a.after - b.after || a.order - b.order);

  const rows: RedlineRow<C>[] = [];
  let at = 0;
  const keep = (until: number): void => {
    const end = Math.min(until, Math.max(keptOld.length, keptNew.length));
    if (end > at) rows.push({ kind: 'unchanged', old: keptOld.slice(at, end), fresh: keptNew.slice(at, end) });
    at = Math.max(at, end);
  };
  for (const mark of marks) {
    keep(mark.after);
    rows.push(mark.row);
  }
  keep(Number.POSITIVE_INFINITY);
  return rows;
}

/** A clause's place in its version: its id alone may be shared by repeats in hand-made trees. */
function placeOf(clause: Clause): string {
  return `${clause.lines[0]}:${clause.lines[1]}:${clause.id}`;
}
