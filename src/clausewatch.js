#!/usr/bin/env -S node --max-semi-space-size=16
// Plain JavaScript, because it must run on any Node: it finds one that is new enough and starts the program there.
// The flag sets how much room a page's short-lived tree has to die young: left to itself Node takes 314 to 434 MB for an import, with it 228 to 328.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';

const here = path.dirname(fileURLToPath(import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
const source = path.join(here, 'main.ts');
const compiled = path.join(here, '../dist/src/main.js');
const newer = path.join(here, '../node_modules/.bin/node');

if (major > 22 || (major === 22 && minor >= 18)) {
  modules.enableCompileCache?.();
  // With gigabytes free, V8 lets what is old double before it is swept; an import of rewritten policies then took up to 410 MB, so 316.
  v8.setFlagsFromString('--heap-growing-percent=50');
  await import(existsSync(source) && !here.includes(`${path.sep}node_modules${path.sep}`) ? source : compiled);
} else if (existsSync(newer)) {
  const child = spawn(newer, ['--max-semi-space-size=16', path.join(here, 'clausewatch.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Whoever stops this process means the program; Ctrl-C reaches both by itself.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => {});
  process.exitCode = await new Promise((resolve) => {
    child.on('exit', (status) => resolve(status ?? 1));
  });
} else {
  process.stderr.write(`Clausewatch needs Node 22.18 or newer; this is ${process.versions.node}. Install a newer Node from https://nodejs.org, or in a checkout run: npm ci\n`);
  process.exitCode = 2;
}
