import type { DigestStory } from '../domain/digest.ts';
import type { Mail } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import { digestFor } from '../notify/digest-for.ts';
import { digestKey, renderDigest } from '../notify/digest-mail.ts';
import { mayBeMailed } from '../notify/follows.ts';
import { digestPlan } from '../schedule/digest-period.ts';
import { insertDelivery } from '../storage/deliveries.ts';
import { insertDigest, lastDigests } from '../storage/digests.ts';
import { getSetting, putSetting } from '../storage/settings.ts';
import { listSubscribers } from '../storage/subscribers.ts';
import { buildDigest } from './build-digest.ts';
import type { AppContext } from './context.ts';
import { mailSettings } from './make-mailer.ts';
import { digestSettings } from './settings-of.ts';
import { storyForReader } from './story-for-reader.ts';

/** When the watching began: where the first digest's period begins. */
const begunKey = 'watching-since';

/** @returns since when this installation watches, noting it at the first call */
export async function watchingSince(context: AppContext): Promise<Instant> {
  const { db } = context.storage;
  const known = await getSetting(db, begunKey);
  if (known !== null) return known as Instant;
  const now = context.clock();
  await putSetting(db, begunKey, now);
  return now;
}

/**
 * Makes the digest that is due, if one is: a mail for each subscriber who wants digests. Its period is noted in the same
 * transaction, so that it can never be told twice.
 * @returns how many mails were made
 */
export async function sendDueDigest(context: AppContext): Promise<number> {
  if (!context.config.digest.enabled) return 0;
  const { storage, clock, config } = context;
  const sent = (await lastDigests(storage.db, 20)).map((digest) => ({ key: digest.periodKey, until: digest.until }));
  const plan = digestPlan(await watchingSince(context), sent, clock(), digestSettings(config));
  if (plan.kind !== 'due') return 0;
  const { key, since, until, missed } = plan.period;
  const story = await buildDigest(context, { key, rhythm: config.digest.cadence, since, until, missed });
  return deliverDigest(context, story);
}

/**
 * Keeps a digest's mails as deliveries that are due.
 * @returns how many; 0 where this period was told already
 */
export async function deliverDigest(context: AppContext, story: DigestStory): Promise<number> {
  const { storage, clock } = context;
  const now = clock();
  return storage.transaction(async (db) => {
    if (!(await insertDigest(db, { periodKey: story.key, since: story.since, until: story.until, createdAt: now }))) return 0;
    let made = 0;
    for (const subscriber of await listSubscribers(db)) {
      if (!subscriber.digest || !mayBeMailed(subscriber)) continue;
      const followed = digestFor(story, subscriber.follows);
      const mail: Mail = renderDigest({ ...followed, changes: followed.changes.map((change) => storyForReader(change, subscriber)) }, subscriber, mailSettings(context.config, context.secrets), now);
      const id = await insertDelivery(db, {
        subscriberId: subscriber.id,
        channel: 'mail',
        key: digestKey(story, subscriber),
        messageId: mail.messageId,
        target: subscriber.address,
        subject: mail.subject,
        payload: mail,
        createdAt: now,
        dueAt: now,
      });
      if (id !== null) made += 1;
    }
    return made;
  });
}
