import { expect, test } from 'vitest';
import { checkPolicy } from '../../../src/app/check-policy.ts';
import { composeAlerts } from '../../../src/app/compose-alerts.ts';
import { composeNotices } from '../../../src/app/compose-notices.ts';
import { runCycle } from '../../../src/app/run-cycle.ts';
import { subscribeReader } from '../../../src/app/subscribe-reader.ts';
import { decideHeld, listHeld, noteBeginning } from '../../../src/app/watch-doubts.ts';
import type { Config } from '../../../src/config/config.ts';
import type { PolicyId } from '../../../src/domain/ids.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { emptyMemory } from '../../../src/gate/memory.ts';
import { listDeliveries } from '../../../src/storage/deliveries.ts';
import { openNotices } from '../../../src/storage/notices.ts';
import { getPolicy, upsertPolicy } from '../../../src/storage/policies.ts';
import { openWatched, page, policyWords, type Watched } from '../../support/watched.ts';

const dayMs = 86_400_000;
const never = new AbortController().signal;

async function subscribe(watched: Watched): Promise<void> {
  await subscribeReader(watched.context, { address: 'fg@example.org', name: 'FG', language: 'nl', timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: 'cosmetic', digest: true, quiet: null });
}

/** A store with so many policies of one vendor besides the first. */
async function withPolicies(watched: Watched, count: number): Promise<readonly PolicyId[]> {
  const { db } = watched.context.storage;
  const { vendorId } = await getPolicy(db, watched.policyId);
  const ids = [watched.policyId];
  for (let index = 1; index < count; index += 1) {
    ids.push(await upsertPolicy(db, vendorId, { slug: `acme/policy-${index}`, type: 'Privacy Policy', source: { url: `${watched.url}-${index}`, render: 'http', select: [], remove: [] }, schedule: null, tags: [], notice: null }, watched.now, emptyMemory));
  }
  return ids;
}

/** All change at once, and are looked at until it is believed. */
async function wave(watched: Watched, ids: readonly PolicyId[]): Promise<void> {
  for (const years of ['twee', 'vijf', 'vijf', 'vijf']) {
    watched.now = plusMs(watched.now, 3_600_000);
    watched.answer = page(policyWords(`Wij bewaren uw gegevens ${years} jaar.`));
    for (const id of ids) await checkPolicy(watched.context, id, { trigger: 'command', signal: never });
  }
}

const subjects = async (watched: Watched): Promise<readonly string[]> => (await listDeliveries(watched.context.storage.db, { limit: 100 })).map((delivery) => delivery.subject);

test('L30 when most policies change at once, their alerts wait for a person, who is told and decides', { timeout: 60_000 }, async () => {
  await using watched = await openWatched();
  await subscribe(watched);
  await wave(watched, await withPolicies(watched, 12));
  expect(await composeAlerts(watched.context, { atOnce: true })).toBe(0);
  expect(await listHeld(watched.context)).toHaveLength(12);
  await composeNotices(watched.context);
  expect(await subjects(watched)).toContain('Opvallend veel documenten tegelijk gewijzigd');
  expect(await decideHeld(watched.context, 'release')).toBe(12);
  expect(await composeAlerts(watched.context, { atOnce: true })).toBe(1);
  expect(await listHeld(watched.context)).toEqual([]);
  expect((await openNotices(watched.context.storage.db)).map((notice) => notice.kind)).not.toContain('wave');
});

test('dropped alerts never leave', { timeout: 60_000 }, async () => {
  await using watched = await openWatched();
  await subscribe(watched);
  await wave(watched, await withPolicies(watched, 12));
  await composeAlerts(watched.context, { atOnce: true });
  expect(await decideHeld(watched.context, 'drop')).toBe(12);
  watched.now = plusMs(watched.now, dayMs);
  expect(await composeAlerts(watched.context, { atOnce: true })).toBe(0);
});

test('where few policies are watched, a share says nothing and nothing is held', { timeout: 60_000 }, async () => {
  await using watched = await openWatched();
  await subscribe(watched);
  await wave(watched, await withPolicies(watched, 3));
  expect(await composeAlerts(watched.context, { atOnce: true })).toBe(1);
});

test('D06 on a disk that is almost full nothing is fetched, somebody is told, and mail still leaves', async () => {
  await using watched = await openWatched({ config: (config) => ({ ...config, health: { ...config.health, minFreeMegabytes: 1_000_000_000 } }) });
  await subscribe(watched);
  await runCycle(watched.context, never);
  await runCycle(watched.context, never);
  expect(watched.asked).toEqual([]);
  const told = await listDeliveries(watched.context.storage.db, { limit: 10 });
  expect(told.map((delivery) => [delivery.subject, delivery.state.state])).toEqual([['De schijf is bijna vol: er wordt niets meer opgehaald', 'sent']]);
});

test('a page that catches too little, and one that never changes, are told of once', async () => {
  await using watched = await openWatched({ config: (config) => ({ ...config, health: { ...config.health, minWords: 500, unchangedDays: 30 } }) });
  await subscribe(watched);
  for (let look = 0; look < 4; look += 1) {
    await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: never });
    await composeNotices(watched.context);
    watched.now = plusMs(watched.now, 20 * dayMs);
  }
  expect((await subjects(watched)).toSorted()).toEqual(['Acme · Privacyverklaring: al lang niet gewijzigd', 'Acme · Privacyverklaring: er wordt te weinig gelezen']);
});

test('D15 a page whose check never ends three times in a row is paused and told of, and the others go on', async () => {
  await using watched = await openWatched();
  await subscribe(watched);
  const [first, second] = await withPolicies(watched, 2);
  if (first === undefined || second === undefined) throw new Error('there are no policies');
  const { storage } = watched.context;
  // As three processes leave it that died in the middle.
  for (let crash = 0; crash < 3; crash += 1) await storage.transaction((db) => noteBeginning(db, first, watched.now));
  await runCycle(watched.context, never);
  expect((await getPolicy(storage.db, first)).pausedAt).not.toBeNull();
  expect(watched.asked).toEqual(['/privacy-1']);
  expect((await subjects(watched)).filter((subject) => subject.includes('wordt niet meer gecontroleerd'))).toHaveLength(1);
  watched.now = plusMs(watched.now, dayMs);
  for (let round = 0; round < 5; round += 1) await runCycle(watched.context, never);
  expect((await getPolicy(storage.db, second)).pausedAt).toBeNull();
});

const hooked = { config: (config: Config): Config => ({ ...config, webhooks: [{ name: 'legal', url: 'https://hooks.example/x', shape: 'json', vendors: [], tags: [], alertFrom: 'cosmetic', language: 'nl' }] }) };

const hookMessages = async (watched: Watched): Promise<readonly { readonly target: string; readonly policies: number }[]> =>
  (await listDeliveries<{ readonly body: string }>(watched.context.storage.db, { limit: 100 })).filter((delivery) => delivery.channel === 'webhook')
    .map(({ target, payload }) => ({ target, policies: (JSON.parse(payload.body) as { readonly data: { readonly policies: readonly unknown[] } }).data.policies.length }));

test('a webhook is told of a wave in one message, and only once', { timeout: 60_000 }, async () => {
  await using watched = await openWatched(hooked);
  await wave(watched, await withPolicies(watched, 4));
  expect(await composeAlerts(watched.context)).toBe(0);
  watched.now = plusMs(watched.now, 61_000);
  expect(await composeAlerts(watched.context)).toBe(1);
  expect(await composeAlerts(watched.context)).toBe(0);
  expect(await hookMessages(watched)).toEqual([{ target: 'legal', policies: 4 }]);
});

test('what a webhook is owed waits for a person too when most policies change at once, and goes nowhere when it is dropped', { timeout: 90_000 }, async () => {
  await using watched = await openWatched(hooked);
  const ids = await withPolicies(watched, 12);
  await wave(watched, ids);
  expect(await composeAlerts(watched.context, { atOnce: true })).toBe(0);
  expect((await listHeld(watched.context)).map((held) => held.address)).toEqual(Array.from({ length: 12 }, () => 'legal'));
  expect(await decideHeld(watched.context, 'release')).toBe(12);
  expect(await composeAlerts(watched.context, { atOnce: true })).toBe(1);
  expect(await hookMessages(watched)).toEqual([{ target: 'legal', policies: 12 }]);
});

test('what is owed to a webhook that was taken out of the configuration is let go', { timeout: 60_000 }, async () => {
  await using watched = await openWatched(hooked);
  await wave(watched, [watched.policyId]);
  const without = { ...watched.context, config: { ...watched.context.config, webhooks: [] } };
  expect(await composeAlerts(without, { atOnce: true })).toBe(0);
  expect(await composeAlerts(watched.context, { atOnce: true })).toBe(0);
});
