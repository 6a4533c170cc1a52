import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { FetchFailureCode } from '../../../src/domain/capture.ts';
import { epochMsOf } from '../../../src/domain/instant.ts';
import { allowing, captured, failed, fetchFrom, fetchOnce, fetcherFor, never, policyHtml, quick, serve, serveRaw, sourceAt } from './servers.ts';

const html = (status: number, headers: Readonly<Record<string, string>> = {}, body = policyHtml): RequestListener => (_request, response) => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(body);
};

interface StatusRow {
  readonly id: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly expected: FetchFailureCode;
}

const statuses: readonly StatusRow[] = [
  { id: 'H07', status: 204, expected: 'http' },
  { id: 'H07', status: 205, expected: 'http' },
  { id: 'H08', status: 206, headers: { 'content-range': 'bytes 0-10/20' }, expected: 'http' },
  { id: 'H09', status: 404, expected: 'gone' },
  { id: 'H10', status: 410, expected: 'gone' },
  { id: 'H11', status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, expected: 'auth' },
  { id: 'H11', status: 407, expected: 'auth' },
  { id: 'H12', status: 403, expected: 'blocked' },
  { id: 'H13', status: 429, headers: { 'retry-after': '120' }, expected: 'rate' },
  { id: 'H15', status: 503, headers: { 'retry-after': '31536000' }, expected: 'rate' },
  { id: 'H16', status: 500, expected: 'http' },
  { id: 'H16', status: 502, expected: 'http' },
  { id: 'H16', status: 503, expected: 'http' },
  { id: 'H16', status: 504, expected: 'http' },
  { id: 'H17', status: 451, expected: 'blocked' },
  { id: 'H18', status: 406, expected: 'blocked' },
  { id: 'H18', status: 418, expected: 'blocked' },
  { id: 'H18', status: 999, expected: 'blocked' },
  { id: 'H18', status: 202, expected: 'http' },
  { id: 'H18', status: 300, expected: 'http' },
];

describe('statuses', () => {
  test.for(statuses)('$id status $status is $expected, its body only evidence', async ({ status, headers, expected }) => {
    await using server = await serve(html(status, headers));
    const outcome = failed(await fetchFrom(server));
    expect(outcome.reason).toBe(expected);
    expect(outcome.exchange?.status).toBe(status);
    expect(outcome.problem.message).toContain(String(status));
    if (![204, 205].includes(status)) expect(Buffer.from(outcome.partialBody ?? []).toString()).toBe(policyHtml);
  });

  test('H12 a refusal with a body that never ends is still a refusal', async () => {
    await using server = await serveRaw((socket) => { socket.write('HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 500000\r\n\r\n<p>no'); });
    expect(failed(await fetchFrom(server, '/', { ...quick, minimumRateGraceMs: 500, totalTimeoutMs: 4000 })).reason).toBe('blocked');
  });

  test('H01 H04 the same bytes give the same hash whatever the ETag', async () => {
    let count = 0;
    await using server = await serve((request, response) => { html(200, { etag: `"${String(count += 1)}"` })(request, response); });
    const first = captured(await fetchFrom(server));
    const second = captured(await fetchFrom(server));
    expect(first.bodySha256).toBe(second.bodySha256);
    expect(first.validators.etag).not.toBe(second.validators.etag);
  });

  test('H02 validators go back exactly as they came, and a 304 is "not modified"', async () => {
    const etag = 'W/"a,b;c=\u00E9"';
    const lastModified = 'Thu, 1 Oct 2026 07:00:00 +0000';
    const asked: string[] = [];
    await using server = await serveRaw((socket) => {
      const answer = asked.length === 1 ? `200 OK\r\nContent-Type: text/html\r\nETag: ${etag}\r\nLast-Modified: ${lastModified}\r\nContent-Length: 5\r\n\r\n<p>ok` : '304 Not Modified\r\n\r\n';
      socket.end(Buffer.from(`HTTP/1.1 ${answer}`, 'latin1'));
    }, 'request', (head) => { asked.push(head); });
    const settings = allowing(quick, server.host);
    const first = captured(await fetchOnce(settings, `${server.origin}/`));
    expect(first.validators).toEqual({ etag, lastModified });
    const second = await fetchOnce(settings, `${server.origin}/`, { validators: first.validators });
    expect(second).toMatchObject({ kind: 'not-modified', exchange: { status: 304 } });
    expect(asked[1]).toContain(`\r\nif-none-match: ${etag}\r\nif-modified-since: ${lastModified}\r\n`);
  });

  test('H02 H05 a fresh fetch sends no validators', async () => {
    await using server = await serve(html(200, { etag: '"x"' }));
    await using fetcher = fetcherFor(allowing(quick, server.host));
    const outcome = await fetcher.fetch(sourceAt(`${server.origin}/`), { validators: { etag: '"x"', lastModified: null } }, { fresh: true, signal: never });
    expect(captured(outcome).exchange.requestHeaders.map(([name]) => name)).not.toContain('if-none-match');
  });

  test('H02 validators go only to the address they came from, where that is known', async () => {
    await using server = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new' }).end();
      else html(200)(request, response);
    });
    await using fetcher = fetcherFor(allowing(quick, server.host));
    await fetcher.fetch(sourceAt(`${server.origin}/old`), { validators: { etag: '"x"', lastModified: null }, finalUrl: `${server.origin}/new` }, { fresh: false, signal: never });
    expect(server.requests.map((request) => request.headers['if-none-match'])).toEqual([undefined, '"x"']);
  });

  test('H03 a 304 that nothing asked for is a failure', async () => {
    await using server = await serve((_request, response) => { response.writeHead(304).end(); });
    expect(failed(await fetchFrom(server)).reason).toBe('http');
  });

  test('H13 Retry-After in seconds, H15 at most a week', async () => {
    await using soon = await serve(html(429, { 'retry-after': '120' }));
    const outcome = failed(await fetchFrom(soon));
    const wait = epochMsOf(outcome.retryAfter ?? outcome.exchange?.endedAt ?? '' as never) - Date.now();
    expect(wait).toBeGreaterThan(115_000);
    expect(wait).toBeLessThan(121_000);
    await using far = await serve(html(503, { 'retry-after': '31536000' }));
    const capped = failed(await fetchFrom(far));
    expect(epochMsOf(capped.retryAfter ?? '' as never) - Date.now()).toBeLessThanOrEqual(7 * 24 * 3600 * 1000);
  });

  test.for(['Thu, 01 Jan 2015 00:00:00 GMT', 'soon', '-5', '1e9'])('H14 Retry-After "%s" falls back to the usual back-off', async (value) => {
    await using server = await serve(html(429, { 'retry-after': value }));
    const wait = epochMsOf(failed(await fetchFrom(server)).retryAfter ?? '' as never) - Date.now();
    expect(wait).toBeGreaterThan(14 * 60_000);
    expect(wait).toBeLessThanOrEqual(15 * 60_000);
  });

  test('H19 H22 a stale or private answer is taken, with its headers as evidence', async () => {
    await using server = await serve(html(200, { 'cache-control': 'no-store, private', 'age': '2592000', 'warning': '110 - "Response is Stale"' }));
    const page = captured(await fetchFrom(server));
    expect(page.exchange.responseHeaders).toEqual(expect.arrayContaining([['cache-control', 'no-store, private'], ['age', '2592000'], ['warning', '110 - "Response is Stale"']]));
  });

  test('H20 an answer that a proxy altered is taken and noted', async () => {
    await using server = await serve(html(203));
    expect(captured(await fetchFrom(server)).exchange.notes?.join(' ')).toContain('altered the page');
  });

  test('H21 an interim answer and then nothing is a failure', async () => {
    await using server = await serveRaw((socket) => { socket.end('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'); });
    expect(failed(await fetchFrom(server)).reason).toBe('http');
  });

  test('H23 cookies are not kept from one fetch to the next', async () => {
    await using server = await serve(html(200, { 'set-cookie': 'id=1; Path=/', 'vary': '*' }));
    await using fetcher = fetcherFor(allowing(quick, server.host));
    for (let round = 0; round < 2; round += 1) await fetcher.fetch(sourceAt(`${server.origin}/`), { validators: null }, { fresh: false, signal: never });
    expect(server.requests.map((request) => request.headers.cookie)).toEqual([undefined, undefined]);
  });

  test.for([
    { how: 'a Refresh header', headers: { refresh: '0;url=/home' }, body: '' },
    { how: 'a meta refresh of a tiny page', headers: {}, body: '<html><head><META content=\'1; URL="/home"\' HTTP-EQUIV="refresh"></head><body>Moment…</body></html>' },
  ])('H24 $how is followed as a redirect', async ({ headers, body }) => {
    await using server = await serve((request, response) => { html(200, request.url === '/home' ? {} : headers as Record<string, string>, request.url === '/home' ? policyHtml : body)(request, response); });
    const page = captured(await fetchFrom(server));
    expect(page.exchange.finalUrl).toBe(`${server.origin}/home`);
    expect(page.exchange.redirects).toHaveLength(1);
  });

  test.for([
    { how: 'of a page with a policy on it', body: `<meta http-equiv="refresh" content="0;url=/home"><p>${'Wij bewaren uw gegevens. '.repeat(60)}</p>` },
    { how: 'to itself', body: '<meta http-equiv="refresh" content="0;url=/"><p>Hallo</p>' },
    { how: 'after minutes', body: '<meta http-equiv="refresh" content="300;url=/home"><p>Hallo</p>' },
    { how: 'for browsers without scripts', body: '<noscript><meta http-equiv="refresh" content="0;url=/home"></noscript><div id="app"></div>' },
    { how: 'within a comment', body: '<!-- <meta http-equiv="refresh" content="0;url=/home"> --><p>Hallo</p>' },
  ])('H24 a refresh $how is not followed', async ({ body }) => {
    await using server = await serve(html(200, {}, body));
    expect(captured(await fetchFrom(server)).exchange.redirects).toEqual([]);
  });

  test('H25 a body without a status line is no HTTP', async () => {
    await using server = await serveRaw((socket) => { socket.end('<html><body>Hallo</body></html>'); });
    expect(failed(await fetchFrom(server)).reason).toBe('proto');
  });

  test('H26 a trailer is noted and changes nothing', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'trailer': 'X-Checksum' });
      response.write(policyHtml);
      response.addTrailers({ 'X-Checksum': 'abc' });
      response.end();
    });
    const page = captured(await fetchFrom(server));
    expect(page.text).toBe(policyHtml);
    expect(page.exchange.notes?.join(' ')).toContain('x-checksum: abc');
  });

  test('H27 Content-Location and canonical links do not move the page', async () => {
    await using server = await serve(html(200, { 'content-location': '/other', 'link': '</canonical>; rel="canonical"' }));
    expect(captured(await fetchFrom(server, '/privacy')).exchange.finalUrl).toBe(`${server.origin}/privacy`);
  });

  test('H28 only GET is ever sent, with an honest name and contact', async () => {
    await using server = await serve(html(200));
    await fetchFrom(server, '/', { ...quick, userAgent: { ...quick.userAgent, contact: 'https://acme.example/crawler' } });
    expect(server.seen).toEqual(['GET /']);
    expect(server.requests[0]?.headers['user-agent']).toBe('clausewatch/0.1 (+https://acme.example/crawler)');
  });

  test('an empty page is a failure of its own', async () => {
    await using server = await serve(html(200, {}, ''));
    expect(failed(await fetchFrom(server)).reason).toBe('empty');
  });
});
