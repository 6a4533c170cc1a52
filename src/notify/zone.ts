import { Temporal } from 'temporal-polyfill';
import type { Instant, IsoDate } from '../domain/instant.ts';
import { instantOf } from '../domain/instant.ts';

/** @returns the instant as its zone's wall clock shows it */
export function zoned(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
}

/** @returns the calendar day that the zone has at the instant */
export function dayOf(instant: Instant, timeZone: string): IsoDate {
  return zoned(instant, timeZone).toPlainDate().toString() as IsoDate;
}

/**
 * The instant at which a zone's wall clock shows a time. A time that summer time skips is moved on by the skipped
 * hour; of one that comes twice the first counts.
 */
export function instantAt(day: Temporal.PlainDate, time: Temporal.PlainTime, timeZone: string): Instant {
  return instantOf(day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds);
}

/** @returns the ISO week of a day, `2026-W53` */
export function isoWeek(day: IsoDate): string {
  const date = Temporal.PlainDate.from(day);
  return `${date.yearOfWeek ?? date.year}-W${String(date.weekOfYear ?? 1).padStart(2, '0')}`;
}
