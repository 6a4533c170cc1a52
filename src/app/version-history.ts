import type { PolicyId } from '../domain/ids.ts';
import { comparisonOfVersion, type ComparisonSummary } from '../storage/comparisons.ts';
import { listVersions, type VersionSummary } from '../storage/versions.ts';
import type { AppContext } from './context.ts';

/** A version and how it differs from the one before; null for a baseline. */
export interface HistoryEntry {
  readonly version: VersionSummary;
  readonly comparison: ComparisonSummary | null;
}

/** @returns a policy's versions, newest first */
export async function versionHistory(context: Pick<AppContext, 'storage'>, policyId: PolicyId): Promise<readonly HistoryEntry[]> {
  const { db } = context.storage;
  const versions = await listVersions(db, policyId);
  return Promise.all(versions.map(async (version) => ({ version, comparison: await comparisonOfVersion(db, version.id) })));
}
