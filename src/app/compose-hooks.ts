import type { Instant } from '../domain/instant.ts';
import type { AlertStory } from '../domain/alert.ts';
import { hookSubject } from '../notify/hook-body.ts';
import { hookKey, renderHook } from '../notify/webhook.ts';
import type { Db } from '../storage/database.ts';
import { insertDelivery } from '../storage/deliveries.ts';
import { dropHookAlerts, dueHookAlerts, foldHookAlerts } from '../storage/hook-alerts.ts';
import { buildStory } from './build-story.ts';
import type { AppContext } from './context.ts';

/**
 * Turns what webhooks are owed into messages that are due: one for each hook, with all that came at one time. Addresses
 * and secrets stay in the configuration.
 * @param before only what includes something older is told, so that a wave gathers first
 * @returns how many messages were made
 */
export async function composeHooks(db: Db, context: Pick<AppContext, 'config'>, before: Instant, now: Instant): Promise<number> {
  let made = 0;
  for (const [name, alerts] of Map.groupBy(await dueHookAlerts(db), (alert) => alert.hook)) {
    const ids = alerts.map((alert) => alert.id);
    const hook = context.config.webhooks.find((entry) => entry.name === name);
    if (hook === undefined) {
      await dropHookAlerts(db, ids, now);
      continue;
    }
    if (alerts.every((alert) => alert.createdAt > before)) continue;
    const stories: AlertStory[] = [];
    for (const { comparisonId } of alerts) {
      const story = await buildStory(db, comparisonId, context.config.baseUrl);
      if (story !== null) stories.push(story);
    }
    if (stories.length === 0) continue;
    const request = renderHook(stories, hook, now);
    const id = await insertDelivery(db, {
      subscriberId: null,
      channel: 'webhook',
      key: hookKey(stories, hook),
      messageId: request.id,
      target: hook.name,
      subject: hookSubject(stories, hook.language),
      payload: request,
      createdAt: now,
      dueAt: now,
    });
    if (id === null) continue;
    await foldHookAlerts(db, ids, id);
    made += 1;
  }
  return made;
}
