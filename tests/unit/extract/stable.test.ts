import { expect, test } from 'vitest';
import { fold } from '../../../src/domain/fold.ts';
import { cleanUrl, decodeCfEmail, normalise } from '../../../src/extract/normalise.ts';
import { read } from '../../../src/extract/read.ts';
import { dutchSections, pageOf, sectionsHtml } from './pages.ts';

const policy = `<h1>Privacyverklaring</h1><p>Mail ons via <a href="/contact">het formulier</a> – wij antwoorden “zo snel mogelijk” op al uw vragen.</p>${sectionsHtml(dutchSections)}`;
const page = (main: string, around = ''): string => `<html lang="nl"><head><title>Privacy</title></head><body>${around}<main>${main}</main></body></html>`;
const hashOf = async (html: string): Promise<string> => (await read(pageOf(html))).hash;

test('E20 typography, composed letters, soft hyphens and white space leave the hash as it is', async () => {
  const curly = await hashOf(page(policy));
  const straight = policy.replaceAll('“', '"').replaceAll('”', '"').replaceAll('–', '-').replaceAll(' ons ', '\u00A0ons\n\t').normalize('NFD').replaceAll('aanmaken', 'aan\u00ADmaken');
  expect(await hashOf(page(straight))).toBe(curly);
});

test('E21 zero-width, bidi and tag characters leave text and hash as they are', async () => {
  const hidden = policy.replaceAll('gegevens', 'ge\u200Bge\u2060vens').replaceAll('telefoonnummer', '\u202Etelefoonnummer\u202C').replaceAll('dienst', 'dienst\u{E0041}\u{E007F}');
  expect((await read(pageOf(page(hidden)))).text).toBe((await read(pageOf(page(policy)))).text);
});

test('E22 a no-break space that was escaped twice reads as a space', async () => {
  expect(await hashOf(page(policy.replaceAll(' wij ', '&amp;nbsp;wij&nbsp;')))).toBe(await hashOf(page(policy)));
});

test('E23 a look-alike letter from another alphabet is another wording', async () => {
  expect(await hashOf(page(policy.replace('gegevens', 'gegevеns')))).not.toBe(await hashOf(page(policy)));
});

test('E24 an obfuscated e-mail address reads as itself, whatever key this fetch used', async () => {
  const hide = (address: string, key: number): string => [key, ...[...address].map((sign) => sign.charCodeAt(0) ^ key)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const shown = (key: number): string => page(`${policy}<p>Schrijf naar <a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="${hide('privacy@vendor.example', key)}">[email&#160;protected]</a> of <a href="/cdn-cgi/l/email-protection#${hide('dpo@vendor.example', key)}">de functionaris</a>.</p>`);
  const { text, hash } = await read(pageOf(shown(0x2a)));
  expect(text).toContain('privacy@vendor.example');
  expect(text).toContain('(mailto:dpo@vendor.example)');
  expect(await hashOf(shown(0x91))).toBe(hash);
  expect(decodeCfEmail('zz')).toBeNull();
});

test('nonces, tokens, tracking parameters and the visitor leave the hash as it is', async () => {
  const seen = (token: string, visitor: string): string => page(
    `${policy}<p>Lees ook <a href="/voorwaarden?utm_source=${token}&sid=${token}&v=2#a">de voorwaarden</a>.</p><p>Uw IP-adres is ${visitor}</p><p>${visitor.length} views</p>`,
    `<input type="hidden" name="csrf" value="${token}"><script nonce="${token}">var t="${token}"</script><header class="site-header">Welkom ${visitor}</header>`,
  );
  const first = await read(pageOf(seen('abc123', '192.0.2.1')));
  const second = await read(pageOf(seen('zyx987', '198.51.100.77')));
  expect(second.text).toBe(first.text);
  expect(first.text).toContain('https://vendor.example/voorwaarden?v=2#a');
});

test('a banner, a rotating promotion or a related article around the policy leaves the hash as it is', async () => {
  const plain = await hashOf(page(policy));
  const banner = '<div id="onetrust-consent-sdk"><div role="dialog"><h2>Uw privacy</h2><p>Wij gebruiken cookies om uw bezoek aan deze site te onthouden en te meten.</p><button>Alles accepteren</button></div></div>';
  expect(await hashOf(page(policy, banner))).toBe(plain);
  expect(await hashOf(page(`${policy}<div class="related-articles"><h3>Zie ook</h3><ul><li><a href="/a">Brood</a></li><li><a href="/b">Taart</a></li></ul></div>`, '<div class="promo-banner"><p>Deze week twintig procent korting op alle taarten en broden uit onze winkel.</p></div>'))).toBe(plain);
});

test.each(['cookie-notification', 'cookie_notice', 'cookieWarning'])('a notice of class "%s" without a button leaves the hash as it is, in whatever language it speaks', async (name) => {
  const notice = (text: string): string => `<div class="${name}" style="display:none"><div><div>${text} <a href="/cookies">Cookies</a>.</div></div></div>`;
  const plain = await hashOf(page(policy));
  expect(await hashOf(page(`${policy}${notice('We use cookies to make our site work better, for analytics and for advertising; for more information read our page about')}`))).toBe(plain);
  expect(await hashOf(page(`${policy}${notice('Wij gebruiken cookies om onze site beter te laten werken, om te meten en te adverteren; lees daarover onze pagina')}`))).toBe(plain);
});

test('the choice shown by a button that opens a menu is no word of the policy; an accordion is', async () => {
  const picker = '<div role="button" aria-haspopup="menu" aria-expanded="false"><div>English</div></div>';
  expect(await hashOf(page(policy.replace('</h1>', `</h1>${picker}`)))).toBe(await hashOf(page(policy)));
  expect((await read(pageOf(page(policy.replace('</h1>', '</h1><div role="button" aria-expanded="false">Bijzondere gegevens</div>'))))).text).toContain('Bijzondere gegevens');
});

test('languages by their own names below the text are no words of the policy', async () => {
  expect(await hashOf(page(`${policy}<p>Nederlands</p><p>English</p><p>Français</p>`))).toBe(await hashOf(page(policy)));
});

test('a link or stress that was escaped once too often reads as it was meant', async () => {
  const proper = '<p>Lees onze <a href="https://vendor.example/regels">huisregels</a>, die <b>altijd</b> gelden, en 1 < 2.</p>';
  const typed = '<p>Lees onze &lt;a href="https://vendor.example/regels"&gt;huisregels&lt;/a&gt;, die &lt;b&gt;altijd&lt;/b&gt; gelden, en 1 &lt; 2.</p>';
  const [before, after] = [await read(pageOf(page(policy + typed))), await read(pageOf(page(policy + proper)))];
  expect(before.text).toBe(after.text);
  expect(before.text).toContain('[huisregels](https://vendor.example/regels)');
  const literal = await read(pageOf(page(`${policy}<p>Typ &lt;script&gt; nooit, en &lt;a href="javascript:alert(1)"&gt;klik&lt;/a&gt; niet.</p>`)));
  expect(literal.blocks.at(-1)).toMatchObject({ text: 'Typ <script> nooit, en klik niet.', links: [] });
});

test('a part that is hidden in one fetch and open in the next reads the same', async () => {
  const part = (attributes: string): string => page(policy.replace('<h2>', `<div ${attributes}><h2>`).replace('</p>\n<h2>', '</p></div>\n<h2>'));
  const shown = await hashOf(part('class="panel"'));
  for (const hidden of ['class="panel" hidden', 'class="panel" style="display:none"', 'class="panel" aria-hidden="true"']) expect(await hashOf(part(hidden))).toBe(shown);
});

test('a page that hides the whole policy says so, and its words are read all the same; an accordion hides parts only', async () => {
  const whole = await read(pageOf(page(policy)));
  for (const attributes of ['hidden', 'style="color:red; display : none"', 'style="visibility:hidden"']) {
    const hidden = await read(pageOf(`<html lang="nl"><head><title>Privacy</title></head><body><div ${attributes}><main>${policy}</main></div></body></html>`));
    expect(hidden).toMatchObject({ hidden: true, hash: whole.hash });
  }
  expect(whole.hidden).toBe(false);
  expect((await read(pageOf(page(policy.replaceAll('<p>', '<p hidden>'))))).hidden).toBe(false);
  expect((await read(pageOf(page(policy.replace('<h1>', '<h1 style="margin-display:none-ish">'))))).hidden).toBe(false);
});

test('a change of one word, number, sign or list number is another wording', async () => {
  const plain = await hashOf(page(`${policy}<ol><li>Een</li></ol><p>Het kost € 1.000 of 5%.</p>`));
  for (const other of ['<ol><li>Een</li></ol><p>Het kost € 1000 of 5%.</p>', '<ol><li>Een</li></ol><p>Het kost $ 1.000 of 5%.</p>', '<ol><li>Een</li></ol><p>Het kost € 1.000 of 5.</p>', '<ol start="2"><li>Een</li></ol><p>Het kost € 1.000 of 5%.</p>']) {
    expect(await hashOf(page(policy + other))).not.toBe(plain);
  }
});

test('normalising twice changes nothing more', () => {
  for (const text of ['a\u00A0\u00A0b', '&amp;nbsp;x&nbsp;y', 'ﬁn e\u0301', '\u200Ba\u00ADb', 'x & y']) expect(normalise(normalise(text))).toBe(normalise(text));
});

test('links that lead nowhere or run code are no links; the others lose their session', () => {
  expect(cleanUrl('javascript:alert(1)', 'https://v.example/')).toBeNull();
  expect(cleanUrl(' java\nscript:alert(1)', null)).toBeNull();
  expect(cleanUrl('data:text/html,x', null)).toBeNull();
  expect(cleanUrl('../a;jsessionid=1F?PHPSESSID=2&q=1', 'https://v.example/x/y')).toBe('https://v.example/a?q=1');
  expect(cleanUrl('#part', 'https://v.example/x')).toBe('#part');
  expect(cleanUrl('/a(b)', 'https://v.example/x')).toBe('https://v.example/a%28b%29');
});

test('a hostile base address does not lead the links of a page elsewhere than to an address', async () => {
  const { text } = await read(pageOf(page(policy).replace('<head>', '<head><base href="javascript:alert(1)//">')));
  expect(text).toContain('(https://vendor.example/contact)');
  expect(fold(text)).not.toContain('alert');
});
