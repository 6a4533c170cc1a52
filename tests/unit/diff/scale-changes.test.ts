import { expect, test } from 'vitest';
import { vocabularyFor } from '../../../src/diff/lexicon/all.ts';
import { scaleChanges } from '../../../src/diff/scale-changes.ts';
import { clause, judgedAmendment, pairing } from './judging.ts';

const turns = (language: string, old: string, now: string): readonly string[] =>
  scaleChanges(pairing([clause(old)], [clause(now)], language).words, vocabularyFor(language)).map((change) => `${change.scale}: ${change.from.quote} → ${change.to.quote}`);

test.each([
  ['nl', 'Na een jaar verwijderen wij het dossier.', 'Na een jaar bewaren wij het dossier.', ['keeping: verwijderen → bewaren']],
  ['en', 'Location sharing is off by default.', 'Location sharing is on by default.', ['switch: off by default → on by default']],
  ['de', 'Einsicht haben unsere Mitarbeiter.', 'Einsicht haben Dritte.', ['audience: Mitarbeiter → Dritte']],
  ['fr', 'Les clés sont chiffrées.', 'Les clés sont conservées en clair.', ['encryption: chiffrées → en clair']],
  ['es', 'Las decisiones las toma una persona.', 'Las decisiones las toma un algoritmo.', ['decider: una persona → algoritmo']],
  ['it', 'La licenza è revocabile.', 'La licenza è irrevocabile.', ['permanence: revocabile → irrevocabile']],
])('%s: a practice that was turned around is told: %s', (language, old, now, expected) => {
  expect(turns(language, old, now)).toEqual(expected);
});

test('another word on the same step is no turn, and an everyday word counts only where it was replaced alone', () => {
  expect(turns('en', 'We erase the file.', 'We delete the file.')).toEqual([]);
  expect(turns('en', 'We share certain data.', 'We share all data.')).toEqual(['extent: certain → all']);
  expect(turns('en', 'Certain features may change over the years.', 'For any reason at all a feature that you like could be another one tomorrow.')).toEqual([]);
});

test('a turn under a negation leans the other way, and the opposite of the opposite says the same', () => {
  expect(judgedAmendment('en', 'We do not keep your messages.', 'We do not delete your messages.')).toMatchObject({ significance: 'material', direction: 'less-protective' });
  expect(judgedAmendment('en', 'We do not refuse requests for a copy.', 'We accept requests for a copy.').significance).toBe('minor');
  expect(judgedAmendment('en', 'We do not share your messages.', 'We do not sell your messages.')).toMatchObject({ significance: 'material', direction: 'less-protective' });
});

test('a kind of data that gives way to data in general is wider, and its headline shows both', () => {
  const change = judgedAmendment('nl', 'Bij aanmelding vragen wij uw telefoonnummer.', 'Bij aanmelding vragen wij uw persoonsgegevens.', { path: ['Gegevens'] });
  expect(change).toMatchObject({ significance: 'material', direction: 'less-protective' });
  expect(change.headline.nl).toContain('"telefoonnummer" → "persoonsgegevens"');
});

test('in a language that is not read nothing is told', () => {
  expect(turns('sv', 'Vi raderar filen.', 'Vi sparar filen.')).toEqual([]);
});
