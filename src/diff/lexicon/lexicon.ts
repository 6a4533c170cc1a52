import type { PolicyLanguage } from '../../domain/language.ts';

/** What words do to a rule: bind, allow, forbid, limit, except, soften. Losing or gaining one changes what is agreed. */
export const normKinds = [
  'duty', 'promise', 'may', 'not', 'never', 'always', 'only', 'except', 'condition', 'without', 'consent', 'opt-out', 'at-most', 'at-least', 'hedge', 'open-list',
  'prompt', 'discretion', 'agree', 'free', 'working-days', 'prohibition', 'effort', 'presumed',
] as const;
export type NormKind = (typeof normKinds)[number];

/** One language's words for what a change means. Phrases as in `PhraseIndex`, in lower case. */
export interface DiffLexicon {
  readonly language: PolicyLanguage | 'other';
  readonly norms: Readonly<Partial<Record<NormKind, readonly string[]>>>;
  /** Phrases that look like a norm and are none ("aarzel niet", "do not hesitate"). */
  readonly idioms: readonly string[];
  /** Who speaks: the company. */
  readonly company: readonly string[];
  /** Whom the policy binds: the person or customer. */
  readonly person: readonly string[];
  /** A date after these is a date of effect. */
  readonly effective: readonly string[];
  /** A date after these says when the text was last touched. */
  readonly updated: readonly string[];
  /** An announcement of a version to come. */
  readonly announced: readonly string[];
  /** What a company does with data, and what costs the person something. */
  readonly exposes: readonly string[];
  /** What protects the person or gives them something. */
  readonly protects: readonly string[];
  /** A period near these is the person's: to withdraw, to object, to be told beforehand. */
  readonly grants: readonly string[];
  /** A period near these binds the company: to answer, to report, to repay. */
  readonly deadlines: readonly string[];
  /** An amount or share near these is the person's gain: a refund, a discount, uptime, the ceiling of liability. */
  readonly favours: readonly string[];
  /** Anywhere in the world. */
  readonly worldwide: readonly string[];
  /** What costs the person something, whatever else a sentence gives. */
  readonly burdens: readonly string[];
  /** What a company must have, give or await before it acts: to act without it exposes the person. */
  readonly safeguards: readonly string[];
  /** Before or after a period: how long the person is bound. */
  readonly binds: readonly string[];
  /** What protects data that leaves the law under which it was given. */
  readonly guarantees: readonly string[];
  /** Right beside a period: it is one of notice or of withdrawal. */
  readonly notice: readonly string[];
  /** What opens a condition. */
  readonly ifs: readonly string[];
  /** After a "not": "no other than", "not otherwise than" limits. */
  readonly otherwise: readonly string[];
  /** A "not" within one word ("onvoldoende", "incomplete"). */
  readonly privatives: readonly string[];
  /** Says that someone makes good a loss. */
  readonly answers: readonly string[];
  /** Done without anyone’s leave, in one word. */
  readonly unauthorised: readonly string[];
  /** How often, or for which unit of time, the most often first. */
  readonly frequency: readonly string[];
  /** Both sides alike. */
  readonly mutual: readonly string[];
  /** A period after these is a window in which one may act, not a notice that one must give. */
  readonly window: readonly string[];
  /** What a period is counted from stands after these. */
  readonly since: readonly string[];
  /** After the end of something: a period here is added to another. */
  readonly thereafter: readonly string[];
  /** A cookie of these purposes is the service's own. */
  readonly functional: readonly string[];
  /** Words that join one thing to another. */
  readonly joins: readonly string[];
  /** How entries of menus, banners and buttons begin; a `$` at the end: nothing follows. */
  readonly furniture: readonly string[];
  /** A date right after these is the last day, not the first. */
  readonly until: readonly string[];
  /** What says that a passage explains, repeats or points elsewhere. */
  readonly explains: readonly string[];
  /** Words that carry no substance of their own. */
  readonly small: readonly string[];
  /** Pronouns of address; changing them is a change of tone. */
  readonly address: readonly string[];
}
