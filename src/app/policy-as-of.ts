import type { PolicyId } from '../domain/ids.ts';
import { epochMsOf, type Instant } from '../domain/instant.ts';
import type { AppContext } from './context.ts';
import { captureBefore, observationBefore, observationFrom, type Observation } from '../storage/observations.ts';
import { listVersions, type VersionSummary } from '../storage/versions.ts';

/** What an observation showed: a version, a wording that passed by, or one that was never confirmed. */
export type Showed = { readonly kind: 'version'; readonly version: VersionSummary } | { readonly kind: 'variant' } | { readonly kind: 'unconfirmed' };

export interface Sighting {
  readonly observation: Observation;
  readonly showed: Showed;
}

/**
 * What was published on a day, and on what that rests:
 * `seen` on the day itself; `between` two sightings of one version; `changed` somewhere between the two; `mixed`, several
 * wordings on the day; `before-watch`; `not-seen-since`, no good capture after; `future`; `nothing`, no capture at all.
 */
export type AsOfAnswer =
  | { readonly kind: 'seen'; readonly version: VersionSummary }
  | { readonly kind: 'between'; readonly version: VersionSummary }
  | { readonly kind: 'changed'; readonly older: VersionSummary; readonly newer: VersionSummary }
  | { readonly kind: 'mixed'; readonly versions: readonly VersionSummary[] }
  | { readonly kind: 'not-seen-since'; readonly version: VersionSummary }
  | { readonly kind: 'before-watch' }
  | { readonly kind: 'future' }
  | { readonly kind: 'nothing' };

export interface AsOf {
  readonly answer: AsOfAnswer;
  readonly before: Sighting | null;
  /** At most eight of the day, in order. */
  readonly during: readonly Sighting[];
  readonly after: Sighting | null;
  /** Between the sightings on either side of the day, or of what was seen on it; null where one side is missing. */
  readonly gapMs: number | null;
}

const duringShown = 8;

/**
 * Answers from captures alone, and never with more certainty than they give.
 * @param dayStart the day's first instant in the asker's zone; @param dayEnd the next day's first
 */
export async function policyAsOf(context: Pick<AppContext, 'storage' | 'clock'>, policyId: PolicyId, dayStart: Instant, dayEnd: Instant): Promise<AsOf> {
  const { db } = context.storage;
  const versions = (await listVersions(db, policyId)).toReversed();
  const sighting = async (observation: Observation | null): Promise<Sighting | null> => {
    if (observation === null) return null;
    const capture = observation.kind === 'capture' ? observation : await captureBefore(db, policyId, observation.at);
    return { observation, showed: capture === null ? { kind: 'unconfirmed' } : showedBy(capture, versions) };
  };
  const before = await sighting(await observationBefore(db, policyId, dayStart));
  const during: Sighting[] = [];
  for (let from = dayStart; during.length < duringShown; ) {
    const next = await sighting(await observationFrom(db, policyId, from));
    if (next === null || next.observation.at >= dayEnd) break;
    during.push(next);
    from = justAfter(next.observation.at);
  }
  const after = await sighting(await observationFrom(db, policyId, dayEnd));
  const gapMs = before === null || after === null || during.length > 0 ? null : epochMsOf(after.observation.at) - epochMsOf(before.observation.at);
  return { answer: answerOf(before, during, after, dayStart, context.clock()), before, during, after, gapMs };
}

function justAfter(at: Instant): Instant {
  return new Date(epochMsOf(at) + 1).toISOString() as Instant;
}

/** By the version's own link or hash first; an unchanged capture repeats the version that stood at its time. */
function showedBy(capture: Observation & { readonly kind: 'capture' }, versions: readonly VersionSummary[]): Showed {
  const own = versions.find((version) => version.id === capture.versionId) ?? versions.findLast((version) => version.hash === capture.textHash);
  if (own !== undefined) return { kind: 'version', version: own };
  if (capture.outcome === 'variant') return { kind: 'variant' };
  if (capture.outcome === 'pending') return { kind: 'unconfirmed' };
  const standing = versions.findLast((version) => version.confirmedAt <= capture.at);
  return standing === undefined ? { kind: 'unconfirmed' } : { kind: 'version', version: standing };
}

function versionOf(sighting: Sighting | null): VersionSummary | null {
  return sighting?.showed.kind === 'version' ? sighting.showed.version : null;
}

function answerOf(before: Sighting | null, during: readonly Sighting[], after: Sighting | null, dayStart: Instant, now: Instant): AsOfAnswer {
  if (dayStart > now) return { kind: 'future' };
  const seen = [...new Map(during.flatMap((sighting) => (sighting.showed.kind === 'version' ? [[sighting.showed.version.id, sighting.showed.version] as const] : []))).values()];
  const [only] = seen;
  if (seen.length > 1 || (only !== undefined && during.some((sighting) => sighting.showed.kind !== 'version'))) return { kind: 'mixed', versions: seen };
  if (only !== undefined) return { kind: 'seen', version: only };
  const older = versionOf(before);
  const newer = versionOf(after);
  if (before === null && after === null) return { kind: 'nothing' };
  if (before === null || older === null) return before === null ? { kind: 'before-watch' } : { kind: 'nothing' };
  if (after === null || newer === null) return { kind: 'not-seen-since', version: older };
  return older.id === newer.id ? { kind: 'between', version: older } : { kind: 'changed', older, newer };
}
