import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import * as cheerio from 'cheerio';
import * as fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import type { AlertStory } from '../../../src/domain/alert.ts';
import type { Mail } from '../../../src/domain/delivery.ts';
import type { MailSettings } from '../../../src/domain/mail-settings.ts';
import { renderAlert } from '../../../src/notify/alert-mail.ts';
import { composeMessage } from '../../../src/notify/compose-message.ts';
import { renderDigest } from '../../../src/notify/digest-mail.ts';
import { renderAtom, renderJsonFeed } from '../../../src/notify/feeds.ts';
import { renderConfirmation, renderReminder, renderTrouble } from '../../../src/notify/notice-mail.ts';
import { renderHook } from '../../../src/notify/webhook.ts';
import { hostileTexts } from './hostile-texts.ts';
import { at, change, clause, day, deadline, digest, policy, reader, settings, story, weeksUntil } from './stories.ts';

const allowedElements = new Set(['html', 'head', 'meta', 'title', 'style', 'body', 'table', 'tbody', 'tr', 'td', 'h1', 'h2', 'h3', 'p', 'div', 'span', 'strong', 'em', 'ul', 'li', 'a', 'bdi', 'ins', 'del']);
const allowedAttributes = new Set(['lang', 'charset', 'name', 'content', 'class', 'style', 'role', 'width', 'height', 'cellpadding', 'cellspacing', 'border', 'align', 'valign', 'dir', 'href', 'rel', 'aria-label', 'aria-roledescription']);

type Node = DefaultTreeAdapterTypes.Node;

function problemsOf(node: Node, found: string[] = []): readonly string[] {
  if ('tagName' in node) {
    if (!allowedElements.has(node.tagName)) found.push(`<${node.tagName}>`);
    for (const { name, value } of node.attrs) {
      if (!allowedAttributes.has(name)) found.push(`${node.tagName} ${name}`);
      if (name === 'href' && !/^(?:https?:\/\/|mailto:)/u.test(value)) found.push(`href ${value}`);
      if (name === 'style' && /url\(|expression|@import|position/iu.test(value)) found.push(`style ${value}`);
    }
    if (node.tagName === 'style' && node.childNodes.some((child) => 'value' in child && /url\(|@import|</u.test(child.value))) found.push('style sheet');
  }
  if (node.nodeName === '#comment' && 'data' in node && !/^\[if mso\]><\/?t[^<>]*|^\[if mso\]>/u.test(node.data)) found.push(`comment ${node.data}`);
  if ('childNodes' in node) for (const child of node.childNodes) problemsOf(child, found);
  return found;
}

/** A story in which every field that others may fill holds the same text. */
function storyOf(text: string): AlertStory {
  const hostile = change({
    words: [['=', `${text} `], ['-', text], ['+', `${text}!`]],
    headline: [text, text],
    reason: [text, text],
    clause: { number: text, path: [text, text] },
    oldClause: { number: `${text}0`, path: [text] },
  });
  const name = policy({ vendorName: text, vendorSlug: text, policySlug: text, policyType: text, vendorTags: [text], policyTags: [text] });
  return story([hostile, { ...hostile, kind: 'moved', significance: 'minor' }, { ...hostile, kind: 'split', new: [clause(text), clause(text)], words: [] }, { ...hostile, kind: 'removed', new: [] }, { ...hostile, kind: 'added', old: [] }], {
    key: text,
    title: text,
    policy: name,
    links: { comparison: text, capture: text, vendorPage: text },
    announcement: { effectiveDate: null, previewUrl: text, quote: text },
    deadlines: [deadline({ key: text, policy: name, quote: text, url: text })],
    notJudged: [{ nl: text, en: text }],
    notes: [{ nl: text, en: text }],
  });
}

const now = at('2026-11-23T06:00:00.000Z');

function mailsOf(text: string): readonly Mail[] {
  const one = storyOf(text);
  const own: MailSettings = { ...settings, from: { name: text, address: settings.from.address } };
  const who = reader({ name: text });
  const health = { watched: [{ policy: one.policy, checked: false }], unreachable: [{ policy: one.policy, since: now, reason: { nl: text, en: text } }], paused: [{ policy: one.policy, since: now }], neverConfirmed: [{ policy: one.policy, since: now }] };
  const period = digest([one], { coming: [{ policy: one.policy, on: day('2027-01-01'), quote: text, previewUrl: text, url: text }], deadlines: one.deadlines, health, weeks: weeksUntil('2026-11-16', [[1, 1, 1]]), chainHead: text, url: text });
  const confirmation = renderConfirmation(who, own, now);
  return [
    renderAlert([one], who, own, now),
    renderAlert([one, { ...one, key: 'b', policy: { ...one.policy, policySlug: 'b' } }], { ...who, language: 'en' }, own, now),
    renderDigest(period, who, own, now),
    ...one.deadlines.map((entry) => renderReminder([{ deadline: entry, days: 7 }], who, own, now)),
    renderReminder(one.deadlines.flatMap((entry) => [{ deadline: entry, days: 7 }, { deadline: { ...entry, key: `${entry.key} again` }, days: 3 }]), who, own, now),
    renderTrouble({ key: 'x', policy: one.policy, since: now, until: null, reason: { nl: text, en: text }, url: text }, who, own, now),
    ...(confirmation === null ? [] : [confirmation]),
  ];
}

test.each(hostileTexts.map((text) => [JSON.stringify(text).slice(0, 60), text] as const))('X03 X06 X07 %s in every field is only text', async (_name, text) => {
  for (const mail of mailsOf(text)) {
    expect(problemsOf(parse(mail.html))).toEqual([]);
    expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
    expect(mail.text).not.toMatch(/(?!\n)\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
    const raw = await composeMessage(mail, null);
    expect(raw.length).toBeLessThan(100_000);
    const parsed = await simpleParser(raw);
    expect([...parsed.headers.keys()].toSorted()).toEqual([
      'auto-submitted', 'content-type', 'date', 'from', ...(mail.references.length === 0 ? [] : ['in-reply-to']), ...(mail.unsubscribeUrl === null ? [] : ['list']), 'message-id', 'mime-version',
      ...(mail.references.length === 0 ? [] : ['references']), 'subject', 'to', 'x-auto-response-suppress',
    ]);
    const events = mail.subject.startsWith('2 bezwaartermijnen') ? 2 : 1;
    for (const part of mail.attachments) expect(part.content.split('\r\n').filter((line) => line.startsWith('BEGIN:VEVENT'))).toHaveLength(events);
  }
});

test.each(hostileTexts.map((text) => [JSON.stringify(text).slice(0, 60), text] as const))('W08 %s leaves feeds and webhooks whole', (_name, text) => {
  const one = storyOf(text);
  const head = { title: text, selfUrl: 'https://watch.example/feed.atom', homeUrl: 'https://watch.example/', language: 'nl', tagAuthority: 'watch.example,2026' } as const;
  const atom = renderAtom([one], head, now);
  const $ = cheerio.load(atom, { xml: true });
  const names = new Set($('*').toArray().flatMap((element) => ('tagName' in element ? [element.tagName] : [])));
  for (const name of names) expect(['feed', 'id', 'title', 'updated', 'published', 'author', 'name', 'link', 'entry', 'category', 'content']).toContain(name);
  expect(atom).not.toMatch(/(?![\n\r\t])\p{Cc}|[\uFFFE\uFFFF]|<!\[CDATA|<!DOCTYPE/u);
  expect(problemsOf(parse($('content').text()))).toEqual([]);
  const feed: unknown = JSON.parse(renderJsonFeed([one], head));
  expect(feed).toMatchObject({ version: 'https://jsonfeed.org/version/1.1', items: [{ tags: expect.any(Array) }] });
  for (const shape of ['json', 'slack', 'teams'] as const) {
    const request = renderHook([one], { name: 'legal', shape, language: 'nl' }, now);
    expect(() => JSON.parse(request.body) as unknown).not.toThrow();
    expect(request.body.length).toBeLessThan(80_000);
    if (shape === 'slack') expect(request.body).not.toMatch(/<(?!https?:)/u);
  }
});

test('X20 however long, many and strange the texts, a mail stays under 100 kB and well-formed', () => {
  const unit = fc.constantFrom('a', 'é', '字', '=', ' ', '\n', '<', '&', '😀', 'woord ', 'бб ', '\u202E', '.');
  const text = fc.tuple(fc.array(unit, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 3000 })).map(([parts, times]) => parts.join('').repeat(times).slice(0, 60_000));
  const arbitrary = fc.record({ texts: fc.array(text, { minLength: 1, maxLength: 4 }), changes: fc.integer({ min: 1, max: 150 }), stories: fc.integer({ min: 1, max: 40 }) });
  return fc.assert(fc.asyncProperty(arbitrary, async ({ texts, changes, stories }) => {
    const pick = (index: number): string => texts[index % texts.length] ?? '';
    const one = (index: number): AlertStory => story(Array.from({ length: changes }, (_, nth) => change({
      words: [['=', pick(nth)], ['-', pick(nth + 1)], ['+', pick(nth + 2)], ['=', pick(nth + 3)]],
      headline: [pick(nth), pick(nth)],
      reason: [pick(nth), pick(nth)],
      significance: nth % 3 === 0 ? 'material' : 'minor',
      clause: { path: [pick(nth), pick(nth)] },
    })), { key: `k${index}`, policy: policy({ policySlug: `p${index}`, vendorName: pick(index) }), notes: [{ nl: pick(0), en: pick(1) }] });
    const all = Array.from({ length: stories }, (_, index) => one(index));
    for (const mail of [renderAlert(all.slice(0, 1), reader(), settings, now), renderAlert(all, reader(), settings, now), renderDigest(digest(all), reader(), settings, now)]) {
      const raw = await composeMessage(mail, null);
      expect(raw.length).toBeLessThan(100_000);
      expect(problemsOf(parse(mail.html))).toEqual([]);
    }
  }), { numRuns: 8 });
}, 180_000);
