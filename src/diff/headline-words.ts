import type { FactType } from '../domain/clause.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { basisLabels, countryLabels, monthNames, units } from './headline-labels.ts';

/** A duration for a reader: `P1M` → "1 maand", `P1Y1D` → "1 jaar en 1 dag". */
function durationFor(iso: string, reader: ReaderLanguage): string {
  const [, days = '', hours = ''] = /^P([\d.YMWD]{0,40})(?:T([\d.HM]{1,20}))?$/u.exec(iso) ?? [];
  const told = (part: string, prefix: string): readonly (string | null)[] =>
    [...part.matchAll(/(\d+(?:\.\d+)?)([YMWDH])/gu)].map(([, amount, unit]) => {
      const names = units[`${prefix}${unit ?? ''}`]?.[reader];
      return names === undefined ? null : `${amount ?? ''} ${amount === '1' ? names[0] : names[1]}`;
    });
  const parts = [...told(days, ''), ...told(hours, 'T')];
  if (parts.length === 0 || parts.includes(null)) return iso;
  return parts.length === 1 ? (parts[0] ?? iso) : `${parts.slice(0, -1).join(', ')} ${reader === 'nl' ? 'en' : 'and'} ${parts.at(-1) ?? ''}`;
}

/** A date for a reader: `2021-09-14` → "14 september 2021"; a month without a day as such. */
export function dateFor(iso: string, reader: ReaderLanguage): string {
  const [year = '', month = '', day] = iso.split('-');
  const name = monthNames[reader].split(' ')[Number(month) - 1];
  if (name === undefined) return iso;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** A fact's value in a reader's words; names, addresses and the clause's own words stand as written. */
export function valueFor(type: FactType, value: string, reader: ReaderLanguage): string {
  switch (type) {
    case 'duration':
      return durationFor(value, reader);
    case 'date':
      return dateFor(value, reader);
    case 'age':
      return reader === 'nl' ? `${value} jaar` : `${value} years`;
    case 'percentage':
      return `${reader === 'nl' ? value.replace('.', ',') : value}%`;
    case 'country':
      return countryLabels[value]?.[reader] ?? value;
    case 'legal-basis':
      return basisLabels[value]?.[reader] ?? value;
    case 'money': {
      const [code = '', amount = ''] = value.split(' ');
      return `${code} ${reader === 'nl' ? amount.replace('.', ',') : amount}`;
    }
    default:
      return value;
  }
}

/** @returns text on one line and no longer than `most` characters, cut at a word, with an ellipsis where it was cut */
export function shortened(text: string, most: number): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/u, '')}…`;
}
