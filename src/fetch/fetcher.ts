import type { FetchFailureCode, FetchOutcome, Validators } from '../domain/capture.ts';
import type { Clock } from '../domain/instant.ts';
import type { Source } from '../domain/vendor.ts';
import { addressesOfThisMachine, createAddressGuard } from './address-guard.ts';
import { createBrowserFetcher } from './browser-fetcher.ts';
import { createDialer, type OpenSocket, type Resolve } from './dialer.ts';
import { failedBy, Fault } from './fault.ts';
import { createHttpFetcher } from './http-fetcher.ts';
import { createPoliteness, type PolitenessState, type TurnResult } from './politeness.ts';
import { redirectLoopCode } from './redirects.ts';
import { createMemoryRobotsStore, createRobots, type RobotsStore } from './robots.ts';
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
  /** Where robots.txt files are kept between runs; in memory without it. */
  readonly robotsStore?: RobotsStore;
  /** What `politenessState()` gave at the end of the last run. */
  readonly politeness?: PolitenessState;
  /** In place of the system's resolver, sockets, interfaces and timer. */
  readonly resolve?: Resolve;
  readonly openSocket?: OpenSocket;
  readonly ownAddresses?: () => readonly string[];
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The one door of this room. */
export interface Fetcher extends AsyncDisposable {
  /**
   * Fetches what a source publishes now. What is expected to go wrong comes back as `failed`; rejects only with the
   * signal's reason when the caller aborts. `auto` is `http`, but for sites that answer to a browser only; whether a
   * page is empty without its scripts is for its reader to say.
   */
  readonly fetch: (source: Source, past: Past, options: FetchOptions) => Promise<FetchOutcome>;
  /** What is to be remembered of the hosts until the next run. */
  readonly politenessState: () => PolitenessState;
}

const troubleReasons: ReadonlySet<FetchFailureCode> = new Set(['net', 'timeout', 'dns', 'tls', 'proto']);

function wentOf(outcome: FetchOutcome): TurnResult['went'] {
  if (outcome.kind !== 'failed') return 'well';
  if (outcome.reason === 'rate') return 'refused';
  const serverFault = outcome.reason === 'http' && (outcome.exchange?.status ?? 0) >= 500;
  return serverFault || troubleReasons.has(outcome.reason) ? 'trouble' : 'well';
}

function withNotes(outcome: FetchOutcome, notes: readonly string[]): FetchOutcome {
  if (notes.length === 0 || outcome.exchange === null) return outcome;
  return { ...outcome, exchange: { ...outcome.exchange, notes: [...(outcome.exchange.notes ?? []), ...notes] } } as FetchOutcome;
}

export function createFetcher(settings: FetchSettings, deps: FetcherDeps): Fetcher {
  const guard = createAddressGuard(settings.address, settings.maxUrlLength, { ownAddresses: deps.ownAddresses ?? addressesOfThisMachine });
  const dialer = createDialer(settings, {
    guard,
    ...(deps.resolve === undefined ? {} : { resolve: deps.resolve }),
    ...(deps.openSocket === undefined ? {} : { openSocket: deps.openSocket }),
  });
  const politeness = createPoliteness(settings.politeness, {
    clock: deps.clock,
    ...(deps.politeness === undefined ? {} : { initial: deps.politeness }),
    ...(deps.sleep === undefined ? {} : { sleep: deps.sleep }),
  });
  const files = createHttpFetcher(
    { ...settings, maxHtmlBytes: settings.robots.maxBytes, maxRedirects: settings.robots.maxRedirects, totalTimeoutMs: settings.robots.timeoutMs },
    { guard, dialer, clock: deps.clock },
  );

  /** One exchange in the host's turn, and what it taught about the host. */
  const inTurn = async (url: URL, page: boolean, crawlDelayMs: number | null, signal: AbortSignal, work: () => Promise<FetchOutcome>): Promise<FetchOutcome> => {
    const turn = await politeness.turn({ url, page, crawlDelayMs }, signal);
    const start = performance.now();
    let outcome: FetchOutcome | null = null;
    try {
      outcome = await work();
    } finally {
      const failed = outcome?.kind === 'failed' ? outcome : null;
      const until = turn.done({
        went: outcome === null ? 'well' : wentOf(outcome),
        durationMs: performance.now() - start,
        remoteAddress: outcome?.exchange?.remoteAddress ?? null,
        retryAfter: failed?.retryAfter ?? null,
      });
      if (failed !== null && until !== null) outcome = { ...failed, retryAfter: until };
    }
    return outcome;
  };

  const fetchFile = async (url: string, signal: AbortSignal): Promise<FetchOutcome> =>
    files.fetch({ url, validators: null, as: 'file', signal });
  const robotsDeps = { clock: deps.clock, store: deps.robotsStore ?? createMemoryRobotsStore() };
  const robots = createRobots(settings, {
    ...robotsDeps,
    fetchFile: async (url, signal) => inTurn(new URL(url), false, null, signal, async () => fetchFile(url, signal)),
  });
  /** While a page's turn is held, another host's cannot be waited for: two such fetches could wait for each other. */
  const robotsOnTheWay = createRobots(settings, { ...robotsDeps, fetchFile });

  const beforeRedirect = async (url: URL, signal: AbortSignal): Promise<void> => {
    politeness.mayAsk(url);
    const answer = await robotsOnTheWay.check(url, signal);
    if (answer.kind === 'denied') throw new Fault(answer.failure.reason, answer.failure.problem, answer.failure.retryAfter);
  };
  const http = createHttpFetcher(settings, { guard, dialer, clock: deps.clock, beforeRedirect });
  const browser = createBrowserFetcher(settings, { guard, dialer, clock: deps.clock, beforeNavigation: beforeRedirect });

  const fetchPage = async (source: Source, past: Past, options: FetchOptions): Promise<FetchOutcome> => {
    const { signal } = options;
    const url = guard.url(source.url);
    const answer = await robots.check(url, signal);
    if (answer.kind === 'denied') return answer.failure;
    const turned = async (work: () => Promise<FetchOutcome>): Promise<FetchOutcome> =>
      withNotes(await inTurn(url, true, answer.crawlDelayMs, signal, work), answer.notes);

    const rendered = async (): Promise<FetchOutcome> => turned(async () => browser.fetch({ url: source.url, signal }));
    if (source.render === 'browser') return rendered();
    const outcome = await turned(async () => http.fetch({
      url: source.url,
      validators: options.fresh ? null : past.validators,
      validatorsUrl: past.finalUrl ?? null,
      signal,
    }));
    if (source.render === 'http') return outcome;
    // Some sites send every visitor in a circle until a cookie has been set, which a browser keeps for the visit.
    if (outcome.kind !== 'failed' || outcome.problem.code !== redirectLoopCode) return outcome;
    const second = await rendered();
    return second.kind === 'captured' ? second : outcome;
  };

  return {
    fetch: async (source, past, options) => {
      options.signal.throwIfAborted();
      try {
        return await fetchPage(source, past, options);
      } catch (error) {
        if (error instanceof Fault) return failedBy(error);
        throw error;
      }
    },
    politenessState: politeness.state,
    [Symbol.asyncDispose]: async () => browser.close(),
  };
}
