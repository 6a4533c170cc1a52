import type { Selectable } from 'kysely';
import type { Deadline, DeadlineKind, PolicyName } from '../domain/deadline.ts';
import type { ComparisonId, PolicyId, VersionId } from '../domain/ids.ts';
import type { Instant, IsoDate } from '../domain/instant.ts';
import { asId, asInstant, asName, asOptionalInstant, fromJson } from './cast.ts';
import type { Db } from './database.ts';
import type { DeadlineRow } from './schema.ts';

/** What is stored of a deadline; the policy's names are looked up when it is told. */
export type DeadlineDetails = Pick<Deadline, 'key' | 'timeZone' | 'noticedOn' | 'period' | 'quote' | 'decision' | 'revision'>;

export interface StoredDeadline {
  readonly id: number;
  readonly policyId: PolicyId;
  readonly versionId: VersionId | null;
  readonly comparisonId: ComparisonId | null;
  readonly kind: DeadlineKind;
  readonly dueOn: IsoDate;
  readonly createdAt: Instant;
  readonly settledAt: Instant | null;
  readonly details: DeadlineDetails;
}

/** Notes a deadline once for its policy, kind and day. */
export async function insertDeadline(db: Db, deadline: Omit<StoredDeadline, 'id' | 'settledAt'>): Promise<void> {
  await db
    .insertInto('deadlines')
    .values({
      policy_id: deadline.policyId,
      version_id: deadline.versionId,
      comparison_id: deadline.comparisonId,
      kind: deadline.kind,
      due_date: deadline.dueOn,
      created_at: deadline.createdAt,
      settled_at: null,
      settled_by: null,
      details: JSON.stringify(deadline.details),
    })
    .onConflict((conflict) => conflict.columns(['policy_id', 'kind', 'due_date']).doNothing())
    .execute();
}

function toDeadline(row: Selectable<DeadlineRow>): StoredDeadline {
  return {
    id: row.id,
    policyId: asId<PolicyId>(row.policy_id),
    versionId: row.version_id === null ? null : asId<VersionId>(row.version_id),
    comparisonId: row.comparison_id === null ? null : asId<ComparisonId>(row.comparison_id),
    kind: asName<DeadlineKind>(row.kind),
    dueOn: asName<IsoDate>(row.due_date),
    createdAt: asInstant(row.created_at),
    settledAt: asOptionalInstant(row.settled_at),
    details: fromJson<DeadlineDetails>(row.details),
  };
}

/** @returns those that nobody decided, the nearest first */
export async function listDeadlines(db: Db): Promise<readonly StoredDeadline[]> {
  return (await db.selectFrom('deadlines').selectAll().where('settled_at', 'is', null).orderBy('due_date').orderBy('id').execute()).map(toDeadline);
}

/** @returns those of a comparison that nobody decided, the nearest first */
export async function deadlinesOfComparison(db: Db, id: ComparisonId): Promise<readonly StoredDeadline[]> {
  return (await db.selectFrom('deadlines').selectAll().where('comparison_id', '=', id).where('settled_at', 'is', null).orderBy('due_date').orderBy('id').execute()).map(toDeadline);
}

/** @returns a deadline that nobody decided; null where there is none with this id */
export async function findOpenDeadline(db: Db, id: number): Promise<StoredDeadline | null> {
  const row = await db.selectFrom('deadlines').selectAll().where('id', '=', id).where('settled_at', 'is', null).executeTakeFirst();
  return row === undefined ? null : toDeadline(row);
}

/** A deadline in a list across vendors: with the names that people know it by. */
export interface ListedDeadline {
  readonly stored: StoredDeadline;
  readonly policy: PolicyName;
  readonly url: string;
}

export interface DeadlineCursor {
  readonly dueOn: IsoDate;
  readonly id: number;
}

/**
 * `open`: nobody decided yet, the nearest first; `all`: the last day first; `coming`: decided or not, the nearest first.
 * @param page.from only days from this one on
 */
export async function pageOfDeadlines(db: Db, which: 'open' | 'all' | 'coming', page: { readonly after: DeadlineCursor | null; readonly from?: IsoDate; readonly limit: number }): Promise<readonly ListedDeadline[]> {
  let query = db
    .selectFrom('deadlines')
    .innerJoin('policies', 'policies.id', 'deadlines.policy_id')
    .innerJoin('vendors', 'vendors.id', 'policies.vendor_id')
    .selectAll('deadlines')
    .select(['policies.slug', 'policies.type', 'policies.url', 'policies.tags', 'vendors.slug as vendor_slug', 'vendors.name as vendor_name', 'vendors.tags as vendor_tags']);
  const { after, from } = page;
  if (which === 'open') query = query.where('settled_at', 'is', null);
  if (from !== undefined) query = query.where('due_date', '>=', from);
  const direction = which === 'all' ? 'desc' : 'asc';
  if (after !== null) query = query.where((eb) => eb(eb.refTuple('deadlines.due_date', 'deadlines.id'), direction === 'asc' ? '>' : '<', eb.tuple(after.dueOn, after.id)));
  const rows = await query.orderBy('deadlines.due_date', direction).orderBy('deadlines.id', direction).limit(page.limit).execute();
  return rows.map((row) => ({
    stored: toDeadline(row),
    policy: { vendorSlug: row.vendor_slug, vendorName: row.vendor_name, vendorTags: fromJson<string[]>(row.vendor_tags), policySlug: row.slug, policyType: row.type, policyTags: fromJson<string[]>(row.tags) },
    url: row.url,
  }));
}

/** @returns what is different whenever a deadline was added or decided */
export async function deadlinesState(db: Db): Promise<string> {
  const row = await db.selectFrom('deadlines').select((eb) => [eb.fn.max('id').as('newest'), eb.fn.max('settled_at').as('settled'), eb.fn.countAll<number>().as('n')]).executeTakeFirstOrThrow();
  return JSON.stringify([row.newest, row.settled, row.n]);
}

/** @returns how many days went by without anybody's decision, counting no further than `cap` */
export async function countOverdue(db: Db, today: IsoDate, cap: number): Promise<number> {
  const overdue = db.selectFrom('deadlines').select('id').where('settled_at', 'is', null).where('due_date', '<', today).limit(cap);
  const row = await db.selectFrom(overdue.as('overdue')).select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Closes a deadline with a person's decision. */
export async function settleDeadline(db: Db, id: number, at: Instant, by: string, details: DeadlineDetails): Promise<void> {
  await db.updateTable('deadlines').set({ settled_at: at, settled_by: by, details: JSON.stringify(details) }).where('id', '=', id).where('settled_at', 'is', null).execute();
}
