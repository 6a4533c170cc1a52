import type { ComparisonId } from '../domain/ids.ts';
import type { Significance } from '../domain/change.ts';
import { worstFirst } from '../notify/change-part.ts';
import type { AppContext } from './context.ts';
import { countOpenChanges, openInComparisons, pageOfChanges, type ListedChange } from '../storage/change-lists.ts';
import type { IsoDate } from '../domain/instant.ts';
import { countOverdue } from '../storage/deadlines.ts';
import { namedDeadlines, type NamedDeadline } from './deadline-calendar.ts';
import { lastDigest, type DigestRecord } from '../storage/digests.ts';
import { openNotices, type Notice } from '../storage/notices.ts';
import { pageOfComparisons, pageOfPolicies, watchCounts, type ListedComparison, type PolicyOverview, type WatchCounts } from '../storage/overviews.ts';
import { countDeliveries } from '../storage/deliveries.ts';

/** Counting stops here: whether there are five hundred or a million open changes makes no difference to a reader. */
export const openCap = 501;

/** Open changes of one comparison, the weightiest first; of equals those that protect less, as in the mails. */
export interface OpenGroup {
  readonly comparisonId: ComparisonId;
  readonly changes: readonly ListedChange[];
  /** Those of this comparison that are open and not among `changes`. */
  readonly more: number;
}

export interface Today {
  readonly watch: WatchCounts;
  readonly open: Readonly<Record<Significance, number>>;
  readonly groups: readonly OpenGroup[];
  /** Those still to come, the nearest first. */
  readonly deadlines: readonly NamedDeadline[];
  /** Days that went by without anybody's decision, counted no further than `openCap`. */
  readonly overdue: number;
  readonly failing: readonly PolicyOverview[];
  readonly notices: readonly Notice[];
  readonly digest: DigestRecord | null;
  readonly mail: { readonly waiting: number; readonly failed: number };
  readonly latest: readonly ListedComparison[];
}

const changesShown = 60;
const changesPerGroup = 4;
const groupsShown = 12;
const deadlinesShown = 6;

/**
 * What somebody who comes in the morning has to know: what to decide, what is due, and whether the watch is well.
 * @param day the reader's day
 */
export async function today(context: Pick<AppContext, 'storage' | 'config'>, day: IsoDate): Promise<Today> {
  const { db } = context.storage;
  const changes = await pageOfChanges(db, { state: 'open' }, { order: 'weight', after: null, limit: changesShown });
  const byComparison = new Map<ComparisonId, ListedChange[]>();
  for (const change of changes) byComparison.set(change.comparisonId, [...(byComparison.get(change.comparisonId) ?? []), change]);
  const groups: OpenGroup[] = [];
  const weightiest = [...byComparison].slice(0, groupsShown);
  const open = await openInComparisons(db, weightiest.map(([comparisonId]) => comparisonId));
  for (const [comparisonId, members] of weightiest) {
    const shown = worstFirst(members.toSorted((one, other) => one.position - other.position)).slice(0, changesPerGroup);
    groups.push({ comparisonId, changes: shown, more: (open.get(comparisonId) ?? shown.length) - shown.length });
  }
  return {
    watch: await watchCounts(db),
    open: await countOpenChanges(db, openCap),
    groups,
    deadlines: await namedDeadlines(context, 'open', { from: day, limit: deadlinesShown }),
    overdue: await countOverdue(db, day, openCap),
    failing: await pageOfPolicies(db, { health: 'failing' }, { after: null, limit: 5 }),
    notices: await openNotices(db),
    digest: await lastDigest(db),
    mail: await countDeliveries(db),
    latest: await pageOfComparisons(db, {}, { after: null, limit: 8 }),
  };
}
