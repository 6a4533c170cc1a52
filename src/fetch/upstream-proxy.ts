import type { Socket } from 'node:net';
import { Fault, quoted } from './fault.ts';

/** More than this before the blank line is no answer to CONNECT. */
const maxAnswerBytes = 16 * 1024;

function proxyFault(place: string, code: string, what: string): Fault {
  return new Fault('net', { code, retryable: true, message: `The proxy ${what} ${quoted(place)}.`, mend: 'Check the proxy in the configuration.' });
}

/**
 * Asks a connected HTTP proxy for a tunnel (RFC 9110 9.3.6).
 * @param headers what else the proxy is told
 * @param place `host:port`; throws `Fault` (`net`) where the proxy does not open it, or the signal's reason
 */
export async function openTunnel(socket: Socket, place: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let received = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) {
      if (received.length > maxAnswerBytes) reject(proxyFault(place, 'proxy-answer', 'gave no proper answer for'));
      return;
    }
    if (/^HTTP\/1\.[01] 2\d\d\b/u.test(received.subarray(0, 20).toString('latin1'))) resolve();
    else reject(proxyFault(place, 'proxy-refused', 'refused to open'));
    socket.pause();
    const rest = received.subarray(end + 4);
    if (rest.length > 0) socket.unshift(rest);
  };
  const onClose = (): void => { reject(proxyFault(place, 'proxy-closed', 'closed the connection before it opened')); };
  const onAbort = (): void => { reject(signal.reason); };
  socket.on('data', onData).once('close', onClose);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    socket.write([`CONNECT ${place} HTTP/1.1`, `Host: ${place}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n'));
    await promise;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    socket.off('data', onData).off('close', onClose);
    signal.removeEventListener('abort', onAbort);
  }
}
