import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { importCaptures, type ImportedCapture } from '../../../src/app/import-captures.ts';
import { epochMsOf } from '../../../src/domain/instant.ts';
import { findPolicy } from '../../../src/storage/policies.ts';
import { listVersions } from '../../../src/storage/versions.ts';
import { openWatched, policyWords, type Watched } from '../../support/watched.ts';

const daySeconds = 86_400;
const html = (period: string): string => `<!doctype html><html lang="nl"><head><title>Privacyverklaring</title></head><body><main><h1>Privacyverklaring</h1>${policyWords(`Wij bewaren uw gegevens ${period}.`)}</main></body></html>`;

/** Lines of an archive, a day apart; the last one so many days before the clock of the installation. */
function archiveOf(watched: Watched, periods: readonly string[], daysAgo: number): readonly string[] {
  const last = Math.floor(epochMsOf(watched.now) / 1000) - daysAgo * daySeconds;
  return periods.map((period, at) => JSON.stringify({ t: last - (periods.length - 1 - at) * daySeconds, type: 'text/html', body: html(period) }));
}

async function importLines(watched: Watched, vendor: string, lines: readonly string[]): Promise<{ readonly rows: readonly ImportedCapture[]; readonly error: unknown }> {
  const file = path.join(watched.dataDir, 'archive.jsonl');
  await writeFile(file, lines.join('\n'));
  const rows: ImportedCapture[] = [];
  try {
    for await (const row of importCaptures(watched.context, { file, vendor, policyType: 'Privacy Policy' })) rows.push(row);
  } catch (error) {
    return { rows, error };
  }
  return { rows, error: null };
}

test('an archive that ends with new words tells them as unconfirmed, and goes on from there when it grows', async () => {
  await using watched = await openWatched();
  const lines = archiveOf(watched, ['twee jaar', 'twee jaar', 'vijf jaar', 'vijf jaar'], 10);
  const first = await importLines(watched, 'Loonwolk', lines.slice(0, 3));
  expect(first.rows.map((row) => [row.outcome, row.version, row.since])).toEqual([['first', 1, 0], ['unchanged', 1, 0], ['confirmed', 2, 2]]);
  expect(first.rows[2]?.reasons.map((reason) => reason.rule)).toEqual(['archive-ends']);
  const { db } = watched.context.storage;
  const policy = await findPolicy(db, 'loonwolk/privacy-policy');
  const [newest] = policy === null ? [] : await listVersions(db, policy.id);
  expect(newest?.notes.map((note) => note.nl)).toEqual(['De nieuwe woorden staan alleen in de laatste opname van het archief: dat ze zijn blijven staan, is niet bevestigd.']);

  const again = await importLines(watched, 'Loonwolk', lines);
  expect(again.rows.map((row) => row.outcome)).toEqual(['first', 'unchanged', 'confirmed', 'unchanged']);
  expect(again.rows.map((row) => row.version)).toEqual([2, 2, 2, 2]);
});

test('new words of the last days wait for the next capture, and those of a policy that is watched for the next look', async () => {
  await using watched = await openWatched();
  const recent = await importLines(watched, 'Loonwolk', archiveOf(watched, ['twee jaar', 'twee jaar', 'vijf jaar'], 1));
  expect(recent.rows.map((row) => row.outcome)).toEqual(['first', 'unchanged', 'pending']);
  const own = await importLines(watched, 'Acme', archiveOf(watched, ['twee jaar', 'twee jaar', 'vijf jaar'], 10));
  expect(own.rows.map((row) => row.outcome)).toEqual(['first', 'unchanged', 'pending']);
});

test('what is wrong with the next line costs no capture before it, and that one is not the last', async () => {
  await using watched = await openWatched();
  const { rows, error } = await importLines(watched, 'Loonwolk', [...archiveOf(watched, ['twee jaar', 'vijf jaar'], 10), '{"t": 1, "type"']);
  expect(rows.map((row) => row.outcome)).toEqual(['first', 'pending']);
  expect(error).toMatchObject({ problem: { code: expect.stringMatching(/^archive-/u) } });
});
