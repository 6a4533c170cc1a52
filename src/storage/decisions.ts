import type { Selectable } from 'kysely';
import type { ChangeId, PolicyId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { asId, asInstant, asName } from './cast.ts';
import type { Db } from './database.ts';
import { appendLedger } from './ledger.ts';
import type { DecisionRow } from './schema.ts';

/** `open` until somebody decides; "no action" is a decision too. */
export const reviewStates = ['open', 'acknowledged', 'accepted', 'objected', 'escalated', 'no-action'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** Who decided what of a change, when and why; the ledger can only be added to. */
export interface ReviewDecision {
  readonly changeId: ChangeId;
  readonly policyId: PolicyId;
  readonly state: ReviewState;
  readonly by: string;
  readonly at: Instant;
  readonly why: string;
}

function toDecision(row: Selectable<DecisionRow>): ReviewDecision {
  return {
    changeId: asId<ChangeId>(row.change_id),
    policyId: asId<PolicyId>(row.policy_id),
    state: asName<ReviewState>(row.state),
    by: row.decided_by,
    at: asInstant(row.decided_at),
    why: row.why,
  };
}

/** Adds a decision, chains it, and lets the change carry the newest one for lists. */
export async function insertDecision(db: Db, decision: ReviewDecision): Promise<void> {
  const row = await db
    .insertInto('decisions')
    .values({ change_id: decision.changeId, policy_id: decision.policyId, state: decision.state, decided_by: decision.by, decided_at: decision.at, why: decision.why })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.updateTable('changes').set({ state: decision.state }).where('id', '=', decision.changeId).execute();
  await appendLedger(db, decision.policyId, 'decision', row.id, { ...decision }, decision.at);
}

/** @returns a change's decisions, oldest first */
export async function decisionsOf(db: Db, changeId: ChangeId): Promise<readonly ReviewDecision[]> {
  const rows = await db.selectFrom('decisions').selectAll().where('change_id', '=', changeId).orderBy('id').execute();
  return rows.map(toDecision);
}

export async function findDecision(db: Db, id: number): Promise<ReviewDecision | null> {
  const row = await db.selectFrom('decisions').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toDecision(row);
}
