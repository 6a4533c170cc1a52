import type { Headers } from '../domain/capture.ts';
import type { Block } from '../domain/reading.ts';

/** A block before its place in the Markdown is known; readers make these, `render` gives them their lines. */
export type DraftBlock = Omit<Block, 'lines'>;

/** What a page that only works with scripts looks like before they ran. */
export interface ShellSignals {
  /** `<script>` elements. */
  readonly scripts: number;
  /** Characters of inline script. */
  readonly scriptLength: number;
  /** An element that scripts fill (`id="root"`, `app`, `__next` …) stands there without words. */
  readonly emptyRoot: boolean;
  /** The words of `<noscript>`, normalised; never part of the policy. */
  readonly noscript: string;
}

/** A page taken apart: what the readers of title, language, dates and verdict look at. */
export interface PageDocument {
  readonly format: 'html' | 'pdf' | 'markdown' | 'text';
  readonly mediaType: string;
  /** Candidates for the title, normalised, as the page gives them. */
  readonly titles: {
    /** `<title>`, or the PDF's own. */
    readonly document: string | null;
    /** Every `<h1>` of the page in order, furniture included; for Markdown and text the first heading. */
    readonly headings: readonly string[];
    readonly openGraph: string | null;
  };
  /** `<html lang>` (or the PDF's language) as written; null where absent. */
  readonly lang: string | null;
  /** `<link rel="canonical">`, as written. */
  readonly canonicalUrl: string | null;
  /** `<meta http-equiv="refresh">`'s content, as written. */
  readonly refresh: string | null;
  /** The page's source where it is text; for markers in scripts, never for words. */
  readonly source: string | null;
  /**
   * Words a person could meet on the page, furniture included, scripts not; normalised, blocks parted by line feeds.
   * Of a page longer than 30,000 characters its two ends.
   */
  readonly pageText: string;
  /** How many words the kept blocks have, and about how many stand outside them. */
  readonly wordsInside: number;
  readonly wordsOutside: number;
  /** How the kept part was found. */
  readonly found: 'selectors' | 'main-content' | 'whole-page';
  readonly passwordFields: number;
  readonly shell: ShellSignals;
  /** The address the body came from, after redirects; null for files. */
  readonly finalUrl: string | null;
  readonly status: number | null;
  readonly headers: Headers;
  /** The source reached its end: `</html>` or `</body>` seen; true for formats that have no such mark. */
  readonly complete: boolean;
  /** Share of U+FFFD among the source's characters, 0–1. */
  readonly undecodable: number;
  /** Why a PDF gives no usable text; null for other formats and where it does. */
  readonly pdfProblem: PdfProblem | null;
  /** Words of the page that the same site gives for an address that does not exist; null where it gives none or was not asked. */
  readonly errorPageText: string | null;
  readonly blocks: readonly Block[];
  /** The kept blocks as Markdown: the reading's `text`. */
  readonly markdown: string;
}

/** Why a PDF gives no text that could be a policy's. */
export type PdfProblem = 'encrypted' | 'no-text' | 'unreadable' | 'broken' | 'truncated' | 'too-long';

/** What a PDF gives: blocks in reading order, running headers and page numbers gone. */
export interface PdfContent {
  readonly blocks: readonly DraftBlock[];
  readonly title: string | null;
  readonly lang: string | null;
  /** The page, from 1, on which each block begins; in step with `blocks`. */
  readonly pages: readonly number[];
  /** Why it has no usable text; null where it has. */
  readonly problem: PdfProblem | null;
}

/*
 * The readers that take a PageDocument, each in the file named for it:
 *   judge:        judgePage(page: PageDocument, known: KnownGood | null, language: string | null): { verdict: Verdict; reasons: readonly Reason[] }
 *   dates:        findDates(page: PageDocument, language: string | null): { effectiveDate: IsoDate | null; updatedDate: IsoDate | null }
 *   language:     detectLanguage(page: PageDocument): string | null
 *   title:        findTitle(page: PageDocument): string | null
 *   announcement: findAnnouncement(page: PageDocument, language: string | null): Announcement | null
 *   pdf:          readPdf(bytes: Uint8Array): Promise<PdfContent>
 */
