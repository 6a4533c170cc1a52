import type { ReaderLanguage } from '../domain/language.ts';
import type { Deadline } from '../domain/deadline.ts';
import { plusMs, type IsoDate } from '../domain/instant.ts';
import { renderCalendar } from '../notify/calendar.ts';
import { deadlinesState, pageOfDeadlines, type DeadlineCursor } from '../storage/deadlines.ts';
import { toldDeadline } from './build-story.ts';
import type { KeptFeeds } from './kept-feeds.ts';
import type { AppContext } from './context.ts';
import { mailSettings } from './make-mailer.ts';

/** What is over for longer nobody looks up in a calendar. */
const calendarPastMs = 92 * 86_400_000;
/** A calendar program reads the whole file each time, and half a millisecond goes into each entry. */
const calendarDeadlines = 500;

export type NamedDeadline = Deadline & { readonly id: number; readonly comparisonId: number | null };

/** @returns a page of deadlines with the names that people know them by: the open ones or those decided too, the nearest first, or all, the last first */
export async function namedDeadlines(context: Pick<AppContext, 'storage' | 'config'>, which: 'open' | 'all' | 'coming', page: { readonly after?: DeadlineCursor | null; readonly from?: IsoDate; readonly limit: number }): Promise<readonly NamedDeadline[]> {
  const found = await pageOfDeadlines(context.storage.db, which, { after: page.after ?? null, limit: page.limit, ...(page.from === undefined ? {} : { from: page.from }) });
  return found.map((listed) => ({ ...toldDeadline(listed, context.config.baseUrl), id: listed.stored.id, comparisonId: listed.stored.comparisonId }));
}

/** @returns the deadlines of the last months and to come, decided or not, as an iCalendar file to subscribe to */
export async function deadlineCalendar(context: Pick<AppContext, 'storage' | 'config' | 'secrets' | 'clock'>, language: ReaderLanguage, kept: KeptFeeds): Promise<string> {
  const now = context.clock();
  const [key, state] = [`calendar ${language}`, await deadlinesState(context.storage.db)];
  const before = kept.find(key, state, now);
  if (before !== null) return before;
  const from = plusMs(now, -calendarPastMs).slice(0, 10) as IsoDate;
  const source = renderCalendar(await namedDeadlines(context, 'coming', { from, limit: calendarDeadlines }), language, mailSettings(context.config, context.secrets).messageIdDomain, 'Clausewatch');
  kept.keep(key, state, now, source);
  return source;
}
