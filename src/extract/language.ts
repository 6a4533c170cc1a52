import { eld } from 'eld/small';
import type { Block } from '../domain/reading.ts';
import type { PageDocument } from './document.ts';

/** Blocks to sample, from all over the document, so that an English preamble does not decide for a Dutch policy. */
const samples = 12;
const sampleLength = 300;
/** Below this many letters the page's own `lang` is believed unless the words clearly speak another language. */
const shortText = 160;
/** How far another language must lead to overrule the page's own word on a short text. */
const clearLead = 0.12;

/** The detector is the dearest of the readers and both the verdict and the reading ask it. */
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
  if (text === '') return claimed;
  const scores: Readonly<{ [language: string]: number }> = eld.detect(text).getScores();
  const best = Object.entries(scores).toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))[0];
  if (best === undefined) return claimed;
  const [language, score] = best;
  if (claimed === null) return text.length < 40 && score < 0.5 ? null : language;
  const claimedScore = scores[claimed] ?? 0;
  if (claimed !== language && text.length < shortText && claimedScore > 0 && score - claimedScore < clearLead) return claimed;
  return language;
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

/** Addresses and capitals mislead a detector that looks at letter sequences. */
function words(text: string): string {
  return text.slice(0, sampleLength).replace(/\S{0,100}(?:https?:|www\.|@)\S{0,200}/gu, ' ').toLowerCase();
}
