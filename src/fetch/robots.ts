import robotsParserModule, { type Robot } from 'robots-parser';
import type { FetchFailed, FetchOutcome } from '../domain/capture.ts';
import { epochMsOf, plusMs, type Clock, type Instant } from '../domain/instant.ts';
import { failedBy, Fault, quoted } from './fault.ts';
import type { FetchSettings } from './settings.ts';

/** What is known of one site's robots.txt; JSON. */
export interface RobotsRecord {
  readonly origin: string;
  readonly fetchedAt: Instant;
  /** `rules`: a file was there; `absent`: there is none; `unreachable`: it could not be told. */
  readonly state: 'rules' | 'absent' | 'unreachable';
  /** The file's text, at most `maxBytes` long; empty where there is none. */
  readonly text: string;
  /** Why it is in this state, for people. */
  readonly cause: string;
  /** Since when it could not be told; null while it can. */
  readonly unreachableSince: Instant | null;
}

/** Where records are kept from one run to the next. */
export interface RobotsStore {
  readonly get: (origin: string) => Promise<RobotsRecord | null>;
  readonly set: (record: RobotsRecord) => Promise<void>;
}

export function createMemoryRobotsStore(): RobotsStore {
  const records = new Map<string, RobotsRecord>();
  return {
    get: async (origin) => records.get(origin) ?? null,
    set: async (record) => { records.set(record.origin, record); },
  };
}

export type RobotsAnswer =
  | { readonly kind: 'allowed'; readonly crawlDelayMs: number | null; readonly notes: readonly string[] }
  | { readonly kind: 'denied'; readonly failure: FetchFailed };

export interface Robots {
  /** Says whether an address may be fetched (RFC 9309). Rejects only with the signal's reason. */
  readonly check: (url: URL, signal: AbortSignal) => Promise<RobotsAnswer>;
}

export interface RobotsDeps {
  readonly clock: Clock;
  readonly store: RobotsStore;
  /** Fetches the file itself, in turn like any other request. */
  readonly fetchFile: (url: string, signal: AbortSignal) => Promise<FetchOutcome>;
}

/** The package's types name a default export; at run time the module itself is the function. */
const robotsParser = robotsParserModule as unknown as (url: string, text: string) => Robot;

/** A rule longer than an address can be matches nothing. */
const maxLineLength = 2048;
const directives = /^(?:user-agent|allow|disallow|crawl-delay)\s{0,20}:/iu;

/** RFC 9309 2.2.2: an unreserved character written as a percent escape is the same character. */
function unescapeUnreserved(text: string): string {
  return text.replaceAll(/%(?:2[de]|3\d|[46][1-9a-f]|[57][0-9a]|5f|7e)/giu, (escape) => String.fromCodePoint(Number.parseInt(escape.slice(1), 16)));
}

/** The lines that count; others would end a group in the parser although the standard says they do not. */
function rulesOf(text: string, cut: boolean): string {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  return (cut ? lines.slice(0, -1) : lines)
    .map((line) => line.trim())
    .filter((line) => line.length <= maxLineLength && directives.test(line))
    .map(unescapeUnreserved)
    .join('\n');
}

/** Steps that matching one address may take, a fraction of a second's work; honest files need thousands. */
const maxMatchingSteps = 20_000_000;

/** Rules with wildcards cost their length times the address's; those beyond the steps are left out. */
function affordable(text: string, addressLength: number): string {
  let steps = 0;
  return text.split('\n').filter((line) => {
    if (!line.includes('*', line.indexOf(':') + 2) || /^user-agent/iu.test(line)) return true;
    steps += line.length * addressLength;
    return steps <= maxMatchingSteps;
  }).join('\n');
}

/** Connection faults that the page itself would meet too: they say more than "robots.txt is unreachable". */
function concernsThePageToo(failure: FetchFailed): boolean {
  return failure.exchange === null || (failure.reason === 'tls' && failure.exchange.redirects.length === 0);
}

const unavailableReasons = new Set(['gone', 'auth', 'blocked']);

function denied(url: URL, code: 'robots-unreachable' | 'robots-disallowed', why: string, retryAfter: Instant | null): RobotsAnswer {
  return {
    kind: 'denied',
    failure: failedBy(new Fault('robots', {
      code,
      retryable: code === 'robots-unreachable',
      message: `${quoted(url.href)} was not fetched: ${why}.`,
      mend: code === 'robots-unreachable'
        ? 'The next check tries again.'
        : 'Ask the site\'s owner for leave, or add the address to the robots exceptions in the configuration if you have it.',
    }, retryAfter)),
  };
}

/**
 * robots.txt as RFC 9309 has it: cached for a day, absent on 4xx, everything disallowed on server errors (429 among
 * them) unless an earlier copy is at hand, and no longer so after 30 days without an answer.
 */
export function createRobots(settings: FetchSettings, deps: RobotsDeps): Robots {
  const rules = settings.robots;

  const recordFrom = (origin: string, outcome: FetchOutcome, previous: RobotsRecord | null): RobotsRecord => {
    const fetchedAt = deps.clock();
    if (outcome.kind === 'captured') {
      const cut = outcome.body.length >= rules.maxBytes;
      return { origin, fetchedAt, state: 'rules', text: rulesOf(outcome.text ?? '', cut), cause: '', unreachableSince: null };
    }
    const status = outcome.exchange?.status ?? 0;
    const cause = outcome.kind === 'failed' ? outcome.problem.message : `status ${String(status)}`;
    if (outcome.kind === 'failed' && (unavailableReasons.has(outcome.reason) || (outcome.reason === 'http' && status >= 400 && status < 500))) {
      return { origin, fetchedAt, state: 'absent', text: '', cause: outcome.reason === 'gone' ? '' : `status ${String(status)}`, unreachableSince: null };
    }
    const since = previous?.unreachableSince ?? fetchedAt;
    if (epochMsOf(fetchedAt) - epochMsOf(since) > rules.unreachableGiveUpMs) {
      return { origin, fetchedAt, state: 'absent', text: '', cause: `no answer since ${since}`, unreachableSince: since };
    }
    if (previous !== null && previous.state !== 'unreachable') return { ...previous, fetchedAt, cause, unreachableSince: since };
    return { origin, fetchedAt, state: 'unreachable', text: '', cause, unreachableSince: since };
  };

  const isFresh = (record: RobotsRecord): boolean => {
    const age = epochMsOf(deps.clock()) - epochMsOf(record.fetchedAt);
    return age >= 0 && age < (record.unreachableSince === null ? rules.cacheMs : rules.unreachableCacheMs);
  };

  const recordOf = async (origin: string, signal: AbortSignal): Promise<RobotsRecord | FetchFailed> => {
    const known = await deps.store.get(origin);
    if (known !== null && isFresh(known)) return known;
    const outcome = await deps.fetchFile(`${origin}/robots.txt`, signal);
    if (outcome.kind === 'failed' && concernsThePageToo(outcome)) return outcome;
    const record = recordFrom(origin, outcome, known);
    await deps.store.set(record);
    return record;
  };

  const answer = (url: URL, record: RobotsRecord): RobotsAnswer => {
    if (record.state === 'absent') {
      const refused = record.cause.length > 0;
      return { kind: 'allowed', crawlDelayMs: null, notes: refused ? [`robots.txt was not to be had (${record.cause}), which leaves everything allowed.`] : [] };
    }
    if (record.state === 'unreachable') return denied(url, 'robots-unreachable', `its robots.txt could not be read (${quoted(record.cause)})`, plusMs(record.fetchedAt, rules.unreachableCacheMs));
    const parsed = robotsParser(`${record.origin}/robots.txt`, affordable(record.text, url.pathname.length + url.search.length));
    const address = unescapeUnreserved(`${url.origin}${url.pathname}${url.search}`);
    const product = settings.userAgent.product.toLowerCase();
    const delay = parsed.getCrawlDelay(product);
    const crawlDelayMs = delay === undefined || delay <= 0 ? null : Math.min(delay * 1000, rules.maxCrawlDelayMs);
    if (parsed.isAllowed(address, product) === false) return denied(url, 'robots-disallowed', 'the site\'s robots.txt disallows it', null);
    const notes = record.unreachableSince === null ? [] : ['robots.txt could not be read; an earlier copy was followed.'];
    if (delay !== undefined && delay * 1000 > rules.maxCrawlDelayMs) notes.push(`robots.txt asks for ${String(delay)} seconds between requests; ${String(rules.maxCrawlDelayMs / 1000)} are kept.`);
    return { kind: 'allowed', crawlDelayMs, notes };
  };

  const check = async (url: URL, signal: AbortSignal): Promise<RobotsAnswer> => {
    if (!rules.obey || url.pathname === '/robots.txt') return { kind: 'allowed', crawlDelayMs: null, notes: [] };
    if (rules.overrideUrls.includes(url.href) || rules.overrideHosts.includes(url.hostname)) return { kind: 'allowed', crawlDelayMs: null, notes: ['The configuration has this address fetched whatever robots.txt says.'] };
    const record = await recordOf(url.origin, signal);
    return 'kind' in record ? { kind: 'denied', failure: record } : answer(url, record);
  };

  return { check };
}
