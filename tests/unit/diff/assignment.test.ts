import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { assign, type Candidate } from '../../../src/diff/assignment.ts';

function bestByTrying(candidates: readonly Candidate[]): number {
  const [first, ...rest] = candidates;
  if (first === undefined) return 0;
  const compatible = rest.filter((candidate) => candidate.old !== first.old && candidate.new !== first.new);
  return Math.max(bestByTrying(rest), first.score + bestByTrying(compatible));
}

const candidates = fc.uniqueArray(
  fc.record({ old: fc.nat({ max: 4 }), new: fc.nat({ max: 4 }), score: fc.integer({ min: 1, max: 20 }) }),
  { maxLength: 11, selector: (candidate) => `${candidate.old}>${candidate.new}` },
);

test('uses no clause twice and reaches the highest sum there is', () => {
  fc.assert(
    fc.property(candidates, (given) => {
      const chosen = assign(given, () => true);
      expect(new Set(chosen.map((candidate) => candidate.old)).size).toBe(chosen.length);
      expect(new Set(chosen.map((candidate) => candidate.new)).size).toBe(chosen.length);
      expect(chosen.reduce((sum, candidate) => sum + candidate.score, 0)).toBe(bestByTrying(given));
    }),
  );
});

test('takes the best first where the budget does not allow an optimum', () => {
  const given = [{ old: 0, new: 0, score: 5 }, { old: 0, new: 1, score: 4 }, { old: 1, new: 0, score: 4 }];
  expect(assign(given, () => false)).toEqual([{ old: 0, new: 0, score: 5 }]);
  expect(assign(given, () => true)).toHaveLength(2);
});
