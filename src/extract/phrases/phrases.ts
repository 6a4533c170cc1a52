/**
 * What pages say in one language. All entries are folded as domain/fold.ts folds: lower case, no punctuation, single
 * spaces. Each list is searched in the words of the page, never in its source.
 */
export interface Phrases {
  /** Words that stand in a policy's title. */
  readonly titles: readonly string[];
  /** Beginnings of words that policies use and other pages seldom do. */
  readonly vocabulary: readonly string[];
  readonly blocked: readonly string[];
  readonly challenge: readonly string[];
  readonly consentWall: readonly string[];
  readonly login: readonly string[];
  readonly notFound: readonly string[];
  readonly maintenance: readonly string[];
  readonly needsScript: readonly string[];
  readonly parked: readonly string[];
  readonly moved: readonly string[];
  /** Names of months and their short forms, January first. */
  readonly months: readonly (readonly string[])[];
  /** What stands before the date from which a policy applies. */
  readonly effective: readonly string[];
  /** What stands before the date of a policy's last change. */
  readonly updated: readonly string[];
  /** Like `effective`, but so common in running text that the date must follow at once and the policy be named. */
  readonly from: readonly string[];
  /** Words between the parts of a date ("27th of April", "1 de enero de 2024"). */
  readonly between: readonly string[];
  /** A coming version: the sentence has one of these … */
  readonly coming: readonly string[];
  /** … and one of these: what is coming. */
  readonly comingWhat: readonly string[];
  /** A link that leads to the coming version. */
  readonly preview: readonly string[];
}
