import { Client } from 'undici';
import type { Headers } from '../domain/capture.ts';
import { portOf } from './address-guard.ts';
import { orAborted, timeoutFault, type Budget } from './budget.ts';
import { errorCode, netFault } from './connection-faults.ts';
import type { Connection, Dialer } from './dialer.ts';
import { Fault, quoted } from './fault.ts';
import type { FetchSettings } from './settings.ts';

/** What one request brought in so far; filled while it runs, so that a failure leaves evidence. */
export interface HopTrace {
  status: number;
  requestHeaders: Headers;
  responseHeaders: Headers;
  remoteAddress: string | null;
  tlsFingerprint: string | null;
  chunks: Buffer[];
  notes: string[];
}

export interface HopRequest {
  readonly url: URL;
  /** Without `host` and `connection`, which are added. */
  readonly headers: Headers;
  /** How much of the body is read; asked once the status and the headers are in. */
  readonly limit: (status: number, headers: Headers) => BodyLimit;
}

export interface BodyLimit {
  readonly maxBytes: number;
  /** What happens beyond that: the exchange fails, or the rest is left. */
  readonly beyond: 'fail' | 'cut';
}

export function emptyTrace(): HopTrace {
  return { status: 0, requestHeaders: [], responseHeaders: [], remoteAddress: null, tlsFingerprint: null, chunks: [], notes: [] };
}

/** @returns an address without its fragment, as servers see it */
export function withoutHash(url: URL): string {
  return url.hash === '' ? url.href : url.href.slice(0, -url.hash.length);
}

/** @returns the first value of a header; null where it is absent */
export function headerOf(headers: Headers, name: string): string | null {
  return headers.find(([key]) => key === name)?.[1] ?? null;
}

function pairs(flat: readonly (string | Buffer)[]): Headers {
  const headers: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const value = flat[index + 1] ?? '';
    headers.push([String(flat[index]).toLowerCase(), typeof value === 'string' ? value : value.toString('latin1')]);
  }
  return headers;
}

function protoFault(place: string, code: string, what: string): Fault {
  return new Fault('proto', {
    code,
    retryable: true,
    message: `${quoted(place)} ${what}.`,
    mend: 'Check the address in a browser; the next check tries again.',
  });
}

export function sizeFault(place: string, maxBytes: number): Fault {
  return new Fault('size', {
    code: 'size-body',
    retryable: true,
    message: `${quoted(place)} is larger than the ${String(maxBytes)} bytes that are fetched at most.`,
    mend: 'Check that the address leads to the policy itself; if it is really so large, raise the size limit in the configuration.',
  });
}

function truncatedFault(place: string, code: string): Fault {
  return new Fault('truncated', {
    code: 'truncated-body',
    retryable: true,
    message: `${quoted(place)} broke off in the middle of the page (${code}).`,
    mend: 'The next check tries again.',
  });
}

/** Says what an error of the client means, by its code and by how far the exchange had come. */
function faultOf(error: unknown, place: string, trace: HopTrace, interims: number): unknown {
  if (error instanceof Fault) return error;
  const code = errorCode(error);
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') return protoFault(place, 'proto-headers', 'sent more headers than are read');
  const inBody = trace.status !== 0;
  if (inBody && (code === 'UND_ERR_SOCKET' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' || code === 'HPE_INVALID_EOF_STATE')) return truncatedFault(place, code);
  if (code.startsWith('HPE_')) return protoFault(place, 'proto-parse', `did not answer in proper HTTP (${code})`);
  if (code === 'UND_ERR_SOCKET' && interims > 0) {
    return new Fault('http', { code: 'http-no-answer', retryable: true, message: `${quoted(place)} announced an answer and closed the connection.`, mend: 'The next check tries again.' });
  }
  if (code === 'UND_ERR_SOCKET') return netFault(place, 'ECONNRESET');
  if (/^E[A-Z]+$/u.test(code)) return netFault(place, code);
  return protoFault(place, `proto-${code.toLowerCase()}`, `could not be read as HTTP (${code})`);
}

/** Ends the exchange when the body comes in slower than the settings' rate. */
function watchRate(budget: Budget, place: string, trace: HopTrace, settings: FetchSettings): NodeJS.Timeout {
  const start = performance.now();
  return setInterval(() => {
    const elapsedMs = performance.now() - start;
    if (elapsedMs < settings.minimumRateGraceMs) return;
    const received = trace.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (received / (elapsedMs / 1000) >= settings.minimumRateBytesPerSecond) return;
    budget.end(new Fault('timeout', {
      code: 'timeout-rate',
      retryable: true,
      message: `${quoted(place)} sends its page too slowly (${String(received)} bytes in ${String(Math.round(elapsedMs / 1000))} seconds).`,
      mend: 'The next check tries again.',
    }));
  }, Math.min(1000, settings.minimumRateGraceMs));
}

async function connectFor(url: URL, dialer: Dialer, signal: AbortSignal): Promise<Connection> {
  const port = portOf(url);
  return url.protocol === 'https:' ? dialer.tls(url.hostname, port, signal) : dialer.tcp(url.hostname, port, signal, 'plain');
}

/**
 * Sends one GET over a connection of its own, so that the address, the certificate and the answer belong together, and
 * reads the body as it comes over the wire. What arrives is written into `trace`; throws `Fault` or the signal's reason.
 */
export async function hop(request: HopRequest, trace: HopTrace, budget: Budget, dialer: Dialer, settings: FetchSettings): Promise<void> {
  const { url } = request;
  const place = url.href;
  const connection = await connectFor(url, dialer, budget.signal);
  trace.remoteAddress = connection.remoteAddress;
  trace.tlsFingerprint = connection.tlsFingerprint;
  trace.requestHeaders = [['host', url.host], ['connection', 'close'], ...request.headers];

  const client = new Client(url.origin, {
    // Answered in a later turn: undici takes no notice of a socket that is there at once.
    connect: (_options, callback) => { setImmediate(() => { callback(null, connection.socket); }); },
    maxHeaderSize: settings.maxHeaderBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 1,
    allowH2: false,
  });
  let interims = 0;
  const headersTimer = setTimeout(() => { budget.end(timeoutFault(place, 'answer', settings.headersTimeoutMs)); }, settings.headersTimeoutMs);
  let rateTimer: NodeJS.Timeout | null = null;
  try {
    const response = await orAborted(client.request({
      method: 'GET',
      path: connection.throughProxy ? withoutHash(url) : `${url.pathname}${url.search}`,
      // What the proxy is told is no part of the exchange with the site.
      headers: [...trace.requestHeaders.flat(), ...Object.entries(connection.proxyHeaders).flat()],
      signal: budget.signal,
      responseHeaders: 'raw',
      onInfo: () => {
        interims += 1;
        if (interims > settings.maxInterimResponses) {
          budget.end(new Fault('net', { code: 'net-interim-flood', retryable: true, message: `${quoted(place)} sends interim answers without end.`, mend: 'The next check tries again.' }));
        }
      },
    }), budget.signal);
    clearTimeout(headersTimer);
    // `responseHeaders: 'raw'` gives the flat list that undici's types describe as an object.
    const flat: unknown = response.headers;
    trace.responseHeaders = pairs(Array.isArray(flat) ? flat.filter((entry) => typeof entry === 'string' || Buffer.isBuffer(entry)) : []);
    trace.status = response.statusCode;
    response.body.on('error', () => undefined);
    if (trace.responseHeaders.length > settings.maxHeaderLines) throw protoFault(place, 'proto-headers', 'sent more headers than are read');
    rateTimer = watchRate(budget, place, trace, settings);
    await readBody(request, response.body, trace);
    for (const [name, value] of Object.entries(response.trailers)) trace.notes.push(`The answer ended with the trailer ${quoted(name)}: ${quoted(String(value))}.`);
  } catch (error) {
    throw budget.signal.aborted ? budget.signal.reason : faultOf(error, place, trace, interims);
  } finally {
    clearTimeout(headersTimer);
    if (rateTimer !== null) clearInterval(rateTimer);
    void client.destroy().catch(() => undefined);
    connection.socket.destroy();
  }
}

async function readBody(request: HopRequest, body: AsyncIterable<Buffer>, trace: HopTrace): Promise<void> {
  const { maxBytes, beyond } = request.limit(trace.status, trace.responseHeaders);
  if (maxBytes === 0) return;
  const announced = Number(headerOf(trace.responseHeaders, 'content-length') ?? Number.NaN);
  if (beyond === 'fail' && announced > maxBytes) throw sizeFault(request.url.href, maxBytes);
  let received = 0;
  for await (const chunk of body) {
    const room = maxBytes - received;
    received += chunk.length;
    trace.chunks.push(chunk.length <= room ? chunk : chunk.subarray(0, Math.max(0, room)));
    if (received <= maxBytes) continue;
    if (beyond === 'fail') throw sizeFault(request.url.href, maxBytes);
    return;
  }
  const lengthKnown = !Number.isNaN(announced) || headerOf(trace.responseHeaders, 'transfer-encoding') !== null;
  if (!lengthKnown && received > 0) trace.notes.push('The server gave no length, so that a page cut short could not be told from a whole one.');
}
