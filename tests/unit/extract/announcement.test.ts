import { expect, test } from 'vitest';
import { findAnnouncement } from '../../../src/extract/announcement.ts';
import { blockOf, documentOf } from './documents.ts';

const link = { text: 'preview the new terms', url: 'https://vendor.example/terms/next' };

test.each([
  ['en', 'We are updating our Terms. The new terms will take effect on September 23, 2026.', '2026-09-23', 'The new terms will take effect on September 23, 2026.'],
  ['en', 'Our updated Privacy Policy, effective September 23, 2026, will replace this one.', '2026-09-23', 'Our updated Privacy Policy, effective September 23, 2026, will replace this one.'],
  ['nl', 'Onze nieuwe voorwaarden gaan in per 1 oktober 2026. Lees ze alvast.', '2026-10-01', 'Onze nieuwe voorwaarden gaan in per 1 oktober 2026.'],
  ['nl', 'Vanaf 23 september 2026 gelden nieuwe voorwaarden.', '2026-09-23', 'Vanaf 23 september 2026 gelden nieuwe voorwaarden.'],
  ['de', 'Am 1. Oktober 2026 treten unsere neuen Nutzungsbedingungen in Kraft.', '2026-10-01', 'Am 1. Oktober 2026 treten unsere neuen Nutzungsbedingungen in Kraft.'],
  ['fr', 'Nos nouvelles conditions entreront en vigueur le 1er octobre 2026.', '2026-10-01', 'Nos nouvelles conditions entreront en vigueur le 1er octobre 2026.'],
  ['es', 'Nuestras nuevas condiciones entrarán en vigor el 1 de octubre de 2026.', '2026-10-01', 'Nuestras nuevas condiciones entrarán en vigor el 1 de octubre de 2026.'],
  ['it', 'Le nuove condizioni entreranno in vigore il 1° ottobre 2026.', '2026-10-01', 'Le nuove condizioni entreranno in vigore il 1° ottobre 2026.'],
])('a coming version is announced (%s): %s', (language, text, effectiveDate, quote) => {
  const page = documentOf(`${text}\nThe policy itself begins here.`, { blocks: [blockOf(text, 0, [link]), blockOf('The policy itself begins here.', 1)] });
  expect(findAnnouncement(page, language)).toEqual({ effectiveDate, quote, previewUrl: link.url });
});

test('a banner outside the kept text announces too, without an address', () => {
  const page = documentOf('We process personal data.', { pageText: 'Our new terms will apply from 1 March 2027.\nWe process personal data.' });
  expect(findAnnouncement(page, 'en')).toEqual({ effectiveDate: '2027-03-01', previewUrl: null, quote: 'Our new terms will apply from 1 March 2027.' });
});

test.each([
  ['en', 'These terms were updated on 1 May 2024.'],
  ['en', 'The previous version will apply to orders placed before 1 May 2024; the revised terms to all others.'],
  ['en', 'We will notify you thirty days before changes to this policy take effect.'],
  ['nl', 'Wij kunnen deze voorwaarden wijzigen; u krijgt daarvan bericht.'],
  ['nl', 'Laatst bijgewerkt op 1 mei 2024.'],
  ['de', 'Stand: Mai 2024'],
])('nothing is announced (%s): %s', (language, text) => {
  expect(findAnnouncement(documentOf(text), language)).toBeNull();
});
