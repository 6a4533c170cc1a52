import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dueReminder, isWorkingDay, lastDayOf } from '../../../src/notify/deadline.ts';
import { renderCalendar } from '../../../src/notify/calendar.ts';
import { at, day, deadline } from './stories.ts';

const calendarDays = (days: number) => ({ days, count: 'calendar' }) as const;
const workingDays = (days: number) => ({ days, count: 'working' }) as const;

test.each([
  ['thirty days from a notice, the day of the notice not counted', '2026-11-16', calendarDays(30), '2026-12-16'],
  ['thirty days over the end of February in a leap year', '2028-02-01', calendarDays(30), '2028-03-02'],
  ['a period in days may end on a Sunday', '2026-11-16', calendarDays(6), '2026-11-22'],
  ['ten working days leave out two weekends', '2026-11-16', workingDays(10), '2026-11-30'],
  ['working days over Christmas and New Year', '2026-12-23', workingDays(5), '2026-12-31'],
  ['Easter Monday and King’s Day do not count', '2026-04-03', workingDays(16), '2026-04-29'],
  ['King’s Day moves to Saturday the 26th when the 27th is a Sunday', '2031-04-25', workingDays(1), '2031-04-28'],
  ['a notice on a Saturday begins to count on Monday', '2026-11-21', workingDays(1), '2026-11-23'],
  ['no days at all end on the day of the notice', '2026-11-16', workingDays(0), '2026-11-16'],
] as const)('%s', (_name, noticed, period, last) => {
  expect(lastDayOf(day(noticed), period)).toBe(last);
});

test('a working period always ends on a working day and holds exactly its days', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 60 }), (offset, days) => {
    const noticed = Temporal.PlainDate.from('2025-01-01').add({ days: offset });
    const last = Temporal.PlainDate.from(lastDayOf(day(noticed.toString()), workingDays(days)));
    expect(isWorkingDay(last)).toBe(true);
    let counted = 0;
    for (let one = noticed.add({ days: 1 }); Temporal.PlainDate.compare(one, last) <= 0; one = one.add({ days: 1 })) counted += isWorkingDay(one) ? 1 : 0;
    expect(counted).toBe(days);
  }), { numRuns: 100 });
});

test('reminders come at their steps, once each, and the nearest alone after a pause', () => {
  const open = deadline();
  expect(dueReminder(open, at('2026-11-20T09:00:00.000Z'), null)).toBeNull();
  expect(dueReminder(open, at('2026-12-02T09:00:00.000Z'), null)).toBe(14);
  expect(dueReminder(open, at('2026-12-03T09:00:00.000Z'), 14)).toBeNull();
  expect(dueReminder(open, at('2026-12-14T09:00:00.000Z'), 14)).toBe(3);
  expect(dueReminder(open, at('2026-12-16T09:00:00.000Z'), 1)).toBe(0);
  expect(dueReminder(open, at('2026-12-17T09:00:00.000Z'), 0)).toBe(-1);
  expect(dueReminder(open, at('2027-01-17T09:00:00.000Z'), -1)).toBeNull();
});

test('the day that counts is the day in the deadline’s own zone', () => {
  // 23:30 UTC on the 1st is the 2nd in Amsterdam
  expect(dueReminder(deadline(), at('2026-12-01T23:30:00.000Z'), null)).toBe(14);
  expect(dueReminder(deadline({ timeZone: 'America/New_York' }), at('2026-12-01T23:30:00.000Z'), null)).toBeNull();
});

test('what somebody decided is not brought to mind again', () => {
  const decided = deadline({ decision: { answer: 'no-action', by: 'Saskia', at: at('2026-11-18T09:00:00.000Z'), note: null } });
  expect(dueReminder(decided, at('2026-12-15T09:00:00.000Z'), null)).toBeNull();
});

test('a calendar holds whole days that every program reads, alike at every making', () => {
  const days = [deadline(), deadline({ key: 'b', kind: 'effective', dueOn: day('2027-01-01'), period: null, quote: 'Vanaf 1 januari; "nieuw",\r\nBEGIN:VEVENT' })];
  const file = renderCalendar(days, 'nl', 'watch.example', 'Clausewatch');
  expect(renderCalendar(days.toReversed(), 'nl', 'watch.example', 'Clausewatch')).toBe(file);
  const lines = file.split('\r\n');
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
  expect(file).toContain('DTSTART;VALUE=DATE:20261216');
  expect(file).toContain('DTEND;VALUE=DATE:20261217');
  expect(lines.filter((line) => line === 'BEGIN:VALARM')).toHaveLength(2);
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

test('a window no longer than a step is not brought to mind right after its notice', () => {
  const short = deadline({ noticedOn: day('2026-11-13'), dueOn: day('2026-11-27'), period: { days: 10, count: 'working' } });
  expect(dueReminder(short, at('2026-11-13T12:00:00.000Z'), null)).toBeNull();
  expect(dueReminder(short, at('2026-11-14T12:00:00.000Z'), null)).toBeNull();
  expect(dueReminder(short, at('2026-11-20T12:00:00.000Z'), null)).toBe(7);
  const day1 = deadline({ noticedOn: day('2026-11-26'), dueOn: day('2026-11-27') });
  expect(dueReminder(day1, at('2026-11-26T12:00:00.000Z'), null)).toBeNull();
  expect(dueReminder(day1, at('2026-11-27T12:00:00.000Z'), null)).toBe(0);
});
