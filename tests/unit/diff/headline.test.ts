import { expect, test } from 'vitest';
import { judgedPairs } from './judged-pairs.ts';
import { judgedAmendment } from './judging.ts';

test('a period leads, with what it is the period of', () => {
  const change = judgedAmendment('nl', 'Telefoonnummers bewaren wij 1 week.', 'Telefoonnummers bewaren wij 1 maand.', { path: ['Bewaren'] });
  expect(change.headline.nl).toBe('Bewaartermijn telefoonnummers: 1 week → 1 maand');
  expect(change.headline.en).toBe('Retention (telefoonnummers): 1 week → 1 month');
});

test('a new recipient, a date of effect and an age are told from the fact', () => {
  expect(judgedAmendment('en', 'We share data with Stripe.', 'We share data with Stripe and Twilio Inc.', { path: ['Recipients'] }).headline).toEqual({ nl: 'Nieuwe ontvanger: Twilio Inc.', en: 'New recipient: Twilio Inc.' });
  expect(judgedAmendment('nl', null, 'Deze voorwaarden gelden vanaf 1 juli 2026.').headline).toEqual({ nl: 'Ingangsdatum: 1 juli 2026', en: 'Date of effect: 1 July 2026' });
  expect(judgedAmendment('de', 'Das Mindestalter beträgt 18 Jahre.', 'Das Mindestalter beträgt 16 Jahre.').headline.nl).toBe('Minimumleeftijd: 18 jaar → 16 jaar');
});

test('every headline is one short line in two languages that says more than that text was modified', () => {
  for (const one of judgedPairs) {
    const { headline } = judgedAmendment(one.language, one.old, one.new, { path: [one.heading] });
    for (const line of [headline.nl, headline.en]) {
      expect(line).not.toMatch(/\n|text modified|tekst gewijzigd|null|undefined/u);
      expect(line.length).toBeGreaterThan(5);
      expect(line.length).toBeLessThanOrEqual(110);
    }
  }
});
