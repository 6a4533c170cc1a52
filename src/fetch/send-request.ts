import { request as httpRequest } from 'node:http';
import { addressesOfThisMachine, createAddressGuard, portOf } from './address-guard.ts';
import { createDialer, type Connection } from './dialer.ts';
import { Fault } from './fault.ts';
import type { FetchSettings } from './settings.ts';

/** A request to a service of the operator's own: a webhook, a heartbeat, a time-stamping authority. */
export interface ServiceRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
}

export type ServiceAnswer = { readonly status: number; readonly body: Uint8Array } | { readonly failed: string };

/** An honest answer is a few kilobytes. */
const maxAnswerBytes = 64 * 1024;

/**
 * @returns a function that sends one request through the same address checks as every page, follows no redirect and
 *   reads a bounded answer; it never throws for what a server does
 */
export function createServiceSender(settings: FetchSettings): (request: ServiceRequest) => Promise<ServiceAnswer> {
  const guard = createAddressGuard(settings.address, settings.maxUrlLength, { ownAddresses: addressesOfThisMachine });
  const dialer = createDialer(settings, { guard });
  return async (request) => {
    const deadline = AbortSignal.timeout(request.deadlineMs);
    const signal = request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]);
    try {
      const url = guard.url(request.url);
      const secure = url.protocol === 'https:';
      const host = url.hostname.replace(/^\[|\]$/gu, '');
      const connection = secure ? await dialer.tls(host, portOf(url), signal) : await dialer.tcp(host, portOf(url), signal, 'plain');
      try {
        return await exchange(request, url, connection, signal);
      } finally {
        connection.socket.destroy();
      }
    } catch (error) {
      if (error instanceof Fault) return { failed: error.problem.message };
      if (signal.aborted) return { failed: deadline.aborted ? `No answer within ${request.deadlineMs / 1000} seconds.` : 'Stopped.' };
      return { failed: error instanceof Error && 'code' in error ? `The connection failed (${String(error.code)}).` : 'The connection failed.' };
    }
  };
}

function exchange(request: ServiceRequest, url: URL, connection: Connection, signal: AbortSignal): Promise<ServiceAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ServiceAnswer>();
  const body = request.body === null ? null : Buffer.from(request.body);
  const sent = httpRequest({
    method: request.method,
    path: connection.throughProxy ? url.href : `${url.pathname}${url.search}`,
    headers: { ...request.headers, ...connection.proxyHeaders, host: url.host, connection: 'close', ...(body === null ? {} : { 'content-length': String(body.length) }) },
    createConnection: () => connection.socket,
    signal,
  });
  sent.on('error', reject);
  sent.on('response', (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (): void => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) });
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxAnswerBytes) chunks.push(chunk);
      else {
        done();
        response.destroy();
      }
    });
    response.on('end', done);
    response.on('error', reject);
  });
  sent.end(body);
  return promise;
}
