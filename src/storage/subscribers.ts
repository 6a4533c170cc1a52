import type { Selectable } from 'kysely';
import type { Significance } from '../domain/change.ts';
import type { SubscriberId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import type { Follows, QuietHours, Subscriber } from '../domain/subscriber.ts';
import { asId, asInstant, asName, asOptionalInstant, fromJson, fromOptionalJson, toOptionalJson } from './cast.ts';
import type { Db } from './database.ts';
import type { SubscriberRow } from './schema.ts';

function toSubscriber(row: Selectable<SubscriberRow>): Subscriber {
  return {
    id: asId<SubscriberId>(row.id),
    name: row.name,
    address: row.address,
    language: asName<ReaderLanguage>(row.language),
    timeZone: row.time_zone,
    follows: fromJson<Follows>(row.follows),
    alertFrom: row.alert_from === null ? null : asName<Significance>(row.alert_from),
    digest: row.digest === 1,
    quiet: fromOptionalJson<QuietHours>(row.quiet),
    confirmedAt: asOptionalInstant(row.confirmed_at),
    suspendedAt: asOptionalInstant(row.suspended_at),
    suspendedReason: row.suspended_reason,
    removedAt: asOptionalInstant(row.removed_at),
    createdAt: asInstant(row.created_at),
  };
}

export type NewSubscriber = Omit<Subscriber, 'id' | 'suspendedAt' | 'suspendedReason' | 'removedAt'>;

/** Adds a subscriber, or brings the one with this address in line; one who had left comes back. */
export async function upsertSubscriber(db: Db, subscriber: NewSubscriber): Promise<Subscriber> {
  const values = {
    name: subscriber.name,
    language: subscriber.language,
    time_zone: subscriber.timeZone,
    follows: JSON.stringify(subscriber.follows),
    alert_from: subscriber.alertFrom,
    digest: subscriber.digest ? (1 as const) : (0 as const),
    quiet: toOptionalJson(subscriber.quiet),
    confirmed_at: subscriber.confirmedAt,
  };
  const row = await db
    .insertInto('subscribers')
    .values({ address: subscriber.address, ...values, suspended_at: null, suspended_reason: null, hard_failures: 0, removed_at: null, created_at: subscriber.createdAt })
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ ...values, removed_at: null, suspended_at: null, suspended_reason: null, hard_failures: 0 }))
    .returningAll()
    .executeTakeFirstOrThrow();
  return toSubscriber(row);
}

/** @returns those who have not left, by address */
export async function listSubscribers(db: Db): Promise<readonly Subscriber[]> {
  return (await db.selectFrom('subscribers').selectAll().where('removed_at', 'is', null).orderBy('address').execute()).map(toSubscriber);
}

export async function findSubscriber(db: Db, address: string): Promise<Subscriber | null> {
  const row = await db.selectFrom('subscribers').selectAll().where('address', '=', address).executeTakeFirst();
  return row === undefined ? null : toSubscriber(row);
}

export async function getSubscriber(db: Db, id: SubscriberId): Promise<Subscriber> {
  return toSubscriber(await db.selectFrom('subscribers').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

export async function removeSubscriber(db: Db, id: SubscriberId, at: Instant): Promise<void> {
  await db.updateTable('subscribers').set({ removed_at: at }).where('id', '=', id).execute();
}

/** @returns how many messages in a row this address has refused for good, this one included */
export async function countHardFailure(db: Db, id: SubscriberId): Promise<number> {
  const row = await db
    .updateTable('subscribers')
    .set((eb) => ({ hard_failures: eb('hard_failures', '+', 1) }))
    .where('id', '=', id)
    .returning('hard_failures')
    .executeTakeFirstOrThrow();
  return row.hard_failures;
}

export async function clearHardFailures(db: Db, id: SubscriberId): Promise<void> {
  await db.updateTable('subscribers').set({ hard_failures: 0 }).where('id', '=', id).where('hard_failures', '>', 0).execute();
}

export async function suspendSubscriber(db: Db, id: SubscriberId, at: Instant, reason: string): Promise<void> {
  await db.updateTable('subscribers').set({ suspended_at: at, suspended_reason: reason }).where('id', '=', id).execute();
}
