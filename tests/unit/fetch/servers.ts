import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createNetServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TlsOptions } from 'node:tls';
import type { FetchFailed, FetchOutcome, CapturedPage, Validators } from '../../../src/domain/capture.ts';
import { instantOf } from '../../../src/domain/instant.ts';
import type { RenderMode, Source } from '../../../src/domain/vendor.ts';
import { createFetcher, type Fetcher, type FetcherDeps } from '../../../src/fetch/fetcher.ts';
import { defaultFetchSettings, type FetchSettings } from '../../../src/fetch/settings.ts';

export const policyHtml = '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Privacy</title></head><body><h1>Privacyverklaring</h1><p>Wij bewaren uw gegevens één jaar.</p></body></html>';

export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly host: string;
  readonly origin: string;
  /** Method and path of every request, in order. */
  readonly seen: string[];
  readonly requests: IncomingMessage[];
}

async function listen(server: Server | NetServer): Promise<number> {
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });
  return (server.address() as AddressInfo).port;
}

function tracked(server: Server | NetServer): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  return async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  };
}

function described(port: number, scheme: string, close: () => Promise<void>, requests: IncomingMessage[], seen: string[]): TestServer {
  return { port, host: `127.0.0.1:${String(port)}`, origin: `${scheme}://127.0.0.1:${String(port)}`, seen, requests, [Symbol.asyncDispose]: close };
}

/** An HTTP server; `handler` answers, robots.txt is absent unless it answers that too. */
export async function serve(handler: RequestListener, tls?: TlsOptions): Promise<TestServer> {
  const seen: string[] = [];
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    requests.push(request);
    handler(request, response);
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.on('tlsClientError', () => undefined);
  const close = tracked(server);
  return described(await listen(server), tls === undefined ? 'http' : 'https', close, requests, seen);
}

/** A server of bare sockets; `script` runs when the client's request has begun to arrive. */
export async function serveRaw(script: (socket: Socket) => void, when: 'request' | 'connection' = 'request', onRequest: (head: string) => void = () => undefined): Promise<TestServer> {
  const server = createNetServer((socket) => {
    socket.on('error', () => undefined);
    if (when === 'connection') script(socket);
    else {
      socket.once('data', (head: Buffer) => {
        onRequest(head.toString('latin1'));
        script(socket);
      });
    }
  });
  const close = tracked(server);
  return described(await listen(server), 'http', close, [], []);
}

/** No manners, and the patience for whatever arrives in the end: a busy machine must not fail a test. */
export const quick: FetchSettings = {
  ...defaultFetchSettings,
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 10_000,
  totalTimeoutMs: 15_000,
  minimumRateGraceMs: 10_000,
  politeness: { ...defaultFetchSettings.politeness, pauseMs: 0, pauseFactor: 0, maxWaitMs: 15_000 },
  robots: { ...defaultFetchSettings.robots, obey: false, timeoutMs: 10_000 },
};

/** For what never arrives: budgets that are soon over. */
export const impatient: FetchSettings = {
  ...quick,
  connectTimeoutMs: 1000,
  headersTimeoutMs: 400,
  totalTimeoutMs: 1500,
  minimumRateGraceMs: 500,
  robots: { ...quick.robots, timeoutMs: 1000 },
};

export function allowing(settings: FetchSettings, ...hosts: readonly string[]): FetchSettings {
  return { ...settings, address: { ...settings.address, allow: [...settings.address.allow, ...hosts] } };
}

export function fetcherFor(settings: FetchSettings, deps: Partial<FetcherDeps> = {}): Fetcher {
  return createFetcher(settings, { clock: () => instantOf(Date.now()), ...deps });
}

export function sourceAt(url: string, render: RenderMode = 'http'): Source {
  return { url, render, select: [], remove: [] };
}

export const never = new AbortController().signal;

export async function fetchOnce(settings: FetchSettings, url: string, options: { readonly validators?: Validators | null; readonly deps?: Partial<FetcherDeps>; readonly render?: RenderMode } = {}): Promise<FetchOutcome> {
  await using fetcher = fetcherFor(settings, options.deps);
  return await fetcher.fetch(sourceAt(url, options.render), { validators: options.validators ?? null }, { fresh: false, signal: never });
}

/** Fetches a path of a test server, which alone is allowed. */
export async function fetchFrom(server: TestServer, pathname = '/', settings: FetchSettings = quick): Promise<FetchOutcome> {
  return fetchOnce(allowing(settings, server.host), `${server.origin}${pathname}`);
}

export function captured(outcome: FetchOutcome): CapturedPage {
  if (outcome.kind !== 'captured') throw new Error(`expected a page, got ${outcome.kind === 'failed' ? outcome.problem.message : outcome.kind}`);
  return outcome;
}

export function failed(outcome: FetchOutcome): FetchFailed {
  if (outcome.kind !== 'failed') throw new Error(`expected a failure, got ${outcome.kind}`);
  return outcome;
}

export interface TestCertificates extends Disposable {
  readonly authority: string;
  readonly good: TlsOptions;
  readonly expired: TlsOptions;
  readonly otherName: TlsOptions;
  readonly selfSigned: TlsOptions;
}

/** An authority and certificates of its own making, with openssl, in a directory that goes when they are disposed of. */
export function makeCertificates(): TestCertificates {
  const directory = mkdtempSync(path.join(tmpdir(), 'clausewatch-tls-'));
  const at = (name: string): string => path.join(directory, name);
  const openssl = (...args: readonly string[]): void => { execFileSync('openssl', [...args], { cwd: directory, stdio: 'ignore' }); };
  const key = (name: string): void => { openssl('ecparam', '-genkey', '-name', 'prime256v1', '-noout', '-out', at(`${name}.key`)); };
  key('authority');
  openssl('req', '-x509', '-new', '-key', at('authority.key'), '-subj', '/CN=Test authority', '-days', '2', '-out', at('authority.pem'));
  const signed = (name: string, subjectAltName: string, ...validity: readonly string[]): TlsOptions => {
    key(name);
    writeFileSync(at(`${name}.ext`), `subjectAltName=${subjectAltName}\n`);
    openssl('req', '-new', '-key', at(`${name}.key`), '-subj', `/CN=${name}`, '-out', at(`${name}.csr`));
    openssl('x509', '-req', '-in', at(`${name}.csr`), '-CA', at('authority.pem'), '-CAkey', at('authority.key'), '-CAcreateserial', '-extfile', at(`${name}.ext`), ...validity, '-out', at(`${name}.pem`));
    return { key: readFileSync(at(`${name}.key`)), cert: readFileSync(at(`${name}.pem`)) };
  };
  const good = signed('good', 'IP:127.0.0.1,DNS:site.example', '-days', '2');
  // `-days` with a negative number ends the certificate before it began, which no client takes.
  const expired = signed('expired', 'IP:127.0.0.1', '-days', '-1');
  const otherName = signed('other', 'DNS:another.example', '-days', '2');
  key('self');
  openssl('req', '-x509', '-new', '-key', at('self.key'), '-subj', '/CN=self', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2', '-out', at('self.pem'));
  return {
    authority: readFileSync(at('authority.pem'), 'utf8'),
    good,
    expired,
    otherName,
    selfSigned: { key: readFileSync(at('self.key')), cert: readFileSync(at('self.pem')) },
    [Symbol.dispose]: () => { rmSync(directory, { recursive: true, force: true }); },
  };
}
