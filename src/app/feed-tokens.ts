import { epochMsOf, type Instant } from '../domain/instant.ts';
import { UsageError } from '../domain/problem.ts';
import { feedTokensOf, insertFeedToken, revokeFeedToken, touchFeedToken, type FeedOwner } from '../storage/feed-tokens.ts';
import type { AppContext } from './context.ts';

type Needs = Pick<AppContext, 'storage' | 'clock'>;

/** More devices than this nobody keeps apart by name. */
const mostTokens = 20;
const longestName = 100;

/**
 * Gives a person one more secret address for feeds and the calendar.
 * @throws UsageError `too-many-feeds`
 */
export async function addFeedToken(context: Needs, token: { readonly owner: FeedOwner; readonly name: string; readonly tokenSha256: string }): Promise<void> {
  await context.storage.transaction(async (db) => {
    if ((await feedTokensOf(db, token.owner)).length >= mostTokens) {
      throw new UsageError({ code: 'too-many-feeds', retryable: false, message: `There are ${mostTokens} secret addresses already.`, mend: 'Revoke one that is not used any more.' });
    }
    await insertFeedToken(db, { ...token, name: token.name.slice(0, longestName).toWellFormed(), createdAt: context.clock() });
  });
}

export async function endFeedToken(context: Needs, owner: FeedOwner, id: number): Promise<void> {
  await context.storage.transaction((db) => revokeFeedToken(db, owner, id, context.clock()));
}

const useNotedEveryMs = 3_600_000;

/** Notes that an address was used, once an hour: its owner wants to know whether it is in use, not each call. */
export async function noteFeedUse(context: Needs, token: { readonly id: number; readonly lastUsedAt: Instant | null }): Promise<void> {
  const now = context.clock();
  if (token.lastUsedAt !== null && epochMsOf(now) - epochMsOf(token.lastUsedAt) < useNotedEveryMs) return;
  await context.storage.transaction((db) => touchFeedToken(db, token.id, now));
}
