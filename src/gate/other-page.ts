import type { GateMemory, GateSettings, OtherPage, SeenWording, Sight, Weighed, Wording } from '../domain/gate.ts';
import { epochMsOf, type Instant } from '../domain/instant.ts';
import { seenNow } from './memory.ts';
import { changeReasons, type Unconfirmed, waitReason } from './reasons.ts';

/** Below this share of the known words a capture is not compared clause by clause: it is another page. */
export const otherBelow = 0.3;
/** Two other pages are the same page when one keeps this much of the other. */
const sameFrom = 0.5;
const othersKept = 4;
/** Clauses of all but the newest of them together; the largest policies would fill megabytes. */
const clausesKept = 6000;

/** What becomes of a capture that is another page: a decision, or a page that is believed and takes the place of the current one. */
export type OtherOutcome =
  | { readonly kind: 'decided'; readonly decision: Weighed }
  | { readonly kind: 'believed'; readonly decision: Weighed };

/**
 * Weighs a capture that shares little with the current wording. Such pages are remembered whole, so that what they lack
 * is no evidence about the current wording's clauses. A rewrite is believed after a longer run; another language, or a
 * page that came and went, only when it stays.
 * @returns `believed` with the memory in which that page is current; the capture is then to be held against it
 */
export function weighOther(memory: GateMemory, current: SeenWording, sight: Sight, settings: GateSettings): OtherOutcome {
  const before = memory.others.find((other) => sharedWith(other.wording, sight) >= sameFrom);
  const overtaken = memory.others.find((other) => other.run > 0 && other !== before);
  if (overtaken !== undefined && isOvertaken(overtaken, current, sight, settings)) return believe(memory, current, overtaken, sight, 'overtaken');
  const now = before === undefined ? { wording: seenNow(sight), run: 1, runs: 1, told: false } : seenAgain(before, sight);
  const others = bounded([now, ...memory.others.filter((other) => other !== before).map((other) => ({ ...other, run: 0 }))]);
  const waiting = waitOf(now, current, sight, settings);
  if (waiting === null) return believe(memory, current, now, sight, 'held');
  const known = now.told || now.runs > 1;
  const returns = memory.returns + (known && now.run === 1 ? 1 : 0);
  return {
    kind: 'decided',
    decision: {
      outcome: known ? 'variant' : 'pending',
      reasons: [waitReason(waiting)],
      since: now.wording.firstRef,
      news: known && returns > memory.returns && returns === settings.returnSightings - 1 ? 'alternation' : null,
      ignored: [],
      memory: { ...memory, others, returns, inVariant: known },
    },
  };
}

/** @returns the other pages once a capture has shown the current one again */
export function backFrom(others: readonly OtherPage[]): readonly OtherPage[] {
  return others.every((other) => other.run === 0) ? others : others.map((other) => (other.run === 0 ? other : { ...other, run: 0 }));
}

function bounded(others: readonly OtherPage[]): readonly OtherPage[] {
  let clauses = 0;
  return others.slice(0, othersKept).filter((other, at) => {
    clauses += at === 0 ? 0 : other.wording.fingerprints.length;
    return clauses <= clausesKept;
  });
}

/** Share of a wording's words whose clauses the other has too, 0–1. */
export function sharedWith(wording: Wording, other: Wording): number {
  const prints = new Set(other.fingerprints);
  let shared = 0;
  let all = 0;
  wording.fingerprints.forEach((print, at) => {
    const words = wording.wordCounts[at] ?? 0;
    all += words;
    if (prints.has(print)) shared += words;
  });
  return all === 0 ? 0 : shared / all;
}

function seenAgain(other: OtherPage, sight: Sight): OtherPage {
  if (other.run === 0) return { ...other, wording: seenNow(sight), run: 1, runs: other.runs + 1 };
  return { ...other, wording: { ...other.wording, lastSeenAt: sight.at, sightings: other.wording.sightings + 1 }, run: other.run + 1 };
}

function waitOf(other: OtherPage, current: SeenWording, sight: Sight, settings: GateSettings): 'doubtful' | 'language' | 'return' | 'flap' | null {
  const heldMs = epochMsOf(sight.at) - epochMsOf(other.wording.firstSeenAt);
  const short = (sightings: number, holdMs: number): boolean => other.run < sightings || heldMs < holdMs;
  if (other.told) return short(settings.returnSightings + other.runs - 1, settings.returnHoldMs) ? 'return' : null;
  if (otherLanguage(other.wording, current)) return short(settings.returnSightings + other.runs - 1, settings.returnHoldMs) ? 'language' : null;
  if (other.runs > 1) return short(settings.returnSightings + other.runs - 2, settings.flapHoldMs) ? 'flap' : null;
  if (other.run >= settings.sightings && heldMs >= settings.outlivesMs) return null;
  return short(settings.sightingsWhenDoubtful, settings.doubtfulHoldMs) ? 'doubtful' : null;
}

function otherLanguage(wording: Wording, current: Wording): boolean {
  return wording.language !== null && current.language !== null && wording.language !== current.language;
}

/** Seen long ago, never taken back, and followed by yet another page. */
function isOvertaken(other: OtherPage, current: SeenWording, sight: Sight, settings: GateSettings): boolean {
  return !other.told && other.runs === 1 && !otherLanguage(other.wording, current) && epochMsOf(sight.at) - epochMsOf(other.wording.lastSeenAt) >= settings.outlivesMs;
}

/**
 * A rewrite that was seen as often as any new wording must be, and then nothing could be read for long enough.
 * @returns the decision that tells it, unconfirmed; null where there is none
 */
export function unreadOther(memory: GateMemory, current: SeenWording, at: Instant, settings: GateSettings, how: Unconfirmed): Weighed | null {
  const other = memory.others.find((page) => page.run >= settings.sightings && page.runs === 1 && !page.told && !otherLanguage(page.wording, current));
  if (other === undefined || epochMsOf(at) - epochMsOf(other.wording.lastSeenAt) < settings.unreadHoldMs) return null;
  return believe(memory, current, other, { at }, how).decision;
}

function believe(memory: GateMemory, current: SeenWording, other: OtherPage, sight: Pick<Sight, 'at'>, how: 'held' | 'overtaken' | Unconfirmed): OtherOutcome {
  const left = { wording: current, run: 0, runs: other.told ? other.runs : 1, told: true };
  const others = bounded([left, ...memory.others.filter((each) => each.wording.firstRef !== other.wording.firstRef && each.run === 0)]);
  const news = other.told ? 'reversion' : 'change';
  return {
    kind: 'believed',
    decision: {
      outcome: 'confirmed',
      reasons: changeReasons(current, other.wording, { looks: other.run, how: other.told ? 'reversion' : how, kept: sharedWith(current, other.wording) }),
      since: other.wording.firstRef,
      news,
      ignored: [],
      memory: { ...memory, current: { ...other.wording, lastSeenAt: sight.at }, strange: null, deviations: [], places: [], others, returns: 0, inVariant: false, looks: 0 },
    },
  };
}
