import type { Selectable } from 'kysely';
import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import type { DeliveryId, SubscriberId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { asId, asInstant, asName, fromJson } from './cast.ts';
import type { Db } from './database.ts';
import type { DeliveryRow } from './schema.ts';

function stateOf(row: Selectable<DeliveryRow>): DeliveryState {
  switch (row.state) {
    case 'due':
      return { state: 'due', dueAt: asInstant(row.due_at) };
    case 'sending':
      return { state: 'sending', leaseUntil: asInstant(row.lease_until ?? row.due_at), leaseOwner: row.lease_owner ?? '' };
    case 'sent':
      return { state: 'sent', at: asInstant(row.finished_at ?? row.due_at), reply: row.reply ?? '' };
    case 'failed':
      return { state: 'failed', at: asInstant(row.finished_at ?? row.due_at), reason: row.last_error ?? '' };
  }
}

/** A delivery with the address it goes to and the message as it is sent at every attempt. */
export interface StoredDelivery<Payload> extends Delivery {
  readonly target: string;
  readonly subject: string;
  readonly payload: Payload;
}

function toDelivery<Payload>(row: Selectable<DeliveryRow>): StoredDelivery<Payload> {
  return {
    id: asId<DeliveryId>(row.id),
    subscriberId: row.subscriber_id === null ? null : asId<SubscriberId>(row.subscriber_id),
    channel: asName<Delivery['channel']>(row.channel),
    key: row.key,
    messageId: row.message_id,
    createdAt: asInstant(row.created_at),
    attempts: row.attempts,
    maybeDuplicate: row.maybe_duplicate === 1,
    lastError: row.last_error,
    state: stateOf(row),
    target: row.target,
    subject: row.subject,
    payload: fromJson<Payload>(row.payload),
  };
}

export interface NewDelivery {
  readonly subscriberId: SubscriberId | null;
  readonly channel: Delivery['channel'];
  readonly key: string;
  readonly messageId: string;
  readonly target: string;
  readonly subject: string;
  readonly payload: unknown;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
}

/** @returns the id; null where this key was delivered, or is being delivered, already */
export async function insertDelivery(db: Db, delivery: NewDelivery): Promise<DeliveryId | null> {
  const row = await db
    .insertInto('deliveries')
    .values({
      subscriber_id: delivery.subscriberId,
      channel: delivery.channel,
      key: delivery.key,
      message_id: delivery.messageId,
      target: delivery.target,
      subject: delivery.subject,
      payload: JSON.stringify(delivery.payload),
      created_at: delivery.createdAt,
      state: 'due',
      due_at: delivery.dueAt,
      lease_owner: null,
      lease_until: null,
      attempts: 0,
      maybe_duplicate: 0,
      last_error: null,
      finished_at: null,
      reply: null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row === undefined ? null : asId<DeliveryId>(row.id);
}

/**
 * Takes the next delivery that is due, or whose taker died with its lease, for `owner` alone. A delivery that was being
 * sent when its taker died may have been accepted: it comes back marked as a possible duplicate.
 */
export async function takeDelivery<Payload>(
  db: Db,
  owner: string,
  now: Instant,
  leaseUntil: Instant,
  channels: readonly Delivery['channel'][] = ['mail', 'webhook'],
): Promise<StoredDelivery<Payload> | null> {
  const next = await db
    .selectFrom('deliveries')
    .select(['id', 'state', 'maybe_duplicate'])
    .where((eb) => eb.or([eb.and([eb('state', '=', 'due'), eb('due_at', '<=', now)]), eb.and([eb('state', '=', 'sending'), eb('lease_until', '<=', now)])]))
    .where('channel', 'in', [...channels])
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (next === undefined) return null;
  const row = await db
    .updateTable('deliveries')
    .set((eb) => ({
      state: 'sending' as const,
      lease_owner: owner,
      lease_until: leaseUntil,
      attempts: eb('attempts', '+', 1),
      maybe_duplicate: next.state === 'sending' ? 1 : next.maybe_duplicate,
    }))
    .where('id', '=', next.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toDelivery<Payload>(row);
}

/** @returns who is sending something now, by what their leases say */
export async function deliverySenders(db: Db, now: Instant): Promise<readonly string[]> {
  const rows = await db.selectFrom('deliveries').select('lease_owner').distinct().where('state', '=', 'sending').where('lease_until', '>', now).execute();
  return rows.flatMap((row) => row.lease_owner ?? []);
}

/** Ends the leases of a sender that is known to be dead: what it had in hand is taken next as a possible duplicate. @returns how many */
export async function endDeliveryLeases(db: Db, owner: string, now: Instant): Promise<number> {
  const result = await db.updateTable('deliveries').set({ lease_until: now }).where('state', '=', 'sending').where('lease_owner', '=', owner).where('lease_until', '>', now).executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** The guard of a lease: only the taker that still holds it may write the outcome. @returns whether it did */
async function finish(db: Db, id: DeliveryId, owner: string, set: Partial<Omit<DeliveryRow, 'id'>>): Promise<boolean> {
  const result = await db.updateTable('deliveries').set({ ...set, lease_owner: null, lease_until: null }).where('id', '=', id).where('state', '=', 'sending').where('lease_owner', '=', owner).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function markSent(db: Db, id: DeliveryId, owner: string, at: Instant, reply: string): Promise<boolean> {
  return finish(db, id, owner, { state: 'sent', finished_at: at, reply, last_error: null });
}

export async function markRetry(db: Db, id: DeliveryId, owner: string, dueAt: Instant, error: string, maybeAccepted: boolean): Promise<boolean> {
  return finish(db, id, owner, { state: 'due', due_at: dueAt, last_error: error, ...(maybeAccepted ? { maybe_duplicate: 1 as const } : {}) });
}

export async function markFailed(db: Db, id: DeliveryId, owner: string, at: Instant, error: string): Promise<boolean> {
  return finish(db, id, owner, { state: 'failed', finished_at: at, last_error: error });
}

/** @returns newest first */
export async function listDeliveries<Payload>(db: Db, page: { readonly limit: number; readonly offset?: number }): Promise<readonly StoredDelivery<Payload>[]> {
  const rows = await db.selectFrom('deliveries').selectAll().orderBy('id', 'desc').limit(page.limit).offset(page.offset ?? 0).execute();
  return rows.map((row) => toDelivery<Payload>(row));
}

export async function findDeliveryByKey<Payload>(db: Db, key: string): Promise<StoredDelivery<Payload> | null> {
  const row = await db.selectFrom('deliveries').selectAll().where('key', '=', key).executeTakeFirst();
  return row === undefined ? null : toDelivery<Payload>(row);
}

/** How many messages wait, and how many failed for good. */
export async function countDeliveries(db: Db): Promise<{ readonly waiting: number; readonly failed: number }> {
  // What was sent grows for ever and is not counted.
  const rows = await db.selectFrom('deliveries').select((eb) => ['state', eb.fn.countAll<number>().as('n')]).where('state', 'in', ['due', 'sending', 'failed']).groupBy('state').execute();
  const of = (states: readonly string[]): number => rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + Number(row.n), 0);
  return { waiting: of(['due', 'sending']), failed: of(['failed']) };
}
