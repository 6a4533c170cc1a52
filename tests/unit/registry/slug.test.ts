import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeSlug, isSlug, policySlug, slugOf } from '../../../src/registry/slug.ts';

test.each([
  ['Spesh Now', 'spesh-now'], ['SMARTe', 'smarte'], ['AT&T', 'at-and-t'], ["L'Oréal", 'loreal'], ['Straße & Söhne', 'strasse-and-sohne'], ['../../etc/passwd', 'etc-passwd'], ['a\u0000b', 'a-b'],
  ['Sub-processor List', 'sub-processor-list'], ['  --x--  ', 'x'],
])('%s becomes %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('G05 every name gets a slug that is safe, short and stable', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => isSlug(slugOf(name)) && slugOf(name).length <= 60 && slugOf(name) === slugOf(name)));
  expect(slugOf('日本')).toMatch(/^x-[0-9a-f]{8}$/u);
  expect(slugOf('日本')).not.toBe(slugOf('中国'));
  expect(slugOf('a'.repeat(300))).toHaveLength(60);
});

test('a slug that is taken gets the next free number', () => {
  expect(freeSlug('acme', new Set(['acme', 'acme-2']))).toBe('acme-3');
  expect(policySlug('acme', 'Privacy Policy', null)).toBe('acme/privacy-policy');
  expect(policySlug('acme', 'Privacy Policy', 'en')).toBe('acme/privacy-policy-en');
  expect(policySlug('acme', 'Privacy Policy', null, new Set(['acme/privacy-policy']))).toBe('acme/privacy-policy-2');
});
