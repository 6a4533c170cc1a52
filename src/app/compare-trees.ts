import { annotatorWith } from '../clauses/annotate.ts';
import type { WordsConfig } from '../config/config.ts';
import type { Comparison } from '../domain/change.ts';
import type { Annotate, ClauseTree } from '../domain/clause.ts';
import { compare } from '../diff/compare.ts';

/**
 * What a comparison was made with; stored beside it, because sentence breaks and month names come from the ICU inside
 * Node and may differ in the next one.
 */
export const ruleset = `rules-1 icu-${process.versions['icu'] ?? 'none'}`;

export interface CompareTreesOptions {
  /** Fingerprints of clauses that differ and yet are noise: counters, variants, parts that did not load. */
  readonly ignored?: readonly string[];
  /** Words of the installation, beside those that are known. */
  readonly words?: WordsConfig;
}

const annotators = new WeakMap<WordsConfig, Annotate>();
const noWords: WordsConfig = { parties: [], data: [], topics: {}, material: [] };

function annotatorFor(words: WordsConfig): Annotate {
  const known = annotators.get(words);
  if (known !== undefined) return known;
  const made = annotatorWith(words);
  annotators.set(words, made);
  return made;
}

/** @returns what happened to each clause, and what it means */
export function compareTrees(old: ClauseTree, fresh: ClauseTree, { ignored = [], words = noWords }: CompareTreesOptions = {}): Comparison {
  const annotate = annotatorFor(words);
  const options = { materialWords: words.material };
  if (ignored.length === 0) return compare(old, fresh, annotate, options);
  const noise = new Set(ignored);
  const quiet = (tree: ClauseTree, other: ClauseTree): ClauseTree => {
    const shared = new Set(other.clauses.map((clause) => clause.fingerprint));
    return { ...tree, clauses: tree.clauses.filter((clause) => shared.has(clause.fingerprint) || !noise.has(clause.fingerprint)) };
  };
  return compare(quiet(old, fresh), quiet(fresh, old), annotate, options);
}
