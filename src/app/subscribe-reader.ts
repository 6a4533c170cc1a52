import type { Significance } from '../domain/change.ts';
import { topics, type Topic } from '../domain/clause.ts';
import type { SubscriberId } from '../domain/ids.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { didYouMean } from '../domain/nearest.ts';
import { OperationError, UsageError } from '../domain/problem.ts';
import type { QuietHours, Subscriber } from '../domain/subscriber.ts';
import { policyTypes } from '../domain/vendor.ts';
import { validateAddress } from '../notify/mail-address.ts';
import { renderConfirmation } from '../notify/notice-mail.ts';
import { policyTypeNamed } from '../registry/policy-type.ts';
import type { Db } from '../storage/database.ts';
import { insertDelivery } from '../storage/deliveries.ts';
import { listPolicies } from '../storage/policies.ts';
import { findSubscriber, removeSubscriber, upsertSubscriber } from '../storage/subscribers.ts';
import { listVendors } from '../storage/vendors.ts';
import type { AppContext } from './context.ts';
import { mailSettings } from './make-mailer.ts';

/** Whom to tell of what, as a person wrote it; an empty list means all. */
export interface SubscribeRequest {
  readonly address: string;
  readonly name: string;
  readonly language: ReaderLanguage;
  /** IANA name. */
  readonly timeZone: string;
  /** Vendors by their name or short name. */
  readonly vendors: readonly string[];
  readonly policyTypes: readonly string[];
  readonly tags: readonly string[];
  readonly topics: readonly string[];
  readonly alertFrom: Significance | null;
  readonly digest: boolean;
  readonly quiet: QuietHours | null;
}

type Wishes = Omit<Subscriber, 'id' | 'confirmedAt' | 'createdAt' | 'suspendedAt' | 'suspendedReason' | 'removedAt'>;

/**
 * Subscribes somebody whom an administrator vouches for: confirmed at once. Who is subscribed already gets these wishes instead.
 * @throws UsageError `bad-address`, `unknown-vendor`, `unknown-type`, `unknown-tag`, `unknown-topic`, `unknown-time-zone`
 */
export async function subscribeReader(context: Pick<AppContext, 'storage' | 'clock'>, request: SubscribeRequest): Promise<Subscriber> {
  const at = context.clock();
  return context.storage.transaction(async (db) => upsertSubscriber(db, { ...(await wishesOf(db, request)), confirmedAt: at, createdAt: at }));
}

/**
 * Takes a subscription that counts only once its address was confirmed by mail; somebody who is subscribed already keeps
 * what they have, and gets no mail, so that nobody learns here who is.
 * @throws UsageError as `subscribeReader`; OperationError `no-links` where no mail can carry a link back here
 */
export async function requestSubscription(context: Pick<AppContext, 'storage' | 'clock' | 'config' | 'secrets'>, request: SubscribeRequest): Promise<void> {
  const at = context.clock();
  const settings = mailSettings(context.config, context.secrets);
  await context.storage.transaction(async (db) => {
    const wishes = await wishesOf(db, request);
    const known = await findSubscriber(db, wishes.address);
    if (known !== null && known.removedAt === null && known.confirmedAt !== null) return;
    const subscriber = await upsertSubscriber(db, { ...wishes, confirmedAt: null, createdAt: at });
    const mail = renderConfirmation(subscriber, settings, at);
    if (mail === null) {
      throw new OperationError({ code: 'no-links', retryable: false, message: 'No mail can be sent that leads back to these pages.', mend: 'An administrator has to set baseUrl and the secret CLAUSEWATCH_SIGNING_SECRET, or to add the subscriber.' });
    }
    await insertDelivery(db, { subscriberId: subscriber.id, channel: 'mail', key: `confirm:${subscriber.id}:${at}`, messageId: mail.messageId, target: subscriber.address, subject: mail.subject, payload: mail, createdAt: at, dueAt: at });
  });
}

async function wishesOf(db: Db, request: SubscribeRequest): Promise<Wishes> {
  const address = validateAddress(request.address.trim());
  if (address.kind === 'bad') throw refused('bad-address', `"${request.address.slice(0, 200)}" cannot be mailed. ${address.why}`, 'Write it as name@example.nl.');
  if (request.timeZone !== 'UTC' && !Intl.supportedValuesOf('timeZone').includes(request.timeZone)) throw refused('unknown-time-zone', `There is no time zone "${request.timeZone}".`, 'Write it as Europe/Amsterdam.');
  return {
    name: request.name.trim().slice(0, 200),
    address: address.address,
    language: request.language,
    timeZone: request.timeZone,
    follows: { vendors: await vendorsNamed(db, request.vendors), policyTypes: await typesNamed(db, request.policyTypes), tags: await tagsNamed(db, request.tags), topics: request.topics.map(topicNamed) },
    alertFrom: request.alertFrom,
    digest: request.digest,
    quiet: request.quiet,
  };
}

function refused(code: string, message: string, mend: string): UsageError {
  return new UsageError({ code, retryable: false, message, mend });
}

/** @returns their short names: a subscriber who follows a vendor that is not there would be told nothing, ever */
async function vendorsNamed(db: Db, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const vendors = await listVendors(db);
  return names.map((name) => {
    const found = vendors.find((vendor) => vendor.slug === name) ?? vendors.find((vendor) => vendor.name.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found.slug;
    throw refused('unknown-vendor', `No vendor is called "${name}".`, didYouMean(name, vendors.map((vendor) => vendor.slug)) ?? 'Add it first, or look at the list of vendors.');
  });
}

const inCase = (names: readonly string[], typed: string): string | undefined => names.find((name) => name.toLowerCase() === typed.toLowerCase());

/** @returns the types by their own names; one of the installation's own counts once a policy of it is watched */
async function typesNamed(db: Db, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const all = [...new Set([...policyTypes, ...(await listPolicies(db)).map((policy) => policy.type)])];
  return names.map((name) => {
    const found = inCase(all, name) ?? policyTypeNamed(name);
    if (found !== null) return found;
    throw refused('unknown-type', `No type of policy is called "${name}".`, didYouMean(name, all) ?? `Choose from: ${all.join(', ')}.`);
  });
}

async function tagsNamed(db: Db, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const all = [...new Set([...(await listVendors(db)), ...(await listPolicies(db))].flatMap(({ tags }) => tags))];
  return names.map((name) => {
    const found = inCase(all, name);
    if (found !== undefined) return found;
    throw refused('unknown-tag', `Nothing that is watched carries the tag "${name}".`, didYouMean(name, all) ?? 'Give it to a vendor or a policy first.');
  });
}

function topicNamed(text: string): Topic {
  const topic = topics.find((name) => name === text);
  if (topic === undefined) throw refused('unknown-topic', `There is no topic "${text}".`, didYouMean(text, topics) ?? `Choose from: ${topics.join(', ')}.`);
  return topic;
}

/** @returns false where nobody with this address is subscribed */
export async function unsubscribeReader(context: Pick<AppContext, 'storage' | 'clock'>, address: string): Promise<boolean> {
  return context.storage.transaction(async (db) => {
    const subscriber = await findSubscriber(db, address);
    if (subscriber === null || subscriber.removedAt !== null) return false;
    await removeSubscriber(db, subscriber.id, context.clock());
    return true;
  });
}

export async function endSubscription(context: Pick<AppContext, 'storage' | 'clock'>, id: SubscriberId): Promise<void> {
  await context.storage.transaction((db) => removeSubscriber(db, id, context.clock()));
}
