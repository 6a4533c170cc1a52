import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PhraseIndex, wordsOf } from '../../../src/domain/phrase-index.ts';

const found = (phrases: readonly string[], text: string): readonly string[] => {
  const words = wordsOf(text);
  return new PhraseIndex(phrases.map((phrase) => [phrase, phrase] as const)).find(words).map(({ value, from, to }) => `${value}: ${words.slice(from, to).map((word) => word.lower).join(' ')}`);
};

test('words are letters with their marks, and digits, in lower case, with where they stand', () => {
  expect(wordsOf('Uw  e-mail: Zoë\u0301n 2.0 𝒜𝟙!')).toEqual([
    { lower: 'uw', start: 0, end: 2 },
    { lower: 'e', start: 4, end: 5 },
    { lower: 'mail', start: 6, end: 10 },
    { lower: 'zoë\u0301n', start: 12, end: 17 },
    { lower: '2', start: 18, end: 19 },
    { lower: '0', start: 20, end: 21 },
    { lower: '𝒜𝟙', start: 22, end: 26 },
  ]);
});

test('words are those that one expression finds, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const expected = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({ lower: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length }));
      expect(wordsOf(text)).toEqual(expected);
    }),
  );
});

test('half a surrogate pair parts words', () => {
  expect(wordsOf('aan\ud835het\udc9c').map((word) => word.lower)).toEqual(['aan', 'het']);
});

test('a phrase is found whole, by its beginning, by its end, and inside a word', () => {
  const phrases = ['gegevens', 'bewaar*', '*termijn', '*klant*', 'derde partij*'];
  expect(found(phrases, 'Gegevens, bewaarplicht; derde partijen')).toEqual(['gegevens: gegevens', 'bewaar*: bewaarplicht', 'derde partij*: derde partijen']);
  expect(found(phrases, 'de bewaartermijn van hoofdklanten')).toEqual(['bewaar*: bewaartermijn', '*termijn: bewaartermijn', '*klant*: hoofdklanten']);
  expect(found(phrases, 'klantgegevens derde klas')).toEqual(['*klant*: klantgegevens']);
});

test('phrases that begin at one word are told in the order in which they were given', () => {
  expect(found(['*en*', 'gegevens', 'geg*', '*vens', 'gegevens delen'], 'gegevens delen')).toEqual(['*en*: gegevens', 'gegevens: gegevens', 'geg*: gegevens', '*vens: gegevens', 'gegevens delen: gegevens delen', '*en*: delen']);
});

test('the insides of a word that is no word are not searched', () => {
  expect(found(['*klant*'], `${'x'.repeat(60)}klant`)).toEqual([]);
});

test('many words and texts, some of them met before, are found as if each were new', () => {
  const index = new PhraseIndex([['a1*', 'begins'], ['*9', 'ends'], ['derde partij', 'phrase']] as const);
  const texts = Array.from({ length: 40 }, (_, part) => Array.from({ length: 500 }, (_, at) => `a${part * 500 + at}`).join(' '));
  const counted = (text: string): readonly number[] => ['begins', 'ends'].map((value) => index.find(wordsOf(text)).filter((match) => match.value === value).length);
  const expected = (text: string): readonly number[] => [text.split(' ').filter((word) => word.startsWith('a1')).length, text.split(' ').filter((word) => word.endsWith('9')).length];
  for (const text of [...texts, ...texts.toReversed()]) expect(counted(text)).toEqual(expected(text));
  expect(index.find(wordsOf('elke derde partij')).map((match) => match.value)).toEqual(['phrase']);
});
