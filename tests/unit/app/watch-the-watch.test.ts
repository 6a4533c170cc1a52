import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { runCycle } from '../../../src/app/run-cycle.ts';
import { subscribeReader } from '../../../src/app/subscribe-reader.ts';
import type { Log } from '../../../src/app/log.ts';
import type { Config } from '../../../src/config/config.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { listDeliveries } from '../../../src/storage/deliveries.ts';
import { openWatched, type Watched } from '../../support/watched.ts';

const hourMs = 3_600_000;
const never = new AbortController().signal;

async function switchOf(status = 200): Promise<AsyncDisposable & { readonly url: string; readonly host: string; readonly beats: string[] }> {
  const beats: string[] = [];
  const server = createServer((request, response) => {
    beats.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(status).end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/beat`,
    host,
    beats,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const beating = (beat: { readonly url: string; readonly host: string }, more: Partial<Config['health']> = {}) => ({ config: (config: Config): Config => ({ ...config, heartbeatUrl: beat.url, fetch: { ...config.fetch, allowAddresses: [...config.fetch.allowAddresses, beat.host] }, health: { ...config.health, ...more } }) });

const subjects = async (watched: Watched): Promise<readonly string[]> => (await listDeliveries(watched.context.storage.db, { limit: 100 })).map((delivery) => delivery.subject);

test('the heartbeat is called once after each good round', async () => {
  await using beat = await switchOf();
  await using watched = await openWatched(beating(beat));
  await runCycle(watched.context, never);
  await runCycle(watched.context, never);
  expect(beat.beats).toEqual(['GET /beat', 'GET /beat']);
});

test('the heartbeat falls silent when nothing can be looked at, and when a round fails', async () => {
  await using beat = await switchOf();
  await using full = await openWatched(beating(beat, { minFreeMegabytes: 1_000_000_000 }));
  await runCycle(full.context, never);
  await using broken = await openWatched(beating(beat));
  await broken.context.storage.db.schema.dropTable('alerts').execute();
  await expect(runCycle(broken.context, never)).rejects.toThrow();
  expect(beat.beats).toEqual([]);
});

test('a heartbeat that cannot be told is logged and ends nothing', async () => {
  const warned: string[] = [];
  const quiet = (): void => {};
  const log: Log = { error: quiet, info: quiet, debug: quiet, warn: (event) => void warned.push(event) };
  await using beat = await switchOf();
  await using watched = await openWatched(beating({ url: 'http://127.0.0.1:9/beat', host: '127.0.0.1:9' }));
  await runCycle({ ...watched.context, log }, never);
  expect(warned).toEqual(['heartbeat-failed']);
  expect(beat.beats).toEqual([]);
});

test('the owner is told once that a policy was not seen for long, and once that it is back', async () => {
  await using watched = await openWatched({ config: (config) => ({ ...config, health: { ...config.health, failuresInARow: 3, unseenHours: 48, minWords: 1 } }) });
  await subscribeReader(watched.context, { address: 'fg@example.org', name: 'FG', language: 'nl', timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: 'material', digest: false, quiet: null });
  const good = watched.answer;
  await runCycle(watched.context, never);
  watched.answer = (_request, response) => void response.writeHead(503).end('down');
  const rounds = async (hours: number): Promise<void> => {
    for (let hour = 0; hour < hours; hour += 1) {
      watched.now = plusMs(watched.now, hourMs);
      await runCycle(watched.context, never);
    }
  };
  await rounds(40);
  expect(await subjects(watched), 'not before its time').toEqual([]);
  await rounds(60);
  const told = await subjects(watched);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/Acme.*Privacyverklaring/u);
  watched.answer = good;
  await rounds(30);
  expect(await subjects(watched)).toHaveLength(2);
});
