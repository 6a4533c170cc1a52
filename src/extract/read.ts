import type { Headers } from '../domain/capture.ts';
import { pageReasons } from '../domain/page-reasons.ts';
import type { Block, KnownGood, Reading } from '../domain/reading.ts';
import { findAnnouncement } from './announcement.ts';
import { findDates } from './dates.ts';
import type { PageDocument, ShellSignals } from './document.ts';
import { blockLimit } from './html-blocks.ts';
import { readHtml } from './html.ts';
import { detectLanguage } from './language.ts';
import { readMarkdown } from './markdown.ts';
import { countWords } from './normalise.ts';
import { readPdf } from './pdf.ts';
import { type AskedPolicy, type PolicyPart, policyPartOf } from './policy-part.ts';
import { readPlainText } from './plain-text.ts';
import { render } from './render.ts';
import { findTitle, pageTitlesOf } from './title.ts';
import { judgePage } from './verdict.ts';
import { hashOf } from './wording.ts';

/** A page to read, as it was received. */
export interface Page {
  readonly body: Uint8Array;
  /** The body's text as browsers would decode it; null for binary types. */
  readonly text: string | null;
  /** Without parameters, lower case, after sniffing. */
  readonly mediaType: string;
  /** The address the body came from; null for a file. */
  readonly url: string | null;
  readonly status: number | null;
  readonly headers: Headers;
  /** CSS selectors of what to keep and of what to drop, for HTML; empty: the main content is found without. */
  readonly select: readonly string[];
  readonly remove: readonly string[];
  /** Which policy is wanted, where the page may hold several; null: the page is the policy. */
  readonly asked: AskedPolicy | null;
  /** What is remembered of the policy's last good reading; null for a policy not read before. */
  readonly known: KnownGood | null;
  /** Words of the page that the same site gives for an address that does not exist; null where it gives none or was not asked. */
  readonly errorPageText: string | null;
}

const htmlTypes = new Set(['text/html', 'application/xhtml+xml']);
const markdownTypes = new Set(['text/markdown', 'text/x-markdown']);

const noShell: ShellSignals = { scripts: 0, scriptLength: 0, emptyRoot: false, noscript: '' };

/** Characters of a word with the space after it, on average over six languages: enough to tell few words from many. */
const wordLength = 6.2;

/** The end of the document stands in its last part; text after it is allowed (comments, counters). */
const endMark = /<\/(?:html|body)\s{0,20}>/iu;
const endReach = 20_000;

type Content = { readonly pageLength: number; readonly part: PolicyPart | null; readonly hidden: boolean } & Pick<PageDocument, 'format' | 'titles' | 'lang' | 'canonicalUrl' | 'refresh' | 'pageText' | 'found' | 'passwordFields' | 'shell' | 'complete' | 'pdfProblem' | 'blocks' | 'markdown'>;

async function fromHtml(page: Page, source: string): Promise<Content> {
  const html = await readHtml(source, page.url, page.select, page.remove);
  const part = page.asked === null || html.found === 'selectors' ? null : policyPartOf(html.blocks, page.asked);
  const { blocks, markdown } = render(part?.blocks ?? html.blocks);
  return {
    part, hidden: html.hidden, format: 'html', titles: html.titles, lang: html.lang, canonicalUrl: html.canonicalUrl, refresh: html.refresh,
    pageText: part === null ? html.pageText : blocks.map((block) => block.text).join('\n'), pageLength: html.pageLength,
    found: html.found, passwordFields: html.passwordFields,
    shell: { scripts: html.scripts, scriptLength: html.scriptLength, emptyRoot: html.emptyRoot, noscript: html.noscript },
    complete: endMark.test(source.slice(-endReach)) && blocks.length < blockLimit, pdfProblem: null, blocks, markdown,
  };
}

function fromBlocks(format: 'pdf' | 'markdown' | 'text', blocks: readonly Block[], markdown: string, title: string | null, lang: string | null): Content {
  return {
    part: null, hidden: false, format, titles: { document: title, headings: blocks.filter((block) => block.kind === 'heading').slice(0, 1).map((block) => block.text), openGraph: null },
    lang, canonicalUrl: null, refresh: null, pageText: blocks.map((block) => block.text).join('\n'), pageLength: 0, found: 'whole-page', passwordFields: 0,
    shell: noShell, complete: true, pdfProblem: null, blocks, markdown,
  };
}

async function contentOf(page: Page): Promise<Content | null> {
  const { mediaType, text } = page;
  if (mediaType === 'application/pdf') {
    const pdf = await readPdf(new Uint8Array(page.body));
    const { blocks, markdown } = render(pdf.blocks);
    return { ...fromBlocks('pdf', blocks, markdown, pdf.title, pdf.lang), pdfProblem: pdf.problem };
  }
  if (text === null) return null;
  if (htmlTypes.has(mediaType)) return fromHtml(page, text);
  if (markdownTypes.has(mediaType)) return fromBlocks('markdown', readMarkdown(text), text, null, null);
  if (mediaType === 'text/plain') return fromBlocks('text', readPlainText(text), text, null, null);
  return null;
}

function undecodable(text: string | null): number {
  if (text === null || text.length === 0 || !text.includes('\uFFFD')) return 0;
  return (text.split('\uFFFD').length - 1) / text.length;
}

/**
 * Reads a page: finds the policy's words, takes them apart into blocks, and judges whether they are the policy.
 * @throws UsageError `selector-invalid`; OperationError `selector-miss`
 */
export async function read(page: Page): Promise<Reading> {
  const content = await contentOf(page);
  if (content === null) {
    return {
      verdict: 'not-a-policy', reasons: [pageReasons.notReadable(page.mediaType)], title: null,
      language: null, effectiveDate: null, updatedDate: null, announcement: null, text: '', hash: hashOf([]), pageTitles: [], hidden: false, blocks: [],
    };
  }
  const wordsInside = content.blocks.reduce((sum, block) => sum + countWords(block.text), 0);
  const lengthInside = content.blocks.reduce((sum, block) => sum + block.text.length, 0);
  const document: PageDocument = {
    ...content, mediaType: page.mediaType, source: page.text, wordsInside, wordsOutside: Math.round(Math.max(0, content.pageLength - lengthInside) / wordLength),
    finalUrl: page.url, status: page.status, headers: page.headers, undecodable: undecodable(page.text), errorPageText: page.errorPageText,
  };
  const language = detectLanguage(document);
  const { verdict, reasons } = judgePage(document, page.known, language);
  const { effectiveDate, updatedDate } = findDates(document, language);
  return {
    verdict, reasons: verdict === 'ok' && content.part !== null ? [...reasons, pageReasons.partOfPage(content.part.heading, content.part.others)] : reasons, title: findTitle(document), language, effectiveDate, updatedDate, announcement: findAnnouncement(document, language),
    text: content.markdown, hash: hashOf(content.blocks), pageTitles: pageTitlesOf(content.blocks), hidden: content.hidden, blocks: content.blocks,
  };
}
