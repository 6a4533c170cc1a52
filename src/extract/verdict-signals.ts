import { fold } from '../domain/fold.ts';
import type { KnownGood } from '../domain/reading.ts';
import type { PageDocument } from './document.ts';
import { commonShingles, foldedHeadings, foldedWords, shinglesUpTo } from './known.ts';
import { allPhrases, phrasesOf } from './phrases/all.ts';
import type { Phrases } from './phrases/phrases.ts';
import { wordingOf } from './wording.ts';

export const wallKinds = ['challenge', 'blocked', 'consent-wall', 'login', 'not-found', 'maintenance'] as const;
export type WallKind = (typeof wallKinds)[number];

/** How much of a page is searched for phrases; walls and error pages are far shorter. */
const searched = 20_000;
/** How much of it is searched for a policy's vocabulary. */
const vocabularySearched = 20_000;
/** No judgement asks for more words of it, and a policy says as many on its first page. */
const vocabularyEnough = 6;

export interface Signals {
  /** Folded words of the kept part, and of the whole page's beginning. */
  readonly kept: string;
  readonly whole: string;
  readonly words: number;
  readonly wholeWords: number;
  /** Folded titles: `<title>`, the first headings, the social title. */
  readonly title: string;
  /** A title or the first headings name a kind of policy. */
  readonly titled: boolean;
  /** How many different words that policies use stand in the kept part, at most six; null for a language whose policies are not known. */
  readonly vocabulary: number | null;
  /** Share of the known text that is still there, 0–1; null without a past. */
  readonly overlap: number | null;
  /** Words now against words then; null without a past. */
  readonly ratio: number | null;
  /** Share of the known headings that are still there; null without a past or where it had none. */
  readonly headings: number | null;
}

function says(folded: string, phrase: string): boolean {
  return folded.includes(` ${phrase} `);
}

function share(all: readonly string[], present: ReadonlySet<string>): number | null {
  return all.length === 0 ? null : all.filter((heading) => present.has(heading)).length / all.length;
}

export function signalsOf(page: PageDocument, known: KnownGood | null, language: string | null): Signals {
  const kept = wordingOf(page.blocks);
  const headings = foldedHeadings(page.blocks);
  const title = fold([page.titles.document ?? '', page.titles.openGraph ?? '', ...page.titles.headings.slice(0, 2), page.blocks[0]?.text.slice(0, 200) ?? ''].join('\n'));
  const words = foldedWords(kept);
  return {
    kept, words, title,
    get whole(): string {
      return fold(page.pageText.slice(0, searched));
    },
    wholeWords: Math.max(words, page.wordsInside + page.wordsOutside),
    titled: titleWordsOf(language).some((word) => says(` ${title} ${headings.slice(0, 3).join(' ')} `, word) || title.split(' ').some((part) => part.endsWith(word) && word.length > 6)),
    vocabulary: vocabularyIn(kept, language),
    overlap: known === null || known.shingles.length === 0 ? null : commonShingles(known.shingles, shinglesUpTo(page.blocks, known.shingles.at(-1) ?? 0)) / known.shingles.length,
    ratio: known === null || known.wordCount === 0 ? null : words / known.wordCount,
    headings: known === null ? null : share(known.headings, new Set(headings)),
  };
}

function titleWordsOf(language: string | null): readonly string[] {
  const own = phrasesOf(language);
  // English titles stand over policies in every language ("Privacy", "Cookies", "Disclaimer").
  return own === null ? allPhrases.flatMap((phrases) => phrases.titles) : [...own.titles, ...(phrasesOf('en')?.titles ?? [])];
}

function vocabularyIn(kept: string, language: string | null): number | null {
  const phrases = phrasesOf(language);
  if (phrases === null) return language === null ? Math.max(...allPhrases.map((each) => stems(kept, each))) : null;
  return stems(kept, phrases);
}

function stems(kept: string, phrases: Phrases): number {
  const text = ` ${kept.slice(0, vocabularySearched)}`;
  let found = 0;
  for (const stem of phrases.vocabulary) if (text.includes(` ${stem}`) && ++found === vocabularyEnough) break;
  return found;
}

const listsOf: Readonly<Record<WallKind, (phrases: Phrases) => readonly string[]>> = {
  challenge: (phrases) => phrases.challenge,
  blocked: (phrases) => phrases.blocked,
  'consent-wall': (phrases) => phrases.consentWall,
  login: (phrases) => phrases.login,
  'not-found': (phrases) => phrases.notFound,
  maintenance: (phrases) => phrases.maintenance,
};

export interface WallScore {
  readonly kind: WallKind;
  readonly score: number;
  readonly phrase: string;
  readonly inTitle: boolean;
}

/** What the page's words say it is, in any language; a phrase in the title weighs as three in the text. */
export function wallScores(text: string, title: string): readonly WallScore[] {
  const body = ` ${text.slice(0, searched)} `;
  const heading = ` ${title} `;
  return wallKinds
    .map((kind) => {
      const phrases = [...new Set(allPhrases.flatMap(listsOf[kind]))];
      const inTitle = phrases.filter((phrase) => says(heading, phrase));
      const inBody = phrases.filter((phrase) => says(body, phrase));
      // One word may stand anywhere; two or more are seldom there by chance.
      const told = inBody.reduce((sum, phrase) => sum + (phrase.includes(' ') ? 1.5 : 1), 0);
      return { kind, score: (inTitle.length > 0 ? 3 : 0) + told, phrase: inTitle[0] ?? inBody[0] ?? '', inTitle: inTitle.length > 0 };
    })
    .filter((entry) => entry.score > 0)
    .toSorted((left, right) => right.score - left.score);
}

/** @returns the first of `list` in any language that the text has; null where it has none */
export function phraseIn(text: string, list: (phrases: Phrases) => readonly string[]): string | null {
  const body = ` ${text.slice(0, searched)} `;
  return allPhrases.flatMap(list).find((phrase) => says(body, phrase)) ?? null;
}

/** Marks that only a wall's own page carries; on long pages they also stand in scripts of healthy ones. */
const sourceMarks: readonly (readonly [mark: string, vendor: string])[] = [
  ['_cf_chl_opt', 'Cloudflare'], ['cf-browser-verification', 'Cloudflare'], ['px-captcha', 'HUMAN'], ['geo.captcha-delivery.com', 'DataDome'],
  ['_Incapsula_Resource', 'Imperva'], ['window.awsWafCookieDomainList', 'AWS WAF'], ['token.awswaf.com', 'AWS WAF'], ['sucuri_cloudproxy', 'Sucuri'],
  ['anubis_challenge', 'Anubis'], ['/.within.website/x/cmd/anubis', 'Anubis'], ['ddos-guard', 'DDoS-Guard'], ['kpsdk', 'Kasada'],
  ['/.well-known/sgcaptcha/', 'SiteGround'],
];

/** @returns the maker of the wall whose mark the source carries; null where it carries none */
export function wallMaker(source: string | null): string | null {
  return source === null ? null : (sourceMarks.find(([mark]) => source.includes(mark))?.[1] ?? null);
}
