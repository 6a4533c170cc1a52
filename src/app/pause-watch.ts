import { pausePolicy, updatePolicyProgress } from '../storage/policies.ts';
import { pauseVendor } from '../storage/vendors.ts';
import type { AppContext } from './context.ts';
import type { Named } from './known-names.ts';

/** Stops watching a vendor or a policy until it is resumed; its history stays. */
export async function pauseWatch(context: AppContext, named: Named): Promise<void> {
  const at = context.clock();
  await context.storage.transaction(async (db) => {
    if (named.kind === 'vendor') await pauseVendor(db, named.vendor.id, at);
    else for (const policy of named.policies) await pausePolicy(db, policy.id, at);
  });
}

/** Watches again what was paused; it is due at once. */
export async function resumeWatch(context: AppContext, named: Named): Promise<void> {
  const at = context.clock();
  await context.storage.transaction(async (db) => {
    await pauseVendor(db, named.vendor.id, null);
    for (const policy of named.policies) {
      if (named.kind === 'policy') await pausePolicy(db, policy.id, null);
      await updatePolicyProgress(db, policy.id, { nextCheckAt: at });
    }
  });
}
