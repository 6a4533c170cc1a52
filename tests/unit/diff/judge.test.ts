import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgedPairs } from './judged-pairs.ts';
import { clause, judged, judgedAmendment, pairing } from './judging.ts';

describe('amendments in six languages are judged as a careful lawyer would', () => {
  test.each(judgedPairs)('$language $heading: $old → $new', (one) => {
    const change = judgedAmendment(one.language, one.old, one.new, { path: [one.heading] });
    expect({ significance: change.significance, direction: change.direction }).toEqual({ significance: one.significance, direction: one.direction });
    expect(one.topics).toContain(change.topics[0]);
  });
});

const rules = (change: ReturnType<typeof judgedAmendment>): readonly string[] => change.reasons.map((reason) => reason.rule);

test('a reason names its rule and says in two languages what a person can check', () => {
  const change = judgedAmendment('nl', 'Wij delen uw gegevens met PostNL.', 'Wij delen uw gegevens met PostNL en Sendcloud B.V.', { path: ['Ontvangers'] });
  expect(change.reasons[0]).toEqual({ rule: 'party', text: { nl: 'ontvanger toegevoegd: Sendcloud B.V.', en: 'recipient added: Sendcloud B.V.' } });
});

test('one decisive word is found in a long clause', () => {
  const before = 'Wij verstrekken uw gegevens alleen aan partijen die wij daarvoor hebben gecontracteerd, die aan dezelfde regels zijn gebonden als wij en die wij jaarlijks controleren op de naleving daarvan.';
  const change = judgedAmendment('nl', before, before.replace('alleen ', ''));
  expect(change).toMatchObject({ significance: 'material', direction: 'less-protective' });
  expect(change.reasons[0]?.text.nl).toBe('"alleen" verwijderd');
});

test('the same number in working days is another period', () => {
  const change = judgedAmendment('nl', 'Wij antwoorden binnen 10 dagen op uw verzoek.', 'Wij antwoorden binnen 10 werkdagen op uw verzoek.');
  expect(change).toMatchObject({ significance: 'material', direction: 'less-protective', facts: [] });
});

test('the same period in words and in digits is no change of substance', () => {
  const change = judgedAmendment('nl', 'Wij bewaren logbestanden 30 dagen.', 'Wij bewaren logbestanden dertig (30) dagen.');
  expect(change).toMatchObject({ significance: 'cosmetic', facts: [] });
});

test('one end of a range that changed is a change, and so is an opening hour', () => {
  const range = judgedAmendment('nl', 'Wij bewaren opnamen 6 tot 12 maanden.', 'Wij bewaren opnamen 6 tot 24 maanden.');
  expect(range).toMatchObject({ significance: 'material', facts: [{ type: 'duration', old: 'P12M', new: 'P24M' }] });
  expect(judgedAmendment('nl', 'Wij zijn open van 9.00 tot 17.00 uur.', 'Wij zijn open van 9.00 tot 18.00 uur.').significance).toBe('minor');
});

test('a mail address that the page hides from robots did not change', () => {
  const change = judgedAmendment('en', 'Write to us at legal@shop.example for details.', 'Write to us at [email protected] for details.');
  expect(change).toMatchObject({ significance: 'cosmetic', facts: [] });
});

test('a new heading is minor and a moved or renumbered clause cosmetic', () => {
  expect(judgedAmendment('nl', null, 'Geautomatiseerde besluiten', { kind: 'heading', level: 2 }).significance).toBe('minor');
  expect(judgedAmendment('nl', 'U kunt een klacht indienen.', 'U kunt een klacht indienen.', {}, 'moved').significance).toBe('cosmetic');
  expect(judgedAmendment('nl', 'U kunt een klacht indienen.', 'U kunt een klacht indienen.', {}, 'renumbered').significance).toBe('cosmetic');
});

test('a link put around the same words is minor, another target behind them cosmetic', () => {
  const text = 'Lees onze cookieverklaring.';
  const link = (url: string): { readonly links: readonly [{ readonly text: string; readonly url: string }] } => ({ links: [{ text: 'cookieverklaring', url }] });
  const [added] = judged([pairing([clause(text)], [clause(text, link('https://winkel.example/cookies'))], 'nl')], 'nl');
  const [moved] = judged([pairing([clause(text, link('https://winkel.example/a'))], [clause(text, link('https://winkel.example/b'))], 'nl')], 'nl');
  expect([added?.significance, moved?.significance]).toEqual(['minor', 'cosmetic']);
});

test('a term renamed throughout is minor, and does not hide the period that changed beside it', () => {
  const sentences = ['De {} is bestemd voor scholen.', 'Wij houden de {} beschikbaar.', 'Wie de {} gebruikt, kiest een wachtwoord.', 'Gegevens in de {} worden na 30 dagen gewist.'];
  const sides = sentences.map((one, index) => pairing([clause(one.replace('{}', 'Applicatie'))], [clause(one.replace('{}', 'Omgeving').replace('30', index === 3 ? '90' : '30'))], 'nl'));
  const changes = judged(sides, 'nl');
  expect(changes.map((one) => one.significance)).toEqual(['minor', 'minor', 'minor', 'material']);
  expect(changes[3]?.facts).toContainEqual({ type: 'duration', old: 'P30D', new: 'P90D' });
});

test('a norm hidden in a clause that was split is found', () => {
  const old = [clause('Wij kunnen uw locatie vastleggen. Wij gaan daar zorgvuldig mee om.')];
  const now = [clause('Wij zullen uw locatie vastleggen.'), clause('Wij gaan daar zorgvuldig mee om.')];
  const [change] = judged([pairing(old, now, 'nl', 'split')], 'nl');
  expect(change).toMatchObject({ significance: 'material', direction: 'less-protective' });
});

test('a clause laid out as a list without another word is cosmetic', () => {
  const old = [clause('Wij delen gegevens met banken, verzekeraars en vervoerders.')];
  const now = [clause('Wij delen gegevens met:'), clause('banken', { kind: 'list-item' }), clause('verzekeraars', { kind: 'list-item' }), clause('vervoerders', { kind: 'list-item' })];
  const [change] = judged([pairing(old, now, 'nl', 'split')], 'nl');
  expect(change?.significance).toBe('cosmetic');
});

test('banners and menus are furniture with the topic other', () => {
  const change = judgedAmendment('en', 'Learn more about our winter offers', null);
  expect(change).toMatchObject({ significance: 'cosmetic', topics: ['other'] });
  expect(rules(change)).toEqual(['furniture']);
});

test('the same amendment is always judged alike', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 120 }), fc.string({ maxLength: 120 }), fc.constantFrom('nl', 'en', 'de', 'fr', 'es', 'it', 'sv'), (old, now, language) => {
      expect(judgedAmendment(language, old, now)).toEqual(judgedAmendment(language, old, now));
    }),
    { numRuns: 60 },
  );
});

test('case, quotes and spacing never make more than a cosmetic change', () => {
  const texts = judgedPairs.flatMap((one) => (one.new === null ? [] : [[one.language, one.new] as const]));
  for (const [language, text] of texts) {
    const restyled = text.toUpperCase().replaceAll(' ', '  ');
    expect(judgedAmendment(language, text, restyled).significance).toBe('cosmetic');
  }
});

test('a clause of a megabyte is judged in seconds', () => {
  const text = 'Wij bewaren uw gegevens 30 dagen, tenzij Google LLC anders bepaalt. '.repeat(15_000);
  const started = performance.now();
  const change = judgedAmendment('nl', text, text.replace('30 dagen', '31 dagen'));
  expect(change.significance).toBe('material');
  expect(performance.now() - started).toBeLessThan(60_000);
}, 90_000);
