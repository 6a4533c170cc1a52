import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createAddressGuard } from '../../../src/fetch/address-guard.ts';
import { createDialer } from '../../../src/fetch/dialer.ts';
import { startEgressProxy, type EgressProxy } from '../../../src/fetch/egress-proxy.ts';
import { allowing, quick, serve, serveRaw } from './servers.ts';

interface Opened {
  readonly proxy: EgressProxy;
  readonly controller: AbortController;
  readonly tooMuch: () => number;
}

async function open(allowed: string, maxBytes = 1024 * 1024): Promise<Opened> {
  const settings = allowing(quick, allowed);
  const guard = createAddressGuard(settings.address, settings.maxUrlLength, { ownAddresses: () => [] });
  const controller = new AbortController();
  let count = 0;
  const proxy = await startEgressProxy({ guard, dialer: createDialer(settings, { guard }), maxBytes, onTooMuch: () => { count += 1; }, signal: controller.signal });
  return { proxy, controller, tooMuch: () => count };
}

function dial(proxy: EgressProxy): Socket {
  return connect(Number(new URL(proxy.url).port), '127.0.0.1').on('error', () => undefined);
}

/** What the proxy answers until it closes, or until the text contains `until`. */
async function say(proxy: EgressProxy, text: string, until?: string): Promise<string> {
  const socket = dial(proxy);
  let received = '';
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
    if (until !== undefined && received.includes(until)) resolve();
  }).once('close', resolve);
  socket.write(text);
  await promise;
  socket.destroy();
  return received;
}

describe('J01 J02 S24 the egress proxy', () => {
  test.for([
    'CONNECT 127.0.0.1:PORT HTTP/1.1\r\n\r\n',
    'CONNECT [::1]:PORT HTTP/1.1\r\n\r\n',
    'CONNECT localhost:PORT HTTP/1.1\r\n\r\n',
    'CONNECT 2130706433:PORT HTTP/1.1\r\n\r\n',
    'CONNECT user@127.0.0.1:PORT HTTP/1.1\r\n\r\n',
    'CONNECT 169.254.169.254:80 HTTP/1.1\r\n\r\n',
    'CONNECT 1.1.1.1:25 HTTP/1.1\r\n\r\n',
    'CONNECT / HTTP/1.1\r\n\r\n',
    'GET http://127.0.0.1:PORT/ HTTP/1.1\r\nHost: allowed.example\r\n\r\n',
    'GET http://allowed.example@127.0.0.1:PORT/ HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /relative HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n',
    'GET file:///etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET https://127.0.0.1:PORT/ HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET http://allowed.example/ HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
    'SSH-2.0-x\r\n\r\n',
  ])('closes on %j and dials nothing', async (request) => {
    let connections = 0;
    await using inner = await serveRaw(() => { connections += 1; }, 'connection');
    const { proxy } = await open('allowed.example');
    await using _ = proxy;
    expect(await say(proxy, request.replaceAll('PORT', String(inner.port)))).toBe('');
    expect(connections).toBe(0);
  });

  test('forwards and tunnels to what is allowed, and knows the address', async () => {
    await using inner = await serve((request, response) => { response.end(`pad ${request.url ?? ''}, host ${request.headers.host ?? ''}`); });
    const { proxy } = await open(inner.host);
    await using _ = proxy;
    const answer = await say(proxy, `GET ${inner.origin}/a?b HTTP/1.1\r\nHost: evil.example\r\nProxy-Connection: keep-alive\r\n\r\n`, 'host');
    expect(answer).toContain(`pad /a?b, host ${inner.host}`);
    expect(inner.requests[0]?.headers['proxy-connection']).toBeUndefined();
    const tunnelled = await say(proxy, `CONNECT ${inner.host} HTTP/1.1\r\n\r\nGET /t HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(tunnelled).toContain('200 Connection established');
    expect(tunnelled).toContain('pad /t');
    expect(proxy.addressAt(inner.host)).toBe('127.0.0.1');
    expect(proxy.refused()).toEqual([]);
  });

  test('J18 tells once when too much has passed, and refuses from then on', async () => {
    await using inner = await serve((_request, response) => { response.end(Buffer.alloc(64 * 1024)); });
    const { proxy, tooMuch } = await open(inner.host, 10_000);
    await using _ = proxy;
    const request = `GET ${inner.origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    await say(proxy, request);
    expect(tooMuch()).toBe(1);
    expect(await say(proxy, request)).toBe('');
    expect(tooMuch()).toBe(1);
  });

  test('closes everything when its signal fires', async () => {
    await using inner = await serveRaw(() => undefined);
    const { proxy, controller } = await open(inner.host);
    await using _ = proxy;
    const socket = dial(proxy);
    socket.write(`CONNECT ${inner.host} HTTP/1.1\r\n\r\n`);
    await once(socket, 'data');
    controller.abort();
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });
});
