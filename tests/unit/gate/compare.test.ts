import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adopt, compare } from '../../../src/gate/compare.ts';
import { joined, markOf } from '../../../src/gate/mark.ts';
import { sightAt } from './sights.ts';

const clauses = fc.array(fc.constantFrom('alpha one', 'beta two', 'gamma three', 'delta four', 'epsilon five', 'zeta six'), { maxLength: 14 });

test('the mark of two texts joined follows from the marks of the two', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => {
    expect(joined(markOf(a), markOf(b))).toEqual(markOf(a + b));
  }));
});

test('a wording compared with itself differs in nothing', () => {
  fc.assert(fc.property(clauses, (list) => {
    expect(compare(sightAt(0, 0, list), sightAt(1, 0, list))).toMatchObject({ hunks: [], kept: 1 });
  }));
});

test('taking over every difference gives the new wording, taking over none gives the old one', () => {
  fc.assert(fc.property(clauses, clauses, (before, after) => {
    const [a, b] = [sightAt(0, 0, before), sightAt(1, 0, after)];
    const difference = compare(a, b);
    expect(adopt(a, b, difference, []).fingerprints).toEqual(b.fingerprints);
    const none = adopt(a, b, difference, difference.hunks);
    // Words that are only cut otherwise are no difference, and moved clauses may stand beside one another's old places.
    expect(none.wordCounts.reduce((sum, words) => sum + words, 0)).toBe(a.wordCounts.reduce((sum, words) => sum + words, 0));
  }));
});

test('clauses that were joined or split are no difference, and other words always are', () => {
  expect(compare(sightAt(0, 0, ['one two', 'three four', 'five']), sightAt(1, 0, ['one two three', 'four', 'five'])).hunks).toEqual([]);
  expect(compare(sightAt(0, 0, ['one two', 'three four']), sightAt(1, 0, ['one two three five'])).hunks).toHaveLength(1);
  expect(compare(sightAt(0, 0, ['A may sue B', 'end']), sightAt(1, 0, ['B may sue A', 'end'])).hunks).toHaveLength(1);
});

test('twelve thousand clauses with a hundred edits are compared in a moment', () => {
  const before = Array.from({ length: 12_000 }, (_, at) => `clause ${at % 9000} of the policy`);
  const after = before.map((clause, at) => (at % 120 === 7 ? `${clause}, amended ${at}` : clause));
  const started = process.hrtime.bigint();
  expect(compare(sightAt(0, 0, before), sightAt(1, 0, after)).hunks.length).toBeGreaterThan(90);
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(3000);
});
