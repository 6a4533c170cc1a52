import type { FactType } from '../domain/clause.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { isIsoDate } from './days.ts';
import type { Visit } from './visit.ts';

const units: readonly (readonly [letter: RegExp, words: Readonly<Record<ReaderLanguage, readonly [one: string, many: string]>>])[] = [
  [/^P.*?(\d+(?:\.\d+)?)Y/u, { nl: ['jaar', 'jaar'], en: ['year', 'years'] }],
  [/^P[^T]*?(\d+(?:\.\d+)?)M/u, { nl: ['maand', 'maanden'], en: ['month', 'months'] }],
  [/^P.*?(\d+(?:\.\d+)?)W/u, { nl: ['week', 'weken'], en: ['week', 'weeks'] }],
  [/^P.*?(\d+(?:\.\d+)?)D/u, { nl: ['dag', 'dagen'], en: ['day', 'days'] }],
  [/T.*?(\d+(?:\.\d+)?)H/u, { nl: ['uur', 'uur'], en: ['hour', 'hours'] }],
  [/T.*?(\d+(?:\.\d+)?)M/u, { nl: ['minuut', 'minuten'], en: ['minute', 'minutes'] }],
  [/T.*?(\d+(?:\.\d+)?)S/u, { nl: ['seconde', 'seconden'], en: ['second', 'seconds'] }],
];

const regions: Readonly<Record<ReaderLanguage, Intl.DisplayNames>> = { nl: new Intl.DisplayNames(['nl'], { type: 'region' }), en: new Intl.DisplayNames(['en'], { type: 'region' }) };
const locales: Readonly<Record<ReaderLanguage, string>> = { nl: 'nl-NL', en: 'en-GB' };

/** @returns `P1M` as "1 maand"; what is no ISO 8601 duration stays as it is */
export function durationText(value: string, language: ReaderLanguage): string {
  if (value.length > 40 || !/^P(?=[\dT])/u.test(value)) return value;
  const parts = units.flatMap(([pattern, words]) => {
    const count = pattern.exec(value)?.[1];
    return count === undefined ? [] : [`${count} ${words[language][count === '1' ? 0 : 1]}`];
  });
  return parts.length === 0 ? value : parts.join(' ');
}

/** @returns a country's name by its code; anything else as it is */
export function countryText(value: string, language: ReaderLanguage): string {
  if (value === 'EEA') return language === 'nl' ? 'EER' : 'EEA';
  return /^[A-Z]{2}$/u.test(value) ? (regions[language].of(value) ?? value) : value;
}

/** @returns `EUR 48.00` as "€ 48,00" */
export function moneyText(value: string, language: ReaderLanguage): string {
  const match = /^([A-Z]{3}) (\d{1,15}(?:\.\d{1,4})?)$/u.exec(value);
  if (match === null) return value;
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency: match[1] ?? 'EUR' }).format(Number(match[2]));
}

/** A fact's normalised value as a reader writes it. */
export function factText(visit: Visit, type: FactType, value: string): string {
  if (type === 'duration') return durationText(value, visit.language);
  if (type === 'country') return countryText(value, visit.language);
  if (type === 'money') return moneyText(value, visit.language);
  if (type === 'percentage') return `${value}%`;
  if (type === 'date' && isIsoDate(value)) return visit.dates.day(value);
  if (type === 'legal-basis') {
    const names: Readonly<Record<string, string>> = visit.words.legalBases;
    return names[value] ?? value;
  }
  return value;
}
