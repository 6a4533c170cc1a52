import type { ReaderLanguage } from '../domain/language.ts';
import type { Deadline } from '../domain/deadline.ts';
import { plusMs, type IsoDate } from '../domain/instant.ts';
import { renderCalendar } from '../notify/calendar.ts';
import { pageOfDeadlines, type DeadlineCursor } from '../storage/deadlines.ts';
import { toldDeadline } from './build-story.ts';
import type { AppContext } from './context.ts';
import { mailSettings } from './make-mailer.ts';

/** What is over for longer nobody looks up in a calendar. */
const calendarPastMs = 366 * 86_400_000;
/** A calendar program reads the whole file each time; the last days are the ones still to come. */
const calendarDeadlines = 2_000;

export type NamedDeadline = Deadline & { readonly id: number; readonly comparisonId: number | null };

/** @returns a page of deadlines with the names that people know them by: the open ones, the nearest first, or all, the last first */
export async function namedDeadlines(context: Pick<AppContext, 'storage' | 'config'>, which: 'open' | 'all', page: { readonly after?: DeadlineCursor | null; readonly from?: IsoDate; readonly limit: number }): Promise<readonly NamedDeadline[]> {
  const found = await pageOfDeadlines(context.storage.db, which, { after: page.after ?? null, limit: page.limit, ...(page.from === undefined ? {} : { from: page.from }) });
  return found.map((listed) => ({ ...toldDeadline(listed, context.config.baseUrl), id: listed.stored.id, comparisonId: listed.stored.comparisonId }));
}

/** @returns the deadlines of the last year and to come, decided or not, as an iCalendar file to subscribe to */
export async function deadlineCalendar(context: Pick<AppContext, 'storage' | 'config' | 'secrets' | 'clock'>, language: ReaderLanguage): Promise<string> {
  const from = plusMs(context.clock(), -calendarPastMs).slice(0, 10) as IsoDate;
  return renderCalendar(await namedDeadlines(context, 'all', { from, limit: calendarDeadlines }), language, mailSettings(context.config, context.secrets).messageIdDomain, 'Clausewatch');
}
