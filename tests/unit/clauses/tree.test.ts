import fc from 'fast-check';
import { expect, test } from 'vitest';
import { treeOf } from '../../../src/clauses/document-tree.ts';
import { takeNumber } from '../../../src/clauses/numbering.ts';
import { clausesOf } from '../../../src/clauses/tree.ts';
import { fold } from '../../../src/domain/fold.ts';
import type { Block, BlockKind } from '../../../src/domain/reading.ts';
import type { Sha256 } from '../../../src/domain/ids.ts';

function block(text: string, more: Partial<Block> & { readonly kind?: BlockKind } = {}): Block {
  return { kind: 'paragraph', level: 0, marker: null, text, markdown: text, bold: false, links: [], lines: [1, 1], cells: null, header: null, table: null, ...more };
}
const heading = (text: string, level: number): Block => block(text, { kind: 'heading', level });

test.each([
  ['6.4 Retention', '6.4', '6.4 ', 'Retention'], ['6.4. Retention', '6.4', '6.4. ', 'Retention'], ['12) the user', '12', '12) ', 'the user'], ['§ 3 Haftung', '§ 3', '§ 3 ', 'Haftung'],
  ['Artikel 2 - Begrippen', 'Artikel 2', 'Artikel 2 - ', 'Begrippen'], ['Art. 5 lid 2 Doel', 'Art. 5 lid 2', 'Art. 5 lid 2 ', 'Doel'], ['ARTICLE 4: Prix', 'ARTICLE 4', 'ARTICLE 4: ', 'Prix'],
  ['(iv) any other data', '(iv)', '(iv) ', 'any other data'], ['a. naam', 'a', 'a. ', 'naam'], ['a) naam', 'a', 'a) ', 'naam'], ['• naam', '•', '• ', 'naam'], ['- naam', '-', '- ', 'naam'],
  ['Section IV. Use', 'Section IV', 'Section IV. ', 'Use'], ['1 Overview', '1', '1 ', 'Overview'], ['2.Title', '2', '2.', 'Title'], ['IV. Rechte', 'IV', 'IV. ', 'Rechte'],
] as const)('the number of "%s" is taken off', (text, number, marker, rest) => {
  expect(takeNumber(text)).toEqual({ number, marker, text: rest });
});

test.each(['30 dagen na opzegging', '14 days after notice', '2026 was a year', '5% of the price', 'I. do not know'.slice(0, 1), 'Een zin zonder nummer', '1.000 euro per maand', 'Article'])('"%s" carries no number', (text) => {
  expect(takeNumber(text).number).toBeNull();
});

test('paths are made of headings, bold lines that act as headings, and numbering in depth', () => {
  const clauses = clausesOf([
    heading('Privacy', 1), heading('2. Data', 2), heading('2.1 Account', 2), block('We keep your name.'), block('Log data', { bold: true }), block('We keep the address of your device.'),
    heading('3. Rights', 2), block('You may object.'),
  ]);
  expect(clauses.map((clause) => clause.path)).toEqual([
    [], ['Privacy'], ['Privacy', '2. Data'], ['Privacy', '2. Data', '2.1 Account'], ['Privacy', '2. Data', '2.1 Account'],
    ['Privacy', '2. Data', '2.1 Account', 'Log data'], ['Privacy'], ['Privacy', '3. Rights'],
  ]);
  expect(clauses[2]).toMatchObject({ number: '2.1', marker: '2.1 ', text: 'Account' });
});

test('a bold sentence is no heading', () => {
  const [, second] = clausesOf([block('Please read all of this.', { bold: true }), block('It matters.')]);
  expect(second?.path).toEqual([]);
});

test('an id stays with its text and path, repeats are counted, and a number does not change it', () => {
  const one = clausesOf([heading('1. Data', 2), block('Same words.'), block('Same words.'), block('Other words.')]);
  const two = clausesOf([block('Something before it all.'), heading('1. Data', 2), block('Same words.'), block('Same words.'), block('Other words!')]);
  expect(new Set(one.map((clause) => clause.id)).size).toBe(4);
  expect(two.slice(1).map((clause) => clause.id)).toEqual(one.map((clause) => clause.id));
  expect(clausesOf([heading('1. Data', 2), block('Same words.')])[1]?.id).toBe(one[1]?.id);
  expect(clausesOf([block('a. Same words.')])[0]?.fingerprint).toBe(one[1]?.fingerprint);
  for (const clause of one) expect(clause.fingerprint).toMatch(/^[0-9a-f]{16}$/u);
});

test('how a page parts its thousands is no wording; another number is', () => {
  const print = (text: string): string | undefined => clausesOf([block(text)])[0]?.fingerprint;
  const sum = print('Het kapitaal bedraagt € 36982.92.');
  for (const text of ['Het kapitaal bedraagt € 36.982,92.', 'Het kapitaal bedraagt € 36 982,92.', 'Het kapitaal bedraagt € 36,982.92.', 'Het kapitaal bedraagt € 36’982.92.']) expect(print(text)).toBe(sum);
  for (const text of ['Het kapitaal bedraagt € 36.982,93.', 'Het kapitaal bedraagt € 36.982.', 'Het kapitaal bedraagt € 3.698.292.', 'Het kapitaal bedraagt € 36, 982.92.']) expect(print(text)).not.toBe(sum);
  expect(print('Regulation 2016/679 and 0.125 %')).not.toBe(print('Regulation 2016679 and 0125 %'));
  expect(print('within 30, 100 or 365 days')).not.toBe(print('within 30100 or 365 days'));
});

test('a list marker is the number of its clause', () => {
  const clauses = clausesOf([block('naam', { kind: 'list-item', level: 1, marker: '•' }), block('adres', { kind: 'list-item', level: 1, marker: '(b)' })]);
  expect(clauses.map((clause) => [clause.number, clause.marker])).toEqual([['•', '• '], ['(b)', '(b) ']]);
});

test('a tree carries what is known of the whole document', () => {
  const tree = treeOf({ verdict: 'ok', reasons: [], title: 'Privacy', language: 'nl', effectiveDate: null, updatedDate: null, announcement: null, text: 'x', hash: 'sha256:0' as Sha256, pageTitles: [], hidden: false, blocks: [block('x')] });
  expect(tree).toMatchObject({ title: 'Privacy', language: 'nl' });
  expect(tree.clauses).toHaveLength(1);
});

test('folding twice changes nothing more', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
    expect(fold(fold(text))).toBe(fold(text));
  }), { numRuns: 3000 });
});

test('folding keeps what carries a value and forgets how it was set', () => {
  expect(fold('“Wij” bewaren – tot €\u00A01.000,50 (max. 5%) –  uw gegevens;')).toBe('wij bewaren tot € 1.000,50 max 5% uw gegevens');
  expect(fold('Don’t')).toBe(fold("don't"));
  expect(fold('Straße Ｆｕｌｌ ﬁne')).toBe('straße full fine');
  for (const [one, other] of [['€ 1.000', '€ 1000'], ['5%', '5'], ['$ 5', '€ 5'], ['6.4', '64'], ['10:30', '1030'], ['< 16', '> 16'], ['gegevеns', 'gegevens']] as const) expect(fold(one)).not.toBe(fold(other));
});
