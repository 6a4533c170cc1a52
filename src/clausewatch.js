#!/usr/bin/env node
// Plain JavaScript, because it must run on any Node: it finds one that is new enough and starts the program there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import process from 'node:process';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const [major, minor] = process.versions.node.split('.').map(Number);
const source = path.join(here, 'main.ts');
const compiled = path.join(here, '../dist/src/main.js');

if (major > 22 || (major === 22 && minor >= 18)) {
  enableCompileCache?.();
  await import(existsSync(source) && !here.includes(`${path.sep}node_modules${path.sep}`) ? source : compiled);
} else {
  const newer = path.join(here, '../node_modules/.bin/node');
  if (existsSync(newer)) {
    const run = spawnSync(newer, [path.join(here, 'clausewatch.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
    process.exitCode = run.status ?? 1;
  } else {
    process.stderr.write(`Clausewatch needs Node 22.18 or newer; this is ${process.versions.node}. Install a newer Node from https://nodejs.org, or in a checkout run: npm ci\n`);
    process.exitCode = 2;
  }
}
