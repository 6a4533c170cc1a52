import { createSecureServer } from 'node:http2';
import type { RequestListener } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowing, captured, failed, fetchFrom, fetchOnce, fetcherFor, impatient, makeCertificates, never, policyHtml, quick, serve, serveRaw, sourceAt, type TestCertificates } from './servers.ts';
import type { FetchFailureCode } from '../../../src/domain/capture.ts';

const body = '<p>Wij bewaren uw gegevens één jaar.</p>';
const length = Buffer.byteLength(body);
const head = (...lines: readonly string[]): string => ['HTTP/1.1 200 OK', 'Content-Type: text/html; charset=utf-8', ...lines, '', ''].join('\r\n');

interface RawRow {
  readonly id: string;
  readonly name: string;
  readonly script: (socket: Socket) => void;
  readonly expected: FetchFailureCode | 'captured';
  readonly when?: 'connection';
}

const rows: readonly RawRow[] = [
  { id: 'T05', name: 'a connection on which nothing is ever sent times out', script: () => undefined, expected: 'timeout' },
  {
    id: 'T06',
    name: 'headers that trickle in time out',
    script: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => { socket.write('x'); }, 50);
      socket.once('close', () => { clearInterval(timer); });
    },
    expected: 'timeout',
  },
  {
    id: 'T07',
    name: 'a body that trickles in is ended by the minimum rate',
    script: (socket) => {
      socket.write(head());
      const timer = setInterval(() => { socket.write('x'); }, 50);
      socket.once('close', () => { clearInterval(timer); });
    },
    expected: 'timeout',
  },
  {
    id: 'T08',
    name: 'an endless body is cut off at the size limit',
    script: (socket) => {
      socket.write(head());
      const block = Buffer.alloc(256 * 1024, 'a');
      const more = (): void => { while (!socket.destroyed && socket.write(block)); };
      socket.on('drain', more);
      more();
    },
    expected: 'size',
  },
  { id: 'T09', name: 'a body shorter than its Content-Length is truncated', script: (socket) => { socket.end(head(`Content-Length: ${String(length + 50)}`) + body); }, expected: 'truncated' },
  { id: 'T10', name: 'a body longer than its Content-Length is taken as long as the header says', script: (socket) => { socket.end(head(`Content-Length: ${String(length)}`) + body + body); }, expected: 'captured' },
  { id: 'T11', name: 'a chunked body without its last chunk is truncated', script: (socket) => { socket.end(`${head('Transfer-Encoding: chunked')}${length.toString(16)}\r\n${body}\r\n`); }, expected: 'truncated' },
  {
    id: 'T12',
    name: 'a reset in the middle of the body is a network failure',
    script: (socket) => {
      socket.write(head('Content-Length: 5000') + body);
      setTimeout(() => { socket.resetAndDestroy(); }, 60);
    },
    expected: 'net',
  },
  { id: 'T13', name: 'a body that only the closing ends is taken, with a note that its end cannot be told', script: (socket) => { socket.end(head('Connection: close') + body); }, expected: 'captured' },
  { id: 'T14', name: 'a server that closes right after accepting is a network failure', script: (socket) => { socket.end(); }, expected: 'net', when: 'connection' },
  { id: 'T15', name: 'an SSH banner is no HTTP', script: (socket) => { socket.end('SSH-2.0-OpenSSH_9.2\r\n'); }, expected: 'proto', when: 'connection' },
  { id: 'T16', name: 'a megabyte of headers is refused', script: (socket) => { socket.end(head(`X-Long: ${'a'.repeat(1024 * 1024)}`) + body); }, expected: 'proto' },
  { id: 'T16', name: 'five thousand header lines are refused', script: (socket) => { socket.end(head(...Array.from({ length: 5000 }, (_, index) => `X-${String(index)}: y`)) + body); }, expected: 'proto' },
  { id: 'T17', name: 'a header with NUL is refused', script: (socket) => { socket.end(head('X-Bad: a\0b') + body); }, expected: 'proto' },
  { id: 'T17', name: 'a header line ended by a bare LF is refused', script: (socket) => { socket.end(`HTTP/1.1 200 OK\nContent-Type: text/html\nX: y\n\n${body}`); }, expected: 'proto' },
  { id: 'T18', name: 'two different Content-Length headers are refused', script: (socket) => { socket.end(head(`Content-Length: ${String(length)}`, 'Content-Length: 5') + body); }, expected: 'proto' },
  { id: 'T18', name: 'Content-Length beside Transfer-Encoding is refused', script: (socket) => { socket.end(`${head(`Content-Length: ${String(length)}`, 'Transfer-Encoding: chunked')}${length.toString(16)}\r\n${body}\r\n0\r\n\r\n`); }, expected: 'proto' },
  { id: 'T27', name: 'ten thousand interim answers are not listened to', script: (socket) => { socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n'.repeat(10_000)); }, expected: 'net' },
];

describe('transport', () => {
  test.for(rows)('$id $name', async ({ script, expected, when }) => {
    await using server = await serveRaw(script, when ?? 'request');
    const started = performance.now();
    const outcome = await fetchFrom(server, '/', { ...(expected === 'timeout' ? impatient : quick), maxHtmlBytes: 2 * 1024 * 1024 });
    // Before the shortest of the patient budgets is over.
    expect(performance.now() - started).toBeLessThan(quick.headersTimeoutMs);
    expect(outcome.kind === 'failed' ? outcome.reason : outcome.kind).toBe(expected);
    if (outcome.kind === 'failed') expect(outcome.problem.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/ [^\p{Cc}]+\.$|^127\.0\.0\.1:\d+ [^\p{Cc}]+\.$/u);
  });

  test('T09 T12 what came before the break is kept as evidence', async () => {
    await using server = await serveRaw((socket) => { socket.end(head('Content-Length: 5000') + body); });
    const outcome = failed(await fetchFrom(server));
    expect(Buffer.from(outcome.partialBody ?? []).toString()).toBe(body);
    expect(outcome.exchange?.status).toBe(200);
  });

  test('T13 the note says that the end could not be told', async () => {
    await using server = await serveRaw((socket) => { socket.end(head('Connection: close') + body); });
    expect(captured(await fetchFrom(server)).exchange.notes?.join(' ')).toContain('gave no length');
  });

  test.for([
    { id: 'T01', code: 'ENOTFOUND', expected: 'dns-not-found' },
    { id: 'T02', code: 'EAI_AGAIN', expected: 'dns-unavailable' },
  ])('$id a name that does not resolve ($code) is a failure of names, and nothing is dialled', async ({ code, expected }) => {
    let dialled = 0;
    const outcome = failed(await fetchOnce(quick, 'https://vendor.example/privacy', {
      deps: {
        resolve: async () => { throw Object.assign(new Error('no'), { code }); },
        openSocket: () => { dialled += 1; return new Socket(); },
      },
    }));
    expect(outcome).toMatchObject({ reason: 'dns', problem: { code: expected, retryable: true } });
    expect(dialled).toBe(0);
  });

  test('T02 a resolver that never answers is ended by the budget', async () => {
    const outcome = await fetchOnce(impatient, 'https://vendor.example/privacy', { deps: { resolve: async () => new Promise(() => undefined) } });
    expect(failed(outcome).reason).toBe('timeout');
  });

  test('T03 a refused connection says so and what to do', async () => {
    const server = await serve(() => undefined);
    const { host, origin } = server;
    await server[Symbol.asyncDispose]();
    const outcome = failed(await fetchOnce(allowing(quick, host), `${origin}/`));
    expect(outcome.reason).toBe('net');
    expect(outcome.problem.message).toBe(`${host} refused the connection (ECONNREFUSED).`);
    expect(outcome.problem.mend).toBe('Check the address in a browser; the next check tries again.');
  });

  test('T04 a connection that never completes is given up', async () => {
    const started = performance.now();
    const outcome = failed(await fetchOnce(impatient, 'http://vendor.example/', { deps: { resolve: async () => ['192.0.1.1'], openSocket: () => new Socket() } }));
    expect(outcome).toMatchObject({ reason: 'timeout', problem: { code: 'timeout-connection' } });
    expect(performance.now() - started).toBeLessThan(quick.connectTimeoutMs);
  });

  test('T25 a server that closes kept-alive connections is asked on a fresh one each time', async () => {
    await using server = await serve((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.setHeader('connection', 'keep-alive');
      response.end(policyHtml, () => response.socket?.destroy());
    });
    await using fetcher = fetcherFor(allowing(quick, server.host));
    for (const round of [1, 2, 3]) {
      const outcome = await fetcher.fetch(sourceAt(`${server.origin}/`), { validators: null }, { fresh: false, signal: never });
      expect(outcome.kind).toBe('captured');
      expect(server.seen).toHaveLength(round);
    }
  });

  test('T26 an address that does not answer gives way to the next, and both were judged first', async () => {
    await using server = await serve((_request, response) => { response.setHeader('content-type', 'text/html').end(policyHtml); });
    const outcome = await fetchOnce(allowing(quick, `vendor.example:${String(server.port)}`), `http://vendor.example:${String(server.port)}/`, { deps: { resolve: async () => ['::1', '127.0.0.1'] } });
    expect(captured(outcome).exchange.remoteAddress).toBe('127.0.0.1');
  });

  test('an aborted fetch rejects with the signal\'s reason', async () => {
    await using server = await serve(() => undefined);
    await using fetcher = fetcherFor(allowing(quick, server.host));
    const controller = new AbortController();
    const reason = new Error('stop');
    const pending = fetcher.fetch(sourceAt(`${server.origin}/`), { validators: null }, { fresh: false, signal: controller.signal });
    setTimeout(() => { controller.abort(reason); }, 50);
    await expect(pending).rejects.toBe(reason);
  });
});

const answer: RequestListener = (_request, response) => { response.setHeader('content-type', 'text/html; charset=utf-8').end(policyHtml); };

describe('encryption', () => {
  let certificates: TestCertificates;
  const usual = getCACertificates('default');
  beforeAll(() => {
    certificates = makeCertificates();
    // As NODE_EXTRA_CA_CERTS does for a whole process.
    setDefaultCACertificates([...usual, certificates.authority]);
  });
  afterAll(() => {
    setDefaultCACertificates(usual);
    certificates[Symbol.dispose]();
  });

  test('a good certificate is verified and its fingerprint kept', async () => {
    await using server = await serve(answer, certificates.good);
    const page = captured(await fetchFrom(server));
    expect(page.exchange.tlsFingerprint).toMatch(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/u);
  });

  test.for([
    { id: 'T19', which: 'expired', code: 'tls-cert-has-expired' },
    { id: 'T20', which: 'selfSigned', code: 'tls-depth-zero-self-signed-cert' },
    { id: 'T21', which: 'otherName', code: 'tls-err-tls-cert-altname-invalid' },
  ] as const)('$id a certificate that is $which fails, with its fingerprint as evidence and no request sent', async ({ which, code }) => {
    await using server = await serve(answer, certificates[which]);
    const outcome = failed(await fetchFrom(server));
    expect(outcome).toMatchObject({ reason: 'tls', problem: { code } });
    expect(outcome.exchange?.tlsFingerprint).toMatch(/^[0-9A-F]{2}:/u);
    expect(outcome.exchange?.status).toBe(0);
    expect(server.seen).toEqual([]);
  });

  test('T20 an authority that nobody added is not trusted', async () => {
    await using server = await serve(answer, certificates.good);
    setDefaultCACertificates(usual);
    const outcome = await fetchFrom(server);
    setDefaultCACertificates([...usual, certificates.authority]);
    expect(failed(outcome).reason).toBe('tls');
  });

  test('S19 a redirect from https to http is refused and recorded', async () => {
    await using plain = await serve(answer);
    await using server = await serve((_request, response) => { response.writeHead(301, { location: `${plain.origin}/` }).end(); }, certificates.good);
    const outcome = failed(await fetchOnce(allowing(quick, server.host, plain.host), `${server.origin}/`));
    expect(outcome).toMatchObject({ reason: 'redirect', problem: { code: 'redirect-downgrade' } });
    expect(outcome.exchange?.redirects).toHaveLength(1);
    expect(plain.seen).toEqual([]);
  });

  test('T22 a handshake that stalls is given up', async () => {
    await using server = await serveRaw(() => undefined, 'connection');
    const outcome = await fetchOnce(allowing(impatient, server.host), `https://${server.host}/`);
    expect(failed(outcome).reason).toBe('tls');
  });

  test('T23 a server that knows only TLS 1.1 is refused', async () => {
    await using server = await serve(answer, { ...certificates.good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
    expect(failed(await fetchFrom(server)).reason).toBe('tls');
  });

  test('T24 a server that also speaks HTTP/2 is asked in HTTP/1.1', async () => {
    const server = createSecureServer({ ...certificates.good, allowHTTP1: true }, (request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<p>HTTP ${request.httpVersion}</p>`);
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    try {
      expect(captured(await fetchOnce(allowing(quick, host), `https://${host}/`)).text).toBe('<p>HTTP 1.1</p>');
    } finally {
      server.close();
    }
  });
});
