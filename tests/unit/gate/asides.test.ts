import { expect, test } from 'vitest';
import type { Aside } from '../../../src/domain/gate.ts';
import { archiveSettings } from '../../../src/gate/settings.ts';
import { edited, hourMs, policy, sightAt, watch } from './sights.ts';

const base = policy();
const link = (value: string, key = 'opt-out'): Aside => ({ kind: 'link', key, value, about: 'opt out here' });
const seen = (value: 'hidden' | 'visible'): Aside => ({ kind: 'visibility', key: 'visibility', value, about: '300' });

/** What is told beside the words, capture by capture, twelve hours apart. */
function told(captures: readonly (readonly Aside[])[]): readonly (readonly string[])[] {
  const gate = watch(archiveSettings);
  return captures.map((asides, at) => gate.see(sightAt(at, at * 12 * hourMs, base, { asides })).asides.map((aside) => `${aside.kind} ${aside.before} → ${aside.now}`));
}

test('another domain behind the same words is told once it has stayed, and makes no version', () => {
  const gate = watch(archiveSettings);
  const decisions = ['acme.example', 'acme.example', 'adverts.example', 'adverts.example', 'adverts.example'].map((domain, at) => gate.see(sightAt(at, at * 12 * hourMs, base, { asides: [link(domain)] })));
  expect(decisions.map((decision) => decision.outcome)).toEqual(['first', 'unchanged', 'unchanged', 'unchanged', 'unchanged']);
  expect(decisions.map((decision) => decision.asides)).toEqual([[], [], [], [{ kind: 'link', about: 'opt out here', before: 'acme.example', now: 'adverts.example' }], []]);
});

test('a domain seen once, or one that comes and goes, is told at most once', () => {
  expect(told([[link('a.example')], [link('b.example')], [link('a.example')], [link('b.example')], [link('a.example')]]).flat()).toEqual([]);
  const turning = ['a', 'b', 'b', 'a', 'a', 'b', 'b', 'a', 'a'].map((name) => [link(`${name}.example`)]);
  expect(told(turning).flat()).toEqual(['link a.example → b.example']);
});

test('a third domain is news again', () => {
  expect(told(['a', 'b', 'b', 'c', 'c'].map((name) => [link(`${name}.example`)])).flat()).toEqual(['link a.example → b.example', 'link b.example → c.example']);
});

test('a link that is new, or away for a while, is none', () => {
  expect(told([[], [link('a.example')], [link('a.example')], [], [link('a.example')], [link('a.example')]]).flat()).toEqual([]);
});

test('a policy that its page hides, with the same words, is told; so is one that is shown again', () => {
  expect(told((['visible', 'hidden', 'hidden', 'hidden'] as const).map((value) => [seen(value)])).flat()).toEqual(['visibility visible → hidden']);
  expect(told((['hidden', 'visible', 'visible'] as const).map((value) => [seen(value)])).flat()).toEqual(['visibility hidden → visible']);
});

test('what changes beside the words neither hides nor delays a change of the words', () => {
  const gate = watch(archiveSettings);
  const change = edited(base, 4, 'Acme keeps the data of purpose 2 for sixty days and then deletes them without delay.');
  const looks = [base, change, change].map((page, at) => gate.see(sightAt(at, at * 12 * hourMs, page, { asides: [link(at === 0 ? 'a.example' : 'b.example')] })));
  expect(looks.map((decision) => decision.outcome)).toEqual(['first', 'pending', 'confirmed']);
  expect(looks[2]?.asides).toHaveLength(1);
});

test('a rejected capture says nothing of what stands beside the words', () => {
  const gate = watch(archiveSettings);
  gate.see(sightAt(0, 0, base, { asides: [link('a.example')] }));
  gate.see(sightAt(1, hourMs, base, { asides: [link('b.example')] }));
  gate.see(sightAt(2, 2 * hourMs, base, { asides: [link('b.example')], verdict: 'blocked' }));
  expect(gate.see(sightAt(3, 3 * hourMs, base, { asides: [link('b.example')] })).asides).toHaveLength(1);
});
