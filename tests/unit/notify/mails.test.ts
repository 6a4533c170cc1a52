import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { composeMessage } from '../../../src/notify/compose-message.ts';
import { alertKey, renderAlert } from '../../../src/notify/alert-mail.ts';
import { digestFor } from '../../../src/notify/digest-for.ts';
import { digestKey, renderDigest } from '../../../src/notify/digest-mail.ts';
import { renderConfirmation, renderReminder, renderTrouble } from '../../../src/notify/notice-mail.ts';
import { doubtKinds, renderDoubt } from '../../../src/notify/watch-notice.ts';
import type { SubscriberId } from '../../../src/domain/ids.ts';
import type { AlertStory } from '../../../src/domain/alert.ts';
import {
  at, change, day, deadline, digest, facts, longerRetention, movedClause, newRecipient, policy, reader, removedPromise, rewording, settings, spelling, story, watchedOf, weeksUntil,
} from './stories.ts';

const now = at('2026-11-16T12:00:00.000Z');
const all = [longerRetention, newRecipient, removedPromise, movedClause, rewording, spelling];
const other = (number: number, changes: Partial<AlertStory> = {}): AlertStory =>
  story([longerRetention], { key: `v${number}/p:2`, policy: policy({ vendorSlug: `v${number}`, vendorName: `Leverancier ${number}`, policySlug: `v${number}/p` }), ...changes });

test('the subject says whose policy, which policy and what happened, in the reader’s language', () => {
  expect(renderAlert([story(all)], reader(), settings, now).subject).toBe('Veldpost B.V. · Privacyverklaring: Bewaartermijn verlengd van 1 week naar 3 maanden');
  expect(renderAlert([story(all)], reader({ language: 'en' }), settings, now).subject).toBe('Veldpost B.V. · Privacy Policy: Retention lengthened from 1 week to 3 months');
});

test('an alert tells what changed, why it matters, when, where to read on and what nobody judged', () => {
  const told = story(all, { deadlines: [deadline()], notJudged: [{ nl: 'Bijlage 2 is een afbeelding.', en: 'Annex 2 is an image.' }], notes: [{ nl: 'De datum bleef gelijk.', en: 'The date stayed.' }] });
  const mail = renderAlert([told], reader(), settings, now);
  for (const body of [mail.text.replaceAll(/\s+(?:\| )?/gu, ' '), mail.html]) {
    for (const words of [
      'drie (3) maanden', 'één (1) week', 'termijn verlengd: 1 week → 3 maanden', 'Bezwaar maken kan tot en met woensdag 16 december 2026', 'nog 30 dagen', 'Bijlage 2 is een afbeelding.', 'De datum bleef gelijk.',
      '1 februari 2026', '15 november 2026', '1 januari 2027', '16 november 2026 om 12:12 CET', 'https://watch.example/policies/veldpost/privacy-policy/compare/4/5', 'https://watch.example/captures/812', 'https://veldpost.example/privacy',
      '6 wijzigingen: 3 materieel, 2 ondergeschikt, 1 cosmetisch', '87 bepalingen zijn ongewijzigd', '9. Overig › 9.1', '1 cosmetische wijziging',
    ]) expect(body).toContain(words);
    expect(body).not.toContain('geen gevolgen voor wat wij daarvoor hebben gedaan en');
  }
  expect(mail.text).toContain('[−één (1)');
  expect(mail.html).toMatch(/\[−&nbsp;<del[^>]*>één \(1\) week<\/del>\]/u);
  expect(mail.html).toMatch(/\[\+&nbsp;<ins[^>]*>drie \(3\) maanden<\/ins>\]/u);
  expect(mail.attachments.map((part) => part.filename)).toEqual(['clausewatch.ics']);
});

test('the vendor’s words stay in the vendor’s language', () => {
  const mail = renderAlert([story(all)], reader({ language: 'en' }), settings, now);
  expect(mail.text).toContain('Material changes'.toUpperCase());
  expect(mail.html).toContain('Wij verkopen uw gegevens nooit aan derden.');
});

test('the heaviest changes come first, each under its own heading', () => {
  const text = renderAlert([story([spelling, rewording, longerRetention])], reader(), settings, now).text;
  expect(text.indexOf('MATERIËLE WIJZIGINGEN')).toBeLessThan(text.indexOf('ONDERGESCHIKTE WIJZIGINGEN'));
  expect(text).not.toContain('COSMETISCHE');
});

test('an alert of cosmetic changes alone shows them', () => {
  const text = renderAlert([story([spelling])], reader(), settings, now).text;
  expect(text).toContain('[−email−] [+e-mail+]');
});

test('of very many changes what is left out is counted, and the material ones come first', () => {
  const many = Array.from({ length: 900 }, (_, index) => change({ words: [['+', `Nieuwe bepaling nummer ${index}: ${'wij delen uw gegevens met anderen '.repeat(6)}`]], kind: 'added', headline: [`Bepaling ${index}`, `Clause ${index}`], significance: index % 2 === 0 ? 'material' : 'minor' }));
  const mail = renderAlert([story(many)], reader(), settings, now);
  const [, left = '', material = ''] = /Weggelaten vanwege de lengte: (\d+) wijzigingen, waarvan (\d+) materieel/u.exec(mail.text.replaceAll('\n', ' ')) ?? [];
  const shown = new Set([...mail.text.matchAll(/Bepaling (\d+)\b/gu)].map((match) => match[1]));
  expect(shown.size + Number(left)).toBe(900);
  expect(Number(material)).toBeGreaterThan(0);
  expect([...shown].every((index) => Number(index) % 2 === 0)).toBe(true);
});

test('the same stories make the same mail, in whatever order they come', () => {
  const stories = [other(1), other(2), other(3)];
  expect(renderAlert(stories, reader(), settings, now)).toEqual(renderAlert(stories.toReversed(), reader(), settings, now));
  expect(alertKey(stories, reader())).toBe(alertKey(stories.toReversed(), reader()));
  expect(alertKey([other(1)], reader())).toBe('alert:v1/p:2:7');
});

test('all mails about a policy are one thread, each with an id of its own', () => {
  const first = renderAlert([story(all)], reader(), settings, now);
  const second = renderAlert([story(all, { key: 'veldpost/privacy-policy:5:6' })], reader(), settings, now);
  const reminder = renderReminder([{ deadline: deadline(), days: 7 }], reader(), settings, now);
  expect(first.references).toHaveLength(1);
  expect(second.references).toEqual(first.references);
  expect(reminder.references).toEqual(first.references);
  expect(new Set([first.messageId, second.messageId, reminder.messageId]).size).toBe(3);
  expect(first.messageId).toMatch(/^<mail\.[0-9a-f]{32}@watch\.example>$/u);
  expect(renderAlert([other(1)], reader(), settings, now).references).not.toEqual(first.references);
});

test('a wave is one mail that names every policy', () => {
  const stories = Array.from({ length: 60 }, (_, index) => other(index));
  const mail = renderAlert(stories, reader(), settings, now);
  expect(mail.subject).toBe('60 documenten gewijzigd, 60 materieel');
  for (let index = 0; index < 60; index += 1) expect(`${mail.text} `.toLowerCase().replaceAll(/\s+/gu, ' ')).toContain(`leverancier ${index} · privacyverklaring`);
  expect(mail.references).toEqual([]);
});

test('without web pages there are no links of ours, and a word on where to look', () => {
  const mail = renderAlert([story(all, { links: { comparison: null, capture: null, vendorPage: 'https://veldpost.example/privacy' } })], reader(), { ...settings, baseUrl: null }, now);
  expect(mail.unsubscribeUrl).toBeNull();
  expect(mail.text).toContain('clausewatch diff');
  expect(mail.html).not.toContain('watch.example');
});

test('X06 a mail has nothing that is fetched, runs or reports', () => {
  const mail = renderDigest(digest([story(all)], { weeks: weeksUntil('2026-11-16', [[1, 2, 3]]) }), reader(), settings, now);
  expect(mail.html).not.toMatch(/<(?:img|script|link|iframe|object|form|video|audio|svg)|url\(|@import|\son\w+=/iu);
});

test('L19 a silent week has its digest, and says what was checked', () => {
  const mail = renderDigest(digest([]), reader(), settings, at('2026-11-23T06:00:00.000Z'));
  expect(mail.subject).toBe('Weekoverzicht, week 47 van 2026: geen wijzigingen');
  expect(mail.text).toContain('Alle 214 documenten zijn ten minste eenmaal');
  expect(mail.text).toContain('Geen wijziging in de afgelopen 13 weken');
});

test('a digest has deadlines first, then changes by weight and vendor, then what comes, then how the watch fared', () => {
  const health = { watched: watchedOf(214, 212), unreachable: [{ policy: policy({ vendorName: 'Duinpan' }), since: at('2026-11-18T08:00:00.000Z'), reason: { nl: 'De site weigert de pagina.', en: 'The site refuses the page.' } }], paused: [{ policy: policy({ vendorName: 'Rietkraag' }), since: now }], neverConfirmed: [{ policy: policy({ vendorName: 'Zeebries' }), since: now }] };
  const coming = [{ policy: policy({ vendorName: 'Morgenrood' }), on: day('2027-02-01'), quote: 'Vanaf 1 februari gelden nieuwe voorwaarden.', previewUrl: null, url: null }];
  const minor = other(3, { comparison: { ...story([rewording]).comparison } });
  const mail = renderDigest(digest([minor, other(2), other(10)], { deadlines: [deadline()], coming, health, weeks: weeksUntil('2026-11-16', [[0, 1, 0], [2, 1, 0]]), chainHead: 'sha256:abc' }), reader(), settings, at('2026-11-23T06:00:00.000Z'));
  expect(mail.subject).toBe('Weekoverzicht, week 47 van 2026: 1 te beslissen, 2 materieel, 1 ondergeschikt, 1 onbereikbaar');
  const order = ['TE BESLISSEN', 'Bezwaar maken kan tot en met', 'MATERIËLE', 'Leverancier 2 ·', 'Leverancier 10 ·', 'ONDERGESCHIKTE', 'Leverancier 3 ·', 'OP KOMST', 'Morgenrood', 'DE AFGELOPEN 13 WEKEN', 'HOE DE BEWAKING VERLIEP', 'Onbereikbaar (1)', 'Duinpan', 'Zeebries', 'Rietkraag', 'sha256:abc'];
  const places = order.map((words) => mail.text.indexOf(words));
  expect(places).toEqual(places.toSorted((left, right) => left - right));
  expect(places[0]).toBeGreaterThan(0);
});

test('a decided window and a day of effect are no longer to decide', () => {
  const decided = deadline({ decision: { answer: 'accepted', by: 'Saskia', at: now, note: null } });
  const effective = deadline({ key: 'e', kind: 'effective', dueOn: day('2027-01-01'), quote: null, period: null });
  const mail = renderDigest(digest([], { deadlines: [decided, effective] }), reader(), settings, now);
  expect(mail.text).not.toContain('TE BESLISSEN');
  expect(mail.text).toContain('1 januari 2027 – Veldpost B.V. · Privacyverklaring');
});

test.each([
  ['week 53', '2026-12-28T06:00:00.000Z', '2027-01-04T06:00:00.000Z', 'Europe/Amsterdam', 'week 53 van 2026'],
  ['the first week of the new year', '2027-01-04T06:00:00.000Z', '2027-01-11T06:00:00.000Z', 'Europe/Amsterdam', 'week 1 van 2027'],
  ['a week that summer time shortens', '2026-03-23T06:00:00.000Z', '2026-03-30T05:00:00.000Z', 'Europe/Amsterdam', 'week 13 van 2026'],
  ['a week that winter time lengthens', '2026-10-19T05:00:00.000Z', '2026-10-26T06:00:00.000Z', 'Europe/Amsterdam', 'week 43 van 2026'],
  ['a week from Thursday to Thursday, over the turn of the year', '2026-12-31T06:00:00.000Z', '2027-01-07T06:00:00.000Z', 'Europe/Amsterdam', 'week 53 van 2026'],
  ['another zone, where Monday begins earlier', '2026-11-15T18:00:00.000Z', '2026-11-22T18:00:00.000Z', 'Pacific/Auckland', 'week 47 van 2026'],
  ['a period of some days, by its dates', '2026-11-16T06:00:00.000Z', '2026-11-19T06:00:00.000Z', 'Europe/Amsterdam', '16 november 2026 – 19 november 2026'],
])('a digest is named after %s', (_name, since, until, timeZone, words) => {
  expect(renderDigest(digest([], { since: at(since), until: at(until), timeZone }), reader(), settings, at(until)).subject).toContain(words);
});

test('a digest that makes up for missed ones says so and names its whole period', () => {
  const mail = renderDigest(digest([], { since: at('2026-11-02T06:00:00.000Z'), missed: 2 }), reader(), settings, now);
  expect(mail.text.replaceAll('\n', ' ')).toContain('2 eerdere overzichten konden niet op tijd worden verstuurd');
  expect(mail.subject).toContain('2 november 2026 – 23 november 2026');
});

test('times are told in the reader’s zone, deadlines on the deadline’s own calendar', () => {
  const told = story([longerRetention], { deadlines: [deadline()] });
  const text = renderAlert([told], reader({ language: 'en', timeZone: 'Pacific/Auckland' }), settings, at('2026-11-16T12:00:00.000Z')).text.replaceAll(/\s+/gu, ' ');
  expect(text).toContain('17 November 2026 at 00:12');
  expect(text).toContain('Object no later than Wednesday, 16 December 2026 (30 days left)');
});

test('L18 each digest of a period goes to each reader once', () => {
  expect(digestKey(digest([]), reader())).toBe('digest:weekly:2026-W47:7');
});

test('a dead watch and its recovery are told in one thread', () => {
  const trouble = { key: 'veldpost:1', policy: policy(), since: at('2026-11-14T08:00:00.000Z'), until: null, reason: { nl: 'De site weigert de pagina.', en: 'The site refuses the page.' }, url: 'https://veldpost.example/privacy' };
  const dead = renderTrouble(trouble, reader(), settings, now);
  const alive = renderTrouble({ ...trouble, until: now }, reader(), settings, now);
  expect(dead.subject).toBe('Veldpost B.V. · Privacyverklaring: kan niet worden gecontroleerd');
  expect(dead.text).toContain('De site weigert de pagina.');
  expect(alive.subject).toContain('wordt weer gecontroleerd');
  expect(alive.references).toEqual(dead.references);
  expect(alive.messageId).not.toBe(dead.messageId);
});

test('the picture of the quarter is told in words too', () => {
  const weeks = weeksUntil('2026-11-16', [[0, 0, 0], [1, 0, 0], [2, 3, 1]]);
  const mail = renderDigest(digest([], { weeks }), reader(), settings, now);
  expect(mail.text).toMatch(/· ▂ █/u);
  expect(mail.text.replaceAll(/\s+/gu, ' ')).toContain('7 nieuwe versies in 13 weken, waarvan 3 met materiële wijzigingen; de meeste in week 47 van 2026');
  expect(mail.html).toMatch(/role="img" aria-label="7 nieuwe versies/u);
});

test('a digest tells each subscriber of what they follow', () => {
  const mine = policy({ vendorSlug: 'mine', vendorName: 'Mijn leverancier' });
  const both = digest([other(1), story([longerRetention], { key: 'mine', policy: mine })], { deadlines: [deadline(), deadline({ key: 'm', policy: mine })], health: { watched: [{ policy: mine, checked: true }, { policy: policy(), checked: false }], unreachable: [{ policy: mine, since: now, reason: { nl: 'x', en: 'x' } }, { policy: policy(), since: now, reason: { nl: 'y', en: 'y' } }], paused: [], neverConfirmed: [] } });
  const told = digestFor(both, { vendors: ['mine'], policyTypes: [], tags: [], topics: [] });
  expect(told.changes.map((one) => one.key)).toEqual(['mine']);
  expect(told.deadlines.map((one) => one.key)).toEqual(['m']);
  expect(told.health).toMatchObject({ watched: [{ checked: true }], unreachable: [{ reason: { nl: 'x' } }] });
  expect(digestFor(both, { vendors: [], policyTypes: [], tags: [], topics: ['recipients'] }).changes).toEqual([]);
});

test('an address that only the configuration names has a mail of its own and nothing to unsubscribe from', () => {
  const trouble = { key: 'veldpost:1', policy: policy(), since: at('2026-11-14T08:00:00.000Z'), until: null, reason: { nl: 'De site weigert de pagina.', en: 'The site refuses the page.' }, url: null };
  const [one, two] = ['a@lawyers.example', 'b@lawyers.example'].map((address) => renderTrouble(trouble, reader({ id: 0 as SubscriberId, address }), settings, now));
  expect(one?.messageId).not.toBe(two?.messageId);
  expect(one?.unsubscribeUrl).toBeNull();
});

test('a digest counts and pictures what its reader follows, and says so', () => {
  const mine = policy({ vendorSlug: 'mine', vendorName: 'Mijn leverancier', policySlug: 'mine/privacy-policy' });
  const health = { watched: [...watchedOf(2, 1, mine), ...watchedOf(212, 212)], unreachable: [], paused: [], neverConfirmed: [] };
  const weeks = weeksUntil('2026-11-16', [[2, 0, 0], [1, 0, 0]]).map((week) => ({ ...week, changes: [...week.changes, { policy: mine, significance: 'minor' as const, topics: ['retention' as const] }] }));
  const whole = digest([], { health, weeks });
  const told = digestFor(whole, { vendors: ['mine'], policyTypes: [], tags: [], topics: ['retention'] });
  const words = (about: typeof whole, language: 'nl' | 'en' = 'nl'): string => renderDigest(about, reader({ language }), settings, at('2026-11-23T06:00:00.000Z')).text.replaceAll(/\s+/gu, ' ');
  expect(words(told)).toContain('Dit overzicht gaat alleen over wat u volgt: leveranciers mine; onderwerpen bewaartermijnen.');
  expect(words(told)).toContain('Van de 2 documenten die u volgt is er 1 gecontroleerd; daarbij is geen wijziging gezien.');
  expect(words(told, 'en')).toContain('Of the 2 policies that you follow, 1 was checked; no change was seen there.');
  expect(words(told)).toContain('2 nieuwe versies in 13 weken, waarvan 0 met materiële wijzigingen');
  expect(words(told)).not.toContain('214');
  expect(words(whole)).toContain('Van de 214 documenten zijn er 213 gecontroleerd');
  expect(words(whole)).not.toContain('die u volgt');
  expect(words(digestFor(whole, { vendors: [], policyTypes: [], tags: [], topics: ['transfers'] }))).toContain('Geen wijziging in de afgelopen 13 weken');
  expect(words(digestFor(whole, { vendors: ['nobody'], policyTypes: [], tags: [], topics: [] }))).toContain('Van wat u volgt wordt nu geen document bewaakt.');
});

test('a watch that is paused as a whole is not told as one that watches nothing yet', () => {
  const paused = [{ policy: policy(), since: now }, { policy: policy({ vendorName: 'Rietkraag' }), since: now }];
  const { text } = renderDigest(digest([], { health: { watched: [], unreachable: [], paused, neverConfirmed: [] } }), reader(), settings, now);
  expect(text).toContain('Alle 2 documenten zijn gepauzeerd: er wordt nu niets gecontroleerd.');
  expect(text).not.toContain('clausewatch add');
});

test('a digest that leaves long after its moment says when it was due', () => {
  const until = at('2026-11-23T06:00:00.000Z');
  const text = (sent: string, rhythm: 'weekly' | 'custom' = 'weekly'): string => renderDigest(digest([], { until, rhythm }), reader(), settings, at(sent)).text.replaceAll(/\s+/gu, ' ');
  expect(text('2026-11-24T09:00:00.000Z')).toContain('Dit overzicht had op 23 november 2026 om 07:00 CET verstuurd moeten worden');
  expect(text('2026-11-23T07:00:00.000Z')).not.toContain('verstuurd moeten worden');
  expect(text('2026-11-24T09:00:00.000Z', 'custom')).not.toContain('verstuurd moeten worden');
});

test('versions of one policy are counted as one, each with its numbers; a day of effect behind is told as such', () => {
  const first = story([longerRetention], { new: facts(5, { effectiveDate: day('2023-02-01') }) });
  const second = story([rewording], { key: 'veldpost/privacy-policy:5:6', old: facts(5), new: facts(6, { effectiveDate: day('2027-01-01') }) });
  const text = renderDigest(digest([first, second]), reader(), settings, now).text.replaceAll(/\s+/gu, ' ');
  expect(text).toContain('1 document gewijzigd, in 2 nieuwe versies: 1 materieel, 1 ondergeschikt.');
  expect(text).toContain('Van versie 4 naar versie 5, bevestigd op 16 november 2026; volgens het document van kracht sinds 1 februari 2023');
  expect(text).toContain('Van versie 5 naar versie 6, bevestigd op 16 november 2026; gaat in op 1 januari 2027');
});

test('what protects less comes first among its equals, and what one reason explains everywhere is one line', () => {
  const renamed = Array.from({ length: 5 }, (_, index) => change({ words: [['=', `Bepaling ${index} van de `], ['-', 'Service'], ['+', 'Dienst']], significance: 'minor', direction: 'neutral', headline: [`Onderwerp ${index}: begrip hernoemd`, `Topic ${index}: term renamed`], reason: ['begrip overal hernoemd: "Service" → "Dienst"', 'term renamed throughout: "Service" → "Dienst"'] }));
  const gain = change({ words: [['+', 'U kunt bezwaar maken.']], kind: 'added', direction: 'more-protective', headline: ['Rechten: bezwaar toegevoegd', 'Rights: objection added'] });
  const text = renderDigest(digest([story([gain, ...renamed, longerRetention])]), reader(), settings, now).text.replaceAll(/\s+/gu, ' ');
  expect(text.indexOf('* Bewaartermijn verlengd')).toBeLessThan(text.indexOf('* Rechten: bezwaar'));
  expect(text).toContain('Ondergeschikt - Begrip overal hernoemd: "Service" → "Dienst" (op 5 plaatsen)');
});

test('each mail ends with what concerns it: no judgement where none is told, no leaving where nobody came', () => {
  const endOf = (text: string): string => text.replaceAll(/\s+/gu, ' ');
  const trouble = { key: 'x', policy: policy(), since: now, until: null, reason: { nl: 'De server weigerde de verbinding.', en: 'x refused the connection.' }, url: null };
  const confirmation = renderConfirmation(reader(), settings, now);
  const configured = renderTrouble(trouble, reader({ id: 0 as SubscriberId }), settings, now);
  expect(endOf(renderAlert([story([longerRetention])], reader(), settings, now).text)).toContain('geen juridisch advies');
  expect(endOf(renderTrouble(trouble, reader(), settings, now).text)).not.toContain('geen juridisch advies');
  expect(endOf(renderTrouble(trouble, reader(), settings, now).text)).toContain('Afmelden');
  expect(endOf(configured.text)).toContain('omdat dit adres is ingesteld voor berichten over de bewaking');
  expect(endOf(configured.text)).not.toMatch(/Afmelden|unsubscribe/u);
  expect(endOf(confirmation?.text ?? '')).not.toMatch(/Afmelden|volgt in Clausewatch|juridisch/u);
  expect(confirmation?.unsubscribeUrl).toBeNull();
});

test.each(doubtKinds)('a doubt of the kind %s and its end are whole sentences in both languages, in one thread', (kind) => {
  const measure = kind === 'wave' ? '12 / 40' : '84';
  for (const language of ['nl', 'en'] as const) {
    const [open, over] = [null, now].map((until) => renderDoubt({ key: `${kind}:1`, kind, policy: kind === 'wave' || kind === 'low-disk' ? null : policy(), until, measure }, reader({ language }), settings, now));
    if (kind !== 'hidden' && kind !== 'shown') expect(open?.text).toContain(kind === 'wave' ? (language === 'nl' ? '12 van de 40' : '12 of 40') : '84');
    expect(open?.text.split('\n')[1]).toMatch(/^\p{Lu}/u);
    expect(over?.subject).not.toBe(open?.subject);
    expect(over?.references).toEqual(open?.references);
    expect(open?.html).not.toMatch(/ - ?<\/code>/u);
  }
});

test('a window that has passed is told as past', () => {
  const text = renderReminder([{ deadline: deadline({ dueOn: day('2026-11-14') }), days: -1 }], reader(), settings, now).text.replaceAll(/\s+/gu, ' ');
  expect(text).toContain('Bezwaar maken kon tot en met zaterdag 14 november 2026 (2 dagen geleden)');
});

/** Word draws mail in Outlook, and knows neither flexible boxes nor space inside plain blocks. */
test('a mail is drawn with what Word knows: tables, and space on cells and margins only', () => {
  const weeks = weeksUntil('2026-11-16', [[1, 2, 3], [0, 1, 0]]);
  const announced = { effectiveDate: day('2027-01-01'), previewUrl: null, quote: 'Vanaf 1 januari geldt een nieuwe versie.' };
  const told = story(all, { deadlines: [deadline()], announcement: announced });
  for (const { html } of [renderAlert([told], reader(), settings, now), renderDigest(digest([told], { weeks, deadlines: [deadline()] }), reader(), settings, now)]) {
    const drawn = html.replace(/<style>.*?<\/style>/su, '');
    expect(drawn).not.toMatch(/display:\s*(?:flex|grid|inline-block)|background-image|position:|float:|<(?:section|figure|button|picture|progress)\b|\brem\b|calc\(/u);
    expect(drawn).not.toMatch(/<(?:div|p|span)[^>]*padding/u);
    expect(drawn.match(/<table(?![^>]*role="(?:presentation|img)")/u)).toBeNull();
    expect(drawn).toContain('<!--[if mso]>');
  }
});

test('without its style sheet a mail keeps its colours, and tells old from new by signs and words', () => {
  const html = renderAlert([story(all)], reader(), settings, now).html.replace(/<style>.*?<\/style>/su, '');
  expect(html).toMatch(/<body[^>]*background:#ffffff/u);
  for (const cell of html.match(/<td class="ink[^>]*>/gu) ?? []) expect(cell).toMatch(/color:#1c2126/u);
  expect(html).toMatch(/\[−&nbsp;<del|\[−\u00A0<del/u);
  expect(html).toMatch(/\[\+&nbsp;<ins|\[\+\u00A0<ins/u);
});

test('a day is the day that its reader’s zone has', () => {
  const paused = [{ policy: policy(), since: at('2026-11-16T23:30:00.000Z') }];
  const since = (timeZone: string): string => renderDigest(digest([], { health: { watched: [], unreachable: [], paused, neverConfirmed: [] } }), reader({ timeZone }), settings, now).text;
  expect(since('Europe/Amsterdam')).toContain('sinds 17 november 2026');
  expect(since('America/New_York')).toContain('sinds 16 november 2026');
});

/** Sixty changes in clauses of a thousand words each, and sixty policies with several changes. */
const longClause = Array.from({ length: 90 }, (_, index) => `Zin ${index} over de verwerking van persoonsgegevens door de leverancier.`).join(' ');
const sixtyChanges = Array.from({ length: 60 }, (_, index) => change({
  words: [['=', `${longClause} Wij bewaren dit `], ['-', `${index + 1} weken. ${longClause}`], ['+', `${index + 1} maanden. ${longClause}`], ['=', ` ${longClause}`]],
  significance: index % 3 === 0 ? 'minor' : 'material',
  headline: [`Bewaartermijn ${index + 1}`, `Retention ${index + 1}`],
}));

test.each(['nl', 'en'] as const)('sixty changes stay under 100 kB as they are sent, signed, in %s, and none goes unmentioned', async (language) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const dkim = { domain: 'watch.example', selector: 's1', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  const policies = Array.from({ length: 60 }, (_, index) => other(index, { comparison: { ...story(all).comparison } }));
  const alert = renderAlert([story(sixtyChanges, { deadlines: [deadline()] })], reader({ language }), settings, now);
  const wave = renderAlert(policies, reader({ language }), settings, now);
  const period = renderDigest(digest(policies, { weeks: weeksUntil('2026-11-16', Array.from({ length: 13 }, () => [3, 2, 1] as const)), deadlines: [deadline()] }), reader({ language }), settings, now);
  for (const mail of [alert, wave, period]) expect((await composeMessage(mail, dkim)).length).toBeLessThan(100_000);
  const named = (text: string, what: string): boolean => new RegExp(`${what}(?!\\d)`, 'iu').test(text.replaceAll(/\s+/gu, ' '));
  const leftOut = Number(/(?:lengte|length): (\d+)/u.exec(alert.text.replaceAll(/\s+/gu, ' '))?.[1] ?? 0);
  const told = sixtyChanges.filter((one) => named(alert.text, one.headline[language])).length;
  expect(told + leftOut).toBe(60);
  expect(told).toBeGreaterThan(30);
  for (const mail of [wave, period]) for (const one of policies) expect(named(mail.text, one.policy.vendorName), one.policy.vendorName).toBe(true);
});

test('a digest that shows redlines says how to read them', () => {
  expect(renderDigest(digest([story([longerRetention])]), reader(), settings, now).text).toContain('Zo leest u dit');
  expect(renderDigest(digest([]), reader(), settings, now).text).not.toContain('Zo leest u dit');
});
