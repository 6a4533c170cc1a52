/**
 * Optimal string alignment distance (Damerau-Levenshtein with adjacent transpositions): how many single-letter slips
 * part two words. Inputs are cut at 100 characters, as this serves names that people type.
 */
function slipsBetween(left: string, right: string): number {
  const a = Array.from(left.slice(0, 100));
  const b = Array.from(right.slice(0, 100));
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

const folded = (name: string): string => name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/**
 * The names that a mistyped one may have meant, nearest first.
 *
 * A name qualifies within one slip per three letters (at least one, so short names still match), or where one holds
 * the other whole and that one has three letters or more. Case and accents do not count.
 */
export function nearestNames(typed: string, names: readonly string[], limit = 3): readonly string[] {
  const wanted = folded(typed);
  if (wanted === '') return [];
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  return names
    .map((name) => {
      const candidate = folded(name);
      const slips = slipsBetween(wanted, candidate);
      const shorter = Math.min(wanted.length, candidate.length);
      const holds = shorter >= 3 && (candidate.includes(wanted) || wanted.includes(candidate));
      return { name, rank: slips <= allowed ? slips : holds ? allowed + slips : Number.POSITIVE_INFINITY };
    })
    .filter((entry) => Number.isFinite(entry.rank))
    .toSorted((left, right) => left.rank - right.rank || (left.name < right.name ? -1 : 1))
    .slice(0, limit)
    .map((entry) => entry.name);
}

/** "Did you mean "fetch" or "feed"?", or null where nothing comes near. */
export function didYouMean(typed: string, names: readonly string[]): string | null {
  const near = nearestNames(typed, names).map((name) => `"${name}"`);
  if (near.length === 0) return null;
  return `Did you mean ${near.length === 1 ? near[0] : `${near.slice(0, -1).join(', ')} or ${near.at(-1)}`}?`;
}
