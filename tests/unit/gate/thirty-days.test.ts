import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GateDecision, Sight } from '../../../src/domain/gate.ts';
import { liveSettings } from '../../../src/gate/settings.ts';
import { dayMs, edited, hourMs, policy, sightAt, watch } from './sights.ts';

/** What the server answers at a moment; `chance` is between 0 and 1, new at each request. */
type Server = (atMs: number, chance: number) => { readonly clauses: readonly string[]; readonly rest?: Partial<Sight> };

const minuteMs = 60_000;
const checkMs = 8 * hourMs;
/** Looks again at what is pending: after five minutes, half an hour and two hours, then with the next check. */
const confirmations = [5 * minuteMs, 35 * minuteMs, 155 * minuteMs];

interface Run {
  readonly told: readonly (GateDecision & { readonly atMs: number })[];
  readonly alternations: number;
}

/** Thirty days of checks every eight hours, with a confirmation fetch or two whenever something is pending. */
function thirtyDays(server: Server, seed: number): Run {
  const gate = watch(liveSettings);
  const told: (GateDecision & { readonly atMs: number })[] = [];
  let state = seed >>> 0;
  const chance = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 4) / 2 ** 28;
  };
  let ref = 0;
  let alternations = 0;
  for (let check = 0; check < (30 * dayMs) / checkMs; check += 1) {
    for (const wait of [0, ...confirmations]) {
      const atMs = check * checkMs + wait;
      // The watch begins on a good page.
      const answer = server(atMs, ref === 0 ? 0.999 : chance());
      const decision = gate.see(sightAt(ref, atMs, answer.clauses, answer.rest));
      ref += 1;
      if (decision.outcome === 'confirmed') told.push({ ...decision, atMs });
      if (decision.news === 'alternation') alternations += 1;
      if (decision.outcome !== 'pending') break;
    }
  }
  return { told, alternations };
}

const base = policy();
const edit = edited(base, 4, 'Acme keeps the data of purpose 2 for sixty days and then deletes them without delay.');
const third = edited(base, 4, 'Acme keeps the data of purpose 2 for ninety days and then deletes them without delay.');
const inserted = (clauses: readonly string[], at: number, ...more: readonly string[]): readonly string[] => [...clauses.slice(0, at), ...more, ...clauses.slice(at)];
const day = (atMs: number): number => Math.floor(atMs / dayMs);

const quiet: readonly (readonly [name: string, most: number, server: Server])[] = [
  ['two texts by lot at each request', 1, (_, chance) => ({ clauses: chance < 0.5 ? base : edit })],
  ['a second text for half a day', 1, (atMs) => ({ clauses: day(atMs) === 4 && atMs % dayMs < 12 * hourMs ? edit : base })],
  ['two texts in turn', 1, (atMs) => ({ clauses: Math.floor(atMs / checkMs) % 2 === 0 ? base : edit })],
  ['three texts by lot', 2, (_, chance) => ({ clauses: chance < 0.34 ? base : chance < 0.67 ? edit : third })],
  ['one node in ten is stale', 1, (_, chance) => ({ clauses: chance < 0.1 ? edit : base })],
  ['a counter', 0, (atMs) => ({ clauses: inserted(base, 6, `${1000 + Math.floor(atMs / minuteMs)} people read this`) })],
  ['a clock and a quotation at opposite ends', 0, (atMs, chance) => ({ clauses: [`It is minute ${Math.floor(atMs / minuteMs)}`, ...base, `Quotation of the moment: ${Math.floor(chance * 1e6)}`] })],
  ['a list that changes every day', 2, (atMs) => ({ clauses: [...base, `News of day ${day(atMs)}`, `More news of day ${day(atMs)}`] })],
  ['sections that fail to load now and then', 0, (_, chance) => ({ clauses: chance < 0.1 ? base.slice(0, 15) : base })],
  ['another language now and then', 0, (_, chance) => (chance < 0.15 ? { clauses: base.map((clause) => `Auf Deutsch: ${clause}`), rest: { language: 'de' } } : { clauses: base })],
  ['an error page now and then', 0, (_, chance) => (chance < 0.3 ? { clauses: ['Access denied'], rest: { verdict: 'blocked' } } : { clauses: base })],
  ['quotes, dots and cutting that vary', 0, (_, chance) => ({ clauses: chance < 0.5 ? base.map((clause) => `${clause}.`) : base.map((clause) => clause.toUpperCase()) })],
];

test.each(quiet)('%s: at most %i changes told in thirty days', (_, most, server) => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
    const { told } = thirtyDays(server, seed);
    // Who was told of a wording that did not last is told, once, that the old one is back.
    const returns = told.filter((decision) => decision.news === 'reversion').length;
    expect(told.length - returns).toBeLessThanOrEqual(most);
    expect(returns).toBeLessThanOrEqual(Math.min(1, told.length - returns));
  }), { numRuns: 25 });
});

const changeAt = 10 * dayMs + 3 * hourMs;
const after = (then: readonly string[]): Server => (atMs) => ({ clauses: atMs >= changeAt ? then : base });
const firstCheckMs = Math.ceil(changeAt / checkMs) * checkMs;

const real: readonly (readonly [name: string, withinMs: number, server: Server])[] = [
  ['a change that stays', 45 * minuteMs, after(edit)],
  ['one word “not”', 45 * minuteMs, after(edited(base, 5, 'You may not object to purpose 2 at any time by writing to the privacy office of Acme.'))],
  ['a struck clause', 45 * minuteMs, after(base.filter((_, at) => at !== 7))],
  ['a new section', 45 * minuteMs, after(inserted(base, 12, 'New heading', 'Acme now trains models on your data.'))],
  ['a rewrite', dayMs, after(policy(10, 'Bravo'))],
  ['a policy that shrinks to a third', dayMs, after(base.slice(0, 10))],
  ['a change in a page with a counter', dayMs, (atMs) => ({ clauses: inserted(atMs >= changeAt ? edit : base, 6, `${Math.floor(atMs / minuteMs)} people read this`) })],
  ['a change beside a list that fails to load now and then', 2 * dayMs, (atMs, chance) => ({ clauses: chance < 0.1 ? (atMs >= changeAt ? edit : base).slice(0, 15) : atMs >= changeAt ? edit : base })],
  // Three good looks are needed, and an error page ends the looks of a check: the 22 checks of a week hold fewer in four runs of 10^10.
  ['a change while error pages come now and then', 7 * dayMs, (atMs, chance) => (chance < 0.3 ? { clauses: ['Access denied'], rest: { verdict: 'blocked' } } : { clauses: atMs >= changeAt ? edit : base })],
  ['a change that reaches one request in twenty, then a quarter, then half, then all within three days', 8 * dayMs, (atMs, chance) => ({
    clauses: chance < ([0, 0.05, 0.25, 0.5, 1][Math.max(0, Math.min(4, day(atMs - changeAt) + 1))] ?? 1) ? edit : base,
  })],
  ['a change made while the site was away for ten days', 11 * dayMs, (atMs) => (atMs >= changeAt && atMs < changeAt + 10 * dayMs ? { clauses: [], rest: { verdict: 'maintenance' } } : { clauses: atMs >= changeAt ? edit : base })],
];

test.each(real)('%s is told exactly once', (_, withinMs, server) => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
    const { told } = thirtyDays(server, seed);
    expect(told).toHaveLength(1);
    expect((told[0]?.atMs ?? 0) - firstCheckMs).toBeLessThanOrEqual(withinMs);
  }), { numRuns: 25 });
});

test('a section known to fail now and then is no part of a change, though it failed at each look that confirmed it', () => {
  const gate = watch(liveSettings);
  const cut = (clauses: readonly string[]): readonly string[] => clauses.slice(0, 15);
  const looks: readonly (readonly [atMs: number, clauses: readonly string[]])[] = [
    [0, base], [checkMs, cut(base)], [checkMs + 5 * minuteMs, base], [2 * checkMs, base],
    [9 * checkMs, cut(edit)], [9 * checkMs + 5 * minuteMs, cut(edit)], [9 * checkMs + 35 * minuteMs, cut(edit)],
    ...Array.from({ length: 60 }, (_, after) => [(10 + after) * checkMs, edit] as const),
  ];
  const decisions = looks.map(([atMs, clauses], ref) => gate.see(sightAt(ref, atMs, clauses)));
  expect(decisions.flatMap((decision, ref) => (decision.outcome === 'confirmed' ? [ref] : []))).toEqual([6]);
  expect(decisions.slice(7).every((decision) => decision.outcome === 'unchanged')).toBe(true);
});

test('two changes six hours apart are told in one alert or two, and both are', () => {
  const both = edited(edit, 20, 'You may object by telephone only.');
  const { told } = thirtyDays((atMs) => ({ clauses: atMs >= changeAt + 6 * hourMs ? both : atMs >= changeAt ? edit : base }), 7);
  expect(told.length).toBeGreaterThanOrEqual(1);
  expect(told.length).toBeLessThanOrEqual(2);
});

test('a rollback that stays is told once as a return', () => {
  const { told } = thirtyDays((atMs) => ({ clauses: atMs >= 5 * dayMs && atMs < 12 * dayMs ? edit : base }), 7);
  expect(told.map((decision) => decision.news)).toEqual(['change', 'reversion']);
});

test('that a page alternates between texts is said once', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => thirtyDays((_, chance) => ({ clauses: chance < 0.5 ? base : edit }), seed).alternations <= 2), { numRuns: 25 });
});
