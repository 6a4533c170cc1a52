import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { checkPolicy } from '../../src/app/check-policy.ts';
import { holdDaemonLease } from '../../src/app/daemon-lease.ts';
import { verifyStore } from '../../src/app/verify-store.ts';
import { instantOf, plusMs } from '../../src/domain/instant.ts';
import { openStorage } from '../../src/storage/database.ts';
import { takeLease } from '../../src/storage/leases.ts';
import { listCaptures } from '../../src/storage/captures.ts';
import { listChecks } from '../../src/storage/checks.ts';
import { findPolicy, listPolicies, updatePolicyProgress } from '../../src/storage/policies.ts';
import { listVersions } from '../../src/storage/versions.ts';
import { runCommand, startCommand, until, type CliRun } from '../support/cli.ts';
import { openMailServer, type TestMailServer } from '../support/smtp.ts';
import { openWatched, policyWords } from '../support/watched.ts';
import { openToySite, type ToySite } from '../toy-vendor/site.ts';

let folder = '';
let dataDir = '';
let site: ToySite;
let mail: TestMailServer;
const command = (...words: readonly string[]): Promise<CliRun> => runCommand([...words, '--data-dir', dataDir, '--config', path.join(folder, 'clausewatch.yaml')], { timeoutMs: 120_000 });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-two-'));
  dataDir = path.join(folder, 'data');
  site = await openToySite();
  mail = await openMailServer();
  const lines = [`crawlersDir: ${path.join(folder, 'crawlers')}`, 'fetch:', '  pauseSeconds: 0', `  allowAddresses: ["${site.host}"]`, 'mail:', '  from: clausewatch@example.org', '  host: 127.0.0.1', `  port: ${mail.port}`, '  tls: none', '  requireTls: false', ''];
  await writeFile(path.join(folder, 'clausewatch.yaml'), lines.join('\n'));
});

afterEach(async () => {
  await site.close();
  await mail[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test('L17 two checks and a daemon at once crawl each page once, make each version once, and mail each alert once', { timeout: 180_000 }, async () => {
  expect((await command('add', `${site.url}/privacy`, '--vendor', 'Zonnewijzer', '--policy', 'Privacy Policy', '--yes')).status).toBe(0);
  await command('subscribe', 'fg@example.org', '--lang', 'nl');
  expect((await command('check', '--all')).status).toBe(0);
  site.publish();
  const before = site.requests.filter((address) => address === '/privacy').length;
  await makeDue();
  const daemon = startCommand(['daemon', '--no-web', '--data-dir', dataDir, '--config', path.join(folder, 'clausewatch.yaml')]);
  onTestFinished(() => void daemon.child.kill('SIGKILL'));
  const runs = await Promise.all([command('check', '--all', '--confirm-after', '0', '--json'), command('check', '--all', '--confirm-after', '0', '--json')]);
  expect(runs.map((run) => run.status), runs.map((run) => run.stderr).join('')).toEqual([0, 0]);
  await until(() => daemon.said().includes('Watching.'), daemon.said);
  await using storage = await openStorage(dataDir);
  await until(async () => {
    const looking = await storage.db.selectFrom('leases').select('name').where('name', 'like', 'policy:%').execute();
    const sending = await storage.db.selectFrom('deliveries').select('id').where('state', 'in', ['due', 'sending']).execute();
    return looking.length + sending.length === 0;
  }, daemon.said);
  daemon.child.kill('SIGTERM');
  expect(await daemon.ended, daemon.said()).toBe(0);
  await command('check', '--all', '--confirm-after', '0');
  const policy = await findPolicy(storage.db, 'zonnewijzer/privacy-policy');
  if (policy === null) throw new Error('the policy is gone');
  expect(await listVersions(storage.db, policy.id)).toHaveLength(2);
  const asked = site.requests.filter((address) => address === '/privacy').length;
  expect(await listChecks(storage.db, policy.id, { limit: 100 })).toHaveLength(asked - before + 1);
  expect(mail.mails).toHaveLength(1);
  expect((await verifyStore({ storage })).findings).toEqual([]);
});

async function makeDue(): Promise<void> {
  await using storage = await openStorage(dataDir);
  for (const policy of await listPolicies(storage.db)) await updatePolicyProgress(storage.db, policy.id, { nextCheckAt: instantOf(0) });
}

test('G16 a second daemon is refused in one sentence, and a daemon that died is followed at once', { timeout: 60_000 }, async () => {
  await using watched = await openWatched();
  watched.now = instantOf(Date.now());
  await holdDaemonLease(watched.context);
  const run = await runCommand(['daemon', '--no-web', '--data-dir', watched.dataDir, '--config', path.join(folder, 'clausewatch.yaml')]);
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(/^Error: Another daemon is at work on .+\. Stop that one first/mu);
  expect(run.stderr).not.toMatch(/\n\s+at /u);
  const { db } = watched.context.storage;
  const gone = spawnSync(process.execPath, ['-e', '0']).pid;
  await db.deleteFrom('leases').execute();
  await takeLease(db, { name: 'daemon', owner: `${hostname()}:${gone}:x:y`, until: plusMs(watched.now, 60_000) }, watched.now);
  await holdDaemonLease(watched.context);
});

test('D21 the policy of a checker that is gone is checked at once, that of one on another machine only when its time is over', async () => {
  await using watched = await openWatched();
  const { db } = watched.context.storage;
  const look = async (): Promise<string> => (await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal })).kind;
  const until = plusMs(watched.now, 600_000);
  const name = `policy:${watched.policyId}`;
  await takeLease(db, { name, owner: `${hostname()}:${spawnSync(process.execPath, ['-e', '0']).pid}:x:y`, until }, watched.now);
  expect(await look()).toBe('checked');
  // The first process of a container has the same number in each of its runs.
  await takeLease(db, { name, owner: `${hostname()}:${process.pid}:an-earlier-run:y`, until }, watched.now);
  expect(await look()).toBe('checked');
  await takeLease(db, { name, owner: `${hostname()}:${process.ppid}:x:y`, until }, watched.now);
  expect(await look()).toBe('busy');
  await db.deleteFrom('leases').execute();
  await takeLease(db, { name, owner: 'elsewhere:1:x:y', until }, watched.now);
  expect(await look()).toBe('busy');
  watched.now = plusMs(until, 1);
  expect(await look()).toBe('checked');
});

test('two imports of one file keep each capture once: the second finds the policy busy, or all of it done', { timeout: 120_000 }, async () => {
  const file = path.join(folder, 'archive.jsonl');
  const lines = Array.from({ length: 40 }, (_, index) => JSON.stringify({ t: 1_700_000_000 + index * 86_400 * 9, type: 'text/html', body: `<!doctype html><html lang="nl"><head><title>Privacy</title></head><body><main><h1>Privacy</h1>${policyWords(`Wij bewaren uw gegevens ${2 + Math.floor(index / 10)} jaar.`)}</main></body></html>` }));
  await writeFile(file, `${lines.join('\n')}\n`);
  const once = (): Promise<CliRun> => command('import', file, '--vendor', 'Acme', '--policy', 'Privacy Policy');
  const runs = await Promise.all([once(), once()]);
  for (const run of runs.filter((entry) => entry.status !== 0)) {
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/^Error: Another process is checking or importing acme\/privacy-policy right now\./mu);
  }
  expect((await once()).status).toBe(0);
  await using storage = await openStorage(dataDir);
  const policy = await findPolicy(storage.db, 'acme/privacy-policy');
  if (policy === null) throw new Error('the policy is gone');
  expect(await listCaptures(storage.db, policy.id, { limit: 100 })).toHaveLength(40);
  expect(await listVersions(storage.db, policy.id)).toHaveLength(4);
  expect((await verifyStore({ storage })).findings).toEqual([]);
});
