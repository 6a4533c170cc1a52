import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReaderLanguage } from '../../src/domain/language.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { silentLog, type Log } from '../../src/app/log.ts';
import { editVendor } from '../../src/app/edit-vendor.ts';
import { openStorage, type Storage } from '../../src/storage/database.ts';
import { pausePolicy, removePolicy } from '../../src/storage/policies.ts';
import { pauseVendor, removeVendor } from '../../src/storage/vendors.ts';
import { Jobs } from '../../src/web/jobs.ts';
import type { WebActions, WebServices } from '../../src/web/services.ts';
import type { WebSettings } from '../../src/web/settings.ts';
import { madeComparison } from './made-clauses.ts';

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
    services: { storage, clock: () => madeNow, log, actions: played, jobs },
    close: async () => {
      await jobs.close();
      await storage.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function playedActions(storage: Storage): WebActions {
  return {
    find: () => Promise.resolve({ name: 'Nergens', slug: 'nergens', policies: [], problems: [] }),
    add: () => Promise.reject(new Error('not played')),
    editVendor: (id, edit) => editVendor({ storage }, id, edit),
    pause: (target, paused) => ('vendorId' in target ? pauseVendor(storage.db, target.vendorId, paused ? madeNow : null) : pausePolicy(storage.db, target.policyId, paused ? madeNow : null)),
    remove: (target) => ('vendorId' in target ? removeVendor(storage.db, target.vendorId, madeNow) : removePolicy(storage.db, target.policyId, madeNow)),
    check: () => Promise.resolve({ outcome: 'unchanged', changed: false, message: null }),
    compare: (old, fresh) => madeComparison(old, fresh, [], { nl: 'Vergelijking', en: 'Comparison' }),
    feed: () => Promise.resolve('<feed xmlns="http://www.w3.org/2005/Atom"/>'),
    calendar: () => Promise.resolve('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
    sendConfirmation: () => Promise.resolve(),
    unsubscribeTarget: () => Promise.resolve(null),
  };
}

