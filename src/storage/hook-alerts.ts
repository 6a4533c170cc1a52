import type { ComparisonId, DeliveryId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { HeldAlert } from './alerts.ts';
import { asId, asInstant } from './cast.ts';
import type { Db } from './database.ts';

/** That a webhook must be told of a comparison. */
export interface HookAlert {
  readonly id: number;
  /** The hook's name in the configuration. */
  readonly hook: string;
  readonly comparisonId: ComparisonId;
  readonly createdAt: Instant;
}

/** Notes what a hook is owed in the transaction that writes the comparison; a second note of the same is silence. */
export async function insertHookAlert(db: Db, alert: Omit<HookAlert, 'id'>): Promise<void> {
  await db
    .insertInto('hook_alerts')
    .values({ hook: alert.hook, comparison_id: alert.comparisonId, created_at: alert.createdAt, delivery_id: null, held_at: null, dropped_at: null })
    .onConflict((conflict) => conflict.columns(['hook', 'comparison_id']).doNothing())
    .execute();
}

/** @returns what waits for a message, oldest first */
export async function dueHookAlerts(db: Db): Promise<readonly HookAlert[]> {
  const rows = await db.selectFrom('hook_alerts').selectAll().where('delivery_id', 'is', null).where('held_at', 'is', null).where('dropped_at', 'is', null).orderBy('id').execute();
  return rows.map((row) => ({ id: row.id, hook: row.hook, comparisonId: asId<ComparisonId>(row.comparison_id), createdAt: asInstant(row.created_at) }));
}

/** Says by which delivery they are told. */
export async function foldHookAlerts(db: Db, ids: readonly number[], deliveryId: DeliveryId): Promise<void> {
  if (ids.length > 0) await db.updateTable('hook_alerts').set({ delivery_id: deliveryId }).where('id', 'in', [...ids]).where('delivery_id', 'is', null).execute();
}

/** Lets go of what is owed to a hook that is configured no more. */
export async function dropHookAlerts(db: Db, ids: readonly number[], at: Instant): Promise<void> {
  if (ids.length > 0) await db.updateTable('hook_alerts').set({ dropped_at: at }).where('id', 'in', [...ids]).execute();
}

/** Holds all that is untold since an instant. @returns how many it newly holds */
export async function holdHookAlerts(db: Db, since: Instant, at: Instant): Promise<number> {
  const result = await db.updateTable('hook_alerts').set({ held_at: at }).where('created_at', '>', since).where('delivery_id', 'is', null).where('held_at', 'is', null).where('dropped_at', 'is', null).executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** @returns what waits for a person's word; the hook's name stands in the place of an address */
export async function heldHookAlerts(db: Db): Promise<readonly HeldAlert[]> {
  const rows = await db
    .selectFrom('hook_alerts')
    .innerJoin('comparisons', 'comparisons.id', 'hook_alerts.comparison_id')
    .innerJoin('policies', 'policies.id', 'comparisons.policy_id')
    .select(['hook_alerts.hook', 'policies.slug', 'comparisons.headline_nl', 'comparisons.headline_en', 'hook_alerts.created_at'])
    .where('hook_alerts.held_at', 'is not', null)
    .where('hook_alerts.dropped_at', 'is', null)
    .orderBy('hook_alerts.id')
    .execute();
  return rows.map((row) => ({ address: row.hook, policy: row.slug, headline: { nl: row.headline_nl, en: row.headline_en }, createdAt: asInstant(row.created_at) }));
}

/** A person's word on what is held: it goes, or is dropped for good. @returns how many */
export async function decideHeldHooks(db: Db, decision: 'release' | 'drop', at: Instant): Promise<number> {
  const result = await db
    .updateTable('hook_alerts')
    .set(decision === 'release' ? { held_at: null } : { dropped_at: at })
    .where('held_at', 'is not', null)
    .where('dropped_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
