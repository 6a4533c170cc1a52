import { expect, test } from 'vitest';
import { topicsOf } from '../../../src/clauses/topics.ts';
import { topics } from '../../../src/domain/clause.ts';

const main = (language: string | null, text: string, path: readonly string[] = []): string => topicsOf({ text, path }, language)[0] ?? '';

test.each([
  ['nl', 'Wij bewaren uw gegevens niet langer dan nodig.', 'retention'],
  ['nl', 'U heeft recht op inzage, rectificatie en wissing.', 'rights'],
  ['nl', 'Wij geven gegevens niet door aan landen buiten de EER.', 'transfers'],
  ['nl', 'Deze voorwaarden zijn laatst gewijzigd in juni.', 'policy-change'],
  ['nl', 'Op deze overeenkomst is Nederlands recht van toepassing.', 'law-disputes'],
  ['nl', 'Bij een datalek nemen wij direct passende maatregelen.', 'security-breach'],
  ['nl', 'U kunt de bestelling binnen de bedenktijd herroepen.', 'fees-renewal'],
  ['en', 'We use cookies and pixels to recognise your browser.', 'cookies-tracking'],
  ['en', 'We may use your prompts to train our AI models.', 'automated-ai'],
  ['en', 'You must not harass other members or post spam.', 'acceptable-use'],
  ['en', 'Disclosure to law enforcement requires a court order.', 'authorities'],
  ['en', 'Our aggregate liability for damages is limited.', 'liability'],
  ['de', 'Die Speicherdauer richtet sich nach gesetzlichen Aufbewahrungsfristen.', 'retention'],
  ['de', 'Sie haben das Recht auf Auskunft und Berichtigung.', 'rights'],
  ['de', 'Minderjährige unter 16 Jahren benötigen die Zustimmung der Eltern.', 'children-age'],
  ['fr', 'Le traitement repose sur notre intérêt légitime, base légale du traitement.', 'legal-basis'],
  ['fr', 'Vous pouvez introduire une réclamation auprès de la CNIL.', 'complaint'],
  ['fr', 'Les frais de livraison et le prix sont indiqués TTC.', 'fees-renewal'],
  ['es', 'Puede rescindir el contrato y cancelar su cuenta.', 'termination'],
  ['es', 'Transferencias internacionales a terceros países', 'transfers'],
  ['it', 'I destinatari dei dati sono i nostri fornitori.', 'recipients'],
  ['it', 'Il titolare del trattamento e il DPO', 'controller-contact'],
])('%s: %s → %s', (language, text, expected) => {
  expect(main(language, text)).toBe(expected);
});

test('the heading decides where the clause itself says little', () => {
  expect(main('nl', 'Dit doen wij zolang dat nodig is.', ['Privacyverklaring', 'Bewaartermijnen'])).toBe('retention');
  expect(main('en', 'This happens every month.', ['Billing'])).toBe('fees-renewal');
});

test('what nothing is known of is other, and a language that is not read is looked up in all six', () => {
  expect(topicsOf({ text: 'Zo gaat dat.', path: [] }, 'nl')).toEqual(['other']);
  expect(main('sv', 'Vi använder cookies.')).toBe('cookies-tracking');
});

test('one to three topics, each once, all known', () => {
  for (const text of ['', 'cookies', 'Wij delen gegevens met derden voor marketing en bewaren die een jaar, tenzij u uw toestemming intrekt.']) {
    const found = topicsOf({ text, path: ['Cookies', 'Marketing'] }, 'nl');
    expect(found.length).toBeGreaterThanOrEqual(1);
    expect(found.length).toBeLessThanOrEqual(3);
    expect(new Set(found).size).toBe(found.length);
    for (const topic of found) expect(topics).toContain(topic);
  }
});
