import type { Brand } from './ids.ts';

/** A UTC instant as ISO 8601 text with milliseconds, `2026-10-01T07:00:00.000Z`; sorts as text. */
export type Instant = Brand<string, 'Instant'>;

/** A calendar day, `2026-10-01`, with no time zone. */
export type IsoDate = Brand<string, 'IsoDate'>;

/** Tells the time; the only way a use case learns it, so that tests can fix it. */
export type Clock = () => Instant;

/** @param epochMs milliseconds since 1970; throws RangeError outside what a Date can hold. */
export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant;
}

/** @returns milliseconds since 1970 */
export function epochMsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** @returns the instant `ms` milliseconds later (earlier where negative) */
export function plusMs(instant: Instant, ms: number): Instant {
  return instantOf(Date.parse(instant) + ms);
}
