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
function foldedWords(text: string): string {
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

const compact = (phrase: string): string => phrase.replaceAll(' ', '');

/** Below this a run of letters within a longer word says nothing: "sla" stands in "islands". */
const shortestWithin = 6;

/** Names that more often head a page of praise than a policy. */
const weak = new Set(['security', 'beveiliging', 'sicherheit', 'datensicherheit', 'securite', 'seguridad', 'sicurezza', 'copyright', 'auteursrecht', 'auteursrechten', 'informatiebeveiliging', 'information security']);

/** The name of a text that holds several: "Privacy and cookie policy" is a privacy policy, weak names come last. */
function rankOf(name: Name, holdsPrivacy: boolean): number {
  const yields = weak.has(name.phrase) || (holdsPrivacy && name.type === 'Trackers Policy');
  return name.phrase.length - (yields ? 1000 : 0);
}

/** The name that a text bears, and which share of the text it covers; within a longer word where none stands alone. */
function longestName(text: string): { readonly name: Name; readonly share: number } | null {
  const held = names.filter((name) => holds(text, name.phrase));
  const holdsPrivacy = held.some((name) => name.type === 'Privacy Policy');
  let best = held.toSorted((left, right) => rankOf(right, holdsPrivacy) - rankOf(left, holdsPrivacy))[0] ?? null;
  if (best !== null) {
    // Both halves of such a double name are the policy's own.
    const covered = holdsPrivacy && held.some((name) => name.type === 'Trackers Policy') ? Math.max(...held.map((name) => name.phrase.length)) : best.phrase.length;
    return { name: best, share: covered / text.length };
  }
  const run = compact(text);
  for (const name of names) {
    const phrase = compact(name.phrase);
    if (phrase.length >= shortestWithin && (best === null || phrase.length > compact(best.phrase).length) && run.includes(phrase)) best = name;
  }
  return best === null ? null : { name: best, share: (0.8 * compact(best.phrase).length) / run.length };
}

/** A title without the site's name: the part between bars or dashes that says most about a policy. */
function titleParts(title: string): readonly string[] {
  return title.slice(0, 300).split(/ [|–—·:-] |[|–—·]/u).map(foldedWords).filter((part) => part !== '');
}

/** Whether the words of a link or a title are those of a page that gather policies. */
export function isLegalHub(hint: PolicyHint): boolean {
  const text = foldedWords(hint.linkText ?? '');
  if (hubs.has(text)) return true;
  const segments = lastSegments(hint.url ?? '');
  return segments.length <= 3 && hubs.has(segments.at(-1) ?? '');
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
 * Each place counts for what it covers: "Privacybeleid" as the whole text of a link weighs more than "privacy" in the
 * midst of a headline; agreeing places add up as independent witnesses do. Words of settings, blogs and tools count
 * against it, and so do sentences.
 *
 * @returns the best type with its confidence, or null where nothing names one
 */
export function policyTypeOf(hint: PolicyHint): PolicyTypeGuess | null {
  const segments = lastSegments(hint.url ?? '').filter((segment) => !languageCodes.has(segment));
  const places: readonly { readonly place: string; readonly texts: readonly string[]; readonly weight: number }[] = [
    { place: 'link', texts: [foldedWords(hint.linkText ?? '')], weight: 0.75 },
    { place: 'title', texts: titleParts(hint.title ?? ''), weight: 0.7 },
    { place: 'address', texts: [segments.at(-1) ?? ''], weight: 0.6 },
    { place: 'address', texts: [segments.at(-2) ?? ''], weight: 0.15 },
  ];
  const doubts = new Map<KnownPolicyType, number>();
  const why = new Map<KnownPolicyType, string[]>();
  let against = 0;
  for (const { place, texts, weight } of places) {
    const read = texts.filter((text) => text !== '').map((text) => ({ text, found: longestName(text) }));
    const best = read.toSorted((left, right) => (right.found?.share ?? 0) - (left.found?.share ?? 0))[0];
    if (best === undefined) continue;
    if (best.found !== null) {
      const { type, phrase } = best.found.name;
      const coverage = (0.4 + 0.6 * Math.min(1, best.found.share * 1.25)) * (weak.has(phrase) ? 0.5 : 1);
      doubts.set(type, (doubts.get(type) ?? 1) * (1 - weight * coverage));
      why.set(type, [...(why.get(type) ?? []), `${place}: ${phrase}`]);
    }
    const name = best.found?.name.phrase ?? '';
    if ([...strangers].some((word) => holds(best.text, word) && !holds(name, word))) against += 0.3;
    if (best.text.split(' ').length > 8) against += 0.2;
  }
  const top = [...doubts].toSorted((left, right) => left[1] - right[1])[0];
  if (top === undefined) return null;
  const confidence = Math.max(0, 1 - top[1] - against);
  return { type: top[0], confidence: Math.round(confidence * 100) / 100, why: why.get(top[0]) ?? [] };
}

/** The type that each name stands for, the types' own among them; the first language that has a name keeps it. */
const typeByName: ReadonlyMap<string, KnownPolicyType> = new Map(names.flatMap((name) => [[name.phrase, name.type], [foldedWords(name.type), name.type]] as const).toReversed());

/** A word for a policy of a type that is known by one of its names in any language, such as `dpa` or `AGB`. */
export function policyTypeNamed(text: string): KnownPolicyType | null {
  return typeByName.get(foldedWords(text)) ?? null;
}
