import type { Config, Secrets } from '../config/config.ts';
import type { Clock } from '../domain/instant.ts';
import type { Fetcher, FetcherDeps } from '../fetch/fetcher.ts';
import type { PolitenessState } from '../fetch/politeness.ts';
import type { RobotsRecord, RobotsStore } from '../fetch/robots.ts';
import { defaultFetchSettings, type FetchSettings } from '../fetch/settings.ts';
import type { ServiceAnswer, ServiceRequest } from '../fetch/send-request.ts';
import type { Storage } from '../storage/database.ts';
import { hostRecords, robotsRecord, saveHostRecord, saveRobotsRecord } from '../storage/hosts.ts';
import { toolVersion } from './tool-name.ts';

const secondMs = 1000;
const mib = 1024 * 1024;

/** As much of the fetcher as use cases need. */
export type PageFetcher = Pick<Fetcher, 'fetch'> & AsyncDisposable;

/** @returns how pages are fetched, in the units that the fetch room works in */
function fetchSettings(config: Config, secrets: Pick<Secrets, 'proxyCredentials'>): FetchSettings {
  const { fetch } = config;
  const defaults = defaultFetchSettings;
  return {
    ...defaults,
    userAgent: { ...defaults.userAgent, version: toolVersion, contact: config.contact },
    acceptLanguage: fetch.acceptLanguage ?? defaults.acceptLanguage,
    connectTimeoutMs: fetch.connectTimeoutSeconds * secondMs,
    headersTimeoutMs: fetch.headersTimeoutSeconds * secondMs,
    totalTimeoutMs: fetch.totalTimeoutSeconds * secondMs,
    maxHtmlBytes: fetch.maxPageMegabytes * mib,
    maxPdfBytes: fetch.maxPdfMegabytes * mib,
    maxRedirects: fetch.maxRedirects,
    proxyUrl: fetch.proxyUrl,
    proxyCredentials: secrets.proxyCredentials,
    address: { ...defaults.address, allow: fetch.allowAddresses, ports: fetch.allowPorts },
    politeness: {
      ...defaults.politeness,
      pauseMs: fetch.pauseSeconds * secondMs,
      // No pause at all is asked for only where the server is one's own.
      pauseFactor: fetch.pauseSeconds === 0 ? 0 : defaults.politeness.pauseFactor,
      maxRequestsPerHostPerDay: fetch.dailyCapPerHost,
    },
    robots: { ...defaults.robots, overrideHosts: fetch.ignoreRobotsOf, maxCrawlDelayMs: fetch.maxCrawlDelaySeconds * secondMs },
    browser: { ...defaults.browser, executablePath: fetch.browserPath, totalTimeoutMs: fetch.browserTimeoutSeconds * secondMs },
  };
}

/** As much of the configuration as reaching others takes. */
type FetchConfiguration = { readonly config: Config; readonly secrets: Pick<Secrets, 'proxyCredentials'> };

/** What may stand in for the machine's own. */
export type NetworkParts = Pick<FetcherDeps, 'resolve'>;

/**
 * @param storage where hosts and their robots.txt are remembered between runs; null to remember nothing
 * @param parts in place of the system's resolver of names
 * @returns the one way to pages on the network. What it needs (sockets, the browser's driver) is loaded at the first
 *   fetch: most commands make none.
 */
export function makeFetcher({ config, secrets }: FetchConfiguration, clock: Clock, storage: Storage | null, parts: NetworkParts = {}): PageFetcher {
  let opened: Promise<Fetcher> | null = null;
  const saved: Record<string, PolitenessState[string]> = {};
  const open = async (): Promise<Fetcher> => {
    const { createFetcher } = await import('../fetch/fetcher.ts');
    const deps = { clock, ...parts };
    const settings = fetchSettings(config, secrets);
    if (storage === null) return createFetcher(settings, deps);
    const { db } = storage;
    const robotsStore: RobotsStore = {
      get: (origin) => robotsRecord<RobotsRecord>(db, origin),
      set: (record) => saveRobotsRecord(db, record.origin, record),
    };
    return createFetcher(settings, { ...deps, robotsStore, politeness: await hostRecords<PolitenessState[string]>(db) });
  };
  const remember = async (fetcher: Fetcher): Promise<void> => {
    if (storage === null) return;
    for (const [host, record] of Object.entries(fetcher.politenessState())) {
      // A record that changed is another one.
      if (saved[host] === record) continue;
      saved[host] = record;
      await saveHostRecord(storage.db, host, record);
    }
  };
  return {
    fetch: async (source, past, options) => {
      opened ??= open();
      const fetcher = await opened;
      const outcome = await fetcher.fetch(source, past, options);
      await remember(fetcher);
      return outcome;
    },
    [Symbol.asyncDispose]: async () => {
      if (opened !== null) await (await opened)[Symbol.asyncDispose]();
    },
  };
}

/** @returns the way to services of the operator's own, behind the same address checks as every page */
export async function serviceSender({ config, secrets }: FetchConfiguration): Promise<(request: ServiceRequest) => Promise<ServiceAnswer>> {
  const { createServiceSender } = await import('../fetch/send-request.ts');
  return createServiceSender(fetchSettings(config, secrets));
}
