import { instantOf } from '../domain/instant.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { renderAtom, renderJsonFeed, type FeedHead } from '../notify/feeds.ts';
import { newestComparisons } from '../storage/feed-entries.ts';
import { findVendor } from '../storage/vendors.ts';
import { buildStory } from './build-story.ts';
import type { AppContext } from './context.ts';
import type { KeptFeeds } from './kept-feeds.ts';

export interface FeedRequest {
  readonly format: 'atom' | 'json';
  /** Null in both: all changes. */
  readonly vendor: string | null;
  readonly tag: string | null;
  readonly language: ReaderLanguage;
  /** The feed's own address as its reader asked for it; used where no base address is configured. */
  readonly selfUrl: string;
}

const entries = 20;

/** @returns the feed's source; null where the vendor is unknown */
export async function changeFeed(context: Pick<AppContext, 'storage' | 'config' | 'clock'>, request: FeedRequest, kept: KeptFeeds): Promise<string | null> {
  const { db } = context.storage;
  const { baseUrl } = context.config;
  const vendor = request.vendor === null ? null : await findVendor(db, request.vendor);
  if (request.vendor !== null && vendor === null) return null;
  const ids = await newestComparisons(db, { vendorId: vendor?.id ?? null, tag: request.tag, limit: entries });
  const now = context.clock();
  const [key, state] = [JSON.stringify(request), ids.join()];
  const before = kept.find(key, state, now);
  if (before !== null) return before;
  const stories = [];
  for (const id of ids) {
    const story = await buildStory(db, id, baseUrl);
    if (story !== null) stories.push(story);
  }
  const self = new URL(request.selfUrl);
  const home = baseUrl ?? self.origin;
  const head: FeedHead = {
    title: ['Clausewatch', vendor?.name ?? request.tag].filter((part) => part !== null && part !== undefined).join(' · '),
    selfUrl: `${home}${self.pathname}`,
    homeUrl: `${home}/`,
    language: request.language,
    tagAuthority: `${new URL(home).hostname},2026-01-01`,
  };
  const source = request.format === 'atom' ? renderAtom(stories, head, stories[0]?.new.confirmedAt ?? instantOf(0)) : renderJsonFeed(stories, head);
  kept.keep(key, state, now, source);
  return source;
}
