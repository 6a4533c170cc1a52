import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, CDPSession, Frame, Page, Request, Response } from 'playwright';
import type { CapturedPage, Exchange, FetchOutcome, Headers, Redirect } from '../domain/capture.ts';
import type { Clock, Instant } from '../domain/instant.ts';
import type { AddressGuard } from './address-guard.ts';
import { launchBrowser, type RunningBrowser } from './browser-launch.ts';
import { downloadFault, faultFrom, loadFault, timeoutLike } from './browser-faults.ts';
import { certificateFingerprint, settle, takeSnapshot } from './browser-page.ts';
import { orAborted, startBudget, type Budget } from './budget.ts';
import { parseContentType } from './content-type.ts';
import type { Dialer } from './dialer.ts';
import { placeOf, startEgressProxy, type EgressProxy } from './egress-proxy.ts';
import { failedBy, Fault, quoted } from './fault.ts';
import { sha256Of } from './http-fetcher.ts';
import { headerOf, sizeFault } from './http-hop.ts';
import { isPage, statusFault } from './http-status.ts';
import type { Snapshot } from './page-snapshot.ts';
import { parseRetryAfter } from './retry-after.ts';
import { userAgentHeader, type FetchSettings } from './settings.ts';

export interface BrowserRequest {
  readonly url: string;
  readonly signal: AbortSignal;
}

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

/** Not needed to read a text. */
const skippedTypes = new Set(['image', 'media', 'font', 'texttrack', 'eventsource', 'websocket', 'manifest', 'ping']);

/** What a browser shows as a document of its own, without a viewer around it. */
const shownTypes = new Set(['text/html', 'application/xhtml+xml', 'text/plain']);

/** How long a context may take to close before the whole browser is ended instead. */
const closeTimeoutMs = 3000;

/** One page's visit, filled while it runs. */
interface Visit {
  readonly request: BrowserRequest;
  readonly startedAt: Instant;
  readonly notes: string[];
  response: Response | null;
  failedNavigation: Request | null;
  navigations: number;
  dialogs: number;
  popups: number;
  downloads: number;
}

function lowerCased(headers: readonly { readonly name: string; readonly value: string }[]): Headers {
  return headers.map(({ name, value }) => [name.toLowerCase(), value]);
}

async function redirectsOf(response: Response): Promise<readonly Redirect[]> {
  const redirects: Redirect[] = [];
  let request = response.request().redirectedFrom();
  while (request !== null && redirects.length < 30) {
    const hop = await request.response();
    redirects.unshift({ url: request.url(), status: hop?.status() ?? 0, location: (await hop?.headerValue('location')) ?? '' });
    request = request.redirectedFrom();
  }
  return redirects;
}

function isDowngrade(redirects: readonly Redirect[], finalUrl: string): boolean {
  const schemes = [...redirects.map((entry) => entry.url), finalUrl].map((url) => url.startsWith('https:'));
  return schemes.some((secure, index) => secure && schemes[index + 1] === false);
}

async function load(page: Page, visit: Visit, proxy: EgressProxy, settleMs: number): Promise<void> {
  try {
    await page.goto(visit.request.url, { waitUntil: 'domcontentloaded', timeout: 0 });
  } catch {
    // A script that moves on at once interrupts the first navigation; the next one's answer then counts.
    await page.waitForLoadState('domcontentloaded', { timeout: settleMs }).catch(() => undefined);
  }
  if (visit.response === null || visit.downloads > 0) throw loadFault(visit.request.url, visit.downloads, visit.failedNavigation, proxy);
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

  const watch = (page: Page, visit: Visit, budget: Budget): void => {
    const { url } = visit.request;
    page.context().on('page', (popup) => {
      if (popup === page) return;
      visit.popups += 1;
      popup.close().catch(() => undefined);
    });
    page.on('dialog', (dialog) => {
      visit.dialogs += 1;
      if (visit.dialogs > limits.maxDialogs) budget.end(timeoutLike(url, 'timeout-dialogs', 'opens dialogs without end'));
      dialog.dismiss().catch(() => undefined);
    });
    page.on('download', (download) => {
      visit.downloads += 1;
      download.cancel().catch(() => undefined);
    });
    page.on('crash', () => {
      budget.end(new Fault('size', { code: 'browser-crash', retryable: true, message: `${quoted(url)} brought the browser's page down.`, mend: 'The next check tries again; if it stays so, import a saved copy of the page.' }));
    });
    const isMain = (request: Request): boolean => request.isNavigationRequest() && frameOf(request) === page.mainFrame();
    page.on('response', (response) => {
      const redirect = response.status() >= 300 && response.status() < 400;
      if (isMain(response.request()) && !redirect) visit.response = response;
    });
    page.on('requestfailed', (request) => {
      if (isMain(request)) visit.failedNavigation = request;
    });
  };

  /** Whether a request may go on to the proxy, which then judges where it leads. */
  const mayGo = async (page: Page, request: Request, visit: Visit, budget: Budget): Promise<boolean> => {
    if (skippedTypes.has(request.resourceType())) return false;
    if (!request.isNavigationRequest() || frameOf(request) !== page.mainFrame()) return true;
    visit.navigations += 1;
    if (visit.navigations > limits.maxNavigations) {
      budget.end(timeoutLike(visit.request.url, 'timeout-navigations', 'moves from page to page without end'));
      return false;
    }
    try {
      const next = deps.guard.url(request.url());
      if (visit.navigations > 1) await deps.beforeNavigation?.(next, budget.signal);
      return true;
    } catch (error) {
      if (error instanceof Fault) budget.end(error);
      return false;
    }
  };

  const guardRoutes = async (page: Page, visit: Visit, budget: Budget): Promise<void> => {
    await page.route('**/*', async (route, request) => {
      const go = await mayGo(page, request, visit, budget);
      // A page that is closed meanwhile answers with an error that concerns nobody.
      await (go ? route.continue() : route.abort('blockedbyclient')).catch(() => undefined);
    });
  };

  const exchangeOf = async (visit: Visit, proxy: EgressProxy, session: CDPSession | null): Promise<Exchange | null> => {
    const { response } = visit;
    if (response === null) return null;
    const finalUrl = response.url();
    const parsed = new URL(finalUrl);
    const refused = proxy.refused();
    return {
      requestedUrl: visit.request.url,
      finalUrl,
      status: response.status(),
      requestHeaders: lowerCased(await response.request().headersArray()),
      responseHeaders: lowerCased(await response.headersArray()),
      redirects: await redirectsOf(response),
      remoteAddress: proxy.addressAt(placeOf(parsed)),
      tlsFingerprint: session !== null && parsed.protocol === 'https:' ? await certificateFingerprint(session, parsed.origin) : null,
      startedAt: visit.startedAt,
      endedAt: deps.clock(),
      via: 'browser',
      notes: [
        ...visit.notes,
        ...(visit.dialogs > 0 ? [`The page opened ${String(visit.dialogs)} dialogs; each was dismissed.`] : []),
        ...(visit.popups > 0 ? [`The page opened ${String(visit.popups)} windows; each was closed.`] : []),
        ...(visit.downloads > 0 ? [`The page started ${String(visit.downloads)} downloads; none was taken.`] : []),
        ...(refused.length > 0 ? [`Requests to ${quoted(refused.join(', '))} were refused.`] : []),
      ],
    };
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
    const exchange = await exchangeOf(visit, proxy, session);
    if (exchange === null) throw loadFault(visit.request.url, visit.downloads, visit.failedNavigation, proxy);
    judgeAnswer(exchange);
    return exchange;
  };

  /** A page that moved on while it was read is read again; the cap on moves ends this. */
  const settledSnapshot = async (page: Page, session: CDPSession, visit: Visit, signal: AbortSignal): Promise<{ readonly snapshot: Snapshot; readonly still: boolean }> => {
    for (;;) {
      const before = visit.navigations;
      await page.waitForLoadState('load', { timeout: limits.maxSettleMs }).catch(() => undefined);
      const still = await settle(page, session, limits, signal);
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

  const contextFor = async ({ browser }: RunningBrowser, proxy: EgressProxy): Promise<BrowserContext> => browser.newContext({
    // `<-loopback>` takes back Chromium's habit of going to loopback addresses without the proxy.
    proxy: { server: proxy.url, bypass: '<-loopback>' },
    serviceWorkers: 'block',
    acceptDownloads: false,
    permissions: [],
    viewport: limits.viewport,
    // Says what it is, in the form that servers expect of a browser, and the same on every machine.
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/${browser.version()} Safari/537.36 ${userAgentHeader(settings)}`,
    extraHTTPHeaders: { 'accept-language': settings.acceptLanguage },
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
    const opening = contextFor(started, proxy);
    const context = await orAborted(opening, budget.signal).catch((error: unknown) => {
      void opening.then(discard, () => undefined);
      throw error;
    });
    try {
      const page = await orAborted(context.newPage(), budget.signal);
      watch(page, visit, budget);
      await orAborted(guardRoutes(page, visit, budget), budget.signal);
      const session = await orAborted(context.newCDPSession(page), budget.signal);
      return await orAborted(read(page, session, visit, proxy, budget), budget.signal);
    } catch (error) {
      visit.request.signal.throwIfAborted();
      const fault = faultFrom(error, visit.request.url);
      // A page that hangs gives no answer about its headers either.
      const exchange = await Promise.race([exchangeOf(visit, proxy, null).catch(() => null), delay(closeTimeoutMs, null)]);
      return failedBy(fault, { exchange, partialBody: null });
    } finally {
      await discard(context);
    }
  };

  const visited = async (request: BrowserRequest): Promise<FetchOutcome> => {
    const visit: Visit = { request, startedAt: deps.clock(), notes: [], response: null, failedNavigation: null, navigations: 0, dialogs: 0, popups: 0, downloads: 0 };
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

/** A request of a service worker or of a page that is gone has no frame. */
function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

