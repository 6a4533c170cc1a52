import type { Block } from '../domain/reading.ts';
import type { PageDocument } from './document.ts';
import { functionWords, scriptLanguages } from './words/function-words.ts';

/** Blocks to sample, from all over the document, so that an English preamble does not decide for a Dutch policy. */
const samples = 12;
const sampleLength = 300;
/** Below this many letters the page's own `lang` is believed unless the words clearly speak another language. */
const shortText = 160;
/** How far another language must lead to overrule the page's own word on a short text, as a share of the words. */
const clearLead = 0.06;
/** In running text a quarter to a half of the words are small words of its language; lists and tables have fewer. */
const telling = 0.05;
/** A text of which this share stands in a script is written in it. */
const scriptShare = 0.15;

/** The verdict and the reading both ask. */
const detected = new WeakMap<PageDocument, string | null>();

/** @returns the language of the kept words as BCP 47 without a region (`nl`); null where it cannot be told */
export function detectLanguage(page: PageDocument): string | null {
  const known = detected.get(page);
  if (known !== undefined) return known;
  const language = languageOf(page);
  detected.set(page, language);
  return language;
}

function languageOf(page: PageDocument): string | null {
  const claimed = page.lang === null ? null : primary(page.lang);
  const text = sample(page.blocks);
  const script = scriptOf(text);
  if (script !== null) return script;
  const shares = sharesOf(text);
  let language: string | null = null;
  let share = 0;
  for (const [candidate, own] of shares) if (own > share) [language, share] = [candidate, own];
  if (language === null || share < telling) return claimed ?? (text.length < shortText ? null : language);
  if (claimed !== null && text.length < shortText && share - (shares.get(claimed) ?? 0) < clearLead) return claimed;
  return language;
}

const languages = Object.keys(functionWords);

/** The languages that a small word belongs to, by their places in the list, and its weight: a word of many languages tells little of each. */
const owners = ownersOf();

function ownersOf(): ReadonlyMap<string, { readonly places: readonly number[]; readonly weight: number }> {
  const out = new Map<string, number[]>();
  for (const [place, language] of languages.entries()) {
    for (const word of new Set(functionWords[language]?.split(' '))) out.set(word, [...(out.get(word) ?? []), place]);
  }
  return new Map([...out].map(([word, places]) => [word, { places, weight: 1 / Math.sqrt(places.length) }]));
}

/** For each language the share of the words that are its own small words. */
function sharesOf(text: string): ReadonlyMap<string, number> {
  const sums = new Float64Array(languages.length);
  const tokens = text.replaceAll('’', "'").split(notWord);
  for (const token of tokens) {
    const owner = owners.get(token);
    if (owner !== undefined) for (const place of owner.places) sums[place] = (sums[place] ?? 0) + owner.weight;
  }
  return new Map(languages.map((language, place) => [language, (sums[place] ?? 0) / tokens.length]));
}

const notWord = /[^\p{L}\p{M}']+/u;
/** Signs of writing systems other than Latin and Cyrillic. */
const otherScript = /[\u0370-\u03ff\u0530-\u1dff\u2e80-\ud7ff]/u;

function scriptOf(text: string): string | null {
  if (!otherScript.test(text)) return null;
  for (const [script, language] of scriptLanguages) {
    if ((text.match(script)?.length ?? 0) > text.length * (language === 'fa' || language === 'ja' ? scriptShare / 5 : scriptShare)) return language;
  }
  return null;
}

function primary(tag: string): string | null {
  const first = /^\s{0,10}([a-z]{2,3})(?![a-z])/iu.exec(tag)?.[1]?.toLowerCase();
  return first ?? null;
}

function sample(blocks: readonly Block[]): string {
  const told = blocks.filter((block) => block.kind !== 'code' && block.text.length >= 40);
  const chosen = told.length === 0 ? blocks : told;
  const step = Math.max(1, chosen.length / samples);
  const picks: string[] = [];
  for (let at = 0; at < chosen.length && picks.length < samples; at += step) picks.push(words(chosen[Math.floor(at)]?.text ?? ''));
  return picks.join(' ').trim();
}

/** Addresses mislead: their parts look like words. */
function words(text: string): string {
  const start = text.slice(0, sampleLength).toLowerCase();
  return start.includes('@') || start.includes('http') || start.includes('www.') ? start.replace(/\S{0,100}(?:https?:|www\.|@)\S{0,200}/gu, ' ') : start;
}
