import type { Comparison } from '../domain/change.ts';
import type { ComparisonId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Policy, Vendor } from '../domain/vendor.ts';
import { weighs } from '../notify/follows.ts';
import type { Db } from '../storage/database.ts';
import { insertHookAlert } from '../storage/hook-alerts.ts';
import type { AppContext } from './context.ts';
import { policyName } from './policy-name.ts';

/**
 * Notes for every webhook that follows what changed that a message is owed. Runs in the transaction that writes the
 * comparison, so that no change is kept without it.
 */
export async function noteHooks(db: Db, context: Pick<AppContext, 'config'>, told: { readonly vendor: Vendor; readonly policy: Policy; readonly id: ComparisonId; readonly comparison: Comparison; readonly at: Instant }): Promise<void> {
  const story = { policy: policyName(told.vendor, told.policy), comparison: told.comparison };
  for (const hook of context.config.webhooks) {
    const follows = { vendors: hook.vendors, tags: hook.tags, policyTypes: [], topics: [] };
    if (weighs(follows, hook.alertFrom, story)) await insertHookAlert(db, { hook: hook.name, comparisonId: told.id, createdAt: told.at });
  }
}
