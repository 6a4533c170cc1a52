import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotate, annotatorWith } from '../../../src/clauses/annotate.ts';
import type { Clause } from '../../../src/domain/clause.ts';

const clause = (text: string, more: Partial<Clause> = {}): Clause => ({
  id: '', number: null, marker: '', path: [], kind: 'paragraph', level: 0, text, markdown: text, links: [], lines: [1, 1], cells: null, header: null, table: null, fingerprint: '', ...more,
});

const values = (language: string | null, text: string, type: string, more: Partial<Clause> = {}): readonly string[] =>
  annotate(clause(text, more), language).facts.filter((fact) => fact.type === type).map((fact) => fact.value);

describe('durations', () => {
  test.each([
    ['nl', 'Wij bewaren dit maximaal 3 weken.', ['P3W']],
    ['nl', 'Wij melden dit binnen vierentwintig (24) uren.', ['PT24H']],
    ['nl', 'Wij antwoorden binnen tien (10) werkdagen.', ['P10D']],
    ['nl', 'De termijn is één jaar, en daarna een half jaar.', ['P1Y', 'P6M']],
    ['nl', 'Uiterlijk na een maand, of na 6 tot 12 maanden.', ['P1M', 'P6M', 'P12M']],
    ['nl', 'Wij bewaren dit ten minste zevenentwintig dagen.', ['P27D']],
    ['nl', 'Onze helpdesk is 24 uur per dag bereikbaar.', []],
    ['en', 'within thirty (30) calendar days, a 14-day trial and twenty-four months', ['P30D', 'P14D', 'P24M']],
    ['en', 'no later than 72 hours; support is there 24 hours a day', ['PT72H']],
    ['en', 'We keep it for a year and review it within a month.', ['P1Y', 'P1M']],
    ['nl', 'De cookie blijft 1 jaar en 1 dag staan, andere 30 dagen en één jaar.', ['P1Y1D', 'P30D', 'P1Y']],
    ['en', '_ga expires after 1 year 1 month 4 days; support is there seven days a week.', ['P1Y1M4D']],
    ['de', 'innerhalb eines Monats, spätestens nach sechsunddreißig Monaten, mit 14-tägiger Frist', ['P1M', 'P36M', 'P14D']],
    ['fr', 'dans un délai d’un mois, puis quatre-vingt-dix jours ouvrés', ['P1M', 'P90D']],
    ['es', 'en un plazo de quince (15) días hábiles y durante treinta y seis meses', ['P15D', 'P36M']],
    ['it', 'entro quarantotto ore e comunque entro un anno', ['PT48H', 'P1Y']],
    ['nl', 'Na een veertiendaagse proef loopt het abonnement een jaar door.', ['P14D', 'P1Y']],
    ['de', 'Der Vertrag verlängert sich um ein Jahr, mit dreimonatiger Frist.', ['P1Y', 'P3M']],
    ['fr', 'sous 48h; ouvert de 9 h à 18 h, et 24 heures sur 24', ['PT48H']],
    ['it', 'assistenza 24 ore su 24', []],
  ])('%s: %s', (language, text, expected) => {
    expect(values(language, text, 'duration')).toEqual(expected);
  });
});

describe('dates name their year', () => {
  test.each([
    ['nl', 'Laatst bijgewerkt: 3 mrt. 2023', ['2023-03-03']],
    ['nl', 'Mei 4, 2021 en 05-06-2022 en 2022-07-08', ['2021-05-04', '2022-06-05', '2022-07-08']],
    ['nl', 'binnen 30 dagen na 1 januari', []],
    ['en', 'July 29th, 2022; 3 August 2023; 9/14/2024; November 2025', ['2022-07-29', '2023-08-03', '2024-09-14', '2025-11']],
    ['en-GB', '04/09/2024', ['2024-09-04']],
    ['de', 'Stand: 15. März 2024, zuvor 01.02.2023', ['2024-03-15', '2023-02-01']],
    ['fr', 'le 1er janvier 2024, puis en août 2025', ['2024-01-01', '2025-08']],
    ['es', '1 de enero de 2024', ['2024-01-01']],
    ['it', '1º gennaio 2024', ['2024-01-01']],
    ['pl', 'od 8.02.2023 r.', ['2023-02-08']],
    ['en', 'Regulation (EU) 2016/679, see https://x.example/2024-01-02/terms', []],
  ])('%s: %s', (language, text, expected) => {
    expect(values(language, text, 'date')).toEqual(expected);
  });
});

test.each([
  ['nl', 'Kinderen jonger dan 16 jaar hebben toestemming van hun ouders nodig.', ['16']],
  ['nl', 'Logbestanden ouder dan 7 jaar worden vernietigd.', []],
  ['en', 'You must be at least 18 years old; children under 13 may not register.', ['18', '13']],
  ['de', 'Das Angebot richtet sich an Personen ab 18 Jahren, nicht an Kinder unter 16.', ['18', '16']],
  ['fr', 'Les mineurs de moins de 15 ans', ['15']],
  ['es', 'menores de 14 años', ['14']],
  ['it', 'riservato ai maggiorenni, mai a minori di 14 anni', ['14']],
  ['en', 'You must be at least sixteen (16) years old.', ['16']],
  ['de', 'Kinder, die das 16. Lebensjahr noch nicht vollendet haben', ['16']],
  ['es', 'haber cumplido catorce años de edad', ['14']],
  ['it', 'L’utente deve aver compiuto 18 anni.', ['18']],
  ['en', 'We keep this for at least sixteen years.', []],
])('ages, %s: %s', (language, text, expected) => {
  expect(values(language, text, 'age')).toEqual(expected);
});

test.each([
  ['nl', 'De boete is € 1.000,50, of 1.500 euro, of EUR 5,-.', ['EUR 1000.50', 'EUR 1500', 'EUR 5']],
  ['en', 'up to $10 million, US$ 2,500.75 or £40', ['USD 10000000', 'USD 2500.75', 'GBP 40']],
  ['fr', 'un montant de 1 250 € ou 30 euros', ['EUR 1250', 'EUR 30']],
  ['de', 'eine Gebühr von 12,50 EUR', ['EUR 12.50']],
  ['nl', 'twintig euro per aanmaning, ten hoogste honderd (100) euro', ['EUR 20', 'EUR 100']],
])('money, %s: %s', (language, text, expected) => {
  expect(values(language, text, 'money')).toEqual(expected);
});

test('percentages are plain numbers', () => {
  expect(values('nl', '15%, 2,5 procent', 'percentage')).toEqual(['15', '2.5']);
  expect(values('es', 'un 3 por ciento', 'percentage')).toEqual(['3']);
  expect(values('en', 'ten (10) per cent, or twenty percent', 'percentage')).toEqual(['10', '20']);
});

test.each([
  ['nl', 'Wij werken met Voorbeeld Hosting B.V. en Datacentrum Noord N.V. samen.', ['Voorbeeld Hosting B.V.', 'Datacentrum Noord N.V.']],
  ['en', 'operated by Acme Widgets, Inc. and its reseller Stripe', ['Acme Widgets, Inc.', 'Stripe']],
  ['de', 'Anbieter ist die Muster Software GmbH in Köln.', ['Muster Software GmbH']],
  ['fr', 'La société Exemple Conseil SAS est responsable.', ['Exemple Conseil SAS']],
  ['it', 'Il titolare è Esempio Servizi S.r.l.', ['Esempio Servizi S.r.l.']],
  ['nl', 'U kunt terecht bij de Autoriteit Persoonsgegevens.', ['Autoriteit Persoonsgegevens']],
  ['en', 'THE SERVICE IS PROVIDED AS IS. Slack off at your own pace.', []],
])('parties, %s: %s', (language, text, expected) => {
  expect(values(language, text, 'party').filter((name) => name !== 'Slack')).toEqual(expected);
});

test('a sub-processor table names its party, and a configuration adds names of its own', () => {
  const row = { kind: 'table-row', cells: ['Noordster', 'Hosting', 'Nederland'], header: ['Naam', 'Doel', 'Land'], table: 0 } as const;
  expect(values('nl', 'Noordster | Hosting | Nederland', 'party', row)).toEqual(['Noordster']);
  expect(values('nl', 'Noordster | Hosting | Nederland', 'country', row)).toEqual(['NL']);
  const known = annotatorWith({ data: [], topics: {}, parties: ['Zonnepeil'] })(clause('Wij delen gegevens met Zonnepeil.'), 'nl');
  expect(known.facts.map((fact) => fact.value)).toContain('Zonnepeil');
});

test.each([
  ['nl', 'in de VS, het Verenigd Koninkrijk, de EER en Zwitserland', ['US', 'GB', 'EEA', 'CH']],
  ['en', 'in the United States, the EU or South Korea; CONTACT US; let us know', ['US', 'EU', 'KR']],
  ['de', 'in den Vereinigten Staaten, Österreich und der Schweiz', ['US', 'AT', 'CH']],
  ['fr', 'aux États-Unis, en Allemagne et dans l’Union européenne', ['US', 'DE', 'EU']],
  ['es', 'en Alemania y EE. UU.', ['DE', 'US']],
  ['it', 'in Germania e nel Regno Unito', ['DE', 'GB']],
])('countries, %s: %s', (language, text, expected) => {
  expect(values(language, text, 'country')).toEqual(expected);
});

test.each([
  ['nl', 'de AVG, het EU-VS Data Privacy Framework en modelcontractbepalingen', ['GDPR', 'EU-US DPF', 'SCC']],
  ['de', 'DSGVO und BDSG', ['GDPR', 'BDSG']],
  ['en', 'the UK GDPR, the CCPA and the Swiss-US Data Privacy Framework', ['UK GDPR', 'CCPA', 'Swiss-US DPF']],
  ['fr', 'le RGPD et les clauses contractuelles types', ['GDPR', 'SCC']],
])('frameworks, %s: %s', (language, text, expected) => {
  expect(values(language, text, 'framework')).toEqual(expected);
});

test.each([
  ['nl', 'Bel +31 20 123 45 67 of mail naar privacy@winkel.example.', ['privacy@winkel.example', '+31 20 123 45 67']],
  ['en', '12 Harbour Street', ['12 Harbour Street']],
  ['nl', 'Schrijf naar Dorpsstraat 12, 1234 AB Utrecht voor inzage.', ['Dorpsstraat 12, 1234 AB Utrecht']],
  ['fr', 'situé 10 rue des Lilas, 75011 Paris', ['10 rue des Lilas, 75011 Paris']],
  ['es', 'Teléfono: 91 555 01 23', ['91 555 01 23']],
  ['nl', 'Klachten stuurt u naar de toezichthouder, bereikbaar via Hoge Duinstraat 8, 2514 EL Den Haag, of via de site.', ['Hoge Duinstraat 8, 2514 EL Den Haag']],
])('contacts, %s: %s', (language, text, expected) => {
  expect(values(language, text, 'contact').toSorted()).toEqual(expected.toSorted());
});

test.each([
  ['nl', 'op grond van uw toestemming of een wettelijke verplichting', ['consent', 'legal-obligation']],
  ['en', 'Article 6(1)(f) GDPR: our legitimate interests', ['legitimate-interest', 'legitimate-interest']],
  ['de', 'Art. 6 Abs. 1 lit. b DSGVO', ['contract']],
  ['fr', 'l’exécution du contrat', ['contract']],
  ['nl', 'U heeft het recht op intrekking van uw toestemming.', []],
])('legal bases, %s: %s', (language, text, expected) => {
  expect(values(language, text, 'legal-basis')).toEqual(expected);
});

test('a quote stands where its span says', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('30 dagen', '1 mei 2020', '€ 5', 'Google LLC', 'de VS', 'AVG', 'a@b.nl', '5%', 'uw toestemming', 'en', 'niet', ', ', '. '), { maxLength: 20 }), (parts) => {
      const text = parts.join(' ');
      for (const fact of annotate(clause(text), 'nl').facts) expect(text.slice(...fact.span)).toBe(fact.quote);
    }),
  );
});

test('the same clause always gives the same annotation', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.constantFrom('nl', 'en', 'de', 'fr', 'es', 'it', 'fi', null), (text, language) => {
      expect(annotate(clause(text), language)).toEqual(annotate(clause(text), language));
    }),
  );
});

test('a period, date, amount or law is read alike whatever sentence stands before or after it', () => {
  const stating = 'Wij bewaren facturen zeven (7) jaar, sinds 1 mei 2020, tegen € 15,00 onder de AVG.';
  const typed = (text: string): readonly string[] => annotate(clause(text), 'nl').facts.filter((fact) => ['duration', 'date', 'money', 'framework'].includes(fact.type)).map((fact) => `${fact.type} ${fact.value}`);
  fc.assert(
    fc.property(fc.lorem({ maxCount: 8 }), fc.lorem({ maxCount: 8 }), (before, after) => {
      expect(typed(`${before}. ${stating} ${after}.`)).toEqual(typed(stating));
    }),
  );
});

/** The seconds that a megabyte may take on a busy machine; a quadratic reader takes hours. */
const patience = 30_000;

test.each(['1 ', '(1', 'dertig ', 'A', 'Aa ', 'http://', '1.', 'Google, ', '30 dagen ', 'a@', '12 Main Street ', 'VeraSafe', 'uw toestemming ', '- '])('a megabyte of %j is read in linear time', (unit) => {
  const started = performance.now();
  annotate(clause(unit.repeat(Math.floor(1_000_000 / unit.length))), 'nl');
  expect(performance.now() - started).toBeLessThan(patience);
}, 60_000);
