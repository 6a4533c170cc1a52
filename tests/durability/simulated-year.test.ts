import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { composeAlerts } from '../../src/app/compose-alerts.ts';
import { openContext } from '../../src/app/context.ts';
import { deliverNow } from '../../src/app/deliver-now.ts';
import { silentLog } from '../../src/app/log.ts';
import { runDueChecks } from '../../src/app/run-due-checks.ts';
import { subscribeReader } from '../../src/app/subscribe-reader.ts';
import { verifyStore } from '../../src/app/verify-store.ts';
import { configOf, defaultConfigFile } from '../../src/config/load-config.ts';
import { instantOf, type Instant } from '../../src/domain/instant.ts';
import { emptyMemory } from '../../src/gate/memory.ts';
import { listPolicies, upsertPolicy } from '../../src/storage/policies.ts';
import { upsertVendor } from '../../src/storage/vendors.ts';
import { findVersion, listVersions } from '../../src/storage/versions.ts';
import { openMailServer } from '../support/smtp.ts';
import { noSecrets } from '../support/watched.ts';
import { openVendors } from './year.ts';

/** Set to 200 for the long run: each policy costs some 1,600 checks. */
const policies = Number(process.env['CLAUSEWATCH_YEAR_POLICIES'] ?? 4);
const days = Number(process.env['CLAUSEWATCH_YEAR_DAYS'] ?? 365);
const minuteMs = 60_000;
const dayMs = 86_400_000;
const begin = Date.UTC(2026, 0, 5);
const end = begin + days * dayMs;
/** What was published later may rightly still wait for another look. */
const lastFrom = end - 14 * dayMs;

/** A line of a mail's redline without what was struck out. */
const newWords = (line: string): string => line.replaceAll(/\[−.{1,40}?−\] /gu, '').replaceAll(/\[\+(.{1,40}?)\+\]/gu, '$1');

test(`a year over ${policies} policies, a tenth of the exchanges at fault, ends with just the changes that were published, each told once`, { timeout: 180_000 + policies * days * 150 }, async () => {
  // In memory where there is such a place: a year of flushed transactions would measure the disk.
  const dataDir = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'clausewatch-year-'));
  let now = begin;
  const clock = (): Instant => instantOf(now);
  await using vendors = await openVendors({ policies, begin, lastFrom, clock });
  await using mail = await openMailServer();
  const hosts = vendors.editions.map((_, policy) => vendors.hostOf(policy));
  const config = configOf(
    {
      ...defaultConfigFile,
      dataDir,
      schedule: { ...defaultConfigFile.schedule, spreadMinutes: 60 },
      fetch: { ...defaultConfigFile.fetch, pauseSeconds: 0, allowAddresses: hosts },
      mail: { ...defaultConfigFile.mail, from: 'clausewatch@example.org', host: '127.0.0.1', port: mail.port, tls: 'none', requireTls: false },
    },
    dataDir,
  );
  {
    await using context = await openContext(config, noSecrets, { clock, log: silentLog, network: { resolve: vendors.resolve } });
    const { db } = context.storage;
    for (const [index, host] of hosts.entries()) {
      const vendorId = await upsertVendor(db, { slug: `vendor-${index}`, name: `Vendor ${index}`, homeUrl: null, tags: [], owner: null, tier: null, notice: null, contractDate: null, createdAt: clock() });
      await upsertPolicy(db, vendorId, { slug: `vendor-${index}/privacy-policy`, type: 'Privacy Policy', source: { url: `http://${host}/privacy`, render: 'http', select: [], remove: [] }, schedule: null, tags: [], notice: null }, clock(), emptyMemory);
    }
    await subscribeReader(context, { address: 'fg@example.org', name: 'FG', language: 'nl', timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: 'cosmetic', digest: false, quiet: null });

    const { signal } = new AbortController();
    let checks = 0;
    while (now < end) {
      checks += await runDueChecks(context, { trigger: 'daemon', signal });
      if ((await composeAlerts(context)) > 0) await deliverNow(context, signal);
      // The daemon ticks each minute; nothing happens in those in which nothing is due.
      const { next } = await db.selectFrom('policies').select((eb) => eb.fn.min('next_check_at').as('next')).executeTakeFirstOrThrow();
      now = Math.max(now + 5 * minuteMs, Date.parse(next));
    }
    await deliverNow(context, signal);

    for (const policy of await listPolicies(db)) {
      const published = (vendors.editions[Number(/vendor-(\d+)\//u.exec(policy.slug)?.[1])] ?? []).map((edition) => edition.sentence);
      const versions = (await listVersions(db, policy.id)).toReversed();
      const texts = await Promise.all(versions.map(async (version) => (await findVersion(db, version.id))?.text ?? ''));
      expect(texts.map((text) => published.find((sentence) => text.includes(sentence)) ?? text), policy.slug).toEqual(published);
    }
    // What the mail server accepted, against what the vendors published: each change in one mail, and in no other.
    const told = mail.mails.flatMap((message) => [...(message.text ?? '').matchAll(/^ *\| (Wij bewaren .+ voor dienst \d+\.)$/gmu)].map(([, line]) => newWords(line ?? '')));
    const published = vendors.editions.flatMap((editions) => editions.slice(1).map((edition) => edition.sentence));
    expect(told.toSorted()).toEqual(published.toSorted());
    expect(new Set(mail.mails.map((message) => message.messageId)).size).toBe(mail.mails.length);
    const { seen } = vendors;
    expect(seen.faults / seen.exchanges).toBeGreaterThan(0.08);
    const verified = performance.now();
    expect((await verifyStore(context)).findings).toEqual([]);
    process.stdout.write(`${checks} checks of ${policies} policies in ${days} days over ${seen.exchanges} exchanges, ${seen.faults} at fault, ${seen.notModified} not modified: ${published.length} changes published, ${told.length} told, in ${mail.mails.length} mails; verified in ${Math.round(performance.now() - verified)} ms\n`);
  }
  await rm(dataDir, { recursive: true, force: true });
});
