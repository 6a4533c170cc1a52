import { lookup } from 'node:dns/promises';
import { connect as netConnect, isIPv6, type Socket } from 'node:net';
import { connect as tlsConnect, type TLSSocket } from 'node:tls';
import { canonicalAddress, portOf, type AddressGuard } from './address-guard.ts';
import { orAborted, timeoutFault } from './budget.ts';
import { dnsFault, errorCode, netFault, tlsFault } from './connection-faults.ts';
import { Fault } from './fault.ts';
import type { FetchSettings } from './settings.ts';
import { openTunnel } from './upstream-proxy.ts';

/** A host name's addresses; rejects with the system's error code. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Opens a socket to the first of the addresses that answers; the socket may still be connecting. */
export type OpenSocket = (addresses: readonly string[], port: number) => Socket;

export interface DialerDeps {
  readonly guard: AddressGuard;
  readonly resolve?: Resolve;
  readonly openSocket?: OpenSocket;
}

export interface Connection {
  readonly socket: Socket;
  readonly remoteAddress: string;
  /** SHA-256 as Node prints it; null over plain TCP. */
  readonly tlsFingerprint: string | null;
  /** The other end is a proxy that expects whole addresses in requests. */
  readonly throughProxy: boolean;
  /** What each request over this connection tells the proxy; empty where there is none, and inside a tunnel. */
  readonly proxyHeaders: Readonly<Record<string, string>>;
}

/** A certificate that was refused is evidence too. */
export class TlsFault extends Fault {
  readonly tlsFingerprint: string | null;
  readonly remoteAddress: string | null;
  constructor(fault: Fault, tlsFingerprint: string | null, remoteAddress: string | null) {
    super(fault.reason, fault.problem);
    this.tlsFingerprint = tlsFingerprint;
    this.remoteAddress = remoteAddress;
  }
}

export interface Dialer {
  /**
   * Resolves a name once, checks every address, dials only checked ones and checks the connected socket again.
   * Where the configuration names a proxy, the proxy is dialled instead and decides where a name leads.
   * @param purpose `plain` carries HTTP requests, `tunnel` anything; they differ only through a proxy
   * Throws `Fault` (`dns`, `ssrf`, `net`, `timeout`) or the signal's reason.
   */
  tcp: (host: string, port: number, signal: AbortSignal, purpose: 'plain' | 'tunnel') => Promise<Connection>;
  /** The same with TLS 1.2 or later and a verified certificate; also throws `TlsFault` (`tls`). */
  tls: (host: string, port: number, signal: AbortSignal) => Promise<Connection>;
}

const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true, order: 'verbatim' });
  return found.map((entry) => entry.address);
};

/** Happy eyeballs (RFC 8305) by Node itself, over the addresses given and no others. */
const systemOpenSocket: OpenSocket = (addresses, port) =>
  netConnect({
    host: 'checked.invalid',
    port,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 500,
    noDelay: true,
    lookup: (_host, _options, callback) => {
      callback(null, addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 })));
    },
  });

const ignore = (): void => undefined;

/** Waits until `event`, an error, the end of `ms` or the signal; the socket is destroyed on all but the first. */
async function until(socket: Socket, event: 'connect' | 'secureConnect', ms: number, signal: AbortSignal, onError: (error: unknown) => Fault, onTimeout: () => Fault): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => { reject(onTimeout()); }, ms);
  const onAbort = (): void => { reject(signal.reason); };
  const onClose = (): void => { reject(onError(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))); };
  const onSocketError = (error: unknown): void => { reject(onError(error)); };
  // Whoever takes the socket over is not listening yet when a reset arrives right after the connection.
  socket.on('error', ignore);
  socket.once(event, resolve).once('close', onClose).once('error', onSocketError);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await promise;
    socket.off('error', onSocketError);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    socket.off('close', onClose);
    signal.removeEventListener('abort', onAbort);
  }
}

/** As people write it: the port only where it is not the usual one. */
function placeName(host: string, port: number): string {
  return port === 80 || port === 443 ? host : `${host}:${String(port)}`;
}

export function createDialer(settings: FetchSettings, deps: DialerDeps): Dialer {
  const resolve = deps.resolve ?? systemResolve;
  const openSocket = deps.openSocket ?? systemOpenSocket;
  const { guard } = deps;
  const proxy = settings.proxyUrl === null ? null : new URL(settings.proxyUrl);
  const proxyHeaders: Readonly<Record<string, string>> = settings.proxyCredentials === null ? {} : { 'proxy-authorization': `Basic ${Buffer.from(settings.proxyCredentials, 'utf8').toString('base64')}` };

  const lookedUp = async (host: string, signal: AbortSignal): Promise<readonly string[]> => {
    const found = await orAborted(resolve(host), signal).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : dnsFault(host, errorCode(error));
    });
    if (found.length === 0) throw dnsFault(host, 'ENODATA');
    return found;
  };

  const addressesOf = async (host: string, port: number, signal: AbortSignal): Promise<readonly string[]> => {
    const literal = canonicalAddress(host);
    const found = literal === null ? await lookedUp(host, signal) : [literal];
    for (const address of found) guard.address(address, host, port);
    return found;
  };

  const connected = async (place: string, addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> => {
    const socket = openSocket(addresses, port);
    await until(socket, 'connect', settings.connectTimeoutMs, signal, (error) => netFault(place, errorCode(error)), () => timeoutFault(place, 'connection', settings.connectTimeoutMs));
    return socket;
  };

  const throughProxy = async (proxyUrl: URL, host: string, port: number, signal: AbortSignal, purpose: 'plain' | 'tunnel'): Promise<Connection> => {
    const proxyHost = canonicalAddress(proxyUrl.hostname);
    const found = proxyHost === null ? await lookedUp(proxyUrl.hostname, signal) : [proxyHost];
    const socket = await connected(`The proxy ${proxyUrl.host}`, found, portOf(proxyUrl), signal);
    if (purpose === 'tunnel') await openTunnel(socket, `${host}:${String(port)}`, proxyHeaders, signal);
    return { socket, remoteAddress: canonicalAddress(socket.remoteAddress ?? '') ?? '', tlsFingerprint: null, throughProxy: true, proxyHeaders: purpose === 'plain' ? proxyHeaders : {} };
  };

  const tcp = async (host: string, port: number, signal: AbortSignal, purpose: 'plain' | 'tunnel'): Promise<Connection> => {
    if (proxy !== null) return throughProxy(proxy, host, port, signal, purpose);
    const place = placeName(host, port);
    const addresses = await addressesOf(host, port, signal);
    const socket = await connected(place, addresses, port, signal);
    const remote = canonicalAddress(socket.remoteAddress ?? '');
    try {
      if (remote === null) throw netFault(place, 'ECONNRESET');
      guard.address(remote, host, port);
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return { socket, remoteAddress: remote, tlsFingerprint: null, throughProxy: false, proxyHeaders: {} };
  };

  const tls = async (host: string, port: number, signal: AbortSignal): Promise<Connection> => {
    const plain = await tcp(host, port, signal, 'tunnel');
    const name = canonicalAddress(host) === null ? host : '';
    const secure: TLSSocket = tlsConnect({
      socket: plain.socket,
      host: canonicalAddress(host) ?? host,
      servername: name,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      // The verdict is read from `authorized` below, before a byte is sent: a refused certificate can then be recorded.
      rejectUnauthorized: false,
    });
    await until(
      secure,
      'secureConnect',
      settings.connectTimeoutMs,
      signal,
      (error) => new TlsFault(tlsFault(host, errorCode(error)), null, plain.remoteAddress),
      () => new TlsFault(new Fault('tls', timeoutFault(host, 'encryption handshake', settings.connectTimeoutMs).problem), null, plain.remoteAddress),
    );
    const tlsFingerprint = secure.getPeerX509Certificate()?.fingerprint256 ?? null;
    if (!secure.authorized) {
      const code = String(secure.authorizationError);
      secure.destroy();
      throw new TlsFault(tlsFault(host, code), tlsFingerprint, plain.remoteAddress);
    }
    return { socket: secure, remoteAddress: plain.remoteAddress, tlsFingerprint, throughProxy: false, proxyHeaders: {} };
  };

  return { tcp, tls };
}
