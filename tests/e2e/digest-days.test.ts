import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runCommand, type CliRun } from '../support/cli.ts';

test('the days of a digest begin where its reader is, on either side of a change of clocks; what is no day, language or file is refused', { timeout: 120_000 }, async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'clausewatch-days-'));
  const digest = (...words: readonly string[]): Promise<CliRun> => runCommand(['digest', '--data-dir', dataDir, ...words]);
  try {
    expect(JSON.parse((await digest('--json', '--since', '2026-10-24', '--until', '2026-10-26')).stdout)).toMatchObject({ since: '2026-10-23T22:00:00.000Z', until: '2026-10-25T23:00:00.000Z', timeZone: 'Europe/Amsterdam' });
    for (const [words, said] of [[['--since', '2026-02-31'], 'is no day'], [['--lang', 'de'], 'Choose nl or en.'], [['--out', path.join(dataDir, 'digest.pdf')], 'Let it end in .html, .txt or .json.']] as const) {
      const run = await digest(...words);
      expect(run).toMatchObject({ status: 2 });
      expect(run.stderr).toContain(said);
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
