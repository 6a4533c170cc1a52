import { describe, expect, test } from 'vitest';
import { epochMsOf, instantOf, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { Fault } from '../../../src/fetch/fault.ts';
import { createPoliteness, type Politeness, type PolitenessState, type TurnResult } from '../../../src/fetch/politeness.ts';
import { parseRetryAfter } from '../../../src/fetch/retry-after.ts';
import { defaultFetchSettings } from '../../../src/fetch/settings.ts';
import { allowing, failed, fetcherFor, never, policyHtml, quick, serve, sourceAt } from './servers.ts';

const settings = defaultFetchSettings.politeness;
const minute = 60_000;

interface World {
  now: Instant;
  readonly slept: number[];
  readonly politeness: Politeness;
}

/** A clock that only sleeping moves. */
function world(initial?: PolitenessState): World {
  const made = { now: instantOf(Date.parse('2026-10-01T10:00:00Z')), slept: [] as number[] };
  const politeness = createPoliteness(settings, {
    clock: () => made.now,
    sleep: async (ms) => {
      made.slept.push(ms);
      made.now = plusMs(made.now, ms);
    },
    ...(initial === undefined ? {} : { initial }),
  });
  return Object.assign(made, { politeness });
}

const well: TurnResult = { went: 'well', durationMs: 100, remoteAddress: null, retryAfter: null };

async function visit(place: World, url: string, result: Partial<TurnResult> = {}): Promise<Instant | null> {
  const turn = await place.politeness.turn({ url: new URL(url), crawlDelayMs: null, page: true }, never);
  return turn.done({ ...well, ...result });
}

async function refusal(work: Promise<unknown>): Promise<Fault> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Fault) return error;
  }
  throw new Error('was not refused');
}

describe('politeness', () => {
  test('R15 fifty pages of one host are fetched one at a time, three seconds apart', async () => {
    const place = world();
    let inFlight = 0;
    let most = 0;
    await Promise.all(Array.from({ length: 50 }, async (_, index) => {
      const turn = await place.politeness.turn({ url: new URL(`https://vendor.example/${String(index)}`), crawlDelayMs: null, page: true }, never);
      most = Math.max(most, inFlight += 1);
      await Promise.resolve();
      inFlight -= 1;
      turn.done(well);
    }));
    expect(most).toBe(1);
    expect(place.slept).toEqual(Array.from({ length: 49 }, () => 3000));
  });

  test('R15 two hosts do not wait for each other', async () => {
    const place = world();
    const first = await place.politeness.turn({ url: new URL('https://a.example/'), crawlDelayMs: null, page: true }, never);
    const second = await place.politeness.turn({ url: new URL('https://b.example/'), crawlDelayMs: null, page: true }, never);
    expect(place.slept).toEqual([]);
    first.done(well);
    second.done(well);
  });

  test('R17 www and the bare name take turns, and so do names that lead to one address', async () => {
    const place = world();
    await visit(place, 'https://vendor.example/');
    await visit(place, 'https://www.vendor.example/');
    expect(place.slept).toEqual([3000]);

    await visit(place, 'https://a.example/', { remoteAddress: '93.184.215.14' });
    await visit(place, 'https://b.example/', { remoteAddress: '93.184.215.14' });
    const a = await place.politeness.turn({ url: new URL('https://a.example/'), crawlDelayMs: null, page: true }, never);
    let entered = false;
    const b = place.politeness.turn({ url: new URL('https://b.example/'), crawlDelayMs: null, page: true }, never).then((turn) => { entered = true; return turn; });
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(entered).toBe(false);
    a.done(well);
    (await b).done(well);
  });

  test('R18 the slower the answers, the longer the pauses, up to a cap', async () => {
    const place = world();
    for (const durationMs of [1000, 2000, 4000, 60_000]) await visit(place, 'https://slow.example/', { durationMs });
    await visit(place, 'https://slow.example/');
    expect(place.slept).toEqual([5000, 10_000, 20_000, 30_000]);
  });

  test('H13 a host that asked for a pause is left alone, all its pages, and others are not', async () => {
    const place = world();
    const until = plusMs(place.now, 10 * minute);
    expect(await visit(place, 'https://vendor.example/a', { went: 'refused', retryAfter: until })).toBe(until);
    const fault = await refusal(visit(place, 'https://www.vendor.example/b'));
    expect(fault).toMatchObject({ reason: 'rate', retryAfter: until, problem: { code: 'rate-back-off' } });
    expect(fault.message).toContain(`left alone until ${until}`);
    await visit(place, 'https://other.example/');
    place.now = plusMs(until, 1);
    await visit(place, 'https://vendor.example/a');
  });

  test('H14 refusals without a usable Retry-After wait 15 minutes, doubling to a day', async () => {
    const place = world();
    const waits: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const before = place.now;
      const until = await visit(place, 'https://vendor.example/', { went: 'refused' });
      if (until === null) throw new Error('no back-off');
      waits.push((epochMsOf(until) - epochMsOf(place.now)) / minute);
      place.now = plusMs(until, 1);
      expect(place.now > before).toBe(true);
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
  });

  test('trouble is forgiven twice, then backed off from, and forgotten after a success', async () => {
    const place = world();
    const untils: (Instant | null)[] = [];
    for (let round = 0; round < 3; round += 1) untils.push(await visit(place, 'https://vendor.example/', { went: 'trouble' }));
    expect(untils.map((until) => until !== null)).toEqual([false, false, true]);
    place.now = plusMs(place.now, 16 * minute);
    expect(await visit(place, 'https://vendor.example/')).toBeNull();
    expect(await visit(place, 'https://vendor.example/', { went: 'trouble' })).toBeNull();
  });

  test('a day\'s cap holds until midnight UTC', async () => {
    const place = world({ 'vendor.example': { lastRequestAt: null, lastPageAt: null, lastDurationMs: 0, troubles: 0, notBefore: null, day: '2026-10-01', requestsOnDay: settings.maxRequestsPerHostPerDay - 1 } });
    await visit(place, 'https://vendor.example/');
    expect(await refusal(visit(place, 'https://vendor.example/'))).toMatchObject({ retryAfter: '2026-10-02T00:00:00.000Z', problem: { code: 'rate-daily-cap' } });
    place.now = instantOf(Date.parse('2026-10-02T00:00:01Z'));
    await visit(place, 'https://vendor.example/');
  });

  test('K16 what is remembered survives a restart as JSON', async () => {
    const place = world();
    await visit(place, 'https://vendor.example/', { went: 'refused', retryAfter: plusMs(place.now, 10 * minute) });
    const again = world(JSON.parse(JSON.stringify(place.politeness.state())) as PolitenessState);
    expect((await refusal(visit(again, 'https://vendor.example/'))).reason).toBe('rate');
  });

  test('a clock that jumps back does not stretch the pause', async () => {
    const place = world();
    await visit(place, 'https://vendor.example/');
    place.now = plusMs(place.now, -3_600_000);
    await visit(place, 'https://vendor.example/');
    expect(place.slept).toEqual([3000]);
  });

  test('waiting ends at once when it is aborted, and the turn goes to the next', async () => {
    const place = world();
    const url = new URL('https://vendor.example/');
    const first = await place.politeness.turn({ url, crawlDelayMs: null, page: true }, never);
    const controller = new AbortController();
    const second = place.politeness.turn({ url, crawlDelayMs: null, page: true }, controller.signal);
    const third = place.politeness.turn({ url, crawlDelayMs: null, page: true }, never);
    const reason = new Error('stop');
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    first.done(well);
    (await third).done(well);
  });

  test('R07 R19 H12 H13 over sockets: after a 429 no page of the host is fetched; a 403 changes neither the name nor the pace', async () => {
    await using server = await serve((request, response) => {
      if (request.url === '/limited') response.writeHead(429, { 'retry-after': '3600' }).end();
      else response.writeHead(403).end();
    });
    await using fetcher = fetcherFor(allowing(quick, server.host));
    const get = async (path: string): Promise<string> => failed(await fetcher.fetch(sourceAt(`${server.origin}${path}`), { validators: null }, { fresh: false, signal: never })).reason;
    expect([await get('/a'), await get('/b'), await get('/limited'), await get('/c')]).toEqual(['blocked', 'blocked', 'rate', 'rate']);
    expect(server.seen).toEqual(['GET /a', 'GET /b', 'GET /limited']);
    expect(new Set(server.requests.map((request) => request.headers['user-agent']))).toEqual(new Set(['clausewatch/0.1']));
    expect(Object.values(fetcher.politenessState())[0]?.notBefore).not.toBeNull();
  });

  test('R15 over sockets: one request in flight', async () => {
    let inFlight = 0;
    let most = 0;
    await using server = await serve((_request, response) => {
      most = Math.max(most, inFlight += 1);
      setTimeout(() => { inFlight -= 1; response.setHeader('content-type', 'text/html').end(policyHtml); }, 10);
    });
    await using fetcher = fetcherFor(allowing(quick, server.host));
    const outcomes = await Promise.all(Array.from({ length: 12 }, async (_, index) => fetcher.fetch(sourceAt(`${server.origin}/${String(index)}`), { validators: null }, { fresh: false, signal: never })));
    expect(outcomes.every((outcome) => outcome.kind === 'captured')).toBe(true);
    expect(most).toBe(1);
  });
});

describe('Retry-After', () => {
  const now = instantOf(Date.parse('2026-10-01T10:00:00Z'));
  test.for([
    { value: '120', expected: plusMs(now, 120_000) },
    { value: ' 0 ', expected: null },
    { value: 'Thu, 01 Oct 2026 10:05:00 GMT', expected: plusMs(now, 300_000) },
    { value: 'Thu, 01 Oct 2015 10:05:00 GMT', expected: null },
    { value: 'tomorrow', expected: null },
    { value: '1.5', expected: null },
    { value: '99999999999', expected: plusMs(now, settings.maxRetryAfterMs) },
    { value: null, expected: null },
  ])('H13 H14 H15 "$value" is $expected', ({ value, expected }) => {
    expect(parseRetryAfter(value, now, settings.maxRetryAfterMs)).toBe(expected);
  });
});
