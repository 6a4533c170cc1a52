import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { heaviestRise } from '../../../src/diff/order.ts';

function bestByTrying(positions: readonly number[], weights: readonly number[]): number {
  let best = 0;
  for (let chosen = 0; chosen < 2 ** positions.length; chosen++) {
    let [last, sum] = [-1, 0];
    const rises = positions.every((position, index) => {
      if (((chosen >> index) & 1) === 0) return true;
      if (position <= last) return false;
      last = position;
      sum += weights[index] ?? 0;
      return true;
    });
    if (rises) best = Math.max(best, sum);
  }
  return best;
}

const permutation = fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 9 });

test('keeps a rising subsequence, and no other weighs more', () => {
  fc.assert(
    fc.property(permutation, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 9, maxLength: 9 }), (positions, weights) => {
      const kept = heaviestRise(positions, weights.slice(0, positions.length));
      const rest = positions.filter((_, index) => kept[index] === 1);
      expect(rest).toEqual(rest.toSorted((a, b) => a - b));
      const sum = positions.reduce((total, _, index) => total + (kept[index] === 1 ? (weights[index] ?? 0) : 0), 0);
      expect(sum).toBe(bestByTrying(positions, weights));
    }),
  );
});

test('a block that moved past a larger one is what moves', () => {
  expect([...heaviestRise([3, 4, 5, 6, 0, 1], [1, 1, 1, 1, 1, 1])]).toEqual([1, 1, 1, 1, 0, 0]);
});

test('nothing to order is no trouble', () => {
  expect(heaviestRise([], [])).toHaveLength(0);
});
