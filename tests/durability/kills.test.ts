import Database from 'better-sqlite3';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../src/app/verify-store.ts';
import type { RenderMode } from '../../src/domain/vendor.ts';
import { instantOf } from '../../src/domain/instant.ts';
import { findBrowser } from '../../src/fetch/browser-launch.ts';
import { emptyMemory } from '../../src/gate/memory.ts';
import { fileFaults, openStorage } from '../../src/storage/database.ts';
import { upsertPolicy } from '../../src/storage/policies.ts';
import { upsertSubscriber } from '../../src/storage/subscribers.ts';
import { upsertVendor } from '../../src/storage/vendors.ts';
import { chance } from '../support/chance.ts';
import { openMailServer, type TestMailServer } from '../support/smtp.ts';
import { policyWords } from '../support/watched.ts';
import { endWaiting, live, works, type LifePlan, type Work } from './lives.ts';
import { countsIn, makeOldStore } from './old-schema.ts';
import { openWitness, sentenceOf, type Witness } from './witness.ts';

/** Set to 500 for the long run, or to less and another seed several times. */
const killsWanted = Number(process.env['CLAUSEWATCH_KILLS'] ?? 24);
const random = chance(Number(process.env['CLAUSEWATCH_KILLS_SEED'] ?? killsWanted));
/** After so many a piece of work may live to its end, so that there is something new to be killed at. */
const killsPerWork = killsWanted > 50 ? 8 : 3;
const plainPaths = ['/plain-0', '/plain-1', '/plain-2'] as const;
const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A Monday on which digests are due from seven o'clock, in Amsterdam; editions lie whole weeks apart. */
const begin = Date.UTC(2026, 0, 5, 6);
const editionMs = 42 * dayMs;

const browser = await findBrowser(null);
if (browser === null) process.stderr.write('SKIPPED: kills while a browser fetches, because no Chromium was found on this machine.\n');

let folder = '';
/** What is crawled over HTTP, and what with a browser, each with a store of its own. */
let plainDir = '';
let scriptedDir = '';
let witness: Witness;
let mail: TestMailServer;
let lives = 0;
let livesOfEdition = 0;
const kills = new Map<Work, number>(works.map((work) => [work, 0]));
const killsSoFar = (): number => [...kills.values()].reduce((sum, count) => sum + count, 0);
const kept = new Map<string, Set<string>>();
const usualMs = new Map<Work, number>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-kills-'));
  plainDir = path.join(folder, 'plain');
  scriptedDir = path.join(folder, 'scripted');
  witness = await openWitness();
  mail = await openMailServer();
  await fill(plainDir, plainPaths, 'http');
  await fill(scriptedDir, ['/scripted'], 'auto');
});

afterAll(async () => {
  endWaiting();
  await mail[Symbol.asyncDispose]();
  await witness[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function fill(dataDir: string, paths: readonly string[], render: RenderMode): Promise<void> {
  await using storage = await openStorage(dataDir);
  const at = instantOf(begin);
  const vendorId = await upsertVendor(storage.db, { slug: 'acme', name: 'Acme', homeUrl: null, tags: [], owner: null, tier: null, notice: null, contractDate: null, createdAt: at });
  for (const place of paths) {
    await upsertPolicy(storage.db, vendorId, { slug: `acme${place}`, type: 'Privacy Policy', source: { url: `http://${witness.host}${place}`, render, select: [], remove: [] }, schedule: null, tags: [], notice: null }, at, emptyMemory);
  }
  await upsertSubscriber(storage.db, { name: 'FG', address: 'fg@example.org', language: 'nl', timeZone: 'Europe/Amsterdam', follows: { vendors: [], policyTypes: [], tags: [], topics: [] }, alertFrom: 'cosmetic', digest: true, quiet: null, confirmedAt: at, createdAt: at });
}

/** Lets a piece of work be done, over as many lives as it takes. */
async function done(work: Work, more: Partial<LifePlan> = {}): Promise<void> {
  for (let left = killsPerWork; ; left -= 1) {
    lives += 1;
    livesOfEdition += 1;
    const plan: LifePlan = { work, dataDir: plainDir, host: witness.host, smtpPort: mail.port, now: begin + witness.edition * editionMs + livesOfEdition * 10 * minuteMs, archive: '', vendor: '', ...more };
    const usual = usualMs.get(work);
    // The first life of each work shows how long it takes, and leaves its compiled code to those that will be killed.
    const life = await live(plan, left > 0 && killsSoFar() < killsWanted && usual !== undefined ? random() * usual * 1.1 : null);
    const known = kept.get(plan.dataDir) ?? new Set();
    kept.set(plan.dataDir, known);
    for (const line of life.kept) known.add(line);
    if (!life.killed) {
      usualMs.set(work, life.workedMs);
      return;
    }
    kills.set(work, (kills.get(work) ?? 0) + 1);
  }
}

async function madeArchive(name: string): Promise<string> {
  const lines = Array.from({ length: 12 }, (_, index) => JSON.stringify({ t: (begin - (400 - index * 20) * dayMs) / 1000, type: 'text/html', body: `<!doctype html><html lang="nl"><head><title>Privacy</title></head><body><main><h1>Privacy ${name}</h1>${policyWords(sentenceOf('/import', Math.floor(index / 4)))}</main></body></html>` }));
  const file = path.join(folder, `${name}.jsonl`);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

const all = (dataDir: string, sql: string): readonly Readonly<Record<string, unknown>>[] => {
  const raw = new Database(path.join(dataDir, 'clausewatch.db'), { readonly: true });
  const rows = raw.prepare(sql).all() as readonly Readonly<Record<string, unknown>>[];
  raw.close();
  return rows;
};

async function isWhole(dataDir: string): Promise<void> {
  await using storage = await openStorage(dataDir);
  expect(storage.integrityFaults()).toEqual([]);
  expect((await verifyStore({ storage })).findings).toEqual([]);
}

async function newestBackup(): Promise<string> {
  const names = (await readdir(path.join(plainDir, 'backups'))).filter((name) => name.endsWith('.db')).toSorted();
  return path.join(plainDir, 'backups', names.at(-1) ?? '');
}

async function upgraded(name: string): Promise<void> {
  const dataDir = path.join(folder, name);
  await makeOldStore(path.join(plainDir, 'clausewatch.db'), dataDir);
  const before = countsIn(path.join(dataDir, 'clausewatch.db'));
  await done('migration', { dataDir });
  await isWhole(dataDir);
  expect(countsIn(path.join(dataDir, 'clausewatch.db'))).toEqual(before);
  expect(countsIn(path.join(dataDir, 'clausewatch.db.before-002-web'))).toEqual(before);
  await rm(dataDir, { recursive: true });
}

async function restored(name: string): Promise<void> {
  const dataDir = path.join(folder, name);
  const archive = await newestBackup();
  await done('restore', { archive, dataDir });
  await isWhole(dataDir);
  expect(countsIn(path.join(dataDir, 'clausewatch.db'))).toEqual(countsIn(archive));
  await rm(dataDir, { recursive: true });
}

/** What the vendor's server gave away against what was kept of it. */
function compareWithWitness(dataDir: string, paths: readonly string[]): void {
  for (const place of paths) {
    const given = witness.visits.filter((visit) => visit.path === place);
    const editions = [...new Set(given.map((visit) => visit.edition))];
    const texts = all(dataDir, `select text from readings join versions on versions.id = version_id join policies on policies.id = policy_id where slug = 'acme${place}' order by number`);
    expect(texts.map((row) => editions.find((edition) => String(row['text']).includes(sentenceOf(place, edition)))), place).toEqual(editions);

    const captures = all(dataDir, `select raw_sha256, exchange from captures join policies on policies.id = policy_id where slug = 'acme${place}' order by captures.id`);
    const numbers = captures.map((row) => Number(/"x-visit","(\d+)"/u.exec(String(row['exchange']))?.[1]));
    expect(new Set(numbers).size, `each visit to ${place} once`).toBe(numbers.length);
    const byNumber = new Map(given.map((visit) => [visit.number, visit]));
    for (const [index, row] of captures.entries()) {
      const visit = byNumber.get(numbers[index] ?? 0);
      expect(visit, `${place}: visit ${numbers[index]}`).toBeDefined();
      if (dataDir === plainDir) expect(row['raw_sha256']).toBe(visit?.sha256);
    }
  }
  const checks = all(dataDir, 'select id from checks').map((row) => `kept check ${String(row['id'])}`);
  const claimed = [...(kept.get(dataDir) ?? [])].filter((line) => line.startsWith('kept check '));
  expect(claimed.filter((line) => !checks.includes(line)), 'what it said it had kept').toEqual([]);
}

/** A line of a mail's redline without what was struck out. */
const newWords = (line: string): string => line.replaceAll(/\[−.{1,40}?−\] /gu, '').replaceAll(/\[\+(.{1,40}?)\+\]/gu, '$1');

/** What the mail server accepted: each change in one alert and in one digest, which came once, or again where its sender was killed over it. */
function compareWithMails(changes: readonly string[], digested: readonly string[]): number {
  const accepted = Map.groupBy(mail.mails, (message) => message.messageId ?? '');
  const [digests, alerts] = [[], []] as [string[], string[]];
  for (const [message] of accepted.values()) (message?.subject?.startsWith('Weekoverzicht') === true ? digests : alerts).push(message?.text ?? '');
  const toldIn = (texts: readonly string[]): readonly string[] => texts.flatMap((words) => [...words.matchAll(/^ *\| (Wij bewaren .+ voor dienst \S+\.)$/gmu)].map(([, line]) => newWords(line ?? ''))).toSorted();
  expect(toldIn(alerts)).toEqual(changes.toSorted());
  expect(toldIn(digests)).toEqual(digested.toSorted());
  expect(digests).toHaveLength(witness.edition);
  const deliveries = [plainDir, scriptedDir].flatMap((dataDir) => all(dataDir, 'select message_id, state, maybe_duplicate from deliveries'));
  expect(deliveries.map((row) => row['state'])).toEqual(deliveries.map(() => 'sent'));
  expect([...accepted.keys()].toSorted()).toEqual(deliveries.map((row) => String(row['message_id'])).toSorted());
  for (const row of deliveries) if (row['maybe_duplicate'] === 0) expect(accepted.get(String(row['message_id']))).toHaveLength(1);
  return mail.mails.length - accepted.size;
}

test(`D01 D14 L14 killed ${killsWanted} times while it crawls, browses, imports, mails, backs up, restores and upgrades, it loses nothing and doubles nothing, and leaves no browser behind`, { timeout: killsWanted * 12_000 + 90_000 }, async () => {
  const archives: string[] = [];
  for (let edition = 0; killsSoFar() < killsWanted; edition += 1) {
    witness.edition = edition;
    livesOfEdition = 0;
    await done('crawl');
    if (browser !== null) await done('browse', { dataDir: scriptedDir });
    const name = `archive-${edition}`;
    await done('import', { archive: await madeArchive(name), vendor: name });
    archives.push(name);
    await done('digest');
    await done('backup');
    await restored(`restored-${edition}`);
    await upgraded(`old-${edition}`);
  }
  // A mail whose sender was killed over it waits until that sender's lease has ended.
  for (const dataDir of [plainDir, scriptedDir]) await done('digest', { dataDir, now: begin + witness.edition * editionMs + 2 * dayMs });
  await isWhole(plainDir);
  await isWhole(scriptedDir);
  const browsed = browser === null ? [] : ['/scripted'];
  compareWithWitness(plainDir, plainPaths);
  compareWithWitness(scriptedDir, browsed);
  const changesIn = (places: readonly string[], editions: number): readonly string[] => places.flatMap((place) => Array.from({ length: Math.max(0, editions) }, (_, edition) => sentenceOf(place, edition + 1)));
  const changes = changesIn([...plainPaths, ...browsed], witness.edition);
  // A digest tells of the weeks before its Monday: the last edition's is still to come.
  const twice = compareWithMails(changes, changesIn(plainPaths, witness.edition - 1));

  // An import that was cut off many times is the same as one that was not.
  const story = (dataDir: string, name: string): unknown => all(dataDir, `select captures.at, captures.outcome, captures.verdict, captures.reasons from captures join policies on policies.id = policy_id where policies.slug = '${name}/privacy-policy' order by captures.id`);
  const alone = path.join(folder, 'alone');
  await live({ work: 'import', dataDir: alone, host: witness.host, smtpPort: mail.port, now: begin, archive: await madeArchive('alone'), vendor: 'alone' }, null);
  const uninterrupted = story(alone, 'alone');
  expect(uninterrupted).toHaveLength(12);
  for (const name of archives) expect(story(plainDir, name), name).toEqual(uninterrupted);

  // Each backup that bears its name is whole.
  const backups = (await readdir(path.join(plainDir, 'backups'))).filter((name) => name.endsWith('.db'));
  expect(backups.length).toBeGreaterThanOrEqual(archives.length);
  for (const name of backups) expect(fileFaults(path.join(plainDir, 'backups', name)), name).toEqual([]);
  const claimed = [...(kept.get(plainDir) ?? [])].filter((line) => line.startsWith('kept backup ')).map((line) => path.basename(line.slice('kept backup '.length)));
  expect(claimed.filter((name) => !backups.includes(name))).toEqual([]);

  expect(killsSoFar()).toBe(killsWanted);
  process.stdout.write(`${killsWanted} kills in ${lives} lives (${works.map((work) => `${work} ${kills.get(work) ?? 0}`).join(', ')}): 0 lost, 0 doubled; ${witness.visits.length} pages given away, ${changes.length} changes told, ${mail.mails.length} mails accepted, ${twice} of them the same mail again after its sender was killed over it\n`);
});
