import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cronProblem, readCron, shortestPauseMinutes } from '../../../src/domain/cron.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { epochMsOf, instantOf } from '../../../src/domain/instant.ts';
import { timeZoneProblem } from '../../../src/domain/time-zone.ts';
import { lastCronAt, nextCronAt } from '../../../src/schedule/cron.ts';

const at = (text: string): Instant => instantOf(Date.parse(text));
const zones = ['Europe/Amsterdam', 'UTC', 'America/New_York', 'America/Santiago', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];

/** All times from one instant up to another, the latter excluded. */
function timesBetween(cron: string, zone: string, from: string, until: string): readonly Instant[] {
  const times: Instant[] = [];
  for (let next = nextCronAt(cron, zone, instantOf(Date.parse(from) - 1)); next !== null && next < at(until); next = nextCronAt(cron, zone, next)) times.push(next);
  return times;
}

const localTime = (instant: Instant, zone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant));
const localDay = (instant: Instant, zone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(instant));

describe('nights on which clocks change', () => {
  test('K01 a time that does not exist comes once, after the gap', () => {
    expect(timesBetween('30 2 * * *', 'Europe/Amsterdam', '2026-03-28T12:00Z', '2026-03-31T00:00Z')).toEqual([at('2026-03-29T01:00Z'), at('2026-03-30T00:30Z')]);
  });

  test('K02 a time that comes twice is taken at its first coming', () => {
    expect(timesBetween('30 2 * * *', 'Europe/Amsterdam', '2026-10-24T12:00Z', '2026-10-27T00:00Z')).toEqual([at('2026-10-25T00:30Z'), at('2026-10-26T01:30Z')]);
    expect(timesBetween('0,30 2 * * *', 'Europe/Amsterdam', '2026-10-24T12:00Z', '2026-10-25T12:00Z')).toEqual([at('2026-10-25T00:00Z'), at('2026-10-25T00:30Z')]);
  });

  test('every six hours stays at the hours of the wall clock', () => {
    for (const [from, until] of [['2026-03-28T23:00Z', '2026-03-29T22:00Z'], ['2026-10-24T22:00Z', '2026-10-25T23:00Z']] as const) {
      expect(timesBetween('0 */6 * * *', 'Europe/Amsterdam', from, until).map((time) => localTime(time, 'Europe/Amsterdam'))).toEqual(['00:00', '06:00', '12:00', '18:00']);
    }
  });

  test('K03 half an hour on Lord Howe', () => {
    expect(timesBetween('15 2 * * *', 'Australia/Lord_Howe', '2026-10-02T20:00Z', '2026-10-05T00:00Z')).toEqual([at('2026-10-03T15:30Z'), at('2026-10-04T15:15Z')]);
    expect(timesBetween('45 1 * * *', 'Australia/Lord_Howe', '2026-04-03T20:00Z', '2026-04-06T00:00Z')).toHaveLength(2);
  });

  test('K04 Casablanca, whose clocks go back for Ramadan', () => {
    const times = timesBetween('30 2 * * *', 'Africa/Casablanca', '2026-01-01T00:00Z', '2027-01-01T00:00Z');
    expect(new Set(times.map((time) => localDay(time, 'Africa/Casablanca'))).size).toBe(times.length);
    expect(times).toHaveLength(365);
  });

  test('K04 Apia, which left out 30 December 2011: no day is met twice and the week goes on', () => {
    const times = timesBetween('0 7 * * *', 'Pacific/Apia', '2011-12-28T00:00Z', '2012-01-02T00:00Z');
    expect(times.map((time) => localDay(time, 'Pacific/Apia'))).toEqual(['2011-12-28', '2011-12-29', '2011-12-31', '2012-01-01', '2012-01-02']);
    expect(timesBetween('0 7 * * 1', 'Pacific/Apia', '2011-12-20T00:00Z', '2012-01-15T00:00Z')).toHaveLength(3);
  });
});

describe('a year in ten zones', () => {
  test.each(zones)('%s: a daily time comes on each day, once, and a weekly one each week', (zone) => {
    for (const cron of ['30 2 * * *', '0 0 * * *']) {
      const days = timesBetween(cron, zone, '2026-06-15T00:00Z', '2027-06-15T00:00Z').map((time) => localDay(time, zone));
      const steps = days.slice(1).map((one, index) => (Date.parse(one) - Date.parse(days[index] ?? one)) / 86_400_000);
      expect(new Set(steps), `${cron} ${zone}`).toEqual(new Set([1]));
      expect(days.length, `${cron} ${zone}`).toBeGreaterThanOrEqual(364);
    }
    const mondays = timesBetween('0 9 * * 1', zone, '2026-01-01T00:00Z', '2027-01-01T00:00Z');
    expect(mondays).toHaveLength(52);
    expect(mondays.every((time) => localTime(time, zone) === '09:00')).toBe(true);
  });

  test('from any moment, the next is later, the last is not, and nothing lies between', () => {
    const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }).map(instantOf);
    fc.assert(fc.property(moments, fc.constantFrom(...zones), fc.constantFrom('30 2 * * *', '0 */6 * * *', '0 7 * * 1', '15,45 1-3 * * *', '0 0 1 * *', '*/20 * * * *'), (now, zone, cron) => {
      const next = nextCronAt(cron, zone, now);
      const last = lastCronAt(cron, zone, now);
      if (next === null || last === null) return false;
      return next > now && last <= now && nextCronAt(cron, zone, last) === next && (lastCronAt(cron, zone, next) === next);
    }), { numRuns: 200 });
  });
});

test('K10 29 February and the years after 2038 are met', () => {
  expect(nextCronAt('0 7 29 2 *', 'Europe/Amsterdam', at('2026-01-01T00:00Z'))).toBe('2028-02-29T06:00:00.000Z');
  expect(nextCronAt('0 7 * * 1', 'Europe/Amsterdam', at('2038-01-19T04:00Z'))).toBe('2038-01-25T06:00:00.000Z');
});

test.each([
  ['', 'is empty'], ['* * * *', 'has 4 fields'], ['0 0 7 * * 1', 'seconds are not taken'], ['60 * * * *', '"60" is no minute'], ['0 24 * * *', '"24" is no hour'], ['0 0 0 * *', '"0" is no day of the month'], ['0 0 * 13 *', '"13" is no month'],
  ['0 0 * * 8', '"8" is no day of the week'], ['0 0 * * mun', '"mun" is no day of the week'], ['5-1 * * * *', 'runs backwards'], ['*/0 * * * *', 'whole number from 1'], ['*/90 * * * *', 'larger than the field'], ['1/2/3 * * * *', 'whole number from 1'],
  ['every 1s', 'has 2 fields'], ['@dayly', 'did you mean @daily?'], ['0 0 30 2 *', 'never comes'], ['0 0 31 4,6,9,11 *', 'never comes'], ['* * * * *', 'every 1 minute'], ['0,3 12 * * *', 'every 3 minutes'], ['59 23 * * *,', '"" is no day'], ['0 7 * * 1'.padEnd(300, ' '), '300 characters'],
  ['NaN NaN NaN NaN NaN', 'is no minute'], ['-1 * * * *', '"-1" is no minute'], ['1e9 * * * *', 'is no minute'],
])('"%s" is refused in a sentence', (cron, why) => {
  expect(cronProblem(cron)).toContain(why);
});

test('an expression that cannot be read is a mistake of the caller', () => {
  expect(() => nextCronAt('every day', 'UTC', at('2026-01-01T00:00Z'))).toThrow('has 2 fields');
  expect(() => nextCronAt('0 7 * * 1', 'Europe/Nowhere', at('2026-01-01T00:00Z'))).toThrow(/./u);
});

const field = (low: number, high: number): fc.Arbitrary<string> => fc.oneof(
  fc.constant('*'), fc.integer({ min: low, max: high }).map(String), fc.integer({ min: 1, max: high }).map((step) => `*/${step}`),
  fc.tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high })).map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`),
  fc.array(fc.integer({ min: low, max: high }), { minLength: 1, maxLength: 4 }).map((list) => list.join(',')),
);

test('what the reader takes, the calculator takes, and both allow the same minutes', () => {
  const expressions = fc.tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7)).map((parts) => parts.join(' '));
  fc.assert(fc.property(expressions, (cron) => {
    const reading = readCron(cron);
    if (reading.kind === 'bad') return true;
    const next = nextCronAt(cron, 'UTC', at('2026-01-01T00:00Z'));
    if (next === null) return true;
    const date = new Date(next);
    return reading.fields.minutes.includes(date.getUTCMinutes()) && reading.fields.hours.includes(date.getUTCHours()) && reading.fields.months.includes(date.getUTCMonth() + 1);
  }), { numRuns: 300 });
});

function pauseOf(cron: string): number {
  const reading = readCron(cron);
  return reading.kind === 'cron' ? shortestPauseMinutes(reading.fields) : -1;
}

test('the shortest pause is found over the hour and over midnight', () => {
  expect(pauseOf('*/15 * * * *')).toBe(15);
  expect(pauseOf('58,1 * * * *')).toBe(3);
  expect(pauseOf('58,1 3 * * *')).toBe(57);
  expect(pauseOf('59 23 * * *')).toBe(1440);
  expect(pauseOf('0,58 0,23 * * *')).toBe(2);
});

test('G20 a zone that does not exist is answered with those that may be meant', () => {
  expect(timeZoneProblem('Europe/Amsterdam')).toBeNull();
  expect(timeZoneProblem('UTC')).toBeNull();
  expect(timeZoneProblem('Europe/Amsterdm')).toContain('Europe/Amsterdam');
  expect(timeZoneProblem('Amsterdam')).toContain('Europe/Amsterdam');
  expect(timeZoneProblem('America/New York')).toContain('America/New_York');
  expect(timeZoneProblem('+02:00')).toContain('is no time zone');
  expect(epochMsOf(at('2026-01-01T00:00Z'))).toBe(Date.UTC(2026, 0, 1));
});
