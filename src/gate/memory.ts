import type { Deviation, GateMemory, GateSettings, Place, SeenWording, Sight } from '../domain/gate.ts';
import { epochMsOf, type Instant } from '../domain/instant.ts';
import type { Comparison, Hunk } from './compare.ts';
import { digestOf } from './mark.ts';

/** A policy of which nothing good was seen yet. */
export const emptyMemory: GateMemory = { current: null, strange: null, deviations: [], places: [], others: [], returns: 0, inVariant: false, looks: 0 };

/** Room for every clause to come and go once, and for the leavings of a counter. */
const deviationsKept = (clauses: number): number => 500 + 2 * clauses;
const placesKept = 300;
/** Enough to tell a place that changes weekly from one that changes daily. */
const changesKept = 6;

/** A capture's wording as memory keeps it. */
export function seenNow(sight: Sight): SeenWording {
  return {
    language: sight.language,
    updatedDate: sight.updatedDate,
    fingerprints: sight.fingerprints,
    wordCounts: sight.wordCounts,
    marks: sight.marks,
    lengths: sight.lengths,
    ...(sight.numbers === undefined ? {} : { numbers: sight.numbers }),
    ...(sight.pageTitles === undefined ? {} : { pageTitles: sight.pageTitles }),
    hash: sight.hash,
    firstRef: sight.ref,
    firstSeenAt: sight.at,
    lastSeenAt: sight.at,
    sightings: 1,
  };
}

/** The same, where the capture before may already have shown it. */
export function seenSince(before: SeenWording | null, sight: Sight): SeenWording {
  const same = before !== null && before.fingerprints.length === sight.fingerprints.length && before.fingerprints.every((print, at) => print === sight.fingerprints[at]);
  return same ? { ...before, lastSeenAt: sight.at, sightings: before.sightings + 1 } : seenNow(sight);
}

export interface Remembered {
  readonly deviations: ReadonlyMap<string, Deviation>;
  readonly places: ReadonlyMap<string, Place>;
}

/** @returns what is remembered of deviations and places once this capture has been seen */
export function observe(memory: GateMemory, difference: Comparison, sight: Sight, settings: GateSettings): Remembered {
  const oldest = epochMsOf(sight.at) - settings.memoryMs;
  const fresh = memory.deviations.filter((entry) => entry.run > 0 || epochMsOf(entry.lastSeenAt) >= oldest);
  const known = new Map(fresh.map((entry) => [entry.key, entry]));
  const present = new Set(difference.hunks.flatMap((hunk) => hunk.keys));
  const deviations = new Map<string, Deviation>();
  for (const entry of known.values()) if (!present.has(entry.key)) deviations.set(entry.key, entry.run === 0 ? entry : { ...entry, run: 0 });
  for (const key of present) deviations.set(key, seenAgain(known.get(key), key, sight));
  return { deviations, places: placesNow(memory.places, difference.hunks, sight, settings) };
}

function seenAgain(entry: Deviation | undefined, key: string, sight: Sight): Deviation {
  const start = { runRef: sight.ref, runAt: sight.at, run: 1, lastSeenAt: sight.at };
  if (entry === undefined) return { key, firstRef: sight.ref, runs: 1, told: false, ...start };
  if (entry.run === 0) return { ...entry, ...start, runs: entry.runs + 1 };
  return { ...entry, run: entry.run + 1, lastSeenAt: sight.at };
}

function placesNow(before: readonly Place[], hunks: readonly Hunk[], sight: Sight, settings: GateSettings): ReadonlyMap<string, Place> {
  const content = new Map<string, string>();
  for (const hunk of hunks) if (!hunk.move) content.set(hunk.after, [...(content.get(hunk.after)?.split(' ') ?? []), ...hunk.keys].join(' '));
  const places = new Map<string, Place>();
  for (const place of before) {
    const now = digestOf(content.get(place.after) ?? '');
    content.delete(place.after);
    if (now === place.content) {
      places.set(place.after, { ...place, held: place.held + 1, flux: 0 });
      continue;
    }
    const soon = epochMsOf(sight.at) - epochMsOf(place.changedAt.at(-1) ?? sight.at) < settings.outlivesMs;
    const turning = now !== '' && place.content !== '' && place.held === 1 && soon;
    places.set(place.after, { after: place.after, content: now, held: 1, flux: turning ? place.flux + 1 : 0, changedAt: [...place.changedAt, sight.at].slice(-changesKept) });
  }
  for (const [after, keys] of content) places.set(after, { after, content: digestOf(keys), held: 1, flux: 0, changedAt: [sight.at] });
  return places;
}

/** Newest first. */
function byAge(left: string, right: string): number {
  return left < right ? 1 : left > right ? -1 : 0;
}

/** @returns the record in the order and size in which it is kept */
export function kept(record: Remembered, clauses: number, now: Instant, settings: GateSettings): Pick<GateMemory, 'deviations' | 'places'> {
  const oldest = epochMsOf(now) - settings.memoryMs;
  const deviations = [...record.deviations.values()].toSorted((left, right) => byAge(left.lastSeenAt, right.lastSeenAt));
  const places = [...record.places.values()]
    .filter((place) => place.content !== '' || epochMsOf(place.changedAt.at(-1) ?? now) >= oldest)
    .toSorted((left, right) => byAge(left.changedAt.at(-1) ?? '', right.changedAt.at(-1) ?? ''));
  return { deviations: deviations.slice(0, deviationsKept(clauses)), places: places.slice(0, placesKept) };
}

/**
 * @param adopted what the new current wording has taken over
 * @param back what would lead from it to `before`, the wording that was current
 * @returns the record as seen from the new current wording
 */
export function turned(record: Remembered, adopted: readonly Hunk[], back: Comparison, before: SeenWording, sight: Pick<Sight, 'at'>): Remembered {
  const deviations = new Map(record.deviations);
  const turns = Math.max(1, ...adopted.flatMap((hunk) => hunk.keys.map((key) => deviations.get(key)?.runs ?? 1)));
  for (const key of adopted.flatMap((hunk) => hunk.keys)) deviations.delete(key);
  for (const key of back.hunks.flatMap((hunk) => hunk.keys)) {
    deviations.set(key, { key, firstRef: before.firstRef, lastSeenAt: sight.at, runRef: before.firstRef, runAt: before.firstSeenAt, run: 0, runs: turns, told: true });
  }
  const places = new Map(record.places);
  for (const hunk of adopted) {
    const place = places.get(hunk.after);
    if (place !== undefined) places.set(hunk.after, { ...place, content: '', held: 1, flux: 0 });
  }
  return { deviations, places };
}
