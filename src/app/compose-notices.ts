import type { Deadline } from '../domain/deadline.ts';
import type { Mail } from '../domain/delivery.ts';
import type { SubscriberId } from '../domain/ids.ts';
import { instantOf } from '../domain/instant.ts';
import type { Policy, Vendor } from '../domain/vendor.ts';
import { dueReminder } from '../notify/deadline.ts';
import { followsPolicy, mayBeMailed } from '../notify/follows.ts';
import type { Reader } from '../notify/mail-frame.ts';
import { reminderKey, renderReminder, renderTrouble } from '../notify/notice-mail.ts';
import { doubtKey, doubtKinds, renderDoubt, type DoubtKind } from '../notify/watch-notice.ts';
import { mayMailAt } from '../notify/quiet-hours.ts';
import type { Db } from '../storage/database.ts';
import { listDeadlines } from '../storage/deadlines.ts';
import { findDeliveryByKey, insertDelivery } from '../storage/deliveries.ts';
import { markNoticeTold, untoldNotices, type Notice } from '../storage/notices.ts';
import { getPolicy } from '../storage/policies.ts';
import { getSetting, putSetting } from '../storage/settings.ts';
import { listSubscribers } from '../storage/subscribers.ts';
import { getVendor } from '../storage/vendors.ts';
import { namedDeadline } from './build-story.ts';
import type { AppContext } from './context.ts';
import { mailSettings } from './make-mailer.ts';
import { policyName } from './policy-name.ts';

/**
 * Makes the mails that the watch itself owes: that a policy has been unreachable for long, that it is back, and that a
 * day to decide on comes near. Each is made once, whatever is killed when.
 * @returns how many mails were made
 */
export async function composeNotices(context: AppContext): Promise<number> {
  return context.storage.transaction(async (db) => (await troubles(db, context)) + (await reminders(db, context)));
}

async function troubles(db: Db, context: AppContext): Promise<number> {
  const { config, secrets } = context;
  const now = context.clock();
  let made = 0;
  for (const notice of await untoldNotices(db)) {
    const doubt = doubtKinds.find((kind) => kind === notice.kind);
    if (doubt !== undefined) {
      made += await doubts(db, context, notice, doubt);
      continue;
    }
    if (notice.policyId === null || notice.kind !== 'unreachable') continue;
    const policy = await getPolicy(db, notice.policyId);
    const vendor = await getVendor(db, policy.vendorId);
    const trouble = {
      key: `${policy.slug}:${notice.id}`,
      policy: policyName(vendor, policy),
      since: notice.details['since'] === undefined ? notice.openedAt : instantOf(Date.parse(notice.details['since'])),
      until: notice.closedAt,
      reason: { nl: notice.details['reasonNl'] ?? notice.details['reason'] ?? '', en: notice.details['reasonEn'] ?? notice.details['reason'] ?? '' },
      url: policy.source.url,
    };
    for (const reader of await owners(db, context, { vendor, policy })) {
      const key = `trouble:${trouble.key}:${notice.closedAt === null ? 'open' : 'over'}:${reader.address}`;
      made += await keep(db, context, reader, key, renderTrouble(trouble, reader, mailSettings(config, secrets), now));
    }
    await markNoticeTold(db, notice, now);
  }
  return made;
}

async function doubts(db: Db, context: AppContext, notice: Notice, kind: DoubtKind): Promise<number> {
  const { config, secrets } = context;
  const now = context.clock();
  const policy = notice.policyId === null ? null : await getPolicy(db, notice.policyId);
  const vendor = policy === null ? null : await getVendor(db, policy.vendorId);
  const named = policy === null || vendor === null ? null : { vendor, policy };
  const doubt = { key: `${kind}:${notice.id}`, kind, policy: named === null ? null : policyName(named.vendor, named.policy), until: notice.closedAt, measure: notice.details['measure'] ?? '' };
  let made = 0;
  for (const reader of await owners(db, context, named)) made += await keep(db, context, reader, doubtKey(doubt, reader), renderDoubt(doubt, reader, mailSettings(config, secrets), now));
  await markNoticeTold(db, notice, now);
  return made;
}

/** Whoever the configuration names for the watch's own troubles; without any, those who follow the policy, or read digests. */
async function owners(db: Db, { config }: AppContext, named: { readonly vendor: Vendor; readonly policy: Policy } | null): Promise<readonly Reader[]> {
  const subscribers = (await listSubscribers(db)).filter(mayBeMailed);
  if (config.health.notify.length === 0) return subscribers.filter((subscriber) => (named === null ? subscriber.digest : followsPolicy(subscriber.follows, policyName(named.vendor, named.policy))));
  return config.health.notify.map(
    (address) => subscribers.find((subscriber) => subscriber.address === address) ?? { id: 0 as SubscriberId, name: '', address, language: config.language, timeZone: config.timeZone },
  );
}

interface Due {
  readonly deadline: Deadline;
  readonly days: number;
}

/** A step that was told in a mail with others, whose delivery bears another key. */
const toldKey = (key: string): string => `told:${key}`;

async function reminders(db: Db, context: AppContext): Promise<number> {
  const { config, secrets } = context;
  const now = context.clock();
  const due: Due[] = [];
  for (const stored of await listDeadlines(db)) {
    const days = dueReminder({ ...stored.details, kind: stored.kind, dueOn: stored.dueOn }, now, null, config.deadlines.remindDaysBefore);
    if (days === null) continue;
    const policy = await getPolicy(db, stored.policyId);
    due.push({ deadline: namedDeadline(stored, await getVendor(db, policy.vendorId), policy, config.baseUrl), days });
  }
  if (due.length === 0) return 0;
  let made = 0;
  for (const subscriber of (await listSubscribers(db)).filter(mayBeMailed)) {
    const untold: Due[] = [];
    for (const step of due.filter(({ deadline }) => followsPolicy(subscriber.follows, deadline.policy))) {
      const key = reminderKey([step], subscriber);
      if ((await getSetting(db, toldKey(key))) === null && (await findDeliveryByKey(db, key)) === null) untold.push(step);
    }
    if (untold.length === 0) continue;
    made += await keep(db, context, subscriber, reminderKey(untold, subscriber), renderReminder(untold, subscriber, mailSettings(config, secrets), now), mayMailAt(now, subscriber));
    if (untold.length > 1) for (const step of untold) await putSetting(db, toldKey(reminderKey([step], subscriber)), now);
  }
  return made;
}

async function keep(db: Db, context: AppContext, reader: Reader, key: string, mail: Mail, dueAt = context.clock()): Promise<number> {
  const id = await insertDelivery(db, {
    subscriberId: reader.id === 0 ? null : reader.id,
    channel: 'mail',
    key,
    messageId: mail.messageId,
    target: reader.address,
    subject: mail.subject,
    payload: mail,
    createdAt: context.clock(),
    dueAt,
  });
  return id === null ? 0 : 1;
}
