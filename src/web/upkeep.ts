import { setTimeout as sleep } from 'node:timers/promises';
import { indexNewChanges } from '../app/search-texts.ts';
import { readNewSubProcessors } from '../app/sub-processors.ts';
import type { WebServices } from './services.ts';

/** How long what was just found may stay out of the search and the table of sub-processors. */
const everyMs = 5_000;
const changesAtOnce = 200;
const versionsAtOnce = 10;
const pauseMs = 25;

export interface Upkeep {
  /** Ends after the batch that is under way. */
  stop(): Promise<void>;
}

/** Keeps the search and the table of sub-processors up to date while the pages are served, in small batches. */
export function keepIndexes(services: WebServices): Upkeep {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const work = async (): Promise<void> => {
    let more = true;
    while (more && !stopped) {
      const changes = await indexNewChanges(services, changesAtOnce);
      const versions = await readNewSubProcessors(services, versionsAtOnce);
      more = changes === changesAtOnce || versions === versionsAtOnce;
      // Requests come first: between two batches the loop is theirs.
      if (more) await sleep(pauseMs);
    }
  };
  const tick = (): void => {
    running = running.then(work).catch((error: unknown) => services.log.error('index-failed', { message: error instanceof Error ? error.message : String(error) }));
  };
  tick();
  const timer = setInterval(tick, everyMs);
  timer.unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
