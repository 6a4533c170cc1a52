import Database from 'better-sqlite3';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { backUp, restoreBackup } from '../../../src/app/back-up.ts';
import { checkPolicy } from '../../../src/app/check-policy.ts';
import { decideChanges } from '../../../src/app/decide-changes.ts';
import { verifyStore } from '../../../src/app/verify-store.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { pageOfChanges } from '../../../src/storage/change-lists.ts';
import { openStorage } from '../../../src/storage/database.ts';
import { openWatched, page, policyWords, type Watched } from '../../support/watched.ts';

/** A store with a baseline, a failed check, a change and a decision on it. */
async function filled(): Promise<Watched> {
  const watched = await openWatched();
  const look = async (): Promise<void> => {
    watched.now = plusMs(watched.now, 3_600_000);
    await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal });
  };
  await look();
  const good = watched.answer;
  watched.answer = (_request, response) => void response.writeHead(503).end('down');
  await look();
  watched.now = plusMs(watched.now, 86_400_000);
  watched.answer = page(policyWords('Wij bewaren uw gegevens vijf jaar.'));
  for (let looks = 0; looks < 3; looks += 1) await look();
  watched.answer = good;
  const [change] = await pageOfChanges(watched.context.storage.db, {}, { after: null, limit: 1, order: 'weight' });
  if (change === undefined) throw new Error('nothing changed');
  await decideChanges(watched.context, { changeIds: [change.id], state: 'accepted', by: 'FG', why: 'past binnen ons beleid' });
  return watched;
}

/** What each kind of row would be changed in by somebody who wants to rewrite the past. */
const forgeries: readonly (readonly [what: string, sql: string])[] = [
  ['a check', "update checks set started_at = '2020-01-01T00:00:00.000Z' where id = 1"],
  ['the verdict of a capture', "update captures set verdict = 'blocked' where id = 1"],
  ['the headers of a capture', "update captures set exchange = replace(exchange, '200', '201') where id = 1"],
  ['a stored page', 'update bodies set data = zeroblob(length(data)) where rowid = 1'],
  ['the text of a version', "update readings set text = replace(text, 'twee jaar', 'drie jaar') where id = 1"],
  ['the date of a version', "update versions set first_seen_at = '2020-01-01T00:00:00.000Z' where id = 1"],
  ['the weight of a comparison', "update comparisons set significance = 'cosmetic'"],
  ['a headline', "update changes set headline_nl = 'niets aan de hand'"],
  ['a decision', "update decisions set why = 'iets anders'"],
  ['a deleted capture', 'delete from ledger where kind = \'capture\' and sequence = (select max(sequence) from ledger where kind = \'capture\')'],
  ['two entries changed places', 'update ledger set sequence = 1000 - sequence'],
  ['a made-up decision', "insert into decisions (change_id, policy_id, state, decided_by, decided_at, why) values (1, 1, 'accepted', 'x', '2026-01-01T00:00:00.000Z', '')"],
];

test('V01 V03 V13 D11 a store that nobody touched verifies, and every forgery in a copy of it is found and named', { timeout: 60_000 }, async () => {
  await using watched = await filled();
  expect((await verifyStore(watched.context)).findings).toEqual([]);
  const folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-forged-'));
  const sound = await backUp(watched.context, path.join(folder, 'sound.db'));
  for (const [what, sql] of forgeries) {
    const dataDir = path.join(folder, what.replaceAll(' ', '-'));
    await restoreBackup(sound, dataDir);
    const raw = new Database(path.join(dataDir, 'clausewatch.db'));
    raw.exec(sql);
    raw.close();
    await using storage = await openStorage(dataDir);
    const { findings } = await verifyStore({ storage });
    expect(findings, what).not.toEqual([]);
  }
  await rm(folder, { recursive: true, force: true });
});

/** Numbers that only tell rows apart; nothing refers to them, and what they number is chained or summed. */
const bareNumbers = ['readings.id', 'ledger.id'];

/** @returns the value with one bit in its middle turned */
function flipped(value: unknown): number | string | Buffer {
  if (typeof value === 'number') return value ^ 1;
  if (Buffer.isBuffer(value)) {
    const bytes = Buffer.from(value);
    const at = bytes.length >> 1;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    return bytes;
  }
  const text = String(value);
  const at = text.length >> 1;
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
}

test('V01 one turned bit in any column of any table of evidence is found and named', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-flipped-'));
  const backup = path.join(folder, 'backup.db');
  await writeFile(backup, zstdDecompressSync(await readFile(path.join(import.meta.dirname, 'first-format', 'store.db.zst'))));
  const sound = path.join(folder, 'sound');
  await restoreBackup(backup, sound);
  const missed: string[] = [];
  let tried = 0;
  for (const table of ['checks', 'captures', 'versions', 'readings', 'comparisons', 'changes', 'decisions', 'bodies', 'ledger', 'heads']) {
    const source = new Database(path.join(sound, 'clausewatch.db'), { readonly: true });
    const rows = source.prepare(`select rowid as row_number, * from ${table}`).all() as readonly Readonly<Record<string, unknown>>[];
    source.close();
    for (const column of Object.keys(rows[0] ?? {}).filter((name) => name !== 'row_number')) {
      const row = rows.find((each) => each[column] !== null);
      if (row === undefined || bareNumbers.includes(`${table}.${column}`)) continue;
      const dataDir = path.join(folder, 'flipped');
      await cp(sound, dataDir, { recursive: true });
      const raw = new Database(path.join(dataDir, 'clausewatch.db'));
      raw.pragma('foreign_keys = OFF');
      raw.prepare(`update ${table} set ${column} = ? where rowid = ?`).run(flipped(row[column]), row['row_number']);
      raw.close();
      {
        await using storage = await openStorage(dataDir);
        if ((await verifyStore({ storage })).findings.length === 0) missed.push(`${table}.${column}`);
      }
      await rm(dataDir, { recursive: true });
      tried += 1;
    }
  }
  await rm(folder, { recursive: true });
  expect(missed).toEqual([]);
  expect(tried).toBeGreaterThan(80);
});

test('a restore refuses to overwrite, refuses a damaged backup, and leaves nothing behind', async () => {
  await using watched = await filled();
  const folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-restore-'));
  const sound = await backUp(watched.context, path.join(folder, 'sound.db'));
  await expect(restoreBackup(sound, watched.dataDir)).rejects.toThrow(/never overwrites/u);
  await expect(backUp(watched.context, sound)).rejects.toThrow(/exists already/u);
  const damaged = path.join(folder, 'damaged.db');
  const bytes = await readFile(sound);
  await writeFile(damaged, bytes.fill(0, 4 * 4096, 40 * 4096));
  const dataDir = path.join(folder, 'empty');
  await expect(restoreBackup(damaged, dataDir)).rejects.toThrow(/damaged/u);
  expect(await readdir(dataDir)).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});
