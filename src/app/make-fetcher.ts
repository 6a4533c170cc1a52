import type { Config } from '../config/config.ts';
import type { Clock } from '../domain/instant.ts';
import { createFetcher, type Fetcher } from '../fetch/fetcher.ts';
import { defaultFetchSettings, type FetchSettings } from '../fetch/settings.ts';
import { toolVersion } from './tool-name.ts';

const secondMs = 1000;
const mib = 1024 * 1024;

/** @returns how pages are fetched, in the units that the fetch room works in */
export function fetchSettings(config: Config): FetchSettings {
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
    address: { ...defaults.address, allow: fetch.allowAddresses, ports: fetch.allowPorts },
    politeness: { ...defaults.politeness, pauseMs: fetch.pauseSeconds * secondMs, maxRequestsPerHostPerDay: fetch.dailyCapPerHost },
    robots: { ...defaults.robots, maxCrawlDelayMs: fetch.maxCrawlDelaySeconds * secondMs },
    browser: { ...defaults.browser, executablePath: fetch.browserPath, totalTimeoutMs: fetch.browserTimeoutSeconds * secondMs },
  };
}

/** @returns the one way to pages on the network */
export function makeFetcher(config: Config, clock: Clock): Fetcher {
  // Whether a page needs its scripts is known only once it was read; the use case asks for the browser itself.
  return createFetcher(fetchSettings(config), { clock, needsBrowser: () => false });
}
