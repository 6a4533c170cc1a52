/** How pages are fetched. Times in milliseconds, sizes in bytes. */
export interface FetchSettings {
  readonly userAgent: {
    /** The name that robots.txt groups are matched with, and the first word of the `User-Agent` header. */
    readonly product: string;
    readonly version: string;
    /** Where a site's owner can reach whoever runs this: a web page or `mailto:` address; null leaves it out. */
    readonly contact: string | null;
  };
  readonly acceptLanguage: string;

  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  /** For the whole exchange: names, connections, every redirect and the body. */
  readonly totalTimeoutMs: number;
  /** Below this rate, once `minimumRateGraceMs` have gone by in the body, the exchange is ended. */
  readonly minimumRateBytesPerSecond: number;
  readonly minimumRateGraceMs: number;

  readonly maxHtmlBytes: number;
  readonly maxPdfBytes: number;
  /** How much of a failed exchange's body is kept as evidence. */
  readonly maxPartialBytes: number;
  /** Decoded bytes per received byte; holds beyond `ratioFreeBytes`. */
  readonly maxDecodedRatio: number;
  readonly ratioFreeBytes: number;
  readonly maxEncodings: number;
  readonly maxHeaderBytes: number;
  readonly maxHeaderLines: number;
  readonly maxInterimResponses: number;
  readonly maxRedirects: number;
  readonly maxUrlLength: number;

  readonly address: {
    /**
     * Exceptions by exact name: `intranet.example` (any port of that host) or `127.0.0.1:8080` (that port only). They
     * may be private addresses.
     */
    readonly allow: readonly string[];
    /** Addresses never to be reached although they are public, such as those of this service itself. */
    readonly deny: readonly string[];
    readonly ports: readonly number[];
  };
  /** An HTTP proxy that every request goes through, `http://host:port`; it then decides where names lead. null: none. */
  readonly proxyUrl: string | null;
  /** `user:password` for that proxy, which alone is shown it. */
  readonly proxyCredentials: string | null;

  readonly politeness: {
    /** The least pause between two requests to a host. */
    readonly pauseMs: number;
    /** The pause is also this many times what the last request took, up to `maxPauseMs`. */
    readonly pauseFactor: number;
    readonly maxPauseMs: number;
    /** A pause longer than this is not waited for: the fetch fails as "come back later". */
    readonly maxWaitMs: number;
    readonly backOffMs: number;
    readonly maxBackOffMs: number;
    readonly maxRetryAfterMs: number;
    readonly maxRequestsPerHostPerDay: number;
  };

  readonly robots: {
    readonly obey: boolean;
    /** Exact addresses that are fetched whatever robots.txt says; each use is noted in the evidence. */
    readonly overrideUrls: readonly string[];
    /** Hosts, as an address writes them, all of whose addresses are such. */
    readonly overrideHosts: readonly string[];
    readonly cacheMs: number;
    /** How soon a robots.txt that could not be fetched is tried again. */
    readonly unreachableCacheMs: number;
    /** After so long without an answer, robots.txt counts as absent. */
    readonly unreachableGiveUpMs: number;
    readonly maxBytes: number;
    readonly maxRedirects: number;
    readonly maxCrawlDelayMs: number;
    readonly timeoutMs: number;
  };

  readonly browser: {
    /** The browser to start; null: Playwright's own, else a Chromium found on the system. */
    readonly executablePath: string | null;
    /** `auto` keeps it on, but for root inside a container, where Chromium cannot start with it. */
    readonly sandbox: 'auto' | 'on' | 'off';
    /** For one page, from opening the context to the serialised document. */
    readonly totalTimeoutMs: number;
    readonly startTimeoutMs: number;
    /** A browser without work is closed after so long. */
    readonly idleMs: number;
    /** The text must keep still for so long … */
    readonly stableMs: number;
    /** … while for so long the answers that the page waits for are waited for too … */
    readonly requestPatienceMs: number;
    /** … and is taken as it is after so long. */
    readonly maxSettleMs: number;
    readonly maxScreens: number;
    readonly maxNavigations: number;
    readonly maxDialogs: number;
    readonly maxBytesPerPage: number;
    readonly viewport: { readonly width: number; readonly height: number };
  };
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const kib = 1024;
const mib = 1024 * kib;

export const defaultFetchSettings: FetchSettings = {
  userAgent: { product: 'clausewatch', version: '0.1', contact: null },
  // Policies exist in several languages at one address; a fixed preference keeps the answer the same every time.
  acceptLanguage: 'nl,en;q=0.8,de;q=0.6,fr;q=0.5,*;q=0.1',

  // A far server on a bad day needs three or four lost packets' worth of time, not more.
  connectTimeoutMs: 10 * secondMs,
  headersTimeoutMs: 15 * secondMs,
  // The slowest honest policy pages take some twenty seconds; three times that ends every trickle.
  totalTimeoutMs: minuteMs,
  // A modem of the nineties is faster.
  minimumRateBytesPerSecond: kib,
  minimumRateGraceMs: 10 * secondMs,

  // The largest policy seen has 12,100 clauses, about 4 MiB of HTML.
  maxHtmlBytes: 10 * mib,
  // Scanned contracts reach tens of megabytes.
  maxPdfBytes: 50 * mib,
  maxPartialBytes: 256 * kib,
  // Honest pages reach 30:1 with Brotli; bombs start at 1000:1.
  maxDecodedRatio: 100,
  ratioFreeBytes: mib,
  // A server behind a compressing proxy may apply two; nobody means three.
  maxEncodings: 2,
  // Twice what common servers send at most (nginx and Apache: 8–32 KiB).
  maxHeaderBytes: 64 * kib,
  maxHeaderLines: 500,
  // 103 Early Hints come once or twice.
  maxInterimResponses: 20,
  // What curl's users and browsers live with is 20; honest chains are under five.
  maxRedirects: 10,
  maxUrlLength: 2048,

  address: { allow: [], deny: [], ports: [80, 443, 8080, 8443] },
  proxyUrl: null,
  proxyCredentials: null,

  politeness: {
    // Heritrix, the Internet Archive's crawler: at least three seconds, and five times the last duration.
    pauseMs: 3 * secondMs,
    pauseFactor: 5,
    maxPauseMs: 30 * secondMs,
    maxWaitMs: 2 * minuteMs,
    backOffMs: 15 * minuteMs,
    maxBackOffMs: dayMs,
    // A server that says "in a year" would silence a watch; a week is seen by a person.
    maxRetryAfterMs: 7 * dayMs,
    // Fifty policies of one host, checked every six hours, with room for redirects and robots.txt.
    maxRequestsPerHostPerDay: 500,
  },

  robots: {
    obey: true,
    overrideUrls: [],
    overrideHosts: [],
    // RFC 9309 2.4: not longer than 24 hours.
    cacheMs: dayMs,
    unreachableCacheMs: hourMs,
    // RFC 9309 2.3.1.4: after 30 days a crawler may take it as unavailable.
    unreachableGiveUpMs: 30 * dayMs,
    // RFC 9309 2.5: parse at least 500 KiB.
    maxBytes: 500 * kib,
    maxRedirects: 5,
    maxCrawlDelayMs: hourMs,
    timeoutMs: 20 * secondMs,
  },

  browser: {
    executablePath: null,
    sandbox: 'auto',
    totalTimeoutMs: minuteMs,
    startTimeoutMs: 30 * secondMs,
    // A second or two to start again costs less than a few hundred megabytes all day.
    idleMs: 5 * minuteMs,
    // Frameworks repaint within a few hundred milliseconds of their data.
    stableMs: secondMs,
    // What fills a page answers within a few seconds; what polls never ends.
    requestPatienceMs: 5 * secondMs,
    maxSettleMs: 15 * secondMs,
    maxScreens: 20,
    maxNavigations: 5,
    maxDialogs: 10,
    maxBytesPerPage: 50 * mib,
    viewport: { width: 1280, height: 1024 },
  },
};

/** The header by which every request says who asks and where to complain. */
export function userAgentHeader(settings: FetchSettings): string {
  const { product, version, contact } = settings.userAgent;
  return contact === null ? `${product}/${version}` : `${product}/${version} (+${contact})`;
}
