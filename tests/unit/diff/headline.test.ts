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

test('a word that decides is told with what it replaced and the words around it, within its sentence', () => {
  const headline = (old: string, now: string): string => judgedAmendment('nl', old, now, { path: ['Uw gegevens'] }).headline.nl;
  expect(headline('Dit geldt altijd. U mag uw verzoek toelichten.', 'Dit geldt altijd. U moet uw verzoek toelichten.')).toMatch(/: "mag" → "moet" \("U moet uw verzoek toelichten"\)$/u);
  expect(headline('Wij delen uw gegevens alleen met onze hostingprovider.', 'Wij delen uw gegevens met onze hostingprovider.')).toMatch(/: "alleen" verwijderd \("Wij delen uw gegevens alleen met onze hostingprovider"\)$/u);
});

test('data that are named to say that they are not kept are not told as new data', () => {
  expect(judgedAmendment('nl', null, 'De inhoud van SMS berichten wordt door ons niet opgeslagen.', { path: ['Bewaren'] }).headline.nl).toContain('bepaling toegevoegd: "De inhoud van SMS berichten wordt door ons niet opgeslagen."');
});

test('a period says that it is one, and a basis too', () => {
  expect(judgedAmendment('nl', 'Datalekken melden wij binnen 48 uur.', 'Datalekken melden wij binnen 72 uur.', { path: ['Datalekken'] }).headline.nl).toBe('Beveiliging en datalekken: termijn 48 uur → 72 uur');
  expect(judgedAmendment('nl', 'Marketingcookies worden geplaatst.', 'Marketingcookies worden geplaatst met uw toestemming.', { path: ['Cookies'] }).headline.nl).toBe('Cookies en tracking: grondslag nu toestemming');
});

test('a period of several units is told in words', () => {
  expect(judgedAmendment('nl', 'De cookie verloopt na 1 jaar.', 'De cookie verloopt na 1 jaar en 1 maand.', { path: ['Cookies'] }).headline).toMatchObject({ nl: expect.stringContaining('1 jaar → 1 jaar en 1 maand') as string, en: expect.stringContaining('1 year → 1 year and 1 month') as string });
});

test('an exception that another now decides, and a period that runs from elsewhere, are told as that', () => {
  const rules = (old: string, now: string, path: string): readonly string[] => judgedAmendment('en', old, now, { path: [path] }).reasons.map((reason) => reason.rule);
  expect(rules('We delete recordings after a month unless you ask us to keep them.', 'We delete recordings after a month unless we need to keep them.', 'Retention')).toContain('decider');
  expect(rules('We report a breach within 24 hours after discovery.', 'We report a breach within 24 hours after it has been confirmed by our experts.', 'Security breaches')).toContain('period-start');
  expect(rules('Neither party may assign this contract.', 'Customer may not assign this contract.', 'Termination')).toContain('mutual');
});

test('a headline that is cut closes what it quotes', () => {
  const { headline } = judgedAmendment('nl', null, 'Bij een fusie, overname of verkoop van een deel van onze onderneming dragen wij alle persoonsgegevens van al onze klanten over aan de verkrijger van dat deel.', { path: ['Delen met derden'] });
  expect(headline.nl).toMatch(/…"$/u);
});

test('reasons of a material change do not say that the content is the same', () => {
  const change = judgedAmendment('nl', 'Wij delen alleen persoonsgegevens met derden als dit nodig is.', 'Wij delen persoonsgegevens met derden als dit nodig is.', { path: ['Delen met derden'] });
  expect(change.significance).toBe('material');
  expect(change.reasons.map((reason) => reason.rule)).not.toContain('reworded');
});
