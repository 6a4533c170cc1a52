import type { Significance } from '../domain/change.ts';
import { topics, type Topic } from '../domain/clause.ts';
import { UsageError } from '../domain/problem.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { validateAddress } from '../notify/mail-address.ts';
import { findSubscriber, removeSubscriber, upsertSubscriber } from '../storage/subscribers.ts';
import type { AppContext } from './context.ts';

/** Whom to tell of what; entered by an administrator, so confirmed at once. */
export interface SubscribeRequest {
  readonly address: string;
  readonly name: string;
  readonly language: ReaderLanguage;
  readonly timeZone: string;
  readonly vendors: readonly string[];
  readonly policyTypes: readonly string[];
  readonly tags: readonly string[];
  readonly topics: readonly string[];
  readonly alertFrom: Significance | null;
  readonly digest: boolean;
  readonly quiet: Subscriber['quiet'];
}

/** @throws UsageError for an address that no mail can go to, or an unknown topic or time zone */
export async function subscribeReader(context: AppContext, request: SubscribeRequest): Promise<Subscriber> {
  const address = validateAddress(request.address);
  if (address.kind === 'bad') throw new UsageError({ code: 'bad-address', retryable: false, message: `"${request.address}" ${address.why}`, mend: 'Write it as name@example.nl.' });
  const now = context.clock();
  return context.storage.transaction((db) =>
    upsertSubscriber(db, {
      name: request.name,
      address: address.address,
      language: request.language,
      timeZone: request.timeZone,
      follows: { vendors: request.vendors, policyTypes: request.policyTypes, tags: request.tags, topics: request.topics.map(topicNamed) },
      alertFrom: request.alertFrom,
      digest: request.digest,
      quiet: request.quiet,
      confirmedAt: now,
      createdAt: now,
    }),
  );
}

function topicNamed(text: string): Topic {
  const topic = topics.find((name) => name === text);
  if (topic === undefined) throw new UsageError({ code: 'unknown-topic', retryable: false, message: `There is no topic "${text}".`, mend: `Choose from: ${topics.join(', ')}.` });
  return topic;
}

/** @returns false where nobody with this address is subscribed */
export async function unsubscribeReader(context: AppContext, address: string): Promise<boolean> {
  return context.storage.transaction(async (db) => {
    const subscriber = await findSubscriber(db, address);
    if (subscriber === null || subscriber.removedAt !== null) return false;
    await removeSubscriber(db, subscriber.id, context.clock());
    return true;
  });
}
