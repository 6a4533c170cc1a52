import type { Significance } from '../domain/change.ts';
import type { SubscriberId } from '../domain/ids.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { OperationError, UsageError } from '../domain/problem.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { validateAddress } from '../notify/mail-address.ts';
import { renderConfirmation } from '../notify/notice-mail.ts';
import { claimedSubscriber, tokenFits, type TokenUse } from '../notify/unsubscribe-token.ts';
import type { Db } from '../storage/database.ts';
import { insertDelivery } from '../storage/deliveries.ts';
import { confirmSubscriber, findSubscriberById } from '../storage/subscriptions.ts';
import { findSubscriber, removeSubscriber, upsertSubscriber } from '../storage/subscribers.ts';
import type { AppContext } from './context.ts';
import { mailSettings } from './make-mailer.ts';

type Needs = Pick<AppContext, 'storage' | 'clock' | 'config' | 'secrets'>;

export interface SubscriptionRequest {
  readonly name: string;
  readonly address: string;
  readonly language: ReaderLanguage;
  readonly tags: readonly string[];
  /** Null: only the digest. */
  readonly alertFrom: Significance | null;
  readonly digest: boolean;
}

/**
 * Takes a subscription that counts only once its address was confirmed by mail; somebody who is subscribed already keeps
 * what they have, and gets no mail, so that nobody learns here who is.
 * @throws UsageError `bad-address`; OperationError `no-links` where no mail can carry a link back here
 */
export async function requestSubscription(context: Needs, request: SubscriptionRequest): Promise<void> {
  const address = validAddress(request.address);
  const at = context.clock();
  const settings = mailSettings(context.config, context.secrets);
  await context.storage.transaction(async (db) => {
    const known = await findSubscriber(db, address);
    if (known !== null && known.removedAt === null && known.confirmedAt !== null) return;
    const subscriber = await upsertSubscriber(db, { ...wishes(context, request, address), confirmedAt: null, createdAt: at });
    const mail = renderConfirmation(subscriber, settings, at);
    if (mail === null) {
      throw new OperationError({ code: 'no-links', retryable: false, message: 'No mail can be sent that leads back to these pages.', mend: 'An administrator has to set baseUrl and the secret CLAUSEWATCH_SIGNING_SECRET, or to add the subscriber.' });
    }
    await insertDelivery(db, { subscriberId: subscriber.id, channel: 'mail', key: `confirm:${subscriber.id}:${at}`, messageId: mail.messageId, target: address, subject: mail.subject, payload: mail, createdAt: at, dueAt: at });
  });
}

function validAddress(text: string): string {
  const reading = validateAddress(text.trim());
  if (reading.kind === 'bad') throw new UsageError({ code: 'bad-address', retryable: false, message: `"${text.slice(0, 200)}" ${reading.why}`, mend: 'Write it as name@example.nl.' });
  return reading.address;
}

function wishes(context: Needs, request: SubscriptionRequest, address: string): Omit<Subscriber, 'id' | 'confirmedAt' | 'createdAt' | 'suspendedAt' | 'suspendedReason' | 'removedAt'> {
  return {
    name: request.name.trim().slice(0, 200),
    address,
    language: request.language,
    timeZone: context.config.timeZone,
    follows: { vendors: [], policyTypes: [], tags: request.tags, topics: [] },
    alertFrom: request.alertFrom,
    digest: request.digest,
    quiet: null,
  };
}

/** Adds a subscriber whom an administrator vouches for: confirmed at once. @throws UsageError `bad-address` */
export async function addSubscriber(context: Needs, request: SubscriptionRequest): Promise<void> {
  const address = validAddress(request.address);
  const at = context.clock();
  await context.storage.transaction((db) => upsertSubscriber(db, { ...wishes(context, request, address), confirmedAt: at, createdAt: at }));
}

export async function endSubscription(context: Needs, id: SubscriberId): Promise<void> {
  await context.storage.transaction((db) => removeSubscriber(db, id, context.clock()));
}

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
