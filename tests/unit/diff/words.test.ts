import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Budget } from '../../../src/diff/budget.ts';
import { redline } from '../../../src/diff/words.ts';
import type { Clause } from '../../../src/domain/clause.ts';
import { treeOf } from './made-up-trees.ts';

const [template] = treeOf('Voorbeeld').clauses;

function clauses(...texts: readonly string[]): readonly Clause[] {
  if (template === undefined) throw new Error('The sample has a clause.');
  return texts.map((text) => ({ ...template, text }));
}

function drawn(old: string, fresh: string): string {
  return redline(clauses(old), clauses(fresh), 'nl', new Budget(1e8))
    .map(({ op, text }) => (op === 'equal' ? text : op === 'delete' ? `[-${text}-]` : `{+${text}+}`))
    .join('');
}

const word = fc.constantFrom('wij', 'uw', 'gegevens', 'bewaren', 'niet', '30 dagen', 'Voorbeeld B.V.', '€ 1.000,50', 'tot', '. ', ', ', ' ', '\n', 'delen', '(a)');
const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));

test('equal and delete runs give the old text, equal and insert runs the new', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), fc.array(text, { minLength: 1, maxLength: 3 }), (old, fresh) => {
      const runs = redline(clauses(...old), clauses(...fresh), 'nl', new Budget(1e8));
      expect(runs.filter((run) => run.op !== 'insert').map((run) => run.text).join('')).toBe(old.join('\n'));
      expect(runs.filter((run) => run.op !== 'delete').map((run) => run.text).join('')).toBe(fresh.join('\n'));
      expect(runs.every((run, index) => run.text !== '' && run.op !== runs[index - 1]?.op)).toBe(true);
    }),
  );
});

test('any text at all is rebuilt', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }), (old, fresh) => {
      const runs = redline(clauses(old), clauses(fresh), null, new Budget(1e8));
      expect(runs.filter((run) => run.op !== 'insert').map((run) => run.text).join('')).toBe(old);
      expect(runs.filter((run) => run.op !== 'delete').map((run) => run.text).join('')).toBe(fresh);
    }),
  );
});

test.each([
  ['Wij bewaren dit 30 dagen.', 'Wij bewaren dit 90 dagen.', 'Wij bewaren dit [-30-]{+90+} dagen.'],
  ['Het kost € 1.000,50 per jaar.', 'Het kost € 1.250,00 per jaar.', 'Het kost [-€ 1.000,50-]{+€ 1.250,00+} per jaar.'],
  ['Geldig vanaf 1 mei 2023 voor u.', 'Geldig vanaf 1 juni 2024 voor u.', 'Geldig vanaf [-1 mei 2023-]{+1 juni 2024+} voor u.'],
  ['Binnen dertig (30) dagen reageren wij.', 'Binnen zestig (60) dagen reageren wij.', 'Binnen [-dertig (30)-]{+zestig (60)+} dagen reageren wij.'],
  ['De ontvanger is Voorbeeld Data B.V. in Utrecht.', 'De ontvanger is Ander Huis N.V. in Utrecht.', 'De ontvanger is [-Voorbeeld Data B.V.-]{+Ander Huis N.V.+} in Utrecht.'],
])('what belongs together is replaced as a whole: %s', (old, fresh, expected) => {
  expect(drawn(old, fresh)).toBe(expected);
});

test('an added sentence stands alone between the sentences that stayed', () => {
  expect(drawn('Wij delen uw naam. Wij delen uw adres.', 'Wij delen uw naam. Wij verkopen niets. Wij delen uw adres.')).toBe(
    'Wij delen uw naam. {+Wij verkopen niets. +}Wij delen uw adres.',
  );
});

test('an island of one small word between two edits is absorbed', () => {
  expect(drawn('U kunt bellen of mailen naar ons kantoor.', 'U kunt schrijven of langskomen naar ons kantoor.')).toBe(
    'U kunt [-bellen of mailen-]{+schrijven of langskomen+} naar ons kantoor.',
  );
});

test('a passage written anew is struck and replaced as a whole', () => {
  const drawnAnew = drawn('De verkoper behoudt zich alle rechten op de foto voor.', 'Kopers mogen de afbeelding vrij gebruiken, mits met naam.');
  expect(drawnAnew.match(/\[-/gu)).toHaveLength(1);
});

test('a paragraph too large for its budget is replaced as a whole, and the budget tells', () => {
  const budget = new Budget(1_000);
  const long = (seed: string): string => Array.from({ length: 400 }, (_, index) => `${seed}${(index * 37) % 101}`).join(' ');
  const runs = redline(clauses(long('a')), clauses(long('b')), 'nl', budget);
  expect(runs.map((run) => run.op)).toEqual(['delete', 'insert']);
  expect(budget.refused).toBe(true);
});
