import { isUtf8 } from 'node:buffer';
import type { Headers } from '../domain/capture.ts';
import type { AddressGuard } from './address-guard.ts';
import { Fault, quoted } from './fault.ts';
import { metaElements } from './html-head.ts';
import { headerOf, withoutHash } from './http-hop.ts';

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** The problem's code where a chain of redirects comes back to where it was. */
export const redirectLoopCode = 'redirect-loop';

/** A page that waits longer before it moves on is meant to be read. */
const maxRefreshDelaySeconds = 5;
/** More visible text than this is a page of its own, whatever it refreshes to. */
const maxRefreshTextLength = 600;
const refreshPrescanLength = 8 * 1024;
/** No page that only passes its visitors on is larger, scripts included. */
const maxRefreshPageLength = 256 * 1024;

/** @returns where a redirecting answer sends the client; null for any other answer */
export function locationOf(status: number, headers: Headers): string | null {
  const value = redirectStatuses.has(status) ? headerOf(headers, 'location') : null;
  if (value === null) return null;
  // Header values arrive byte by byte; addresses with bare accents in them are UTF-8 as a rule.
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}

/** Reads `5; url=/there` as browsers do; null where the delay is long, there is no address, or it cannot be read. */
function refreshTarget(value: string): string | null {
  const match = /^(\d{1,6})(?:\.\d{0,6})?[;,\s](.{0,2100})$/u.exec(value.trim());
  if (match === null || Number(match[1]) > maxRefreshDelaySeconds) return null;
  const rest = (match[2] ?? '').trim();
  const target = /^url\s?=\s?/iu.test(rest) ? rest.replace(/^url\s?=\s?/iu, '') : rest;
  const bare = target.replaceAll(/^["']|["']$/gu, '').trim();
  return bare === '' ? null : bare;
}

/** Counts the characters outside tags, scripts and styles, up to one more than `most`. */
function visibleLength(html: string, most: number): number {
  const lower = html.toLowerCase();
  let count = 0;
  let at = 0;
  while (at < html.length && count <= most) {
    const open = html.indexOf('<', at);
    const end = open < 0 ? html.length : open;
    count += html.slice(at, end).trim().length;
    if (open < 0) break;
    const skipped = ['script', 'style', 'title'].find((name) => lower.startsWith(name, open + 1));
    const close = skipped === undefined ? html.indexOf('>', open) : lower.indexOf(`</${skipped}`, open);
    if (close < 0) break;
    at = close + 1;
  }
  return count;
}

/** @returns where a `Refresh` header, or the `<meta>` refresh of a page with next to no text, sends a browser at once */
export function refreshOf(headers: Headers, html: string | null): string | null {
  const header = headerOf(headers, 'refresh');
  if (header !== null) return refreshTarget(header);
  if (html === null || html.length > maxRefreshPageLength) return null;
  for (const meta of metaElements(html.slice(0, refreshPrescanLength), true)) {
    if (meta.get('http-equiv')?.trim().toLowerCase() !== 'refresh') continue;
    const target = refreshTarget(meta.get('content') ?? '');
    return target !== null && visibleLength(html, maxRefreshTextLength) <= maxRefreshTextLength ? target : null;
  }
  return null;
}

/**
 * Resolves and judges a redirect.
 * @param seen the addresses of this exchange so far, the current one last
 * @returns the next address; throws `Fault` (`redirect`, `ssrf`)
 */
export function nextUrl(current: URL, location: string, seen: readonly string[], maxRedirects: number, guard: AddressGuard): URL {
  const fault = (code: string, why: string): Fault => new Fault('redirect', {
    code,
    retryable: true,
    message: `${quoted(current.href)} ${why}.`,
    mend: 'Open the address in a browser and register the address where the policy really is.',
  });
  if (seen.length > maxRedirects) throw fault('redirect-too-many', `is the end of more than ${String(maxRedirects)} redirects`);
  if (/[\p{Cc}\\]/u.test(location)) {
    throw new Fault('ssrf', { code: 'ssrf-redirect', retryable: false, message: `${quoted(current.href)} redirects to an address with a backslash or control character.`, mend: 'Tell the site\'s owner.' });
  }
  const resolved = URL.parse(location, current.href);
  if (resolved === null) throw fault('redirect-unreadable', `redirects to an address that cannot be read ("${quoted(location)}")`);
  const absolute = /^[a-z][a-z0-9+.-]{0,30}:/iu.test(location);
  // What is absolute, or names a host, is judged as written; what is relative was joined by the one URL parser.
  const next = guard.url(absolute ? location.trim().replaceAll(' ', '%20') : resolved.href);
  if (!next.hash && current.hash) next.hash = current.hash;
  if (current.protocol === 'https:' && next.protocol === 'http:') throw fault('redirect-downgrade', `redirects from https to the unprotected ${quoted(next.href)}`);
  if (seen.includes(withoutHash(next))) throw fault(redirectLoopCode, `redirects in a circle, to ${quoted(next.href)}`);
  return next;
}
