import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWebAddress, registrableDomain } from '../../../src/registry/url.ts';

const keyOf = (text: string): string => {
  const read = readWebAddress(text);
  return read.kind === 'address' ? read.key : `bad: ${read.why}`;
};
const urlOf = (text: string): string => {
  const read = readWebAddress(text);
  return read.kind === 'address' ? read.url : `bad: ${read.why}`;
};

describe('G04 two spellings of one address have one key', () => {
  test.each([
    ['https://acme.example/privacy', 'HTTPS://ACME.example/privacy'],
    ['https://acme.example/privacy', 'https://acme.example:443/privacy'],
    ['https://acme.example/privacy', 'http://acme.example:80/privacy'],
    ['https://acme.example/privacy', 'https://acme.example/privacy/'],
    ['https://acme.example/privacy', 'https://acme.example/Privacy'],
    ['https://acme.example/privacy', 'https://acme.example/privacy#cookies'],
    ['https://acme.example/privacy', 'https://acme.example/privacy?utm_source=mail&utm_medium=x'],
    ['https://acme.example/privacy', 'https://acme.example/privacy?'],
    ['https://acme.example/privacy', 'acme.example/privacy'],
    ['https://acme.example/p?id=1', 'https://acme.example/p?gclid=2&id=1&fbclid=3'],
    ['https://acme.example/a/b', 'https://acme.example/x/../a/./b'],
    ['https://xn--mnchen-3ya.example/', 'https://münchen.example'],
    ['https://acme.example/%C3%A9', 'https://acme.example/é'],
    ['https://acme.example/a%2fb', 'https://acme.example/a%2Fb'],
  ])('%s and %s', (one, other) => {
    expect(keyOf(one)).toBe(keyOf(other));
  });
});

test.each([
  ['https://acme.example/privacy', 'https://acme.example/privacy-eu'],
  ['https://acme.example/p?id=1', 'https://acme.example/p?id=2'],
  ['https://acme.example/doc/AbC1', 'https://acme.example/doc/aBc1'],
  ['https://acme.example/#/privacy', 'https://acme.example/#/terms'],
  ['https://acme.example:8080/p', 'https://acme.example/p'],
  ['https://acme.example/p', 'https://eu.acme.example/p'],
])('%s and %s stay apart', (one, other) => {
  expect(keyOf(one)).not.toBe(keyOf(other));
});

test('the address that is fetched keeps its path and its query as they are', () => {
  expect(urlOf('https://acme.example/Privacy/?B=2&utm_source=x&a=%20+1#top')).toBe('https://acme.example/Privacy/?B=2&a=%20+1');
  expect(urlOf('acme.example:8080/p')).toBe('https://acme.example:8080/p');
});

test.each([
  ['', 'empty'],
  ['ftp://acme.example/', '"ftp:"'],
  ['file:///etc/passwd', '"file:"'],
  ['javascript://acme.example/%0aalert(1)', '"javascript:"'],
  ['data:text/html,x', '"data:"'],
  ['view-source:https://acme.example', '"view-source:"'],
  ['mailto:privacy@acme.example', '"mailto:"'],
  ['https://noor:geheim@acme.example/', 'user name'],
  ['https://noor@acme.example/', 'user name'],
  ['https://@acme.example/', 'user name'],
  ['http://127.0.0.1\\@acme.example', 'backslash'],
  ['https://acme.example/a b', 'blank'],
  ['https://acme.example/a\u0000', 'control'],
  ['https://acme.example/a\r\nHost: x', 'control'],
  ['https:///privacy', 'no web address'],
  ['https://', 'no web address'],
  ['https://acme.example:0/', 'port 0'],
  ['https://acme.example:65536/', 'no web address'],
  ['https://acme.example./', 'ends in a dot'],
  ['https://acme..example/', 'empty part'],
  [`https://${'a'.repeat(64)}.example/`, '63 characters'],
  [`https://${'a.'.repeat(150)}example/`, '253'],
  [`https://acme.example/${'a'.repeat(2000)}`, '2000'],
  ['acme', 'no full host name'],
])('%s is refused', (text, why) => {
  expect(urlOf(text)).toContain('bad: ');
  expect(urlOf(text)).toContain(why);
});

test('a host of mixed scripts, or in letters that pass for Latin ones, is shown with a warning', () => {
  const mixed = readWebAddress('https://p\u0430ypal.example/');
  expect(mixed).toMatchObject({ kind: 'address', url: 'https://xn--pypal-4ve.example/', shownHost: 'p\u0430ypal.example' });
  expect(mixed.kind === 'address' ? mixed.warning?.en : '').toContain('mixes letters of Latin and Cyrillic');
  expect(mixed.kind === 'address' ? mixed.warning?.nl : '').toContain('gebruikt letters uit het Latijnse schrift en het Cyrillische schrift door elkaar');
  const lookalike = readWebAddress('https://xn--80ak6aa92e.example/');
  expect(lookalike.kind === 'address' ? lookalike.warning?.en : '').toContain('Cyrillic letters that look like Latin ones');
  for (const honest of ['https://münchen.example/', 'https://例え.example/', 'https://пример.example/', 'https://acme-24.example/']) {
    expect(readWebAddress(honest)).toMatchObject({ kind: 'address', warning: null });
  }
});

test('the registrable domain is the part that its owner registered', () => {
  expect(registrableDomain('https://legal.acme.co.uk/x')).toBe('acme.co.uk');
  expect(registrableDomain('https://acme.github.io/x')).toBe('acme.github.io');
  expect(registrableDomain('http://127.0.0.1:3000/x')).toBe('127.0.0.1');
});

test('reading an address that was read changes nothing', () => {
  fc.assert(fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
    const first = readWebAddress(url);
    if (first.kind === 'bad') return true;
    const second = readWebAddress(first.url);
    return second.kind === 'address' && second.url === first.url && second.key === first.key;
  }));
});

test('whatever the text, there is an answer and no exception', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => readWebAddress(text).kind.length > 0 && readWebAddress(`https://${text}`).kind.length > 0));
});
