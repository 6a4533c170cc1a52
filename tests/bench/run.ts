import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Runs every measurement beside this file, one process each, so that none warms another's caches. */
const named = process.argv.slice(2);
const measurements = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts' && !name.startsWith('made-up-'))
  .filter((name) => named.length === 0 || named.includes(path.basename(name, '.ts')))
  .toSorted();

for (const name of measurements) {
  process.stdout.write(`\n${path.basename(name, '.ts')}\n`);
  const run = spawnSync(process.execPath, ['--expose-gc', path.join(import.meta.dirname, name)], { stdio: 'inherit' });
  if (run.status !== 0) process.exitCode = 1;
}
