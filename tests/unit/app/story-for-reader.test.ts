import { expect, test } from 'vitest';
import { storyForReader } from '../../../src/app/story-for-reader.ts';
import type { AlertStory } from '../../../src/domain/alert.ts';
import type { Mail } from '../../../src/domain/delivery.ts';
import type { Topic } from '../../../src/domain/clause.ts';
import type { Subscriber } from '../../../src/domain/subscriber.ts';
import { renderAlert } from '../../../src/notify/alert-mail.ts';
import { renderDigest } from '../../../src/notify/digest-mail.ts';
import { at, digest, longerRetention, movedClause, newRecipient, policy, reader, removedPromise, rewording, settings, spelling, story } from '../notify/stories.ts';

const now = at('2026-11-16T12:00:00.000Z');

const following = (...topics: readonly Topic[]): Subscriber => reader({ follows: { vendors: [], policyTypes: [], tags: [], topics } });
const flat = (mail: Mail): string => mail.text.replaceAll(/\s+/gu, ' ');

const all = story([rewording, newRecipient, removedPromise, longerRetention, movedClause, spelling]);
const alertTo = (who: Subscriber, ...stories: readonly AlertStory[]): Mail => renderAlert(stories.map((one) => storyForReader(one, who)), who, settings, now);
const digestTo = (who: Subscriber, told: AlertStory): Mail => renderDigest(digest([storyForReader(told, who)]), who, settings, now);

test('an alert begins with the reader’s topics, headline included, and hides nothing of the rest', () => {
  const mail = alertTo(following('retention'), all);
  const text = flat(mail);
  expect(mail.subject).toContain('Bewaartermijn verlengd van 1 week naar 3 maanden');
  expect(mail.subject).not.toContain('Noorderlicht');
  expect(text).toContain('Over uw onderwerpen (bewaartermijnen) 1 wijziging: 1 materieel. Daarnaast 5 andere wijzigingen: 2 materieel, 2 ondergeschikt, 1 cosmetisch.');
  const [own, others] = text.split('OVER ANDERE ONDERWERPEN');
  expect(own).toContain('drie (3) maanden');
  expect(own).not.toContain('Noorderlicht');
  expect(others).toContain('Nieuwe ontvanger: Noorderlicht Analytics Inc. (VS)');
  expect(others).toContain('Belofte vervallen: geen verkoop van gegevens');
  expect(others).toMatch(/En nog 3 wijzigingen\. Lees de volledige vergelijking: https:\/\/watch\.example\//u);
});

test('the same in English, and for two topics', () => {
  const who = { ...following('retention', 'recipients'), language: 'en' as const };
  const text = flat(alertTo(who, all));
  expect(text).toContain('On your topics (retention, recipients) 3 changes: 3 material. Besides, 3 other changes: 2 minor, 1 cosmetic.');
  expect(text.split('ON OTHER TOPICS')[1]).toMatch(/^ Besides, 3 other changes: 2 minor, 1 cosmetic\. /u);
});

test('who follows everything, or nothing but what changed, reads the mail as it ever was', () => {
  const whole = renderAlert([all], reader(), settings, now);
  expect(alertTo(reader(), all)).toEqual(whole);
  expect(flat(whole)).not.toContain('uw onderwerpen');
  const one = story([longerRetention]);
  expect(storyForReader(one, following('retention'))).toBe(one);
  // Nothing matches any more: the wishes changed since the alert was noted.
  expect(storyForReader(all, following('children-age'))).toBe(all);
});

test('an alert to a reader of topics keeps its key, and so its Message-ID', () => {
  expect(alertTo(following('retention'), all).messageId).toBe(renderAlert([all], reader(), settings, now).messageId);
});

test('in a wave each policy says what else changed in it', () => {
  const second = story([longerRetention, newRecipient, rewording], { key: 'two', policy: policy({ vendorSlug: 'brink', vendorName: 'Brink', policySlug: 'brink/privacy-policy' }) });
  const text = flat(alertTo(following('retention'), all, second));
  expect(text).toContain('Daarnaast 5 andere wijzigingen');
  expect(text).toContain('Daarnaast 2 andere wijzigingen: 1 materieel, 1 ondergeschikt.');
});

test('a digest weighs a policy by the reader’s topics, and names what is material elsewhere', () => {
  const minorHere = story([rewording, newRecipient, longerRetention, spelling]);
  const mail = digestTo(following('data-categories'), minorHere);
  const text = flat(mail);
  expect(mail.subject).toContain('1 ondergeschikt');
  expect(mail.subject).not.toContain('materieel');
  const [own, others] = text.split('Over andere onderwerpen');
  expect(own).toContain('Andere woorden, zelfde strekking');
  expect(others).toContain('Nieuwe ontvanger: Noorderlicht Analytics Inc. (VS)');
  expect(others).toContain('Bewaartermijn verlengd van 1 week naar 3 maanden');
  expect(others).toMatch(/En nog 1 wijziging\. Volledige vergelijking: https:\/\/watch\.example\//u);
});
