import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Exchange, Headers } from '../domain/capture.ts';

/** A capture as a WARC file needs it. */
export interface WarcCapture {
  /** Stable name of the capture; record ids are made from it, so that the same pack comes out the same. */
  readonly name: string;
  readonly exchange: Exchange;
  /** The body as it came over the wire. */
  readonly rawBody: Uint8Array;
  readonly mediaType: string;
}

/*
 * Written by hand rather than with warcio, which merges repeated headers and draws record ids by lot: evidence keeps the
 * headers as they came, and the same records give the same bytes. Tests read the result with warcio.
 */

const crlf = '\r\n';

/** @returns a WARC/1.1 file (ISO 28500:2017), uncompressed: `warcinfo`, then request and response of each capture */
export function writeWarc(captures: readonly WarcCapture[], tool: string, at: string): Buffer {
  const info = Buffer.from(`software: ${tool}${crlf}format: WARC File Format 1.1${crlf}`, 'utf8');
  return Buffer.concat([
    record('warcinfo', { name: 'info', date: at.replace(/\.\d+Z$/u, 'Z'), contentType: 'application/warc-fields', uri: null, extra: [] }, info),
    ...captures.flatMap(recordsOf),
  ]);
}

function recordsOf(capture: WarcCapture): readonly Buffer[] {
  const { exchange, rawBody } = capture;
  const common = { date: warcDate(exchange), uri: exchange.finalUrl };
  const payload: Headers = [['WARC-Payload-Digest', sha256(rawBody)]];
  if (exchange.via !== 'http') {
    return [record('resource', { ...common, name: `${capture.name}-resource`, contentType: capture.mediaType, extra: payload }, Buffer.from(rawBody))];
  }
  const address: Headers = exchange.remoteAddress === null ? [] : [['WARC-IP-Address', exchange.remoteAddress]];
  const { request, responseHead } = warcBlocks(exchange);
  const responseId = warcRecordId(`${capture.name}-response`);
  return [
    record('response', { ...common, name: `${capture.name}-response`, contentType: 'application/http; msgtype=response', extra: [...address, ...payload] }, Buffer.concat([responseHead, rawBody])),
    record('request', { ...common, name: `${capture.name}-request`, contentType: 'application/http; msgtype=request', extra: [['WARC-Concurrent-To', responseId]] }, request),
  ];
}

/** @returns an exchange over HTTP as a WARC file holds it: the whole request, and the response up to its body */
export function warcBlocks(exchange: Exchange): { readonly request: Buffer; readonly responseHead: Buffer } {
  const url = new URL(exchange.finalUrl);
  const statusLine = `HTTP/1.1 ${exchange.status} ${STATUS_CODES[exchange.status] ?? ''}`.trimEnd();
  return {
    request: httpHead(`GET ${url.pathname}${url.search} HTTP/1.1`, exchange.requestHeaders),
    responseHead: httpHead(statusLine, exchange.responseHeaders),
  };
}

/** WARC dates carry whole seconds unless a reader is known to take more. */
export function warcDate(exchange: Pick<Exchange, 'startedAt'>): string {
  return exchange.startedAt.replace(/\.\d+Z$/u, 'Z');
}

/** Transfer codings were undone on the way in; under their own name readers would try to undo them again. */
function httpHead(first: string, headers: Headers): Buffer {
  const lines = headers.map(([name, value]) => `${name === 'transfer-encoding' ? 'x-archive-orig-transfer-encoding' : name}: ${value.replaceAll(/[\r\n]+/gu, ' ')}`);
  return Buffer.from([first, ...lines, '', ''].join(crlf), 'latin1');
}

interface RecordFacts {
  readonly name: string;
  readonly date: string;
  readonly contentType: string;
  readonly uri: string | null;
  readonly extra: Headers;
}

function record(type: string, facts: RecordFacts, block: Buffer): Buffer {
  const head = [
    'WARC/1.1',
    `WARC-Type: ${type}`,
    `WARC-Record-ID: ${warcRecordId(facts.name)}`,
    `WARC-Date: ${facts.date}`,
    ...(facts.uri === null ? [] : [`WARC-Target-URI: ${facts.uri}`]),
    ...facts.extra.map(([name, value]) => `${name}: ${value}`),
    `WARC-Block-Digest: ${sha256(block)}`,
    `Content-Type: ${facts.contentType}`,
    `Content-Length: ${block.length}`,
    '',
    '',
  ];
  return Buffer.concat([Buffer.from(head.join(crlf), 'utf8'), block, Buffer.from(`${crlf}${crlf}`)]);
}

function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A UUID of version 8 (RFC 9562: the application's own) from a name. */
export function warcRecordId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `<urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}>`;
}
