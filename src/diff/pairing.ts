import type { Change, ChangeKind, Comparison, WordRun } from '../domain/change.ts';
import type { Annotate, Annotation, Clause, ClauseTree } from '../domain/clause.ts';

/** Which clause became which and in what words, before anyone says what that means. */
export interface Pairing {
  readonly kind: ChangeKind;
  /** The clauses of the old version, in its order; empty for `added`. */
  readonly old: readonly Clause[];
  /** The clauses of the new version, in its order; empty for `removed`. */
  readonly new: readonly Clause[];
  /** The redline: equal and delete runs give the old text, equal and insert runs the new; several clauses of a side are joined by a line break. */
  readonly words: readonly WordRun[];
}

/** What the whole comparison knows beside the pairing at hand. */
export interface JudgeContext {
  /** BCP 47 of the new version, or of the old where the new has none. */
  readonly language: string | null;
  /** The same function that annotated the sides; asked what the changed words alone are about. */
  readonly annotate: Annotate;
  readonly oldTree: ClauseTree;
  readonly newTree: ClauseTree;
  /** Every pairing of the comparison in output order, the one at hand included. */
  readonly pairings: readonly Pairing[];
}

/** What a pairing means: the rest of a Change. */
export type Judgement = Pick<Change, 'significance' | 'direction' | 'topics' | 'facts' | 'reasons' | 'headline'>;

/** Each side's annotations stand in the order of the pairing's clauses. */
export type Judge = (
  pairing: Pairing,
  sides: { readonly old: readonly Annotation[]; readonly new: readonly Annotation[] },
  context: JudgeContext,
) => Judgement;

/** Sums up all changes of a comparison. */
export type Overall = (changes: readonly Change[], language: string | null) => Comparison['overall'];
