import type { Instant, IsoDate } from '../domain/instant.ts';
import { epochMsOf, plusMs } from '../domain/instant.ts';
import { lastCronAt, nextCronAt } from './cron.ts';

export interface DigestSettings {
  readonly cadence: 'daily' | 'weekly' | 'monthly';
  readonly cron: string;
  readonly timeZone: string;
  /** A digest is sent up to this long after its moment; later, its time is told in the next. */
  readonly lateMs: number;
}

/** The time that one digest tells of: `since` excluded, `until` included. */
export interface DigestPeriod {
  /** Unique among all periods of a cadence: `weekly-2026-11-23`, by the local day of its moment. */
  readonly key: string;
  readonly since: Instant;
  readonly until: Instant;
  /** Moments that passed without a digest and are told of in this one. */
  readonly missed: number;
  /** How long after its moment it is sent. */
  readonly lateMs: number;
}

export interface SentDigest {
  readonly key: string;
  readonly until: Instant;
}

export type DigestPlan =
  | { readonly kind: 'due'; readonly period: DigestPeriod }
  /** `since` is where the next digest will begin; `nextAt` is null where no moment ever comes. */
  | { readonly kind: 'waiting'; readonly since: Instant; readonly nextAt: Instant | null };

const dayMs = 86_400_000;
const mostCounted = 400;

/** The calendar day of an instant in a time zone. */
export function localDateOf(at: Instant, timeZone: string): IsoDate {
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  // Built from a calendar's own parts, so it is a calendar day.
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}` as IsoDate;
}

/** The ISO 8601 week of a calendar day; its year differs from the day's at the turn of some years. */
export function isoWeekOf(date: IsoDate): { readonly year: number; readonly week: number } {
  const day = new Date(`${date}T00:00:00Z`);
  const thursday = new Date(day.getTime() + (3 - ((day.getUTCDay() + 6) % 7)) * dayMs);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / dayMs / 7) + 1 };
}

export function digestKey(cadence: DigestSettings['cadence'], until: Instant, timeZone: string): string {
  return `${cadence}-${localDateOf(until, timeZone)}`;
}

/**
 * Which digest is due, given those already written.
 *
 * Each begins where the last ended, so that everything is in exactly one. Where several moments passed unused, one
 * digest tells of the whole time. One that would come too late waits for the next moment and is joined to it. A digest
 * from the future (a clock that ran ahead) is left out of account, and its key keeps it from being sent again.
 *
 * @param begunAt when the watching began: where the first digest begins
 * @param sent the latest digests, in any order
 */
export function digestPlan(begunAt: Instant, sent: readonly SentDigest[], now: Instant, settings: DigestSettings): DigestPlan {
  const believable = sent.filter((digest) => epochMsOf(digest.until) <= epochMsOf(now) + dayMs).map((digest) => digest.until).toSorted();
  const since = believable.at(-1) ?? begunAt;
  const nextAt = nextCronAt(settings.cron, settings.timeZone, now > since ? now : since);
  const waiting: DigestPlan = { kind: 'waiting', since, nextAt };
  const until = lastCronAt(settings.cron, settings.timeZone, now);
  if (until === null || until <= since) return waiting;
  const lateMs = epochMsOf(now) - epochMsOf(until);
  const key = digestKey(settings.cadence, until, settings.timeZone);
  if (lateMs > settings.lateMs || sent.some((digest) => digest.key === key)) return waiting;
  return { kind: 'due', period: { key, since, until, missed: missedBetween(since, until, sent, settings), lateMs } };
}

/** The period that a digest asked for by hand tells of: the last whole one before now. */
export function lastWholePeriod(now: Instant, settings: DigestSettings): { readonly since: Instant; readonly until: Instant } {
  const until = lastCronAt(settings.cron, settings.timeZone, now) ?? now;
  return { since: lastCronAt(settings.cron, settings.timeZone, plusMs(until, -1)) ?? plusMs(until, -7 * dayMs), until };
}

/** Moments without a digest; on a day that had one at another hour none was missed. */
function missedBetween(since: Instant, until: Instant, sent: readonly SentDigest[], settings: DigestSettings): number {
  const keys = new Set(sent.map((digest) => digest.key));
  let count = 0;
  for (let at = nextCronAt(settings.cron, settings.timeZone, since); at !== null && at < until && count < mostCounted; at = nextCronAt(settings.cron, settings.timeZone, at)) {
    if (!keys.has(digestKey(settings.cadence, at, settings.timeZone))) count += 1;
  }
  return count;
}
