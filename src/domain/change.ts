import type { Clause, FactType, Topic } from './clause.ts';
import type { Bilingual } from './language.ts';

export const changeKinds = ['added', 'removed', 'modified', 'moved', 'split', 'merged', 'renumbered'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** In rising order. */
export const significances = ['cosmetic', 'minor', 'material'] as const;
export type Significance = (typeof significances)[number];

export const directions = ['less-protective', 'neutral', 'more-protective'] as const;
export type Direction = (typeof directions)[number];

export interface WordRun {
  readonly op: 'equal' | 'delete' | 'insert';
  readonly text: string;
}

/** A fact whose value differs between the sides, appears (`old` null) or disappears (`new` null). */
export interface FactChange {
  readonly type: FactType;
  readonly old: string | null;
  readonly new: string | null;
}

/** One rule's finding; the rule's name lets a person look it up. */
export interface Reason {
  readonly rule: string;
  readonly text: Bilingual;
}

/** What happened to a clause, what it means, and whether anyone must act. */
export interface Change {
  readonly kind: ChangeKind;
  readonly old: readonly Clause[];
  readonly new: readonly Clause[];
  readonly words: readonly WordRun[];
  readonly significance: Significance;
  readonly direction: Direction;
  readonly topics: readonly Topic[];
  readonly facts: readonly FactChange[];
  readonly reasons: readonly Reason[];
  readonly headline: Bilingual;
}

/** Two versions set side by side. */
export interface Comparison {
  /** BCP 47 of the new version, or of the old where the new has none. */
  readonly language: string | null;
  readonly overall: {
    readonly significance: Significance;
    readonly direction: Direction;
    readonly headline: Bilingual;
  };
  /** In the order of the new version; what was removed stands where it stood. */
  readonly changes: readonly Change[];
  /** How many clauses stand unchanged. */
  readonly unchanged: number;
  /** The work reached its budget and the answer is coarser than it could be. */
  readonly coarse: boolean;
}
