import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean, nearestNames } from '../../../src/domain/nearest.ts';

const vendors = ['spryng', 'spesh-now', 'sharpspring', 'appointlet', 'smarte', 'acme', 'acme-payments'];

test.each([
  ['spring', ['spryng', 'sharpspring']],
  ['sprign', ['spryng']],
  ['Spryng ', ['spryng']],
  ['appontlet', ['appointlet']],
  ['sharp', ['sharpspring']],
  ['acmee', ['acme']],
  ['smärte', ['smarte']],
  ['spryng/privacy', ['spryng']],
  ['zzz', []],
  ['', []],
])('"%s" is near %j', (typed, near) => {
  expect(nearestNames(typed, vendors)).toEqual(near);
});

test('two letters that changed places are one slip', () => {
  expect(nearestNames('crno', ['cron', 'crane'])).toEqual(['cron']);
});

test('the question names up to three', () => {
  expect(didYouMean('sprngy', vendors)).toBe('Did you mean "spryng"?');
  expect(didYouMean('ab', ['abc', 'abd', 'abe', 'xyz'])).toBe('Did you mean "abc", "abd" or "abe"?');
  expect(didYouMean('quite different', vendors)).toBeNull();
});

test('a name is nearest to itself, and one slip away it is still found', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{4,20}$/u), { minLength: 1, maxLength: 20 });
  fc.assert(fc.property(names, fc.nat(), fc.nat(), (list, which, where) => {
    const name = list[which % list.length] ?? '';
    const cut = where % name.length;
    return nearestNames(name, list)[0] === name && nearestNames(name.slice(0, cut) + name.slice(cut + 1), list, list.length).includes(name);
  }));
});

test('a name of any length is compared quickly', () => {
  const begun = performance.now();
  nearestNames('a'.repeat(100_000), Array.from({ length: 500 }, (_, index) => 'b'.repeat(100) + index));
  expect(performance.now() - begun).toBeLessThan(5000);
});
