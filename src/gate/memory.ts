import type { Deviation, GateMemory, GateSettings, Place, SeenWording, Sight } from '../domain/gate.ts';
import { epochMsOf, type Instant } from '../domain/instant.ts';
import type { Comparison, Hunk } from './compare.ts';

/** A policy of which nothing good was seen yet. */
export const emptyMemory: GateMemory = { current: null, strange: null, deviations: [], places: [], others: [], returns: 0, inVariant: false };

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

export interface Record {
  readonly deviations: ReadonlyMap<string, Deviation>;
  readonly places: ReadonlyMap<string, Place>;
}

/** @returns what is remembered of deviations and places once this capture has been seen */
export function observe(memory: GateMemory, difference: Comparison, sight: Sight, settings: GateSettings): Record {
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
    const now = digest(content.get(place.after) ?? '');
    content.delete(place.after);
    if (now === place.content) {
      places.set(place.after, { ...place, held: place.held + 1, flux: 0 });
      continue;
    }
    const soon = epochMsOf(sight.at) - epochMsOf(place.changedAt.at(-1) ?? sight.at) < settings.outlivesMs;
    const turning = now !== '' && place.content !== '' && place.held === 1 && soon;
    places.set(place.after, { after: place.after, content: now, held: 1, flux: turning ? place.flux + 1 : 0, changedAt: [...place.changedAt, sight.at].slice(-changesKept) });
  }
  for (const [after, keys] of content) places.set(after, { after, content: digest(keys), held: 1, flux: 0, changedAt: [sight.at] });
  return places;
}

/** A short stand-in for the keys of a place; FNV-1a over UTF-16 units, two lanes, enough to tell neighbours apart. */
function digest(keys: string): string {
  if (keys === '') return '';
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let at = 0; at < keys.length; at += 1) {
    a = Math.imul(a ^ keys.charCodeAt(at), 0x01000193) >>> 0;
    b = Math.imul(b ^ keys.charCodeAt(at), 0x85ebca6b) >>> 0;
  }
  return a.toString(16).padStart(8, '0') + b.toString(16).padStart(8, '0');
}

/** Newest first. */
function byAge(left: string, right: string): number {
  return left < right ? 1 : left > right ? -1 : 0;
}

/** @returns the record in the order and size in which it is kept */
export function kept(record: Record, clauses: number, now: Instant, settings: GateSettings): Pick<GateMemory, 'deviations' | 'places'> {
  const oldest = epochMsOf(now) - settings.memoryMs;
  const deviations = [...record.deviations.values()].toSorted((left, right) => byAge(left.lastSeenAt, right.lastSeenAt));
  const places = [...record.places.values()]
    .filter((place) => place.content !== '' || epochMsOf(place.changedAt.at(-1) ?? now) >= oldest)
    .toSorted((left, right) => byAge(left.changedAt.at(-1) ?? '', right.changedAt.at(-1) ?? ''));
  return { deviations: deviations.slice(0, deviationsKept(clauses)), places: places.slice(0, placesKept) };
}

/** @returns the record seen from a new current wording that has taken over `adopted` */
export function turned(record: Record, adopted: readonly Hunk[], above: (hunk: Hunk) => string, sight: Sight): Record {
  const deviations = new Map(record.deviations);
  for (const hunk of adopted) {
    for (const key of hunk.keys) {
      const entry = deviations.get(key);
      if (entry === undefined) continue;
      deviations.delete(key);
      const back = opposite(key, above(hunk));
      deviations.set(back, { ...entry, key: back, run: 0, told: true, lastSeenAt: sight.at });
    }
  }
  const places = new Map(record.places);
  for (const hunk of adopted) {
    const place = places.get(hunk.after);
    if (place !== undefined) places.set(hunk.after, { ...place, content: '', held: 1, flux: 0 });
  }
  return { deviations, places };
}

function opposite(key: string, above: string): string {
  if (key.startsWith('+')) return `-${key.slice(1)}`;
  if (key.startsWith('-')) return `+${key.slice(1)}`;
  return `~${key.slice(1).split('>')[0] ?? ''}>${above}`;
}
