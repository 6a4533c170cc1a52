import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import type { Instant } from '../domain/instant.ts';
import type { Db } from '../storage/database.ts';
import { releaseLease, takeLease, type Lease } from '../storage/leases.ts';

/** Tells this run from an earlier one that had the same number: in a container the first process is always number 1. */
const thisRun = randomUUID();

/** Which processes this one can see, as Linux numbers such worlds; empty where a machine has but one. */
const processWorld = ((): string => {
  try {
    return readlinkSync('/proc/self/ns/pid').replaceAll(/\D/gu, '');
  } catch {
    return '';
  }
})();

/** @returns a name for one holder of leases in this process: machine, process, run, the processes it sees, and the holder */
export function newOwner(): string {
  return [hostname(), process.pid, thisRun, processWorld, randomUUID()].join(':');
}

/**
 * Takes a lease for its owner, or renews it. One whose time is over is taken from whoever held it; one of a process of
 * this machine that is gone is taken at once. Call it in a transaction.
 * @returns null when taken, else the lease that stands in the way
 */
export async function takeOrInherit(db: Db, lease: Lease, now: Instant): Promise<Lease | null> {
  const other = await takeLease(db, lease, now);
  if (other === null || !isGone(other.owner)) return other;
  await releaseLease(db, lease.name, other.owner);
  return takeLease(db, lease, now);
}

/** On this machine a process that is gone can be told at once; elsewhere only time tells. */
function isGone(owner: string): boolean {
  const [host, pid, run] = owner.split(':');
  if (host !== hostname() || pid === undefined || !/^\d+$/u.test(pid)) return false;
  if (Number(pid) === process.pid) return run !== thisRun;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * The same, where a mistake sends a mail twice: two containers may share a machine's name, and neither sees whether the
 * other's processes live. What this process cannot see is left to time.
 */
export function isSurelyGone(owner: string): boolean {
  return owner.split(':')[3] === processWorld && isGone(owner);
}
