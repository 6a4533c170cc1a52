import type { Change, Comparison } from '../domain/change.ts';
import type { Annotate, ClauseTree } from '../domain/clause.ts';
import { pair, type PairOptions } from './pair.ts';
import type { Judge, JudgeContext, Overall } from './pairing.ts';

/**
 * Pairs two versions' clauses and has every pairing judged. Only the clauses of a pairing are annotated.
 * @returns the comparison; the same arguments give the same answer, byte for byte
 */
export function comparisonOf(
  oldTree: ClauseTree,
  newTree: ClauseTree,
  annotate: Annotate,
  judge: Judge,
  overall: Overall,
  options: PairOptions = {},
): Comparison {
  const { pairings, unchanged, coarse } = pair(oldTree, newTree, options);
  const language = newTree.language ?? oldTree.language;
  const context: JudgeContext = { language, annotate, oldTree, newTree, pairings };
  const changes = pairings.map((pairing): Change => {
    const sides = {
      old: pairing.old.map((clause) => annotate(clause, oldTree.language ?? language)),
      new: pairing.new.map((clause) => annotate(clause, language)),
    };
    const { significance, direction, topics, facts, reasons, headline } = judge(pairing, sides, context);
    const { kind, words } = pairing;
    return { kind, old: pairing.old, new: pairing.new, words, significance, direction, topics, facts, reasons, headline };
  });
  return { language, overall: overall(changes, language), changes, unchanged, coarse };
}
