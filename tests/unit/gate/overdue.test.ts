import { expect, test } from 'vitest';
import { instantOf, epochMsOf, type Instant } from '../../../src/domain/instant.ts';
import { decideLast, overdue } from '../../../src/gate/gate.ts';
import { archiveSettings, liveSettings } from '../../../src/gate/settings.ts';
import { dayMs, edited, hourMs, policy, sightAt, watch } from './sights.ts';

const base = policy();
const change = edited(base, 4, 'Acme keeps the data of purpose 2 for sixty days and then deletes them without delay.');
const later = (atMs: number): Instant => instantOf(epochMsOf(sightAt(0, 0, base).at) + atMs);

test('new words that could not be looked at again for a day are told, unconfirmed, once', () => {
  const gate = watch(liveSettings);
  gate.see(sightAt(0, 0, base));
  expect(gate.see(sightAt(1, hourMs, change)).outcome).toBe('pending');
  expect(overdue(gate.memory(), later(24 * hourMs), liveSettings)).toBeNull();
  const told = overdue(gate.memory(), later(25 * hourMs), liveSettings);
  expect(told).toMatchObject({ outcome: 'confirmed', since: 1, news: 'change', ignored: [] });
  expect(told?.reasons.map((reason) => reason.rule)).toEqual(['unconfirmed']);
  const memory = told?.memory ?? gate.memory();
  expect(overdue(memory, later(60 * hourMs), liveSettings)).toBeNull();
});

test('a page that comes back with those words is unchanged, one that comes back without them has gone back', () => {
  for (const [page, outcomes] of [[change, ['unchanged']], [base, ['variant']]] as const) {
    const gate = watch(liveSettings);
    gate.see(sightAt(0, 0, base));
    gate.see(sightAt(1, hourMs, change));
    const told = overdue(gate.memory(), later(2 * dayMs), liveSettings);
    const after = watch(liveSettings, told?.memory);
    expect(outcomes).toContain(after.see(sightAt(5, 3 * dayMs, page)).outcome);
  }
});

test('nothing is overdue where nothing waits: no past, nothing new, or words that were taken back', () => {
  const gate = watch(liveSettings);
  expect(overdue(gate.memory(), later(30 * dayMs), liveSettings)).toBeNull();
  gate.see(sightAt(0, 0, base));
  expect(overdue(gate.memory(), later(30 * dayMs), liveSettings)).toBeNull();
  gate.see(sightAt(1, hourMs, change));
  gate.see(sightAt(2, 2 * hourMs, base));
  expect(overdue(gate.memory(), later(30 * dayMs), liveSettings)).toBeNull();
});

test('a rewrite that was seen often enough, and then could not be read for a day, is told; one in another language is not', () => {
  const rewrite = policy(10, 'Another company').map((clause) => `Something else: ${clause}`);
  for (const [language, told] of [['en', true], ['fr', false]] as const) {
    const gate = watch(liveSettings);
    gate.see(sightAt(0, 0, base));
    for (const look of [1, 2, 3]) expect(gate.see(sightAt(look, hourMs + look * 60_000, rewrite, { language })).outcome).toBe('pending');
    expect(overdue(gate.memory(), later(20 * hourMs), liveSettings)).toBeNull();
    const decision = overdue(gate.memory(), later(2 * dayMs), liveSettings);
    expect(decision === null ? null : [decision.outcome, decision.since, decision.reasons[0]?.rule]).toEqual(told ? ['confirmed', 1, 'unconfirmed'] : null);
  }
});

test('a part that may have failed to load, a counter and another page altogether are not told unseen', () => {
  const cut = [...base.slice(0, 9), ...base.slice(15)];
  const other = policy(10, 'Another company').map((clause) => `Something else: ${clause}`);
  const counter = (at: number): readonly string[] => [...base, `Visitor ${at * 7} of this page since the start.`];
  for (const last of [cut, other]) {
    const gate = watch(liveSettings);
    gate.see(sightAt(0, 0, base));
    gate.see(sightAt(1, hourMs, last));
    expect(overdue(gate.memory(), later(30 * dayMs), liveSettings)).toBeNull();
  }
  const gate = watch(liveSettings);
  for (let at = 0; at < 6; at += 1) gate.see(sightAt(at, at * dayMs, counter(at)));
  expect(overdue(gate.memory(), later(30 * dayMs), liveSettings)).toBeNull();
});

test('new words in an archive’s last capture are told as such; what may be a slip of the page waits on', () => {
  const cut = [...base.slice(0, 9), ...base.slice(15)];
  const other = policy(10, 'Another company').map((clause) => `Something else: ${clause}`);
  for (const [last, rest, told] of [[change, {}, true], [base, {}, false], [cut, {}, false], [other, {}, false], [change, { language: 'fr' }, false]] as const) {
    const gate = watch(archiveSettings);
    gate.see(sightAt(0, 0, base));
    gate.see(sightAt(1, dayMs, base));
    const ordinary = watch(archiveSettings, gate.memory()).see(sightAt(2, 2 * dayMs, last, rest));
    const decision = decideLast(gate.memory(), sightAt(2, 2 * dayMs, last, rest), archiveSettings);
    if (told) expect(decision).toMatchObject({ outcome: 'confirmed', since: 2, reasons: [{ rule: 'archive-ends' }] });
    else expect(decision).toEqual(ordinary);
  }
});

test('a counter, and words that came and went before, are not told because an archive ends', () => {
  const counter = (at: number): readonly string[] => [...base, `Visitor ${at * 7} of this page since the start.`];
  const gate = watch(archiveSettings);
  for (const at of [0, 1, 2, 3]) gate.see(sightAt(at, at * dayMs, counter(at)));
  expect(decideLast(gate.memory(), sightAt(4, 4 * dayMs, counter(4)), archiveSettings).outcome).not.toBe('confirmed');
  const flapping = watch(archiveSettings);
  for (const [at, clauses] of [base, change, base].entries()) flapping.see(sightAt(at, at * dayMs, clauses));
  expect(decideLast(flapping.memory(), sightAt(3, 3 * dayMs, change), archiveSettings).outcome).toBe('variant');
});
