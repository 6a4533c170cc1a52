import { expect, test } from 'vitest';
import { overall } from '../../../src/diff/overall.ts';
import { clause, judged, judgedAmendment, pairing } from './judging.ts';

const typo = judgedAmendment('nl', 'Wij gaan zorgvuldig om met uw persoongegevens.', 'Wij gaan zorgvuldig om met uw persoonsgegevens.');
const updated = judgedAmendment('nl', 'Laatst bijgewerkt: 2 mei 2022', 'Laatst bijgewerkt: 3 juni 2023');
const longer = judgedAmendment('nl', 'Wij bewaren foto’s 2 weken.', 'Wij bewaren foto’s 8 weken.', { path: ['Bewaartermijn'] });
const right = judgedAmendment('nl', null, 'U heeft recht op inzage in uw gegevens.');

test('the whole takes the highest significance among its changes', () => {
  expect(overall([typo, updated], 'nl').significance).toBe('minor');
  expect(overall([typo, updated, longer], 'nl').significance).toBe('material');
});

test('many cosmetic changes stay cosmetic', () => {
  expect(overall(Array.from({ length: 300 }, () => typo), 'nl')).toMatchObject({ significance: 'cosmetic', direction: 'neutral', headline: { nl: 'Alleen vormwijzigingen (300)' } });
});

test('the direction is that of the material changes, and a gain does not undo a loss elsewhere', () => {
  expect(overall([updated, longer], 'nl').direction).toBe('less-protective');
  expect(overall([longer, right], 'nl').direction).toBe('less-protective');
  expect(overall([longer, right, right], 'nl').direction).toBe('less-protective');
  expect(overall([longer, right, right, right], 'nl').direction).toBe('more-protective');
  expect(overall([right], 'nl').direction).toBe('more-protective');
});

test('the headline names what matters most and counts the rest', () => {
  const { headline } = overall([typo, updated, longer], 'nl');
  expect(headline.nl).toContain('2 weken → 8 weken');
  expect(headline.en).toContain('2 weeks → 8 weeks');
  const many = judged(['Wij delen gegevens met Stripe.', 'Wij delen gegevens met Adyen.', 'Wij delen gegevens met Mollie.', 'Wij delen gegevens met Klarna.'].map((text) => pairing([], [clause(text, { path: ['Ontvangers'] })], 'nl')), 'nl');
  expect(overall(many, 'nl').headline.nl).toMatch(/\(en nog 1 materiële wijziging\)$/u);
});

test('no changes at all is cosmetic and says so', () => {
  expect(overall([], 'nl')).toEqual({ significance: 'cosmetic', direction: 'neutral', headline: { nl: 'Geen wijzigingen', en: 'No changes' } });
});
