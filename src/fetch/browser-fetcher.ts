import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, CDPSession, Page } from 'playwright';
import type { CapturedPage, Exchange, FetchOutcome, Redirect } from '../domain/capture.ts';
import type { Clock } from '../domain/instant.ts';
import type { AddressGuard } from './address-guard.ts';
import { launchBrowser, type RunningBrowser } from './browser-launch.ts';
import { downloadFault, faultFrom, loadFault } from './browser-faults.ts';
import { settle, takeSnapshot } from './browser-page.ts';
import { exchangeOfVisit, guardRoutes, newVisit, watchPage, type BrowserRequest, type Visit } from './browser-visit.ts';
import { orAborted, startBudget, type Budget } from './budget.ts';
import { parseContentType } from './content-type.ts';
import type { Dialer } from './dialer.ts';
import { startEgressProxy, type EgressProxy } from './egress-proxy.ts';
import { failedBy, Fault, quoted } from './fault.ts';
import { sha256Of } from './http-fetcher.ts';
import { headerOf, sizeFault } from './http-hop.ts';
import { isPage, statusFault } from './http-status.ts';
import type { Snapshot } from './page-snapshot.ts';
import { parseRetryAfter } from './retry-after.ts';
import { userAgentHeader, type FetchSettings } from './settings.ts';

export interface BrowserFetcher {
  /** Never rejects, but with the signal's reason when the caller aborts. */
  readonly fetch: (request: BrowserRequest) => Promise<FetchOutcome>;
  /** Ends the browser; the next fetch would start another. */
  readonly close: () => Promise<void>;
}

export interface BrowserFetcherDeps {
  readonly guard: AddressGuard;
  readonly dialer: Dialer;
  readonly clock: Clock;
  /** Asked before the page moves to another address; throws `Fault` where robots.txt or a back-off forbids it. */
  readonly beforeNavigation?: (url: URL, signal: AbortSignal) => Promise<void>;
}

/** What a browser shows as a document of its own, without a viewer around it. */
const shownTypes = new Set(['text/html', 'application/xhtml+xml', 'text/plain']);

/** How long a context may take to close before the whole browser is ended instead. */
const closeTimeoutMs = 3000;

function isDowngrade(redirects: readonly Redirect[], finalUrl: string): boolean {
  const schemes = [...redirects.map((entry) => entry.url), finalUrl].map((url) => url.startsWith('https:'));
  return schemes.some((secure, index) => secure && schemes[index + 1] === false);
}

async function load(page: Page, visit: Visit, proxy: EgressProxy, settleMs: number): Promise<void> {
  let interrupted = false;
  try {
    await page.goto(visit.request.url, { waitUntil: 'domcontentloaded', timeout: 0 });
  } catch {
    interrupted = true;
    // A script that moves on at once interrupts the first navigation; the next one's answer then counts.
    await page.waitForLoadState('domcontentloaded', { timeout: settleMs }).catch(() => undefined);
  }
  if (visit.response === null || (interrupted && visit.downloads > 0)) throw loadFault(visit.request.url, visit.downloads, visit.failedNavigation, proxy);
}

/**
 * Renders pages with Chromium: a fresh context and an egress proxy of its own for each, nothing kept, nothing
 * downloaded, every address checked, one time budget over all.
 */
export function createBrowserFetcher(settings: FetchSettings, deps: BrowserFetcherDeps): BrowserFetcher {
  const limits = settings.browser;
  let running: Promise<RunningBrowser> | null = null;
  let visits = 0;
  let idleTimer: NodeJS.Timeout | null = null;

  const browserNow = async (): Promise<RunningBrowser> => {
    if (running === null) {
      const starting = launchBrowser(limits);
      running = starting;
      const forget = (): void => { if (running === starting) running = null; };
      void starting.then(({ browser }) => browser.once('disconnected', forget), forget);
    }
    return running;
  };

  const close = async (): Promise<void> => {
    if (idleTimer !== null) clearTimeout(idleTimer);
    const ending = running;
    running = null;
    if (ending === null) return;
    const started = await ending.catch(() => null);
    await started?.browser.close().catch(() => undefined);
  };

  /** A page in an endless loop cannot be asked to go: it is closed from outside, the browser with it if need be. */
  const discard = async (context: BrowserContext): Promise<void> => {
    const closed = context.close().then(() => true, () => true);
    if (!await Promise.race([closed, delay(closeTimeoutMs, false)])) await close();
  };

  /** What the first answer alone decides; its scripts are not waited for. */
  const judgeAnswer = (exchange: Exchange): void => {
    if (!isPage(exchange.status)) {
      const value = headerOf(exchange.responseHeaders, 'retry-after');
      throw statusFault(exchange.finalUrl, exchange.status, value !== null, parseRetryAfter(value, deps.clock(), settings.politeness.maxRetryAfterMs));
    }
    const { mediaType } = parseContentType(headerOf(exchange.responseHeaders, 'content-type'));
    if (mediaType !== null && !shownTypes.has(mediaType)) throw downloadFault(exchange.finalUrl);
    if (isDowngrade(exchange.redirects, exchange.finalUrl)) {
      throw new Fault('redirect', { code: 'redirect-downgrade', retryable: true, message: `${quoted(exchange.requestedUrl)} redirects from https to an unprotected address.`, mend: 'Open the address in a browser and register the address where the policy really is.' });
    }
  };

  const judged = async (visit: Visit, proxy: EgressProxy, session: CDPSession): Promise<Exchange> => {
    const exchange = await exchangeOfVisit(visit, proxy, session, deps.clock());
    if (exchange === null) throw loadFault(visit.request.url, visit.downloads, visit.failedNavigation, proxy);
    judgeAnswer(exchange);
    return exchange;
  };

  /** A page that moved on while it was read is read again; the cap on moves ends this. */
  const settledSnapshot = async (page: Page, session: CDPSession, visit: Visit, signal: AbortSignal): Promise<{ readonly snapshot: Snapshot; readonly still: boolean }> => {
    for (;;) {
      const before = visit.navigations;
      await page.waitForLoadState('load', { timeout: limits.maxSettleMs }).catch(() => undefined);
      const still = await settle(page, session, limits, () => visit.underWay.size > 0, signal);
      const snapshot = await takeSnapshot(session, settings.maxHtmlBytes);
      if (visit.navigations === before) return { snapshot, still };
    }
  };

  const read = async (page: Page, session: CDPSession, visit: Visit, proxy: EgressProxy, budget: Budget): Promise<CapturedPage> => {
    await load(page, visit, proxy, limits.stableMs);
    await judged(visit, proxy, session);
    const { snapshot, still } = await settledSnapshot(page, session, visit, budget.signal);
    if (!still) visit.notes.push('The page kept changing; it was taken as it was when the time for settling was over.');
    if (visit.failedNavigation !== null && visit.failedNavigation.url() === page.url()) throw loadFault(visit.request.url, visit.downloads, visit.failedNavigation, proxy);
    // Judged again: a script may have moved on to another page meanwhile.
    const exchange = await judged(visit, proxy, session);
    if (snapshot.cut) throw sizeFault(exchange.finalUrl, settings.maxHtmlBytes);
    const body = Buffer.from(snapshot.html, 'utf8');
    // No validators: an unchanged shell says nothing of what its scripts load.
    return { kind: 'captured', exchange, rawBody: body, body, bodySha256: sha256Of(body), mediaType: 'text/html', text: snapshot.html, validators: { etag: null, lastModified: null } };
  };

  const contextFor = async ({ browser }: RunningBrowser, proxy: EgressProxy, compression: Visit['compression']): Promise<BrowserContext> => browser.newContext({
    // `<-loopback>` takes back Chromium's habit of going to loopback addresses without the proxy.
    proxy: { server: proxy.url, bypass: '<-loopback>' },
    serviceWorkers: 'block',
    acceptDownloads: false,
    permissions: [],
    viewport: limits.viewport,
    // Says what it is, in the form that servers expect of a browser, and the same on every machine.
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/${browser.version()} Safari/537.36 ${userAgentHeader(settings)}`,
    // Chromium takes half a compressed page for a whole one, but sees where half an uncompressed one breaks off.
    extraHTTPHeaders: { 'accept-language': settings.acceptLanguage, ...(compression === 'refused' ? { 'accept-encoding': 'identity' } : {}) },
    reducedMotion: 'reduce',
  });

  const visitPage = async (visit: Visit, started: RunningBrowser, budget: Budget): Promise<FetchOutcome> => {
    await using proxy = await startEgressProxy({
      guard: deps.guard,
      dialer: deps.dialer,
      maxBytes: limits.maxBytesPerPage,
      onTooMuch: () => { budget.end(sizeFault(visit.request.url, limits.maxBytesPerPage)); },
      signal: budget.signal,
    });
    const opening = contextFor(started, proxy, visit.compression);
    const context = await orAborted(opening, budget.signal).catch((error: unknown) => {
      void opening.then(discard, () => undefined);
      throw error;
    });
    try {
      const page = await orAborted(context.newPage(), budget.signal);
      watchPage(page, visit, budget, limits);
      const rules = { guard: deps.guard, maxNavigations: limits.maxNavigations, beforeNavigation: deps.beforeNavigation ?? null };
      await orAborted(guardRoutes(page, visit, budget, rules), budget.signal);
      const session = await orAborted(context.newCDPSession(page), budget.signal);
      return await orAborted(read(page, session, visit, proxy, budget), budget.signal);
    } catch (error) {
      visit.request.signal.throwIfAborted();
      const fault = faultFrom(error, visit.request.url);
      // A page that hangs gives no answer about its headers either.
      const exchange = await Promise.race([exchangeOfVisit(visit, proxy, null, deps.clock()).catch(() => null), delay(closeTimeoutMs, null)]);
      return failedBy(fault, { exchange, partialBody: null });
    } finally {
      await discard(context);
    }
  };

  /** One visit, which may take a whole budget. */
  const visitOnce = async (visit: Visit): Promise<FetchOutcome> => {
    const { request } = visit;
    try {
      deps.guard.url(request.url);
      // Starting the browser has a time limit of its own, and is not the page's fault.
      const started = await orAborted(browserNow(), request.signal);
      visit.notes.push(...started.notes);
      using budget = startBudget(request.url, limits.totalTimeoutMs, request.signal);
      return await visitPage(visit, started, budget);
    } catch (error) {
      request.signal.throwIfAborted();
      return failedBy(faultFrom(error, request.url));
    }
  };

  const visited = async (request: BrowserRequest): Promise<FetchOutcome> => {
    const first = newVisit(request, deps.clock(), 'refused');
    const outcome = await visitOnce(first);
    // Some servers compress whatever they are asked; then there is nothing for it but to take that.
    return first.undecodable === 0 ? outcome : visitOnce(newVisit(request, deps.clock(), 'taken'));
  };

  /** A browser that nobody needs for a while gives its memory back. */
  const fetch = async (request: BrowserRequest): Promise<FetchOutcome> => {
    visits += 1;
    if (idleTimer !== null) clearTimeout(idleTimer);
    try {
      return await visited(request);
    } finally {
      visits -= 1;
      if (visits === 0) {
        idleTimer = setTimeout(() => { void close(); }, limits.idleMs);
        idleTimer.unref();
      }
    }
  };

  return { fetch, close };
}

