import { annotate } from '../clauses/annotate.ts';
import type { Comparison } from '../domain/change.ts';
import type { ClauseTree } from '../domain/clause.ts';
import { compare } from '../diff/compare.ts';

/**
 * What a comparison was made with; stored beside it, because sentence breaks and month names come from the ICU inside
 * Node and may differ in the next one.
 */
export const ruleset = `rules-1 icu-${process.versions['icu'] ?? 'none'}`;

/**
 * @param ignored fingerprints of clauses that differ and yet are noise: counters, variants, parts that did not load
 * @returns what happened to each clause, and what it means
 */
export function compareTrees(old: ClauseTree, fresh: ClauseTree, ignored: readonly string[] = []): Comparison {
  if (ignored.length === 0) return compare(old, fresh, annotate);
  const noise = new Set(ignored);
  const quiet = (tree: ClauseTree, other: ClauseTree): ClauseTree => {
    const shared = new Set(other.clauses.map((clause) => clause.fingerprint));
    return { ...tree, clauses: tree.clauses.filter((clause) => shared.has(clause.fingerprint) || !noise.has(clause.fingerprint)) };
  };
  return compare(quiet(old, fresh), quiet(fresh, old), annotate);
}
