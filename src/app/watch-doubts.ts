import { statfs } from 'node:fs/promises';
import { epochMsOf, plusMs, type Instant } from '../domain/instant.ts';
import { OperationError } from '../domain/problem.ts';
import type { PolicyId } from '../domain/ids.ts';
import type { Config } from '../config/config.ts';
import { decideHeldAlerts, heldAlerts, holdAlerts, type HeldAlert } from '../storage/alerts.ts';
import { policiesChangedSince } from '../storage/comparisons.ts';
import type { Db } from '../storage/database.ts';
import { decideHeldHooks, heldHookAlerts, holdHookAlerts } from '../storage/hook-alerts.ts';
import { closeNotice, openNotice } from '../storage/notices.ts';
import { countWatched, pausePolicy } from '../storage/policies.ts';
import { getSetting, putSetting } from '../storage/settings.ts';
import type { AppContext } from './context.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const mib = 1024 * 1024;

/** In fewer policies than these a share says nothing: two of a vendor often change together. */
const fewestForWave = 10;
const decidedKey = 'wave-decided-at';

/**
 * Holds the alerts of a wave: when so large a share of all policies changes at once, the crawler is suspected first and
 * a person asked. Runs in the transaction that composes alerts.
 */
export async function holdWave(db: Db, config: Config, now: Instant): Promise<void> {
  const decidedAt = (await getSetting(db, decidedKey)) ?? '';
  const windowStart = plusMs(now, -config.gate.waveMinutes * minuteMs);
  const since = decidedAt > windowStart ? (decidedAt as Instant) : windowStart;
  const [changed, watched] = [await policiesChangedSince(db, since), await countWatched(db)];
  if (watched < fewestForWave || changed / watched <= config.gate.waveShare) return;
  if ((await holdAlerts(db, since, now)) + (await holdHookAlerts(db, since, now)) === 0) return;
  await openNotice(db, { policyId: null, kind: 'wave', openedAt: now, details: { measure: `${changed} / ${watched}` } });
}

/** A person's word on the held alerts. @returns how many it was about */
export async function decideHeld(context: Pick<AppContext, 'storage' | 'clock'>, decision: 'release' | 'drop'): Promise<number> {
  const now = context.clock();
  return context.storage.transaction(async (db) => {
    const count = (await decideHeldAlerts(db, decision, now)) + (await decideHeldHooks(db, decision, now));
    await putSetting(db, decidedKey, now);
    await closeNotice(db, null, 'wave', now);
    return count;
  });
}

/** @returns the alerts that wait for a person's word */
export async function listHeld(context: Pick<AppContext, 'storage'>): Promise<readonly HeldAlert[]> {
  const { db } = context.storage;
  return [...(await heldAlerts(db)), ...(await heldHookAlerts(db))];
}

async function freeMegabytes(directory: string): Promise<number | null> {
  const disk = await statfs(directory).catch(() => null);
  return disk === null ? null : Math.floor((disk.bavail * disk.bsize) / mib);
}

/** Whether there is room to fetch; opens and closes the notice of a disk that runs full. */
export async function hasRoom(context: Pick<AppContext, 'storage' | 'config' | 'clock'>): Promise<boolean> {
  const { storage, config, clock } = context;
  const free = await freeMegabytes(config.dataDir);
  const room = free === null || free >= config.health.minFreeMegabytes;
  if (room) await closeNotice(storage.db, null, 'low-disk', clock());
  else await openNotice(storage.db, { policyId: null, kind: 'low-disk', openedAt: clock(), details: { measure: String(free) } });
  return room;
}

/** @throws OperationError `disk-low` where there is too little room to fetch */
export async function demandRoom({ config }: Pick<AppContext, 'config'>): Promise<void> {
  const free = await freeMegabytes(config.dataDir);
  if (free === null || free >= config.health.minFreeMegabytes) return;
  throw new OperationError({ code: 'disk-low', retryable: true, message: `Only ${free} MB are free in ${config.dataDir}, and nothing is fetched below ${config.health.minFreeMegabytes}.`, mend: 'Free some space, or lower health.minFreeMegabytes.' });
}

/** A page that crashes the program this often in a row is left alone. */
const crashesAllowed = 3;
const crashKey = (id: PolicyId): string => `checks-begun:${id}`;

/** Notes that a check begins; one that ends takes the note away. @returns false where too many never ended: the policy is paused then */
export async function noteBeginning(db: Db, id: PolicyId, now: Instant): Promise<boolean> {
  const begun = Number((await getSetting(db, crashKey(id))) ?? 0);
  const allowed = begun < crashesAllowed;
  await putSetting(db, crashKey(id), allowed ? String(begun + 1) : '0');
  if (allowed) return true;
  await pausePolicy(db, id, now);
  await openNotice(db, { policyId: id, kind: 'quarantined', openedAt: now, details: { measure: String(begun) } });
  return false;
}

export async function noteEnd(db: Db, id: PolicyId): Promise<void> {
  if ((await getSetting(db, crashKey(id))) !== null) await putSetting(db, crashKey(id), '0');
}

/** What a good look says of how much is caught, and for how long nothing changed. */
export async function noteDoubts(db: Db, config: Config, id: PolicyId, seen: { readonly words: number | null; readonly changedAt: Instant; readonly at: Instant }): Promise<void> {
  const { health } = config;
  if (seen.words !== null) {
    if (seen.words < health.minWords) await openNotice(db, { policyId: id, kind: 'thin', openedAt: seen.at, details: { measure: String(seen.words) } });
    else await closeNotice(db, id, 'thin', seen.at);
  }
  const days = Math.floor((epochMsOf(seen.at) - epochMsOf(seen.changedAt)) / dayMs);
  if (days >= health.unchangedDays) await openNotice(db, { policyId: id, kind: 'unchanged', openedAt: seen.at, details: { measure: String(days) } });
  else await closeNotice(db, id, 'unchanged', seen.at);
}
