import type { ReaderLanguage } from '../domain/language.ts';
import type { Deadline } from '../domain/deadline.ts';
import { renderCalendar } from '../notify/calendar.ts';
import { listDeadlines } from '../storage/deadlines.ts';
import { getPolicy } from '../storage/policies.ts';
import { getVendor } from '../storage/vendors.ts';
import { namedDeadline } from './build-story.ts';
import type { AppContext } from './context.ts';
import { mailSettings } from './make-mailer.ts';

const mostDeadlines = 500;

/** @returns deadlines with the names that people know them by: the open ones, or all; the nearest first */
export async function namedDeadlines(context: Pick<AppContext, 'storage' | 'config'>, options: { readonly settled: boolean; readonly most?: number }): Promise<readonly (Deadline & { readonly id: number; readonly comparisonId: number | null })[]> {
  const { db } = context.storage;
  const named = [];
  for (const stored of (await listDeadlines(db, options)).slice(0, options.most ?? mostDeadlines)) {
    const policy = await getPolicy(db, stored.policyId);
    named.push({ ...namedDeadline(stored, await getVendor(db, policy.vendorId), policy, context.config.baseUrl), id: stored.id, comparisonId: stored.comparisonId });
  }
  return named;
}

/** @returns every deadline as an iCalendar file to subscribe to */
export async function deadlineCalendar(context: Pick<AppContext, 'storage' | 'config' | 'secrets'>, language: ReaderLanguage): Promise<string> {
  return renderCalendar(await namedDeadlines(context, { settled: true }), language, mailSettings(context.config, context.secrets).messageIdDomain, 'Clausewatch');
}
