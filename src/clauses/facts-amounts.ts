import type { Fact } from '../domain/clause.ts';
import type { PolicyLanguage } from '../domain/language.ts';
import { numberEndingAt, parseDecimal } from './facts-numbers.ts';
import type { Token } from './facts-tokens.ts';
import { lexicons } from './lexicon/all.ts';

const languages = Object.values(lexicons);

const symbols: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY', '₹': 'INR' };
const codes = new Set(['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'RON', 'CAD', 'AUD', 'NZD', 'JPY', 'INR', 'BRL', 'SGD', 'HKD', 'ZAR', 'TRY', 'ILS', 'MXN']);
const currencyWords = new Map<string, string>([
  ['zł', 'PLN'],
  ...languages.flatMap((lexicon) => Object.entries(lexicon.moneyWords).flatMap(([code, words]) => words.map((word) => [word, code] as const))),
]);
const factors = new Map<string, number>(languages.flatMap((lexicon) => Object.entries(lexicon.millionWords)));
const dollarPrefixes: Readonly<Record<string, string>> = { us: 'USD', c: 'CAD', ca: 'CAD', a: 'AUD', au: 'AUD', nz: 'NZD', hk: 'HKD', s: 'SGD' };
const percentWords = new Set(languages.flatMap((lexicon) => lexicon.percentWords.filter((word) => !word.includes(' '))));
const percentPairs = new Set(languages.flatMap((lexicon) => lexicon.percentWords.filter((word) => word.includes(' '))));

const currencyAt = (token: Token | undefined): string | null => {
  if (token === undefined) return null;
  return symbols[token.text] ?? (codes.has(token.text) ? token.text : (currencyWords.get(token.lower) ?? null));
};

const amountOf = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

/** A number written in groups of three with spaces between ("1 000 000,50"). */
function grouped(text: string, tokens: readonly Token[], index: number): { readonly value: number | null; readonly last: number } {
  let last = index;
  let digits = tokens[index]?.text ?? '';
  if (/^\d{1,3}$/u.test(digits)) {
    let next = tokens[last + 1];
    while (next?.kind === 'number' && /^\d{3}(?:[.,]\d{1,2})?$/u.test(next.text) && /^[ \u00A0\u202F]$/u.test(text.slice(tokens[last]?.end ?? 0, next.start))) {
      digits += next.text;
      last += 1;
      next = tokens[last + 1];
    }
  }
  return { value: parseDecimal(digits), last };
}

/** Values in words, or in words and digits, before a word that says what they count: "twintig euro", "ten (10) per cent". */
function spelledIn(text: string, tokens: readonly Token[], read: readonly PolicyLanguage[], endOf: (token: Token, next: Token | undefined) => number | null, told: (value: number, token: Token) => Pick<Fact, 'type' | 'value'>): Fact[] {
  const found: Fact[] = [];
  for (const [index, token] of tokens.entries()) {
    const end = token.kind === 'word' ? endOf(token, tokens[index + 1]) : null;
    const before = tokens[index - 1];
    if (end === null || before === undefined) continue;
    const bracketed = before.text === ')' && tokens[index - 2]?.kind === 'number' && tokens[index - 3]?.text === '(';
    if (!bracketed && before.kind !== 'word') continue;
    const number = read.map((language) => numberEndingAt(tokens, bracketed ? index - 2 : index - 1, language)).find((one) => one !== null && !one.article);
    const first = tokens[number?.from ?? -1];
    if (number === null || number === undefined || first === undefined) continue;
    const start = bracketed ? (tokens[index - 3]?.start ?? first.start) : first.start;
    found.push({ ...told(number.value, token), quote: text.slice(start, end), span: [start, end] });
  }
  return found;
}

/** @returns the sums of money in a text as an ISO 4217 code and an amount, `EUR 1000.50`. */
export function moneyIn(text: string, tokens: readonly Token[], read: readonly PolicyLanguage[]): readonly Fact[] {
  const found: Fact[] = spelledIn(text, tokens, read, (token) => (currencyWords.has(token.lower) ? token.end : null), (value, token) => ({ type: 'money', value: `${currencyWords.get(token.lower) ?? ''} ${amountOf(value)}` }));
  for (let index = 0; index < tokens.length; index += 1) {
    if (tokens[index]?.kind !== 'number') continue;
    const { value, last } = grouped(text, tokens, index);
    const first = index;
    index = last;
    if (value === null) continue;
    const factor = factors.get(tokens[last + 1]?.lower ?? '') ?? 1;
    const tail = factor === 1 ? last : last + 1;
    const before = currencyAt(tokens[first - 1]);
    const after = currencyAt(tokens[tail + 1]);
    const prefix = tokens[first - 1]?.text === '$' ? dollarPrefixes[tokens[first - 2]?.lower ?? ''] : undefined;
    const adjacent = prefix !== undefined && tokens[first - 2]?.end === tokens[first - 1]?.start;
    const currency = adjacent ? prefix : (before ?? after);
    if (currency === null || currency === undefined) continue;
    const start = before === null ? tokens[first]?.start : tokens[first - (adjacent ? 2 : 1)]?.start;
    const end = before === null ? tokens[tail + 1]?.end : tokens[tail]?.end;
    if (start === undefined || end === undefined) continue;
    found.push({ type: 'money', value: `${currency} ${amountOf(value * factor)}`, quote: text.slice(start, end), span: [start, end] });
  }
  return found;
}

/** @returns the percentages in a text as plain numbers. */
export function percentagesIn(text: string, tokens: readonly Token[], read: readonly PolicyLanguage[]): readonly Fact[] {
  const pairEnd = (token: Token, next: Token | undefined): number | null => (percentWords.has(token.lower) ? token.end : percentPairs.has(`${token.lower} ${next?.lower ?? ''}`) ? (next?.end ?? null) : null);
  const found: Fact[] = spelledIn(text, tokens, read, pairEnd, (value) => ({ type: 'percentage', value: String(value) }));
  for (const [index, token] of tokens.entries()) {
    const value = token.kind === 'number' ? parseDecimal(token.text) : null;
    const next = tokens[index + 1];
    if (value === null || next === undefined) continue;
    const pair = `${next.lower} ${tokens[index + 2]?.lower ?? ''}`;
    const end = next.text === '%' || percentWords.has(next.lower) ? next.end : percentPairs.has(pair) ? tokens[index + 2]?.end : undefined;
    if (end !== undefined) found.push({ type: 'percentage', value: String(value), quote: text.slice(token.start, end), span: [token.start, end] });
  }
  return found;
}
