import { serve, type ServerType } from '@hono/node-server';
import { OperationError } from '../domain/problem.ts';
import { countAdministrators } from '../storage/accounts.ts';
import { Door } from './door.ts';
import { isOpenHere } from './settings.ts';
import { keepIndexes, type Upkeep } from './upkeep.ts';
import type { WebServices } from './services.ts';
import type { WebSettings } from './settings.ts';
import { createSite } from './site.ts';

export interface RunningWeb {
  /** Where this process answers: `http://127.0.0.1:8484`. */
  readonly url: string;
  /** Where the first account is made; null where there is one, or nobody needs one. */
  readonly setupUrl: string | null;
  close(): Promise<void>;
}

/**
 * Serves the pages until it is closed.
 * @throws OperationError `web-port` when the address or the port cannot be had
 */
export async function startWeb(services: WebServices, settings: WebSettings): Promise<RunningWeb> {
  const door = new Door(services.clock, settings.loginAttemptsPerHour);
  const site = createSite(services, settings, door);
  const server = await listening(site.fetch, settings);
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : settings.port;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const url = `http://${host}:${port}`;
  const needsSetup = !isOpenHere(settings) && (await countAdministrators(services.storage.db)) === 0;
  const setupUrl = needsSetup ? `${settings.baseUrl ?? url}/setup/${door.openSetup()}` : null;
  const upkeep = keepIndexes(services);
  return { url, setupUrl, close: () => closed(server, services, upkeep) };
}

function listening(fetch: Parameters<typeof serve>[0]['fetch'], settings: WebSettings): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: settings.host, port: settings.port, serverOptions: { requestTimeout: 30_000, headersTimeout: 15_000, maxHeaderSize: 32_768 } }, () => resolve(server));
    server.once('error', (error) => {
      reject(new OperationError({ code: 'web-port', retryable: false, message: `The pages cannot be served at ${settings.host}:${settings.port}.`, mend: 'Another program may use the port, or the address is not of this machine; change web.host or web.port.' }, { cause: error }));
    });
  });
}

async function closed(server: ServerType, services: WebServices, upkeep: Upkeep): Promise<void> {
  await upkeep.stop();
  await services.jobs.close();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
