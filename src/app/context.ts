import type { Config, Secrets } from '../config/config.ts';
import { maskerOf } from '../config/secrets.ts';
import { instantOf, type Clock } from '../domain/instant.ts';
import type { Mailer } from '../notify/mailer.ts';
import { openStorage, type Storage } from '../storage/database.ts';
import { newOwner } from './lease.ts';
import { createLog, type Log } from './log.ts';
import { makeFetcher, type NetworkParts, type PageFetcher } from './make-fetcher.ts';
import { makeMailer } from './make-mailer.ts';
import { toolName } from './tool-name.ts';

/** What every use case is given: settings, the clock, the store, and the two ways out into the world. */
export interface AppContext extends AsyncDisposable {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly storage: Storage;
  readonly fetcher: PageFetcher;
  readonly mailer: Mailer;
  readonly log: Log;
  /** Name and version of this program, as evidence records it. */
  readonly tool: string;
  /** This process among all that share the data directory. */
  readonly owner: string;
}

export interface ContextOverrides {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly fetcher?: PageFetcher;
  readonly mailer?: Mailer;
  readonly network?: NetworkParts;
}

/**
 * Opens the store and everything else that a use case needs; dispose of it to close them.
 * @throws OperationError when the data directory cannot be used
 */
export async function openContext(config: Config, secrets: Secrets, overrides: ContextOverrides = {}): Promise<AppContext> {
  const clock: Clock = overrides.clock ?? (() => instantOf(Date.now()));
  const log = overrides.log ?? createLog(config.logLevel, clock, (line) => process.stderr.write(maskerOf(secrets)(line)));
  const storage = await openStorage(config.dataDir);
  try {
    const fetcher = overrides.fetcher ?? makeFetcher({ config, secrets }, clock, storage, overrides.network);
    const mailer = overrides.mailer ?? makeMailer(config, secrets);
    return {
      config,
      secrets,
      clock,
      storage,
      fetcher,
      mailer,
      log,
      tool: toolName,
      owner: newOwner(),
      [Symbol.asyncDispose]: async () => {
        await fetcher[Symbol.asyncDispose]();
        await storage.close();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}
