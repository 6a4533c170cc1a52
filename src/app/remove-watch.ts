import { purgePolicy, removePolicy } from '../storage/policies.ts';
import { purgeVendor, removeVendor } from '../storage/vendors.ts';
import type { AppContext } from './context.ts';
import type { Named } from './known-names.ts';

/**
 * Takes a vendor or a policy off the list. Its history stays and is taken up again when it is added again; with `purge`
 * it is destroyed, evidence included.
 */
export async function removeWatch(context: AppContext, named: Named, options: { readonly purge: boolean }): Promise<void> {
  const at = context.clock();
  await context.storage.transaction(async (db) => {
    for (const policy of named.policies) {
      if (options.purge) await purgePolicy(db, policy.id);
      else await removePolicy(db, policy.id, at);
    }
    if (named.kind !== 'vendor') return;
    if (options.purge) await purgeVendor(db, named.vendor.id);
    else await removeVendor(db, named.vendor.id, at);
  });
}
