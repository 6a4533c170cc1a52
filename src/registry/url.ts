import { domainToUnicode } from 'node:url';
import { getDomain } from 'tldts';
import type { Bilingual } from '../domain/language.ts';

export interface WebAddress {
  /** As it is fetched: ASCII host, no default port, no tracking parameters, no fragment that a server never sees. */
  readonly url: string;
  /** Equal for two spellings of one address. */
  readonly key: string;
  /** The host as people read it. */
  readonly shownHost: string;
  /** A word to show with the address, where its host may pass for another; null otherwise. */
  readonly warning: Bilingual | null;
}

export type WebAddressReading = ({ readonly kind: 'address' } & WebAddress) | { readonly kind: 'bad'; readonly why: string };

const trackers = new Set(['gclid', 'dclid', 'fbclid', 'msclkid', 'mc_cid', 'mc_eid', 'yclid', '_ga', '_gl', 'hsctatracking', '_hsenc', '_hsmi', 'igshid', 'twclid', 'ttclid', 'li_fat_id', 'gad_source', 'wbraid', 'gbraid']);

const isTracker = (name: string): boolean => name.toLowerCase().startsWith('utm_') || trackers.has(name.toLowerCase());

/** Letters of other scripts that pass for Latin ones in most fonts (a small part of Unicode's confusables). */
const latinLookalikes = /^[аеорсухіјѕһԁԛԝӏьгпкмтвнзαβεικνορτυχωηρ\d-]+$/u;

const scripts: readonly (readonly [pattern: RegExp, name: Bilingual])[] = [
  [/\p{Script=Latin}/u, { nl: 'het Latijnse schrift', en: 'Latin' }],
  [/\p{Script=Cyrillic}/u, { nl: 'het Cyrillische schrift', en: 'Cyrillic' }],
  [/\p{Script=Greek}/u, { nl: 'het Griekse schrift', en: 'Greek' }],
  [/\p{Script=Hebrew}/u, { nl: 'het Hebreeuwse schrift', en: 'Hebrew' }],
  [/\p{Script=Arabic}/u, { nl: 'het Arabische schrift', en: 'Arabic' }],
  [/\p{Script=Armenian}/u, { nl: 'het Armeense schrift', en: 'Armenian' }],
  [/\p{Script=Cherokee}/u, { nl: 'het Cherokeeschrift', en: 'Cherokee' }],
  [/\p{Script=Thai}/u, { nl: 'het Thaise schrift', en: 'Thai' }],
  [/\p{Script=Devanagari}/u, { nl: 'het Devanagarischrift', en: 'Devanagari' }],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u, { nl: 'een Oost-Aziatisch schrift', en: 'East Asian' }],
];

/** A word on a host whose letters come from several scripts, or pass for Latin ones; null for other hosts. */
function hostWarning(shownHost: string): Bilingual | null {
  for (const label of shownHost.split('.')) {
    const used = scripts.filter(([pattern]) => pattern.test(label)).map(([, name]) => name);
    if (used.length > 1) {
      return {
        nl: `“${label}” gebruikt letters uit ${used.map(({ nl }) => nl).join(' en ')} door elkaar; zo kan de ene naam voor de andere doorgaan. Vergelijk het adres met de papieren van de leverancier.`,
        en: `"${label}" mixes letters of ${used.map(({ en }) => en).join(' and ')}, which is how one name passes for another; compare it with the vendor's papers.`,
      };
    }
    const [only] = used;
    if (only !== undefined && only.en !== 'Latin' && latinLookalikes.test(label)) {
      return {
        nl: `“${label}” is geschreven met letters uit ${only.nl} die op Latijnse letters lijken. Vergelijk het adres met de papieren van de leverancier.`,
        en: `"${label}" is written in ${only.en} letters that look like Latin ones; compare it with the vendor's papers.`,
      };
    }
  }
  return null;
}

function hostFault(host: string): string | null {
  if (host.startsWith('[')) return null;
  if (host.length > 253) return `the host name has ${host.length} characters; at most 253 are possible`;
  if (host.endsWith('.')) return 'the host name ends in a dot; leave it out';
  const labels = host.split('.');
  if (labels.includes('')) return 'the host name has an empty part between two dots';
  if (labels.some((label) => label.length > 63)) return 'a part of the host name is longer than 63 characters';
  return null;
}

/** The path as compared: percent-encoding in one form; upper case folded where no digit hints at an identifier. */
function pathKey(pathname: string): string {
  const path = pathname.replaceAll(/%[0-9a-f]{2}/giu, (code) => code.toUpperCase()).replaceAll(/%7E/gu, '~').replaceAll(/%2D/gu, '-').replaceAll(/%5F/gu, '_');
  const plain = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return /\d/u.test(plain) ? plain : plain.toLowerCase();
}

const bad = (why: string): WebAddressReading => ({ kind: 'bad', why });

// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff\\]/u;

/**
 * Reads an address that a person typed or a page linked to.
 *
 * A bare domain (`acme.nl/privacy`) gets `https://`. Refused are other schemes, user names, backslashes, blanks and
 * control characters, as parsers disagree on them.
 */
export function readWebAddress(text: string): WebAddressReading {
  const typed = text.trim();
  if (typed === '') return bad('the address is empty');
  if (typed.length > 2000) return bad(`the address has ${typed.length} characters; at most 2000 are taken`);
  if (forbidden.test(typed)) return bad('the address holds a blank, a backslash or a control character');
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):(?!\d{1,5}(?:[/?#]|$))/iu.exec(typed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return bad(`"${scheme}:" is no address of a web page; only http and https are`);
  const withScheme = scheme === undefined ? `https://${typed.replace(/^\/\//u, '')}` : typed;
  if (!/^https?:\/\/[^/]/iu.test(withScheme) || !URL.canParse(withScheme)) return bad('this is no web address; write it as https://vendor.example/privacy');
  const url = new URL(withScheme);
  if (url.username !== '' || url.password !== '' || withScheme.slice(withScheme.indexOf('//') + 2).split(/[/?#]/u)[0]?.includes('@') === true) {
    return bad('the address holds a user name or a password before the host; leave them out');
  }
  const fault = hostFault(url.hostname);
  if (fault !== null) return bad(fault);
  if (url.port === '0') return bad('port 0 leads nowhere');
  if (!url.hostname.includes('.') && !url.hostname.startsWith('[') && url.hostname !== 'localhost') return bad(`"${url.hostname}" is no full host name; write it with its domain, as in ${url.hostname}.nl`);

  const search = [...url.searchParams.keys()].some(isTracker)
    ? url.search.slice(1).split('&').filter((pair) => !isTracker(decoded(pair.split('=')[0] ?? ''))).join('&')
    : url.search.slice(1);
  url.search = search === '' ? '' : `?${search}`;
  // A fragment that holds a path is a page of its own in some sites; any other is a place within one page.
  if (!/^#!?\//u.test(url.hash)) url.hash = '';

  const shownHost = domainToUnicode(url.hostname) || url.hostname;
  const key = `${url.host}${pathKey(url.pathname)}${search === '' ? '' : `?${search}`}${url.hash}`;
  return { kind: 'address', url: url.href, key, shownHost, warning: hostWarning(shownHost) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The domain that its owner registered (`acme.co.uk` of `www.acme.co.uk`); the host itself where there is none. */
export function registrableDomain(url: string): string {
  const host = new URL(url).hostname;
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
}
