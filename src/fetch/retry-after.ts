import { epochMsOf, instantOf, type Instant } from '../domain/instant.ts';

/** RFC 9110 5.6.7: the one form that servers may send, with the weekday left unchecked. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/u;

/**
 * Reads a `Retry-After` value, seconds or an HTTP date (RFC 9110 10.2.3).
 * @returns the moment it names, at most `maxMs` after `now`; null where it is absent, past or cannot be read
 */
export function parseRetryAfter(value: string | null, now: Instant, maxMs: number): Instant | null {
  const text = value?.trim() ?? '';
  const nowMs = epochMsOf(now);
  let untilMs = Number.NaN;
  if (/^\d{1,12}$/u.test(text)) untilMs = nowMs + Number(text) * 1000;
  else if (httpDate.test(text)) untilMs = Date.parse(text);
  if (Number.isNaN(untilMs) || untilMs <= nowMs) return null;
  return instantOf(Math.min(untilMs, nowMs + maxMs));
}
