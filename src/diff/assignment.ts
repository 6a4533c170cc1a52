export interface Candidate {
  readonly old: number;
  readonly new: number;
  readonly score: number;
}

/** Above this many clauses on a side a component is matched greedily: the optimum costs the cube of it. */
const largestOptimum = 160;

/**
 * Chooses candidates so that no clause is used twice and the sum of scores is the highest, component by component.
 * @param candidates scores > 0
 */
export function assign(candidates: readonly Candidate[], spend: (operations: number) => boolean): readonly Candidate[] {
  return components(candidates).flatMap((component) => {
    const rows = [...new Set(component.map((candidate) => candidate.old))];
    const columns = [...new Set(component.map((candidate) => candidate.new))];
    if (rows.length === 1 || columns.length === 1) return greedy(component);
    const size = Math.max(rows.length, columns.length);
    if (size > largestOptimum || !spend(size ** 3)) return greedy(component);
    return optimum(component, rows, columns);
  });
}

function greedy(candidates: readonly Candidate[]): readonly Candidate[] {
  const [usedOld, usedNew] = [new Set<number>(), new Set<number>()];
  return candidates
    .toSorted((a, b) => b.score - a.score || a.old - b.old || a.new - b.new)
    .filter((candidate) => {
      if (usedOld.has(candidate.old) || usedNew.has(candidate.new)) return false;
      usedOld.add(candidate.old);
      usedNew.add(candidate.new);
      return true;
    });
}

/** Union–find with path halving; even nodes stand for old clauses, odd ones for new. */
function components(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const nodes = candidates.reduce((most, candidate) => Math.max(most, 2 * candidate.old + 1, 2 * candidate.new + 2), 0);
  const parent = Int32Array.from({ length: nodes }, (_, node) => node);
  const up = (node: number): number => parent[node] ?? node;
  const root = (node: number): number => {
    let top = node;
    while (up(top) !== top) {
      parent[top] = up(up(top));
      top = up(top);
    }
    return top;
  };
  for (const candidate of candidates) parent[root(2 * candidate.new + 1)] = root(2 * candidate.old);
  const groups = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const key = root(2 * candidate.old);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [candidate]);
    else group.push(candidate);
  }
  return [...groups.values()];
}

/**
 * Shortest augmenting paths (Jonker and Volgenant 1987) on the square cost matrix of one component; a pair without a
 * candidate costs nothing and gains nothing.
 */
function optimum(component: readonly Candidate[], rows: readonly number[], columns: readonly number[]): readonly Candidate[] {
  const size = Math.max(rows.length, columns.length);
  const rowOf = new Map(rows.map((row, index) => [row, index]));
  const columnOf = new Map(columns.map((column, index) => [column, index]));
  const cost = new Float64Array(size * size);
  const candidateAt = new Map<number, Candidate>();
  for (const candidate of component) {
    const cell = (rowOf.get(candidate.old) ?? 0) * size + (columnOf.get(candidate.new) ?? 0);
    cost[cell] = -candidate.score;
    candidateAt.set(cell, candidate);
  }
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  // rowAt[column] is the row, from 1, that holds it; column 0 stands for "the row now being placed"
  const rowAt = new Int32Array(size + 1);
  const cameFrom = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    rowAt[0] = row;
    let column = 0;
    const least = new Float64Array(size + 1).fill(Infinity);
    const done = new Uint8Array(size + 1);
    do {
      done[column] = 1;
      const placed = rowAt[column] ?? 0;
      let [step, next] = [Infinity, 0];
      for (let other = 1; other <= size; other++) {
        if (done[other] === 1) continue;
        const reduced =
          (cost[(placed - 1) * size + other - 1] ?? 0) - (rowPotential[placed] ?? 0) - (columnPotential[other] ?? 0);
        if (reduced < (least[other] ?? 0)) {
          least[other] = reduced;
          cameFrom[other] = column;
        }
        if ((least[other] ?? 0) < step) [step, next] = [least[other] ?? 0, other];
      }
      for (let other = 0; other <= size; other++) {
        if (done[other] === 1) {
          const holder = rowAt[other] ?? 0;
          rowPotential[holder] = (rowPotential[holder] ?? 0) + step;
          columnPotential[other] = (columnPotential[other] ?? 0) - step;
        } else least[other] = (least[other] ?? 0) - step;
      }
      column = next;
    } while (rowAt[column] !== 0);
    while (column !== 0) {
      const previous = cameFrom[column] ?? 0;
      rowAt[column] = rowAt[previous] ?? 0;
      column = previous;
    }
  }
  const chosen: Candidate[] = [];
  for (let column = 1; column <= size; column++) {
    const candidate = candidateAt.get(((rowAt[column] ?? 1) - 1) * size + column - 1);
    if (candidate !== undefined) chosen.push(candidate);
  }
  return chosen;
}
