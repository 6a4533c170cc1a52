import type { FetchOutcome } from '../domain/capture.ts';
import type { Clock } from '../domain/instant.ts';
import type { AddressGuard } from './address-guard.ts';
import type { Dialer } from './dialer.ts';
import { failedBy, Fault } from './fault.ts';
import type { FetchSettings } from './settings.ts';

export interface BrowserRequest {
  readonly url: string;
  readonly signal: AbortSignal;
}

export interface BrowserFetcher {
  readonly fetch: (request: BrowserRequest) => Promise<FetchOutcome>;
  readonly close: () => Promise<void>;
}

export interface BrowserFetcherDeps {
  readonly guard: AddressGuard;
  readonly dialer: Dialer;
  readonly clock: Clock;
  readonly beforeNavigation?: (url: URL, signal: AbortSignal) => Promise<void>;
}

export function createBrowserFetcher(_settings: FetchSettings, _deps: BrowserFetcherDeps): BrowserFetcher {
  return {
    fetch: async (request) => failedBy(new Fault('browser', { code: 'browser-missing', retryable: true, message: `${request.url} needs a browser, and none is set up.`, mend: 'Install Chromium.' })),
    close: async () => undefined,
  };
}
