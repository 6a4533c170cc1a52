import type { Fact } from '../domain/clause.ts';
import type { PolicyLanguage } from '../domain/language.ts';
import { PhraseIndex, wordsOf } from '../domain/phrase-index.ts';
import { numberEndingAt } from './facts-numbers.ts';
import { TakenPlaces } from './facts-spans.ts';
import type { Token } from './facts-tokens.ts';
import { lexicons } from './lexicon/all.ts';
import type { TimeUnit } from './lexicon/lexicon.ts';

const languages = Object.values(lexicons);

interface Unit {
  readonly language: PolicyLanguage;
  readonly unit: TimeUnit;
}

const units = new Map<string, Unit[]>();
for (const lexicon of languages) {
  const add = (word: string, unit: TimeUnit): void => {
    units.set(word, [...(units.get(word) ?? []), { language: lexicon.language, unit }]);
  };
  for (const [unit, words] of Object.entries(lexicon.units)) for (const word of words) add(word, unit as TimeUnit);
  for (const word of lexicon.workingDays) add(word, 'day');
}

const adjectives = new Set(languages.flatMap((lexicon) => lexicon.unitAdjectives));

/** Words after which an article before a unit counts as one: "binnen een maand", "for a year", "durée d'un an". */
const counting = new Set([
  'binnen', 'na', 'bedraagt', 'maximaal', 'minimaal', 'gedurende', 'dan', 'minstens', 'hoogstens', 'van', 'tot', 'uiterlijk', 'voor',
  'met', 'telkens', 'steeds', 'nog', 'om', 'nogmaals', 'within', 'after', 'for', 'by', 'another', 'than', 'least', 'most', 'to', 'of', 'every',
  'um', 'jeweils', 'innerhalb', 'beträgt', 'binnen', 'nach', 'für', 'als', 'mindestens', 'höchstens', 'von', 'spätestens', 'während', 'maximal',
  'pour', 'sous', 'dans', 'après', 'pendant', 'd', 'de', 'durant', 'maximum', 'moins', 'plus',
  'en', 'durante', 'tras', 'por', 'dentro', 'mínimo', 'máximo', 'menos', 'más',
  'entro', 'dopo', 'per', 'di', 'massimo', 'almeno', 'oltre', 'meno', 'più',
]);

/** Words before which it does too: "een jaar na afloop", "a month before". */
const counted = new Set(['na', 'lang', 'door', 'voor', 'vooraf', 'voorafgaand', 'after', 'before', 'prior', 'later', 'long', 'nach', 'vor', 'après', 'avant', 'después', 'antes', 'dopo', 'prima']);

const rangeWords = new Set(['to', 'tot', 'bis', 'à', 'a', 'hasta', '-', '–', 'or', 'of', 'oder', 'ou', 'o']);

/** @returns the ISO 8601 duration; fractions of a year or a week are told in months or days */
function isoOf(value: number, unit: TimeUnit): string {
  if (unit === 'hour') return `PT${value}H`;
  if (unit === 'minute') return `PT${value}M`;
  if (!Number.isInteger(value) && unit === 'year') return `P${Math.round(value * 12)}M`;
  if (!Number.isInteger(value) && unit === 'week') return `P${Math.round(value * 7)}D`;
  return `P${value}${unit.charAt(0).toUpperCase()}`;
}

const fact = (type: Fact['type'], value: string, text: string, start: number, end: number): Fact => ({
  type, value, quote: text.slice(start, end), span: [start, end],
});

/** Which languages' words are read in a clause: its own and English, or all where it is another. */
export function readLanguages(language: PolicyLanguage | null): readonly PolicyLanguage[] {
  if (language === null) return ['en', 'nl', 'de', 'fr', 'es', 'it'];
  return language === 'en' ? ['en'] : [language, 'en'];
}

interface Quantity {
  readonly values: readonly number[];
  readonly from: number;
}

/** The number that belongs to the unit at `index`: "30", "dertig (30)", "30 (thirty)", "6 to 12". */
function quantityBefore(tokens: readonly Token[], index: number, language: PolicyLanguage): Quantity | null {
  let last = index - 1;
  while (tokens[last]?.text === '-' || adjectives.has(tokens[last]?.lower ?? '')) last -= 1;
  if (tokens[last]?.text === ')') {
    let open = last - 1;
    while (open > last - 8 && tokens[open] !== undefined && tokens[open]?.text !== '(') open -= 1;
    if (tokens[open]?.text !== '(') return null;
    const inside = numberEndingAt(tokens, last - 1, language);
    if (inside === null || inside.from !== open + 1) return null;
    const outside = numberEndingAt(tokens, open - 1, language);
    return { values: [inside.value], from: outside?.from ?? open };
  }
  const number = numberEndingAt(tokens, last, language);
  if (number === null) return null;
  // "d'un mois": the elision's apostrophe stands between.
  const elided = /^['’]$/u.test(tokens[number.from - 1]?.text ?? '') ? 1 : 0;
  const before = tokens[number.from - 1 - elided];
  if (number.article && !counting.has(before?.lower ?? '') && !counted.has(tokens[index + 1]?.lower ?? '')) return null;
  if (before !== undefined && !number.article && rangeWords.has(before.lower)) {
    const lower = numberEndingAt(tokens, number.from - 2, language);
    if (lower !== null && !lower.article && lower.value < number.value) return { values: [lower.value, number.value], from: lower.from };
  }
  return { values: [number.value], from: number.from };
}

/** "9.00 tot 17.00 uur" are times of the day, and so is "18 h". */
const clockTime = /^\d{1,2}[.,]\d{2}$/u;

/** "Seven days a week" is no period either. */
const daysAWeek = new Set(['a', 'per', 'die', 'pro', 'sur', 'su', '/']);

/** Opening hours and the like are no periods: "24 hours a day", "24-hour line", "24 ore su 24". */
function roundTheClock(tokens: readonly Token[], index: number, value: number, unit: TimeUnit): boolean {
  if (unit === 'hour' && clockTime.test(tokens[index - 1]?.text ?? '')) return true;
  if (unit === 'hour' && tokens[index]?.lower === 'h' && value < 24) return true;
  if (unit === 'day' && value === 7) return daysAWeek.has(tokens[index + 1]?.lower ?? '');
  if (unit !== 'hour' || value !== 24) return false;
  const next = tokens[index + 1]?.lower ?? '';
  return tokens[index - 1]?.text === '-' || ['a', 'per', 'am', 'par', 'al', 'pro', '/', 'su', 'sur', 'op', 'every'].includes(next) || tokens[index - 2]?.lower === 'las';
}

/** One quantity in falling units, as ISO 8601 writes it before its times of day. */
const calendarPart = /^P(\d+)([YMWD])$/u;
const calendarUnits = 'YMWD';
const joinsPeriods = /^ ?(?:en|and|und|et|y|e|&)? $/u;

/** "1 jaar en 1 dag", "1 year 1 month": parts of one period, each in a smaller unit than the one before. */
function joinedPeriods(found: readonly Fact[], text: string): readonly Fact[] {
  const joined: Fact[] = [];
  for (const next of found) {
    const last = joined.at(-1);
    const [unit, smaller] = [/(\p{L})$/u.exec(last?.value ?? '')?.[1], calendarPart.exec(next.value)];
    const falls = unit !== undefined && smaller !== null && !(last?.value.includes('T') ?? true) && calendarUnits.indexOf(unit) < calendarUnits.indexOf(smaller[2] ?? '') && calendarUnits.includes(unit);
    if (last === undefined || smaller === null || !falls || !joinsPeriods.test(text.slice(last.span[1], next.span[0]))) {
      joined.push(next);
      continue;
    }
    joined[joined.length - 1] = fact('duration', `${last.value}${smaller[1] ?? ''}${smaller[2] ?? ''}`, text, last.span[0], next.span[1]);
  }
  return joined;
}

/** @returns the periods in a text as ISO 8601 durations; working days count as days. */
export function durationsIn(text: string, tokens: readonly Token[], language: PolicyLanguage | null, ages: readonly Fact[]): readonly Fact[] {
  const read = readLanguages(language);
  const aged = new TakenPlaces(text.length, ages.map((age) => age.span));
  const found: Fact[] = [];
  for (const [index, token] of tokens.entries()) {
    const meanings = units.get(token.lower);
    if (meanings === undefined) continue;
    for (const meaning of meanings) {
      if (!read.includes(meaning.language)) continue;
      const quantity = quantityBefore(tokens, index, meaning.language);
      const first = tokens[quantity?.from ?? -1];
      if (quantity === null || first === undefined) continue;
      const after = tokens[index + 1];
      const end = after !== undefined && adjectives.has(after.lower) ? after.end : token.end;
      const isAge = aged.touches([first.start, end]);
      const sound = quantity.values.every((value) => value > 0 && value <= 100_000 && !roundTheClock(tokens, index, value, meaning.unit));
      if (!isAge && sound) found.push(...quantity.values.map((value) => fact('duration', isoOf(value, meaning.unit), text, first.start, end)));
      break;
    }
  }
  return [...joinedPeriods(found, text), ...compoundPeriods(text, tokens, read), ...phrasesOfMonths(text, read)];
}

const compound = /^(.{2,20}?)(?:daagse|tägig(?:e[mnrs]?)?|wekelijkse|weekse|wöchig(?:e[mnrs]?)?|maandse|monatig(?:e[mnrs]?)?|jarige?|jährig(?:e[mnrs]?)?)$/u;
const compoundUnits: readonly (readonly [stem: RegExp, unit: TimeUnit])[] = [[/(?:daagse|tägig\p{L}*)$/u, 'day'], [/(?:wekelijkse|weekse|wöchig\p{L}*)$/u, 'week'], [/(?:maandse|monatig\p{L}*)$/u, 'month'], [/(?:jarige?|jährig\p{L}*)$/u, 'year']];

/** Periods of one word: "veertiendaagse", "dreimonatige". */
function compoundPeriods(text: string, tokens: readonly Token[], read: readonly PolicyLanguage[]): readonly Fact[] {
  if (!read.includes('nl') && !read.includes('de')) return [];
  return tokens.flatMap((token): readonly Fact[] => {
    const said = token.kind === 'word' ? compound.exec(token.lower)?.[1] : undefined;
    const unit = compoundUnits.find(([stem]) => stem.test(token.lower))?.[1];
    if (said === undefined || unit === undefined) return [];
    const number = read.map((language) => numberEndingAt([{ ...token, text: said, lower: said }], 0, language)).find((one) => one !== null);
    return number === undefined || number === null ? [] : [fact('duration', isoOf(number.value, unit), text, token.start, token.end)];
  });
}

const monthPhrases = new PhraseIndex(languages.flatMap((lexicon) => lexicon.monthPhrases.map(([phrase, months]) => [phrase, { months, language: lexicon.language }] as const)));

function phrasesOfMonths(text: string, read: readonly PolicyLanguage[]): readonly Fact[] {
  const words = wordsOf(text);
  return monthPhrases
    .find(words)
    .filter((match) => read.includes(match.value.language) && !/(?:mois|mesi)$/u.test(words[match.to - 1]?.lower ?? ''))
    .map((match) => fact('duration', `P${match.value.months}M`, text, words[match.from]?.start ?? 0, words[match.to - 1]?.end ?? 0));
}

const monthNumbers = new Map<string, number>(
  languages.flatMap((lexicon) => lexicon.months.flatMap((names, index) => names.map((name) => [name, index + 1] as const))),
);

const dayFollowers = new Set(['st', 'nd', 'rd', 'th', 'er', 're', 'e', 'ste', 'de', 'º', 'ª', 'o', '.', '°', ',', 'of', 'del', 'ème']);

const yearOf = (token: Token | undefined): number | null => {
  if (token?.kind !== 'number' || !/^(?:19|20)\d\d$/u.test(token.text)) return null;
  return Number(token.text);
};

const dayOf = (token: Token | undefined): number | null => {
  if (token?.kind !== 'number' || !/^\d{1,2}$/u.test(token.text)) return null;
  const day = Number(token.text);
  return day >= 1 && day <= 31 ? day : null;
};

const pad = (value: number): string => String(value).padStart(2, '0');

/** A short month name ("mar", "set", "mag") says nothing without a day. */
const shortMonth = 3;

function skip(tokens: readonly Token[], index: number, step: 1 | -1): number {
  let next = index + step;
  for (let steps = 0; steps < 3 && dayFollowers.has(tokens[next]?.lower ?? ''); steps += 1) next += step;
  return next;
}

function writtenDates(text: string, tokens: readonly Token[]): readonly Fact[] {
  const found: Fact[] = [];
  for (const [index, token] of tokens.entries()) {
    const month = token.kind === 'word' ? monthNumbers.get(token.lower) : undefined;
    if (month === undefined) continue;
    const after = skip(tokens, index, 1);
    const before = skip(tokens, index, -1);
    const dayBefore = dayOf(tokens[before]);
    const dayAfter = dayOf(tokens[after]);
    const laterYear = dayAfter === null ? null : skip(tokens, after, 1);
    const yearIndex = yearOf(tokens[after]) === null ? laterYear : after;
    const year = yearIndex === null ? null : yearOf(tokens[yearIndex]);
    if (year === null || yearIndex === null) continue;
    const day = yearIndex === after ? dayBefore : dayAfter;
    if (day === null && token.lower.length <= shortMonth && token.lower !== 'mei' && token.lower !== 'mai' && token.lower !== 'may') continue;
    const start = day !== null && yearIndex === after ? (tokens[before]?.start ?? token.start) : token.start;
    const end = tokens[yearIndex]?.end ?? token.end;
    found.push(fact('date', `${year}-${pad(month)}${day === null ? '' : `-${pad(day)}`}`, text, start, end));
  }
  return found;
}

const yearFirst = /(?<![\p{L}\p{N}./-])((?:19|20)\d\d)([-./])(\d{1,2})\2(\d{1,2})(?![\p{L}\p{N}])/gu;
const yearLast = /(?<![\p{L}\p{N}./-])(\d{1,2})( ?[-./] ?)(\d{1,2})( ?[-./] ?)((?:19|20)\d\d)(?![\p{L}\p{N}])/gu;

function numericDates(text: string, tag: string | null): readonly Fact[] {
  const found: Fact[] = [];
  for (const match of text.matchAll(yearFirst)) {
    const [quote, year, , month, day] = match;
    if (Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31) {
      found.push(fact('date', `${year}-${pad(Number(month))}-${pad(Number(day))}`, text, match.index, match.index + quote.length));
    }
  }
  for (const match of text.matchAll(yearLast)) {
    const [quote, first, mark, second, , year] = match;
    // Only American English writes the month first, and then with slashes or dashes.
    const american = /^en(?:-us)?$/iu.test(tag ?? '') && mark?.trim() !== '.' && Number(second) <= 31 && Number(first) <= 12;
    const [month, day] = american ? [Number(first), Number(second)] : [Number(second), Number(first)];
    if (month >= 1 && month <= 12 && day >= 1 && day <= 31) {
      found.push(fact('date', `${year}-${pad(month)}-${pad(day)}`, text, match.index, match.index + quote.length));
    }
  }
  return found;
}

/** @returns the calendar days and months in a text that name their year, as ISO 8601 dates (`2022-11` for a month). */
export function datesIn(text: string, tokens: readonly Token[], tag: string | null): readonly Fact[] {
  return [...writtenDates(text, tokens), ...numericDates(text, tag)];
}

interface AgeWords {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const ageWords = new Map<PolicyLanguage, AgeWords>(languages.map((lexicon) => [lexicon.language, { before: lexicon.ageBefore, after: lexicon.ageAfter }]));
const ageAround = new PhraseIndex(languages.flatMap((lexicon) => lexicon.ageAround.map((word) => [word, lexicon.language] as const)));
const articles = new Set(['de', 'the', 'den', 'der', 'des', 'los', 'las', 'gli', 'i', 'dem']);

/** Ages that policies set lie between these; other numbers of years are periods. */
const youngest = 6;
const oldest = 25;

/** How many tokens on either side may tell that a number is an age. */
const ageWindow = 14;

/** Words before a number that make an age of it even without "years" ("under 13"). */
const outright = /(?:jonger dan|younger than|jünger als|under|under the age of|below the age of|age of|aged|leeftijd van|menor(?:es)? de|unter|be at least|moins de|minori? di|unter|vollendung des|vollendete?n?|compiuto)$/u;

interface AgeNumber {
  readonly value: number;
  readonly from: number;
  /** Where "years" stands, or would. */
  readonly unitAt: number;
  readonly hasUnit: boolean;
}

/** Numbers that may be ages: in digits, or in words before "years" ("sixteen (16) years"). */
function ageNumbers(tokens: readonly Token[], read: readonly PolicyLanguage[]): readonly AgeNumber[] {
  const found: AgeNumber[] = [];
  for (const [index, token] of tokens.entries()) {
    const years = (units.get(token.lower) ?? []).find((meaning) => meaning.unit === 'year' && read.includes(meaning.language));
    const quantity = years === undefined || tokens[index - 1]?.kind === 'number' || tokens[index - 2]?.kind === 'number' && tokens[index - 1]?.text === '-' ? null : quantityBefore(tokens, index, years.language);
    const spelled = quantity?.values.length === 1 ? quantity.values[0] : undefined;
    if (quantity !== null && spelled !== undefined) found.push({ value: spelled, from: quantity.from, unitAt: index, hasUnit: true });
    if (token.kind !== 'number' || !/^\d{1,2}$/u.test(token.text) || (tokens[index - 1]?.text === '(' && tokens[index + 1]?.text === ')')) continue;
    const unitAt = tokens[index + 1]?.text === '-' ? index + 2 : index + 1;
    const hasUnit = (units.get(tokens[unitAt]?.lower ?? '') ?? []).some((meaning) => meaning.unit === 'year' && read.includes(meaning.language));
    found.push({ value: Number(token.text), from: index, unitAt, hasUnit });
  }
  return found.filter((one) => one.value >= youngest && one.value <= oldest);
}

/** @returns the ages in a text, in whole years. */
export function agesIn(text: string, tokens: readonly Token[], language: PolicyLanguage | null): readonly Fact[] {
  const read = readLanguages(language);
  const found: Fact[] = [];
  for (const { value, from: index, unitAt, hasUnit } of ageNumbers(tokens, read)) {
    const token = tokens[index];
    if (token === undefined) continue;
    const before = tokens.slice(Math.max(0, index - 7), index).filter((one) => one.kind === 'word').map((one) => one.lower);
    const full = before.join(' ');
    while (articles.has(before.at(-1) ?? '') && before.length > 1) before.pop();
    const lead = before.join(' ');
    const last = Math.max(index, unitAt - 1);
    const tail = tokens.slice(last + 1, last + 5).filter((one) => one.text !== '-' && one.text !== '.').map((one) => one.lower).join(' ');
    const tailWithoutUnit = hasUnit ? tail.split(' ').slice(1).join(' ') : tail;
    const window = text.slice(tokens[Math.max(0, index - ageWindow)]?.start ?? 0, tokens[Math.min(tokens.length - 1, index + ageWindow)]?.end ?? text.length);
    const words = (side: 'before' | 'after'): readonly string[] => read.flatMap((one) => ageWords.get(one)?.[side] ?? []);
    const follows = words('after').some((phrase) => tail.startsWith(phrase) || tailWithoutUnit.startsWith(phrase));
    const leads = words('before').some((phrase) => [full, lead].some((said) => said === phrase || said.endsWith(` ${phrase}`)));
    const around = ageAround.find(wordsOf(window)).some((match) => read.includes(match.value));
    const plainly = outright.test(lead) || outright.test(full);
    const plus = tokens[index + 1]?.text === '+' && around;
    const isAge = plus || (follows ? hasUnit || around || leads : leads && (around ? hasUnit || plainly : hasUnit && plainly));
    const bare = !hasUnit && !follows && (units.has(tokens[unitAt]?.lower ?? '') || tokens[unitAt]?.text === '%');
    if (!isAge || bare) continue;
    const end = tokens[hasUnit ? unitAt : index]?.end ?? token.end;
    found.push(fact('age', String(value), text, token.start, end));
  }
  return found;
}
