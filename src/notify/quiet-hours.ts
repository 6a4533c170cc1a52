import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../domain/instant.ts';
import { instantOf } from '../domain/instant.ts';
import type { QuietHours, Subscriber } from '../domain/subscriber.ts';
import { zoned } from './zone.ts';

const minuteOf = (time: Temporal.PlainTime): number => time.hour * 60 + time.minute;

function isQuiet(minute: number, from: number, until: number): boolean {
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

/**
 * The first instant at or after `at` that is outside the quiet hours of a zone. Hours that begin and end at the same
 * time of day are no quiet hours. The change to or from summer time may itself end them.
 */
export function afterQuietHours(at: Instant, quiet: QuietHours | null, timeZone: string): Instant {
  if (quiet === null) return at;
  const from = minuteOf(Temporal.PlainTime.from(quiet.from));
  const until = minuteOf(Temporal.PlainTime.from(quiet.until));
  const quietAt = (moment: Temporal.ZonedDateTime): boolean => isQuiet(minuteOf(moment.toPlainTime()), from, until);
  const now = zoned(at, timeZone);
  if (from === until || !quietAt(now)) return at;
  const end = (days: number, disambiguation: 'earlier' | 'later'): Temporal.ZonedDateTime =>
    now.toPlainDate().add({ days }).toPlainDateTime(Temporal.PlainTime.from(quiet.until)).toZonedDateTime(timeZone, { disambiguation });
  const shift = now.getTimeZoneTransition('next');
  const ends = [end(0, 'earlier'), end(0, 'later'), end(1, 'earlier'), end(1, 'later'), ...(shift === null ? [] : [shift])]
    .filter((moment) => moment.epochMilliseconds > now.epochMilliseconds && !quietAt(moment))
    .map((moment) => moment.epochMilliseconds);
  return ends.length === 0 ? at : instantOf(Math.min(...ends));
}

/** @returns when a subscriber may first be mailed, `at` or later */
export function mayMailAt(at: Instant, subscriber: Pick<Subscriber, 'quiet' | 'timeZone'>): Instant {
  return afterQuietHours(at, subscriber.quiet, subscriber.timeZone);
}
