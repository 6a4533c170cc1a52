import type { PolicyLanguage } from '../domain/language.ts';
import type { KnownPolicyType } from '../domain/vendor.ts';
import { de } from './policy-words/de.ts';
import { en } from './policy-words/en.ts';
import { es } from './policy-words/es.ts';
import { fr } from './policy-words/fr.ts';
import { it } from './policy-words/it.ts';
import { nl } from './policy-words/nl.ts';
import type { PolicyWords } from './policy-words/policy-words.ts';

const languages: readonly (readonly [PolicyLanguage, PolicyWords])[] = [['nl', nl], ['en', en], ['de', de], ['fr', fr], ['es', es], ['it', it]];

export interface PolicyHint {
  readonly linkText?: string;
  readonly url?: string;
  readonly title?: string;
}

export interface PolicyTypeGuess {
  readonly type: KnownPolicyType;
  /** From 0 to 1; below 0.3 it is hardly more than a word in passing. */
  readonly confidence: number;
  /** What it rests on, for people. */
  readonly why: readonly string[];
}

/** Lower case, no accents, everything but letters and digits made one space; at most 300 characters are looked at. */
export function foldedWords(text: string): string {
  return text.slice(0, 300).toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

interface Name {
  readonly phrase: string;
  readonly type: KnownPolicyType;
  readonly language: PolicyLanguage;
}

const names: readonly Name[] = languages.flatMap(([language, words]) =>
  // Object.entries loses the key's type; the record's keys are known types by its declaration.
  Object.entries(words.names).flatMap(([type, phrases]) => phrases.map((phrase) => ({ phrase: foldedWords(phrase), type: type as KnownPolicyType, language }))));

const strangers = new Set(languages.flatMap(([, words]) => words.strangers.map(foldedWords)));
const hubs = new Set(languages.flatMap(([, words]) => words.hubs.map(foldedWords)));

const holds = (text: string, phrase: string): boolean => ` ${text} `.includes(` ${phrase} `);

/** The longest name in a text, and which share of the text it covers. */
function longestName(text: string): { readonly name: Name; readonly share: number } | null {
  let best: Name | null = null;
  for (const name of names) {
    if ((best === null || name.phrase.length > best.phrase.length) && holds(text, name.phrase)) best = name;
  }
  return best === null ? null : { name: best, share: best.phrase.length / text.length };
}

/** Whether the words of a link or a title are those of a page that gather policies. */
export function isLegalHub(hint: PolicyHint): boolean {
  const text = foldedWords(hint.linkText ?? '');
  if (hubs.has(text)) return true;
  const last = lastSegments(hint.url ?? '');
  return last.length > 0 && last.length <= 2 && last.some((segment) => hubs.has(segment));
}

function lastSegments(url: string): readonly string[] {
  if (!URL.canParse(url)) return [];
  let path = new URL(url).pathname + new URL(url).hash;
  try {
    path = decodeURIComponent(path);
  } catch {
    // A path with a broken escape is read as it stands.
  }
  return path.split(/[/#]/u).map((segment) => foldedWords(segment.replace(/\.(?:html?|php|aspx?|pdf|jsp)$/iu, ''))).filter((segment) => segment !== '');
}

const languageCodes = new Set(['nl', 'en', 'de', 'fr', 'es', 'it', 'nl nl', 'en us', 'en gb', 'en eu', 'de de', 'fr fr', 'be', 'uk', 'us', 'eu', 'legal', 'p', 'page', 'pages', 'policies']);

/**
 * The type of a policy from the words of its link, its address and its title, in six languages.
 *
 * Each place is worth what it covers: "Privacybeleid" as the whole text of a link weighs more than "privacy" in the
 * midst of a headline. Words of settings, blogs and tools count against it.
 *
 * @returns the best type with its confidence, or null where nothing names one
 */
export function policyTypeOf(hint: PolicyHint): PolicyTypeGuess | null {
  const segments = lastSegments(hint.url ?? '');
  const places: readonly { readonly place: string; readonly text: string; readonly weight: number }[] = [
    { place: 'link', text: foldedWords(hint.linkText ?? ''), weight: 0.55 },
    { place: 'title', text: foldedWords(hint.title ?? ''), weight: 0.45 },
    { place: 'address', text: segments.filter((segment) => !languageCodes.has(segment)).at(-1) ?? '', weight: 0.45 },
    { place: 'address', text: segments.filter((segment) => !languageCodes.has(segment)).at(-2) ?? '', weight: 0.15 },
  ];
  const scores = new Map<KnownPolicyType, number>();
  const why = new Map<KnownPolicyType, string[]>();
  let against = 0;
  for (const { place, text, weight } of places) {
    if (text === '') continue;
    const found = longestName(text);
    if (found !== null) {
      const { type, phrase } = found.name;
      const coverage = 0.4 + 0.6 * Math.min(1, found.share * 1.25);
      scores.set(type, (scores.get(type) ?? 0) + weight * coverage);
      why.set(type, [...(why.get(type) ?? []), `${place}: ${phrase}`]);
    }
    const stranger = [...strangers].find((word) => holds(text, word));
    if (stranger !== undefined) against += 0.25;
    if (text.split(' ').length > 8) against += 0.15;
  }
  const ranked = [...scores].toSorted((left, right) => right[1] - left[1]);
  const best = ranked[0];
  if (best === undefined) return null;
  const confidence = Math.max(0, Math.min(1, best[1] - against));
  return { type: best[0], confidence: Math.round(confidence * 100) / 100, why: why.get(best[0]) ?? [] };
}

/** A word for a policy of a type that is known by one of its names in any language, such as `dpa` or `AGB`. */
export function policyTypeNamed(text: string): KnownPolicyType | null {
  const folded = foldedWords(text);
  return names.find((name) => name.phrase === folded || foldedWords(name.type) === folded)?.type ?? null;
}
