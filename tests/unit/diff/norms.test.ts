import { expect, test } from 'vitest';
import { vocabularyFor } from '../../../src/diff/lexicon/all.ts';
import { normChanges, normsIn } from '../../../src/diff/norms.ts';
import { clause, pairing } from './judging.ts';

const kinds = (language: string, text: string): readonly string[] => normsIn(text, vocabularyFor(language)).map((norm) => norm.kind);

test.each([
  ['nl', 'U moet zich legitimeren, tenzij wij u al kennen.', ['duty', 'except']],
  ['en', 'You must verify your identity unless we already know you.', ['duty', 'except']],
  ['de', 'Sie müssen sich ausweisen, es sei denn, wir kennen Sie bereits.', ['duty', 'except']],
  ['fr', 'Vous devez justifier de votre identité, sauf si nous vous connaissons.', ['duty', 'except']],
  ['es', 'Usted debe identificarse, salvo que ya le conozcamos.', ['duty', 'except']],
  ['it', 'L’utente deve identificarsi, salvo che lo conosciamo già.', ['duty', 'except']],
])('%s: a duty and its exception are read', (language, text, expected) => {
  expect(kinds(language, text)).toEqual(expected);
});

test('an idiom with a negation is none', () => {
  expect(kinds('nl', 'Aarzel niet om te bellen.')).toEqual([]);
  expect(kinds('en', 'Do not hesitate to call.')).toEqual([]);
  expect(kinds('fr', 'N’hésitez pas à appeler.')).toEqual([]);
});

test('French limits with two words around the verb, unless a "pas" stands between them', () => {
  expect(kinds('fr', 'Ces données ne sont lues que par nos agents.')).toEqual(['only']);
  expect(kinds('fr', 'Nous ne pensons pas que cela change.')).toEqual(['not']);
});

test('who acts is the subject that stands nearest before the verb', () => {
  const [norm] = normsIn('Wij zullen uw gegevens wissen.', vocabularyFor('nl'));
  const [other] = normsIn('De klant moet de gegevens wissen.', vocabularyFor('nl'));
  expect([norm?.actor, other?.actor]).toEqual(['company', 'person']);
});

const changesOf = (old: string, now: string): readonly string[] =>
  normChanges(pairing([clause(old)], [clause(now)], 'nl').words, vocabularyFor('nl')).map((one) => `${one.op} ${one.kind}`);

test('a norm outside the changed words does not count, nor one that only changed place', () => {
  expect(changesOf('Wij mogen bellen. Wij mailen niet op zondag.', 'Wij mogen bellen. Wij mailen niet op maandag.')).toEqual([]);
  expect(changesOf('Alleen artsen zien uw dossier.', 'Uw dossier zien artsen alleen.')).toEqual([]);
});

test('a permission that became a duty is lost and gained', () => {
  expect(changesOf('U mag een reden opgeven.', 'U moet een reden opgeven.').toSorted()).toEqual(['gained duty', 'lost may']);
});
