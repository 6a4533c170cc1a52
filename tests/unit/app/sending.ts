import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SendContext } from '../../../src/app/send-deliveries.ts';
import { silentLog } from '../../../src/app/log.ts';
import type { MailConfig } from '../../../src/config/config.ts';
import type { Mail } from '../../../src/domain/delivery.ts';
import type { SubscriberId } from '../../../src/domain/ids.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { instantOf } from '../../../src/domain/instant.ts';
import type { Subscriber } from '../../../src/domain/subscriber.ts';
import type { Mailer } from '../../../src/notify/mailer.ts';
import { messageIdOf } from '../../../src/notify/message-id.ts';
import type { Storage } from '../../../src/storage/database.ts';
import { openStorage } from '../../../src/storage/database.ts';
import { insertDelivery } from '../../../src/storage/deliveries.ts';
import { upsertSubscriber } from '../../../src/storage/subscribers.ts';

export const begin = Date.parse('2026-11-16T12:00:00.000Z');
export const hourMs = 3_600_000;

/** Written out: the schema behind the defaults takes longer to load than a sender to send. */
const mailConfig: MailConfig = {
  from: 'clausewatch@watch.example',
  fromName: 'Clausewatch',
  replyTo: null,
  host: '127.0.0.1',
  port: 25,
  tls: 'none',
  requireTls: false,
  user: null,
  dkim: { domain: null, selector: 'clausewatch' },
  connectTimeoutSeconds: 1,
  replyTimeoutSeconds: 1,
  giveUpAfterDays: 5,
  suspendAfterFailures: 1,
  maxKilobytes: 95,
};

/** A clock that is set by hand. */
export interface HandClock {
  now: number;
  readonly clock: () => Instant;
}

export function handClock(): HandClock {
  const hand: HandClock = { now: begin, clock: () => instantOf(hand.now) };
  return hand;
}

/** A context of its own for sending: a real store, the mailer given, a clock set by hand. */
export function sendContext(storage: Storage, mailer: Mailer, clock: () => Instant, owner = 'test'): SendContext {
  return { storage, mailer, clock, owner, log: silentLog, config: { mail: mailConfig, webhooks: [] }, secrets: { webhooks: {} } };
}

export interface Scratch extends AsyncDisposable {
  readonly directory: string;
  readonly storage: Storage;
}

export async function scratchStorage(): Promise<Scratch> {
  const directory = await mkdtemp(path.join(tmpdir(), 'clausewatch-sending-'));
  const storage = await openStorage(directory);
  return {
    directory,
    storage,
    [Symbol.asyncDispose]: async () => {
      await storage.close();
      await rm(directory, { recursive: true });
    },
  };
}

export function addSubscriber(storage: Storage, address: string, changes: Partial<Subscriber> = {}): Promise<Subscriber> {
  return upsertSubscriber(storage.db, {
    name: 'Saskia de Vries',
    address,
    language: 'nl',
    timeZone: 'Europe/Amsterdam',
    follows: { vendors: [], policyTypes: [], tags: [], topics: [] },
    alertFrom: 'material',
    digest: true,
    quiet: null,
    confirmedAt: instantOf(begin),
    createdAt: instantOf(begin),
    ...changes,
  });
}

/** Keeps an alert of a few lines as a delivery that is due. */
export async function addDelivery(storage: Storage, key: string, address: string, subscriberId: SubscriberId | null): Promise<string> {
  const messageId = messageIdOf(key, 'watch.example');
  const mail: Mail = {
    messageId,
    from: { name: 'Clausewatch', address: 'clausewatch@watch.example' },
    replyTo: null,
    to: { name: 'Saskia de Vries', address },
    subject: `Alert ${key}`,
    text: `Alert ${key}\n`,
    html: `<p>Alert ${key}</p>`,
    references: [],
    unsubscribeUrl: null,
    attachments: [],
    date: instantOf(begin),
  };
  await insertDelivery(storage.db, { subscriberId, channel: 'mail', key, messageId, target: address, subject: mail.subject, payload: mail, createdAt: instantOf(begin), dueAt: instantOf(begin) });
  return messageId;
}
