import type { AlertId, ComparisonId, DeliveryId, PolicyId, SubscriberId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import { asId, asInstant } from './cast.ts';
import type { Db } from './database.ts';

/** That a subscriber must be told of a comparison. */
export interface Alert {
  readonly id: AlertId;
  readonly subscriberId: SubscriberId;
  readonly comparisonId: ComparisonId;
  readonly policyId: PolicyId;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
}

/** Notes an alert in the transaction that writes its comparison; a second note of the same is silence. */
export async function insertAlert(db: Db, alert: Omit<Alert, 'id'>): Promise<void> {
  await db
    .insertInto('alerts')
    .values({
      subscriber_id: alert.subscriberId,
      comparison_id: alert.comparisonId,
      policy_id: alert.policyId,
      created_at: alert.createdAt,
      due_at: alert.dueAt,
      delivery_id: null,
      held_at: null,
      dropped_at: null,
    })
    .onConflict((conflict) => conflict.columns(['subscriber_id', 'comparison_id']).doNothing())
    .execute();
}

/** @returns alerts that wait for a mail and are due at `now`, a subscriber's together, oldest first */
export async function dueAlerts(db: Db, now: Instant): Promise<readonly Alert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('delivery_id', 'is', null)
    .where('held_at', 'is', null)
    .where('dropped_at', 'is', null)
    .where('due_at', '<=', now)
    .orderBy('subscriber_id')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: asId<AlertId>(row.id),
    subscriberId: asId<SubscriberId>(row.subscriber_id),
    comparisonId: asId<ComparisonId>(row.comparison_id),
    policyId: asId<PolicyId>(row.policy_id),
    createdAt: asInstant(row.created_at),
    dueAt: asInstant(row.due_at),
  }));
}

/** Says by which delivery alerts are told. */
export async function foldAlerts(db: Db, ids: readonly AlertId[], deliveryId: DeliveryId): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('alerts').set({ delivery_id: deliveryId }).where('id', 'in', [...ids]).where('delivery_id', 'is', null).execute();
}

/** An alert that waits for a person's word. */
export interface HeldAlert {
  /** The mail address, or the webhook's name. */
  readonly address: string;
  readonly policy: string;
  readonly headline: Bilingual;
  readonly createdAt: Instant;
}

/** Holds all unmailed alerts since an instant. @returns how many it newly holds */
export async function holdAlerts(db: Db, since: Instant, at: Instant): Promise<number> {
  const result = await db.updateTable('alerts').set({ held_at: at }).where('created_at', '>', since).where('delivery_id', 'is', null).where('held_at', 'is', null).where('dropped_at', 'is', null).executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function heldAlerts(db: Db): Promise<readonly HeldAlert[]> {
  const rows = await db
    .selectFrom('alerts')
    .innerJoin('subscribers', 'subscribers.id', 'alerts.subscriber_id')
    .innerJoin('policies', 'policies.id', 'alerts.policy_id')
    .innerJoin('comparisons', 'comparisons.id', 'alerts.comparison_id')
    .select(['subscribers.address', 'policies.slug', 'comparisons.headline_nl', 'comparisons.headline_en', 'alerts.created_at'])
    .where('alerts.held_at', 'is not', null)
    .where('alerts.dropped_at', 'is', null)
    .orderBy('alerts.id')
    .execute();
  return rows.map((row) => ({ address: row.address, policy: row.slug, headline: { nl: row.headline_nl, en: row.headline_en }, createdAt: asInstant(row.created_at) }));
}

/** A person's word on the held alerts: they go, or are off the list for good; the changes stay. @returns how many */
export async function decideHeldAlerts(db: Db, decision: 'release' | 'drop', at: Instant): Promise<number> {
  const result = await db
    .updateTable('alerts')
    .set(decision === 'release' ? { held_at: null } : { dropped_at: at })
    .where('held_at', 'is not', null)
    .where('dropped_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
