import { Temporal } from 'temporal-polyfill';
import type { Instant, IsoDate } from '../domain/instant.ts';

/** @returns the instant as its zone's wall clock shows it */
export function zoned(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
}

/** @returns the calendar day that the zone has at the instant */
export function dayOf(instant: Instant, timeZone: string): IsoDate {
  return zoned(instant, timeZone).toPlainDate().toString() as IsoDate;
}
