import { networkInterfaces } from 'node:os';
import type { CapturedPage, FetchOutcome, Validators } from '../domain/capture.ts';
import type { Clock } from '../domain/instant.ts';
import type { Source } from '../domain/vendor.ts';
import { createAddressGuard } from './address-guard.ts';
import { createDialer, type OpenSocket, type Resolve } from './dialer.ts';
import { createHttpFetcher } from './http-fetcher.ts';
import type { FetchSettings } from './settings.ts';

/** What the policy's last capture left to ask with. */
export interface Past {
  readonly validators: Validators | null;
  /** Where the validators came from: the last capture's `finalUrl`. Without it they go to every hop. */
  readonly finalUrl?: string | null;
}

export interface FetchOptions {
  /** Ask for the page whatever the validators say, so that a lying "not modified" cannot hide a change for ever. */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
}

export interface FetcherDeps {
  readonly clock: Clock;
  /** For `auto`: whether a page fetched over HTTP has no policy in it unless its scripts run. */
  readonly needsBrowser: (page: CapturedPage) => boolean;
  /** In place of the system's resolver and sockets. */
  readonly resolve?: Resolve;
  readonly openSocket?: OpenSocket;
}

/** The one door of this room. */
export interface Fetcher extends AsyncDisposable {
  /**
   * Fetches what a source publishes now. What is expected to go wrong comes back as `failed`; rejects only with the
   * signal's reason when the caller aborts.
   */
  readonly fetch: (source: Source, past: Past, options: FetchOptions) => Promise<FetchOutcome>;
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((entries) => entries ?? []).map((entry) => entry.address);
}

export function createFetcher(settings: FetchSettings, deps: FetcherDeps): Fetcher {
  const guard = createAddressGuard(settings.address, settings.maxUrlLength, { ownAddresses });
  const dialer = createDialer(settings, {
    guard,
    ...(deps.resolve === undefined ? {} : { resolve: deps.resolve }),
    ...(deps.openSocket === undefined ? {} : { openSocket: deps.openSocket }),
  });
  const http = createHttpFetcher(settings, { guard, dialer, clock: deps.clock });
  return {
    fetch: async (source, past, options) => http.fetch({
      url: source.url,
      validators: options.fresh ? null : past.validators,
      validatorsUrl: past.finalUrl ?? null,
      signal: options.signal,
    }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
