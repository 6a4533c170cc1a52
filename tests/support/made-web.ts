import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReaderLanguage } from '../../src/domain/language.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { silentLog, type Log } from '../../src/app/log.ts';
import { KeptFeeds } from '../../src/app/kept-feeds.ts';
import { compareTrees } from '../../src/app/compare-trees.ts';
import { defaultConfigFile, configOf } from '../../src/config/load-config.ts';
import type { Secrets } from '../../src/config/config.ts';
import { openStorage, type Storage } from '../../src/storage/database.ts';
import { pausePolicy, removePolicy } from '../../src/storage/policies.ts';
import { pauseVendor, removeVendor } from '../../src/storage/vendors.ts';
import { Jobs } from '../../src/web/jobs.ts';
import type { WebActions, WebServices } from '../../src/web/services.ts';
import type { WebSettings } from '../../src/web/settings.ts';

export const madeNow = '2026-11-09T09:00:00.000Z' as Instant;

export function madeSettings(change: Partial<WebSettings> = {}): WebSettings {
  return {
    host: '127.0.0.1',
    port: 0,
    baseUrl: null,
    language: 'nl' as ReaderLanguage,
    timeZone: 'Europe/Amsterdam',
    trustedProxyHeader: null,
    trustedProxies: ['127.0.0.1'],
    sessionHours: 12,
    loginAttemptsPerHour: 10,
    signingSecret: 'a-secret-of-the-tests-that-nobody-uses',
    apiTokens: {},
    apiTokenRole: 'reader',
    ...change,
  };
}

const madeSecrets: Secrets = { smtpPassword: null, signing: 'a-secret-of-the-tests-that-nobody-uses', dkimKey: null, explainApiKey: null, proxyCredentials: null, apiTokens: {}, webhooks: {} };

export interface MadeWeb {
  readonly services: WebServices;
  readonly storage: Storage;
  close(): Promise<void>;
}

/** Services over a database of their own in a directory that goes away; what reaches out into the world is played. */
export async function madeWeb(actions: Partial<WebActions> = {}, log: Log = silentLog): Promise<MadeWeb> {
  const dir = mkdtempSync(path.join(tmpdir(), 'clausewatch-web-'));
  const storage = await openStorage(dir);
  const played = { ...playedActions(storage), ...actions };
  const jobs = new Jobs(played);
  return {
    storage,
    services: { storage, clock: () => madeNow, log, config: { ...configOf(defaultConfigFile, dir), baseUrl: 'https://watch.example.nl' }, secrets: madeSecrets, actions: played, jobs, feeds: new KeptFeeds() },
    close: async () => {
      await jobs.close();
      await storage.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function playedActions(storage: Storage): WebActions {
  return {
    find: () => Promise.resolve({ name: 'Nergens', policies: [], warnings: [] }),
    add: () => Promise.reject(new Error('not played')),
    pause: (target, paused) => ('vendorId' in target ? pauseVendor(storage.db, target.vendorId, paused ? madeNow : null) : pausePolicy(storage.db, target.policyId, paused ? madeNow : null)),
    remove: (target) => ('vendorId' in target ? removeVendor(storage.db, target.vendorId, madeNow) : removePolicy(storage.db, target.policyId, madeNow)),
    check: () => Promise.resolve({ outcome: 'unchanged', version: null, message: null }),
    evidence: () => Promise.resolve(new Uint8Array()),
    compare: (old, fresh) => compareTrees(old, fresh),
  };
}
