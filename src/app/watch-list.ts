import type { PolicyId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Health, Policy, Vendor } from '../domain/vendor.ts';
import { lastChangeTimes, listPolicies } from '../storage/policies.ts';
import { listVendors } from '../storage/vendors.ts';
import type { AppContext } from './context.ts';

/** A policy as a list shows it. */
export interface WatchedPolicy {
  readonly vendor: Vendor;
  readonly policy: Policy;
  /** The policy's own health, or paused where its vendor is. */
  readonly health: Health;
  readonly lastChangeAt: Instant | null;
}

/** @returns all that is watched, by vendor's name and policy */
export async function watchList(context: Pick<AppContext, 'storage'>): Promise<readonly WatchedPolicy[]> {
  const { db } = context.storage;
  const changed: ReadonlyMap<PolicyId, Instant> = await lastChangeTimes(db);
  const policies = Map.groupBy(await listPolicies(db), (policy) => policy.vendorId);
  return (await listVendors(db)).flatMap((vendor) =>
    (policies.get(vendor.id) ?? []).map((policy) => ({
      vendor,
      policy,
      health: vendor.pausedAt === null ? policy.health : { state: 'paused' as const, since: vendor.pausedAt },
      lastChangeAt: changed.get(policy.id) ?? null,
    })),
  );
}
