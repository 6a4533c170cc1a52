import type { Direction, Significance } from '../../../../src/domain/change.ts';
import type { FactType, Topic } from '../../../../src/domain/clause.ts';

/** A fact that an amendment touches: its type, and its value on either side. */
export type LabelledFact = readonly [type: FactType, old: string | null, now: string | null];

/** One amendment of one clause, labelled by hand; `null` on a side where the clause did not exist. */
export interface Amendment {
  readonly heading: string;
  readonly old: string | null;
  readonly new: string | null;
  readonly significance: Significance;
  /** Looked at where the change is material. */
  readonly direction: Direction;
  /** The topics that may stand first. */
  readonly topics: readonly Topic[];
  readonly facts: readonly LabelledFact[];
}

type Label = (heading: string, old: string | null, now: string | null, topics: string, ...facts: readonly LabelledFact[]) => Amendment;

const labelled = (significance: Significance, direction: Direction): Label => (heading, old, now, topics, ...facts) => ({
  heading, old, new: now, significance, direction, topics: topics.split(' ') as Topic[], facts,
});

export const worse = labelled('material', 'less-protective');
export const better = labelled('material', 'more-protective');
export const other = labelled('material', 'neutral');
export const minor = labelled('minor', 'neutral');
export const cosmetic = labelled('cosmetic', 'neutral');
