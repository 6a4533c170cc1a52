import { expect, test } from 'vitest';
import type { Sight } from '../../../src/domain/gate.ts';
import type { IsoDate } from '../../../src/domain/instant.ts';
import { pageReasons } from '../../../src/domain/page-reasons.ts';
import { archiveSettings, liveSettings } from '../../../src/gate/settings.ts';
import { dayMs, edited, hourMs, policy, sightAt, watch } from './sights.ts';

const base = policy();
const change = edited(base, 4, 'Acme keeps the data of purpose 2 for sixty days and then deletes them without delay.');
const french = policy(10, 'La société').map((clause) => `Texte français : ${clause}`);

/** Outcomes of captures twelve hours apart. */
function outcomes(pages: readonly (readonly string[])[], stepMs = 12 * hourMs, rest: (at: number) => Partial<Sight> = () => ({})): readonly string[] {
  const gate = watch(archiveSettings);
  return pages.map((page, at) => gate.see(sightAt(at, at * stepMs, page, rest(at))).outcome);
}

test('the first good capture is the baseline', () => {
  expect(outcomes([base, base])).toEqual(['first', 'unchanged']);
});

test('a rejected first capture sets no baseline', () => {
  const gate = watch(archiveSettings);
  expect(gate.see(sightAt(0, 0, ['Access denied'], { verdict: 'blocked', reasons: [pageReasons.statusRefused(403)] }))).toMatchObject({ outcome: 'rejected', reasons: [pageReasons.statusRefused(403)] });
  expect(gate.memory().current).toBeNull();
  expect(gate.see(sightAt(1, hourMs, base)).outcome).toBe('first');
});

test('a new wording waits for a second look and tells where it was first seen', () => {
  const gate = watch(archiveSettings);
  gate.see(sightAt(0, 0, base));
  expect(gate.see(sightAt(1, hourMs, change))).toMatchObject({ outcome: 'pending', since: 1 });
  expect(gate.see(sightAt(2, 2 * hourMs, change))).toMatchObject({ outcome: 'confirmed', since: 1, news: 'change' });
  expect(gate.see(sightAt(3, 3 * hourMs, change)).outcome).toBe('unchanged');
});

test('a wording that is gone at the second look is never told', () => {
  expect(outcomes([base, change, base, base])).toEqual(['first', 'pending', 'unchanged', 'unchanged']);
});

test.each([
  ['one number', 'Acme keeps the data of purpose 2 for 30 days.', 'Acme keeps the data of purpose 2 for 60 days.'],
  ['one amount', 'You pay € 10.00 a month.', 'You pay $ 10.00 a month.'],
  ['one “not”', 'We share your data with others.', 'We do not share your data with others.'],
])('%s in a long policy is a change', (_, before, after) => {
  expect(outcomes([edited(base, 7, before), edited(base, 7, after), edited(base, 7, after)])).toEqual(['first', 'pending', 'confirmed']);
});

test('case, quotes, punctuation and the cutting into clauses are no change', () => {
  const quoted = edited(base, 4, 'ACME keeps the data of purpose 2 — for thirty days — and then deletes them, without delay!');
  const [first, second] = [base[4] ?? '', base[5] ?? ''];
  const joined = [...base.slice(0, 4), `${first} ${second}`, ...base.slice(6)];
  expect(outcomes([base, quoted, joined, base])).toEqual(['first', 'unchanged', 'unchanged', 'unchanged']);
});

test('a heading at the top that only names the page may come, go and change; any other may not', () => {
  const titled = (at: number, title: string, names: boolean): Sight => {
    const sight = sightAt(at, at * 12 * hourMs, [title, ...base]);
    return names ? { ...sight, pageTitles: sight.fingerprints.slice(0, 1) } : sight;
  };
  const gate = watch(archiveSettings);
  const sights = [sightAt(0, 0, base), titled(1, 'Privacy Policy', true), titled(2, 'Privacy Policy', true), titled(3, 'Privacybeleid', true), sightAt(4, 48 * hourMs, base)];
  expect(sights.map((sight) => gate.see(sight).outcome)).toEqual(['first', 'unchanged', 'unchanged', 'unchanged', 'unchanged']);
  expect([5, 6].map((at) => gate.see(titled(at, 'Terms for business customers', false)).outcome)).toEqual(['pending', 'confirmed']);
});

test('a rejected capture in between neither ends nor feeds a pending wording', () => {
  const gate = watch(archiveSettings);
  gate.see(sightAt(0, 0, base));
  gate.see(sightAt(1, hourMs, change));
  expect(gate.see(sightAt(2, 2 * hourMs, ['Just a moment'], { verdict: 'challenge' })).outcome).toBe('rejected');
  expect(gate.see(sightAt(3, 3 * hourMs, change))).toMatchObject({ outcome: 'confirmed', since: 1 });
});

test('after a rejected capture the next good one is held against the last good one', () => {
  expect(outcomes([base, [''], base], hourMs, (at) => (at === 1 ? { verdict: 'empty' } : {}))).toEqual(['first', 'rejected', 'unchanged']);
});

test('a wording that alternates with a known one is told once, then quiet, until a wording comes that is new to both', () => {
  const seen = outcomes([base, change, change, base, change, base, base, change, base, change]);
  expect(seen.filter((outcome) => outcome === 'confirmed')).toHaveLength(1);
  expect(seen.slice(3)).toEqual(['variant', 'unchanged', 'variant', 'variant', 'unchanged', 'variant', 'unchanged']);
  const third = edited(change, 10, 'You may never object to purpose 4.');
  const gate = watch(archiveSettings);
  const pages = [base, change, change, base, change, base, third, third];
  expect(pages.map((page, at) => gate.see(sightAt(at, at * 12 * hourMs, page)).outcome).slice(-2)).toEqual(['pending', 'confirmed']);
});

test('that a page alternates is news once', () => {
  const gate = watch(archiveSettings);
  const news = Array.from({ length: 40 }, (_, at) => gate.see(sightAt(at, at * 12 * hourMs, at === 1 || at % 2 === 0 ? change : base)).news);
  expect(news.filter((each) => each === 'alternation')).toHaveLength(1);
});

test('a return to an older wording is told once, when it has held for a week', () => {
  const gate = watch(archiveSettings);
  const decisions = [base, change, change, change, ...Array.from({ length: 30 }, () => base)].map((page, at) => gate.see(sightAt(at, at * 12 * hourMs, page)));
  const told = decisions.filter((decision) => decision.outcome === 'confirmed');
  expect(told.map((decision) => decision.news)).toEqual(['change', 'reversion']);
  expect(told[1]?.since).toBe(4);
  expect(decisions.findLastIndex((decision) => decision.outcome === 'confirmed')).toBe(4 + 14);
});

test('a part that fails to load waits longer than a rewording', () => {
  const cut = base.slice(0, 18);
  expect(outcomes([base, cut, cut, base], hourMs)).toEqual(['first', 'pending', 'pending', 'unchanged']);
  expect(outcomes([base, cut, cut, cut], 4 * hourMs)).toEqual(['first', 'pending', 'pending', 'confirmed']);
});

test('a single clause that is struck is told at the second look', () => {
  const struck = base.filter((_, at) => at !== 5);
  expect(outcomes([base, struck, struck])).toEqual(['first', 'pending', 'confirmed']);
});

test('a counter neither is news nor hides a change elsewhere', () => {
  const gate = watch(archiveSettings);
  const page = (clauses: readonly string[], count: number): readonly string[] => [...clauses.slice(0, 3), `${count} people have read this page`, ...clauses.slice(3)];
  const decisions = Array.from({ length: 20 }, (_, at) => gate.see(sightAt(at, at * 12 * hourMs, page(at < 10 ? base : change, 100 + at))));
  const told = decisions.filter((decision) => decision.outcome === 'confirmed');
  expect(told.map((decision) => decision.since)).toEqual([10]);
});

test('a counter beside the changed clause does not keep the change from being told', () => {
  const gate = watch(archiveSettings);
  const page = (clauses: readonly string[], count: number): readonly string[] => [...clauses.slice(0, 5), `${count} people have read this page`, ...clauses.slice(5)];
  const decisions = Array.from({ length: 20 }, (_, at) => gate.see(sightAt(at, at * 12 * hourMs, page(at < 10 ? base : change, 100 + at))));
  expect(decisions.filter((decision) => decision.outcome === 'confirmed')).toHaveLength(1);
});

test('a rewording in which one clause still turns is told when that clause has come to rest, and whole', () => {
  const moved = (address: string): readonly string[] => edited(edited(change, 10, `Write to Acme at ${address}.`), 13, 'Acme now keeps the data of purpose 5 for a year.');
  const pages = [base, moved('High Street 1'), moved('Church Lane 2'), moved('High Street 1'), moved('High Street 1'), moved('High Street 1')];
  const gate = watch(archiveSettings);
  const decisions = pages.map((page, at) => gate.see(sightAt(at, at * 12 * hourMs, page)));
  expect(decisions.map((decision) => decision.outcome)).toEqual(['first', 'pending', 'pending', 'pending', 'confirmed', 'unchanged']);
  expect(decisions[4]).toMatchObject({ since: 1, ignored: [] });
});

test('a clause that is struck beside a counter is told in the end', () => {
  const gate = watch(archiveSettings);
  const page = (clauses: readonly string[], count: number): readonly string[] => [...clauses.slice(0, 6), `${count} people have read this page`, ...clauses.slice(6)];
  const decisions = Array.from({ length: 20 }, (_, at) => {
    const whole = page(base, 100 + at);
    return gate.see(sightAt(at, at * 12 * hourMs, at < 10 ? whole : whole.filter((_clause, index) => index !== 5)));
  });
  expect(decisions.filter((decision) => decision.outcome === 'confirmed')).toHaveLength(1);
});

test('clauses that only changed places wait for a second look and are told once', () => {
  const swapped = [...base.slice(0, 3), ...base.slice(6, 9), ...base.slice(3, 6), ...base.slice(9)];
  expect(outcomes([base, swapped, swapped, swapped])).toEqual(['first', 'pending', 'confirmed', 'unchanged']);
});

test('clauses that only bear another number are told once; numbers that come or go are layout', () => {
  const numbered = (from: number): Partial<Sight> => ({ numbers: base.map((_, at) => (from === 0 ? '' : String(from + at))) });
  const gate = watch(archiveSettings);
  const looks = [1, 1, 5, 5, 5, 0, 0, 5].map((from, at) => gate.see(sightAt(at, at * 12 * hourMs, base, numbered(from))));
  expect(looks.map((decision) => decision.outcome)).toEqual(['first', 'unchanged', 'pending', 'confirmed', 'unchanged', 'unchanged', 'unchanged', 'unchanged']);
  expect(looks[3]).toMatchObject({ since: 2, news: 'change', ignored: [] });
});

test('numbers that are others at every look are never told', () => {
  expect(new Set(outcomes(Array.from({ length: 8 }, () => base), 12 * hourMs, (at) => ({ numbers: base.map((_, clause) => String(clause + at * 3 + 1)) })).slice(1))).toEqual(new Set(['pending']));
});

test('a clause put in, with the numbers that shift below it, is one change', () => {
  const more = [...base.slice(0, 6), 'A clause that nobody knew before.', ...base.slice(6)];
  const numbersOf = (clauses: readonly string[]): Partial<Sight> => ({ numbers: clauses.map((_, at) => String(at + 1)) });
  expect(outcomes([base, more, more, more], 12 * hourMs, (at) => numbersOf(at === 0 ? base : more))).toEqual(['first', 'pending', 'confirmed', 'unchanged']);
});

test('a list in ever new order is never told', () => {
  const turned = (by: number): readonly string[] => [...base.slice(0, 3), ...base.slice(3 + by, 12), ...base.slice(3, 3 + by), ...base.slice(12)];
  expect(outcomes([1, 5, 2, 7, 3, 8, 4, 6, 1, 5].map(turned))).not.toContain('confirmed');
});

test('fetches far apart: an edit that the next rewording keeps was real', () => {
  const gate = watch(archiveSettings);
  const later = edited(change, 20, 'You may object by telephone only.');
  expect([base, base, change, later, later].map((page, at) => gate.see(sightAt(at, at * 60 * dayMs, page)))).toMatchObject([
    { outcome: 'first' }, { outcome: 'unchanged' }, { outcome: 'pending', since: 2 }, { outcome: 'confirmed', since: 2 }, { outcome: 'confirmed', since: 3 },
  ]);
});

test('fetches far apart: an edit that was edited again, and never taken back, was real', () => {
  const gate = watch(archiveSettings);
  const later = edited(base, 4, 'Acme keeps the data of purpose 2 for ninety days and then deletes them without delay.');
  expect([base, base, change, later, later].map((page, at) => gate.see(sightAt(at, at * 60 * dayMs, page)))).toMatchObject([
    { outcome: 'first' }, { outcome: 'unchanged' }, { outcome: 'pending', since: 2 }, { outcome: 'confirmed', since: 2 }, { outcome: 'confirmed', since: 3 },
  ]);
});

test('fetches far apart: a rewrite that another rewrite followed was real', () => {
  const gate = watch(archiveSettings);
  const pages = [base, policy(10, 'Bravo'), policy(10, 'Charlie'), policy(10, 'Charlie')];
  expect(pages.map((page, at) => gate.see(sightAt(at, at * 60 * dayMs, page)))).toMatchObject([{ outcome: 'first' }, { outcome: 'pending' }, { outcome: 'confirmed', since: 1 }, { outcome: 'confirmed', since: 2 }]);
});

test('two edits within a day are one change, told when the page has come to rest', () => {
  const both = edited(change, 20, 'You may object by telephone only.');
  expect(outcomes([base, change, both, both, both], hourMs)).toEqual(['first', 'pending', 'pending', 'confirmed', 'unchanged']);
});

test('a whole rewrite is told after three looks over six hours, never suppressed', () => {
  const rewrite = policy(10, 'Bravo');
  expect(outcomes([base, rewrite, rewrite, rewrite, rewrite], 3 * hourMs)).toEqual(['first', 'pending', 'pending', 'confirmed', 'unchanged']);
});

test('a page in another language is no change while it comes and goes, and is believed when it stays', () => {
  const gate = watch(archiveSettings);
  const see = (at: number, other: boolean): string => gate.see(sightAt(at, at * 12 * hourMs, other ? french : base, { language: other ? 'fr' : 'en' })).outcome;
  expect([false, true, true, false, true, false].map((other, at) => see(at, other))).toEqual(['first', 'pending', 'pending', 'unchanged', 'variant', 'unchanged']);
  const later = Array.from({ length: 20 }, (_, at) => see(10 + at, true));
  expect(later.filter((outcome) => outcome === 'confirmed')).toHaveLength(1);
});

test('what another page lacks is no evidence about the clauses of the policy', () => {
  const gate = watch(archiveSettings);
  const shorter = base.slice(0, 27);
  const pages: readonly (readonly [readonly string[], string])[] = [[base, 'en'], [french, 'fr'], [french, 'fr'], [shorter, 'en']];
  expect(pages.map(([page, language], at) => gate.see(sightAt(at, at * 60 * dayMs, page, { language })).outcome).at(-1)).toBe('pending');
});

test('it says whether the stated date moved with the text', () => {
  const reasons = (before: string, after: string): readonly string[] => {
    const gate = watch(archiveSettings);
    gate.see(sightAt(0, 0, base, { updatedDate: before as IsoDate }));
    gate.see(sightAt(1, hourMs, change, { updatedDate: after as IsoDate }));
    return gate.see(sightAt(2, 2 * hourMs, change, { updatedDate: after as IsoDate })).reasons.map((reason) => reason.text.en);
  };
  expect(reasons('2025-01-01', '2025-01-01')).toContain('The text changed, yet its stated date is still 1 January 2025.');
  expect(reasons('2025-01-01', '2026-01-01')).toContain('Its stated date went from 1 January 2025 to 1 January 2026.');
});

test('it counts the looks that left something pending, so that a page which never rests is not asked ever again at once', () => {
  const gate = watch(liveSettings);
  const looks = [base, change, base, policy(10, 'Bravo'), policy(10, 'Bravo'), policy(10, 'Bravo'), base].map((page, at) => gate.see(sightAt(at, at * 60_000, page)).looks);
  expect(looks).toEqual([0, 1, 0, 1, 2, 3, 0]);
  const rejected = gate.see(sightAt(9, 9 * 60_000, change));
  expect(gate.see(sightAt(10, 10 * 60_000, [''], { verdict: 'blocked' })).looks).toBe(rejected.looks);
});

test('memory stays small under a page that never rests', () => {
  const gate = watch(liveSettings);
  for (let at = 0; at < 400; at += 1) gate.see(sightAt(at, at * hourMs, [...base, ...Array.from({ length: 40 }, (_, line) => `News ${at} ${line}`)]));
  expect(JSON.stringify(gate.memory()).length).toBeLessThan(250_000);
});
