import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant, IsoDate } from '../../../src/domain/instant.ts';
import { epochMsOf, instantOf, plusMs } from '../../../src/domain/instant.ts';
import type { DigestPeriod, DigestSettings, SentDigest } from '../../../src/schedule/digest-period.ts';
import { digestPlan, isoWeekOf, lastWholePeriod, localDateOf } from '../../../src/schedule/digest-period.ts';

const hour = 3_600_000;
const day = 24 * hour;
const at = (text: string): Instant => instantOf(Date.parse(text));
const weekly: DigestSettings = { cadence: 'weekly', cron: '0 7 * * 1', timeZone: 'Europe/Amsterdam', lateMs: 72 * hour };
const zones = ['Europe/Amsterdam', 'UTC', 'America/New_York', 'America/Santiago', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];

/** A daemon that asks at the given moments and writes each digest that is due. */
function run(begunAt: Instant, moments: Iterable<Instant>, settings: DigestSettings): readonly (DigestPeriod & { readonly sentAt: Instant })[] {
  const sent: (DigestPeriod & { readonly sentAt: Instant })[] = [];
  for (const now of moments) {
    const rows: readonly SentDigest[] = sent.slice(-20);
    const plan = digestPlan(begunAt, rows, now, settings);
    if (plan.kind === 'due') sent.push({ ...plan.period, sentAt: now });
  }
  return sent;
}

function* every(stepMs: number, from: string, until: string): Generator<Instant> {
  for (let now = Date.parse(from); now < Date.parse(until); now += stepMs) yield instantOf(now);
}

describe('a year of weekly digests', () => {
  test.each(zones)('K05 in %s: one each Monday at 09:00 there, together without gap or overlap', (timeZone) => {
    const digests = run(at('2026-01-01T00:00Z'), every(2 * hour, '2026-01-01T00:00Z', '2027-01-01T00:00Z'), { ...weekly, cron: '0 9 * * 1', timeZone });
    expect(digests).toHaveLength(52);
    expect(new Set(digests.map((digest) => digest.key)).size).toBe(52);
    for (const [index, digest] of digests.entries()) {
      expect(digest.since).toBe(digests[index - 1]?.until ?? '2026-01-01T00:00:00.000Z');
      expect(epochMsOf(digest.sentAt) - epochMsOf(digest.until)).toBeLessThan(2 * hour);
      expect(digest.missed).toBe(0);
    }
  });

  test('a year with 53 Mondays has 53', () => {
    expect(run(at('2029-01-01T00:00Z'), every(3 * hour, '2029-01-01T00:00Z', '2030-01-01T00:00Z'), weekly)).toHaveLength(53);
  });
});

test.each([
  ['daily', '0 7 * * *', 365], ['monthly', '0 7 1 * *', 12], ['weekly', '30 2 * * 0', 52],
] as const)('a %s digest at %s comes %i times a year, over both changes of the clocks', (cadence, cron, count) => {
  const digests = run(at('2026-01-01T08:00Z'), every(hour, '2026-01-01T08:00Z', '2027-01-01T07:00Z'), { ...weekly, cadence, cron });
  expect(digests).toHaveLength(count);
  expect(new Set(digests.map((digest) => digest.key)).size).toBe(count);
});

describe('a machine that was off over the moment', () => {
  const before = run(at('2026-11-01T00:00Z'), every(hour, '2026-11-01T00:00Z', '2026-11-20T00:00Z'), weekly);

  test('K12 sends the digest late, once', () => {
    const after = run(at('2026-11-01T00:00Z'), [...every(hour, '2026-11-01T00:00Z', '2026-11-20T00:00Z'), ...every(hour, '2026-11-24T09:00Z', '2026-11-29T00:00Z')], weekly).slice(before.length);
    expect(after.map((digest) => [digest.key, digest.since, digest.until, digest.missed])).toEqual([['weekly-2026-11-23', '2026-11-16T06:00:00.000Z', '2026-11-23T06:00:00.000Z', 0]]);
    expect(after[0]?.lateMs).toBe(27 * hour);
  });

  test('K12 joins it to the next where it would be too late, and says so', () => {
    const strict = { ...weekly, lateMs: 24 * hour };
    const after = run(at('2026-11-01T00:00Z'), [...every(hour, '2026-11-01T00:00Z', '2026-11-20T00:00Z'), ...every(hour, '2026-11-24T09:00Z', '2026-12-01T00:00Z')], strict).slice(before.length);
    expect(after.map((digest) => [digest.key, digest.since, digest.until, digest.missed])).toEqual([['weekly-2026-11-30', '2026-11-16T06:00:00.000Z', '2026-11-30T06:00:00.000Z', 1]]);
  });

  test('tells of five missed weeks in one', () => {
    const after = run(at('2026-11-01T00:00Z'), [...every(hour, '2026-11-01T00:00Z', '2026-11-20T00:00Z'), at('2026-12-28T08:00Z')], weekly).slice(before.length);
    expect(after.map((digest) => [digest.since, digest.until, digest.missed])).toEqual([['2026-11-16T06:00:00.000Z', '2026-12-28T06:00:00.000Z', 5]]);
  });
});

describe('a clock that is wrong', () => {
  test('K06 L18 an hour back sends nothing twice', () => {
    const moments = [at('2026-11-23T05:59Z'), at('2026-11-23T06:00Z'), at('2026-11-23T05:00Z'), at('2026-11-23T05:59Z'), at('2026-11-23T06:00Z'), at('2026-11-23T06:01Z')];
    expect(run(at('2026-11-17T00:00Z'), moments, weekly)).toHaveLength(1);
  });

  test('K07 a year ahead and back neither silences the digest nor sends one twice', () => {
    const moments = [...every(hour, '2026-11-17T00:00Z', '2026-11-24T00:00Z'), at('2027-11-24T00:00Z'), ...every(hour, '2026-11-24T00:00Z', '2026-12-15T00:00Z')];
    const keys = run(at('2026-11-17T00:00Z'), moments, weekly).map((digest) => digest.key);
    expect(keys).toEqual(['weekly-2026-11-23', 'weekly-2027-11-22', 'weekly-2026-11-30', 'weekly-2026-12-07', 'weekly-2026-12-14']);
  });
});

test('however often and when the daemon runs, each moment of the year is told of in exactly one digest', () => {
  const gaps = fc.array(fc.integer({ min: 60_000, max: 20 * day }), { minLength: 5, maxLength: 40 });
  fc.assert(fc.property(gaps, fc.constantFrom(...zones), fc.constantFrom('0 7 * * 1', '30 2 * * *', '0 7 1 * *'), fc.integer({ min: 0, max: 10 * day }), (steps, timeZone, cron, lateMs) => {
    const begunAt = at('2026-01-01T00:00Z');
    let now = begunAt;
    const moments = steps.map((step) => (now = plusMs(now, step)));
    const digests = run(begunAt, moments, { cadence: 'weekly', cron, timeZone, lateMs });
    return digests.every((digest, index) => digest.since === (digests[index - 1]?.until ?? begunAt) && digest.until > digest.since && digest.until <= digest.sentAt) && new Set(digests.map((digest) => digest.key)).size === digests.length;
  }), { numRuns: 40 });
});

test('while nothing is due, the next moment is known', () => {
  expect(digestPlan(at('2026-11-17T00:00Z'), [], at('2026-11-20T00:00Z'), weekly)).toEqual({ kind: 'waiting', since: '2026-11-17T00:00:00.000Z', nextAt: '2026-11-23T06:00:00.000Z' });
});

test('a digest asked for by hand tells of the last whole period', () => {
  expect(lastWholePeriod(at('2026-11-20T00:00Z'), weekly)).toEqual({ since: '2026-11-09T06:00:00.000Z', until: '2026-11-16T06:00:00.000Z' });
  expect(lastWholePeriod(at('2026-11-20T00:00Z'), { ...weekly, cadence: 'monthly', cron: '0 7 1 * *' })).toEqual({ since: '2026-10-01T05:00:00.000Z', until: '2026-11-01T06:00:00.000Z' });
});

test.each([['2026-12-31', 2026, 53], ['2027-01-03', 2026, 53], ['2027-01-04', 2027, 1], ['2024-12-30', 2025, 1], ['2021-01-03', 2020, 53], ['2026-11-23', 2026, 48], ['2028-02-29', 2028, 9]])('%s lies in week %i-W%i', (date, year, week) => {
  expect(isoWeekOf(date as IsoDate)).toEqual({ year, week });
});

test('a day is the day of the zone', () => {
  expect(localDateOf(at('2026-11-22T23:30Z'), 'Europe/Amsterdam')).toBe('2026-11-23');
  expect(localDateOf(at('2026-11-22T23:30Z'), 'America/New_York')).toBe('2026-11-22');
  expect(localDateOf(at('2026-12-30T12:00Z'), 'Pacific/Apia')).toBe('2026-12-31');
});

test('a digest whose hour is moved on the very day is not due a second time', () => {
  const sent = [{ key: 'weekly-2026-11-23', until: at('2026-11-23T06:00Z') }];
  expect(digestPlan(at('2026-11-01T00:00Z'), sent, at('2026-11-23T08:05Z'), { ...weekly, cron: '0 9 * * 1' }).kind).toBe('waiting');
  expect(digestPlan(at('2026-11-01T00:00Z'), sent, at('2026-11-30T08:05Z'), { ...weekly, cron: '0 9 * * 1' })).toMatchObject({ kind: 'due', period: { since: '2026-11-23T06:00:00.000Z', missed: 0 } });
});
