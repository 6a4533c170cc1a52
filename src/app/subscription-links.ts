import type { Subscriber } from '../domain/subscriber.ts';
import { claimedSubscriber, tokenFits, type TokenUse } from '../notify/unsubscribe-token.ts';
import type { Db } from '../storage/database.ts';
import { confirmSubscriber, findSubscriberById } from '../storage/subscriptions.ts';
import { removeSubscriber } from '../storage/subscribers.ts';
import type { AppContext } from './context.ts';

type Needs = Pick<AppContext, 'storage' | 'clock' | 'secrets'>;

/** @returns whose link this is; null where it was made for something else, or the address has left */
export async function subscriberOfLink(context: Needs, use: TokenUse, token: string): Promise<Subscriber | null> {
  return subscriberBy(context.storage.db, context, use, token);
}

async function subscriberBy(db: Db, context: Needs, use: TokenUse, token: string): Promise<Subscriber | null> {
  const secret = context.secrets.signing;
  const id = claimedSubscriber(token);
  if (secret === null || id === null) return null;
  const subscriber = await findSubscriberById(db, id);
  return subscriber !== null && tokenFits(token, use, subscriber, secret) ? subscriber : null;
}

/** Does what a mail's link stands for; doing it twice is doing it once. @returns null where the link is no good */
export async function followLink(context: Needs, use: TokenUse, token: string): Promise<Subscriber | null> {
  return context.storage.transaction(async (db) => {
    const subscriber = await subscriberBy(db, context, use, token);
    if (subscriber === null) return null;
    if (use === 'confirm') await confirmSubscriber(db, subscriber.id, context.clock());
    else if (subscriber.removedAt === null) await removeSubscriber(db, subscriber.id, context.clock());
    return subscriber;
  });
}
