import { setTimeout as delay } from 'node:timers/promises';
import { epochMsOf, plusMs, type Clock, type Instant } from '../domain/instant.ts';
import { Fault, quoted } from './fault.ts';
import type { FetchSettings } from './settings.ts';

/** What is remembered of a host; JSON. */
export interface HostRecord {
  readonly lastRequestAt: Instant | null;
  readonly lastPageAt: Instant | null;
  readonly lastDurationMs: number;
  /** Exchanges in a row that met trouble. */
  readonly troubles: number;
  /** No request before. */
  readonly notBefore: Instant | null;
  /** The UTC day that `requestsOnDay` counts. */
  readonly day: string;
  readonly requestsOnDay: number;
}

/** By host, with its port where it is not the scheme's own, without a leading `www.`. */
export type PolitenessState = Readonly<Record<string, HostRecord>>;

export interface TurnResult {
  /** `trouble`: the host is down or slow; `refused`: it asked for fewer requests. */
  readonly went: 'well' | 'trouble' | 'refused';
  readonly durationMs: number;
  readonly remoteAddress: string | null;
  readonly retryAfter: Instant | null;
}

export interface Turn {
  /**
   * Gives the turn back; call it once, whatever happened.
   * @returns until when the host is left alone; null where the usual pause is enough
   */
  readonly done: (result: TurnResult) => Instant | null;
}

export interface TurnRequest {
  readonly url: URL;
  /** Between two pages of this host, from robots.txt. */
  readonly crawlDelayMs: number | null;
  /** Fetching robots.txt itself does not count as a page. */
  readonly page: boolean;
}

export interface Politeness {
  /** Waits for the host's turn. Throws `Fault` (`rate`) where the wait would be long, or the signal's reason. */
  readonly turn: (request: TurnRequest, signal: AbortSignal) => Promise<Turn>;
  /** Throws `Fault` (`rate`) while the host is to be left alone. */
  readonly mayAsk: (url: URL) => void;
  readonly state: () => PolitenessState;
}

export interface PolitenessDeps {
  readonly clock: Clock;
  /** What `state()` gave at the end of the last run. */
  readonly initial?: PolitenessState;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A single reset or timeout happens to healthy hosts. */
const troublesBeforeBackOff = 3;

const unknownHost: HostRecord = { lastRequestAt: null, lastPageAt: null, lastDurationMs: 0, troubles: 0, notBefore: null, day: '', requestsOnDay: 0 };

function hostKey(url: URL): string {
  return url.host.replace(/^www\./u, '');
}

/** Hands out one turn at a time, first come first served. */
interface Lane {
  busy: boolean;
  readonly waiting: (() => void)[];
}

function leave(lane: Lane): void {
  const next = lane.waiting.shift();
  if (next === undefined) lane.busy = false;
  else next();
}

async function enter(lane: Lane, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!lane.busy) {
    lane.busy = true;
    return;
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = (): void => {
    const index = lane.waiting.indexOf(resolve);
    if (index >= 0) lane.waiting.splice(index, 1);
    reject(signal.reason);
  };
  lane.waiting.push(resolve);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function later(host: string, code: string, why: string, until: Instant): Fault {
  return new Fault('rate', {
    code,
    retryable: true,
    message: `${quoted(host)} is left alone until ${until}: ${why}.`,
    mend: 'Nothing needs to be done; the check after that moment goes on.',
  }, until);
}

/**
 * One request at a time to a host, and to an address that several hosts share; a pause between; silence after
 * "too many requests" and after repeated trouble; a cap for each day.
 */
export function createPoliteness(settings: FetchSettings['politeness'], deps: PolitenessDeps): Politeness {
  const hosts = new Map<string, HostRecord>(Object.entries(deps.initial ?? {}));
  const lanes = new Map<string, Lane>();
  /** The address and port behind a host, once it is known. */
  const addressOf = new Map<string, string>();
  const sleep = deps.sleep ?? (async (ms, signal) => { await delay(ms, undefined, { signal }); });

  const laneOf = (key: string): Lane => {
    const existing = lanes.get(key);
    if (existing !== undefined) return existing;
    const lane: Lane = { busy: false, waiting: [] };
    lanes.set(key, lane);
    return lane;
  };

  const mayAsk = (url: URL): void => {
    const host = hostKey(url);
    const record = hosts.get(host) ?? unknownHost;
    if (record.notBefore !== null && record.notBefore > deps.clock()) {
      throw later(host, 'rate-back-off', record.troubles === 0 ? 'it asked for a pause' : 'it refused or failed the last requests', record.notBefore);
    }
  };

  /** How long to wait from now, and the reason that decides it. */
  const pauseFor = (record: HostRecord, crawlDelayMs: number | null): { readonly ms: number; readonly why: string } => {
    const nowMs = epochMsOf(deps.clock());
    const since = (at: Instant | null): number => (at === null ? Number.POSITIVE_INFINITY : Math.max(0, nowMs - epochMsOf(at)));
    const usual = Math.max(settings.pauseMs, Math.min(settings.pauseFactor * record.lastDurationMs, settings.maxPauseMs));
    const own = Math.max(0, usual - since(record.lastRequestAt));
    const asked = Math.max(0, (crawlDelayMs ?? 0) - since(record.lastPageAt));
    return asked > own ? { ms: asked, why: 'its robots.txt asks for that pause between pages' } : { ms: own, why: 'requests to a host are kept apart' };
  };

  const waitAndCount = async (host: string, request: TurnRequest, signal: AbortSignal): Promise<void> => {
    mayAsk(request.url);
    const record = hosts.get(host) ?? unknownHost;
    const now = deps.clock();
    const day = now.slice(0, 10);
    const count = record.day === day ? record.requestsOnDay : 0;
    if (count >= settings.maxRequestsPerHostPerDay) {
      const midnight = plusMs(`${day}T00:00:00.000Z` as Instant, 24 * 60 * 60 * 1000);
      throw later(host, 'rate-daily-cap', `it was asked ${String(count)} times today, which is the cap`, midnight);
    }
    const pause = pauseFor(record, request.crawlDelayMs);
    if (pause.ms > settings.maxWaitMs) throw later(host, 'rate-pause', pause.why, plusMs(now, pause.ms));
    if (pause.ms > 0) await sleep(pause.ms, signal);
    hosts.set(host, { ...(hosts.get(host) ?? record), day, requestsOnDay: count + 1 });
  };

  const record = (host: string, request: TurnRequest, result: TurnResult): Instant | null => {
    const before = hosts.get(host) ?? unknownHost;
    const now = deps.clock();
    const troubles = result.went === 'well' ? 0 : before.troubles + 1;
    const counted = result.went === 'refused' ? troubles : troubles - troublesBeforeBackOff + 1;
    const backOff = counted <= 0 ? null : plusMs(now, Math.min(settings.backOffMs * 2 ** Math.min(counted - 1, 20), settings.maxBackOffMs));
    const notBefore = result.retryAfter ?? backOff;
    hosts.set(host, {
      ...before,
      lastRequestAt: now,
      lastPageAt: request.page ? now : before.lastPageAt,
      lastDurationMs: Math.round(result.durationMs),
      troubles,
      notBefore,
    });
    return notBefore;
  };

  const turn = async (request: TurnRequest, signal: AbortSignal): Promise<Turn> => {
    const host = hostKey(request.url);
    const port = request.url.port === '' ? request.url.protocol : request.url.port;
    const hostLane = laneOf(host);
    await enter(hostLane, signal);
    let addressLane: Lane | null = null;
    try {
      await waitAndCount(host, request, signal);
      // The host's lane first, then the address's: with one order for all, nobody waits for each other in a circle.
      const address = addressOf.get(host);
      if (address !== undefined) {
        const lane = laneOf(address);
        await enter(lane, signal);
        addressLane = lane;
      }
    } catch (error) {
      leave(hostLane);
      throw signal.aborted ? signal.reason : error;
    }
    return {
      done: (result) => {
        const until = record(host, request, result);
        if (result.remoteAddress !== null) addressOf.set(host, `address ${result.remoteAddress} ${port}`);
        if (addressLane !== null) leave(addressLane);
        leave(hostLane);
        return until;
      },
    };
  };

  return { turn, mayAsk, state: () => Object.fromEntries(hosts) };
}
