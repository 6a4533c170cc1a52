import type { Instant } from '../domain/instant.ts';

/** `2026-11-22 10:40` in a time zone, for tables. */
export function shortTime(at: Instant | null, timeZone: string): string {
  if (at === null) return '–';
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((entry) => entry.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}
