import { setTimeout as sleep } from 'node:timers/promises';
import cron from 'node-cron';
import { openContext, type AppContext } from '../app/context.ts';
import { explainChanges } from '../app/explain-changes.ts';
import { runCycle } from '../app/run-cycle.ts';
import { syncConfigured } from '../app/sync-configured.ts';
import { holdDaemonLease, releaseDaemonLease } from '../app/daemon-lease.ts';
import type { Config, Secrets } from '../config/config.ts';
import { ConfigError } from '../config/load-config.ts';
import { missingForService } from '../config/secrets.ts';
import { OperationError } from '../domain/problem.ts';

/** node-cron only ticks; what is due is asked of the database, so a tick that was missed costs nothing. */
const everyMinute = '* * * * *';

/** How long a stop waits for the work at hand before it is cut off. */
const stopWithinMs = 10_000;

export interface DaemonOptions {
  readonly web: boolean;
  readonly signal: AbortSignal;
  /** Says to the person at the terminal what is going on. */
  readonly announce: (line: string) => void;
}

/**
 * Watches until the signal: each minute it asks the database what is due, checks it, and mails. One at a time for a data
 * directory.
 * @throws UsageError where another daemon is at work there, or a declaration is wrong
 */
export async function runDaemon(config: Config, secrets: Secrets, options: DaemonOptions): Promise<void> {
  refuseIncomplete(config, secrets);
  await using context = await openContext(config, secrets);
  await holdDaemonLease(context);
  try {
    await syncConfigured(context);
    const pages = options.web ? await openPages(context, options) : null;
    options.announce(`Watching. ${pages === null ? '' : `Pages at ${pages.url} · `}Stop with Ctrl-C.`);
    try {
      await tickUntilStopped(context, options.signal);
    } finally {
      await pages?.close();
    }
  } finally {
    await releaseDaemonLease(context);
  }
}

/**
 * Serves the web pages alone, until the signal: a second process beside the daemon, or for a look at a copy.
 * @throws UsageError where the configuration misses what pages for others need
 */
export async function runPages(config: Config, secrets: Secrets, options: Omit<DaemonOptions, 'web'>): Promise<void> {
  refuseIncomplete(config, secrets);
  await using context = await openContext(config, secrets);
  const pages = await openPages(context, { ...options, web: true });
  options.announce(`Pages at ${pages.url} · Stop with Ctrl-C.`);
  await stopped(options.signal);
  await pages.close();
}

function refuseIncomplete(config: Config, secrets: Secrets): void {
  const missing = missingForService(config, secrets);
  if (missing.length > 0) throw new ConfigError(missing);
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function openPages(context: AppContext, options: DaemonOptions): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { serve } = await import('./serve.ts');
  const pages = await serve(context, options.signal);
  if (pages.setupUrl !== null) options.announce(`No account exists yet. Make the first one at ${pages.setupUrl}`);
  return pages;
}

async function tickUntilStopped(context: AppContext, signal: AbortSignal): Promise<void> {
  let running: Promise<void> | null = null;
  let explaining: Promise<unknown> | null = null;
  // Beside the rounds, not in them: a slow language model holds up no check and no mail.
  const explain = (): void => {
    explaining ??= explainChanges(context, signal).finally(() => {
      explaining = null;
    });
  };
  const failure = Promise.withResolvers<never>();
  const tick = (): void => {
    if (signal.aborted) return;
    if (running !== null) {
      // A mail server may take ten minutes over one message: the place is kept meanwhile.
      holdDaemonLease(context).catch(failure.reject);
      return;
    }
    running = runCycle(context, signal)
      .then(explain)
      .catch((error: unknown) => {
        if (signal.aborted) return;
        // A full disk or a locked database passes; the next round goes on where this one stopped.
        if (error instanceof OperationError && error.problem.retryable) context.log.error('cycle-failed', { code: error.problem.code, message: error.message });
        // The world's failures are recorded with the policy; what else arrives here is the store or a bug, and ends the process.
        else failure.reject(error);
      })
      .finally(() => {
        running = null;
      });
  };
  const task = cron.schedule(everyMinute, tick);
  tick();
  try {
    await Promise.race([stopped(signal), failure.promise]);
  } finally {
    await task.destroy();
    if (running !== null || explaining !== null) await Promise.race([Promise.all([running, explaining]), sleep(stopWithinMs, undefined, { ref: false })]);
  }
}
