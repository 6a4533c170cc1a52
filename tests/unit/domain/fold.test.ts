import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, foldsOf } from '../../../src/domain/fold.ts';

const signs = ['a', 'é', '€', '’', "'", '1', '.', ',', ' ', 'ł', 'ﬁ', '\u0301', 'İ', '“', '\u200B', '%', 'Σ', 'ß', '😀', 'µ', 'ÿ', '´', '¨', '¯', '¸', '…', '½', '²', 'ŉ'];
const line = fc.array(fc.constantFrom(...signs), { maxLength: 8 }).map((parts) => parts.join(''));

test('what a line says does not depend on the lines around it', () => {
  fc.assert(fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
    expect(fold(lines.join('\n'))).toBe(lines.map(fold).filter((words) => words !== '').join(' '));
  }), { numRuns: 5000 });
});

test('folding twice is folding once', () => {
  fc.assert(fc.property(fc.oneof(line, fc.string({ unit: 'binary', maxLength: 30 })), (text) => {
    expect(fold(fold(text))).toBe(fold(text));
  }), { numRuns: 5000 });
});

test('an accent typed for an apostrophe is one, whatever else the text holds', () => {
  expect(fold('conditions générales d´utilisation')).toBe("conditions générales d'utilisation");
  expect(fold('conditions générales d´utilisation \u{1F600}')).toBe("conditions générales d'utilisation");
});

test('what blocks say is folded as their texts are', () => {
  const blocks = [{ text: 'Wij bewaren uw gegevens «maximaal» 30 dagen.' }, { text: '—' }];
  expect(foldsOf(blocks)).toEqual(['wij bewaren uw gegevens maximaal 30 dagen', '']);
  expect(foldsOf(blocks)).toEqual(blocks.map((block) => fold(block.text)));
});
