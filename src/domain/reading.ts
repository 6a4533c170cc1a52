import type { Reason } from './change.ts';
import type { Sha256 } from './ids.ts';
import type { IsoDate } from './instant.ts';

/** What a capture is judged to be; only `ok` may become a version. */
export const verdicts = [
  'ok', 'empty', 'blocked', 'challenge', 'consent-wall', 'login', 'not-found', 'maintenance', 'truncated', 'not-a-policy',
] as const;
export type Verdict = (typeof verdicts)[number];

export interface Link {
  readonly text: string;
  readonly url: string;
}

export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'table-row' | 'definition' | 'footnote' | 'code';

/** A piece of a page in reading order; `clauses` builds the tree from these. */
export interface Block {
  readonly kind: BlockKind;
  /** A heading's level 1–6, a list item's depth from 1, else 0. */
  readonly level: number;
  /** The list marker as the page shows it (`•`, `1.`, `(a)`); null where none. Numbers typed in the text stay in the text. */
  readonly marker: string | null;
  /** Plain text: normalised, no markup. */
  readonly text: string;
  /** The same as Markdown: links, bold and code kept. */
  readonly markdown: string;
  /** Where the input is a text or Markdown file: the line exactly as it stands there, spacing included. */
  readonly source?: string;
  /** The whole block stands in bold, which may make it a heading. */
  readonly bold: boolean;
  readonly links: readonly Link[];
  /** First and last line, 1-based, of the reading's `text`, or of the file where the input is text or Markdown. */
  readonly lines: readonly [first: number, last: number];
  /** A table row's cells as plain text; null for other kinds. */
  readonly cells: readonly string[] | null;
  /** The table's header cells for a table row; null where it has none and for other kinds. A header row has kind `table-row` and `cells` equal to `header`. */
  readonly header: readonly string[] | null;
  /** Which table of the document a row belongs to, from 0; null for other kinds. */
  readonly table: number | null;
}

/** "From 23 September 2026 our new terms apply": a coming version that the page announces. */
export interface Announcement {
  readonly effectiveDate: IsoDate | null;
  readonly previewUrl: string | null;
  /** The sentence that says so, as written. */
  readonly quote: string;
}

/** What the crawler keeps of a capture. */
export interface Reading {
  readonly verdict: Verdict;
  /** What the verdict rests on, for people. */
  readonly reasons: readonly Reason[];
  readonly title: string | null;
  /** BCP 47; null where it cannot be told. */
  readonly language: string | null;
  readonly effectiveDate: IsoDate | null;
  readonly updatedDate: IsoDate | null;
  readonly announcement: Announcement | null;
  /** The policy as Markdown. */
  readonly text: string;
  /** SHA-256 of the normalised text. */
  readonly hash: Sha256;
  /** Folded headings at its top that only name the page ("Privacy Policy", "Help & services"). */
  readonly pageTitles: readonly string[];
  /** The page itself hides all of it from a reader's eye (`hidden`, `display: none`), though its words are there. */
  readonly hidden: boolean;
  readonly blocks: readonly Block[];
}

/** What is remembered of a policy's last good reading, to know its pages by. */
export interface KnownGood {
  readonly title: string | null;
  readonly language: string | null;
  /** Folded texts of its headings in order, at most 200. */
  readonly headings: readonly string[];
  readonly wordCount: number;
  /** Hashes of five-word shingles of the folded text: the smallest 512, a fair sample whatever the length. */
  readonly shingles: readonly number[];
  /** The reading's Markdown. */
  readonly text: string;
  /** The address it came from, after redirects; null where unknown. */
  readonly finalUrl: string | null;
  /** Its source ended as a whole document does. */
  readonly complete: boolean;
}
