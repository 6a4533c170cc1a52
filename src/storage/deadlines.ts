import type { Deadline, DeadlineKind } from '../domain/deadline.ts';
import type { ComparisonId, PolicyId, VersionId } from '../domain/ids.ts';
import type { Instant, IsoDate } from '../domain/instant.ts';
import { asId, asInstant, asName, asOptionalInstant, fromJson } from './cast.ts';
import type { Db } from './database.ts';

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

/** @returns those that nobody decided, the nearest first; all where asked for */
export async function listDeadlines(db: Db, options: { readonly settled?: boolean } = {}): Promise<readonly StoredDeadline[]> {
  let query = db.selectFrom('deadlines').selectAll();
  if (options.settled !== true) query = query.where('settled_at', 'is', null);
  const rows = await query.orderBy('due_date').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    policyId: asId<PolicyId>(row.policy_id),
    versionId: row.version_id === null ? null : asId<VersionId>(row.version_id),
    comparisonId: row.comparison_id === null ? null : asId<ComparisonId>(row.comparison_id),
    kind: asName<DeadlineKind>(row.kind),
    dueOn: asName<IsoDate>(row.due_date),
    createdAt: asInstant(row.created_at),
    settledAt: asOptionalInstant(row.settled_at),
    details: fromJson<DeadlineDetails>(row.details),
  }));
}

/** Closes a deadline with a person's decision. */
export async function settleDeadline(db: Db, id: number, at: Instant, by: string, details: DeadlineDetails): Promise<void> {
  await db.updateTable('deadlines').set({ settled_at: at, settled_by: by, details: JSON.stringify(details) }).where('id', '=', id).where('settled_at', 'is', null).execute();
}
