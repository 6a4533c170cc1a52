import { sql } from 'kysely';
import type { ChangeKind, Direction, Significance } from '../domain/change.ts';
import { significances } from '../domain/change.ts';
import type { Topic } from '../domain/clause.ts';
import type { ChangeId, ComparisonId, PolicyId, VendorId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { PolicyType } from '../domain/vendor.ts';
import { asId, asInstant, asName, fromJson } from './cast.ts';
import type { ChangeSummary } from './comparisons.ts';
import type { Db } from './database.ts';

/** A change in a list across vendors: with the names that a reader knows it by. */
export interface ListedChange extends ChangeSummary {
  readonly policySlug: string;
  readonly policyType: PolicyType;
  readonly vendorSlug: string;
  readonly vendorName: string;
  readonly oldNumber: number;
  readonly newNumber: number;
}

export interface ChangeListFilter {
  readonly state?: string;
  readonly significance?: Significance;
  readonly topic?: Topic;
  readonly kind?: ChangeKind;
  readonly vendorId?: VendorId;
}

/** The last row of the page before; the next page begins after it. */
export interface ChangeCursor {
  readonly rank: number;
  readonly createdAt: Instant;
  readonly id: number;
}

/** `weight`: the most significant first, then the newest; `newest`: by time alone. */
export type ChangeOrder = 'weight' | 'newest';

export function cursorOf(change: Pick<ChangeSummary, 'significance' | 'createdAt' | 'id'>): ChangeCursor {
  return { rank: significances.indexOf(change.significance), createdAt: change.createdAt, id: change.id };
}

/**
 * A page of changes after a cursor: the next rows of an index, whatever the table's size.
 * @returns at most `limit` rows in the order asked for
 */
export async function pageOfChanges(
  db: Db,
  filter: ChangeListFilter,
  page: { readonly order: ChangeOrder; readonly after: ChangeCursor | null; readonly limit: number },
): Promise<readonly ListedChange[]> {
  if (page.order === 'weight') return inOrder(await rowsOf(db, byWeight(filtered(db, filter), page.after).limit(page.limit)), 'weight');
  // Nothing but time: the index over it alone.
  if (Object.keys(filter).length === 0) return inOrder(await rowsOf(db, byTime(filtered(db, filter), page.after).limit(page.limit)), 'newest');
  // All other indexes begin with the weight; the newest of each weight together hold the newest of all.
  const ranks = filter.significance === undefined ? [2, 1, 0] : [significances.indexOf(filter.significance)];
  const rows: ListedChange[] = [];
  for (const rank of ranks) rows.push(...(await rowsOf(db, byTime(filtered(db, filter).where('rank', '=', rank), page.after).limit(page.limit))));
  return inOrder(rows, 'newest').slice(0, page.limit);
}

type ChangeQuery = ReturnType<typeof filtered>;

/**
 * The planner knows no statistics, so it is told which index to walk: a vendor's own changes are few beside any topic's
 * or kind's. A column behind a plus sign is compared without being looked up.
 */
function filtered(db: Db, filter: ChangeListFilter) {
  const narrow = filter.vendorId !== undefined;
  const column = (name: 'main_topic' | 'kind') => (narrow ? sql<string>`+${sql.ref(name)}` : sql.ref<string>(name));
  let query = db.selectFrom('changes').select(['id', 'comparison_id', 'policy_id', 'vendor_id', 'position', 'created_at', 'kind', 'significance', 'direction', 'topics', 'headline_nl', 'headline_en', 'state', 'rank']);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.significance !== undefined) query = query.where('rank', '=', significances.indexOf(filter.significance));
  if (filter.topic !== undefined) query = query.where(column('main_topic'), '=', filter.topic);
  if (filter.kind !== undefined) query = query.where(column('kind'), '=', filter.kind);
  if (filter.vendorId !== undefined) query = query.where('vendor_id', '=', filter.vendorId);
  return query;
}

function byWeight(query: ChangeQuery, after: ChangeCursor | null): ChangeQuery {
  const from = after === null ? query : query.where((eb) => eb(eb.refTuple('rank', 'created_at', 'id'), '<', eb.tuple(after.rank, after.createdAt, after.id)));
  return from.orderBy('rank', 'desc').orderBy('created_at', 'desc').orderBy('id', 'desc');
}

function byTime(query: ChangeQuery, after: ChangeCursor | null): ChangeQuery {
  const from = after === null ? query : query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(after.createdAt, after.id)));
  return from.orderBy('created_at', 'desc').orderBy('id', 'desc');
}

function inOrder(changes: readonly ListedChange[], order: ChangeOrder): readonly ListedChange[] {
  const weight = (change: ListedChange): number => (order === 'weight' ? significances.indexOf(change.significance) : 0);
  return changes.toSorted((a, b) => weight(b) - weight(a) || b.createdAt.localeCompare(a.createdAt) || b.id - a.id);
}

/** The rows of a page with the names that belong to them; a join keeps no order by contract. */
async function rowsOf(db: Db, query: ChangeQuery): Promise<readonly ListedChange[]> {
  const rows = await db
    .with('page', () => query)
    .selectFrom('page')
    .innerJoin('comparisons', 'comparisons.id', 'page.comparison_id')
    .innerJoin('versions as older', 'older.id', 'comparisons.old_version_id')
    .innerJoin('versions as newer', 'newer.id', 'comparisons.new_version_id')
    .innerJoin('policies', 'policies.id', 'page.policy_id')
    .innerJoin('vendors', 'vendors.id', 'page.vendor_id')
    .selectAll('page')
    .select(['policies.slug as policy_slug', 'policies.type as policy_type', 'vendors.slug as vendor_slug', 'vendors.name as vendor_name', 'older.number as old_number', 'newer.number as new_number'])
    .execute();
  return rows.map((row) => ({
    id: asId<ChangeId>(row.id),
    comparisonId: asId<ComparisonId>(row.comparison_id),
    policyId: asId<PolicyId>(row.policy_id),
    vendorId: asId<VendorId>(row.vendor_id),
    position: row.position,
    createdAt: asInstant(row.created_at),
    kind: asName<ChangeKind>(row.kind),
    significance: asName<Significance>(row.significance),
    direction: asName<Direction>(row.direction),
    topics: fromJson<Topic[]>(row.topics),
    headline: { nl: row.headline_nl, en: row.headline_en },
    state: row.state,
    policySlug: row.policy_slug,
    policyType: row.policy_type,
    vendorSlug: row.vendor_slug,
    vendorName: row.vendor_name,
    oldNumber: row.old_number,
    newNumber: row.new_number,
  }));
}

/** @returns how many open changes there are of each significance, counting no further than `cap` */
export async function countOpenChanges(db: Db, cap: number): Promise<Readonly<Record<Significance, number>>> {
  const count = async (rank: number): Promise<number> => {
    const query = db.selectFrom('changes').select('id').where('state', '=', 'open').where('rank', '=', rank);
    const row = await db.selectFrom(query.limit(cap).as('open')).select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
    return Number(row.n);
  };
  return { cosmetic: await count(0), minor: await count(1), material: await count(2) };
}

/** @returns how many changes of each of these comparisons nobody decided */
export async function openInComparisons(db: Db, ids: readonly ComparisonId[]): Promise<ReadonlyMap<ComparisonId, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('changes')
    .select((eb) => ['comparison_id', eb.fn.countAll<number>().as('n')])
    .where('comparison_id', 'in', [...ids])
    .where(sql<string>`+state`, '=', 'open')
    .groupBy('comparison_id')
    .execute();
  return new Map(rows.map((row) => [asId<ComparisonId>(row.comparison_id), Number(row.n)]));
}

/** @returns the next change of a comparison that nobody decided, after a place in it and then from its start; null where there is none */
export async function nextOpenChange(db: Db, id: ComparisonId, position: number): Promise<ChangeId | null> {
  const open = db.selectFrom('changes').select('id').where('comparison_id', '=', id).where(sql<string>`+state`, '=', 'open');
  const row = (await open.where('position', '>', position).orderBy('position').limit(1).executeTakeFirst()) ?? (await open.where('position', '<', position).orderBy('position').limit(1).executeTakeFirst());
  return row === undefined ? null : asId<ChangeId>(row.id);
}

/** Changes of a month, counted: for the small pictures of a vendor's or a policy's year. */
export interface MonthCount {
  /** `2026-03` */
  readonly month: string;
  readonly significance: Significance;
  readonly changes: number;
}

/** @returns comparisons by month and overall significance since `since`, oldest first; of a policy, of a vendor, or of all */
export async function comparisonsByMonth(db: Db, since: Instant, of: { readonly policyId?: PolicyId; readonly vendorId?: VendorId } = {}): Promise<readonly MonthCount[]> {
  const month = sql<string>`substr(comparisons.created_at, 1, 7)`;
  let query = db
    .selectFrom('comparisons')
    .select((eb) => [month.as('month'), 'comparisons.significance', eb.fn.countAll<number>().as('n')])
    .where('comparisons.created_at', '>=', since);
  if (of.policyId !== undefined) query = query.where('comparisons.policy_id', '=', of.policyId);
  const { vendorId } = of;
  if (vendorId !== undefined) query = query.where('comparisons.policy_id', 'in', (eb) => eb.selectFrom('policies').select('id').where('vendor_id', '=', vendorId));
  const rows = await query.groupBy([month, 'comparisons.significance']).orderBy(month).execute();
  return rows.map((row) => ({ month: row.month, significance: asName<Significance>(row.significance), changes: Number(row.n) }));
}
