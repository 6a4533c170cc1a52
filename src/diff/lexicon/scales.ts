/**
 * Practices that can be done one way or the other. A change that goes from one step of a scale to another turns a
 * clause around, or widens it, though a single word was replaced.
 */
export const scaleNames = [
  'keeping', 'encryption', 'switch', 'inclusion', 'identity', 'audience', 'territory', 'extent', 'permanence', 'refund', 'cost', 'moment', 'approval', 'decider', 'option', 'renewal', 'forum',
  'price', 'publicity', 'handing', 'need', 'answer', 'respect', 'cap', 'standing', 'ownership', 'times',
  'nexus', 'hours', 'choice', 'fixity', 'portion',
] as const;
export type ScaleName = (typeof scaleNames)[number];

/** For each scale its steps, the most protective first, as phrases of `PhraseIndex` in lower case. */
export type Scales = Readonly<Record<ScaleName, readonly (readonly string[])[]>>;

export interface BreadthWords {
  /** Data in general, whatever kinds it holds. */
  readonly anyData: readonly string[];
  /** Who asks for data on their own behalf. */
  readonly outsiders: readonly string[];
  /** Where the person lives, as the place of a court. */
  readonly home: readonly string[];
}
