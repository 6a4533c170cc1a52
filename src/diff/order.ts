/**
 * The subsequence of rising positions with the greatest total weight: what it leaves out is the lightest set of moves.
 * Fenwick tree over the positions, O(n log n). Of equally heavy subsequences the one that ends first wins.
 * @param positions distinct whole numbers ≥ 0, in the order of the old version
 * @param weights one for each position, > 0
 * @returns for each entry whether it keeps its place
 */
export function heaviestRise(positions: readonly number[], weights: readonly number[]): Uint8Array {
  const count = positions.length;
  const ranks = new Int32Array(count);
  [...positions.keys()].toSorted((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0)).forEach((entry, rank) => (ranks[entry] = rank));
  const total = new Float64Array(count);
  const before = new Int32Array(count).fill(-1);
  // tree[i] holds the entry with the heaviest subsequence among the ranks that the node covers
  const tree = new Int32Array(count + 1).fill(-1);
  let last = -1;
  for (let entry = 0; entry < count; entry++) {
    let best = -1;
    for (let node = ranks[entry] ?? 0; node > 0; node -= node & -node) {
      const candidate = tree[node] ?? -1;
      if (candidate >= 0 && (best < 0 || (total[candidate] ?? 0) > (total[best] ?? 0))) best = candidate;
    }
    before[entry] = best;
    const sum = (best < 0 ? 0 : (total[best] ?? 0)) + (weights[entry] ?? 0);
    total[entry] = sum;
    for (let node = (ranks[entry] ?? 0) + 1; node <= count; node += node & -node) {
      const held = tree[node] ?? -1;
      if (held < 0 || sum > (total[held] ?? 0)) tree[node] = entry;
    }
    if (last < 0 || sum > (total[last] ?? 0)) last = entry;
  }
  const kept = new Uint8Array(count);
  for (let entry = last; entry >= 0; entry = before[entry] ?? -1) kept[entry] = 1;
  return kept;
}
