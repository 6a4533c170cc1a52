import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import { instantOf, plusMs } from '../../../src/domain/instant.ts';
import { createMemoryRobotsStore } from '../../../src/fetch/robots.ts';
import { defaultFetchSettings, type FetchSettings } from '../../../src/fetch/settings.ts';
import { allowing, captured, failed, fetchOnce, fetcherFor, never, policyHtml, quick, serve, sourceAt, type TestServer } from './servers.ts';

const obeying: FetchSettings = { ...quick, robots: { ...quick.robots, obey: true } };

interface Answer {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

async function siteWith(robots: Answer | (() => Answer)): Promise<TestServer> {
  return serve((request, response) => {
    if (request.url !== '/robots.txt') {
      response.setHeader('content-type', 'text/html').end(policyHtml);
      return;
    }
    const { status = 200, body = '', headers = {} } = typeof robots === 'function' ? robots() : robots;
    response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body);
  });
}

const rule = (...lines: readonly string[]): Answer => ({ body: lines.join('\n') });

interface Row {
  readonly id: string;
  readonly name: string;
  readonly robots: Answer;
  readonly path?: string;
  readonly expected: 'allowed' | 'denied';
}

const rows: readonly Row[] = [
  { id: 'R01', name: 'everything disallowed for us', robots: rule('User-agent: Clausewatch', 'Disallow: /'), expected: 'denied' },
  { id: 'R01', name: 'everything disallowed for all', robots: rule('User-agent: *', 'Disallow: /'), expected: 'denied' },
  { id: 'R02', name: 'our own group allows what the others\' does not', robots: rule('User-agent: *', 'Disallow: /', '', 'User-agent: clausewatch/1.0', 'Allow: /'), expected: 'allowed' },
  { id: 'R02', name: 'a group of several names, with a sitemap in between', robots: rule('User-agent: clausewatch', 'Sitemap: https://example.com/s.xml', 'User-agent: other', 'Disallow: /'), expected: 'denied' },
  { id: 'R02', name: 'a group for somebody else', robots: rule('User-agent: otherbot', 'Disallow: /'), expected: 'allowed' },
  { id: 'R03', name: 'the longest rule', robots: rule('User-agent: *', 'Disallow: /legal', 'Allow: /legal/privacy'), path: '/legal/privacy', expected: 'allowed' },
  { id: 'R03', name: 'a tie', robots: rule('User-agent: *', 'Disallow: /legal', 'Allow: /legal'), path: '/legal', expected: 'allowed' },
  { id: 'R03', name: 'a wildcard', robots: rule('User-agent: *', 'Disallow: /*/privacy'), path: '/nl/privacy', expected: 'denied' },
  { id: 'R03', name: 'an end mark that does not match', robots: rule('User-agent: *', 'Disallow: /privacy$'), path: '/privacy?a', expected: 'allowed' },
  { id: 'R03', name: 'percent escapes of ordinary letters', robots: rule('User-agent: *', 'Disallow: /priv%61cy'), path: '/privacy', expected: 'denied' },
  { id: 'R03', name: 'accents', robots: rule('User-agent: *', 'Disallow: /privé'), path: '/priv%C3%A9', expected: 'denied' },
  { id: 'R03', name: 'an empty rule', robots: rule('User-agent: *', 'Disallow:'), expected: 'allowed' },
  { id: 'R04', name: 'robots.txt itself', robots: rule('User-agent: *', 'Disallow: /'), path: '/robots.txt', expected: 'allowed' },
  ...[404, 410, 401, 403, 400].map((status) => ({ id: 'R05', name: `status ${String(status)}`, robots: { status, body: 'User-agent: *\nDisallow: /' }, expected: 'allowed' as const })),
  { id: 'R06', name: 'status 500', robots: { status: 500 }, expected: 'denied' },
  { id: 'R06', name: 'status 503', robots: { status: 503 }, expected: 'denied' },
  { id: 'R07', name: 'status 429', robots: { status: 429, headers: { 'retry-after': '60' } }, expected: 'denied' },
  { id: 'R08', name: 'a rule within ten megabytes', robots: { body: `User-agent: *\nDisallow: /privacy\n${'# comment\n'.repeat(1024 * 1024)}` }, expected: 'denied' },
  { id: 'R08', name: 'a rule after the first 500 KiB', robots: { body: `User-agent: *\nDisallow: /x\n${'#\n'.repeat(300 * 1024)}Disallow: /privacy\n` }, expected: 'allowed' },
  { id: 'R08', name: 'a rule cut at 500 KiB', robots: { body: `User-agent: *\n${'#'.repeat(500 * 1024 - 26)}\nDisallow: /privacy/only/this\n` }, expected: 'allowed' },
  { id: 'R09', name: 'a web page', robots: { body: policyHtml, headers: { 'content-type': 'text/html' } }, expected: 'allowed' },
  { id: 'R10', name: 'a byte order mark, CR line ends and unknown lines', robots: { body: '\uFEFFUser-agent: *\rNoise: x\rDisallow: /privacy\rHost: y\r' }, expected: 'denied' },
  { id: 'R10', name: 'nothing', robots: { body: '' }, expected: 'allowed' },
  { id: 'R11', name: 'a redirect to a private address', robots: { status: 302, headers: { location: 'http://10.0.0.1/robots.txt' } }, expected: 'denied' },
  { id: 'R11', name: 'a circle of redirects', robots: { status: 302, headers: { location: '/robots.txt' } }, expected: 'denied' },
  { id: 'R13', name: 'forty wildcards', robots: rule('User-agent: *', `Disallow: /${'*a'.repeat(40)}$`), path: `/${'a'.repeat(1500)}b`, expected: 'allowed' },
  { id: 'R13', name: 'half a megabyte of wildcards, and a plain rule', robots: rule('User-agent: *', ...Array.from({ length: 250 }, () => `Disallow: /${'*a'.repeat(900)}`), `Disallow: /${'a'.repeat(20)}`), path: `/${'a'.repeat(1500)}b`, expected: 'denied' },
];

describe('robots.txt', () => {
  test.for(rows)('$id $name: $expected', async ({ robots, path = '/privacy', expected }) => {
    await using server = await siteWith(robots);
    const started = performance.now();
    const outcome = await fetchOnce(allowing(obeying, server.host), `${server.origin}${path}`);
    expect(performance.now() - started).toBeLessThan(quick.robots.timeoutMs);
    const pages = server.seen.filter((line) => line === `GET ${path}`).length;
    const isRobots = outcome.kind === 'failed' && (outcome.reason === 'robots' || outcome.reason === 'rate');
    expect(isRobots ? 'denied' : 'allowed').toBe(expected);
    if (expected === 'denied') expect(pages).toBe(0);
    else expect(pages).toBe(1);
  });

  test('R01 the refusal says what to do, and an exception is followed and noted', async () => {
    await using server = await siteWith(rule('User-agent: *', 'Disallow: /'));
    const settings = allowing(obeying, server.host);
    const outcome = failed(await fetchOnce(settings, `${server.origin}/privacy`));
    expect(outcome.problem).toMatchObject({ code: 'robots-disallowed', retryable: false });
    expect(outcome.problem.mend).toContain('robots exceptions');
    const excepted = await fetchOnce({ ...settings, robots: { ...settings.robots, overrideUrls: [`${server.origin}/privacy`] } }, `${server.origin}/privacy`);
    expect(captured(excepted).exchange.notes?.join(' ')).toContain('whatever robots.txt says');
  });

  test('R05 a robots.txt that is refused is noted', async () => {
    await using server = await siteWith({ status: 403 });
    expect(captured(await fetchOnce(allowing(obeying, server.host), `${server.origin}/privacy`)).exchange.notes?.join(' ')).toContain('status 403');
  });

  test('R06 the file is kept for a day, then an outage follows the earlier copy, and after 30 days nothing is disallowed', async () => {
    let now: Instant = instantOf(Date.parse('2026-10-01T00:00:00Z'));
    let answer: Answer = rule('User-agent: *', 'Disallow: /secret');
    await using server = await siteWith(() => answer);
    const store = createMemoryRobotsStore();
    const get = async (path: string): Promise<string> => {
      const outcome = await fetchOnce(allowing(obeying, server.host), `${server.origin}${path}`, { deps: { clock: () => now, robotsStore: store } });
      return outcome.kind === 'failed' ? outcome.reason : outcome.kind;
    };
    const asked = (): number => server.seen.filter((line) => line === 'GET /robots.txt').length;
    const hour = 3_600_000;
    expect([await get('/privacy'), await get('/secret'), asked()]).toEqual(['captured', 'robots', 1]);
    now = plusMs(now, 23 * hour);
    expect([await get('/privacy'), asked()]).toEqual(['captured', 1]);
    now = plusMs(now, 2 * hour);
    answer = { status: 500 };
    expect([await get('/privacy'), await get('/secret'), asked()]).toEqual(['captured', 'robots', 2]);
    now = plusMs(now, 31 * 24 * hour);
    expect([await get('/secret'), asked()]).toEqual(['captured', 3]);
  });

  test('R06 a first answer that never came is asked for again after an hour, not at every page', async () => {
    let now: Instant = instantOf(Date.parse('2026-10-01T00:00:00Z'));
    await using server = await siteWith({ status: 500 });
    await using fetcher = fetcherFor(allowing(obeying, server.host), { clock: () => now });
    const get = async (): Promise<string> => {
      const outcome = await fetcher.fetch(sourceAt(`${server.origin}/privacy`), { validators: null }, { fresh: false, signal: never });
      return outcome.kind === 'failed' ? outcome.problem.code : outcome.kind;
    };
    expect([await get(), await get(), server.seen.length]).toEqual(['robots-unreachable', 'robots-unreachable', 1]);
    now = plusMs(now, 3_700_000);
    expect([await get(), server.seen.length]).toEqual(['robots-unreachable', 2]);
  });

  test('R06 T03 a host that is down is reported as down, not as closed to robots', async () => {
    const server = await siteWith({});
    await server[Symbol.asyncDispose]();
    expect(failed(await fetchOnce(allowing(obeying, server.host), `${server.origin}/privacy`)).reason).toBe('net');
  });

  test('R11 five redirects are followed, also to another host', async () => {
    await using target = await siteWith(rule('User-agent: *', 'Disallow: /privacy'));
    await using server = await serve((request, response) => {
      const step = Number(/^\/r(\d)$/u.exec(request.url ?? '')?.[1] ?? '0');
      if (request.url === '/robots.txt' || (step > 0 && step < 4)) response.writeHead(302, { location: `/r${String(step + 1)}` }).end();
      else if (step === 4) response.writeHead(302, { location: `${target.origin}/robots.txt` }).end();
      else response.setHeader('content-type', 'text/html').end(policyHtml);
    });
    expect(failed(await fetchOnce(allowing(obeying, server.host, target.host), `${server.origin}/privacy`)).reason).toBe('robots');
  });

  test('a page is not fetched where a redirect leads into disallowed ground', async () => {
    await using server = await serve((request, response) => {
      if (request.url === '/robots.txt') response.setHeader('content-type', 'text/plain').end('User-agent: *\nDisallow: /private');
      else response.writeHead(302, { location: '/private/policy' }).end();
    });
    expect(failed(await fetchOnce(allowing(obeying, server.host), `${server.origin}/policy`)).reason).toBe('robots');
    expect(server.seen).toEqual(['GET /robots.txt', 'GET /policy']);
  });

  test('R12 a crawl-delay is kept between pages, at most an hour', async () => {
    let now: Instant = instantOf(Date.parse('2026-10-01T00:00:00Z'));
    const slept: number[] = [];
    await using server = await siteWith(rule('User-agent: *', 'Crawl-delay: 90', 'Disallow: /x'));
    const settings: FetchSettings = { ...allowing(obeying, server.host), politeness: { ...defaultFetchSettings.politeness, pauseMs: 0, pauseFactor: 0 } };
    await using fetcher = fetcherFor(settings, { clock: () => now, sleep: async (ms) => { slept.push(ms); now = plusMs(now, ms); } });
    const get = async (): Promise<unknown> => fetcher.fetch(sourceAt(`${server.origin}/privacy`), { validators: null }, { fresh: false, signal: never });
    await get();
    await get();
    expect(slept).toEqual([90_000]);

    await using slow = await siteWith(rule('User-agent: *', 'Crawl-delay: 86400'));
    await using patient = fetcherFor({ ...settings, ...allowing(settings, slow.host) }, { clock: () => now });
    const fetchSlow = async (): Promise<Awaited<ReturnType<typeof patient.fetch>>> => patient.fetch(sourceAt(`${slow.origin}/privacy`), { validators: null }, { fresh: false, signal: never });
    expect(captured(await fetchSlow()).exchange.notes?.join(' ')).toContain('asks for 86400 seconds');
    expect(failed(await fetchSlow())).toMatchObject({ reason: 'rate', problem: { code: 'rate-pause' }, retryAfter: plusMs(now, 3_600_000) });
  });

  test('R14 a wish not to be archived is noted with the capture', async () => {
    await using server = await serve((_request, response) => { response.writeHead(200, { 'content-type': 'text/html', 'x-robots-tag': 'noindex, noarchive' }).end(policyHtml); });
    expect(captured(await fetchOnce(allowing(quick, server.host), `${server.origin}/`)).exchange.notes?.join(' ')).toContain('X-Robots-Tag');
  });
});
