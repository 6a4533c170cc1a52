import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentencesOf } from '../../../src/diff/sentences.ts';

test('sentences joined again are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      expect(sentencesOf(text, 'nl').join('')).toBe(text);
    }),
  );
});

test.each([
  ['nl', 'Wij bewaren dit tot 1 jan. 2024 onder nr. 12. Daarna wissen wij het.', 2],
  ['nl', 'Voorbeeld B.V. is verantwoordelijk. Zie art. 6 van de AVG.', 2],
  ['nl', 'De N.V. Voorbeeld, d.w.z. de verkoper, belt u. U belt terug.', 2],
  ['en', 'Example Inc. shares data, e.g. your name. It does so daily.', 2],
  ['de', 'Die Beispiel GmbH speichert z.B. Namen. Sie löscht sie nach Art. 17.', 2],
  ['fr', 'Voir art. 6 du règlement. Nous conservons vos données.', 2],
] as const)('in %s, "%s" has %i sentences', (language, text, count) => {
  expect(sentencesOf(text, language)).toHaveLength(count);
});

test('an unknown language is cut as well', () => {
  expect(sentencesOf('One. Two.', 'not a language!')).toHaveLength(2);
  expect(sentencesOf('', null)).toEqual([]);
});
