import { Temporal } from 'temporal-polyfill';
import type { Instant, IsoDate } from '../domain/instant.ts';
import { epochMsOf } from '../domain/instant.ts';
import { dayOf } from './zone.ts';

/** How dates are written for one reader: in the reader's language and time zone. */
export interface DateWords {
  /** `21 november 2026` */
  readonly day: (day: IsoDate) => string;
  /** `zaterdag 21 november 2026` */
  readonly weekday: (day: IsoDate) => string;
  /** `21 november 2026 om 07:00 CET` */
  readonly moment: (instant: Instant) => string;
  /** `21 november 2026`, the day that the reader's zone has then. */
  readonly dayAt: (instant: Instant) => string;
  /** Days from one day to another, negative where it lies behind. */
  readonly daysUntil: (day: IsoDate, from: IsoDate) => number;
}

const utc = (day: IsoDate): number => epochMsOf(`${day}T00:00:00.000Z` as Instant);

export function dateWords(locale: string, timeZone: string): DateWords {
  const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const weekdayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const momentFormat = new Intl.DateTimeFormat(locale, {
    day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short', timeZone,
  });
  return {
    day: (day) => dayFormat.format(utc(day)),
    weekday: (day) => weekdayFormat.format(utc(day)),
    moment: (instant) => momentFormat.format(epochMsOf(instant)),
    dayAt: (instant) => dayFormat.format(utc(dayOf(instant, timeZone))),
    daysUntil: (day, from) => Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(day), { largestUnit: 'days' }).days,
  };
}
