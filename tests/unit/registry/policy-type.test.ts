import { describe, expect, test } from 'vitest';
import { isLegalHub, policyTypeNamed, policyTypeOf } from '../../../src/registry/policy-type.ts';
import { typeProblem } from '../../../src/registry/type-names.ts';
import { processorMs } from '../../support/processor-time.ts';

describe('the words of a link name the type in six languages', () => {
  test.each([
    ['Privacyverklaring', 'Privacy Policy'], ['Privacy- en cookiebeleid', 'Privacy Policy'], ['Privacy', 'Privacy Policy'], ['Datenschutzerklärung', 'Privacy Policy'], ['Politique de confidentialité', 'Privacy Policy'], ['Política de privacidad', 'Privacy Policy'], ['Informativa sulla privacy', 'Privacy Policy'], ['Privacy Notice', 'Privacy Policy'],
    ['Algemene voorwaarden', 'Terms of Service'], ['Gebruiksvoorwaarden', 'Terms of Service'], ['AGB', 'Terms of Service'], ['Conditions d’utilisation', 'Terms of Service'], ['Terms & Conditions', 'Terms of Service'], ['Términos y condiciones', 'Terms of Service'], ['Termini di servizio', 'Terms of Service'],
    ['Cookieverklaring', 'Trackers Policy'], ['Cookie-Richtlinie', 'Trackers Policy'], ['Politique relative aux cookies', 'Trackers Policy'], ['Cookie Policy', 'Trackers Policy'],
    ['Verwerkersovereenkomst', 'Data Processor Agreement'], ['Auftragsverarbeitungsvertrag (AVV)', 'Data Processor Agreement'], ['Data Processing Addendum', 'Data Processor Agreement'], ['DPA', 'Data Processor Agreement'], ['Accord de traitement des données', 'Data Processor Agreement'],
    ['Subverwerkers', 'Sub-processor List'], ['List of Sub-processors', 'Sub-processor List'], ['Unterauftragsverarbeiter', 'Sub-processor List'], ['Sous-traitants ultérieurs', 'Sub-processor List'],
    ['Service Level Agreement', 'Service Level Agreement'], ['Acceptable Use Policy', 'Acceptable Use Policy'], ['Verkoopvoorwaarden', 'General Conditions of Sale'], ['CGV', 'General Conditions of Sale'], ['Impressum', 'Imprint'], ['API Terms of Use', 'Developer Terms'], ['Huisregels', 'Community Guidelines'],
    ['Privacy and Cookie Policy', 'Privacy Policy'], ['Privacy and cookie statement Tulp', 'Privacy Policy'], ['Terms, Privacy, & Copyright', 'Privacy Policy'],
  ])('%s → %s', (linkText, type) => {
    const guess = policyTypeOf({ linkText });
    expect(guess?.type).toBe(type);
    expect(guess?.confidence).toBeGreaterThan(0.45);
  });
});

test.each([
  ['https://now.vendor.example/p/privacy_policy', 'Privacy Policy'],
  ['https://nl.vendor.example/legal/privacy/', 'Privacy Policy'],
  ['https://vendor.example/nl/privacy-policy', 'Privacy Policy'],
  ['https://vendor.example/termsandconditions.html', 'Terms of Service'],
  ['https://vendor.example/downloads/verwerkersovereenkomst-2025.pdf', 'Data Processor Agreement'],
  ['https://vendor.example/legal/sub-processors', 'Sub-processor List'],
  ['https://vendor.example/de/datenschutz', 'Privacy Policy'],
  ['https://vendor.example/cookiebeleid-eu', 'Trackers Policy'],
])('the address %s names the type', (url, type) => {
  expect(policyTypeOf({ url })?.type).toBe(type);
  expect(policyTypeOf({ url })?.confidence).toBeGreaterThan(0.35);
});

test('places that agree make it surer, the site\'s own name in a title does not matter', () => {
  const link = policyTypeOf({ linkText: 'Privacyverklaring' })?.confidence ?? 0;
  const both = policyTypeOf({ linkText: 'Privacyverklaring', url: 'https://vendor.example/privacyverklaring' })?.confidence ?? 0;
  const all = policyTypeOf({ linkText: 'Privacyverklaring', url: 'https://vendor.example/privacyverklaring', title: 'Privacyverklaring | Vendor – de slimme agenda' })?.confidence ?? 0;
  expect(both).toBeGreaterThan(link);
  expect(all).toBeGreaterThan(both);
  expect(all).toBeGreaterThan(0.9);
});

test.each([
  [{ linkText: 'How to write a privacy policy for your webshop in ten steps', url: 'https://vendor.example/blog/how-to-write-a-privacy-policy' }],
  [{ linkText: 'Cookie-instellingen', url: 'https://vendor.example/#' }],
  [{ linkText: 'Privacy policy generator', url: 'https://vendor.example/tools/privacy-policy-generator' }],
  [{ linkText: 'Voorbeeld verwerkersovereenkomst', url: 'https://vendor.example/kennisbank/voorbeeld-verwerkersovereenkomst' }],
  [{ linkText: 'Security', url: 'https://vendor.example/product' }],
  [{ linkText: 'Contact', url: 'https://vendor.example/contact' }],
  [{ linkText: '', url: 'https://vendor.example/' }],
])('%j is no policy, or hardly one', (hint) => {
  expect(policyTypeOf(hint)?.confidence ?? 0).toBeLessThan(0.4);
});

test('pages that gather policies are known by their words or their address', () => {
  expect(isLegalHub({ linkText: 'Legal', url: 'https://vendor.example/x' })).toBe(true);
  expect(isLegalHub({ linkText: 'Juridische informatie' })).toBe(true);
  expect(isLegalHub({ linkText: 'Meer', url: 'https://vendor.example/legal/' })).toBe(true);
  expect(isLegalHub({ linkText: 'Terms', url: 'https://vendor.example/legal/terms' })).toBe(false);
  expect(isLegalHub({ linkText: 'Blog', url: 'https://vendor.example/blog/legal/tips' })).toBe(false);
});

test('a type is known by its other names, and a wrong one is answered with the right', () => {
  expect(policyTypeNamed('dpa')).toBe('Data Processor Agreement');
  expect(policyTypeNamed('Privacy policy')).toBe('Privacy Policy');
  expect(typeProblem('Privacy Policy')).toBeNull();
  expect(typeProblem('Editorial Policy')).toBeNull();
  expect(typeProblem('privacy policy')).toContain('Write "Privacy Policy".');
  expect(typeProblem('Verwerkersovereenkomst')).toContain('Write "Data Processor Agreement".');
  expect(typeProblem('Privcay Polcy')).toContain('Did you mean "Privacy Policy"');
});

test('a link of a hundred thousand words is read as quickly as any', () => {
  const hint = { linkText: 'privacy '.repeat(100_000), title: '| '.repeat(100_000), url: `https://vendor.example/${'a-'.repeat(50_000)}` };
  expect(processorMs(() => policyTypeOf(hint))).toBeLessThan(500);
});
