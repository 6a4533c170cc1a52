import type { SubscriberId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import type { Db } from './database.ts';
import { getSubscriber } from './subscribers.ts';

/** @returns the subscriber, one who left too; null where there never was one of this number */
export async function findSubscriberById(db: Db, id: SubscriberId): Promise<Subscriber | null> {
  const row = await db.selectFrom('subscribers').select('id').where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : getSubscriber(db, id);
}

/** The first confirmation counts; one who left stays away until they subscribe again. */
export async function confirmSubscriber(db: Db, id: SubscriberId, at: Instant): Promise<void> {
  await db.updateTable('subscribers').set({ confirmed_at: at }).where('id', '=', id).where('confirmed_at', 'is', null).where('removed_at', 'is', null).execute();
}
