import type { IsoDate } from './instant.ts';
import type { BlockKind, Link } from './reading.ts';

export const topics = [
  'intro-scope', 'policy-change', 'controller-contact', 'data-categories', 'special-category', 'data-source', 'purpose',
  'legal-basis', 'choice-consent', 'cookies-tracking', 'marketing-ads', 'recipients', 'authorities', 'transfers',
  'retention', 'security-breach', 'rights', 'complaint', 'automated-ai', 'children-age', 'acceptance-account',
  'service-availability', 'fees-renewal', 'acceptable-use', 'content-ip', 'liability', 'termination', 'law-disputes',
  'processor-duties', 'other',
] as const;
export type Topic = (typeof topics)[number];

export const factTypes = [
  'duration', 'date', 'age', 'money', 'percentage', 'party', 'country', 'framework', 'contact', 'legal-basis',
  'data-category', 'url',
] as const;
export type FactType = (typeof factTypes)[number];

/** A typed value that a clause states. */
export interface Fact {
  readonly type: FactType;
  /** Normalised as the change model says: `P30D`, `2020-05-21`, `EUR 1000.50`, `US`, `GDPR`, `Leadinfo B.V.` … */
  readonly value: string;
  /** The words it was read from. */
  readonly quote: string;
  /** Where the quote stands in the clause's text: UTF-16 offsets, end exclusive. */
  readonly span: readonly [start: number, end: number];
}

/** The smallest piece of a policy that a reviewer would quote. */
export interface Clause {
  /** Stable within its version: equal text under an equal path keeps its id across versions; repeats get a suffix. */
  readonly id: string;
  /** Number or marker as written without trailing punctuation ("6.4", "(i)", "•"); null where it carries none. */
  readonly number: string | null;
  /** The marker exactly as written, spacing and punctuation included ("6.4. ", "a) "); empty where none. */
  readonly marker: string;
  /** The headings above it, outermost first, with their numbers. */
  readonly path: readonly string[];
  readonly kind: BlockKind;
  /** A heading's level 1–6, a list item's depth from 1, else 0. */
  readonly level: number;
  /** Plain text without its number. */
  readonly text: string;
  readonly markdown: string;
  /** Where the input is a text or Markdown file: the line exactly as it stands there, spacing included. */
  readonly source?: string;
  readonly links: readonly Link[];
  readonly lines: readonly [first: number, last: number];
  readonly cells: readonly string[] | null;
  readonly header: readonly string[] | null;
  readonly table: number | null;
  /** Hash of the text as compared: case, quotes, dashes, spacing and punctuation folded; 16 hexadecimal digits. */
  readonly fingerprint: string;
}

/** A version's clauses in reading order; the tree is in their paths. */
export interface ClauseTree {
  /** BCP 47; null where it cannot be told. */
  readonly language: string | null;
  readonly title: string | null;
  readonly effectiveDate: IsoDate | null;
  readonly updatedDate: IsoDate | null;
  readonly clauses: readonly Clause[];
}

/** What a clause is about and what it states; costly, so made only for the clauses that a reader will see. */
export interface Annotation {
  /** One to three, the main one first. */
  readonly topics: readonly Topic[];
  readonly facts: readonly Fact[];
}

/** Pure: the same clause and language always give the same annotation. */
export type Annotate = (clause: Clause, language: string | null) => Annotation;
