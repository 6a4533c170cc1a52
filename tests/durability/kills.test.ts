import Database from 'better-sqlite3';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreBackup } from '../../src/app/back-up.ts';
import { verifyStore } from '../../src/app/verify-store.ts';
import { emptyMemory } from '../../src/gate/memory.ts';
import { instantOf } from '../../src/domain/instant.ts';
import { fileFaults, openStorage } from '../../src/storage/database.ts';
import { upsertPolicy } from '../../src/storage/policies.ts';
import { upsertSubscriber } from '../../src/storage/subscribers.ts';
import { upsertVendor } from '../../src/storage/vendors.ts';
import { chance } from '../support/chance.ts';
import { openMailServer, type TestMailServer } from '../support/smtp.ts';
import { page, policyWords } from '../support/watched.ts';
import { live, type LifePlan } from './lives.ts';
import { countsIn, makeOldStore } from './old-schema.ts';

/** Set to 500 for the long run. */
const killsWanted = Number(process.env['CLAUSEWATCH_KILLS'] ?? 24);
/** After so many a piece of work may live to its end, so that there is something new to be killed at. */
const killsPerWork = killsWanted > 100 ? 8 : 3;
const policies = 3;
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const begin = Date.UTC(2026, 0, 5, 6);
const random = chance(killsWanted);

const sentence = (edition: number): string => `Wij bewaren uw gegevens ${edition + 2} jaar en daarna verwijderen wij ze.`;

/** Pages of a vendor of the test's own, and what was asked of it: the record that the program has no hand in. */
const vendor = { edition: 0, asked: 0 };
const server = createServer((request, response) => {
  if (request.url === '/robots.txt') {
    response.writeHead(404).end();
    return;
  }
  vendor.asked += 1;
  page(policyWords(sentence(vendor.edition)))(request, response);
});

let folder = '';
let dataDir = '';
let host = '';
let mail: TestMailServer;
let lives = 0;
let kills = 0;
const kept = new Set<string>();
const usualMs = new Map<string, number>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-kills-'));
  dataDir = path.join(folder, 'data');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  mail = await openMailServer();
  await using storage = await openStorage(dataDir);
  const at = instantOf(begin);
  const vendorId = await upsertVendor(storage.db, { slug: 'acme', name: 'Acme', homeUrl: null, tags: [], owner: null, tier: null, notice: null, contractDate: null, createdAt: at });
  for (let index = 0; index < policies; index += 1) {
    await upsertPolicy(storage.db, vendorId, { slug: `acme/policy-${index}`, type: 'Privacy Policy', source: { url: `http://${host}/policy-${index}`, render: 'http', select: [], remove: [] }, schedule: null, tags: [], notice: null }, at, emptyMemory);
  }
  await upsertSubscriber(storage.db, { name: 'FG', address: 'fg@example.org', language: 'nl', timeZone: 'Europe/Amsterdam', follows: { vendors: [], policyTypes: [], tags: [], topics: [] }, alertFrom: 'cosmetic', digest: true, quiet: null, confirmedAt: at, createdAt: at });
});

afterAll(async () => {
  await mail[Symbol.asyncDispose]();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  await rm(folder, { recursive: true, force: true });
});

/** Lets a piece of work be done, over as many lives as it takes. */
async function done(work: LifePlan['work'], more: Partial<LifePlan> = {}): Promise<void> {
  for (let left = killsPerWork; ; left -= 1) {
    lives += 1;
    const plan: LifePlan = { work, dataDir, host, smtpPort: mail.port, now: begin + vendor.edition * 40 * dayMs + lives * hourMs, archive: '', vendor: '', ...more };
    const usual = usualMs.get(work);
    // The first life of each work shows how long it takes, and leaves its compiled code to those that will be killed.
    const life = await live(plan, left > 0 && kills < killsWanted && usual !== undefined ? random() * usual * 1.1 : null);
    for (const line of life.kept) kept.add(more.vendor === undefined ? line : `${more.vendor} ${line}`);
    if (life.killed) kills += 1;
    else {
      usualMs.set(work, life.workedMs);
      return;
    }
  }
}

async function madeArchive(name: string): Promise<string> {
  const lines = Array.from({ length: 12 }, (_, index) => JSON.stringify({ t: (begin - (400 - index * 20) * dayMs) / 1000, type: 'text/html', body: `<!doctype html><html lang="nl"><head><title>Privacy</title></head><body><main><h1>Privacy ${name}</h1>${policyWords(sentence(Math.floor(index / 4)))}</main></body></html>` }));
  const file = path.join(folder, `${name}.jsonl`);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

const all = (file: string, sql: string): readonly Readonly<Record<string, unknown>>[] => {
  const raw = new Database(file, { readonly: true });
  const rows = raw.prepare(sql).all() as readonly Readonly<Record<string, unknown>>[];
  raw.close();
  return rows;
};

test(`killed ${killsWanted} times while it crawls, imports, mails, backs up and upgrades, it loses nothing and doubles nothing`, { timeout: killsWanted * 12_000 + 60_000 }, async () => {
  const archives: string[] = [];
  for (let edition = 0; kills < killsWanted; edition += 1) {
    vendor.edition = edition;
    await done('crawl');
    const name = `archive-${edition}`;
    await done('import', { archive: await madeArchive(name), vendor: name });
    archives.push(name);
    await done('digest');
    await done('backup');
    if (edition % 2 === 1) await upgraded(`old-${edition}`);
  }
  const file = path.join(dataDir, 'clausewatch.db');

  await using storage = await openStorage(dataDir);
  expect(storage.integrityFaults()).toEqual([]);
  expect((await verifyStore({ storage })).findings).toEqual([]);

  // Every edition that the vendor published is a version, once, in its order, at each policy.
  const sentences = Array.from({ length: vendor.edition + 1 }, (_, edition) => sentence(edition));
  for (let index = 0; index < policies; index += 1) {
    const texts = all(file, `select text from readings join versions on versions.id = version_id join policies on policies.id = policy_id where slug = 'acme/policy-${index}' order by number`);
    expect(texts.map((row) => sentences.findIndex((words) => String(row['text']).includes(words)))).toEqual(sentences.map((_, edition) => edition));
  }

  // What it said it had kept is there; every look of its own is one that the vendor's server saw.
  const checks = all(file, 'select id from checks').map((row) => `kept check ${String(row['id'])}`);
  expect(new Set([...kept].filter((line) => line.startsWith('kept check ')).filter((line) => !checks.includes(line)))).toEqual(new Set());
  expect(checks.length).toBeLessThanOrEqual(vendor.asked);
  expect(vendor.asked - checks.length).toBeLessThanOrEqual(kills);

  // An import that was cut off many times is the same as one that was not.
  const story = (name: string): unknown => all(file, `select captures.at, captures.outcome, captures.verdict, captures.reasons from captures join policies on policies.id = policy_id where policies.slug = '${name}/privacy-policy' order by captures.id`);
  const plain = path.join(folder, 'plain');
  await live({ work: 'import', dataDir: plain, host, smtpPort: mail.port, now: begin, archive: await madeArchive('plain'), vendor: 'plain' }, null);
  const uninterrupted = all(path.join(plain, 'clausewatch.db'), 'select at, outcome, verdict, reasons from captures order by id');
  expect(uninterrupted).toHaveLength(12);
  for (const name of archives) expect(story(name), name).toEqual(uninterrupted);

  // Each change was told once; a mail came twice only where its sender was killed over it, and is marked so.
  const accepted = Map.groupBy(mail.mails, (message) => message.messageId ?? '');
  const deliveries = all(file, 'select message_id, state, maybe_duplicate from deliveries');
  expect(deliveries.map((row) => row['state'])).toEqual(deliveries.map(() => 'sent'));
  expect([...accepted.keys()].toSorted()).toEqual(deliveries.map((row) => String(row['message_id'])).toSorted());
  for (const row of deliveries) if (row['maybe_duplicate'] === 0) expect(accepted.get(String(row['message_id']))).toHaveLength(1);
  const told = all(file, 'select comparisons.id, count(alerts.id) as times, count(alerts.delivery_id) as mailed from comparisons left join alerts on comparison_id = comparisons.id join policies on policies.id = comparisons.policy_id where policies.slug like \'acme/%\' group by comparisons.id');
  expect(told).toHaveLength(policies * vendor.edition);
  expect(told.every((row) => row['times'] === 1 && row['mailed'] === 1)).toBe(true);

  // Each backup that bears its name is whole.
  const backups = (await readdir(path.join(dataDir, 'backups'))).filter((name) => name.endsWith('.db'));
  expect(backups.length).toBeGreaterThanOrEqual(vendor.edition + 1);
  for (const name of backups) expect(fileFaults(path.join(dataDir, 'backups', name)), name).toEqual([]);
  const restored = path.join(folder, 'restored');
  await restoreBackup(path.join(dataDir, 'backups', backups.toSorted().at(-1) ?? ''), restored);
  await using copy = await openStorage(restored);
  expect((await verifyStore({ storage: copy })).findings).toEqual([]);

  expect(kills).toBe(killsWanted);
  process.stdout.write(`${kills} kills in ${lives} lives: ${vendor.asked} pages asked for, ${checks.length} checks, ${deliveries.length} mails (${mail.mails.length - accepted.size} came twice), ${backups.length} backups\n`);
});

async function upgraded(name: string): Promise<void> {
  const old = path.join(folder, name);
  await makeOldStore(path.join(dataDir, 'clausewatch.db'), old);
  const before = countsIn(path.join(old, 'clausewatch.db'));
  await done('migration', { dataDir: old });
  await using storage = await openStorage(old);
  expect(storage.integrityFaults()).toEqual([]);
  expect((await verifyStore({ storage })).findings).toEqual([]);
  expect(countsIn(storage.file)).toEqual(before);
  expect(countsIn(`${storage.file}.before-002-web`)).toEqual(before);
}
