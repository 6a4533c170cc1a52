import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import { epochMsOf, instantOf, plusMs } from '../../../src/domain/instant.ts';
import type { CheckOutcome, CheckSettings } from '../../../src/schedule/next-check.ts';
import { nextCheckAt, plausibleCheckAt, shareOf } from '../../../src/schedule/next-check.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const at = (text: string): Instant => instantOf(Date.parse(text));
const settings: CheckSettings = {
  check: '0 */6 * * *', timeZone: 'Europe/Amsterdam', spreadMs: 3 * hour, confirmAfterMs: [5 * minute, 30 * minute], retryFirstMs: 15 * minute, retryMaxMs: day, minIntervalMs: 5 * minute,
};
const policy = { slug: 'tulp/privacy-policy', schedule: null };
const settled: CheckOutcome = { kind: 'settled' };
const failed = (failures: number, retryAfter: Instant | null = null, retryable = true): CheckOutcome => ({ kind: 'failed', failures, retryable, retryAfter });

/** The moments at which a policy is checked from one instant up to another, if each check takes two seconds. */
function rounds(which: { readonly slug: string; readonly schedule: string | null }, from: Instant, until: Instant, zone: string): readonly Instant[] {
  const moments: Instant[] = [];
  let next = nextCheckAt(which, settled, from, { ...settings, timeZone: zone });
  while (next < until) {
    moments.push(next);
    next = nextCheckAt(which, settled, plusMs(next, 2000), { ...settings, timeZone: zone });
  }
  return moments;
}

describe('regular checks', () => {
  test('come four times a day, each policy at its own moment that stays the same', () => {
    const moments = rounds(policy, at('2026-02-01T00:00Z'), at('2026-02-08T00:00Z'), 'UTC');
    expect(moments).toHaveLength(28);
    expect(new Set(moments.map((moment) => epochMsOf(moment) % (6 * hour))).size).toBe(1);
    expect(rounds({ slug: 'roos/privacy-policy', schedule: null }, at('2026-02-01T00:00Z'), at('2026-02-02T00:00Z'), 'UTC')[0]).not.toBe(moments[0]);
  });

  test.each(['Europe/Amsterdam', 'America/New_York', 'America/Santiago', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'])('over a year in %s none is skipped and none is doubled', (zone) => {
    for (const slug of ['a/privacy-policy']) {
      const moments = rounds({ slug, schedule: null }, at('2026-01-01T00:00Z'), at('2027-01-01T00:00Z'), zone);
      const pauses = moments.slice(1).map((moment, index) => epochMsOf(moment) - epochMsOf(moments[index] ?? moment));
      expect(moments.length).toBeGreaterThanOrEqual(365 * 4 - 1);
      expect(moments.length).toBeLessThanOrEqual(365 * 4 + 1);
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(5 * hour);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(7 * hour);
    }
  });

  test('are spread evenly, so that a thousand policies do not come at once', () => {
    const minutes = Array.from({ length: 1000 }, (_, index) => Math.floor(shareOf(`vendor-${index}/privacy-policy`) * 18));
    for (let part = 0; part < 18; part += 1) {
      const count = minutes.filter((value) => value === part).length;
      expect(count).toBeGreaterThan(25);
      expect(count).toBeLessThan(95);
    }
  });

  test('of a policy with its own schedule come exactly then', () => {
    expect(nextCheckAt({ slug: 'tulp/x', schedule: '30 8 * * 1-5' }, settled, at('2026-11-20T12:00Z'), settings)).toBe('2026-11-23T07:30:00.000Z');
  });

  test('never come within the shortest interval of the last', () => {
    expect(nextCheckAt({ slug: 'tulp/x', schedule: '*/5 * * * *' }, settled, at('2026-11-20T12:04:00Z'), settings)).toBe('2026-11-20T12:10:00.000Z');
    expect(nextCheckAt({ slug: 'tulp/x', schedule: '*/5 * * * *' }, settled, at('2026-11-20T12:05:00Z'), settings)).toBe('2026-11-20T12:10:00.000Z');
  });

  test('that were missed are caught up once: the next lies in the future', () => {
    const woken = at('2026-11-22T09:00Z');
    expect(nextCheckAt(policy, settled, woken, settings) > woken).toBe(true);
    expect(epochMsOf(nextCheckAt(policy, settled, woken, settings)) - epochMsOf(woken)).toBeLessThanOrEqual(6 * hour + 5 * minute);
  });
});

describe('a new wording', () => {
  const now = at('2026-11-20T12:00Z');
  test('is looked at again after five minutes, then after half an hour, then at the regular moment', () => {
    expect(nextCheckAt(policy, { kind: 'pending', looks: 1 }, now, settings)).toBe(plusMs(now, 5 * minute));
    expect(nextCheckAt(policy, { kind: 'pending', looks: 2 }, now, settings)).toBe(plusMs(now, 30 * minute));
    expect(nextCheckAt(policy, { kind: 'pending', looks: 3 }, now, settings)).toBe(nextCheckAt(policy, settled, now, settings));
  });
});

describe('failures', () => {
  const now = at('2026-11-20T12:00Z');
  const pause = (outcome: CheckOutcome): number => epochMsOf(nextCheckAt(policy, outcome, now, settings)) - epochMsOf(now);

  test('are tried again after pauses that double up to a day, varied by at most a tenth', () => {
    for (const [failures, minutes] of [[1, 15], [2, 30], [3, 60], [4, 120], [7, 960], [8, 1440], [100, 1440]] as const) {
      expect(pause(failed(failures))).toBeGreaterThanOrEqual(minutes * minute);
      expect(pause(failed(failures))).toBeLessThanOrEqual(minutes * minute * 1.1);
    }
  });

  test('of policies that failed together do not return together', () => {
    const moments = Array.from({ length: 50 }, (_, index) => nextCheckAt({ slug: `v${index}/privacy-policy`, schedule: null }, failed(3), now, settings));
    expect(new Set(moments).size).toBe(50);
  });

  test('obey Retry-After, but not for longer than a week', () => {
    expect(nextCheckAt(policy, failed(1, at('2026-11-20T18:00Z')), now, settings)).toBe('2026-11-20T18:00:00.000Z');
    expect(pause(failed(1, at('2026-11-20T12:00:01Z')))).toBeGreaterThanOrEqual(15 * minute);
    expect(pause(failed(1, at('2099-01-01T00:00Z')))).toBe(7 * day);
    expect(pause(failed(1, at('1999-01-01T00:00Z')))).toBeLessThan(hour);
  });

  test('that no retry can mend wait for the regular moment', () => {
    expect(nextCheckAt(policy, failed(1, null, false), now, settings)).toBe(nextCheckAt(policy, settled, now, settings));
  });
});

test('whatever happened, the next check is later than now by at least the shortest interval', () => {
  const outcomes = fc.oneof(
    fc.constant(settled), fc.integer({ min: 0, max: 9 }).map((looks): CheckOutcome => ({ kind: 'pending', looks })),
    fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.boolean(), fc.option(fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) }).map(instantOf))).map(([failures, retryable, retryAfter]): CheckOutcome => failed(failures, retryAfter, retryable)),
  );
  const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }).map(instantOf);
  fc.assert(fc.property(outcomes, moments, fc.constantFrom(null, '*/5 * * * *', '0 0 29 2 *', '0 7 * * 1'), fc.string({ maxLength: 20 }), (outcome, now, schedule, slug) => {
    const next = nextCheckAt({ slug, schedule }, outcome, now, settings);
    return epochMsOf(next) - epochMsOf(now) >= settings.minIntervalMs && next === nextCheckAt({ slug, schedule }, outcome, now, settings);
  }), { numRuns: 400 });
});

test('K07 a moment that only a wrong clock can have planned is mended, a plausible one is kept', () => {
  const now = at('2026-11-20T12:00Z');
  expect(plausibleCheckAt({ ...policy, nextCheckAt: at('2027-11-20T12:00Z') }, now, settings)).toBe(nextCheckAt(policy, settled, plusMs(now, -5 * minute), settings));
  for (const kept of ['2026-11-20T13:00:00.000Z', '2026-11-27T11:00:00.000Z', '2020-01-01T00:00:00.000Z']) expect(plausibleCheckAt({ ...policy, nextCheckAt: at(kept) }, now, settings)).toBe(kept);
  expect(plausibleCheckAt({ slug: 'x/y', schedule: '0 7 1 1 *', nextCheckAt: at('2027-01-01T06:00Z') }, now, settings)).toBe('2027-01-01T06:00:00.000Z');
});
