import { expect, test } from 'vitest';
import { findTitle, pageTitlesOf } from '../../../src/extract/title.ts';
import { documentOf } from './documents.ts';

const titles = (document: string | null, headings: readonly string[] = [], openGraph: string | null = null): { readonly titles: { readonly document: string | null; readonly headings: readonly string[]; readonly openGraph: string | null } } => ({ titles: { document, headings, openGraph } });

test('the heading over the text that names a policy is its title', () => {
  expect(findTitle(documentOf('# Privacyverklaring\nWij verwerken gegevens.', titles('Vendor | Slimme software', ['Nieuwsbrief', 'Privacyverklaring'])))).toBe('Privacyverklaring');
});

test('a heading outside the kept text serves where the text has none', () => {
  expect(findTitle(documentOf('Wij verwerken gegevens.', titles('Vendor', ['Instellingen', 'Algemene voorwaarden'])))).toBe('Algemene voorwaarden');
});

test("the page's title is taken without the site's name", () => {
  expect(findTitle(documentOf('We process data.', titles('Data Processing Agreement | Vendor')))).toBe('Data Processing Agreement');
  expect(findTitle(documentOf('Wir verarbeiten Daten.', titles('Vendor – Datenschutzerklärung')))).toBe('Datenschutzerklärung');
});

test('a numbered heading or a sentence is not the title', () => {
  expect(findTitle(documentOf('# 1. Privacy of members\n# Our policy is simple.\nText', titles('Terms of Service')))).toBe('Terms of Service');
});

test('a page without any title has none', () => {
  expect(findTitle(documentOf('Just words', titles(null)))).toBeNull();
});

test.each([
  ['# Help & services\n# Privacy Policy\nWe keep data.', ['help services', 'privacy policy']],
  ['# Algemene voorwaarden\nWij leveren.', ['algemene voorwaarden']],
  ["# Conditions générales d'utilisation\nTexte.", ["conditions générales d'utilisation"]],
  ['# Datenschutzerklärung\nText.', ['datenschutzerklärung']],
  ['# Informativa sulla privacy\nTesto.', ['informativa sulla privacy']],
  ['# Política de cookies\nTexto.', ['política de cookies']],
])('headings that only name the page are told apart: %s', (text, names) => {
  expect(pageTitlesOf(documentOf(text).blocks)).toEqual(names);
});

test.each(['# Terms for business customers\nText.', '# In force from 1 May 2026\nText.', '# Our terms are changing\nText.', 'Voorwaarden voor consumenten', 'Text first.\n# Privacy Policy'])('a heading that says more, or stands lower, is the policy’s: %s', (text) => {
  expect(pageTitlesOf(documentOf(text).blocks)).toEqual([]);
});
