import { expect, test } from 'vitest';
import { detectLanguage } from '../../../src/extract/language.ts';
import { documentOf } from './documents.ts';

test.each([
  ['nl', 'Wij verwerken uw persoonsgegevens om de overeenkomst uit te voeren en bewaren deze niet langer dan nodig.'],
  ['en', 'We process your personal data to perform the contract and keep it no longer than necessary.'],
  ['de', 'Wir verarbeiten Ihre personenbezogenen Daten zur Erfüllung des Vertrags und speichern sie nicht länger als nötig.'],
  ['fr', 'Nous traitons vos données personnelles pour exécuter le contrat et ne les conservons pas plus longtemps que nécessaire.'],
  ['es', 'Tratamos sus datos personales para ejecutar el contrato y no los conservamos más tiempo del necesario.'],
  ['it', 'Trattiamo i vostri dati personali per eseguire il contratto e non li conserviamo più a lungo del necessario.'],
])('the words say %s, whatever the page claims', (language, text) => {
  expect(detectLanguage(documentOf(text))).toBe(language);
  expect(detectLanguage(documentOf(`${text}\n${text}`, { lang: language === 'en' ? 'nl-NL' : 'en-US' }))).toBe(language);
});

test('a few words that could be several languages take the page at its word', () => {
  expect(detectLanguage(documentOf('Contact: Postbus 1', { lang: 'nl-NL' }))).toBe('nl');
  expect(detectLanguage(documentOf('', { lang: 'de' }))).toBe('de');
  expect(detectLanguage(documentOf('', {}))).toBeNull();
});

test('an English preamble does not make a Dutch policy English', () => {
  const dutch = Array.from({ length: 30 }, (_, at) => `Artikel ${at} van deze voorwaarden regelt wat de leverancier en de klant van elkaar mogen verwachten.`);
  expect(detectLanguage(documentOf(['This page is only available in Dutch, as our customers are all in the Netherlands.', ...dutch].join('\n')))).toBe('nl');
});

test('the same page always gives the same answer', () => {
  const page = documentOf('Privacy\nCookies\nContact');
  expect(new Set(Array.from({ length: 5 }, () => detectLanguage(page))).size).toBe(1);
});
