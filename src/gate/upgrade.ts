import type { Deviation, GateMemory, OtherPage, Sight } from '../domain/gate.ts';
import { compare } from './compare.ts';
import { emptyMemory, seenNow } from './memory.ts';
import { otherBelow } from './other-page.ts';

/**
 * Carries a policy's memory over to a better reading. The fingerprints of the old reading mean nothing to the new one,
 * so the captures are read again: nobody is told, the current version stays the current version, and what alternated
 * with it is still known. A wording that was pending starts to be counted anew.
 * @param current the current version's own capture, read anew
 * @param earlier other good captures of the time that memory reaches back, read anew, oldest first
 */
export function upgrade(memory: GateMemory, current: Sight, earlier: readonly Sight[]): GateMemory {
  const before = memory.current;
  const wording = { ...seenNow(current), firstRef: before?.firstRef ?? current.ref, firstSeenAt: before?.firstSeenAt ?? current.at, sightings: before?.sightings ?? 1 };
  const deviations = new Map<string, Deviation>();
  const others: OtherPage[] = [];
  for (const sight of earlier) {
    const difference = compare(wording, sight);
    if (difference.kept < otherBelow) {
      if (others.every((other) => compare(other.wording, sight).kept < otherBelow)) others.unshift({ wording: seenNow(sight), run: 0, runs: 1, told: true });
      continue;
    }
    for (const key of difference.hunks.flatMap((hunk) => hunk.keys)) {
      const known = deviations.get(key);
      deviations.set(key, { key, firstRef: known?.firstRef ?? sight.ref, lastSeenAt: sight.at, runRef: sight.ref, runAt: sight.at, run: 0, runs: 1, told: true });
    }
  }
  return { ...emptyMemory, current: wording, deviations: [...deviations.values()], others: others.slice(0, 4) };
}
