import type { Instant } from '../domain/instant.ts';

/** A policy as the round sees it. */
export interface Candidate {
  readonly slug: string;
  /** The host that will be asked. */
  readonly host: string;
  readonly nextCheckAt: Instant;
  readonly pausedAt: Instant | null;
  readonly removedAt: Instant | null;
}

export interface DueSettings {
  readonly maxPerHost: number;
  readonly maxInAll: number;
}

/**
 * The policies to check now, in a fair order: hosts take turns, the one that has waited longest first, and within a
 * host the policy that has waited longest. A policy stands here once, however many of its moments were missed.
 *
 * @param hostNotBefore hosts that must be left alone until an instant
 */
export function dueNow<T extends Candidate>(candidates: readonly T[], now: Instant, settings: DueSettings, hostNotBefore: ReadonlyMap<string, Instant> = new Map()): readonly T[] {
  const byHost = new Map<string, T[]>();
  const waiting = candidates
    .filter((candidate) => candidate.pausedAt === null && candidate.removedAt === null && candidate.nextCheckAt <= now)
    .filter((candidate) => (hostNotBefore.get(candidate.host) ?? now) <= now)
    .toSorted((left, right) => compare(left.nextCheckAt, right.nextCheckAt) || compare(left.slug, right.slug));
  for (const candidate of waiting) {
    const queue = byHost.get(candidate.host);
    if (queue === undefined) byHost.set(candidate.host, [candidate]);
    else if (queue.length < settings.maxPerHost) queue.push(candidate);
  }
  const queues = [...byHost.values()];
  const chosen: T[] = [];
  for (let turn = 0; turn < settings.maxPerHost && chosen.length < settings.maxInAll; turn += 1) {
    for (const queue of queues) {
      const next = queue[turn];
      if (next !== undefined && chosen.length < settings.maxInAll) chosen.push(next);
    }
  }
  return chosen;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
