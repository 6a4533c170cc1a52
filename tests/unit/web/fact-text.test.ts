import { expect, test } from 'vitest';
import { countryText, durationText, moneyText } from '../../../src/web/fact-text.ts';

test.each([
  ['P1M', '1 maand', '1 month'],
  ['P24M', '24 maanden', '24 months'],
  ['PT72H', '72 uur', '72 hours'],
  ['P1Y6M', '1 jaar 6 maanden', '1 year 6 months'],
  ['P2W', '2 weken', '2 weeks'],
  ['P1DT12H', '1 dag 12 uur', '1 day 12 hours'],
  ['PT30M', '30 minuten', '30 minutes'],
  ['never', 'never', 'never'],
])('%s is said as %s', (value, nl, en) => {
  expect([durationText(value, 'nl'), durationText(value, 'en')]).toEqual([nl, en]);
});

test('countries and amounts are said as readers write them', () => {
  expect([countryText('US', 'nl'), countryText('EEA', 'nl'), countryText('somewhere', 'en')]).toEqual(['Verenigde Staten', 'EER', 'somewhere']);
  expect([moneyText('EUR 1000.50', 'nl'), moneyText('EUR 48', 'en'), moneyText('much', 'en')]).toEqual(['€\u00A01.000,50', '€48.00', 'much']);
});
