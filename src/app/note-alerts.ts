import type { Comparison } from '../domain/change.ts';
import type { ComparisonId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Policy, Vendor } from '../domain/vendor.ts';
import { hearsOf } from '../notify/follows.ts';
import { mayMailAt } from '../notify/quiet-hours.ts';
import { insertAlert } from '../storage/alerts.ts';
import type { Db } from '../storage/database.ts';
import { listSubscribers } from '../storage/subscribers.ts';
import { policyName } from './policy-name.ts';

/**
 * Notes for every subscriber whom a comparison concerns that a mail is owed. Runs in the transaction that writes the
 * comparison, so that no change is kept without its alerts.
 * @returns how many are owed
 */
export async function noteAlerts(db: Db, told: { readonly vendor: Vendor; readonly policy: Policy; readonly id: ComparisonId; readonly comparison: Comparison; readonly at: Instant }): Promise<number> {
  const story = { policy: policyName(told.vendor, told.policy), comparison: told.comparison };
  let owed = 0;
  for (const subscriber of await listSubscribers(db)) {
    if (hearsOf(subscriber, story) !== 'at-once') continue;
    await insertAlert(db, { subscriberId: subscriber.id, comparisonId: told.id, policyId: told.policy.id, createdAt: told.at, dueAt: mayMailAt(told.at, subscriber) });
    owed += 1;
  }
  return owed;
}
