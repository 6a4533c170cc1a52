import type { CDPSession, Frame, Page, Request, Response } from 'playwright';
import type { Exchange, Headers, Redirect } from '../domain/capture.ts';
import type { Instant } from '../domain/instant.ts';
import type { AddressGuard } from './address-guard.ts';
import { navigationFault, timeoutLike } from './browser-faults.ts';
import { certificateFingerprint } from './browser-page.ts';
import type { Budget } from './budget.ts';
import { placeOf, type EgressProxy } from './egress-proxy.ts';
import { Fault, quoted } from './fault.ts';
import { headerOf } from './http-hop.ts';
import type { FetchSettings } from './settings.ts';

export interface BrowserRequest {
  readonly url: string;
  readonly signal: AbortSignal;
}

/** One page's visit, filled while it runs. */
export interface Visit {
  readonly request: BrowserRequest;
  readonly startedAt: Instant;
  readonly notes: string[];
  response: Response | null;
  failedNavigation: Request | null;
  navigations: number;
  dialogs: number;
  popups: number;
  downloads: number;
  /** Answers that came compressed although that was refused; Chromium does not take them. */
  undecodable: number;
  readonly compression: 'refused' | 'taken';
  /** Requests without an answer so far. */
  readonly underWay: Set<Request>;
}

export function newVisit(request: BrowserRequest, startedAt: Instant, compression: Visit['compression']): Visit {
  return { request, startedAt, compression, notes: [], response: null, failedNavigation: null, navigations: 0, dialogs: 0, popups: 0, downloads: 0, undecodable: 0, underWay: new Set() };
}

export interface VisitRules {
  readonly guard: AddressGuard;
  readonly maxNavigations: number;
  /** Asked before the page moves to another address; throws `Fault` where it may not. */
  readonly beforeNavigation: ((url: URL, signal: AbortSignal) => Promise<void>) | null;
}

/** Not needed to read a text. */
const skippedTypes = new Set(['image', 'media', 'font', 'texttrack', 'eventsource', 'websocket', 'manifest', 'ping']);

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

/** A request of a service worker or of a page that is gone has no frame. */
function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

function bodyFault(request: Request): Fault {
  return navigationFault(request.url(), request.failure()?.errorText ?? '');
}

/** Keeps count of what the page does, and ends it where it does too much. */
export function watchPage(page: Page, visit: Visit, budget: Budget, limits: FetchSettings['browser']): void {
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
  page.on('request', (request) => { visit.underWay.add(request); });
  page.on('requestfinished', (request) => { visit.underWay.delete(request); });
  page.on('requestfailed', (request) => {
    visit.underWay.delete(request);
    if (visit.compression === 'refused' && request.failure()?.errorText === 'net::ERR_CONTENT_DECODING_FAILED') visit.undecodable += 1;
    if (!isMain(request)) return;
    visit.failedNavigation = request;
    // An answer whose body broke off: the browser shows what it has and waits for nothing more.
    if (visit.response?.request() === request && request.failure()?.errorText !== 'net::ERR_ABORTED') budget.end(bodyFault(request));
  });
}

/** Whether a request may go on to the proxy, which then judges where it leads. */
async function mayGo(page: Page, request: Request, visit: Visit, budget: Budget, rules: VisitRules): Promise<boolean> {
  if (skippedTypes.has(request.resourceType())) return false;
  if (!request.isNavigationRequest() || frameOf(request) !== page.mainFrame()) return true;
  visit.navigations += 1;
  if (visit.navigations > rules.maxNavigations) {
    budget.end(timeoutLike(visit.request.url, 'timeout-navigations', 'moves from page to page without end'));
    return false;
  }
  try {
    const next = rules.guard.url(request.url());
    if (visit.navigations > 1) await rules.beforeNavigation?.(next, budget.signal);
    return true;
  } catch (error) {
    if (error instanceof Fault) budget.end(error);
    return false;
  }
}

/** Has every request of the page asked about before it is made. */
export async function guardRoutes(page: Page, visit: Visit, budget: Budget, rules: VisitRules): Promise<void> {
  await page.route('**/*', async (route, request) => {
    const go = await mayGo(page, request, visit, budget, rules);
    // A page that is closed meanwhile answers with an error that concerns nobody.
    await (go ? route.continue() : route.abort('blockedbyclient')).catch(() => undefined);
  });
}

/**
 * @param session to ask for the certificate; null where the page no longer answers
 * @returns the visit as evidence; null where no answer came
 */
export async function exchangeOfVisit(visit: Visit, proxy: EgressProxy, session: CDPSession | null, endedAt: Instant): Promise<Exchange | null> {
  const { response } = visit;
  if (response === null) return null;
  const finalUrl = response.url();
  const parsed = new URL(finalUrl);
  const responseHeaders = lowerCased(await response.headersArray());
  const refused = proxy.refused();
  return {
    requestedUrl: visit.request.url,
    finalUrl,
    status: response.status(),
    requestHeaders: lowerCased(await response.request().headersArray()),
    responseHeaders,
    redirects: await redirectsOf(response),
    remoteAddress: proxy.addressAt(placeOf(parsed)),
    tlsFingerprint: session !== null && parsed.protocol === 'https:' ? await certificateFingerprint(session, parsed.origin) : null,
    startedAt: visit.startedAt,
    endedAt,
    via: 'browser',
    notes: [
      ...visit.notes,
      ...(headerOf(responseHeaders, 'content-encoding') === null ? [] : ['The server compressed the page unasked; the browser cannot tell whether it was cut short.']),
      ...(visit.dialogs > 0 ? [`The page opened ${String(visit.dialogs)} dialogs; each was dismissed.`] : []),
      ...(visit.popups > 0 ? [`The page opened ${String(visit.popups)} windows; each was closed.`] : []),
      ...(visit.downloads > 0 ? [`The page started ${String(visit.downloads)} downloads; none was taken.`] : []),
      ...(refused.length > 0 ? [`Requests to ${quoted(refused.join(', '))} were refused.`] : []),
    ],
  };
}
