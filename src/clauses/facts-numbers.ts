import { toCardinal as german } from 'n2words/de-DE';
import { toCardinal as english } from 'n2words/en-US';
import { toCardinal as spanish } from 'n2words/es-ES';
import { toCardinal as french } from 'n2words/fr-FR';
import { toCardinal as italian } from 'n2words/it-IT';
import { toCardinal as dutch } from 'n2words/nl-NL';
import type { PolicyLanguage } from '../domain/language.ts';
import type { Token } from './facts-tokens.ts';

const spell: Readonly<Record<PolicyLanguage, (value: number) => string>> = { nl: dutch, en: english, de: german, fr: french, es: spanish, it: italian };

/** Spellings of "one" beside the table's, and forms that only stand before a noun. */
const besides: Readonly<Record<PolicyLanguage, readonly (readonly [string, number])[]>> = {
  nl: [['één', 1], ['een', 1], ['twee en zeventig', 72]],
  en: [['one', 1], ['a', 1], ['an', 1]],
  de: [['ein', 1], ['eine', 1], ['einem', 1], ['einen', 1], ['einer', 1], ['eines', 1], ['zweier', 2], ['dreier', 3], ['dreissig', 30]],
  fr: [['un', 1], ['une', 1]],
  es: [['un', 1], ['una', 1], ['veintiún', 21]],
  it: [['un', 1], ['uno', 1], ['una', 1], ['ventun', 21]],
};

/** Periods in policies run to 120; a year's days stand beside them. */
const spelled = [...Array.from({ length: 121 }, (_, value) => value), 150, 180, 200, 240, 270, 300, 360, 365, 500, 1000];

const accentless = (word: string): string => word.normalize('NFD').replaceAll(/\p{M}/gu, '');

const parts = (words: string): string => words.toLowerCase().replaceAll(/[\s-]+/gu, ' ').trim();

function tableOf(language: PolicyLanguage): ReadonlyMap<string, number> {
  const entries = [...spelled.map((value) => [parts(spell[language](value)), value] as const), ...besides[language]];
  return new Map(entries.flatMap(([words, value]) => [[words, value] as const, [accentless(words), value] as const]));
}

const tables: Readonly<Record<PolicyLanguage, ReadonlyMap<string, number>>> = {
  nl: tableOf('nl'), en: tableOf('en'), de: tableOf('de'), fr: tableOf('fr'), es: tableOf('es'), it: tableOf('it'),
};

/** Number words longer than this many tokens ("quatre-vingt-dix-neuf" is four) do not occur. */
const longestNumber = 5;

/** Number words that are too common to be a number unless something else says so. */
const articles = new Set(['a', 'an', 'een', 'ein', 'eine', 'einem', 'einen', 'einer', 'eines', 'un', 'une', 'una', 'uno']);

export interface ReadNumber {
  readonly value: number;
  /** Index of the number's first token. */
  readonly from: number;
  /** The number is an article ("a", "een"), which counts only where the context says so. */
  readonly article: boolean;
}

/**
 * Reads the number that ends with token `last` (inclusive): digits or the language's number words.
 * @returns null where none ends there
 */
export function numberEndingAt(tokens: readonly Token[], last: number, language: PolicyLanguage): ReadNumber | null {
  const end = tokens[last];
  if (end === undefined) return null;
  if (end.kind === 'number') {
    const value = parseDecimal(end.text);
    return value === null ? null : { value, from: last, article: false };
  }
  let words = '';
  let best: ReadNumber | null = null;
  for (let from = last; from >= 0 && last - from < longestNumber * 2; from -= 1) {
    const token = tokens[from];
    if (token === undefined || (token.kind === 'mark' && token.text !== '-')) break;
    if (token.kind === 'mark') continue;
    words = words === '' ? token.lower : `${token.lower} ${words}`;
    const value = tables[language].get(words) ?? tables[language].get(accentless(words));
    if (value !== undefined) best = { value, from, article: articles.has(words) };
  }
  return best;
}

/** @returns the value of a number with any of the usual separators ("1.000,50", "1,000.50", "1 000"), or null */
export function parseDecimal(text: string): number | null {
  const digits = text.replaceAll(/[\s'’\u00A0\u202F]/gu, '');
  const lastMark = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
  if (lastMark < 0) return /^\d+$/u.test(digits) ? Number(digits) : null;
  const fraction = digits.slice(lastMark + 1);
  const mark = digits[lastMark] ?? '';
  const both = digits.includes(',') && digits.includes('.');
  const repeated = digits.indexOf(mark) !== lastMark;
  // Three digits after the only kind of mark are thousands, anything else is a fraction.
  const thousands = !both && (repeated || fraction.length === 3);
  const plain = thousands ? digits.replaceAll(/[.,]/gu, '') : `${digits.slice(0, lastMark).replaceAll(/[.,]/gu, '')}.${fraction}`;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}
