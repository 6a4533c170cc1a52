import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand, type CliRun } from '../support/cli.ts';
import { openMailServer, type TestMailServer } from '../support/smtp.ts';
import { openToySite, type ToySite } from '../toy-vendor/site.ts';

describe('from a home page to a redline in the inbox', { timeout: 90_000, shuffle: false }, () => {
  let folder = '';
  let site: ToySite;
  let mail: TestMailServer;
  const command = (...words: readonly string[]): Promise<CliRun> => runCommand([...words, '--data-dir', path.join(folder, 'data'), '--config', path.join(folder, 'clausewatch.yaml')]);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-e2e-'));
    site = await openToySite();
    mail = await openMailServer();
    await writeFile(
      path.join(folder, 'clausewatch.yaml'),
      [
        `crawlersDir: ${path.join(folder, 'crawlers')}`,
        'contact: watch@example.org',
        'fetch:',
        '  pauseSeconds: 0',
        `  allowAddresses: ["${site.host}"]`,
        'mail:',
        '  from: clausewatch@example.org',
        '  host: 127.0.0.1',
        `  port: ${mail.port}`,
        '  tls: none',
        '  requireTls: false',
        '',
      ].join('\n'),
    );
  });

  afterAll(async () => {
    await site.close();
    await mail[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  test('the policies are found from the home page', async () => {
    const run = await command('add', site.url, '--vendor', 'Zonnewijzer', '--yes', '--json');
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    const added = JSON.parse(run.stdout) as readonly { readonly type: string }[];
    expect(added.map((entry) => entry.type).toSorted()).toEqual(['Privacy Policy', 'Sub-processor List', 'Terms of Service', 'Trackers Policy']);
  });

  test('the first look records baselines and mails nobody', async () => {
    expect((await command('subscribe', 'fg@example.org', '--lang', 'nl', '--name', 'FG')).status).toBe(0);
    expect((await command('subscribe', 'counsel@example.org', '--lang', 'en', '--topic', 'liability')).status).toBe(0);
    const run = await command('check', '--all', '--json');
    const reports = run.stdout.trim().split('\n').map((line) => JSON.parse(line) as { readonly outcome: string });
    expect(reports.map((report) => report.outcome)).toEqual(['first', 'first', 'first', 'first']);
    expect(run.status).toBe(0);
    expect(mail.mails).toHaveLength(0);
  });

  test('a second look at the same pages finds nothing, however their counters move', async () => {
    const run = await command('check', '--all', '--json');
    expect(run.stdout.trim().split('\n').map((line) => (JSON.parse(line) as { readonly outcome: string }).outcome)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
  });

  test('amended policies are told once, to those whom they concern, and read as a redline', async () => {
    site.publish();
    const run = await command('check', '--all', '--confirm-after', '0');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('4 checked, 3 changed, 0 failed. 1 mail sent');
    expect(mail.mails).toHaveLength(1);
    const [alert] = mail.mails;
    expect(alert?.to).toMatchObject({ text: expect.stringContaining('fg@example.org') });
    expect(alert?.text).toContain('Bewaartermijn: 6 maanden → 24 maanden');
    expect(alert?.text).toMatch(/maximaal \[−zes−\]\s+(?:\| )?\[\+24\+\] maanden/u);
    expect(alert?.text).toContain('Praatpaal Analytics Inc.');
    expect(alert?.html).toMatch(/<(?:del|s)[^>]*>[^<]{0,40}zes/su);
    const again = await command('check', '--all', '--json');
    expect(again.stdout).not.toContain('confirmed');
    expect(mail.mails).toHaveLength(1);
  });

  test('history, show and diff tell the same story', async () => {
    const history = JSON.parse((await command('history', 'zonnewijzer/privacy-policy', '--json')).stdout) as readonly { readonly number: number; readonly change: { readonly significance: string } | null }[];
    expect(history.map((entry) => entry.number)).toEqual([2, 1]);
    expect(history[0]?.change?.significance).toBe('material');
    const shown = await command('show', 'zonnewijzer/privacy-policy@1');
    expect(shown.stdout).toContain('maximaal zes maanden');
    expect(shown.stdout).not.toContain('bezoekers gingen u voor');
    const diff = JSON.parse((await command('diff', 'zonnewijzer/privacy-policy@1', 'zonnewijzer/privacy-policy@2', '--json')).stdout) as { readonly language: string; readonly changes: readonly { readonly facts: readonly unknown[] }[] };
    expect(diff.language).toBe('nl');
    expect(diff.changes.flatMap((change) => change.facts)).toContainEqual({ type: 'duration', old: 'P6M', new: 'P24M' });
  });

  test('the digest goes to every subscriber once', async () => {
    const sent = await command('digest', '--since', '2026-01-01', '--until', '2099-01-01', '--send');
    expect(sent.status).toBe(0);
    expect(mail.mails).toHaveLength(3);
    expect(mail.mails[2]?.text).toMatch(/Zonnewijzer/u);
    const again = await command('digest', '--since', '2026-01-01', '--until', '2099-01-01', '--send');
    expect(again.stderr).toContain('sent before');
    expect(mail.mails).toHaveLength(3);
  });
});
