import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { backUp, restoreBackup } from '../../src/app/back-up.ts';
import { checkPolicy } from '../../src/app/check-policy.ts';
import { composeAlerts } from '../../src/app/compose-alerts.ts';
import { deliverNow } from '../../src/app/deliver-now.ts';
import { runDueChecks } from '../../src/app/run-due-checks.ts';
import { verifyStore } from '../../src/app/verify-store.ts';
import { plusMs } from '../../src/domain/instant.ts';
import { emptyMemory } from '../../src/gate/memory.ts';
import { listCaptures } from '../../src/storage/captures.ts';
import { listChecks } from '../../src/storage/checks.ts';
import { fileFaults, openStorage } from '../../src/storage/database.ts';
import { takeLease } from '../../src/storage/leases.ts';
import { getPolicy, removePolicy, upsertPolicy } from '../../src/storage/policies.ts';
import { openMailServer } from '../support/smtp.ts';
import { pageAround, policyPage, wordsOf } from './policy.ts';
import { codeOf, html, openSite } from './served.ts';

/*
 * Rows of the groups D, G and K of the catalogue that are neither about kills nor told elsewhere: the disk, the store, the
 * clock.
 */

const never = new AbortController().signal;
const hourMs = 3_600_000;
const launcher = path.resolve(import.meta.dirname, '../../src/clausewatch.js');
const other = html(pageAround(wordsOf().replace('24 maanden', '36 maanden')));

test('D02 what is acknowledged was flushed: the log before the data, at each commit', async () => {
  await using site = await openSite();
  const { db } = site.watched.context.storage;
  const pragma = async (name: string): Promise<unknown> => Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0];
  // 2 is FULL: SQLite then promises that a power cut takes nothing that was committed (https://sqlite.org/pragma.html#pragma_synchronous).
  expect({ journal: await pragma('journal_mode'), synchronous: await pragma('synchronous'), keys: await pragma('foreign_keys') }).toEqual({ journal: 'wal', synchronous: 2, keys: 1 });
});

/** Whether strace may follow a process here; containers often forbid it. */
const canInject = spawnSync('strace', ['-f', '-o', '/dev/null', '-e', 'trace=fsync', process.execPath, '-e', '0'], { timeout: 20_000 }).status === 0;
if (!canInject) process.stderr.write('SKIPPED: failures of the disk, because strace is missing or not allowed here.\n');

async function soundStore(): Promise<{ readonly folder: string; readonly dataDir: string; readonly config: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'clausewatch-disk-'));
  const dataDir = path.join(folder, 'data');
  await using site = await openSite();
  await site.look(html(policyPage));
  await restoreBackup(await backUp(site.watched.context, path.join(folder, 'sound.db')), dataDir);
  const config = path.join(folder, 'clausewatch.yaml');
  writeFileSync(config, `crawlersDir: ${path.join(folder, 'crawlers')}\n`);
  return { folder, dataDir, config };
}

async function expectWhole(dataDir: string): Promise<void> {
  await using storage = await openStorage(dataDir);
  expect(storage.integrityFaults()).toEqual([]);
  expect((await verifyStore({ storage })).findings).toEqual([]);
}

test.skipIf(!canInject).for([['D04', 'fsync,fdatasync:error=EIO'], ['D04', 'pwrite64:error=EIO'], ['D03', 'pwrite64:error=ENOSPC'], ['D26', 'pwrite64:error=EROFS']] as const)('%s a disk that fails (%s) at any of six moments ends the command in a sentence, and keeps the store whole', { timeout: 240_000 }, async ([, fault]) => {
  const { folder, dataDir, config } = await soundStore();
  let failed = 0;
  for (let when = 1; when <= 6; when += 1) {
    const copy = path.join(folder, `data-${when}`);
    cpSync(dataDir, copy, { recursive: true });
    const run = spawnSync('strace', ['-f', '-o', '/dev/null', '-e', `inject=${fault}:when=${when}`, process.execPath, launcher, 'subscribe', 'fg@example.org', '--data-dir', copy, '--config', config], { encoding: 'utf8', timeout: 60_000, env: { ...process.env, NO_COLOR: '1' } });
    if (run.status !== 0) {
      failed += 1;
      expect(run.status, run.stderr).toBe(1);
      expect(run.stderr).not.toMatch(/\n\s+at |SqliteError/u);
      expect(run.stderr).toMatch(/^Error: /u);
    }
    await expectWhole(copy);
    rmSync(copy, { recursive: true });
  }
  expect(failed).toBeGreaterThan(0);
  rmSync(folder, { recursive: true });
});

test('D05 a backup that finds no room fails in a sentence, leaves nothing that passes for one, and the store whole', { timeout: 60_000 }, async () => {
  const { folder, dataDir, config } = await soundStore();
  const target = path.join(folder, 'copy.db');
  // In kilobytes: far less than the database has, so that its copy meets the limit as it would a full disk.
  const run = spawnSync('bash', ['-c', 'ulimit -f 100; exec "$@"', 'bash', process.execPath, launcher, 'backup', target, '--data-dir', dataDir, '--config', config], { encoding: 'utf8', timeout: 50_000, env: { ...process.env, NO_COLOR: '1' } });
  expect(run.status, run.stderr).toBe(1);
  expect(run.stderr).toMatch(/^Error: The disk that holds .+ (?:is full|failed)/u);
  expect(existsSync(target)).toBe(false);
  await expectWhole(dataDir);
  rmSync(folder, { recursive: true });
});

test('D08 the log of the store stays small however much is written', { timeout: 60_000 }, async () => {
  await using site = await openSite();
  for (let look = 0; look < 60; look += 1) await site.look(html(pageAround(`${wordsOf()}<p>Bezoek ${look}: ${'x'.repeat(200_000)}${look}</p>`)));
  expect(statSync(path.join(site.watched.dataDir, 'clausewatch.db-wal')).size).toBeLessThan(32 * 1024 * 1024);
});

test('D12 a backup in the middle of checks is whole, and holds no half of one', { timeout: 60_000 }, async () => {
  await using site = await openSite();
  const folder = mkdtempSync(path.join(tmpdir(), 'clausewatch-hot-'));
  const looking = (async () => {
    for (let look = 0; look < 30; look += 1) await site.look(look % 2 === 0 ? html(policyPage) : other);
  })();
  for (let copy = 0; copy < 5; copy += 1) {
    const file = await backUp(site.watched.context, path.join(folder, `${copy}.db`));
    expect(fileFaults(file)).toEqual([]);
    const dataDir = path.join(folder, `data-${copy}`);
    await restoreBackup(file, dataDir);
    await expectWhole(dataDir);
  }
  await looking;
  rmSync(folder, { recursive: true });
});

test('D13 after a restore of yesterday\'s backup nothing that was told is told again', { timeout: 60_000 }, async () => {
  await using mail = await openMailServer();
  await using site = await openSite({}, { config: (config) => ({ ...config, mail: { ...config.mail, from: 'clausewatch@example.org', host: '127.0.0.1', port: mail.port, tls: 'none', requireTls: false } }) });
  await site.look(html(policyPage));
  for (let look = 0; look < 3; look += 1) await site.look(other);
  await composeAlerts(site.watched.context, { atOnce: true });
  await deliverNow(site.watched.context, never);
  expect(mail.mails).toHaveLength(1);
  const folder = mkdtempSync(path.join(tmpdir(), 'clausewatch-yesterday-'));
  const dataDir = path.join(folder, 'data');
  await restoreBackup(await backUp(site.watched.context, path.join(folder, 'yesterday.db')), dataDir);
  await using storage = await openStorage(dataDir);
  const restored = { ...site.watched.context, storage };
  site.watched.now = plusMs(site.watched.now, 24 * hourMs);
  expect(codeOf(await checkPolicy(restored, site.watched.policyId, { trigger: 'command', signal: never }))).toBe('SAME');
  await composeAlerts(restored, { atOnce: true });
  await deliverNow(restored, never);
  expect(mail.mails).toHaveLength(1);
  rmSync(folder, { recursive: true });
});

test('D16 a page on which the program itself fails holds up no other', async () => {
  await using site = await openSite();
  const { watched } = site;
  const { db } = watched.context.storage;
  const policy = await getPolicy(db, watched.policyId);
  await upsertPolicy(db, policy.vendorId, { ...policy, slug: 'acme/poison', source: { ...policy.source, url: watched.url.replace('/privacy', '/poison') } }, watched.now, emptyMemory);
  const poisoned = { ...watched.context, fetcher: { ...watched.context.fetcher, fetch: (...[source, ...rest]: Parameters<typeof watched.context.fetcher.fetch>) => (source.url.endsWith('/poison') ? Promise.reject(new TypeError('undefined is not a function')) : watched.context.fetcher.fetch(source, ...rest)) } };
  watched.now = plusMs(watched.now, hourMs);
  expect(await runDueChecks(poisoned, { trigger: 'daemon', signal: never })).toBe(2);
  expect(await listChecks(db, watched.policyId, { limit: 5 })).toHaveLength(1);
  expect((await db.selectFrom('leases').selectAll().execute())).toEqual([]);
});

test('D18 D21 a check that was held up until its lease was another\'s writes nothing', async () => {
  await using site = await openSite();
  const { watched } = site;
  const { storage } = watched.context;
  const slow = { ...watched.context, fetcher: { ...watched.context.fetcher, fetch: async (...words: Parameters<typeof watched.context.fetcher.fetch>) => {
    const outcome = await watched.context.fetcher.fetch(...words);
    // The machine slept; meanwhile another process took the policy over.
    watched.now = plusMs(watched.now, hourMs);
    await storage.transaction((db) => takeLease(db, { name: `policy:${watched.policyId}`, owner: 'elsewhere:1:x:y', until: plusMs(watched.now, hourMs) }, watched.now));
    return outcome;
  } } };
  await expect(checkPolicy(slow, watched.policyId, { trigger: 'command', signal: never })).rejects.toThrow(/took so long that another process took it over/u);
  expect(await listChecks(storage.db, watched.policyId, { limit: 5 })).toEqual([]);
  expect((await storage.db.selectFrom('leases').select('owner').execute()).map((lease) => lease.owner)).toEqual(['elsewhere:1:x:y']);
});

test('D24 a page that stays the same is kept once, and five years of looks are listed at once', { timeout: 60_000 }, async () => {
  await using site = await openSite();
  const { db } = site.watched.context.storage;
  for (let look = 0; look < 4; look += 1) await site.look(html(policyPage));
  expect(await db.selectFrom('bodies').select('sha256').execute()).toHaveLength(1);
  // Five years at four looks a day, copied from those above.
  await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 1824)
    insert into checks (policy_id, started_at, ended_at, trigger, result, code, status, verdict, outcome, exchange, problem, partial_sha256)
    select policy_id, started_at, ended_at, trigger, result, code, status, verdict, outcome, exchange, problem, partial_sha256 from checks, n`.execute(db);
  const began = performance.now();
  expect(await listChecks(db, site.watched.policyId, { limit: 50 })).toHaveLength(50);
  expect(performance.now() - began).toBeLessThan(2000);
});

test('G09 a policy that was taken away and comes back has its history again', async () => {
  await using site = await openSite();
  await site.look(html(policyPage));
  const { db } = site.watched.context.storage;
  const policy = await getPolicy(db, site.watched.policyId);
  await removePolicy(db, site.watched.policyId, site.watched.now);
  expect(await upsertPolicy(db, policy.vendorId, policy, site.watched.now, emptyMemory)).toBe(site.watched.policyId);
  expect((await getPolicy(db, site.watched.policyId)).removedAt).toBeNull();
  expect(codeOf(await site.look(html(policyPage)))).toBe('SAME');
  expect(await site.versions()).toBe(1);
});

test('K14 the zone of the process decides nothing: the next look and what is stored are the same in any', () => {
  const script = `import('${path.resolve(import.meta.dirname, '../../src/schedule/cron.ts')}').then(({ nextCronAt }) => import('${path.resolve(import.meta.dirname, '../../src/domain/instant.ts')}').then(({ instantOf }) => console.log(nextCronAt('0 7 * * 1', 'Europe/Amsterdam', instantOf(Date.UTC(2026, 9, 22))), instantOf(Date.UTC(2026, 5, 1)))))`;
  const said = ['UTC', 'Asia/Tokyo', 'America/St_Johns', 'Pacific/Apia'].map((zone) => execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { ...process.env, TZ: zone } }));
  expect(new Set(said)).toEqual(new Set(['2026-10-26T06:00:00.000Z 2026-06-01T00:00:00.000Z\n']));
});

test('K15 a server whose clock is years off is kept with its date, and dated by ours', async () => {
  await using site = await openSite();
  await site.look(html(policyPage, { date: 'Fri, 01 Jan 1999 00:00:00 GMT', 'last-modified': 'Fri, 01 Jan 2038 00:00:00 GMT' }));
  const [capture] = await listCaptures(site.watched.context.storage.db, site.watched.policyId, { limit: 1 });
  expect(capture?.at).toBe(site.watched.now);
  expect(capture?.exchange.responseHeaders).toContainEqual(['date', 'Fri, 01 Jan 1999 00:00:00 GMT']);
});
