import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createServiceSender } from '../../src/fetch/send-request.ts';
import { defaultFetchSettings } from '../../src/fetch/settings.ts';

/*
 * Group W of the catalogue: receivers of webhooks, which are reached as heartbeats and time-stamping authorities are.
 */

async function receiver(answer: RequestListener): Promise<AsyncDisposable & { readonly host: string; readonly asked: string[]; readonly send: (deadlineMs?: number) => ReturnType<ReturnType<typeof createServiceSender>> }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = createServiceSender({ ...defaultFetchSettings, address: { ...defaultFetchSettings.address, allow: [host] } });
  return {
    host,
    asked,
    send: (deadlineMs = 5000) => send({ method: 'POST', url: `http://${host}/hook`, headers: { 'webhook-id': 'msg_1' }, body: '{}', deadlineMs, signal: undefined }),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

test('W02 a receiver that answers too slowly is given up at the deadline', async () => {
  await using hook = await receiver((_request, response) => void setTimeout(() => response.end('ok'), 10_000).unref());
  const began = performance.now();
  expect(await hook.send(300)).toEqual({ failed: 'No answer within 0.3 seconds.' });
  expect(performance.now() - began).toBeLessThan(5000);
});

test('W03 S27 a receiver that redirects is not followed, and a private address is not asked', async () => {
  await using hook = await receiver((_request, response) => void response.writeHead(307, { location: 'http://169.254.169.254/latest/' }).end());
  expect(await hook.send()).toMatchObject({ status: 307 });
  expect(hook.asked).toEqual(['/hook']);
  const strict = createServiceSender(defaultFetchSettings);
  for (const url of [`http://${hook.host}/hook`, 'http://localhost/hook', 'http://169.254.169.254/latest/', 'file:///etc/passwd']) {
    expect(await strict({ method: 'POST', url, headers: {}, body: '{}', deadlineMs: 2000, signal: undefined }), url).toHaveProperty('failed');
  }
  expect(hook.asked).toEqual(['/hook']);
});

test('W07 of an answer without end no more than 64 kB is read', async () => {
  let sent = 0;
  await using hook = await receiver((_request, response) => {
    const part = Buffer.alloc(16 * 1024, 'x');
    const pour = (): void => {
      while (!response.destroyed && response.write(part)) sent += part.length;
      sent += part.length;
      response.once('drain', pour);
    };
    pour();
  });
  const answer = await hook.send();
  expect('body' in answer ? answer.body.length : -1).toBeLessThanOrEqual(64 * 1024);
  // What lies in the sockets' buffers by then was sent and never read.
  expect(sent).toBeLessThan(32 * 1024 * 1024);
});
