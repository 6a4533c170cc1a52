import { plusMs } from '../domain/instant.ts';
import { UsageError } from '../domain/problem.ts';
import { releaseLease } from '../storage/leases.ts';
import type { AppContext } from './context.ts';
import { takeOrInherit } from './lease.ts';

const name = 'daemon';
/** Renewed every minute; a daemon that died is followed after three. */
const leaseMs = 3 * 60_000;

/**
 * Takes, or renews, the right to be this data directory's only daemon.
 * @throws UsageError `daemon-running` where another one is at work
 */
export async function holdDaemonLease(context: AppContext): Promise<void> {
  const now = context.clock();
  const held = await context.storage.transaction((db) => takeOrInherit(db, { name, owner: context.owner, until: plusMs(now, leaseMs) }, now));
  if (held === null) return;
  throw new UsageError({
    code: 'daemon-running',
    retryable: true,
    message: `Another daemon is at work on ${context.config.dataDir} (${held.owner.split(':').slice(0, 2).join(', process ')}).`,
    mend: `Stop that one first, or choose another --data-dir. If its machine died, its place is free after ${held.until}.`,
  });
}

export async function releaseDaemonLease(context: AppContext): Promise<void> {
  await context.storage.transaction((db) => releaseLease(db, name, context.owner));
}
