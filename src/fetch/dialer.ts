import { lookup } from 'node:dns/promises';
import { connect as netConnect, isIPv6, type Socket } from 'node:net';
import { connect as tlsConnect, getCACertificates, type TLSSocket } from 'node:tls';
import { canonicalAddress, type AddressGuard } from './address-guard.ts';
import { timeoutFault } from './budget.ts';
import { Fault, quoted } from './fault.ts';
import type { FetchSettings } from './settings.ts';

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
   * Throws `Fault` (`dns`, `ssrf`, `net`, `timeout`) or the signal's reason.
   */
  tcp: (host: string, port: number, signal: AbortSignal) => Promise<Connection>;
  /** The same with TLS 1.2 or later and a verified certificate; also throws `TlsFault` (`tls`). */
  tls: (host: string, port: number, signal: AbortSignal, under?: Connection) => Promise<Connection>;
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

/** @returns the system's error code, the first one's where several attempts failed; `UNKNOWN` where there is none */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'UNKNOWN';
}

function dnsFault(host: string, code: string): Fault {
  const missing = code === 'ENOTFOUND' || code === 'ENODATA';
  return new Fault('dns', {
    code: missing ? 'dns-not-found' : 'dns-unavailable',
    retryable: true,
    message: missing ? `The name ${quoted(host)} does not exist (${code}).` : `The name ${quoted(host)} could not be looked up (${code}).`,
    mend: missing ? 'Check the spelling of the address; the next check tries again.' : 'Check this machine\'s name service; the next check tries again.',
  });
}

const netSentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'broke the connection off',
  EPIPE: 'broke the connection off',
  ETIMEDOUT: 'did not answer the connection in time',
  EHOSTUNREACH: 'cannot be reached from this network',
  ENETUNREACH: 'cannot be reached from this network',
};

export function netFault(place: string, code: string): Fault {
  return new Fault(code === 'ETIMEDOUT' ? 'timeout' : 'net', {
    code: `net-${code.toLowerCase()}`,
    retryable: true,
    message: `${quoted(place)} ${netSentences[code] ?? 'could not be reached'} (${code}).`,
    mend: 'Check the address in a browser; the next check tries again.',
  });
}

const tlsSentences: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has an expired certificate',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a self-signed certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate from an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'has a certificate from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'has a certificate from an unknown authority',
  CERT_REVOKED: 'has a revoked certificate',
};

function tlsFault(host: string, code: string): Fault {
  const certificate = tlsSentences[code];
  return new Fault('tls', {
    code: `tls-${code.toLowerCase().replaceAll('_', '-')}`,
    retryable: true,
    message: `${quoted(host)} ${certificate ?? 'could not agree on an encrypted connection'} (${code}).`,
    mend: certificate === undefined
      ? 'The server must speak TLS 1.2 or later; check the address in a browser.'
      : 'Tell the site\'s owner; if the certificate is signed by an authority of your own, add that authority to the configuration.',
  });
}

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

/** Stops waiting for work that cannot itself be stopped, such as a lookup, when the signal fires. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => { reject(signal.reason); };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

export function createDialer(settings: FetchSettings, deps: DialerDeps): Dialer {
  const resolve = deps.resolve ?? systemResolve;
  const openSocket = deps.openSocket ?? systemOpenSocket;
  const { guard } = deps;
  const authorities = settings.extraCertificates.length === 0 ? undefined : [...getCACertificates('default'), ...settings.extraCertificates];

  const addressesOf = async (host: string, port: number, signal: AbortSignal): Promise<readonly string[]> => {
    const literal = canonicalAddress(host);
    const found = literal === null
      ? await orAborted(resolve(host), signal).catch((error: unknown) => {
        throw signal.aborted ? signal.reason : dnsFault(host, errorCode(error));
      })
      : [literal];
    if (found.length === 0) throw dnsFault(host, 'ENODATA');
    for (const address of found) guard.address(address, host, port);
    return found;
  };

  const tcp = async (host: string, port: number, signal: AbortSignal): Promise<Connection> => {
    const place = `${host}:${String(port)}`;
    const addresses = await addressesOf(host, port, signal);
    const socket = openSocket(addresses, port);
    await until(socket, 'connect', settings.connectTimeoutMs, signal, (error) => netFault(place, errorCode(error)), () => timeoutFault(place, 'connection', settings.connectTimeoutMs));
    const remote = canonicalAddress(socket.remoteAddress ?? '');
    try {
      if (remote === null) throw netFault(place, 'ECONNRESET');
      guard.address(remote, host, port);
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return { socket, remoteAddress: remote, tlsFingerprint: null };
  };

  const tls = async (host: string, port: number, signal: AbortSignal, under?: Connection): Promise<Connection> => {
    const plain = under ?? await tcp(host, port, signal);
    const name = canonicalAddress(host) === null ? host : '';
    const secure: TLSSocket = tlsConnect({
      socket: plain.socket,
      host: canonicalAddress(host) ?? host,
      servername: name,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      // The verdict is read from `authorized` below, before a byte is sent: a refused certificate can then be recorded.
      rejectUnauthorized: false,
      ...(authorities === undefined ? {} : { ca: authorities }),
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
    return { socket: secure, remoteAddress: plain.remoteAddress, tlsFingerprint };
  };

  return { tcp, tls };
}
