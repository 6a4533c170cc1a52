import { didYouMean } from '../domain/nearest.ts';
import { UsageError } from '../domain/problem.ts';
import type { Policy, Vendor } from '../domain/vendor.ts';
import type { Db } from '../storage/database.ts';
import { listPolicies } from '../storage/policies.ts';
import { listVendors } from '../storage/vendors.ts';
import { findVersionByNumber, findVersionSummary, listVersions, type VersionSummary } from '../storage/versions.ts';
import type { VersionId } from '../domain/ids.ts';

/** What a name that a person typed stands for. */
export type Named =
  | { readonly kind: 'vendor'; readonly vendor: Vendor; readonly policies: readonly Policy[] }
  | { readonly kind: 'policy'; readonly vendor: Vendor; readonly policies: readonly Policy[] };

const same = (left: string, right: string): boolean => left.localeCompare(right, 'en', { sensitivity: 'accent' }) === 0;

/**
 * Finds the vendor (by slug or name) or the policy (by slug or address) that a person means.
 * @throws UsageError naming the nearest names where there is none
 */
export async function findNamed(db: Db, typed: string): Promise<Named> {
  const vendors = await listVendors(db);
  const policies = await listPolicies(db);
  const vendor = vendors.find((entry) => same(entry.slug, typed) || same(entry.name, typed));
  if (vendor !== undefined) return { kind: 'vendor', vendor, policies: policies.filter((policy) => policy.vendorId === vendor.id) };
  const policy = policies.find((entry) => same(entry.slug, typed) || entry.source.url === typed);
  const owner = policy === undefined ? undefined : vendors.find((entry) => entry.id === policy.vendorId);
  if (policy !== undefined && owner !== undefined) return { kind: 'policy', vendor: owner, policies: [policy] };
  const guess = didYouMean(typed, [...vendors.flatMap((entry) => [entry.slug, entry.name]), ...policies.map((entry) => entry.slug)]);
  throw new UsageError({
    code: 'unknown-name',
    retryable: false,
    message: `No vendor or policy is called "${typed}".`,
    mend: vendors.length === 0 ? 'Nothing is watched yet; add a vendor with: clausewatch add https://its-home-page' : `${guess ?? ''} clausewatch list shows all names.`.trim(),
  });
}

/** @throws UsageError where the name is a vendor's with several policies, or nobody's */
export async function findOnePolicy(db: Db, typed: string): Promise<{ readonly vendor: Vendor; readonly policy: Policy }> {
  const named = await findNamed(db, typed);
  const [policy, ...others] = named.policies;
  if (policy !== undefined && others.length === 0) return { vendor: named.vendor, policy };
  throw new UsageError({
    code: 'ambiguous-name',
    retryable: false,
    message: policy === undefined ? `${named.vendor.name} has no policies.` : `${named.vendor.name} has ${named.policies.length} policies.`,
    mend: policy === undefined ? `Add one with: clausewatch add URL --vendor "${named.vendor.name}"` : `Name one of them: ${named.policies.map((entry) => entry.slug).join(', ')}`,
  });
}

/**
 * Finds a version by `POLICY@NUMBER`, by a policy's name (its newest version), or by the version's own number in the
 * database.
 * @throws UsageError where there is none
 */
export async function findNamedVersion(db: Db, typed: string): Promise<VersionSummary> {
  const parts = /^(.{1,300})@(\d{1,9})$/u.exec(typed);
  if (parts !== null) {
    const { policy } = await findOnePolicy(db, parts[1] ?? '');
    return (await findVersionByNumber(db, policy.id, Number(parts[2]))) ?? noVersion(`${policy.slug} has no version ${parts[2]}.`, `clausewatch history ${policy.slug} lists those it has.`);
  }
  if (/^\d{1,12}$/u.test(typed)) {
    return (await findVersionSummary(db, Number(typed) as VersionId)) ?? noVersion(`There is no version ${typed}.`, 'Name one as POLICY@NUMBER; clausewatch history POLICY lists them.');
  }
  const { policy } = await findOnePolicy(db, typed);
  return (await listVersions(db, policy.id, { limit: 1 }))[0] ?? noVersion(`${policy.slug} has no version yet.`, `Check it with: clausewatch check ${policy.slug}`);
}

function noVersion(message: string, mend: string): never {
  throw new UsageError({ code: 'unknown-version', retryable: false, message, mend });
}
