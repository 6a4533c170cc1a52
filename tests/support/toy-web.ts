import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openContext, type AppContext } from '../../src/app/context.ts';
import { silentLog } from '../../src/app/log.ts';
import { configOf, defaultConfigFile } from '../../src/config/load-config.ts';
import { plusMs, type Instant } from '../../src/domain/instant.ts';
import { startWeb } from '../../src/web/server.ts';
import { servicesOf } from '../../src/web/services-of-context.ts';
import { openToySite, type ToySite } from '../toy-vendor/site.ts';
import { noSecrets } from './watched.ts';
import { madeSettings } from './made-web.ts';

/** A made-up vendor's site, and the real pages over a real store that may fetch from it. */
export interface ToyWeb extends AsyncDisposable {
  readonly site: ToySite;
  readonly context: AppContext;
  readonly url: string;
  /** Lets time pass. */
  later(hours: number): void;
}

export async function openToyWeb(): Promise<ToyWeb> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'clausewatch-toy-web-'));
  const site = await openToySite();
  let now = '2026-11-02T08:00:00.000Z' as Instant;
  const config = configOf({ ...defaultConfigFile, dataDir, crawlersDir: path.join(dataDir, 'crawlers'), fetch: { ...defaultConfigFile.fetch, render: 'http', pauseSeconds: 0, allowAddresses: [site.host], totalTimeoutSeconds: 5 } }, dataDir);
  const context = await openContext(config, noSecrets, { clock: () => now, log: silentLog });
  const ending = new AbortController();
  const web = await startWeb(servicesOf(context, ending.signal), madeSettings());
  return {
    site,
    context,
    url: web.url,
    later: (hours) => {
      now = plusMs(now, hours * 3_600_000);
    },
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await web.close();
      await context[Symbol.asyncDispose]();
      await site.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
