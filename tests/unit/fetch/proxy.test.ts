import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServiceSender } from '../../../src/fetch/send-request.ts';
import type { FetchSettings } from '../../../src/fetch/settings.ts';
import { allowing, captured, failed, fetchOnce, makeCertificates, policyHtml, quick, serve, type TestCertificates } from './servers.ts';

/** A plain forward proxy that leads every name to loopback. */
async function startProxy(): Promise<{ readonly url: string; readonly seen: string[]; readonly told: string[]; readonly server: Server }> {
  const seen: string[] = [];
  const told: string[] = [];
  const note = (authorization: string | undefined): void => { if (authorization !== undefined) told.push(authorization); };
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    note(request.headers['proxy-authorization']);
    const url = new URL(request.url ?? '');
    request.pipe(httpRequest({ host: '127.0.0.1', port: url.port, path: url.pathname, headers: request.headers }, (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, incoming.headers);
      incoming.pipe(response);
    }));
  });
  server.on('connect', (request, client) => {
    seen.push(`CONNECT ${request.url ?? ''}`);
    note(request.headers['proxy-authorization']);
    if ((request.url ?? '').startsWith('closed.')) {
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const upstream = connect(Number((request.url ?? '').split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, seen, told, server };
}

describe('a proxy that the configuration names', () => {
  const usual = getCACertificates('default');
  let certificates: TestCertificates;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  beforeAll(async () => {
    certificates = makeCertificates();
    setDefaultCACertificates([...usual, certificates.authority]);
    proxy = await startProxy();
  });
  afterAll(() => {
    setDefaultCACertificates(usual);
    certificates[Symbol.dispose]();
    proxy.server.close();
    proxy.server.closeAllConnections();
  });
  const through = (port: number): FetchSettings => ({ ...quick, proxyUrl: proxy.url, address: { ...quick.address, ports: [port] } });
  const unresolvable = { resolve: async () => { throw new Error('not to be asked'); } };

  test('carries pages over http, and the evidence says so', async () => {
    await using server = await serve((_request, response) => { response.setHeader('content-type', 'text/html').end(policyHtml); });
    const url = `http://site.example:${String(server.port)}/privacy`;
    const page = captured(await fetchOnce(through(server.port), url, { deps: unresolvable }));
    expect(page.text).toBe(policyHtml);
    expect(page.exchange.notes?.join(' ')).toContain('through the proxy');
    expect(proxy.seen).toContain(`GET ${url}`);
  });

  test('carries https through a tunnel, with the site\'s own certificate verified', async () => {
    await using server = await serve((_request, response) => { response.setHeader('content-type', 'text/html').end(policyHtml); }, certificates.good);
    const page = captured(await fetchOnce(through(server.port), `https://site.example:${String(server.port)}/`, { deps: unresolvable }));
    expect(page.exchange.tlsFingerprint).toMatch(/^[0-9A-F]{2}:/u);
    expect(proxy.seen).toContain(`CONNECT site.example:${String(server.port)}`);
  });

  test('is told its user and password with each request, and nobody else is', async () => {
    const heads: string[] = [];
    await using server = await serve((request, response) => {
      heads.push(JSON.stringify(request.headers));
      response.setHeader('content-type', 'text/html').end(policyHtml);
    }, certificates.good);
    await using plain = await serve((_request, response) => { response.setHeader('content-type', 'text/html').end(policyHtml); });
    proxy.told.length = 0;
    const known: FetchSettings = { ...through(server.port), proxyCredentials: 'noor:geheim', address: { ...quick.address, ports: [server.port, plain.port] } };
    const secure = captured(await fetchOnce(known, `https://site.example:${String(server.port)}/`, { deps: unresolvable }));
    const open = captured(await fetchOnce(known, `http://site.example:${String(plain.port)}/`, { deps: unresolvable }));
    const send = createServiceSender(known);
    await send({ method: 'GET', url: `http://site.example:${String(plain.port)}/`, headers: {}, body: null, deadlineMs: 2000, signal: undefined });
    expect(proxy.told).toEqual(Array.from({ length: 3 }, () => `Basic ${Buffer.from('noor:geheim').toString('base64')}`));
    expect(heads.join(' ')).not.toContain('proxy-authorization');
    expect(JSON.stringify([secure.exchange, open.exchange])).not.toContain('proxy-authorization');
  });

  test('that refuses a tunnel is named in the failure', async () => {
    const outcome = failed(await fetchOnce(through(443), 'https://closed.example/', { deps: unresolvable }));
    expect(outcome).toMatchObject({ reason: 'net', problem: { code: 'proxy-refused', message: 'The proxy refused to open closed.example:443.' } });
  });

  test('that is down is named in the failure', async () => {
    const outcome = failed(await fetchOnce({ ...quick, proxyUrl: 'http://127.0.0.1:9' }, 'http://site.example/'));
    expect(outcome.problem.message).toBe('The proxy 127.0.0.1:9 refused the connection (ECONNREFUSED).');
  });

  test('S26 is asked for no private address, however written', async () => {
    proxy.seen.length = 0;
    for (const url of ['http://127.0.0.1/', 'http://[::1]/', 'http://localhost/', 'http://169.254.169.254/latest/']) {
      expect(failed(await fetchOnce({ ...quick, proxyUrl: proxy.url }, url)).reason).toBe('ssrf');
    }
    expect(proxy.seen).toEqual([]);
    await using server = await serve((_request, response) => { response.writeHead(302, { location: 'http://10.0.0.1/' }).end(); });
    const settings = allowing({ ...quick, proxyUrl: proxy.url }, server.host);
    expect(failed(await fetchOnce(settings, `${server.origin}/`)).reason).toBe('ssrf');
    expect(proxy.seen).toHaveLength(1);
  });
});
