import { expect, test } from 'vitest';
import { mailHold, sendDueDeliveries } from '../../../src/app/send-deliveries.ts';
import { instantOf } from '../../../src/domain/instant.ts';
import { createSmtpMailer, type Mailer } from '../../../src/notify/mailer.ts';
import { findDeliveryByKey, insertDelivery, markSent, takeDelivery } from '../../../src/storage/deliveries.ts';
import { findSubscriber, removeSubscriber } from '../../../src/storage/subscribers.ts';
import { faultCases, nameOf, settingsFor, startFaultyServer } from '../notify/faulty-smtp.ts';
import { addDelivery, addSubscriber, begin, handClock, hourMs, scratchStorage, sendContext } from './sending.ts';

const mailerThat = (send: Mailer['send']): Mailer => ({ place: 'a test', longestSendMs: 1000, send, verify: () => Promise.resolve(null) });

const idOf = (raw: string): string => /^Message-ID: (<[^>\r\n]+>)/mu.exec(raw)?.[1] ?? '';

test.each(faultCases.map((entry) => [nameOf(entry), entry] as const))('L09 after “%s” each alert still arrives, or its refusal is shown', async (_name, entry) => {
  await using scratch = await scratchStorage();
  await using server = await startFaultyServer(entry.at === 'auth');
  const { storage } = scratch;
  const first = await addSubscriber(storage, 'first@lawyers.example');
  const second = await addSubscriber(storage, 'second@lawyers.example');
  const firstId = await addDelivery(storage, 'alert:1:1', first.address, first.id);
  const hand = handClock();
  const context = sendContext(storage, createSmtpMailer(settingsFor(server.port, entry)), hand.clock);
  server.fault = entry;
  await sendDueDeliveries(context);
  server.fault = null;
  const secondId = await addDelivery(storage, 'alert:1:2', second.address, second.id);
  for (let round = 0; round < 3; round += 1) {
    hand.now += 2 * hourMs;
    await sendDueDeliveries(context);
  }
  const one = await findDeliveryByKey(storage.db, 'alert:1:1');
  const copies = server.taken.filter((raw) => idOf(raw) === firstId);
  expect(server.taken.map(idOf).filter((id) => id !== firstId)).toEqual([secondId]);
  expect(new Set(copies).size).toBeLessThanOrEqual(1);
  if (entry.kind === 'permanent') {
    expect(one?.state).toMatchObject({ state: 'failed' });
    expect(one?.lastError).toMatch(/5\d\d/u);
    expect(copies).toEqual([]);
    expect((await findSubscriber(storage.db, first.address))?.suspendedAt === null).toBe(entry.detail === 'message');
    return;
  }
  expect(one?.state).toMatchObject({ state: 'sent' });
  expect(copies.length).toBeGreaterThanOrEqual(1);
  expect(copies.length).toBeLessThanOrEqual(entry.detail === 'maybe-accepted' ? 2 : 1);
  if (entry.detail === 'maybe-accepted') expect(one?.maybeDuplicate).toBe(true);
});

test('L27 while the server itself is in trouble one mail is tried and the queue waits', async () => {
  await using scratch = await scratchStorage();
  const { storage } = scratch;
  for (let index = 0; index < 5; index += 1) await addDelivery(storage, `alert:${index}:1`, 'a@lawyers.example', null);
  const hand = handClock();
  let tries = 0;
  const context = sendContext(storage, mailerThat(() => {
    tries += 1;
    return Promise.resolve({ kind: 'temporary', reason: '535 Wrong password', maybeAccepted: false, serverAtFault: true });
  }), hand.clock);
  const report = await sendDueDeliveries(context);
  expect(report).toMatchObject({ sent: 0, postponed: 1, failed: 0, held: { failures: 1, reason: '535 Wrong password' } });
  expect(tries).toBe(1);
  for (let minute = 0; minute < 60; minute += 1) {
    hand.now += 60_000;
    await sendDueDeliveries(context);
  }
  // After 1, 5, 15 and 30 minutes, each up to a quarter more: five tries in an hour, however many mails wait.
  expect(tries).toBeGreaterThanOrEqual(4);
  expect(tries).toBeLessThanOrEqual(5);
  expect(await mailHold(storage.db)).toMatchObject({ failures: tries });
});

test('the hold ends with the first mail that is sent', async () => {
  await using scratch = await scratchStorage();
  const { storage } = scratch;
  await addDelivery(storage, 'alert:1:1', 'a@lawyers.example', null);
  await addDelivery(storage, 'alert:2:1', 'a@lawyers.example', null);
  const hand = handClock();
  let well = false;
  const context = sendContext(storage, mailerThat(() => Promise.resolve(well ? { kind: 'sent', reply: '250' } : { kind: 'temporary', reason: 'down', maybeAccepted: false, serverAtFault: true })), hand.clock);
  await sendDueDeliveries(context);
  well = true;
  hand.now += hourMs;
  expect(await sendDueDeliveries(context)).toEqual({ sent: 2, postponed: 0, failed: 0, held: null });
  expect(await mailHold(storage.db)).toBeNull();
});

test('what cannot be sent for five days is given up and shown', async () => {
  await using scratch = await scratchStorage();
  const { storage } = scratch;
  await addDelivery(storage, 'alert:1:1', 'a@lawyers.example', null);
  const hand = handClock();
  const context = sendContext(storage, mailerThat(() => Promise.resolve({ kind: 'temporary', reason: '451 later', maybeAccepted: false, serverAtFault: false })), hand.clock);
  for (let hour = 0; hour < 24 * 6; hour += 1) {
    await sendDueDeliveries(context);
    hand.now += hourMs;
  }
  const delivery = await findDeliveryByKey(storage.db, 'alert:1:1');
  expect(delivery?.state).toMatchObject({ state: 'failed' });
  expect(delivery?.attempts).toBeGreaterThan(50);
  expect(delivery?.lastError).toContain('451 later');
});

test('L15 D21 two senders never send the same delivery, and one that lost its lease writes nothing', async () => {
  await using scratch = await scratchStorage();
  const { storage } = scratch;
  for (let index = 0; index < 12; index += 1) await addDelivery(storage, `alert:${index}:1`, 'a@lawyers.example', null);
  const seen: string[] = [];
  const mailer = mailerThat(async (mail) => {
    seen.push(mail.messageId);
    await new Promise((resolve) => setTimeout(resolve, 2));
    return { kind: 'sent', reply: '250' };
  });
  const hand = handClock();
  await Promise.all([sendDueDeliveries(sendContext(storage, mailer, hand.clock, 'one')), sendDueDeliveries(sendContext(storage, mailer, hand.clock, 'two'))]);
  expect(seen).toHaveLength(12);
  expect(new Set(seen).size).toBe(12);
  await addDelivery(storage, 'alert:late:1', 'a@lawyers.example', null);
  const now = instantOf(begin);
  const slow = await takeDelivery(storage.db, 'slow', now, instantOf(begin + 1000));
  const later = instantOf(begin + 2000);
  const again = await takeDelivery(storage.db, 'quick', later, instantOf(begin + 9000));
  expect(again).toMatchObject({ id: slow?.id, maybeDuplicate: true });
  if (slow === null) throw new Error('Nothing was taken.');
  expect(await markSent(storage.db, slow.id, 'slow', later, '250')).toBe(false);
  expect(await markSent(storage.db, slow.id, 'quick', later, '250')).toBe(true);
});

test('a subscriber who left gets nothing that was still waiting', async () => {
  await using scratch = await scratchStorage();
  const { storage } = scratch;
  const subscriber = await addSubscriber(storage, 'a@lawyers.example');
  await addDelivery(storage, 'alert:1:1', subscriber.address, subscriber.id);
  await removeSubscriber(storage.db, subscriber.id, instantOf(begin));
  const context = sendContext(storage, mailerThat(() => Promise.reject(new Error('must not be called'))), handClock().clock);
  expect(await sendDueDeliveries(context)).toMatchObject({ sent: 0, failed: 1 });
});

test('quiet hours hold a mail that was due before they began', async () => {
  await using scratch = await scratchStorage();
  const { storage } = scratch;
  const subscriber = await addSubscriber(storage, 'a@lawyers.example', { quiet: { from: '12:00', until: '14:30' } });
  await addDelivery(storage, 'alert:1:1', subscriber.address, subscriber.id);
  const hand = handClock();
  const context = sendContext(storage, mailerThat(() => Promise.resolve({ kind: 'sent', reply: '250' })), hand.clock);
  expect(await sendDueDeliveries(context)).toMatchObject({ sent: 0, postponed: 1 });
  hand.now = Date.parse('2026-11-16T13:29:00.000Z');
  expect(await sendDueDeliveries(context)).toMatchObject({ sent: 0 });
  hand.now = Date.parse('2026-11-16T13:30:00.000Z');
  expect(await sendDueDeliveries(context)).toMatchObject({ sent: 1 });
});

test('an address that refuses several mails in a row is suspended, and one success forgives', async () => {
  await using scratch = await scratchStorage();
  const { storage } = scratch;
  const subscriber = await addSubscriber(storage, 'a@lawyers.example');
  const hand = handClock();
  const answers = ['refuse', 'accept', 'refuse', 'refuse', 'refuse'];
  const base = sendContext(storage, mailerThat(() => Promise.resolve(answers.shift() === 'accept' ? { kind: 'sent', reply: '250' } : { kind: 'permanent', reason: '550 5.2.1 disabled', fault: 'receiver-refuses' })), hand.clock);
  const context = { ...base, config: { ...base.config, mail: { ...base.config.mail, suspendAfterFailures: 3 } } };
  for (let index = 0; index < 5; index += 1) {
    await addDelivery(storage, `alert:${index}:1`, subscriber.address, subscriber.id);
    expect((await findSubscriber(storage.db, subscriber.address))?.suspendedAt).toBeNull();
    await sendDueDeliveries(context);
  }
  expect(await findSubscriber(storage.db, subscriber.address)).toMatchObject({ suspendedAt: hand.clock(), suspendedReason: '550 5.2.1 disabled' });
});

test('told to stop, it begins no further mail', async () => {
  await using scratch = await scratchStorage();
  const { storage } = scratch;
  for (let index = 0; index < 3; index += 1) await addDelivery(storage, `alert:${index}:1`, 'a@lawyers.example', null);
  const stop = new AbortController();
  const context = sendContext(storage, mailerThat(() => {
    stop.abort();
    return Promise.resolve({ kind: 'sent', reply: '250' });
  }), handClock().clock);
  expect(await sendDueDeliveries(context, { signal: stop.signal })).toMatchObject({ sent: 1 });
});

const hook = { name: 'legal', url: 'https://hooks.example/x', shape: 'json', language: 'nl', alertFrom: 'material', vendors: [], tags: [] } as const;

test('W01 W06 a webhook is retried with the same id, leaves mail alone, and ends for good at 410', async () => {
  await using scratch = await scratchStorage();
  const { storage } = scratch;
  const hand = handClock();
  const hooked = (key: string) => insertDelivery(storage.db, { subscriberId: null, channel: 'webhook', key, messageId: key, target: hook.name, subject: key, payload: { id: key, body: '{}' }, createdAt: hand.clock(), dueAt: hand.clock() });
  await hooked('hook:1:legal');
  await addDelivery(storage, 'alert:1:1', 'a@lawyers.example', null);
  const base = sendContext(storage, mailerThat(() => Promise.resolve({ kind: 'temporary', reason: 'down', maybeAccepted: false, serverAtFault: true })), hand.clock);
  const context = { ...base, config: { ...base.config, webhooks: [hook] }, secrets: { webhooks: { legal: { signing: ['secret'], url: null } } } };
  const ids: (string | undefined)[] = [];
  let status = 500;
  const post = (request: { readonly url: string; readonly headers: Readonly<Record<string, string>> }): Promise<{ readonly status: number }> => {
    expect(request.url).toBe(hook.url);
    ids.push(request.headers['webhook-id']);
    return Promise.resolve({ status });
  };
  // The mail server is down; the webhook is tried all the same.
  expect(await sendDueDeliveries(context, { post })).toMatchObject({ postponed: 2, held: { reason: 'down' } });
  hand.now += 2 * 60_000;
  status = 204;
  expect(await sendDueDeliveries(context, { post })).toMatchObject({ sent: 1 });
  expect(ids).toEqual(['hook:1:legal', 'hook:1:legal']);
  status = 410;
  await hooked('hook:2:legal');
  await hooked('hook:3:legal');
  await sendDueDeliveries(context, { post });
  expect(ids).toHaveLength(3);
  expect((await findDeliveryByKey(storage.db, 'hook:3:legal'))?.state).toMatchObject({ state: 'failed' });
});

test('a webhook that nobody configures any more fails in words', async () => {
  await using scratch = await scratchStorage();
  const { storage } = scratch;
  const hand = handClock();
  await insertDelivery(storage.db, { subscriberId: null, channel: 'webhook', key: 'hook:1:gone', messageId: 'x', target: 'gone', subject: 'x', payload: { id: 'x', body: '{}' }, createdAt: hand.clock(), dueAt: hand.clock() });
  const context = sendContext(storage, mailerThat(() => Promise.resolve({ kind: 'sent', reply: '250' })), hand.clock);
  expect(await sendDueDeliveries(context, { post: () => Promise.resolve({ status: 200 }) })).toMatchObject({ failed: 1 });
  expect((await findDeliveryByKey(storage.db, 'hook:1:gone'))?.lastError).toContain('gone');
});
