import { fold } from '../domain/fold.ts';
import { allPhrases } from './phrases/all.ts';
import type { Block } from '../domain/reading.ts';
import type { PageDocument } from './document.ts';
import { pageNames } from './words/page-names.ts';

/** A title is short; a longer heading is a sentence. */
const titleLength = 160;
/** Where the policy's own heading stands, if it has one. */
const headBlocks = 8;
const titleWords = [...new Set(allPhrases.flatMap((phrases) => phrases.titles))];
/** A numbered heading or a sentence is not the policy's title. */
const inner = /^\s{0,5}(?:\d{1,3}[.)]|§)|[.:;?]$/u;
/** Signs between a page's title and the site's name. */
const joints = / [|–—·•:»«-] /u;

/** @returns the policy's own title, as written, without the site's name around it; null where the page has none */
export function findTitle(page: PageDocument): string | null {
  const kept = page.blocks.slice(0, headBlocks).filter((block) => block.kind === 'heading' || block.bold).map((block) => block.text);
  const headings = page.titles.headings.slice(0, 20);
  const parts = [page.titles.document, page.titles.openGraph].flatMap((title) => title?.split(joints) ?? []);
  const firstKept = page.blocks.find((block) => block.kind === 'heading')?.text;
  const candidates = [...kept, ...headings, ...parts].map((title) => title.trim()).filter((title) => title !== '' && title.length <= titleLength);
  const named = candidates.find((title) => namesPolicy(title) && !inner.test(title));
  const other = [kept[0], firstKept, headings[0]].find((title) => title !== undefined && title.trim() !== '' && title.length <= titleLength && !inner.test(title));
  return named ?? other?.trim() ?? page.titles.document ?? candidates[0] ?? null;
}

function namesPolicy(title: string): boolean {
  const words = ` ${fold(title)} `;
  // German and Dutch join words: "Datenschutzerklärung", "Verwerkersovereenkomst".
  return titleWords.some((word) => words.includes(` ${word} `) || (word.length > 6 && (words.includes(`${word} `) || words.includes(` ${word}`))));
}

/** A name of a page is no longer than this many words. */
const nameWords = 8;
const nameParts: ReadonlySet<string> = new Set([...titleWords.flatMap((title) => title.split(' ')), ...pageNames]);

/**
 * The headings above the text that only name the page or the part of the site that it stands in ("Help & services",
 * "Cookie policy"), folded: they come, go and change with the site's dress. One that says more ("Terms for business
 * customers", "In force from 1 May 2026") is the policy's.
 */
export function pageTitlesOf(blocks: readonly Block[]): readonly string[] {
  const end = blocks.findIndex((block) => block.kind !== 'heading');
  const head = blocks.slice(0, Math.min(headBlocks, end < 0 ? blocks.length : end));
  return head.map((block) => fold(block.text)).filter((title) => {
    const words = title.split(' ');
    return words.length <= nameWords && words.every((word) => nameParts.has(word));
  });
}
