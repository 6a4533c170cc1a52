import { expect, test } from 'vitest';
import { pageReasons } from '../../../src/domain/page-reasons.ts';
import { policyTypes, type PolicyType } from '../../../src/domain/vendor.ts';
import { read } from '../../../src/extract/read.ts';
import type { Reading } from '../../../src/domain/reading.ts';
import { dutchSections, englishSections, pageOf } from './pages.ts';

const named: Readonly<Record<string, PolicyType>> = {
  'terms of service': 'Terms of Service', 'privacy policy': 'Privacy Policy', 'copyright policy': 'Copyright Claims Policy', copyright: 'Copyright Claims Policy',
  'algemene voorwaarden': 'Terms of Service', privacyverklaring: 'Privacy Policy', cookieverklaring: 'Trackers Policy',
};
const typeNamed = (heading: string): PolicyType | null => named[heading.toLowerCase()] ?? null;

/** A policy with a heading of its own: some 250 words, dated. */
function policy(heading: string, sections: readonly (readonly [string, string])[], level = 2): string {
  const body = Array.from({ length: 3 }, (_, round) => sections.map(([title, text]) => `<h${level + 1}>${title} ${round + 1}</h${level + 1}><p>${text} ${heading}.</p>`).join('')).join('');
  return `<h${level}>${heading}</h${level}><p>Last updated: ${policyDays[heading] ?? '1 May 2026'}</p>${body}`;
}
const policyDays: Readonly<Record<string, string>> = { 'Terms of Service': '25 January 2022', 'Privacy Policy': '11 June 2021', 'Copyright Policy': '17 November 2020' };

const three = `<h1>Terms, privacy and copyright</h1>${['Terms of Service', 'Privacy Policy', 'Copyright Policy'].map((name) => policy(name, englishSections)).join('')}`;
const ask = async (main: string, type: PolicyType, lang = 'en'): Promise<Reading> => read(pageOf(`<html lang="${lang}"><head><title>Legal</title></head><body><main>${main}</main></body></html>`, { asked: { type, typeNamed } }));
const headingsOf = ({ blocks }: Reading, level: number): readonly string[] => blocks.filter((block) => block.kind === 'heading' && block.level === level).map((block) => block.text);

test('of a page that holds several whole policies the one that is asked for is read, and that is said', async () => {
  const reading = await ask(three, 'Copyright Claims Policy');
  expect(headingsOf(reading, 2)).toEqual(['Copyright Policy']);
  expect(reading).toMatchObject({ verdict: 'ok', title: 'Copyright Policy', updatedDate: '2020-11-17', reasons: [pageReasons.partOfPage('Copyright Policy', ['Terms of Service', 'Privacy Policy'])] });
  expect(reading.blocks[0]?.lines[0]).toBe(1);
  expect((await ask(three, 'Privacy Policy')).updatedDate).toBe('2021-06-11');
});

test('van een Nederlandse pagina met twee hele documenten wordt het gevraagde gelezen', async () => {
  const reading = await ask(`${policy('Algemene voorwaarden', dutchSections, 1)}${policy('Privacyverklaring', dutchSections, 1)}`, 'Privacy Policy', 'nl');
  expect(headingsOf(reading, 1)).toEqual(['Privacyverklaring']);
  expect(reading.reasons.map((reason) => reason.text.nl)).toEqual(['Van de pagina is alleen het deel “Privacyverklaring” gelezen; zij bevat ook “Algemene voorwaarden”.']);
});

test.each([
  ['nobody asks for one of them', three, 'Security Policy'],
  ['two are of the asked type', `${three}${policy('Privacy Policy', englishSections)}`, 'Privacy Policy'],
  ['a heading beside them names no policy', `${three}${policy('Contact', englishSections)}`, 'Privacy Policy'],
  ['the page itself is named after the asked type', `<h1>Privacy Policy</h1>${policy('Cookieverklaring', englishSections)}${policy('Privacy Policy', englishSections)}`, 'Privacy Policy'],
  ['one of them is too short to be whole', `${three}<h2>Cookieverklaring</h2><p>We use no cookies at all.</p>`, 'Privacy Policy'],
  ['much stands above the first', `<p>${'These words stand above all of the policies and hold for each. '.repeat(8)}</p>${three}`, 'Privacy Policy'],
  ['a bare subject heads a section', `${policy('Terms of Service', englishSections)}${policy('Copyright', englishSections)}`, 'Copyright Claims Policy'],
  ['there is only one', policy('Privacy Policy', englishSections), 'Privacy Policy'],
] as const)('a page is read whole where %s', async (_, main, type) => {
  const whole = await read(pageOf(`<html lang="en"><head><title>Legal</title></head><body><main>${main}</main></body></html>`));
  const asked = await ask(main, type);
  expect(asked.text).toBe(whole.text);
  expect(asked.reasons).toEqual(whole.reasons);
});

test('selectors win over the part that would be found', async () => {
  const html = `<html lang="en"><head><title>Legal</title></head><body><main>${three}</main></body></html>`;
  const whole = await read(pageOf(html, { select: ['main'], asked: { type: 'Privacy Policy', typeNamed } }));
  expect(headingsOf(whole, 2)).toHaveLength(3);
});

test('every known type can be asked of a page that holds none of it', async () => {
  for (const type of policyTypes) if (!Object.values(named).includes(type)) expect(headingsOf(await ask(three, type), 2)).toHaveLength(3);
});
