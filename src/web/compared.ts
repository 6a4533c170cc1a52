import type { Change, Comparison } from '../domain/change.ts';
import type { ClauseTree } from '../domain/clause.ts';
import type { Explanation } from '../domain/explanation.ts';
import type { IsoDate } from '../domain/instant.ts';
import type { ChangeId } from '../domain/ids.ts';
import { changesOf, comparisonOfVersion, type ComparisonSummary } from '../storage/comparisons.ts';
import { lastReviewedVersion } from '../storage/decision-lists.ts';
import { pageOfComparisons, type ListedComparison } from '../storage/overviews.ts';
import { explanationsOf } from '../storage/explanations.ts';
import { findVersion, findVersionByNumber, listVersions, type VersionSummary } from '../storage/versions.ts';
import type { Subject } from './pages/policy.ts';
import { wholeOf, type Visit } from './visit.ts';

/** A change as the comparison page shows it; one that is stored carries its id, the state of its review and what a model wrote. */
export type ShownChange = Change & { readonly id: ChangeId | null; readonly state: string | null; readonly explanation: Explanation | null };

export interface Compared {
  readonly old: VersionSummary;
  readonly fresh: VersionSummary;
  readonly oldTree: ClauseTree;
  readonly freshTree: ClauseTree;
  readonly changes: readonly ShownChange[];
  readonly overall: Comparison['overall'];
  readonly unchanged: number;
  readonly coarse: boolean;
  /** The stored comparison of these two versions; null where it was made for this page. */
  readonly stored: ComparisonSummary | null;
  /** The stored comparisons from the one version to the other, oldest first; the stored one itself where they are neighbours. */
  readonly between: readonly ListedComparison[];
  /** The old version was chosen because decisions are still open from there on. */
  readonly sinceReviewed: boolean;
}

const stepsRead = 500;
const stepsShown = 50;

export type ComparedAnswer = { readonly kind: 'compared'; readonly compared: Compared } | { readonly kind: 'same' } | { readonly kind: 'missing' };

/**
 * Finds and compares the two versions that an address names: numbers, `reviewed` (the last one whose changes were all
 * decided) or `contract` (the one in force on the contract's date). Without: the newest with the last reviewed.
 */
export async function comparedOf(visit: Visit, subject: Subject): Promise<ComparedAnswer> {
  const { db } = visit.services.storage;
  const { policy } = subject;
  const newestSummary = (await listVersions(db, policy.id, { limit: 1 }))[0];
  if (newestSummary === undefined) return { kind: 'missing' };
  const newNumber = visit.query.has('new') ? visit.query.whole('new') : newestSummary.number;
  const fresh = newNumber === null ? null : await findVersionByNumber(db, policy.id, newNumber);
  if (fresh === null) return { kind: 'missing' };
  const asked = visit.query.has('old') ? visit.query.text('old', 20) : 'default';
  const old = await oldVersion(visit, subject, asked, fresh);
  if (old === null) return { kind: 'missing' };
  if (old.id === fresh.id) return { kind: 'same' };
  const [oldFull, freshFull] = [await findVersion(db, old.id), await findVersion(db, fresh.id)];
  if (oldFull === null || freshFull === null) return { kind: 'missing' };
  const told = await comparisonOfVersion(db, fresh.id);
  const between = old.number < fresh.number ? (await pageOfComparisons(db, { policyId: policy.id }, { after: null, limit: stepsRead })).filter((step) => step.oldNumber >= old.number && step.newNumber <= fresh.number).toReversed().slice(0, stepsShown) : [];
  const base = { old, fresh, between, oldTree: oldFull.tree, freshTree: freshFull.tree, sinceReviewed: asked === 'default' && old.number !== fresh.number - 1 };
  if (told !== null && told.oldVersionId === old.id) {
    const explanations = await explanationsOf(db, told.id);
    const changes = (await changesOf(db, told.id)).map((change): ShownChange => ({ ...change, explanation: explanations.get(change.id) ?? null }));
    return { kind: 'compared', compared: { ...base, changes, overall: told.overall, unchanged: told.unchanged, coarse: told.coarse, stored: told } };
  }
  const made = visit.services.actions.compare(oldFull.tree, freshFull.tree);
  const changes = made.changes.map((change): ShownChange => ({ ...change, id: null, state: null, explanation: null }));
  return { kind: 'compared', compared: { ...base, changes, overall: made.overall, unchanged: made.unchanged, coarse: made.coarse, stored: null } };
}

async function oldVersion(visit: Visit, subject: Subject, asked: string, fresh: VersionSummary): Promise<VersionSummary | null> {
  const { db } = visit.services.storage;
  const { policy, vendor } = subject;
  const number = wholeOf(asked);
  if (number !== null) return findVersionByNumber(db, policy.id, number);
  if (asked === 'contract') return vendor.contractDate === null ? null : inForce(await listVersions(db, policy.id), vendor.contractDate, visit);
  if (asked !== 'reviewed' && asked !== 'default') return null;
  const reviewed = await lastReviewedVersion(db, policy.id);
  const versions = await listVersions(db, policy.id);
  const last = versions.find((version) => version.id === reviewed);
  if (asked === 'reviewed') return last ?? null;
  if (last !== undefined && last.number < fresh.number) return last;
  return versions.find((version) => version.number === fresh.number - 1) ?? fresh;
}

/** The version that stood on a day, or the first where the watch began later. */
function inForce(versions: readonly VersionSummary[], day: IsoDate, visit: Visit): VersionSummary | null {
  return versions.find((version) => visit.dates.isoDay(version.firstSeenAt) <= day) ?? versions.at(-1) ?? null;
}
