import Database from 'better-sqlite3';
import { copyFile, mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { backUp } from '../../src/app/back-up.ts';
import { checkPolicy } from '../../src/app/check-policy.ts';
import { verifyStore } from '../../src/app/verify-store.ts';
import { plusMs } from '../../src/domain/instant.ts';
import { OperationError } from '../../src/domain/problem.ts';
import { listChecks } from '../../src/storage/checks.ts';
import { runCommand, type CliRun } from '../support/cli.ts';
import { openWatched, page, policyWords, type Watched } from '../support/watched.ts';

let folder = '';
let sound = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-bad-store-'));
  await writeFile(path.join(folder, 'clausewatch.yaml'), `crawlersDir: ${path.join(folder, 'crawlers')}\n`);
  await using watched = await openWatched();
  await look(watched);
  sound = await backUp(watched.context, path.join(folder, 'sound.db'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function look(watched: Watched): ReturnType<typeof checkPolicy> {
  watched.now = plusMs(watched.now, 3_600_000);
  return checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal });
}

const command = (dataDir: string, ...words: readonly string[]): Promise<CliRun> => runCommand([...words, '--data-dir', dataDir, '--config', path.join(folder, 'clausewatch.yaml')]);

/** One sentence or two that a person can act on, and no program's innards. */
function expectPlainWord(run: CliRun, says: RegExp): void {
  expect(run.stderr).toMatch(says);
  expect([1, 2]).toContain(run.status);
  expect(run.stderr).not.toMatch(/\n\s+at |node:internal|SqliteError/u);
  expect(run.stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
}

async function copyOf(name: string, spoil: (file: string) => Promise<void>): Promise<{ readonly dataDir: string; readonly bytes: Buffer; readonly file: string }> {
  const dataDir = path.join(folder, name);
  await mkdir(dataDir);
  const file = path.join(dataDir, 'clausewatch.db');
  await copyFile(sound, file);
  await spoil(file);
  return { dataDir, file, bytes: await readFile(file) };
}

test('G15 a data directory that cannot be made is one sentence', { timeout: 60_000 }, async () => {
  const file = path.join(folder, 'a-file');
  await writeFile(file, 'x');
  for (const dataDir of [path.join(file, 'data'), '/proc/clausewatch', file]) expectPlainWord(await command(dataDir, 'list'), /^Error: The (?:database|data directory) .+ cannot be (?:opened|written)\. /u);
});

test('D09 a file that is no database, one that was cut off, and one with pages gone bad are one sentence, and are left as they are', { timeout: 90_000 }, async () => {
  const text = await copyOf('text', (file) => writeFile(file, 'This is a letter to my aunt, not a database. '.repeat(200)));
  expectPlainWord(await command(text.dataDir, 'list'), /is damaged\. Keep the file, then restore a backup/u);
  expect((await readFile(text.file)).equals(text.bytes)).toBe(true);

  const cut = await copyOf('cut', async (file) => {
    const handle = await open(file, 'r+');
    await handle.truncate((await handle.stat()).size / 2);
    await handle.close();
  });
  const zeroed = await copyOf('zeroed', async (file) => writeFile(file, (await readFile(file)).fill(0, 2 * 4096, 60 * 4096)));
  for (const { dataDir } of [cut, zeroed]) {
    const verified = await command(dataDir, 'verify');
    expect(verified.status).toBe(1);
    expect(verified.stderr).not.toMatch(/\n\s+at /u);
    expect(`${verified.stdout}${verified.stderr}`).toMatch(/damaged|malformed|disk image|database file/u);
  }
});

test('G21 a database of a newer version is refused and not touched', { timeout: 60_000 }, async () => {
  const newer = await copyOf('newer', async (file) => {
    const raw = new Database(file);
    raw.exec("insert into kysely_migration (name, timestamp) values ('999-later', '2030-01-01')");
    raw.close();
  });
  expectPlainWord(await command(newer.dataDir, 'list'), /was written by a newer Clausewatch \(it knows 999-later\)\. Install that version/u);
  expect((await stat(newer.file)).size).toBe(newer.bytes.length);
});

test('D07 a database that another program holds is waited for, then told in one sentence, and is sound after', { timeout: 120_000 }, async () => {
  const held = await copyOf('held', async () => {});
  await command(held.dataDir, 'list');
  const raw = new Database(held.file);
  raw.exec('begin immediate');
  const run = await command(held.dataDir, 'subscribe', 'fg@example.org');
  raw.exec('rollback');
  raw.close();
  expectPlainWord(run, /^Error: Another program held the database .+ for over 30 seconds\. End that program/u);
  expect((await command(held.dataDir, 'subscribe', 'fg@example.org')).status).toBe(0);
  expect((await command(held.dataDir, 'verify')).status).toBe(0);
});

test('D03 a disk that fills in the middle of a check ends it in one sentence and keeps nothing by half; with space again it goes on', async () => {
  await using watched = await openWatched();
  await look(watched);
  const { storage } = watched.context;
  const before = await listChecks(storage.db, watched.policyId, { limit: 10 });
  const pages = await sql<{ readonly page_count: number }>`pragma page_count`.execute(storage.db);
  await sql.raw(`pragma max_page_count = ${pages.rows[0]?.page_count ?? 1}`).execute(storage.db);
  const long = Array.from({ length: 4000 }, (_, index) => `<p>Bepaling ${index}: wij verwerken gegevens voor doel ${(index * 7919) % 1000}.</p>`).join('');
  watched.answer = page(`${policyWords('Wij bewaren uw gegevens vijf jaar.')}${long}`);
  const caught = await look(watched).then(() => null, (error: unknown) => error);
  expect(caught).toBeInstanceOf(OperationError);
  expect((caught as OperationError).problem).toMatchObject({ code: 'store-full', retryable: true });
  expect(await listChecks(storage.db, watched.policyId, { limit: 10 })).toEqual(before);
  expect((await verifyStore(watched.context)).findings).toEqual([]);
  await sql`pragma max_page_count = 1000000`.execute(storage.db);
  expect((await look(watched)).kind).toBe('checked');
  expect((await verifyStore(watched.context)).findings).toEqual([]);
});

test('what is written is for its owner only', async () => {
  await using watched = await openWatched();
  const mode = async (file: string): Promise<number> => (await stat(file)).mode & 0o777;
  expect(await mode(watched.context.storage.file)).toBe(0o600);
  expect(await mode(`${watched.context.storage.file}-wal`)).toBe(0o600);
  const backup = await backUp(watched.context, null);
  expect(await mode(backup)).toBe(0o600);
  expect(await mode(path.dirname(backup))).toBe(0o700);
});

test('D26 a pack or a backup that cannot be written is one sentence', { timeout: 60_000 }, async () => {
  const { dataDir } = await copyOf('unwritable', async () => {});
  expectPlainWord(await command(dataDir, 'export', '--evidence', 'acme/privacy-policy', '--out', '/nowhere/at/all.wacz'), /^Error: \/nowhere\/at\/all\.wacz cannot be used: its directory does not exist\./u);
  expectPlainWord(await command(dataDir, 'backup', '/proc/clausewatch.db'), /cannot be (?:used|opened|written)/u);
});
