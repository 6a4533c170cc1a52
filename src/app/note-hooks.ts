import type { AlertStory } from '../domain/alert.ts';
import type { Instant } from '../domain/instant.ts';
import { weighs } from '../notify/follows.ts';
import { hookKey, renderHook } from '../notify/webhook.ts';
import type { Db } from '../storage/database.ts';
import { insertDelivery } from '../storage/deliveries.ts';
import type { AppContext } from './context.ts';

/**
 * Keeps a message for every webhook that follows what a story tells. Runs in the transaction that writes the comparison,
 * or later: a story is told to a hook once. Addresses and secrets stay in the configuration.
 * @returns how many messages were made
 */
export async function noteHooks(db: Db, context: Pick<AppContext, 'config'>, story: AlertStory, at: Instant): Promise<number> {
  let made = 0;
  for (const hook of context.config.webhooks) {
    if (!weighs({ vendors: hook.vendors, tags: hook.tags, policyTypes: [], topics: [] }, hook.alertFrom, story)) continue;
    const request = renderHook(story, hook, at);
    const id = await insertDelivery(db, {
      subscriberId: null,
      channel: 'webhook',
      key: hookKey(story, hook),
      messageId: request.id,
      target: hook.name,
      subject: story.comparison.overall.headline[hook.language],
      payload: request,
      createdAt: at,
      dueAt: at,
    });
    if (id !== null) made += 1;
  }
  return made;
}
