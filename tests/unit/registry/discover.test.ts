import { describe, expect, test } from 'vitest';
import type { Discovery } from '../../../src/registry/discover.ts';
import { discoverPolicies } from '../../../src/registry/discover.ts';
import { factsOf, sitemapOf } from '../../../src/registry/page-links.ts';
import { body, policyPage, toySite, tulp, yesSayer } from './toy-sites.ts';
import { processorMs } from '../../support/processor-time.ts';

const byType = (found: Discovery): Readonly<Record<string, string>> => Object.fromEntries(found.policies.map((policy) => [policy.type, policy.url]));

describe('a Dutch vendor', () => {
  const site = toySite(tulp);
  const search = discoverPolicies({ homeUrl: 'https://tulp.example/', fetchPage: site.fetchPage });

  test('has its policies found in the footer, on the legal page and in the sitemap', async () => {
    expect(byType(await search)).toEqual({
      'Privacy Policy': 'https://tulp.example/privacyverklaring',
      'Terms of Service': 'https://tulp.example/algemene-voorwaarden/',
      'Trackers Policy': 'https://tulp.app/cookiebeleid',
      'Data Processor Agreement': 'https://tulp.example/juridisch/verwerkersovereenkomst.pdf',
      'Service Level Agreement': 'https://tulp.example/juridisch/dienstverlening',
      'Sub-processor List': 'https://tulp.example/subverwerkers',
    });
  });

  test('is called what it calls itself, and nothing was left unsought', async () => {
    expect(await search).toMatchObject({ vendorName: 'Tulp', homeUrl: 'https://tulp.example/', shortfall: null });
  });

  test('tells of the same policy in other languages, as its page says', async () => {
    const privacy = (await search).policies.find((policy) => policy.type === 'Privacy Policy');
    expect(privacy).toMatchObject({ language: 'nl', title: 'Privacyverklaring', seen: true });
    expect(privacy?.confidence).toBeGreaterThan(0.9);
    expect(privacy?.twins).toEqual([{ language: 'en', url: 'https://tulp.example/en/privacy' }, { language: 'de', url: 'https://tulp.example/de/datenschutz' }]);
    expect(privacy?.why.join('; ')).toContain('in its footer');
  });

  test('is asked for few pages, none twice, none of another company, none of its articles', async () => {
    await search;
    expect(site.asked.length).toBeLessThanOrEqual(25);
    expect(new Set(site.asked).size).toBe(site.asked.length);
    expect(site.asked.filter((url) => /google|linkedin|evil|post-sitemap|blog/u.test(url))).toEqual([]);
  });
});

test('the language of the home page is preferred where a policy stands in two', async () => {
  const site = toySite({
    'https://acme.example/': '<html lang="de"><body><footer><a href="/en/privacy">Privacy Policy</a><a href="/datenschutz">Datenschutzerklärung</a><a href="/impressum">Impressum</a></footer></body></html>',
    'https://acme.example/en/privacy': policyPage('Privacy Policy', 'en'),
    'https://acme.example/datenschutz': policyPage('Datenschutzerklärung', 'de'),
    'https://acme.example/impressum': policyPage('Impressum', 'de'),
  });
  const found = await discoverPolicies({ homeUrl: 'https://acme.example/', fetchPage: site.fetchPage });
  expect(byType(found)['Privacy Policy']).toBe('https://acme.example/datenschutz');
  expect(byType(found)['Imprint']).toBe('https://acme.example/impressum');
});

test('a French and an English site are understood too, and a redirect is followed to the address to watch', async () => {
  const french = toySite({
    'https://fleur.example/': '→https://www.fleur.example/fr/',
    'https://www.fleur.example/fr/': '<html lang="fr"><body><div class="site-footer"><a href="/fr/confidentialite">Politique de confidentialité</a><a href="/fr/cgu">CGU</a><a href="/fr/cgv">CGV</a><a href="/fr/mentions-legales">Mentions légales</a></div></body></html>',
    'https://www.fleur.example/fr/confidentialite': '→https://www.fleur.example/fr/politique-de-confidentialite',
    'https://www.fleur.example/fr/politique-de-confidentialite': policyPage('Politique de confidentialité', 'fr'),
    'https://www.fleur.example/fr/cgu': policyPage('Conditions générales d’utilisation', 'fr'),
    'https://www.fleur.example/fr/cgv': policyPage('Conditions générales de vente', 'fr'),
    'https://www.fleur.example/fr/mentions-legales': policyPage('Mentions légales', 'fr'),
  });
  const found = await discoverPolicies({ homeUrl: 'https://fleur.example/', fetchPage: french.fetchPage });
  expect(byType(found)).toEqual({
    'Privacy Policy': 'https://www.fleur.example/fr/politique-de-confidentialite', 'Terms of Service': 'https://www.fleur.example/fr/cgu',
    'General Conditions of Sale': 'https://www.fleur.example/fr/cgv', Imprint: 'https://www.fleur.example/fr/mentions-legales',
  });
  expect(found.homeUrl).toBe('https://www.fleur.example/fr/');
});

test('a policy on a host where companies publish policies is the vendor\'s', async () => {
  const site = toySite({
    'https://acme.example/': '<html lang="it"><body><a href="https://www.iubenda.com/privacy-policy/123456">Privacy Policy</a></body></html>',
    'https://www.iubenda.com/privacy-policy/123456': policyPage('Privacy Policy', 'it'),
  });
  expect(byType(await discoverPolicies({ homeUrl: 'https://acme.example/', fetchPage: site.fetchPage }))['Privacy Policy']).toBe('https://www.iubenda.com/privacy-policy/123456');
});

test('where no link leads there, common addresses are tried, and believed only if the page names the policy', async () => {
  const site = toySite({ 'https://acme.example/': '<html lang="en"><body><div id="app"></div></body></html>', 'https://acme.example/privacy': policyPage('Privacy Notice', 'en') });
  const found = await discoverPolicies({ homeUrl: 'https://acme.example/', fetchPage: site.fetchPage });
  expect(byType(found)).toEqual({ 'Privacy Policy': 'https://acme.example/privacy' });
  expect(await discoverPolicies({ homeUrl: 'https://ja.example/', fetchPage: yesSayer })).toMatchObject({ policies: [], shortfall: 'no-links' });
});

test('a link to a policy that leads back to the home page is no policy', async () => {
  const home = `<html lang="en"><head><title>Privacy first | Acme</title></head><body><a href="/privacy">Privacy Policy</a>${body}</body></html>`;
  const site = toySite({ 'https://acme.example/': home, 'https://acme.example/privacy': '→https://acme.example/' });
  expect((await discoverPolicies({ homeUrl: 'https://acme.example/', fetchPage: site.fetchPage })).policies).toEqual([]);
});

test('a policy whose page cannot be opened is told, with less confidence', async () => {
  const site = toySite({ 'https://acme.example/': '<html lang="en"><body><footer><a href="/privacy-policy">Privacy Policy</a></footer></body></html>' });
  const [policy] = (await discoverPolicies({ homeUrl: 'https://acme.example/', fetchPage: site.fetchPage })).policies;
  expect(policy).toMatchObject({ type: 'Privacy Policy', seen: false });
  expect(policy?.confidence).toBeLessThan(0.7);
  expect(policy?.why).toContain('could not be opened');
});

test('a site without end is asked for no more pages than allowed', async () => {
  let asked = 0;
  const links = Array.from({ length: 500 }, (_, index) => `<a href="/privacy-policy-${index}">Privacy Policy ${index}</a><a href="/legal/${index}">Legal</a>`).join('');
  const found = await discoverPolicies({
    homeUrl: 'https://maze.example/',
    fetchPage: async (url) => {
      asked += 1;
      return { url, html: `<html lang="en"><title>Privacy Policy</title><body>${links}${body}</body></html>` };
    },
  });
  expect(asked).toBeLessThanOrEqual(25);
  expect(found.requests).toBe(asked);
  expect(found.policies.length).toBeGreaterThan(0);
});

test('an abort ends the search with what was found; a home page out of reach is said to be so', async () => {
  const abort = new AbortController();
  const site = toySite(tulp);
  const found = await discoverPolicies({
    homeUrl: 'https://tulp.example/', signal: abort.signal,
    fetchPage: async (url) => {
      if (site.asked.length === 3) abort.abort();
      abort.signal.throwIfAborted();
      return site.fetchPage(url);
    },
  });
  expect(found.shortfall).toBe('aborted');
  expect(found.policies.every((policy) => !policy.seen)).toBe(true);
  expect(await discoverPolicies({ homeUrl: 'https://gone.example/', fetchPage: async () => null })).toMatchObject({ policies: [], shortfall: 'home-unreachable', vendorName: 'Gone' });
});

test('progress is told before each request', async () => {
  const seen: string[] = [];
  const site = toySite(tulp);
  await discoverPolicies({ homeUrl: 'https://tulp.example/', fetchPage: site.fetchPage, onProgress: ({ url }) => seen.push(url) });
  expect(seen).toEqual(site.asked);
});

test('links are read as a browser would: base address, image text, labels, no scripts', () => {
  const facts = factsOf(`<html lang="nl-BE"><head><base href="/nl/"><title>Tulp</title><script>document.write('<a href="/x">Privacy</a>')</script></head><body>
    <a href="privacy"><img alt="Privacybeleid"></a><a href="/terms" aria-label="Voorwaarden"></a><a href="javascript:void(0)">Privacy</a><a href="#top">Privacy</a></body></html>`, 'https://tulp.example/nl/index');
  expect(facts.links.map((link) => [link.url, link.text])).toEqual([['https://tulp.example/nl/privacy', 'Privacybeleid'], ['https://tulp.example/terms', 'Voorwaarden']]);
  expect(facts.language).toBe('nl');
});

test.each([
  ['two hundred thousand nested elements', `${'<div>'.repeat(200_000)}<a href="/privacy">Privacy</a>`],
  ['nested footers', `${'<footer>'.repeat(100_000)}<a href="/privacy">Privacy</a>`],
  ['links without end', '<a href="/privacy">Privacy</a>'.repeat(150_000)],
  ['unclosed links', '<div><a href="/x">'.repeat(100_000)],
  ['three million blanks', `<a href="/privacy">${' '.repeat(3_000_000)}</a>`],
  ['one endless attribute', `<a href="/privacy" class="${'footer'.repeat(500_000)}">Privacy</a>`],
])('%s are read within a second', (_, html) => {
  expect(processorMs(() => expect(factsOf(html, 'https://acme.example/').links.length).toBeLessThanOrEqual(3000))).toBeLessThan(1000);
});

test('sitemaps are read in linear time and to a bound', () => {
  const ms = processorMs(() => {
    expect(sitemapOf('<loc>'.repeat(500_000)).pages).toEqual([]);
    expect(sitemapOf(`<urlset>${'<loc>https://acme.example/a</loc>'.repeat(100_000)}`).pages).toHaveLength(20_000);
    expect(sitemapOf('<urlset><url><loc><![CDATA[https://acme.example/a?b=1&amp;c=2]]></loc></url></urlset>').pages).toEqual(['https://acme.example/a?b=1&c=2']);
  });
  expect(ms).toBeLessThan(1000);
});
