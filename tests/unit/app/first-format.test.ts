import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { restoreBackup } from '../../../src/app/back-up.ts';
import { verifyPackBytes } from '../../../src/app/verify-pack.ts';
import { verifyStore } from '../../../src/app/verify-store.ts';
import { openStorage } from '../../../src/storage/database.ts';

/*
 * A pack and a backup as the first release made them of one and the same store: a baseline, a server that was down, a
 * captcha, a change with a decision on it, and a head with its time stamp. They are kept as they were and never made anew.
 */

const kept = (name: string): Promise<Buffer> => readFile(path.join(import.meta.dirname, 'first-format', name));
const head = 'sha256:ff2503282ccf021e1a295e8c06e36f78e3b6e211c37921e7622bd58001205f32';

afterEach(() => {
  vi.useRealTimers();
});

test('a pack that the first release made still verifies, its time stamp too', async () => {
  const { faults, entries, head: found, stamps } = await verifyPackBytes(await kept('pack.wacz'), (await kept('authority.pem')).toString('utf8'));
  expect(faults).toEqual([]);
  expect(entries).toBe(15);
  expect(found).toBe(head);
  expect(stamps).toMatchObject([{ day: '2026-10-02', signer: 'Clausewatch test clock', trusted: true }]);
});

test('V09 a time stamp outlives the certificate that it was made with', async () => {
  // The authority's certificates of this pack end in 2046.
  vi.useFakeTimers({ now: Date.UTC(2060, 0, 1), toFake: ['Date'] });
  const { faults, stamps } = await verifyPackBytes(await kept('pack.wacz'), (await kept('authority.pem')).toString('utf8'));
  expect(faults).toEqual([]);
  expect(stamps).toMatchObject([{ trusted: true }]);
});

test('a backup that the first release made is restored, brought up to date, and verifies with the head it had', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-first-format-'));
  const backup = path.join(folder, 'backup.db');
  await writeFile(backup, zstdDecompressSync(await kept('store.db.zst')));
  const dataDir = path.join(folder, 'data');
  await restoreBackup(backup, dataDir);
  {
    await using storage = await openStorage(dataDir);
    expect(await verifyStore({ storage })).toMatchObject({ findings: [], entries: 15, head });
  }
  await rm(folder, { recursive: true, force: true });
});
