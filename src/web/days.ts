import { Temporal } from 'temporal-polyfill';
import type { Instant, IsoDate } from '../domain/instant.ts';

/** @returns whether the text is a day of the calendar, `2026-03-01` */
export function isIsoDate(text: string): text is IsoDate {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** @returns a day's first instant in a zone, and the next day's first; 23 or 25 hours apart where the clock changes */
export function dayBounds(day: IsoDate, timeZone: string): readonly [start: Instant, end: Instant] {
  const date = Temporal.PlainDate.from(day);
  const first = (of: Temporal.PlainDate): Instant => of.toZonedDateTime(timeZone).toInstant().toString({ fractionalSecondDigits: 3 }) as Instant;
  return [first(date), first(date.add({ days: 1 }))];
}
