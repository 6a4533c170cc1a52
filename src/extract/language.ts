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

/** The languages that a small word belongs to, with its weight: a word of many languages tells little of each. */
const owners = ownersOf();

function ownersOf(): ReadonlyMap<string, { readonly languages: readonly string[]; readonly weight: number }> {
  const out = new Map<string, string[]>();
  for (const [language, words] of Object.entries(functionWords)) {
    for (const word of new Set(words.split(' '))) out.set(word, [...(out.get(word) ?? []), language]);
  }
  return new Map([...out].map(([word, languages]) => [word, { languages, weight: 1 / Math.sqrt(languages.length) }]));
}

/** For each language the share of the words that are its own small words. */
function sharesOf(text: string): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  const tokens = text.match(/[\p{L}\p{M}'’]+/gu) ?? [];
  for (const token of tokens) {
    const owner = owners.get(token.replaceAll('’', "'"));
    if (owner === undefined) continue;
    for (const language of owner.languages) shares.set(language, (shares.get(language) ?? 0) + owner.weight / tokens.length);
  }
  return shares;
}

function scriptOf(text: string): string | null {
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
  return text.slice(0, sampleLength).replace(/\S{0,100}(?:https?:|www\.|@)\S{0,200}/gu, ' ').toLowerCase();
}
