import { afterAll, beforeAll, expect, test } from 'vitest';
import { upsertPolicy, updatePolicyProgress } from '../../../src/storage/policies.ts';
import { upsertVendor } from '../../../src/storage/vendors.ts';
import { emptyMemory } from '../../../src/gate/memory.ts';
import { madeNow } from '../../support/made-web.ts';
import { madeSite, type MadeSite } from '../../support/site.ts';

let site: MadeSite;

beforeAll(async () => {
  site = await madeSite();
  const { db } = site.storage;
  const vendorId = await upsertVendor(db, { slug: 'acme', name: 'Acme', homeUrl: null, tags: [], owner: null, tier: null, notice: null, contractDate: null, createdAt: madeNow });
  for (const name of ['one', 'two', 'three']) {
    const id = await upsertPolicy(db, vendorId, { slug: `acme/${name}`, type: 'Privacy Policy', source: { url: `https://acme.example/${name}`, render: 'http', select: [], remove: [] }, schedule: null, tags: [], notice: null }, madeNow, emptyMemory);
    await updatePolicyProgress(db, id, { lastCheckAt: madeNow, ...(name === 'two' ? { failing: { since: madeNow, failures: 3, reason: { nl: 'down', en: 'down' } } } : {}) });
  }
});

afterAll(() => site.close());

const gauge = (text: string, name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'mu').exec(text)?.[1]);

test('the metrics say how many are watched, how many fail, and when a policy was last checked', async () => {
  const response = await site.ask('/metrics');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/u);
  const text = await response.text();
  expect(Object.fromEntries(['vendors', 'policies', 'policies_failing', 'policies_unconfirmed', 'deliveries_waiting', 'deliveries_failed'].map((name) => [name, gauge(text, `clausewatch_${name}`)]))).toEqual({ vendors: 1, policies: 3, policies_failing: 1, policies_unconfirmed: expect.any(Number), deliveries_waiting: 0, deliveries_failed: 0 });
  expect(gauge(text, 'clausewatch_last_check_timestamp_seconds')).toBe(Date.parse(madeNow) / 1000);
  for (const line of text.trim().split('\n')) expect(line).toMatch(/^(?:# (?:HELP|TYPE) clausewatch_[a-z_]+ .+|clausewatch_[a-z_]+ -?\d+(?:\.\d+)?)$/u);
});

test('the health address answers while the store does, and fails with it', async () => {
  expect((await site.ask('/healthz')).status).toBe(200);
  await site.storage.db.schema.alterTable('settings').renameTo('settings_gone').execute();
  expect((await site.ask('/healthz')).status).toBeGreaterThanOrEqual(500);
  await site.storage.db.schema.alterTable('settings_gone').renameTo('settings').execute();
});
