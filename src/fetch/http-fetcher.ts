import { createHash } from 'node:crypto';
import type { CapturedPage, Exchange, FetchOutcome, Headers, Redirect, Validators } from '../domain/capture.ts';
import type { Sha256 } from '../domain/ids.ts';
import type { Clock, Instant } from '../domain/instant.ts';
import type { AddressGuard } from './address-guard.ts';
import { startBudget, type Budget } from './budget.ts';
import { decodeText } from './charset.ts';
import { acceptedEncodings, decodeContent } from './content-coding.ts';
import { parseContentType } from './content-type.ts';
import { TlsFault, type Dialer } from './dialer.ts';
import { failedBy, Fault, quoted } from './fault.ts';
import { emptyTrace, headerOf, hop, sizeFault, withoutHash, type BodyLimit, type HopTrace } from './http-hop.ts';
import { isPage, statusFault } from './http-status.ts';
import { sniffMediaType } from './media-type.ts';
import { locationOf, nextUrl, refreshOf } from './redirects.ts';
import { parseRetryAfter } from './retry-after.ts';
import { userAgentHeader, type FetchSettings } from './settings.ts';

export interface HttpRequest {
  readonly url: string;
  /** What the last capture was recognised by; null asks for the page whatever it is. */
  readonly validators: Validators | null;
  /** Where those validators came from; they are sent there only. null: to the address asked for and its redirects. */
  readonly validatorsUrl?: string | null;
  /**
   * `page` (the default) takes documents only. `file` takes whatever the server has as UTF-8 text, uncompressed, and
   * leaves what lies beyond the size limit, as robots.txt is read.
   */
  readonly as?: 'page' | 'file';
  readonly signal: AbortSignal;
}

export interface HttpFetcher {
  /** Never rejects, but with the signal's reason when the caller aborts. */
  readonly fetch: (request: HttpRequest) => Promise<FetchOutcome>;
}

export interface HttpFetcherDeps {
  readonly guard: AddressGuard;
  readonly dialer: Dialer;
  readonly clock: Clock;
  /** Asked before each redirect is followed; throws `Fault` where robots.txt or a back-off forbids it. */
  readonly beforeRedirect?: (url: URL, signal: AbortSignal) => Promise<void>;
}

interface Journey {
  readonly requestedUrl: string;
  readonly startedAt: Instant;
  readonly redirects: Redirect[];
  readonly notes: string[];
  finalUrl: string;
  trace: HopTrace;
}

function exchangeOf(journey: Journey, endedAt: Instant): Exchange {
  const { trace } = journey;
  return {
    requestedUrl: journey.requestedUrl,
    finalUrl: journey.finalUrl,
    status: trace.status,
    requestHeaders: trace.requestHeaders,
    responseHeaders: trace.responseHeaders,
    redirects: [...journey.redirects],
    remoteAddress: trace.remoteAddress,
    tlsFingerprint: trace.tlsFingerprint,
    startedAt: journey.startedAt,
    endedAt,
    via: 'http',
    notes: [...journey.notes, ...trace.notes],
  };
}

export function sha256Of(bytes: Uint8Array): Sha256 {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Sha256;
}

const pdfTypes = new Set(['application/pdf', 'application/x-pdf', 'application/octet-stream', 'binary/octet-stream', 'application/x-download', 'application/force-download']);

function typeFault(url: string, reason: 'type' | 'decode', what: string): Fault {
  return new Fault(reason, {
    code: reason === 'type' ? 'type-unexpected' : 'decode-unlabelled',
    retryable: true,
    message: `${quoted(url)} sent ${quoted(what)}; a policy is a web page, a PDF or a text.`,
    mend: 'Check that the address leads to the policy itself.',
  });
}

function maxBytesOf(headers: Headers, settings: FetchSettings): number {
  return pdfTypes.has(parseContentType(headerOf(headers, 'content-type')).mediaType ?? '') ? settings.maxPdfBytes : settings.maxHtmlBytes;
}

/** @returns the validators that go to this address; null where none do */
function validatorsFor(url: URL, request: HttpRequest): Validators | null {
  const { validators } = request;
  if (validators === null || (validators.etag === null && validators.lastModified === null)) return null;
  const home = request.validatorsUrl ?? null;
  return home === null || home === url.href ? validators : null;
}

/** A page and its text, or a fault for what cannot be one. */
async function pageOf(journey: Journey, settings: FetchSettings, endedAt: Instant): Promise<CapturedPage> {
  const { trace } = journey;
  const url = journey.finalUrl;
  const rawBody = Buffer.concat(trace.chunks);
  const contentType = headerOf(trace.responseHeaders, 'content-type');
  const contentEncoding = trace.responseHeaders.filter(([name]) => name === 'content-encoding').map(([, value]) => value).join(',');
  const body = rawBody.length === 0 ? rawBody : await decodeContent(url, rawBody, contentEncoding, maxBytesOf(trace.responseHeaders, settings), settings);
  if (body.length === 0) {
    throw new Fault('empty', { code: 'empty-body', retryable: true, message: `${quoted(url)} answered with an empty page.`, mend: 'Check the address in a browser; the next check tries again.' });
  }
  const sniffed = sniffMediaType(body, contentType);
  if (sniffed.kind === 'refused') throw typeFault(url, sniffed.reason, sniffed.what);
  if (sniffed.mediaType !== 'application/pdf' && body.length > settings.maxHtmlBytes) throw sizeFault(url, settings.maxHtmlBytes);
  if (sniffed.mediaType === 'text/html' && /\.pdf$/iu.test(new URL(journey.requestedUrl).pathname)) throw typeFault(url, 'type', 'a web page where a PDF was asked for');

  let text: string | null = null;
  const notes: string[] = [];
  if (sniffed.kind === 'text') {
    const decoded = decodeText(body, sniffed.mediaType === 'text/html' ? contentType ?? 'text/html' : contentType ?? sniffed.mediaType);
    if (decoded.kind === 'refused') throw typeFault(url, 'decode', `a page in the encoding "${decoded.label}", which no browser reads`);
    ({ text } = decoded);
    notes.push(...decoded.notes);
  }
  if (trace.status === 203) notes.push('A proxy on the way says that it altered the page (status 203).');
  const robotsTag = headerOf(trace.responseHeaders, 'x-robots-tag');
  if (robotsTag !== null && /\bno(?:archive|ne)\b/iu.test(robotsTag.slice(0, 500))) notes.push('The site asks that the page be not archived publicly (X-Robots-Tag).');
  const exchange = exchangeOf(journey, endedAt);
  return {
    kind: 'captured',
    exchange: { ...exchange, notes: [...(exchange.notes ?? []), ...notes] },
    rawBody,
    body,
    bodySha256: sha256Of(body),
    mediaType: sniffed.mediaType,
    text,
    validators: { etag: headerOf(trace.responseHeaders, 'etag'), lastModified: headerOf(trace.responseHeaders, 'last-modified') },
  };
}

async function fileOf(journey: Journey, settings: FetchSettings, endedAt: Instant): Promise<CapturedPage> {
  const { trace } = journey;
  const rawBody = Buffer.concat(trace.chunks);
  const body = rawBody.length === 0 ? rawBody : await decodeContent(journey.finalUrl, rawBody, headerOf(trace.responseHeaders, 'content-encoding'), settings.maxHtmlBytes, settings);
  return {
    kind: 'captured',
    exchange: exchangeOf(journey, endedAt),
    rawBody,
    body,
    bodySha256: sha256Of(body),
    mediaType: parseContentType(headerOf(trace.responseHeaders, 'content-type')).mediaType ?? 'text/plain',
    text: new TextDecoder().decode(body),
    validators: { etag: null, lastModified: null },
  };
}

/**
 * Fetches pages over HTTP/1.1 and TLS. Each request has a connection of its own, every hop goes before the address
 * guard, nothing is read without a limit, and one time budget covers it all.
 */
export function createHttpFetcher(settings: FetchSettings, deps: HttpFetcherDeps): HttpFetcher {
  const headersFor = (url: URL, request: HttpRequest): Headers => {
    const headers: (readonly [string, string])[] = [
      ['user-agent', userAgentHeader(settings)],
      ['accept', 'text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.1'],
      ['accept-language', settings.acceptLanguage],
      ['accept-encoding', request.as === 'file' ? 'identity' : acceptedEncodings],
    ];
    const validators = validatorsFor(url, request);
    if (validators === null) return headers;
    const { etag, lastModified } = validators;
    if (etag !== null) headers.push(['if-none-match', etag]);
    if (lastModified !== null) headers.push(['if-modified-since', lastModified]);
    return headers;
  };

  const limit = (request: HttpRequest) => (status: number, headers: Headers): BodyLimit => {
    if (request.as === 'file') return { maxBytes: settings.maxHtmlBytes, beyond: 'cut' };
    if (locationOf(status, headers) !== null) return { maxBytes: 0, beyond: 'cut' };
    if (!isPage(status)) return { maxBytes: settings.maxPartialBytes, beyond: 'cut' };
    return { maxBytes: maxBytesOf(headers, settings), beyond: 'fail' };
  };

  /** An answer's status says more than how its body ended: a refusal whose page never ends is still a refusal. */
  const answer = async (url: URL, request: HttpRequest, trace: HopTrace, budget: Budget): Promise<void> => {
    try {
      await hop({ url, headers: headersFor(url, request), limit: limit(request) }, trace, budget, deps.dialer, settings);
    } catch (error) {
      if (request.signal.aborted || trace.status === 0 || isPage(trace.status)) throw error;
    }
  };

  /** One answer: a finished outcome, or where it sends us. */
  const step = async (url: URL, request: HttpRequest, journey: Journey, budget: Budget): Promise<FetchOutcome | string> => {
    journey.trace = emptyTrace();
    const { trace } = journey;
    await answer(url, request, trace, budget);
    const location = locationOf(trace.status, trace.responseHeaders);
    if (location !== null) return location;
    if (trace.status === 304 && validatorsFor(url, request) !== null) return { kind: 'not-modified', exchange: exchangeOf(journey, deps.clock()) };
    if (!isPage(trace.status)) {
      const value = headerOf(trace.responseHeaders, 'retry-after');
      throw statusFault(url.href, trace.status, value !== null, parseRetryAfter(value, deps.clock(), settings.politeness.maxRetryAfterMs));
    }
    if (request.as === 'file') return fileOf(journey, settings, deps.clock());
    const refresh = refreshOf(trace.responseHeaders, null);
    if (refresh !== null && !isSelf(refresh, url)) return refresh;
    const page = await pageOf(journey, settings, deps.clock());
    const meta = page.mediaType === 'text/html' ? refreshOf([], page.text) : null;
    return meta !== null && !isSelf(meta, url) ? meta : page;
  };

  const travel = async (request: HttpRequest, journey: Journey, budget: Budget): Promise<FetchOutcome> => {
    let url = deps.guard.url(request.url);
    const seen = [withoutHash(url)];
    for (;;) {
      journey.finalUrl = url.href;
      const result = await step(url, request, journey, budget);
      if (typeof result !== 'string') return result;
      journey.redirects.push({ url: url.href, status: journey.trace.status, location: quoted(result) === result ? result : quoted(result) });
      const next = nextUrl(url, result, seen, settings.maxRedirects, deps.guard);
      await deps.beforeRedirect?.(next, budget.signal);
      seen.push(withoutHash(next));
      url = next;
    }
  };

  const fetch = async (request: HttpRequest): Promise<FetchOutcome> => {
    const journey: Journey = { requestedUrl: request.url, startedAt: deps.clock(), redirects: [], notes: [], finalUrl: request.url, trace: emptyTrace() };
    if (settings.proxyUrl !== null) journey.notes.push('The page was fetched through the proxy that the configuration names; the remote address is the proxy\'s.');
    using budget = startBudget(request.url, settings.totalTimeoutMs, request.signal);
    try {
      return await travel(request, journey, budget);
    } catch (error) {
      request.signal.throwIfAborted();
      const fault = error instanceof Fault ? error : unexpected(request.url, error);
      const { trace } = journey;
      if (fault instanceof TlsFault) {
        trace.tlsFingerprint = fault.tlsFingerprint;
        trace.remoteAddress = fault.remoteAddress;
      }
      const known = trace.remoteAddress !== null || journey.redirects.length > 0;
      return failedBy(fault, { exchange: known ? exchangeOf(journey, deps.clock()) : null, partialBody: partialOf(trace, settings.maxPartialBytes) });
    }
  };

  return { fetch };
}

function partialOf(trace: HopTrace, maxBytes: number): Uint8Array | null {
  if (trace.chunks.length === 0) return null;
  return new Uint8Array(Buffer.concat(trace.chunks).subarray(0, maxBytes));
}

function isSelf(target: string, url: URL): boolean {
  const resolved = URL.parse(target, url.href);
  return resolved !== null && withoutHash(resolved) === withoutHash(url);
}

function unexpected(url: string, error: unknown): Fault {
  return new Fault('proto', {
    code: 'proto-unexpected',
    retryable: true,
    message: `${quoted(url)} could not be fetched (${error instanceof Error ? quoted(error.message) : 'unknown cause'}).`,
    mend: 'The next check tries again; if it stays so, report it with the address.',
  });
}
