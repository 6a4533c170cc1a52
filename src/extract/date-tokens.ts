import type { IsoDate } from '../domain/instant.ts';
import { allPhrases, phrasesOf } from './phrases/all.ts';
import type { Phrases } from './phrases/phrases.ts';

export interface Token {
  /** Lower case; letters, digits, or one sign. */
  readonly text: string;
  readonly kind: 'word' | 'number' | 'sign';
  /** Where it stands in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Which number comes first where a date is written in numbers only. */
export type NumericOrder = 'day-first' | 'month-first' | 'unknown';

export interface FoundDate {
  readonly date: IsoDate;
  /** Indices of tokens, end exclusive. */
  readonly first: number;
  readonly end: number;
}

const tokenPattern = /(\p{L}[\p{L}\p{M}]{0,60}(?:['’]\p{L}{1,30})?)|(\d{1,9})|([^\s\p{L}\d])/gu;

/** Splits text into words, numbers and signs; linear in its length. */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(tokenPattern)].map((match) => ({
    text: match[0].toLowerCase().replace('’', "'"),
    kind: match[1] !== undefined ? 'word' : match[2] !== undefined ? 'number' : 'sign',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function monthsOf(lists: readonly Phrases[]): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  for (const { months: names } of lists) {
    for (const [at, forms] of names.entries()) for (const form of forms) if (!months.has(form)) months.set(form, at + 1);
  }
  return months;
}

const monthsOfAll = monthsOf(allPhrases);
const monthsIn = new Map(allPhrases.map((own) => [own, monthsOf([own, ...allPhrases])]));

/** Months of all languages, the policy's own first: pages mix them ("mis à jour le 26 October 2022"). */
function monthOf(word: string, phrases: Phrases | null): number | null {
  return ((phrases === null ? undefined : monthsIn.get(phrases)) ?? monthsOfAll).get(word) ?? null;
}

const ordinals = new Set(['st', 'nd', 'rd', 'th', 'er', 'ère', 'e', 'º', '°', 'ª', 'ste', 'de', 'o', 'a']);

/**
 * Reads one date that begins at token `at`.
 * @returns null where none begins there, or where its numbers could mean two days
 */
export function dateAt(tokens: readonly Token[], at: number, language: string | null, order: NumericOrder): FoundDate | null {
  const phrases = phrasesOf(language);
  return wordedDate(tokens, at, phrases) ?? numericDate(tokens, at, order);
}

function wordedDate(tokens: readonly Token[], at: number, phrases: Phrases | null): FoundDate | null {
  const first = tokens[at];
  if (first === undefined) return null;
  if (first.kind === 'word') {
    const month = monthOf(first.text, phrases);
    if (month === null) return null;
    return monthFirst(tokens, at, month, phrases);
  }
  const day = first.kind === 'number' && first.text.length <= 2 ? Number(first.text) : 0;
  if (day < 1 || day > 31) return null;
  const next = skipFillers(tokens, at + 1, phrases);
  const word = tokens[next];
  const month = word?.kind === 'word' ? monthOf(word.text, phrases) : null;
  if (month === null) return null;
  const yearAt = skipFillers(tokens, next + 1, phrases);
  const year = yearOf(tokens[yearAt], true);
  return year === null ? null : found(year, month, day, at, yearAt + 1);
}

/** "April 27, 2018", "Mai 2018", "27 April" being the other way round. */
function monthFirst(tokens: readonly Token[], at: number, month: number, phrases: Phrases | null): FoundDate | null {
  const next = skipFillers(tokens, at + 1, phrases);
  const number = tokens[next];
  if (number?.kind !== 'number') return null;
  const year = yearOf(number, false);
  if (year !== null) return found(year, month, 1, at, next + 1);
  const day = number.text.length <= 2 ? Number(number.text) : 0;
  const yearAt = skipFillers(tokens, next + 1, phrases);
  const later = yearOf(tokens[yearAt], false);
  return later === null ? null : found(later, month, day, at, yearAt + 1);
}

/** Full stops, commas, hyphens, ordinal endings and small words between the parts of a date; three at most. */
function skipFillers(tokens: readonly Token[], from: number, phrases: Phrases | null): number {
  let at = from;
  while (at < from + 3) {
    const token = tokens[at];
    if (token === undefined) break;
    const filler = token.kind === 'sign' ? /[.,\-–/'º°ª]/u.test(token.text) : token.kind === 'word' && (ordinals.has(token.text) || (phrases?.between.includes(token.text) ?? false));
    if (!filler) break;
    at += 1;
  }
  return at;
}

function numericDate(tokens: readonly Token[], at: number, order: NumericOrder): FoundDate | null {
  const a = tokens[at];
  if (a?.kind !== 'number') return null;
  const [firstSign, b, secondSign, c] = tokens.slice(at + 1, at + 5);
  if (b?.kind !== 'number' || c?.kind !== 'number' || firstSign === undefined || secondSign === undefined) return null;
  if (firstSign.text !== secondSign.text || !'./-'.includes(firstSign.text)) return null;
  if (b.start - a.end > 2 || c.start - b.end > 2 || tokens[at - 1]?.end === a.start && './-'.includes(tokens[at - 1]?.text ?? '')) return null;
  const wholeYear = yearOf(a, false);
  if (wholeYear !== null) return c.text.length <= 2 ? found(wholeYear, Number(b.text), Number(c.text), at, at + 5) : null;
  const year = yearOf(c, true);
  if (year === null || a.text.length > 2 || b.text.length > 2) return null;
  const [one, two] = [Number(a.text), Number(b.text)];
  if (firstSign.text === '.' || one > 12 || one === two) return found(year, two, one, at, at + 5);
  if (two > 12) return found(year, one, two, at, at + 5);
  if (order === 'unknown') return null;
  return order === 'day-first' ? found(year, two, one, at, at + 5) : found(year, one, two, at, at + 5);
}

/** Policies are younger than the web; two digits count where a day and a month stand before them. */
function yearOf(token: Token | undefined, shortAllowed: boolean): number | null {
  if (token?.kind !== 'number') return null;
  const value = Number(token.text);
  if (token.text.length === 4) return value >= 1985 && value <= 2099 ? value : null;
  return shortAllowed && token.text.length === 2 ? 2000 + value : null;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function found(year: number, month: number, day: number, first: number, end: number): FoundDate | null {
  if (month < 1 || month > 12 || day < 1 || day > (monthDays[month - 1] ?? 0)) return null;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2 && day === 29 && !leap) return null;
  return { date: `${String(year)}-${two(month)}-${two(day)}` as IsoDate, first, end };
}

const numericPattern = /(?<![\d./-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/-])/gu;
const monthFirstRegions = new Set(['us', 'ph', 'ca']);

/**
 * How a text writes dates in numbers: all but English say the day first; English is told by its region, by the
 * site's domain, or by another date of the text that can only be read one way.
 */
export function numericOrderOf(text: string, language: string | null, lang: string | null, host: string | null): NumericOrder {
  if (language !== 'en' && phrasesOf(language) !== null) return 'day-first';
  const seen = [...text.matchAll(numericPattern)];
  if (seen.some((match) => Number(match[1]) > 12)) return 'day-first';
  if (seen.some((match) => Number(match[3]) > 12)) return 'month-first';
  const region = /^en[-_]([a-z]{2})\b/iu.exec(lang ?? '')?.[1]?.toLowerCase();
  if (host !== null && /\.(?:uk|ie|au|nz|in|za|eu|nl|de|be|fr|es|it)$/u.test(host)) return 'day-first';
  if (region !== undefined && region !== 'us') return monthFirstRegions.has(region) ? 'unknown' : 'day-first';
  if (host !== null && /\.(?:us|gov|mil)$/u.test(host)) return 'month-first';
  // `en-US` is many templates' default, so it counts only together with American words.
  if (/\b(?:california|delaware|u\.s\.|united states|zip code)\b/iu.test(text) && !/\b(?:united kingdom|england and wales|ireland|ico\.org)\b/iu.test(text)) return 'month-first';
  return 'unknown';
}
