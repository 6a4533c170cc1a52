import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { runCommand, startCommand, until, type StartedCommand } from '../support/cli.ts';
import { openToySite } from '../toy-vendor/site.ts';

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(words: readonly string[]): StartedCommand {
  const started = startCommand(words);
  children.push(started.child);
  return started;
}

test('G17 a daemon watches at once, keeps a second one out, and stops cleanly in the middle of a crawl', { timeout: 240_000 }, async () => {
  await using site = await openToySite();
  const folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-daemon-'));
  const config = path.join(folder, 'clausewatch.yaml');
  // A pause between pages, so that the stop comes while the crawl is under way.
  await writeFile(config, `crawlersDir: ${path.join(folder, 'crawlers')}\nfetch:\n  pauseSeconds: 2\n  allowAddresses: ["${site.host}"]\nweb:\n  port: 0\n`);
  const common = ['--data-dir', path.join(folder, 'data'), '--config', config];
  for (const address of ['/privacy', '/cookies', '/en/terms', '/en/subprocessors']) {
    expect((await runCommand(['add', `${site.url}${address}`, '--vendor', 'Zonnewijzer', ...common])).status).toBe(0);
  }
  const daemon = start(['daemon', ...common]);
  await until(() => site.requests.includes('/privacy') || site.requests.includes('/cookies'), daemon.said);
  const second = await runCommand(['daemon', ...common]);
  expect(second.status).toBe(2);
  expect(second.stderr).toContain('Another daemon is at work');
  daemon.child.kill('SIGTERM');
  expect(await daemon.ended).toBe(0);
  expect(daemon.said()).not.toMatch(/Error|at .*\.ts:/u);

  const list = JSON.parse((await runCommand(['list', '--json', ...common])).stdout) as readonly { readonly health: { readonly state: string } }[];
  expect(list.some((entry) => entry.health.state === 'failing')).toBe(false);

  const again = start(['daemon', ...common]);
  const policies = new Set(['/privacy', '/cookies', '/en/terms', '/en/subprocessors']);
  await until(() => again.said().includes('Watching.') && [...policies].every((address) => site.requests.includes(address)), again.said);
  await sleep(1500);
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);
  // What the first daemon had finished was not due again: each page was asked for once, the one cut off perhaps twice.
  const asked = site.requests.filter((address) => policies.has(address)).length;
  expect(asked).toBeLessThanOrEqual(5);
  const verified = await runCommand(['verify', '--json', ...common]);
  expect(verified.status).toBe(0);
  await rm(folder, { recursive: true, force: true });
});
