import type { Request } from 'playwright';
import type { FetchFailureCode } from '../domain/capture.ts';
import { placeOf, type EgressProxy } from './egress-proxy.ts';
import { Fault, quoted } from './fault.ts';

export function timeoutLike(url: string, code: string, what: string): Fault {
  return new Fault('timeout', { code, retryable: true, message: `${quoted(url)} ${what}.`, mend: 'Open the address in a browser; the next check tries again.' });
}

/** Chromium's network errors are names, and only in text form; the names are its interface. */
export function navigationFault(url: string, errorText: string): Fault {
  const name = /net::(ERR_[A-Z0-9_]{1,60})/u.exec(errorText)?.[1] ?? 'ERR_UNKNOWN';
  const kinds: readonly (readonly [prefix: string, reason: FetchFailureCode, what: string])[] = [
    ['ERR_CERT_', 'tls', 'has a certificate that cannot be trusted'],
    ['ERR_SSL_', 'tls', 'could not agree on an encrypted connection'],
    ['ERR_TOO_MANY_REDIRECTS', 'redirect', 'redirects without end'],
    ['ERR_TIMED_OUT', 'timeout', 'did not answer in time'],
    ['ERR_CONTENT_LENGTH_MISMATCH', 'truncated', 'broke off in the middle of the page'],
    ['ERR_INCOMPLETE_CHUNKED_ENCODING', 'truncated', 'broke off in the middle of the page'],
    ['ERR_CONTENT_DECODING_', 'decode', 'sent a compressed page that is damaged'],
    ['ERR_INVALID_HTTP_RESPONSE', 'proto', 'did not answer in proper HTTP'],
    ['ERR_RESPONSE_HEADERS_', 'proto', 'sent headers that cannot be read'],
  ];
  const [, reason, what] = kinds.find(([prefix]) => name.startsWith(prefix)) ?? ['', 'net' as const, 'could not be loaded'];
  return new Fault(reason, {
    code: `browser-${name.toLowerCase().replaceAll('_', '-')}`,
    retryable: true,
    message: `${quoted(url)} ${what} (${name}).`,
    mend: 'Check the address in a browser; the next check tries again.',
  });
}

export function downloadFault(url: string): Fault {
  return new Fault('type', {
    code: 'type-download',
    retryable: true,
    message: `${quoted(url)} is a file to download, not a page.`,
    mend: 'Set the policy to be fetched over HTTP (--render http), which reads PDF files.',
  });
}

/** Why the page did not come: what the proxy met on the way says more than what the browser saw of it. */
export function loadFault(url: string, downloads: number, failed: Request | null, proxy: EgressProxy): Fault {
  if (downloads > 0) return downloadFault(url);
  const parsed = URL.parse(failed?.url() ?? url);
  const met = parsed === null ? null : proxy.faultAt(placeOf(parsed));
  return met ?? navigationFault(url, failed?.failure()?.errorText ?? '');
}

export function faultFrom(error: unknown, url: string): Fault {
  if (error instanceof Fault) return error;
  return new Fault('browser', {
    code: 'browser-lost',
    retryable: true,
    message: `The browser broke off while it showed ${quoted(url)}.`,
    mend: 'The next check tries again; if it stays so, start the browser by hand to see why.',
  });
}
