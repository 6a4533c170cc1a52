import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SubscriberId } from '../../../src/domain/ids.ts';
import { instantOf } from '../../../src/domain/instant.ts';
import { hearsOf, weighs } from '../../../src/notify/follows.ts';
import { escapeMarkup, safeUrl } from '../../../src/notify/html.ts';
import { validateAddress } from '../../../src/notify/mail-address.ts';
import { mailLimits, redlineOf } from '../../../src/notify/redline.ts';
import { nextAttemptAt, pauseAfter, suspends } from '../../../src/notify/retry.ts';
import { claimedSubscriber, subscriptionToken, tokenFits } from '../../../src/notify/unsubscribe-token.ts';
import { visibleLine, visibleText } from '../../../src/domain/visible-text.ts';
import { cutLine } from '../../../src/notify/cut-line.ts';
import { at, change, longerRetention, movedClause, policy, reader, rewording, spelling, story } from './stories.ts';

test.each([
  'saskia@lawyers.example', 'a@b', 'first.last+tag@sub.domain.example', "o'neill@x.example", 'a!#$%&*+/=?^_`{|}~-b@x.example', 'x@xn--mnchen-3ya.example',
])('%s is an address', (text) => {
  expect(validateAddress(text)).toEqual({ kind: 'address', address: text });
});

test.each([
  '', 'a', '@b', 'a@', 'a@b@c\n', 'b@y.test\r\nBcc: evil@z.test', 'a@b.example,c@d.example', 'a b@x.example', 'Name <a@b.example>', '<a@b.example>', '"a b"@x.example',
  'a..b@x.example', '.a@x.example', 'a.@x.example', 'ë@x.example', 'a@x..example', 'a@-x.example', 'a@[127.0.0.1]', 'a@127.0.0.1', 'a\u200b@x.example', 'a\u0000@x.example',
  `${'a'.repeat(65)}@x.example`, `a@${'x'.repeat(64)}.example`, `a@${'abc.'.repeat(70)}example`, 'a@x.example ', ' a@x.example', 'a@x.example;b@y.example', 'a@x.example>', 'a\\@x.example',
])('%j is refused as an address', (text) => {
  expect(validateAddress(text).kind).toBe('bad');
});

test('L24 a domain in other letters is put in its ASCII form', () => {
  expect(validateAddress('info@münchen.example')).toEqual({ kind: 'address', address: 'info@xn--mnchen-3ya.example' });
});

test('L21 L22 whatever passes as an address cannot end a line, a list or a bracket', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('', '@x.example', '\r\nRCPT TO:<evil@z.example>'), (local, rest) => {
    const read = validateAddress(local + rest);
    if (read.kind === 'address') expect(read.address).toMatch(/^[!-~]+@[a-zA-Z0-9.-]+$/u);
    if (read.kind === 'address') expect(read.address).not.toMatch(/[<>,;:\\"()[\]\s]/u);
  }));
});

test('L02 K16 pauses grow from a minute to an hour, never shrink by chance, and are the same after a restart', () => {
  const minutes = [1, 5, 15, 30, 60, 60, 60];
  for (const [index, minute] of minutes.entries()) {
    const pause = pauseAfter('alert:1:1', index + 1) / 60_000;
    expect(pause).toBeGreaterThanOrEqual(minute);
    expect(pause).toBeLessThanOrEqual(minute * 1.25);
    expect(pauseAfter('alert:1:1', index + 1)).toBe(pause * 60_000);
  }
  expect(new Set(Array.from({ length: 100 }, (_, index) => pauseAfter(`alert:${index}:1`, 1))).size).toBeGreaterThan(90);
});

test('L02 five days are enough', () => {
  const createdAt = at('2026-11-16T12:00:00.000Z');
  const fiveDays = 5 * 86_400_000;
  expect(nextAttemptAt({ key: 'a', attempts: 3, createdAt }, at('2026-11-16T12:30:00.000Z'), fiveDays)).not.toBeNull();
  expect(nextAttemptAt({ key: 'a', attempts: 120, createdAt }, at('2026-11-21T11:30:00.000Z'), fiveDays)).toBeNull();
});

test('only what is the address’s own fault suspends it', () => {
  expect(suspends('message', 99, 1)).toBe(false);
  expect(suspends('receiver-gone', 1, 3)).toBe(true);
  expect(suspends('receiver-refuses', 2, 3)).toBe(false);
  expect(suspends('receiver-refuses', 3, 3)).toBe(true);
});

test('a token opens one subscription for one use, with one secret', () => {
  const subscriber = { id: 7 as SubscriberId, address: 'a@b.example' };
  const token = subscriptionToken('unsubscribe', subscriber, 'secret');
  expect(claimedSubscriber(token)).toBe(7);
  expect(tokenFits(token, 'unsubscribe', subscriber, 'secret')).toBe(true);
  expect(tokenFits(token, 'confirm', subscriber, 'secret')).toBe(false);
  expect(tokenFits(token, 'unsubscribe', subscriber, 'other')).toBe(false);
  expect(tokenFits(token, 'unsubscribe', { ...subscriber, address: 'c@d.example' }, 'secret')).toBe(false);
  expect(tokenFits(token.replace('7.', '8.'), 'unsubscribe', { ...subscriber, id: 8 as SubscriberId }, 'secret')).toBe(false);
  const forged = `7.${createHmac('sha256', 'wrong').update('x').digest('base64url')}`;
  expect(tokenFits(forged, 'unsubscribe', subscriber, 'secret')).toBe(false);
  for (const broken of ['', '7', '7.', '.abc', '07.abc', `7.${'a'.repeat(42)}`, `7.${'a'.repeat(44)}`, `7.${'?'.repeat(43)}`]) expect(claimedSubscriber(broken)).toBeNull();
});

test('nothing that acts unseen stays in a text', () => {
  expect(visibleText('a\u202Eb\u0000c\u200Fd\u0085e\uFFFEf\uD800g\u{E0041}')).toBe('a[U+202E]b␀c[U+200F]d[U+0085]e\uFFFDf\uFFFDg[U+E0041]');
  expect(visibleText('regel\r\nregel\u2028regel')).toBe('regel\nregel\nregel');
  expect(visibleLine('  a\r\n b\t c ')).toBe('a b c');
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
    expect(visibleText(text)).not.toMatch(/(?![\n\t])\p{Cc}|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
    expect(visibleText(text).isWellFormed()).toBe(true);
    expect(visibleText(visibleText(text))).toBe(visibleText(text));
  }));
});

test('a cut line is never longer than asked and never cuts a character in two', () => {
  expect(cutLine('een twee drie', 20)).toBe('een twee drie');
  expect(cutLine('een twee drie vier', 14)).toBe('een twee drie…');
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 5, max: 100 }), (text, most) => {
    const cut = cutLine(text, most);
    expect(cut.length).toBeLessThanOrEqual(most);
    expect(cut.isWellFormed()).toBe(text.isWellFormed() || cut.isWellFormed());
  }));
});

test('escaped text is only text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
    expect(escapeMarkup(text)).not.toMatch(/[<>"'`]/u);
  }));
});

test.each([
  ['https://x.example/a?b=c#d', 'https://x.example/a?b=c#d'], ['http://x.example', 'http://x.example/'], ['mailto:a@b.example', 'mailto:a@b.example'],
  ['javascript:alert(1)', null], ['JaVaScRiPt:alert(1)', null], [' javascript:alert(1)', null], ['java\nscript:alert(1)', null], ['data:text/html,<script>', null], ['vbscript:x', null],
  ['//evil.example', null], ['/path', null], ['https://user:pass@x.example/', null], ['file:///etc/passwd', null], ['', null], [`https://x.example/${'a'.repeat(3000)}`, null], ['https://x.example/"onclick="x', 'https://x.example/%22onclick=%22x'],
])('%j may be followed as %j', (url, expected) => {
  expect(safeUrl(url)).toBe(expected);
});

test('a redline that hides nothing is the change’s own words', () => {
  const run = fc.record({ op: fc.constantFrom('equal' as const, 'delete' as const, 'insert' as const), text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }) });
  const everything = { context: 1e6, opening: 1e6, run: 1e6, pieces: 1e6 };
  fc.assert(fc.property(fc.array(run, { minLength: 1, maxLength: 8 }), (words) => {
    const pieces = redlineOf({ ...longerRetention, words }, everything);
    expect(pieces.map((piece) => ('text' in piece ? piece.text : '?')).join('')).toBe(words.map((one) => one.text).join(''));
  }));
});

test('long unchanged runs are hidden, their words counted, what changed is kept', () => {
  const words = Array.from({ length: 100 }, (_, index) => `w${index}`).join(' ');
  const pieces = redlineOf(change({ words: [['=', `${words} `], ['-', 'oud'], ['+', 'nieuw'], ['=', ` ${words}`]], headline: ['h', 'h'] }), mailLimits);
  expect(pieces.map((piece) => piece.op)).toEqual(['equal', 'unchanged', 'equal', 'delete', 'insert', 'equal', 'unchanged']);
  expect(pieces.filter((piece) => piece.op === 'unchanged').map((piece) => piece.words)).toEqual([80, 88]);
  expect(pieces[2]).toMatchObject({ text: expect.stringMatching(/ w99 $/u) });
});

test('a clause of two megabytes is cut, and the cut counted', () => {
  const pieces = redlineOf(change({ kind: 'added', words: [['+', 'woord '.repeat(350_000)]], headline: ['h', 'h'] }), mailLimits);
  expect(pieces.map((piece) => ('text' in piece ? piece.text.length : 0)).reduce((sum, length) => sum + length, 0)).toBeLessThan(2000);
  expect(pieces.find((piece) => piece.op === 'omitted')).toMatchObject({ words: 350_000 - mailLimits.run });
  const solid = redlineOf(change({ kind: 'added', words: [['+', '字'.repeat(700_000)]], headline: ['h', 'h'] }), mailLimits);
  expect(solid.map((piece) => ('text' in piece ? piece.text.length : 0)).reduce((sum, length) => sum + length, 0)).toBeLessThan(20_000);
});

const two = story([longerRetention, movedClause]);
test.each([
  ['follows all', {}, 'at-once'],
  ['follows this vendor by its slug', { follows: { vendors: ['veldpost'], policyTypes: [], tags: [], topics: [] } }, 'at-once'],
  ['follows this vendor by its name', { follows: { vendors: ['Veldpost B.V.'], policyTypes: [], tags: [], topics: [] } }, 'at-once'],
  ['follows another vendor', { follows: { vendors: ['acme'], policyTypes: [], tags: [], topics: [] } }, 'never'],
  ['follows a tag and a type, in other case', { follows: { vendors: [], policyTypes: ['privacy policy'], tags: ['CRM', 'x'], topics: [] } }, 'at-once'],
  ['follows a tag that it lacks', { follows: { vendors: ['veldpost'], policyTypes: [], tags: ['x'], topics: [] } }, 'never'],
  ['follows the topic of the material change', { follows: { vendors: [], policyTypes: [], tags: [], topics: ['retention'] } }, 'at-once'],
  ['follows the topic of the minor change only', { follows: { vendors: [], policyTypes: [], tags: [], topics: ['choice-consent'] } }, 'digest'],
  ['wants the digest only', { alertFrom: null }, 'digest'],
  ['wants nothing', { alertFrom: null, digest: false }, 'never'],
  ['has not confirmed', { confirmedAt: null }, 'never'],
  ['is suspended', { suspendedAt: at('2026-01-01T00:00:00.000Z') }, 'never'],
  ['has left', { removedAt: at('2026-01-01T00:00:00.000Z') }, 'never'],
] as const)('a subscriber who %s', (_name, changes, hears) => {
  expect(hearsOf(reader(changes), two)).toBe(hears);
});

test('what weighs too little for an alert goes into the digest', () => {
  expect(hearsOf(reader(), story([rewording]))).toBe('digest');
  expect(hearsOf(reader({ alertFrom: 'minor' }), story([rewording]))).toBe('at-once');
  expect(hearsOf(reader({ alertFrom: 'minor' }), story([spelling]))).toBe('digest');
  expect(weighs({ vendors: [], policyTypes: [], tags: [], topics: [] }, 'cosmetic', { ...story([]), policy: policy() })).toBe(true);
  expect(instantOf(0)).toBe('1970-01-01T00:00:00.000Z');
});
