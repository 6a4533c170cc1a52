import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '../../../src/domain/instant.ts';
import { afterQuietHours } from '../../../src/notify/quiet-hours.ts';
import { zoned } from '../../../src/notify/zone.ts';
import { at } from './stories.ts';

const night = { from: '22:00', until: '07:00' };

test.each([
  ['in the middle of the day a mail leaves at once', '2026-06-10T12:00:00.000Z', '2026-06-10T12:00:00.000Z'],
  ['before midnight it waits for the morning', '2026-06-10T21:30:00.000Z', '2026-06-11T05:00:00.000Z'],
  ['after midnight it waits for the same morning', '2026-06-11T01:00:00.000Z', '2026-06-11T05:00:00.000Z'],
  ['on the first quiet minute it waits', '2026-06-10T20:00:00.000Z', '2026-06-11T05:00:00.000Z'],
  ['on the minute that ends the night it leaves', '2026-06-11T05:00:00.000Z', '2026-06-11T05:00:00.000Z'],
  ['over the night that summer time shortens', '2026-03-28T22:00:00.000Z', '2026-03-29T05:00:00.000Z'],
  ['over the night that winter time lengthens', '2026-10-24T21:00:00.000Z', '2026-10-25T06:00:00.000Z'],
])('%s', (_name, from, until) => {
  expect(afterQuietHours(at(from), night, 'Europe/Amsterdam')).toBe(until);
});

test('quiet hours of the day do not pass midnight', () => {
  const lunch = { from: '12:00', until: '13:30' };
  expect(afterQuietHours(at('2026-06-10T10:15:00.000Z'), lunch, 'Europe/Amsterdam')).toBe('2026-06-10T11:30:00.000Z');
  expect(afterQuietHours(at('2026-06-10T22:15:00.000Z'), lunch, 'Europe/Amsterdam')).toBe('2026-06-10T22:15:00.000Z');
});

test('an end that summer time skips comes when the clock jumps over it', () => {
  expect(afterQuietHours(at('2026-03-29T00:10:00.000Z'), { from: '22:00', until: '02:30' }, 'Europe/Amsterdam')).toBe('2026-03-29T01:00:00.000Z');
});

test('an end that comes twice is waited for once', () => {
  // 02:15 the second time: the first 02:30 is past, the second is a quarter of an hour away
  expect(afterQuietHours(at('2026-10-25T01:15:00.000Z'), { from: '22:00', until: '02:30' }, 'Europe/Amsterdam')).toBe('2026-10-25T01:30:00.000Z');
});

test('another zone has its own night', () => {
  expect(afterQuietHours(at('2026-06-10T12:00:00.000Z'), night, 'Asia/Tokyo')).toBe('2026-06-10T12:00:00.000Z');
  expect(afterQuietHours(at('2026-06-10T14:00:00.000Z'), night, 'Asia/Tokyo')).toBe('2026-06-10T22:00:00.000Z');
  expect(afterQuietHours(at('2026-06-10T12:00:00.000Z'), night, 'Australia/Lord_Howe')).toBe('2026-06-10T20:30:00.000Z');
});

test('hours that begin and end alike are never quiet', () => {
  expect(afterQuietHours(at('2026-06-10T12:00:00.000Z'), { from: '08:00', until: '08:00' }, 'Europe/Amsterdam')).toBe('2026-06-10T12:00:00.000Z');
});

const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const zone = fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Cairo', 'America/Santiago', 'Africa/Casablanca', 'Pacific/Apia', 'UTC');

test('in any zone, at any time, a mail waits less than a day and never leaves in quiet hours', () => {
  fc.assert(fc.property(time, time, zone, fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) }), (from, until, timeZone, now) => {
    const free = afterQuietHours(instantOf(now), { from, until }, timeZone);
    expect(Date.parse(free)).toBeGreaterThanOrEqual(now);
    expect(Date.parse(free) - now).toBeLessThanOrEqual(25 * 3_600_000);
    const clock = zoned(free, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
    const quiet = from === until ? false : from < until ? clock >= from && clock < until : clock >= from || clock < until;
    expect(quiet).toBe(false);
  }), { numRuns: 500 });
});
