import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPolicy } from '../../../src/app/check-policy.ts';
import { keepDailyBackup } from '../../../src/app/daily-backup.ts';
import { keepDailyHead } from '../../../src/app/daily-head.ts';
import { exportEvidence } from '../../../src/app/export-evidence.ts';
import { verifyPackBytes } from '../../../src/app/verify-pack.ts';
import { verifyStore } from '../../../src/app/verify-store.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { timeStampQuery } from '../../../src/fetch/time-stamp.ts';
import { newestHead } from '../../../src/storage/heads.ts';
import { makeTimeAuthority, type TimeAuthority } from '../../support/time-authority.ts';
import { openWatched, type Watched } from '../../support/watched.ts';

const dayMs = 86_400_000;
const never = new AbortController().signal;

type Mood = 'well' | 'other-data' | 'replay' | 'html' | 'down' | 'refusing' | 'huge';
let tsa: TimeAuthority;
let mood: Mood = 'well';
let asked: string[] = [];

const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const at = request.url === '/second' ? 'well' : mood;
    if (at === 'down') return void response.writeHead(503).end();
    if (at === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
    if (at === 'huge') return void response.writeHead(200).end(Buffer.alloc(10 * 1024 * 1024, 48));
    answer(at, Buffer.concat(chunks)).then((bytes) => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(bytes), () => response.writeHead(500).end());
  });
});

async function answer(at: Mood, query: Buffer): Promise<Buffer> {
  if (at === 'refusing') return tsa.answer(query.subarray(0, 10));
  // Other data, or the same data with a nonce of somebody else's query.
  const digest = at === 'other-data' ? '00'.repeat(32) : query.subarray(24, 56).toString('hex');
  if (at !== 'well') tsa.openssl('ts', '-query', '-digest', digest, '-sha256', '-cert', '-out', 'other.tsq');
  return tsa.answer(at === 'well' ? query : await readFile(path.join(tsa.folder, 'other.tsq')));
}

beforeAll(async () => {
  tsa = await makeTimeAuthority();
  tsa.openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'other.key', '-out', 'other.pem', '-subj', '/CN=Other CA', '-days', '30', '-config', 'tsa.cnf', '-extensions', 'ca');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  await tsa[Symbol.asyncDispose]();
});

async function watchedWith(options: { readonly second?: boolean; readonly ca?: string } = {}): Promise<Watched> {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const watched = await openWatched({
    config: (config) => ({
      ...config,
      fetch: { ...config.fetch, allowAddresses: [...config.fetch.allowAddresses, new URL(base).host] },
      timestampAuthority: { url: `${base}/first`, secondUrl: options.second === true ? `${base}/second` : null, caFile: path.join(tsa.folder, options.ca ?? 'ca.pem') },
    }),
  });
  await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: never });
  asked = [];
  mood = 'well';
  return watched;
}

test('V11 the head of a day is written once, stamped, carried in packs, and verified by openssl alone', { timeout: 60_000 }, async () => {
  await using watched = await watchedWith();
  watched.now = plusMs(watched.now, 60_000);
  await keepDailyHead(watched.context, never);
  await keepDailyHead(watched.context, never);
  expect(asked).toEqual(['/first']);
  const head = await newestHead(watched.context.storage.db);
  expect(head).toMatchObject({ day: '2026-10-01', stampedAt: expect.stringMatching(/Z$/u) });
  const pack = await exportEvidence(watched.context, 'acme/privacy-policy');
  expect((await verifyPackBytes(pack)).faults).toEqual([]);
  const files = unzipSync(pack);
  await writeFile(path.join(tsa.folder, 'head.json'), files['evidence/heads/2026-10-01.json'] ?? '');
  await writeFile(path.join(tsa.folder, 'head.tsr'), files['evidence/timestamps/2026-10-01.tsr'] ?? '');
  expect(String(tsa.openssl('ts', '-verify', '-data', 'head.json', '-in', 'head.tsr', '-CAfile', 'ca.pem'))).toContain('Verification: OK');
  expect((await verifyStore(watched.context)).findings).toEqual([]);
  const { stamps } = await verifyPackBytes(pack, tsa.authority);
  expect(stamps).toMatchObject([{ day: '2026-10-01', signer: 'Test TSA', trusted: true }]);
  const { faults } = await verifyPackBytes(pack, await readFile(path.join(tsa.folder, 'other.pem'), 'utf8'));
  expect(faults).toEqual([{ what: 'evidence/timestamps/2026-10-01.tsr', why: 'proves nothing: its signer (Test TSA) does not descend from a certificate that is trusted' }]);
});

test('a time stamp in the store that was put there for another head is found', async () => {
  await using watched = await watchedWith();
  const { db } = watched.context.storage;
  await keepDailyHead(watched.context, never);
  const other = await tsa.answer(timeStampQuery(Buffer.from('other')).der);
  await db.updateTable('heads').set({ token: other }).execute();
  expect((await verifyStore(watched.context)).findings).toContainEqual({ policy: null, what: 'time stamp of 2026-10-01', why: 'proves nothing: the token is for other data' });
});

test('V08 an answer that proves nothing is refused, and the second authority is asked', { timeout: 60_000 }, async () => {
  for (const bad of ['other-data', 'replay', 'html', 'down', 'refusing', 'huge'] as const) {
    await using watched = await watchedWith({ second: true });
    mood = bad;
    await keepDailyHead(watched.context, never);
    expect(asked, bad).toEqual(['/first', '/second']);
    expect((await newestHead(watched.context.storage.db))?.authority, bad).toMatch(/second$/u);
  }
});

test('V07 a token of a stranger is refused, and the authority is asked again after an hour, while the watch goes on', { timeout: 60_000 }, async () => {
  await using watched = await watchedWith({ ca: 'other.pem' });
  await keepDailyHead(watched.context, never);
  await keepDailyHead(watched.context, never);
  expect(asked).toEqual(['/first']);
  expect((await newestHead(watched.context.storage.db))?.token).toBeNull();
  watched.now = plusMs(watched.now, 3_600_001);
  await keepDailyHead(watched.context, never);
  expect(asked).toEqual(['/first', '/first']);
});

test('V02 D10 entries taken off the end of a chain, with all its hashes right, are found by the head of the day', async () => {
  await using watched = await watchedWith();
  const { db } = watched.context.storage;
  await keepDailyHead(watched.context, never);
  await db.deleteFrom('ledger').where('kind', '=', 'check').execute();
  await db.updateTable('captures').set({ check_id: null }).execute();
  await db.deleteFrom('checks').execute();
  const { findings } = await verifyStore(watched.context);
  expect(findings.map((finding) => finding.why)).toContain('is not what the head of 2026-10-01 fixed');
});

test('the daemon keeps as many daily backups as it is told, and none that a person named', async () => {
  await using watched = await openWatched({ config: (config) => ({ ...config, retention: { ...config.retention, backups: 3 } }) });
  const backups = path.join(watched.dataDir, 'backups');
  for (let day = 0; day < 5; day += 1) {
    await keepDailyBackup(watched.context);
    await keepDailyBackup(watched.context);
    if (day === 0) await writeFile(path.join(backups, 'before-the-move.db'), 'mine');
    watched.now = plusMs(watched.now, dayMs);
  }
  expect((await readdir(backups)).toSorted()).toEqual(['before-the-move.db', 'clausewatch-20261003T060000Z.db', 'clausewatch-20261004T060000Z.db', 'clausewatch-20261005T060000Z.db']);
});
