import type { Verdict } from '../domain/reading.ts';
import type { PageDocument } from './document.ts';

/** What is known of a policy from its last good reading, for the next capture to be held against. */
export interface KnownGood {
  readonly title: string | null;
  readonly language: string | null;
  /** The reading's Markdown. */
  readonly text: string;
  /** The address it came from, after redirects; null where unknown. */
  readonly finalUrl: string | null;
  /** Its source ended as a whole document does (`</html>`, `%%EOF`). */
  readonly complete: boolean;
  /** Words of the page that the same host gives for an address that does not exist; null where never asked. */
  readonly errorPageText: string | null;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** What the verdict rests on, for people. */
  readonly reasons: readonly string[];
}

/** @returns what the capture is, and why, from many weak signals; a first capture has no `known` */
export function judgePage(page: PageDocument, known: KnownGood | null): Judgement {
  void known;
  return page.blocks.length === 0 ? { verdict: 'empty', reasons: ['The page has no words.'] } : { verdict: 'ok', reasons: [] };
}
