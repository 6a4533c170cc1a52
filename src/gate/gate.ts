import type { Deviation, GateDecision, GateMemory, GateSettings, Place, SeenWording, Sight, Weighed, Wording } from '../domain/gate.ts';
import { epochMsOf, type Instant, instantOf } from '../domain/instant.ts';
import { weighAsides } from './asides.ts';
import { adopt, compare, type Comparison, type Hunk } from './compare.ts';
import { kept, observe, seenNow, seenSince, turned, type Remembered } from './memory.ts';
import { backFrom, otherBelow, unreadOther, weighOther } from './other-page.ts';
import { changeReasons, type Unconfirmed, type Wait, waitReason } from './reasons.ts';

/** A run of clauses this long, gone with next to nothing in its stead, may be a section that failed to load. */
const sectionClauses = 3;
const sectionRefill = 0.1;
const dayMs = 86_400_000;

interface Judged {
  readonly hunk: Hunk;
  /** New; or came and went before; or part of an older version. */
  readonly novelty: 'fresh' | 'flap' | 'return';
  /** Null: it is believed. */
  readonly wait: Wait | null;
  readonly sinceRef: number;
  readonly sinceMs: number;
  readonly run: number;
  readonly firstRef: number;
}

/**
 * What a capture means for a policy, given its past.
 *
 * Each capture is set against the current wording clause by clause. A clause that comes, goes or moves is a deviation
 * with a memory of its own, so that a counter in one place neither hides nor fakes a change in another. Deviations that
 * hold are believed; those that go back are variants; those that never hold are noise.
 * @returns the outcome and the memory to keep for the next capture
 */
export function decide(memory: GateMemory, sight: Sight, settings: GateSettings): GateDecision {
  const weighed = weigh(memory, sight, settings);
  if (weighed.outcome === 'rejected') return { ...weighed, looks: memory.looks, asides: [] };
  // A belief in an earlier wording may leave this capture's own pending, as its first look.
  const looks = weighed.outcome === 'pending' ? memory.looks + 1 : weighed.outcome === 'confirmed' ? weighed.memory.looks : 0;
  const { news, kept: asides } = weighAsides(memory.asides, sight.asides, settings);
  return { ...weighed, looks, asides: news, memory: { ...weighed.memory, looks, asides } };
}

/**
 * What an archive's last capture means, where nobody will look again: a new wording has no second look to wait for. As
 * with a page that cannot be read any more, it is told as unconfirmed; see `overdue` for what is left out.
 */
export function decideLast(memory: GateMemory, sight: Sight, settings: GateSettings): GateDecision {
  const decision = decide(memory, sight, settings);
  return decision.outcome === 'pending' ? (unconfirmed(decision.memory, sight.at, { ...settings, unreadHoldMs: 0 }, 'ended') ?? decision) : decision;
}

function weigh(memory: GateMemory, sight: Sight, settings: GateSettings): Weighed {
  if (sight.verdict !== 'ok') return { outcome: 'rejected', reasons: sight.reasons, since: sight.ref, news: null, ignored: [], memory };
  const { current } = memory;
  if (current === null) {
    return { outcome: 'first', reasons: [], since: sight.ref, news: null, ignored: [], memory: { ...memory, current: seenNow(sight) } };
  }
  const difference = compare(current, sight);
  const overtaken = difference.hunks.length === 0 ? null : outlived(memory, current, difference, sight, settings);
  if (difference.kept < otherBelow) {
    if (overtaken !== null) return thenSee(overtake(overtaken, memory, current, sight, settings), sight, settings);
    const other = weighOther(memory, current, sight, settings);
    return other.kind === 'decided' ? other.decision : thenSee(other.decision, sight, settings);
  }
  const record = observe(memory, difference, sight, settings);
  const hunks = difference.hunks.flatMap((hunk) => parted(hunk, record, sight, settings));
  const missing = missingParts(hunks, record, current, sight);
  const judged = hunks.map((hunk) => judge(hunk, { record, sight, settings, missing }));
  const believed = judged.filter((entry) => entry.wait === null);
  if (believed.length > 0 && !blocked(judged, believed, { record, sight, settings })) {
    return confirm({ memory, current, sight, settings, difference, record, judged, believed });
  }
  if (overtaken !== null) return thenSee(overtake(overtaken, memory, current, sight, settings), sight, settings);
  return wait({ memory, current, sight, settings, difference, record, judged });
}

/**
 * The last capture was long ago and showed new words, which this one takes further without taking them back: they were
 * real and have been overtaken. What it did take back was noise.
 * @returns the hunks to undo in the last capture's wording; null where it was not overtaken
 */
function outlived(memory: GateMemory, current: SeenWording, present: Comparison, sight: Sight, settings: GateSettings): Overtaken | null {
  const { strange } = memory;
  if (strange === null || epochMsOf(sight.at) - epochMsOf(strange.lastSeenAt) < settings.outlivesMs) return null;
  if (strange.language !== current.language || sight.language !== current.language) return null;
  const fresh = new Set(memory.deviations.filter((entry) => entry.run > 0 && entry.runs === 1 && !entry.told).map((entry) => entry.key));
  const difference = compare(current, strange);
  const now = new Set(present.hunks.flatMap((hunk) => hunk.keys));
  // Seen twice, it was no counter, however restless its place.
  const counters = strange.sightings < settings.sightings ? memory.places : [];
  const restless = new Set(counters.filter((place) => restlessBefore(place, strange.firstSeenAt)).map((place) => place.after));
  const held = (hunk: Hunk): boolean => {
    const lost = hunk.keys.filter((key) => key.startsWith('-'));
    const told = lost.length > 0 ? lost : hunk.keys;
    return hunk.keys.some((key) => fresh.has(key)) && !restless.has(hunk.after) && told.filter((key) => now.has(key)).length > told.length / 2;
  };
  const undone = difference.hunks.filter((hunk) => !hunk.move && !held(hunk));
  const overtaken = difference.hunks.length > undone.length && difference.hunks.some((hunk) => !hunk.move && held(hunk));
  return overtaken ? { strange, difference, undone } : null;
}

interface Overtaken {
  readonly strange: SeenWording;
  readonly difference: Comparison;
  readonly undone: readonly Hunk[];
}

function restlessBefore(place: Place, at: Instant): boolean {
  const start = epochMsOf(at);
  return place.changedAt.map(epochMsOf).filter((changed) => changed < start && changed > start - 30 * dayMs).length > 0;
}

/** Tells the overtaken wording and begins to watch the new one. */
function overtake({ strange, difference, undone }: Overtaken, memory: GateMemory, current: SeenWording, sight: Pick<Sight, 'at'>, settings: GateSettings, how: 'overtaken' | Unconfirmed = 'overtaken'): Weighed {
  const told: SeenWording = { ...strange, ...adopt(current, strange, difference, undone) };
  const record = { deviations: new Map(memory.deviations.map((entry) => [entry.key, entry])), places: new Map(memory.places.map((place) => [place.after, place])) };
  const taken = turned(record, difference.hunks.filter((hunk) => !undone.includes(hunk)), compare(told, current), current, sight);
  const before: GateMemory = { ...memory, current: told, strange: null, others: backFrom(memory.others), returns: 0, inVariant: false, looks: 0 };
  return {
    outcome: 'confirmed',
    reasons: changeReasons(current, strange, { looks: strange.sightings, how, kept: difference.kept }),
    since: strange.firstRef,
    news: 'change',
    ignored: fingerprintsOf(undone, current, strange),
    memory: { ...before, ...kept(taken, told.fingerprints.length, sight.at, settings) },
  };
}

/**
 * A page that showed new words and could not be read since: who waits for its return may miss a day to act by. What came
 * and went, what turns at every look, and parts that may have failed to load are left out.
 * @returns the decision that tells those words, unconfirmed; null where there are none, or the wait is not over
 */
export function overdue(memory: GateMemory, at: Instant, settings: GateSettings): GateDecision | null {
  return unconfirmed(memory, at, settings, 'unread');
}

function unconfirmed(memory: GateMemory, at: Instant, settings: GateSettings, how: Unconfirmed): GateDecision | null {
  const { current, strange } = memory;
  if (current === null) return null;
  if (memory.others.some((other) => other.run > 0)) {
    const rewrite = unreadOther(memory, current, at, settings, how);
    return rewrite === null ? null : { ...rewrite, looks: 0, asides: [] };
  }
  if (strange === null || epochMsOf(at) - epochMsOf(strange.lastSeenAt) < settings.unreadHoldMs) return null;
  if (strange.language !== current.language) return null;
  const fresh = new Set(memory.deviations.filter((entry) => entry.run > 0 && entry.runs === 1 && !entry.told).map((entry) => entry.key));
  const restless = new Set(memory.places.filter((place) => restlessBefore(place, strange.firstSeenAt)).map((place) => place.after));
  const difference = compare(current, strange);
  const told = difference.hunks.filter((hunk) => hunk.keys.some((key) => fresh.has(key)) && !restless.has(hunk.after) && !isLoss(hunk, current, strange));
  if (difference.kept < otherBelow || told.length === 0) return null;
  const undone = difference.hunks.filter((hunk) => !hunk.move && !told.includes(hunk));
  return { ...overtake({ strange, difference, undone }, memory, current, { at }, settings, how), looks: 0, asides: [] };
}

/** The wording that was believed came earlier: this capture is then the first look at what followed it. */
function thenSee(decision: Weighed, sight: Sight, settings: GateSettings): Weighed {
  const next = decide(decision.memory, sight, settings);
  return next.outcome === 'confirmed' ? decision : { ...decision, memory: next.memory };
}

interface Situation {
  readonly memory: GateMemory;
  readonly current: SeenWording;
  readonly sight: Sight;
  readonly settings: GateSettings;
  readonly difference: Comparison;
  readonly record: Remembered;
  readonly judged: readonly Judged[];
}

interface Capture {
  readonly record: Remembered;
  readonly sight: Sight;
  readonly settings: GateSettings;
  /** Hunks that may be parts which failed to load. */
  readonly missing: ReadonlySet<Hunk>;
}

function judge(hunk: Hunk, { record, sight, settings, missing }: Capture): Judged {
  const entries = hunk.keys.flatMap((key) => record.deviations.get(key) ?? []);
  const place = hunk.move ? undefined : record.places.get(hunk.after);
  const untold = entries.filter((entry) => !entry.told);
  const novelty = untold.length === 0 ? 'return' : untold.some((entry) => entry.runs === 1) ? 'fresh' : 'flap';
  const inFlux = place !== undefined && place.flux > 0;
  const steady = inFlux ? steadyIn(hunk, entries, settings) : entries;
  const measured = steady.length > 0 ? steady : entries;
  const run = Math.min(...measured.map((entry) => entry.run));
  const latest = measured.reduce((late, entry) => (entry.runRef > late.runRef ? entry : late));
  const sinceMs = epochMsOf(latest.runAt);
  const base = { hunk, novelty, run, sinceRef: latest.runRef, sinceMs, firstRef: Math.min(...entries.map((entry) => entry.firstRef)) } as const;
  const heldMs = epochMsOf(sight.at) - sinceMs;
  const needs = (sightings: number, holdMs: number): boolean => run < sightings || heldMs < holdMs;

  if (inFlux && steady.length === 0) return { ...base, wait: 'flux' };
  const returns = Math.max(0, ...entries.map((entry) => entry.runs - 1));
  if (novelty === 'return') return { ...base, wait: needs(settings.returnSightings + returns, settings.returnHoldMs) ? 'return' : null };
  if (novelty === 'flap') return { ...base, wait: needs(settings.returnSightings + returns - 1, settings.flapHoldMs) ? 'flap' : null };
  if (missing.has(hunk) && heldMs < settings.outlivesMs && needs(settings.sightingsWhenDoubtful, settings.doubtfulHoldMs)) return { ...base, wait: 'doubtful' };
  if (run < settings.sightings) return { ...base, wait: 'sighting' };
  const earlier = (place?.changedAt ?? []).map(epochMsOf).filter((at) => at < sinceMs);
  const week = earlier.filter((at) => at > sinceMs - 7 * dayMs).length;
  const month = earlier.filter((at) => at > sinceMs - 30 * dayMs).length;
  const holdMs = month >= 2 ? settings.volatileHoldMs : week >= 1 ? settings.restlessHoldMs : 0;
  return { ...base, wait: heldMs < holdMs ? 'restless' : null };
}

/**
 * What is believed next to a counter: a new clause, once it outlasts the counter's turns; and lost clauses, once they
 * stay lost and are more than the counter's turns replace.
 */
function steadyIn(hunk: Hunk, entries: readonly Deviation[], settings: GateSettings): readonly Deviation[] {
  const added = entries.filter((entry) => entry.key.startsWith('+') && entry.run > settings.sightings);
  if (added.length > 0 || hunk.removed.length <= hunk.added.length) return added;
  const lost = entries.filter((entry) => entry.key.startsWith('-'));
  return lost.every((entry) => entry.run >= settings.returnSightings) ? lost : [];
}

/**
 * A long hunk may hold words that have settled beside words that have not: a rewritten page with a counter in it, or
 * one that was corrected a day later. The two parts are judged apart where the settled one is the larger.
 */
function parted(hunk: Hunk, record: Remembered, sight: Sight, settings: GateSettings): readonly Hunk[] {
  const keyOf = (offset: number): string => hunk.keys[hunk.removed.length + offset] ?? '';
  const settled = hunk.added.map((_, offset) => (record.deviations.get(keyOf(offset))?.run ?? 0) >= settings.sightings);
  if (hunk.move || settled.every(Boolean) || !settled.some(Boolean)) return [hunk];
  const settledAdded = hunk.added.filter((_, offset) => settled[offset] === true);
  const moving = hunk.added.filter((_, offset) => settled[offset] !== true);
  if (wordsIn(sight, settledAdded) < wordsIn(sight, moving)) return [hunk];
  const keys = (wanted: boolean): readonly string[] => hunk.added.flatMap((_, offset) => (settled[offset] === wanted ? [keyOf(offset)] : []));
  return [
    { ...hunk, added: settledAdded, keys: [...hunk.keys.slice(0, hunk.removed.length), ...keys(true)] },
    { ...hunk, removed: [], added: moving, keys: keys(false) },
  ];
}

function wordsIn(wording: Wording, indices: readonly number[]): number {
  return indices.reduce((sum, at) => sum + (wording.wordCounts[at] ?? 0), 0);
}

function isLoss(hunk: Hunk, current: Wording, now: Wording): boolean {
  return hunk.removed.length >= sectionClauses && wordsIn(now, hunk.added) <= sectionRefill * wordsIn(current, hunk.removed);
}

/**
 * Runs of clauses that are gone, with next to nothing in their stead and nothing else changed at the same time: such
 * parts may have failed to load, where an editor who strikes them mostly changes something besides.
 */
function missingParts(hunks: readonly Hunk[], record: Remembered, current: SeenWording, sight: Sight): ReadonlySet<Hunk> {
  const beganAt = (hunk: Hunk): number => Math.max(...hunk.keys.map((key) => record.deviations.get(key)?.runRef ?? 0));
  const losses = hunks.filter((hunk) => !hunk.move && isLoss(hunk, current, sight));
  const elsewhere = new Set(hunks.filter((hunk) => !hunk.move && !losses.includes(hunk)).map(beganAt));
  return new Set(losses.filter((hunk) => !elsewhere.has(beganAt(hunk))));
}

/**
 * Something else on the page is still moving: what was seen may be a page in the middle of its deployment. A place that
 * turns, and began to with the change, is no counter yet.
 */
function blocked(judged: readonly Judged[], believed: readonly Judged[], { record, sight, settings }: Omit<Capture, 'missing'>): boolean {
  const since = believed.map((entry) => entry.sinceMs);
  const moving = ({ hunk, novelty, wait }: Judged): boolean =>
    !hunk.move && ((novelty === 'fresh' && wait === 'sighting') || (wait === 'flux' && (record.places.get(hunk.after)?.changedAt ?? []).every((at) => epochMsOf(at) >= Math.min(...since))));
  if (!judged.some(moving)) return false;
  const oldestMs = Math.min(...since);
  const longest = Math.max(...believed.map((entry) => entry.run));
  return epochMsOf(sight.at) - oldestMs < settings.outlivesMs && longest < settings.sightings + 2;
}

function confirm(situation: Situation & { readonly believed: readonly Judged[] }): Weighed {
  const { current, sight, settings, difference, judged, believed } = situation;
  // A variant that has stood beside the change all along comes with it, so that the version is a wording that was really
  // shown; a part that failed to load before may fail by lot at each of the looks that confirm the change.
  const longFor = ({ hunk, wait }: Judged): number => (wait === 'flap' && isLoss(hunk, current, sight) ? settings.sightingsWhenDoubtful : settings.sightings);
  const taken = judged.filter((entry) => entry.wait === null || entry.hunk.move || ((entry.wait === 'return' || entry.wait === 'flap' || entry.wait === 'restless') && entry.run >= longFor(entry)));
  const left = judged.filter((entry) => !taken.includes(entry)).map((entry) => entry.hunk);
  const since = Math.max(...believed.map((entry) => entry.sinceRef));
  const first = believed.reduce((late, entry) => (entry.sinceRef > late.sinceRef ? entry : late));
  const wording = adopt(current, sight, difference, left);
  const next: SeenWording = { ...wording, hash: sight.hash, firstRef: since, firstSeenAt: instantOf(first.sinceMs), lastSeenAt: sight.at, sightings: first.run };
  const record = turned(situation.record, taken.map((entry) => entry.hunk), compare(next, current), current, sight);
  const reversion = believed.every((entry) => entry.novelty === 'return');
  return {
    outcome: 'confirmed',
    reasons: changeReasons(current, sight, { looks: Math.max(...believed.map((entry) => entry.run)), how: reversion ? 'reversion' : 'held', kept: difference.kept }),
    since,
    news: reversion ? 'reversion' : 'change',
    ignored: fingerprintsOf(left, current, sight),
    memory: { current: next, strange: left.length === 0 ? null : seenSince(situation.memory.strange, sight), ...kept(record, next.fingerprints.length, sight.at, settings), others: backFrom(situation.memory.others), returns: 0, inVariant: false, looks: 0 },
  };
}

function wait({ memory, current, sight, settings, difference, record, judged }: Situation): Weighed {
  const fresh = judged.filter((entry) => entry.novelty === 'fresh' && entry.wait !== 'flux');
  const older = judged.filter((entry) => entry.novelty !== 'fresh' && entry.wait !== 'flux');
  const inVariant = fresh.length === 0 && older.length > 0;
  const returns = memory.returns + (inVariant && !memory.inVariant ? 1 : 0);
  const agrees = difference.hunks.length === 0;
  const alternates = returns === settings.returnSightings - 1 && returns > memory.returns;
  const next: GateMemory = {
    current: agrees ? { ...current, lastSeenAt: sight.at, sightings: current.sightings + 1 } : current,
    strange: agrees ? null : seenSince(memory.strange, sight),
    ...kept(record, current.fingerprints.length, sight.at, settings),
    others: backFrom(memory.others),
    returns,
    inVariant,
    looks: memory.looks,
  };
  const base = { ignored: fingerprintsOf(difference.hunks, current, sight), memory: next } as const;
  if (fresh.length > 0) {
    return { outcome: 'pending', reasons: [...new Set(fresh.map((entry) => waitReason(entry.wait)))], since: Math.max(...fresh.map((entry) => entry.sinceRef)), news: null, ...base };
  }
  if (older.length > 0) {
    return { outcome: 'variant', reasons: [...new Set(older.map((entry) => waitReason(entry.wait)))], since: Math.min(...older.map((entry) => entry.firstRef)), news: alternates ? 'alternation' : null, ...base };
  }
  return { outcome: 'unchanged', reasons: agrees ? [] : [waitReason('flux')], since: current.firstRef, news: null, ...base };
}

function fingerprintsOf(hunks: readonly Hunk[], current: Wording, sight: Wording): readonly string[] {
  return [...new Set(hunks.flatMap((hunk) => [...hunk.removed.map((at) => current.fingerprints[at] ?? ''), ...hunk.added.map((at) => sight.fingerprints[at] ?? '')]))];
}
