import { describe, expect, test } from 'vitest';
import { sendDueDeliveries } from '../../../src/app/send-deliveries.ts';
import { sendDueDigest, watchingSince } from '../../../src/app/send-digest.ts';
import { subscribeReader, type SubscribeRequest } from '../../../src/app/subscribe-reader.ts';
import type { Config } from '../../../src/config/config.ts';
import type { Mail } from '../../../src/domain/delivery.ts';
import { instantOf, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { listDeliveries } from '../../../src/storage/deliveries.ts';
import { openWatched, type Watched } from '../../support/watched.ts';

const at = (text: string): Instant => instantOf(Date.parse(text));
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const reader = (changes: Partial<SubscribeRequest> = {}): SubscribeRequest => ({
  address: 'saskia@lawyers.example', name: 'Saskia', language: 'nl', timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: null, digest: true, quiet: null, ...changes,
});

type DigestConfig = Config['digest'];

/** An installation that begins to watch at `begunAt`, with one reader. */
async function watchingFrom(begunAt: string, digest: Partial<DigestConfig> = {}, who: Partial<SubscribeRequest> = {}): Promise<Watched> {
  const watched = await openWatched({ config: (config) => ({ ...config, digest: { ...config.digest, ...digest } }) });
  watched.now = at(begunAt);
  await watchingSince(watched.context);
  await subscribeReader(watched.context, reader(who));
  return watched;
}

/** What a daemon does over a time, asked every so often. @returns when which mail was made */
async function daemon(watched: Watched, from: string, until: string, everyMs = 15 * minuteMs): Promise<readonly (readonly [madeAt: Instant, mail: Mail])[]> {
  const before = new Set((await listDeliveries(watched.context.storage.db, { limit: 1000 })).map((delivery) => delivery.key));
  for (watched.now = at(from); watched.now < at(until); watched.now = plusMs(watched.now, everyMs)) await sendDueDigest(watched.context);
  const made = (await listDeliveries<Mail>(watched.context.storage.db, { limit: 1000 })).filter((delivery) => !before.has(delivery.key));
  return made.toReversed().map((delivery) => [delivery.createdAt, delivery.payload]);
}

const flat = (mail: Mail | undefined): string => (mail?.text ?? '').replaceAll(/\s+/gu, ' ');

describe('the weekly digest', () => {
  test.each([
    ['summer time begins', '2026-03-20T12:00:00Z', '2026-04-07T00:00:00Z', ['2026-03-23T06:00:00.000Z', '2026-03-30T05:00:00.000Z', '2026-04-06T05:00:00.000Z'], ['week 12', 'week 13', 'week 14']],
    ['winter time begins', '2026-10-16T12:00:00Z', '2026-11-03T00:00:00Z', ['2026-10-19T05:00:00.000Z', '2026-10-26T06:00:00.000Z', '2026-11-02T06:00:00.000Z'], ['week 42', 'week 43', 'week 44']],
    ['a year has 53 weeks', '2026-12-18T12:00:00Z', '2027-01-12T00:00:00Z', ['2026-12-21T06:00:00.000Z', '2026-12-28T06:00:00.000Z', '2027-01-04T06:00:00.000Z', '2027-01-11T06:00:00.000Z'], ['week 51', 'week 52', 'week 53 van 2026', 'week 1 van 2027']],
  ])('leaves at 07:00 in Amsterdam and names its week while %s', async (_name, from, until, moments, weeks) => {
    await using watched = await watchingFrom(from);
    const made = await daemon(watched, from, until);
    expect(made.map(([moment]) => moment)).toEqual(moments);
    // The first begins when the watch did, not a week before.
    for (const [index, [, mail]] of made.entries()) if (index > 0) expect(mail.subject).toContain(weeks[index]);
    expect(new Set(made.map(([, mail]) => mail.messageId)).size).toBe(moments.length);
    expect(new Set(made.map(([, mail]) => mail.references.join())).size).toBe(1);
  });

  test('tells a reader in another zone the same week, its own times in the reader’s own', async () => {
    await using watched = await watchingFrom('2026-11-09T08:00:00Z', {}, { timeZone: 'Pacific/Auckland', language: 'en' });
    const made = await daemon(watched, '2026-11-09T08:00:00Z', '2026-11-24T00:00:00Z');
    expect(made.map(([moment]) => moment)).toEqual(['2026-11-16T06:00:00.000Z', '2026-11-23T06:00:00.000Z']);
    expect(made[1]?.[1].subject).toContain('week 47 of 2026');
    expect(flat(made[1]?.[1])).toContain('16 November 2026 at 07:00 CET – 23 November 2026 at 07:00 CET');
  });

  test('waits for the end of its reader’s night', async () => {
    await using watched = await watchingFrom('2026-11-16T08:00:00Z', {}, { timeZone: 'America/New_York', quiet: { from: '22:00', until: '07:00' } });
    await daemon(watched, '2026-11-16T08:00:00Z', '2026-11-23T06:30:00Z');
    const sent: Instant[] = [];
    const context = { ...watched.context, mailer: { ...watched.context.mailer, send: () => Promise.resolve((sent.push(watched.now), { kind: 'sent', reply: '250' } as const)) } };
    for (watched.now = at('2026-11-23T06:30:00Z'); watched.now < at('2026-11-23T14:00:00Z'); watched.now = plusMs(watched.now, 15 * minuteMs)) await sendDueDeliveries(context, {});
    expect(sent).toEqual(['2026-11-23T12:00:00.000Z']);
  });
});

describe('a machine that was off', () => {
  test('sends the digest that it missed once, late, and the mail says when it was due', async () => {
    await using watched = await watchingFrom('2026-11-09T08:00:00Z');
    await daemon(watched, '2026-11-09T08:00:00Z', '2026-11-20T00:00:00Z');
    const made = await daemon(watched, '2026-11-24T09:00:00Z', '2026-11-29T00:00:00Z');
    expect(made).toHaveLength(1);
    expect(made[0]?.[0]).toBe('2026-11-24T09:00:00.000Z');
    expect(made[0]?.[1].subject).toContain('week 47 van 2026');
    expect(flat(made[0]?.[1])).toContain('Dit overzicht had op 23 november 2026 om 07:00 CET verstuurd moeten worden');
    const [, next] = (await daemon(watched, '2026-11-29T00:00:00Z', '2026-12-01T00:00:00Z'))[0] ?? [];
    expect(next?.subject).toContain('week 48 van 2026');
    expect(flat(next)).not.toContain('verstuurd moeten worden');
  });

  test('tells of all that it missed in one, and says so', async () => {
    await using watched = await watchingFrom('2026-11-09T08:00:00Z');
    await daemon(watched, '2026-11-09T08:00:00Z', '2026-11-17T00:00:00Z');
    const made = await daemon(watched, '2026-12-14T06:30:00Z', '2026-12-15T00:00:00Z');
    expect(made).toHaveLength(1);
    expect(made[0]?.[1].subject).toContain('16 november 2026 – 14 december 2026');
    expect(flat(made[0]?.[1])).toContain('3 eerdere overzichten konden niet op tijd worden verstuurd; dit overzicht beslaat ook die periode.');
  });

  test('whose clock runs back an hour sends nothing twice', async () => {
    await using watched = await watchingFrom('2026-11-16T08:00:00Z');
    expect(await daemon(watched, '2026-11-23T05:00:00Z', '2026-11-23T07:00:00Z')).toHaveLength(1);
    expect(await daemon(watched, '2026-11-23T05:30:00Z', '2026-11-23T08:00:00Z')).toHaveLength(0);
  });
});

describe('other rhythms', () => {
  test('daily: one a day at its hour there, over the change of the clocks, named by its day', async () => {
    await using watched = await watchingFrom('2026-10-22T12:00:00Z', { cadence: 'daily', cron: '0 7 * * *' });
    const made = await daemon(watched, '2026-10-22T12:00:00Z', '2026-10-28T00:00:00Z');
    expect(made.map(([moment]) => moment)).toEqual(['2026-10-23T05:00:00.000Z', '2026-10-24T05:00:00.000Z', '2026-10-25T06:00:00.000Z', '2026-10-26T06:00:00.000Z', '2026-10-27T06:00:00.000Z']);
    expect(made[2]?.[1].subject).toBe('Dagoverzicht, 24 oktober 2026: geen wijzigingen');
  });

  test('daily at a time that summer time skips, and at one that comes twice: once all the same', async () => {
    await using spring = await watchingFrom('2026-03-27T12:00:00Z', { cadence: 'daily', cron: '30 2 * * *' });
    expect((await daemon(spring, '2026-03-27T12:00:00Z', '2026-03-31T00:00:00Z')).map(([moment]) => moment)).toEqual(['2026-03-28T01:30:00.000Z', '2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z']);
    await using autumn = await watchingFrom('2026-10-23T12:00:00Z', { cadence: 'daily', cron: '30 2 * * *' });
    expect((await daemon(autumn, '2026-10-23T12:00:00Z', '2026-10-27T00:00:00Z')).map(([moment]) => moment)).toEqual(['2026-10-24T00:30:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']);
  });

  test('daily at an hour whose two mornings fall on one day of UTC when summer time begins', async () => {
    await using watched = await watchingFrom('2026-03-27T12:00:00Z', { cadence: 'daily', cron: '0 1 * * *' });
    expect((await daemon(watched, '2026-03-27T12:00:00Z', '2026-03-31T12:00:00Z')).map(([moment]) => moment)).toEqual(['2026-03-28T00:00:00.000Z', '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z', '2026-03-30T23:00:00.000Z']);
  });

  test('monthly: on the first, in winter and summer time, over the turn of the year', async () => {
    await using watched = await watchingFrom('2026-09-15T12:00:00Z', { cadence: 'monthly', cron: '0 7 1 * *' });
    const made = await daemon(watched, '2026-09-15T12:00:00Z', '2027-01-02T00:00:00Z', hourMs);
    expect(made.map(([moment]) => moment)).toEqual(['2026-10-01T05:00:00.000Z', '2026-11-01T06:00:00.000Z', '2026-12-01T06:00:00.000Z', '2027-01-01T06:00:00.000Z']);
    expect(made.at(-1)?.[1].subject).toBe('Maandoverzicht, 1 december 2026 – 1 januari 2027: geen wijzigingen');
  });
});

test('an hour that is moved on the very day does not send a second digest', async () => {
  await using watched = await watchingFrom('2026-11-16T08:00:00Z');
  expect(await daemon(watched, '2026-11-23T06:00:00Z', '2026-11-23T06:30:00Z')).toHaveLength(1);
  const { config } = watched.context;
  const moved = { ...watched.context, config: { ...config, digest: { ...config.digest, cron: '0 9 * * 1' } } };
  watched.now = at('2026-11-23T08:05:00Z');
  expect(await sendDueDigest(moved)).toBe(0);
  watched.now = at('2026-11-30T08:05:00Z');
  expect(await sendDueDigest(moved)).toBe(1);
});

test('each reader gets one digest of a period, and somebody who comes later gets the next', async () => {
  await using watched = await watchingFrom('2026-11-16T08:00:00Z');
  expect(await daemon(watched, '2026-11-23T06:00:00Z', '2026-11-23T08:00:00Z')).toHaveLength(1);
  await subscribeReader(watched.context, reader({ address: 'later@lawyers.example' }));
  expect(await daemon(watched, '2026-11-23T08:00:00Z', '2026-11-24T00:00:00Z')).toHaveLength(0);
  expect((await daemon(watched, '2026-11-29T00:00:00Z', '2026-11-30T08:00:00Z')).map(([, mail]) => mail.to.address).toSorted()).toEqual(['later@lawyers.example', 'saskia@lawyers.example']);
});
