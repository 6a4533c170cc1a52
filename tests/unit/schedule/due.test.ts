import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import { instantOf, plusMs } from '../../../src/domain/instant.ts';
import type { Candidate } from '../../../src/schedule/due.ts';
import { dueNow } from '../../../src/schedule/due.ts';
import { processorMs } from '../../support/processor-time.ts';

const now = instantOf(Date.UTC(2026, 10, 20, 12));
const late = (slug: string, host: string, minutesLate: number, over: Partial<Candidate> = {}): Candidate => ({ slug, host, nextCheckAt: plusMs(now, -minutesLate * 60_000), pausedAt: null, removedAt: null, ...over });
const slugs = (candidates: readonly Candidate[]): readonly string[] => candidates.map((candidate) => candidate.slug);
const settings = { maxPerHost: 2, maxInAll: 100 };

test('hosts take turns, the longest wait first, and no host has more than its share', () => {
  const all = [late('a/1', 'a', 10), late('a/2', 'a', 90), late('a/3', 'a', 80), late('b/1', 'b', 60), late('c/1', 'c', 0), late('b/2', 'b', 5)];
  expect(slugs(dueNow(all, now, settings))).toEqual(['a/2', 'b/1', 'c/1', 'a/3', 'b/2']);
});

test('what is paused, removed or not yet due is left out', () => {
  const all = [late('a/1', 'a', 1, { pausedAt: now }), late('b/1', 'b', 1, { removedAt: now }), late('c/1', 'c', -1), late('d/1', 'd', 0)];
  expect(slugs(dueNow(all, now, settings))).toEqual(['d/1']);
});

test('a host that asked to be left alone is left alone until then', () => {
  const all = [late('a/1', 'a', 1), late('b/1', 'b', 1)];
  expect(slugs(dueNow(all, now, settings, new Map([['a', plusMs(now, 1000)], ['b', now]])))).toEqual(['b/1']);
});

test('K09 R16 after two days off, each policy stands in the round once', () => {
  const all = Array.from({ length: 1000 }, (_, index) => late(`v${index}/x`, `h${index}`, 2880));
  expect(new Set(slugs(dueNow(all, now, { maxPerHost: 5, maxInAll: 10_000 }))).size).toBe(1000);
});

test('round after round everybody is served, whatever the hosts', () => {
  const candidates = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5000 })), { selector: ([slug]) => slug, maxLength: 60 })
    .map((rows) => rows.map(([slug, host, minutes]) => late(`v/${slug}`, `h${host}`, minutes)));
  fc.assert(fc.property(candidates, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }), (all, maxPerHost, maxInAll) => {
    let waiting: readonly Candidate[] = all;
    const served = new Set<string>();
    for (let round = 0; round < 200 && waiting.length > 0; round += 1) {
      const chosen = dueNow(waiting, now, { maxPerHost, maxInAll });
      const perHost = Map.groupBy(chosen, (candidate) => candidate.host);
      if (chosen.length === 0 || chosen.length > maxInAll || [...perHost.values()].some((group) => group.length > maxPerHost)) return false;
      for (const candidate of chosen) served.add(candidate.slug);
      waiting = waiting.filter((candidate) => !served.has(candidate.slug));
    }
    return served.size === all.length;
  }));
});

test('ten thousand policies are put in order quickly', () => {
  const all = Array.from({ length: 10_000 }, (_, index) => late(`v${index}/x`, `h${index % 300}`, index % 7000));
  const begun: Instant = now;
  expect(processorMs(() => expect(dueNow(all, begun, { maxPerHost: 5, maxInAll: 1000 })).toHaveLength(1000))).toBeLessThan(500);
});
