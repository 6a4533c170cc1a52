import type { Comparison } from '../domain/change.ts';
import type { Annotate, ClauseTree } from '../domain/clause.ts';
import { comparisonOf } from './comparison.ts';
import { judge } from './judge.ts';
import { overall } from './overall.ts';
import { judgeWithOwnWords } from './own-words.ts';
import type { PairOptions } from './pair.ts';

export interface CompareOptions extends PairOptions {
  /** Words and phrases whose coming or going is always material to this installation. */
  readonly materialWords?: readonly string[];
}

/**
 * Sets two versions side by side: what happened to each clause and what that means.
 * @param annotate says what a clause is about and what it states; asked only for clauses that changed
 * @returns changes in the order of the new version; every changed clause stands in exactly one, an unchanged one in none.
 * The same arguments give the same answer, byte for byte.
 */
export function compare(oldTree: ClauseTree, newTree: ClauseTree, annotate: Annotate, options: CompareOptions = {}): Comparison {
  return comparisonOf(oldTree, newTree, annotate, judgeWithOwnWords(judge, options.materialWords ?? []), overall, options);
}
