import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDates } from '../../../src/extract/dates.ts';
import { documentOf } from './documents.ts';

const dates = (text: string, language: string | null, more: Parameters<typeof documentOf>[1] = {}): readonly (string | null)[] => {
  const { effectiveDate, updatedDate } = findDates(documentOf(text, more), language);
  return [effectiveDate, updatedDate];
};

test.each([
  ['nl', 'Ingangsdatum: april 27, 2018', '2018-04-27'],
  ['nl', 'Deze voorwaarden gelden per 1 oktober 2026.', '2026-10-01'],
  ['nl', 'Algemene voorwaarden, geldig vanaf 01-02-2024', '2024-02-01'],
  ['nl', 'Privacyverklaring per 1 oktober 2026', '2026-10-01'],
  ['en', 'Effective Date: January 27th, 2021', '2021-01-27'],
  ['en', 'These terms are effective as of the 3rd of May 2019', '2019-05-03'],
  ['en', 'This policy takes effect on 2024-05-06.', '2024-05-06'],
  ['de', 'Gültig ab 1. Januar 2024', '2024-01-01'],
  ['de', 'Diese Datenschutzrichtlinie gilt ab 29/04/2022.', '2022-04-29'],
  ['fr', 'En vigueur au 1er janvier 2024', '2024-01-01'],
  ['fr', 'La présente politique s’applique à partir du 07/08/2024, la précédente version jusqu’à cette date', '2024-08-07'],
  ['es', 'Fecha de entrada en vigor: 15 de marzo de 2023', '2023-03-15'],
  ['it', 'In vigore dal 25 maggio 2018', '2018-05-25'],
])('an effective date (%s): %s', (language, text, date) => {
  expect(dates(text, language)).toEqual([date, null]);
});

test.each([
  ['nl', 'Laatst bijgewerkt: Mei 21, 2020', '2020-05-21'],
  ['nl', 'Laatst gewijzigd op 01-02-2024', '2024-02-01'],
  ['nl', 'Versie 1 mei 2018', '2018-05-01'],
  ['en', 'Last updated: 13/02/2024', '2024-02-13'],
  ['en', 'Last modified: 12 Sept. 2019', '2019-09-12'],
  ['en', 'Version 2.1.3 dated 4 June 2020', '2020-06-04'],
  ['de', 'Stand: Mai 2018', '2018-05-01'],
  ['de', 'Letzte Aktualisierung: 25.05.2018', '2018-05-25'],
  ['fr', 'Dernière mise à jour : 12/03/2021', '2021-03-12'],
  ['fr', 'mis à jour le 26 October 2022', '2022-10-26'],
  ['es', 'Última actualización: 1 de enero de 2024', '2024-01-01'],
  ['it', 'Ultimo aggiornamento: 1° gennaio 2024', '2024-01-01'],
])('a date of the last change (%s): %s', (language, text, date) => {
  expect(dates(text, language)).toEqual([null, date]);
});

test('both dates of one line are told apart', () => {
  expect(dates('Effective: July 15, 2023 | Last updated: July 1, 2023', 'en')).toEqual(['2023-07-15', '2023-07-01']);
});

test('the label and its date may stand in two lines', () => {
  expect(dates('Terms\nLast updated\nMay 21, 2020', 'en')).toEqual([null, '2020-05-21']);
});

test('an English date in numbers that could mean two days is told only where the page says which comes first', () => {
  expect(dates('Last updated: 01/02/2024', 'en')).toEqual([null, null]);
  expect(dates('Last updated: 01/02/2024', 'en', { lang: 'en-GB' })).toEqual([null, '2024-02-01']);
  expect(dates('Last updated: 01/02/2024', 'en', { finalUrl: 'https://vendor.co.uk/terms' })).toEqual([null, '2024-02-01']);
  expect(dates('Last updated: 01/02/2024\nResidents of California may object until 12/31/2024.', 'en')).toEqual([null, '2024-01-02']);
  expect(dates('Last updated: 05/05/2024', 'en')).toEqual([null, '2024-05-05']);
});

test.each([
  ['a date of birth', 'You were born on 1 May 1990 and joined us as of 3 May 2020.'],
  ['a period', 'We keep your data for 30 days as of the last update.'],
  ['a law', 'Directive 2002/58/EC of 12 July 2002 concerning privacy'],
  ['a day that does not exist', 'Last updated: 31 February 2024'],
  ['a number', 'Version 12.34.5678901'],
])('%s is no date of the policy', (_, text) => {
  expect(dates(text, 'en')).toEqual([null, null]);
});

test('a date deep in a long clause says nothing of the policy', () => {
  const filler = Array.from({ length: 80 }, (_, at) => `Clause ${at} says what clauses say.`);
  filler[50] = `${'The agreement of the parties was long. '.repeat(5)}It was last updated on 3 March 2011 by a notary.`;
  expect(dates(filler.join('\n'), 'en')).toEqual([null, null]);
});

test('a date in a table in the middle is not the date of the policy, a plain line there is', () => {
  const filler = Array.from({ length: 80 }, (_, at) => `Clause ${at} says what clauses say.`);
  expect(dates(filler.with(50, 'Date: 3 March 2011').join('\n'), 'en')).toEqual([null, null]);
  expect(dates(filler.with(50, 'Last updated: 3 March 2011').join('\n'), 'en')).toEqual([null, '2011-03-03']);
});

test('any text is read in linear time and gives a real day or none', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('last updated', 'effective', ':', '1', '12', '2024', 'May', '/', '-', '.', ',', 'of', '\n', ' '), { maxLength: 400 }), (parts) => {
    for (const date of dates(parts.join(' '), 'en')) if (date !== null) expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
  }), { numRuns: 100 });
  const started = process.hrtime.bigint();
  dates('last updated '.repeat(40_000), 'en');
  dates('1/'.repeat(100_000), 'en');
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(3000);
});
