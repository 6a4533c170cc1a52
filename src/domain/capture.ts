import type { Sha256 } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Problem } from './problem.ts';

/** Header names in lower case, values as received, in the order received. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** What a server gave to recognise an unchanged page by, exactly as it gave it. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface Redirect {
  readonly url: string;
  readonly status: number;
  readonly location: string;
}

/** One exchange with a server, as evidence: everything but the body. */
export interface Exchange {
  readonly requestedUrl: string;
  readonly finalUrl: string;
  /** The last answer's status; 0 where none came. */
  readonly status: number;
  readonly requestHeaders: Headers;
  readonly responseHeaders: Headers;
  readonly redirects: readonly Redirect[];
  readonly remoteAddress: string | null;
  /** SHA-256 fingerprint of the server's certificate, as Node prints it; null over plain HTTP. */
  readonly tlsFingerprint: string | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly via: 'http' | 'browser' | 'import';
  /** What else a reader of the evidence should know, one sentence each: no length given, sandbox off, trailers … */
  readonly notes?: readonly string[];
}

/** A page as it was received. */
export interface CapturedPage {
  readonly kind: 'captured';
  readonly exchange: Exchange;
  /** The body as it came over the wire, still in its content encoding; for a browser, the serialised document. */
  readonly rawBody: Uint8Array;
  /** The body with the content encoding undone. */
  readonly body: Uint8Array;
  readonly bodySha256: Sha256;
  /** The media type without parameters, lower case, after sniffing: `text/html`, `application/pdf`, `text/plain` … */
  readonly mediaType: string;
  /** The body's text decoded as browsers would; null for binary types. */
  readonly text: string | null;
  readonly validators: Validators;
}

/** The server says that nothing changed since the validators were given. */
export interface NotModified {
  readonly kind: 'not-modified';
  readonly exchange: Exchange;
}

export const fetchFailureCodes = [
  'dns', 'net', 'timeout', 'tls', 'proto', 'size', 'truncated', 'decode', 'type', 'http', 'gone', 'auth', 'blocked',
  'rate', 'redirect', 'robots', 'ssrf', 'browser', 'empty',
] as const;
export type FetchFailureCode = (typeof fetchFailureCodes)[number];

/** Nothing usable was received; expected, recorded and shown. */
export interface FetchFailed {
  readonly kind: 'failed';
  readonly reason: FetchFailureCode;
  readonly problem: Problem;
  /** What is known of the exchange, where bytes were exchanged at all. */
  readonly exchange: Exchange | null;
  /** What was received before it failed, as evidence, never as a version. */
  readonly partialBody: Uint8Array | null;
  /** Do not come back to this host before; from `Retry-After` or the back-off. */
  readonly retryAfter: Instant | null;
}

export type FetchOutcome = CapturedPage | NotModified | FetchFailed;
