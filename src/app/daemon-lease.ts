import { plusMs } from '../domain/instant.ts';
import { UsageError } from '../domain/problem.ts';
import { releaseLease, takeLease } from '../storage/leases.ts';
import type { AppContext } from './context.ts';

const name = 'daemon';
/** Renewed every minute; a daemon that died is followed after three. */
const leaseMs = 3 * 60_000;

/**
 * Takes, or renews, the right to be this data directory's only daemon.
 * @throws UsageError `daemon-running` where another one is at work
 */
export async function holdDaemonLease(context: AppContext): Promise<void> {
  const now = context.clock();
  const held = await context.storage.transaction(async (db) => {
    const other = await takeLease(db, { name, owner: context.owner, until: plusMs(now, leaseMs) }, now);
    if (other === null || !isDead(other.owner, context.owner)) return other;
    await releaseLease(db, name, other.owner);
    return takeLease(db, { name, owner: context.owner, until: plusMs(now, leaseMs) }, now);
  });
  if (held === null) return;
  throw new UsageError({
    code: 'daemon-running',
    retryable: true,
    message: `Another daemon is at work on ${context.config.dataDir} (${held.owner.split(':').slice(0, 2).join(', process ')}).`,
    mend: `Stop that one first, or choose another --data-dir. If it died, its place is free after ${held.until}.`,
  });
}

export async function releaseDaemonLease(context: AppContext): Promise<void> {
  await context.storage.transaction((db) => releaseLease(db, name, context.owner));
}

/** On this machine a process that is gone can be told at once; elsewhere only time tells. */
function isDead(owner: string, own: string): boolean {
  const [host, pid] = owner.split(':');
  if (host !== own.split(':')[0] || pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
