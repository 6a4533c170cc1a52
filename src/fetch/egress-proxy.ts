import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { portOf, type AddressGuard } from './address-guard.ts';
import type { Connection, Dialer } from './dialer.ts';
import { Fault } from './fault.ts';

/** A browser's only way out: a proxy on loopback that dials checked addresses and nothing else. */
export interface EgressProxy extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** Why the last connection to `host:port` failed or was refused; null where none did. */
  readonly faultAt: (hostAndPort: string) => Fault | null;
  /** The address that was dialled for `host:port`; null before. */
  readonly addressAt: (hostAndPort: string) => string | null;
  /** What was refused, each `host:port` once. */
  readonly refused: () => readonly string[];
}

export interface EgressProxyOptions {
  readonly guard: AddressGuard;
  readonly dialer: Dialer;
  /** In both directions, over all connections. */
  readonly maxBytes: number;
  /** Called once when `maxBytes` is passed. */
  readonly onTooMuch: () => void;
  /** Ends every connection. */
  readonly signal: AbortSignal;
}

/** A page that opens more than this at once is not loading a policy. */
const maxConnections = 128;
/** RFC 9110 7.6.1: these concern one connection, not the message. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

const ignore = (): void => undefined;

/** @returns `host:port`, the port always written */
export function placeOf(url: URL): string {
  return `${url.hostname}:${String(portOf(url))}`;
}

export async function startEgressProxy(options: EgressProxyOptions): Promise<EgressProxy> {
  const { guard, dialer, signal } = options;
  const faults = new Map<string, Fault>();
  const addresses = new Map<string, string>();
  const denied = new Set<string>();
  const sockets = new Set<Socket>();
  let bytes = 0;

  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', ignore).once('close', () => { sockets.delete(socket); });
  };

  const count = (length: number): void => {
    const before = bytes;
    bytes += length;
    if (before <= options.maxBytes && bytes > options.maxBytes) options.onTooMuch();
  };

  /** The one way to a socket: checked as written, then dialled by the checked address. */
  const dial = async (text: string, purpose: 'plain' | 'tunnel'): Promise<Connection | null> => {
    let place = text;
    try {
      const url = guard.url(text);
      place = placeOf(url);
      const connection = await dialer.tcp(url.hostname, portOf(url), signal, purpose);
      addresses.set(place, connection.remoteAddress);
      keep(connection.socket);
      return connection;
    } catch (error) {
      if (error instanceof Fault) {
        const parsed = URL.parse(text);
        if (parsed !== null) place = placeOf(parsed);
        faults.set(place, error);
        if (error.reason === 'ssrf') denied.add(place);
      }
      return null;
    }
  };

  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.url ?? '';
    // Chromium sends absolute addresses to a proxy; anything else was not meant for one.
    const connection = target.startsWith('http://') && bytes <= options.maxBytes ? await dial(target, 'plain') : null;
    if (connection === null) {
      request.socket.destroy();
      return;
    }
    const upstream = connection.socket;
    const url = new URL(target);
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !hopByHop.has(name)));
    const outgoing = httpRequest({ method: request.method, path: connection.throughProxy ? url.href : `${url.pathname}${url.search}`, headers: { ...headers, ...connection.proxyHeaders, host: url.host, connection: 'close' }, createConnection: () => upstream });
    const fail = (): void => {
      upstream.destroy();
      request.socket.destroy();
    };
    outgoing.once('error', fail);
    outgoing.once('response', (incoming) => {
      const names = Object.entries(incoming.headers).filter(([name]) => !hopByHop.has(name));
      incoming.once('error', fail).once('aborted', fail);
      incoming.on('data', (chunk: Buffer) => { count(chunk.length); });
      try {
        response.writeHead(incoming.statusCode ?? 502, Object.fromEntries(names));
      } catch {
        fail();
        return;
      }
      incoming.pipe(response);
    });
    response.once('close', () => { upstream.destroy(); });
    request.on('data', (chunk: Buffer) => { count(chunk.length); });
    request.pipe(outgoing);
  };

  const tunnel = async (request: IncomingMessage, client: Socket, head: Buffer): Promise<void> => {
    const upstream = (bytes <= options.maxBytes ? await dial(`https://${request.url ?? ''}/`, 'tunnel') : null)?.socket;
    if (upstream === undefined || client.destroyed) {
      upstream?.destroy();
      client.destroy();
      return;
    }
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) upstream.write(head);
    const closeBoth = (): void => {
      upstream.destroy();
      client.destroy();
    };
    upstream.on('data', (chunk: Buffer) => { count(chunk.length); }).once('close', closeBoth);
    client.on('data', (chunk: Buffer) => { count(chunk.length); }).once('close', closeBoth);
    upstream.pipe(client);
    client.pipe(upstream);
  };

  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    request.on('error', ignore);
    response.on('error', ignore);
    forward(request, response).catch(() => { request.socket.destroy(); });
  });
  server.maxConnections = maxConnections;
  server.on('connection', keep);
  server.on('connect', (request, client: Socket, head) => {
    keep(client);
    tunnel(request, client, head).catch(() => { client.destroy(); });
  });
  // A WebSocket through an HTTP proxy asks for a tunnel; an upgrade in the clear is nothing a policy needs.
  server.on('upgrade', (_request, client: Socket) => { client.destroy(); });
  server.on('clientError', (_error, client: Socket) => { client.destroy(); });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });
  const closeSockets = (): void => { for (const socket of sockets) socket.destroy(); };
  signal.addEventListener('abort', closeSockets, { once: true });

  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    faultAt: (place) => faults.get(place) ?? null,
    addressAt: (place) => addresses.get(place) ?? null,
    refused: () => [...denied],
    [Symbol.asyncDispose]: async () => {
      signal.removeEventListener('abort', closeSockets);
      closeSockets();
      await new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
    },
  };
}
