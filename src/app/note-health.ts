import type { Config } from '../config/config.ts';
import type { Instant } from '../domain/instant.ts';
import { epochMsOf } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import type { Policy } from '../domain/vendor.ts';
import type { Db } from '../storage/database.ts';
import { closeNotice, openNotice } from '../storage/notices.ts';
import { updatePolicyProgress, type PolicyPast } from '../storage/policies.ts';

const hourMs = 3_600_000;

/** Whether a look at the policy showed its page, and if not, why. */
export type Look = { readonly kind: 'good' } | { readonly kind: 'bad'; readonly reason: Bilingual };

/**
 * Keeps a policy's health: a first failure is noted, a lasting one opens one notice for the owner, and the next good
 * look closes it. Runs in the transaction of the check.
 */
export async function noteHealth(db: Db, policy: Policy, past: PolicyPast, look: Look, at: Instant, config: Config): Promise<void> {
  if (look.kind === 'good') {
    if (past.failingSince !== null) await updatePolicyProgress(db, policy.id, { failing: null });
    await closeNotice(db, policy.id, 'unreachable', at);
    await closeNotice(db, policy.id, 'quarantined', at);
    return;
  }
  const since = past.failingSince ?? at;
  const failures = past.failures + 1;
  await updatePolicyProgress(db, policy.id, { failing: { since, failures, reason: look.reason } });
  const lasting = failures >= config.health.failuresInARow && epochMsOf(at) - epochMsOf(since) >= config.health.unseenHours * hourMs;
  if (lasting) await openNotice(db, { policyId: policy.id, kind: 'unreachable', openedAt: at, details: { since, reasonNl: look.reason.nl, reasonEn: look.reason.en } });
}
