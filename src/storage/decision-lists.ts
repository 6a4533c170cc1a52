import type { ChangeId, PolicyId, VersionId } from '../domain/ids.ts';
import { asId, asInstant, asName } from './cast.ts';
import type { Db } from './database.ts';
import type { ReviewDecision, ReviewState } from './decisions.ts';

/** A decision in the ledger's list. */
export interface ListedDecision extends ReviewDecision {
  readonly id: number;
  readonly policySlug: string;
  readonly policyType: string;
  readonly vendorName: string;
  readonly headline: { readonly nl: string; readonly en: string };
}

/** @returns newest first, before the id `before` */
export async function pageOfDecisions(db: Db, filter: { readonly policyId?: PolicyId }, page: { readonly before: number | null; readonly limit: number }): Promise<readonly ListedDecision[]> {
  let query = db
    .selectFrom('decisions')
    .innerJoin('changes', 'changes.id', 'decisions.change_id')
    .innerJoin('policies', 'policies.id', 'decisions.policy_id')
    .innerJoin('vendors', 'vendors.id', 'policies.vendor_id')
    .select([
      'decisions.id', 'decisions.change_id', 'decisions.policy_id', 'decisions.state', 'decisions.decided_by', 'decisions.decided_at', 'decisions.why',
      'policies.slug as policy_slug', 'policies.type as policy_type', 'vendors.name as vendor_name', 'changes.headline_nl', 'changes.headline_en',
    ]);
  if (filter.policyId !== undefined) query = query.where('decisions.policy_id', '=', filter.policyId);
  if (page.before !== null) query = query.where('decisions.id', '<', page.before);
  const rows = await query.orderBy('decisions.id', 'desc').limit(page.limit).execute();
  return rows.map((row) => ({
    id: row.id,
    changeId: asId<ChangeId>(row.change_id),
    policyId: asId<PolicyId>(row.policy_id),
    state: asName<ReviewState>(row.state),
    by: row.decided_by,
    at: asInstant(row.decided_at),
    why: row.why,
    policySlug: row.policy_slug,
    policyType: row.policy_type,
    vendorName: row.vendor_name,
    headline: { nl: row.headline_nl, en: row.headline_en },
  }));
}

/**
 * The newest version of a policy up to which every comparison was decided through and through: what a reviewer has
 * read. The baseline counts as read.
 * @returns null while the policy has no version
 */
export async function lastReviewedVersion(db: Db, policyId: PolicyId): Promise<VersionId | null> {
  const firstOpen = await db
    .selectFrom('changes')
    .innerJoin('comparisons', 'comparisons.id', 'changes.comparison_id')
    .select('comparisons.old_version_id')
    .where('changes.policy_id', '=', policyId)
    .where('changes.state', '=', 'open')
    .orderBy('comparisons.id')
    .limit(1)
    .executeTakeFirst();
  if (firstOpen !== undefined) return asId<VersionId>(firstOpen.old_version_id);
  const newest = await db.selectFrom('versions').select('id').where('policy_id', '=', policyId).orderBy('number', 'desc').limit(1).executeTakeFirst();
  return newest === undefined ? null : asId<VersionId>(newest.id);
}
