import type { Config, Secrets } from '../config/config.ts';
import type { Delivery, Mail, SendOutcome } from '../domain/delivery.ts';
import { epochMsOf, plusMs, type Instant } from '../domain/instant.ts';
import { mayMailAt } from '../notify/quiet-hours.ts';
import { hookGiveUpAfterMs, nextAttemptAt, pauseAfter, suspends } from '../notify/retry.ts';
import { sendHook, type HookRequest, type PostRequest } from '../notify/webhook.ts';
import type { Db } from '../storage/database.ts';
import { deliverySenders, endDeliveryLeases, markFailed, markRetry, markSent, takeDelivery, type StoredDelivery } from '../storage/deliveries.ts';
import { getSetting, putSetting } from '../storage/settings.ts';
import { clearHardFailures, countHardFailure, getSubscriber, suspendSubscriber } from '../storage/subscribers.ts';
import type { AppContext } from './context.ts';
import { isSurelyGone } from './lease.ts';

/** As much of the context as sending needs. */
export type SendContext = Pick<AppContext, 'storage' | 'clock' | 'mailer' | 'owner' | 'log'> & {
  readonly config: Pick<Config, 'mail' | 'webhooks'>;
  readonly secrets: Pick<Secrets, 'webhooks'>;
};

/** What a round of sending did. */
export interface SendReport {
  readonly sent: number;
  /** To be tried again later. */
  readonly postponed: number;
  readonly failed: number;
  /** Why no mail leaves for now, and until when; null where nothing is in the way. */
  readonly held: MailHold | null;
}

/** The mail server itself is in trouble: no mail is tried before `until`, so that a wrong password locks nobody out. */
export interface MailHold {
  readonly until: Instant;
  readonly failures: number;
  readonly reason: string;
}

export interface SendOptions {
  /** No further delivery is begun once it is aborted; one under way gets a moment to end. */
  readonly signal?: AbortSignal;
  /** The way out for webhooks; without it they wait. */
  readonly post?: PostRequest;
  /** At most this many deliveries. */
  readonly limit?: number;
}

const holdKey = 'mail-hold';
/** Room for the transactions around a sending. */
const leaseMarginMs = 60_000;
/** How long a sending under way may go on after the stop: a message cut off after its final dot is one sent twice. */
const graceMs = 5000;

/** @returns why no mail leaves for now; null where nothing is in the way */
export async function mailHold(db: Db): Promise<MailHold | null> {
  const kept = await getSetting(db, holdKey);
  // Written by this file alone.
  return kept === null || kept === '' ? null : (JSON.parse(kept) as MailHold);
}

/**
 * Sends what is due, one delivery after another, until nothing is due, the limit is reached or it is told to stop.
 *
 * A delivery is taken under a lease, sent outside any transaction, and its outcome written only while the lease still
 * stands. Whoever dies between the server's acceptance and our note of it leaves a lease that ends, at once where its
 * death can be seen from here: the next sender sends the same bytes with the same Message-ID again, marked as a possible
 * duplicate. So each mail arrives at least once, and at most once more for each such death. SMTP has no way to do better.
 */
export async function sendDueDeliveries(context: SendContext, options: SendOptions = {}): Promise<SendReport> {
  const { storage, clock } = context;
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const counts = { sent: 0, postponed: 0, failed: 0 };
  await freeFromTheDead(context);
  let held = await mailHold(storage.db);
  for (let taken = 0; taken < limit && options.signal?.aborted !== true; taken += 1) {
    const now = clock();
    const channels: readonly Delivery['channel'][] = [...(held === null || held.until <= now ? ['mail' as const] : []), ...(options.post === undefined ? [] : ['webhook' as const])];
    if (channels.length === 0) break;
    const leaseUntil = plusMs(now, context.mailer.longestSendMs + leaseMarginMs);
    const delivery = await storage.transaction((db) => takeDelivery<unknown>(db, context.owner, now, leaseUntil, channels));
    if (delivery === null) break;
    const outcome = (await obstacleTo(storage.db, delivery, now)) ?? (await send(context, delivery, options));
    counts[await record(context, delivery, outcome)] += 1;
    held = await mailHold(storage.db);
  }
  return { ...counts, held: held !== null && held.until > clock() ? held : null };
}

/** A dead process sends nothing more, so what it had in hand need not wait for its lease: ten minutes and more. */
async function freeFromTheDead({ storage, clock, log }: SendContext): Promise<void> {
  const now = clock();
  for (const owner of (await deliverySenders(storage.db, now)).filter(isSurelyGone)) {
    const deliveries = await storage.transaction((db) => endDeliveryLeases(db, owner, now));
    log.warn('deliveries-inherited', { deliveries, from: owner });
  }
}

type Outcome = SendOutcome | { readonly kind: 'not-now'; readonly until: Instant } | { readonly kind: 'not-wanted'; readonly reason: string };

/** What may have changed since the mail was made: its receiver left, was suspended, or is asleep. */
async function obstacleTo(db: Db, delivery: StoredDelivery<unknown>, now: Instant): Promise<Outcome | null> {
  if (delivery.channel !== 'mail' || delivery.subscriberId === null) return null;
  const subscriber = await getSubscriber(db, delivery.subscriberId);
  if (subscriber.removedAt !== null) return { kind: 'not-wanted', reason: 'The subscriber has left.' };
  if (subscriber.suspendedAt !== null) return { kind: 'not-wanted', reason: `The address is suspended: ${subscriber.suspendedReason ?? ''}` };
  // Who asked to be confirmed sits waiting for it.
  if (subscriber.confirmedAt === null) return null;
  const until = mayMailAt(now, subscriber);
  return until > now ? { kind: 'not-now', until } : null;
}

async function send(context: SendContext, delivery: StoredDelivery<unknown>, options: SendOptions): Promise<SendOutcome> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => stop.abort(), graceMs);
  };
  options.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (delivery.channel === 'webhook') return await sendToHook(context, delivery, options.post, stop.signal);
    // Stored as it was composed, by the use cases beside this one.
    return await context.mailer.send(delivery.payload as Mail, stop.signal);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onAbort);
  }
}

async function sendToHook(context: SendContext, delivery: StoredDelivery<unknown>, post: PostRequest | undefined, signal: AbortSignal): Promise<SendOutcome> {
  const name = delivery.target;
  const entry = context.config.webhooks.find((hook) => hook.name === name);
  const secrets = context.secrets.webhooks[name];
  const url = entry?.url ?? secrets?.url ?? null;
  if (entry === undefined || url === null || post === undefined) return { kind: 'permanent', reason: `No webhook of the name ${name} is configured any more.`, fault: 'message' };
  const gone = await getSetting(context.storage.db, goneKey(name));
  if (gone === url) return { kind: 'permanent', reason: 'The receiver has answered 410 before: it is gone.', fault: 'receiver-gone' };
  const outcome = await sendHook(delivery.payload as HookRequest, { url, secrets: secrets?.signing ?? [] }, context.clock(), post, signal);
  if (outcome.kind === 'permanent' && outcome.fault === 'receiver-gone') await putSetting(context.storage.db, goneKey(name), url);
  return outcome;
}

const goneKey = (hookName: string): string => `webhook-gone:${hookName}`;

const dayMs = 86_400_000;

/** Writes what came of a delivery, if the lease still stands. */
async function record(context: SendContext, delivery: StoredDelivery<unknown>, outcome: Outcome): Promise<keyof Omit<SendReport, 'held'>> {
  const { storage, clock, config, log, owner } = context;
  const now = clock();
  return storage.transaction(async (db) => {
    const written = (done: boolean): void => {
      if (!done) log.warn('delivery-lease-lost', { key: delivery.key, outcome: outcome.kind });
    };
    switch (outcome.kind) {
      case 'sent':
        written(await markSent(db, delivery.id, owner, now, outcome.reply));
        if (delivery.channel === 'mail') {
          await putSetting(db, holdKey, '');
          if (delivery.subscriberId !== null) await clearHardFailures(db, delivery.subscriberId);
        }
        return 'sent';
      case 'not-now':
        written(await markRetry(db, delivery.id, owner, outcome.until, delivery.lastError ?? '', false));
        return 'postponed';
      case 'not-wanted':
        written(await markFailed(db, delivery.id, owner, now, outcome.reason));
        return 'failed';
      case 'temporary': {
        if (delivery.channel === 'mail' && outcome.serverAtFault) await hold(db, now, outcome.reason);
        const giveUpMs = delivery.channel === 'webhook' ? hookGiveUpAfterMs : config.mail.giveUpAfterDays * dayMs;
        const next = nextAttemptAt(delivery, now, giveUpMs);
        if (next !== null) {
          written(await markRetry(db, delivery.id, owner, next, outcome.reason, outcome.maybeAccepted));
          return 'postponed';
        }
        written(await markFailed(db, delivery.id, owner, now, `Given up after ${delivery.attempts} attempts: ${outcome.reason}`));
        log.error('delivery-given-up', { key: delivery.key, reason: outcome.reason });
        return 'failed';
      }
      case 'permanent':
        written(await markFailed(db, delivery.id, owner, now, outcome.reason));
        log.error('delivery-refused', { key: delivery.key, reason: outcome.reason });
        if (delivery.subscriberId !== null && outcome.fault !== 'message') {
          const inARow = await countHardFailure(db, delivery.subscriberId);
          if (suspends(outcome.fault, inARow, config.mail.suspendAfterFailures)) await suspendSubscriber(db, delivery.subscriberId, now, outcome.reason);
        }
        return 'failed';
    }
  });
}

async function hold(db: Db, now: Instant, reason: string): Promise<void> {
  const before = await mailHold(db);
  // A hold long past tells nothing about the server of today.
  const failures = before !== null && epochMsOf(now) - epochMsOf(before.until) < dayMs ? before.failures + 1 : 1;
  const kept: MailHold = { until: plusMs(now, pauseAfter(holdKey, failures)), failures, reason };
  await putSetting(db, holdKey, JSON.stringify(kept));
}
