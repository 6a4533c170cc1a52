import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { composeAlerts } from '../../src/app/compose-alerts.ts';
import { openContext } from '../../src/app/context.ts';
import { silentLog } from '../../src/app/log.ts';
import type { PageFetcher } from '../../src/app/make-fetcher.ts';
import { runDueChecks } from '../../src/app/run-due-checks.ts';
import { sendDueDeliveries } from '../../src/app/send-deliveries.ts';
import { subscribeReader } from '../../src/app/subscribe-reader.ts';
import { verifyStore } from '../../src/app/verify-store.ts';
import { configOf, defaultConfigFile } from '../../src/config/load-config.ts';
import type { CapturedPage, Exchange, FetchFailed, FetchFailureCode } from '../../src/domain/capture.ts';
import type { Mail } from '../../src/domain/delivery.ts';
import { epochMsOf, instantOf, type Instant } from '../../src/domain/instant.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import { emptyMemory } from '../../src/gate/memory.ts';
import type { Mailer } from '../../src/notify/mailer.ts';
import { listPolicies, upsertPolicy } from '../../src/storage/policies.ts';
import { upsertVendor } from '../../src/storage/vendors.ts';
import { findVersion, listVersions } from '../../src/storage/versions.ts';
import { chance } from '../support/chance.ts';
import { noSecrets, policyWords } from '../support/watched.ts';

/** Set to 200 for the long run: each policy costs some 1,500 checks. */
const policies = Number(process.env['CLAUSEWATCH_YEAR_POLICIES'] ?? 3);
const days = Number(process.env['CLAUSEWATCH_YEAR_DAYS'] ?? 365);
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const begin = Date.UTC(2026, 0, 5);
const end = begin + days * dayMs;
/** What was published later may rightly still wait for another look. */
const lastPublishedAt = end - 14 * dayMs;

/** One vendor's policy: on which days it published which words. */
interface Script {
  readonly published: readonly { readonly at: number; readonly sentence: string }[];
}

/** Policies change seldom: none to three times in the year, weeks apart. */
function scriptOf(index: number): Script {
  const random = chance(1000 + index);
  const published = [{ at: 0, sentence: `Wij bewaren uw gegevens ${2 + (index % 5)} jaar voor dienst ${index}.` }];
  const changes = Math.floor(random() * 4);
  for (let change = 1; change <= changes; change += 1) {
    const at = begin + (change * 100 - 70 + random() * 50) * dayMs;
    if (at < lastPublishedAt) published.push({ at, sentence: `Wij bewaren uw gegevens ${10 * change + (index % 7)} jaar voor dienst ${index}.` });
  }
  return { published };
}

const sentenceAt = ({ published }: Script, now: number): string => published.findLast((entry) => entry.at <= now)?.sentence ?? '';

const failures: readonly FetchFailureCode[] = ['dns', 'net', 'timeout', 'tls', 'truncated', 'http', 'rate'];
const strangePages = [
  '<h1>503 Service Unavailable</h1><p>Wij zijn zo terug.</p>',
  '<h1>Even geduld</h1><p>Controleren of u een mens bent. Schakel JavaScript in en ververs de pagina.</p>',
  '<h1>Inloggen</h1><form><input type="password" name="wachtwoord"><button>Inloggen</button></form>',
  '',
];

/** Answers as the vendors would, a tenth of the time with a fault of the world; it stands where sockets would. */
function scriptedFetcher(scripts: readonly Script[], clock: () => Instant): PageFetcher {
  const random = chance(policies);
  return {
    fetch: async (source) => {
      const at = clock();
      const script = scripts[Number(source.url.split('-').at(-1))];
      if (script === undefined) throw new Error(`nobody serves ${source.url}`);
      const dice = random();
      if (dice < 0.07) return failed(source.url, failures[Math.floor(random() * failures.length)] ?? 'net', at);
      const words = policyWords(sentenceAt(script, epochMsOf(at)));
      if (dice < 0.1) return captured(source.url, at, strangePages[Math.floor(random() * strangePages.length)] ?? '', Math.floor(random() * 1e6));
      return captured(source.url, at, `<h1>Privacyverklaring</h1>${words}`, Math.floor(random() * 1e6));
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

function exchangeOf(url: string, at: Instant, status: number): Exchange {
  return { requestedUrl: url, finalUrl: url, status, requestHeaders: [], responseHeaders: [['content-type', 'text/html; charset=utf-8']], redirects: [], remoteAddress: '192.0.2.1', tlsFingerprint: null, startedAt: at, endedAt: at, via: 'http' };
}

function failed(url: string, reason: FetchFailureCode, at: Instant): FetchFailed {
  return { kind: 'failed', reason, problem: { code: reason, retryable: true, message: `${url} failed (${reason}).`, mend: null }, exchange: reason === 'http' ? exchangeOf(url, at, 503) : null, partialBody: null, retryAfter: null };
}

function captured(url: string, at: Instant, inner: string, visit: number): CapturedPage {
  const text = `<!doctype html><html lang="nl"><head><title>Privacyverklaring</title></head><body data-visit="${visit}"><main>${inner}</main></body></html>`;
  const body = Buffer.from(text);
  return { kind: 'captured', exchange: exchangeOf(url, at, 200), rawBody: body, body, bodySha256: `sha256:${createHash('sha256').update(body).digest('hex')}` as Sha256, mediaType: 'text/html', text, validators: { etag: null, lastModified: null } };
}

test(`a year over ${policies} policies, a tenth of the exchanges at fault, ends with just the changes that were published, each told once`, { timeout: 180_000 + policies * days * 150 }, async () => {
  // In memory where there is such a place: a year of flushed transactions would measure the disk.
  const dataDir = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'clausewatch-year-'));
  let now = begin;
  const clock = (): Instant => instantOf(now);
  const scripts = Array.from({ length: policies }, (_, index) => scriptOf(index));
  const mails: Mail[] = [];
  const mailer: Mailer = {
    longestSendMs: 1000,
    place: 'the test',
    send: async (mail) => {
      mails.push(mail);
      return { kind: 'sent', reply: '250 ok' };
    },
    verify: async () => null,
  };
  const config = configOf({ ...defaultConfigFile, dataDir, schedule: { ...defaultConfigFile.schedule, spreadMinutes: 60 }, fetch: { ...defaultConfigFile.fetch, parallelHosts: 1 } }, dataDir);
  {
    await using context = await openContext(config, noSecrets, { clock, log: silentLog, fetcher: scriptedFetcher(scripts, clock), mailer });
    const { db } = context.storage;
    for (let index = 0; index < policies; index += 1) {
      const vendorId = await upsertVendor(db, { slug: `vendor-${index}`, name: `Vendor ${index}`, homeUrl: null, tags: [], owner: null, tier: null, notice: null, contractDate: null, createdAt: clock() });
      await upsertPolicy(db, vendorId, { slug: `vendor-${index}/privacy-policy`, type: 'Privacy Policy', source: { url: `https://vendor-${index}.example/privacy-${index}`, render: 'http', select: [], remove: [] }, schedule: null, tags: [], notice: null }, clock(), emptyMemory);
    }
    await subscribeReader(context, { address: 'fg@example.org', name: 'FG', language: 'nl', timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: 'cosmetic', digest: false, quiet: null });

    // The daemon ticks each minute; over a year an hour is fine enough.
    let checks = 0;
    for (; now < end; now += hourMs) {
      checks += await runDueChecks(context, { trigger: 'daemon', signal: new AbortController().signal });
      await composeAlerts(context);
      await sendDueDeliveries(context);
    }

    const told = (await listPolicies(db)).map((policy) => ({ policy, script: scripts[Number(/vendor-(\d+)\//u.exec(policy.slug)?.[1])] }));
    let expected = 0;
    for (const { policy, script } of told) {
      const published = script?.published.map((entry) => entry.sentence) ?? [];
      const versions = (await listVersions(db, policy.id)).toReversed();
      const texts = await Promise.all(versions.map(async (version) => (await findVersion(db, version.id))?.text ?? ''));
      expect(texts.map((text) => published.find((sentence) => text.includes(sentence)) ?? text), policy.slug).toEqual(published);
      expected += published.length - 1;
    }
    const stories = mails.flatMap((mail) => [...mail.text.matchAll(/voor dienst \d+/gu)].map((match) => match[0]));
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(mails.length);
    const alerts = await db.selectFrom('alerts').select(['comparison_id', 'delivery_id']).execute();
    expect(alerts).toHaveLength(expected);
    expect(new Set(alerts.map((alert) => alert.comparison_id)).size).toBe(expected);
    expect(alerts.every((alert) => alert.delivery_id !== null)).toBe(true);
    expect(stories.length).toBeGreaterThanOrEqual(expected);
    expect((await verifyStore(context)).findings).toEqual([]);
    process.stdout.write(`${checks} checks of ${policies} policies in ${days} days: ${expected} changes published, ${alerts.length} told, in ${mails.length} mails\n`);
  }
  await rm(dataDir, { recursive: true, force: true });
});
