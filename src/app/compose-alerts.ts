import type { AlertStory } from '../domain/alert.ts';
import { plusMs, type Instant } from '../domain/instant.ts';
import { alertKey, renderAlert } from '../notify/alert-mail.ts';
import { mayBeMailed } from '../notify/follows.ts';
import { mayMailAt } from '../notify/quiet-hours.ts';
import { dueAlerts, foldAlerts, type Alert } from '../storage/alerts.ts';
import type { Db } from '../storage/database.ts';
import { insertDelivery } from '../storage/deliveries.ts';
import { getSubscriber } from '../storage/subscribers.ts';
import { buildStory } from './build-story.ts';
import { storyForReader } from './story-for-reader.ts';
import { composeHooks } from './compose-hooks.ts';
import type { AppContext } from './context.ts';
import { mailSettings } from './make-mailer.ts';
import { holdWave } from './watch-doubts.ts';

/** Alerts that come within this time of each other are one mail: a vendor that changes all its policies does so in one go. */
const gatherMs = 60_000;

export interface ComposeOptions {
  /** Fold what is waiting now, without letting a wave gather first. */
  readonly atOnce?: boolean;
}

/**
 * Turns alerts that are owed into mails that are due: one for each subscriber, with all that came at one time. The mail
 * is kept as it will be sent at every attempt. Webhooks are told in the same rounds.
 * @returns how many messages were made
 */
export async function composeAlerts(context: AppContext, options: ComposeOptions = {}): Promise<number> {
  const { storage, clock } = context;
  const now = clock();
  const before = options.atOnce === true ? now : plusMs(now, -gatherMs);
  return storage.transaction(async (db) => {
    await holdWave(db, context.config, now);
    const bySubscriber = Map.groupBy(await dueAlerts(db, now), (alert) => alert.subscriberId);
    let made = await composeHooks(db, context, before, now);
    for (const alerts of bySubscriber.values()) {
      if (alerts.every((alert) => alert.createdAt > before && alert.dueAt > before)) continue;
      made += await composeOne(db, context, alerts, now);
    }
    return made;
  });
}

async function composeOne(db: Db, context: AppContext, alerts: readonly Alert[], now: Instant): Promise<number> {
  const [first] = alerts;
  if (first === undefined) return 0;
  const subscriber = await getSubscriber(db, first.subscriberId);
  if (!mayBeMailed(subscriber)) return 0;
  const stories: AlertStory[] = [];
  for (const alert of alerts) {
    const story = await buildStory(db, alert.comparisonId, context.config.baseUrl);
    if (story !== null) stories.push(storyForReader(story, subscriber));
  }
  if (stories.length === 0) return 0;
  const mail = renderAlert(stories, subscriber, mailSettings(context.config, context.secrets), now);
  const id = await insertDelivery(db, {
    subscriberId: subscriber.id,
    channel: 'mail',
    key: alertKey(stories, subscriber),
    messageId: mail.messageId,
    target: subscriber.address,
    subject: mail.subject,
    payload: mail,
    createdAt: now,
    dueAt: mayMailAt(now, subscriber),
  });
  if (id === null) return 0;
  await foldAlerts(db, alerts.map((alert) => alert.id), id);
  return 1;
}
