import type { Announcement, Block } from '../domain/reading.ts';
import { dateAt, numericOrderOf, tokensOf } from './date-tokens.ts';
import type { PageDocument } from './document.ts';
import { fold } from '../domain/fold.ts';
import { phrasesIn, phrasesOf } from './phrases/all.ts';
import type { Phrases } from './phrases/phrases.ts';

/** A page announces a coming version above its text, seldom below it. */
const headBlocks = 15;
const tailBlocks = 5;
const headLines = 30;
const longest = 800;
/* Not after a day of the month: "am 1. Oktober". */
const sentenceEnd = /(?<=[.!?])(?<!(?<!\d)\d{1,2}\.)\s(?=[\p{Lu}"“„«¿¡])/u;

/** Words that say a change is still to come, in the six languages; a past tense announces nothing. */
const future = /\b(?:will|upcoming|going to|preview|zal|zullen|gaat|gaan|wordt|worden|treedt|treden|gelden|wijzigen|binnenkort|komende|toekomstige|wird|werden|tritt|treten|künftig\p{L}{0,3}|vorschau|ändern|sera|seront|entrera|entreront|prendra|prendront|remplacera|remplaceront|appliquera|appliqueront|prochaine|aperçu|entrará|entrarán|aplicará|aplicarán|serán|será|sustituirá|sustituirán|próxima|entrerà|entreranno|applicherà|applicheranno|saranno|sarà|sostituirà|sostituiranno|prossima|anteprima)(?!\p{L})/iu;
/** "The previous version is found here": the coming one is the page itself. */
const past = /\b(?:previous|prior|earlier|vorige|eerdere|vorherige|frühere|précédente|anterior|precedente)\b/iu;

interface Passage {
  readonly text: string;
  readonly block: Block | null;
  readonly next: Block | null;
}

/** @returns the coming version that the page announces, with the day it takes effect and where to read it; null where it announces none */
export function findAnnouncement(page: PageDocument, language: string | null): Announcement | null {
  const own = phrasesOf(language);
  const lists = own === null ? Object.values(phrasesIn) : own === phrasesIn.en ? [own] : [own, phrasesIn.en];
  const order = numericOrderOf(page.pageText.slice(0, 20_000), language, page.lang, page.finalUrl !== null && URL.canParse(page.finalUrl) ? new URL(page.finalUrl).hostname : null);
  for (const passage of passagesOf(page)) {
    for (const sentence of passage.text.slice(0, longest).split(sentenceEnd)) {
      if (!/\d{4}/u.test(sentence) || !lists.some((phrases) => announces(sentence, phrases))) continue;
      const tokens = tokensOf(sentence);
      const at = tokens.findIndex((_, index) => dateAt(tokens, index, language, order) !== null);
      const found = at < 0 ? null : dateAt(tokens, at, language, order);
      if (found === null) continue;
      return { effectiveDate: found.date, previewUrl: previewOf(passage, lists), quote: sentence.trim() };
    }
  }
  return null;
}

function passagesOf(page: PageDocument): readonly Passage[] {
  const { blocks } = page;
  const inText = blocks.flatMap((block, at) => (at < headBlocks || at >= blocks.length - tailBlocks ? [{ text: block.text, block, next: blocks[at + 1] ?? null }] : []));
  const known = new Set(inText.map((passage) => passage.text));
  // A banner above the policy may have been taken for furniture.
  const inBanner = page.pageText.slice(0, 20_000).split('\n').slice(0, headLines).filter((line) => !known.has(line)).map((text) => ({ text, block: null, next: null }));
  return [...inText, ...inBanner];
}

function announces(sentence: string, phrases: Phrases): boolean {
  const words = ` ${fold(sentence)} `;
  if (!phrases.comingWhat.some((what) => words.includes(` ${what}`)) || past.test(sentence)) return false;
  return phrases.coming.some((coming) => words.includes(` ${coming} `)) && future.test(sentence);
}

function previewOf(passage: Passage, lists: readonly Phrases[]): string | null {
  const links = [...(passage.block?.links ?? []), ...((passage.next?.text.length ?? longest) < 200 ? (passage.next?.links ?? []) : [])];
  const named = links.find((link) => lists.some((phrases) => phrases.preview.some((word) => ` ${fold(link.text)} `.includes(` ${word}`))));
  return named?.url ?? (passage.block?.links.length === 1 ? (passage.block.links[0]?.url ?? null) : null);
}
