import type { Topic } from '../../domain/clause.ts';
import type { PolicyLanguage } from '../../domain/language.ts';

export type TimeUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
export type LegalBasis = 'consent' | 'contract' | 'legal-obligation' | 'vital-interest' | 'public-task' | 'legitimate-interest';

/** One language's words for what a policy states. Phrases as in `PhraseIndex`, in lower case. */
export interface ClauseLexicon {
  readonly language: PolicyLanguage;
  /** January to December, full names and usual abbreviations without their dot. */
  readonly months: readonly (readonly string[])[];
  readonly units: Readonly<Record<TimeUnit, readonly string[]>>;
  /** Words for days that offices work, as one word ("werkdagen"). */
  readonly workingDays: readonly string[];
  /** Words that may stand between a number and its unit, or after it, without changing its value ("calendar", "kalender"). */
  readonly unitAdjectives: readonly string[];
  /** Fixed spellings of fractions of a unit, as months ("half jaar" → 6). */
  readonly monthPhrases: readonly (readonly [phrase: string, months: number])[];
  /** Words before a number of years that make it an age ("jonger dan", "under"). */
  readonly ageBefore: readonly string[];
  /** Words after a number, with or without "years", that make it an age ("oud", "of ouder"). */
  readonly ageAfter: readonly string[];
  /** Words anywhere in the sentence that make a number of years an age ("kinderen", "minors"). */
  readonly ageAround: readonly string[];
  readonly percentWords: readonly string[];
  readonly moneyWords: Readonly<Record<string, readonly string[]>>;
  readonly millionWords: Readonly<Record<string, number>>;
  readonly basis: Readonly<Record<LegalBasis, readonly string[]>>;
  /** Kinds of data. */
  readonly dataCategories: readonly string[];
  /** What a clause about a topic says, each with a weight from 1 (a hint) to 4 (says it outright), as `phrase=weight`; no weight is 2. */
  readonly topics: Readonly<Partial<Record<Topic, readonly string[]>>>;
}
