import type { Selectable } from 'kysely';
import type { Exchange } from '../domain/capture.ts';
import type { CheckId, PolicyId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Problem } from '../domain/problem.ts';
import { putBody } from './bodies.ts';
import { asId, asInstant, asName, fromOptionalJson, toOptionalJson } from './cast.ts';
import type { Db } from './database.ts';
import type { CheckRow } from './schema.ts';

export type CheckTrigger = 'daemon' | 'command' | 'web' | 'import';

/** One look at a policy, whatever came of it. */
export interface Check {
  readonly id: CheckId;
  readonly policyId: PolicyId;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly trigger: CheckTrigger;
  readonly result: 'captured' | 'not-modified' | 'failed';
  readonly code: string | null;
  readonly status: number | null;
  readonly verdict: string | null;
  readonly outcome: string | null;
  readonly exchange: Exchange | null;
  readonly problem: Problem | null;
  /** Hash of what was received before it failed; null where nothing was. */
  readonly partialSha256: string | null;
}

export type NewCheck = Omit<Check, 'id' | 'partialSha256'> & { readonly partialBody: Uint8Array | null };

function toCheck(row: Selectable<CheckRow>): Check {
  return {
    id: asId<CheckId>(row.id),
    policyId: asId<PolicyId>(row.policy_id),
    startedAt: asInstant(row.started_at),
    endedAt: asInstant(row.ended_at),
    trigger: asName<CheckTrigger>(row.trigger),
    result: asName<Check['result']>(row.result),
    code: row.code,
    status: row.status,
    verdict: row.verdict,
    outcome: row.outcome,
    exchange: fromOptionalJson<Exchange>(row.exchange),
    problem: fromOptionalJson<Problem>(row.problem),
    partialSha256: row.partial_sha256,
  };
}

export async function insertCheck(db: Db, check: NewCheck): Promise<Check> {
  const partial = check.partialBody === null || check.partialBody.length === 0 ? null : await putBody(db, check.partialBody, null);
  const row = await db
    .insertInto('checks')
    .values({
      policy_id: check.policyId,
      started_at: check.startedAt,
      ended_at: check.endedAt,
      trigger: check.trigger,
      result: check.result,
      code: check.code,
      status: check.status,
      verdict: check.verdict,
      outcome: check.outcome,
      exchange: toOptionalJson(check.exchange),
      problem: toOptionalJson(check.problem),
      partial_sha256: partial,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toCheck(row);
}

/** @returns newest first */
export async function listChecks(db: Db, policyId: PolicyId, page: { readonly limit: number; readonly offset?: number }): Promise<readonly Check[]> {
  const rows = await db.selectFrom('checks').selectAll().where('policy_id', '=', policyId).orderBy('id', 'desc').limit(page.limit).offset(page.offset ?? 0).execute();
  return rows.map(toCheck);
}

/** How the checks of a period went, a row a policy. */
export async function checksBetween(db: Db, since: Instant, until: Instant): Promise<readonly { readonly policyId: PolicyId; readonly checks: number; readonly good: number }[]> {
  const rows = await db
    .selectFrom('checks')
    .select((eb) => [
      'policy_id',
      eb.fn.countAll<number>().as('checks'),
      eb.fn.sum<number>(eb.case().when(eb.or([eb('verdict', '=', 'ok'), eb('result', '=', 'not-modified')])).then(1).else(0).end()).as('good'),
    ])
    .where('started_at', '>=', since)
    .where('started_at', '<', until)
    .groupBy('policy_id')
    .execute();
  return rows.map((row) => ({ policyId: asId<PolicyId>(row.policy_id), checks: Number(row.checks), good: Number(row.good) }));
}

export async function findCheck(db: Db, id: CheckId): Promise<Check | null> {
  const row = await db.selectFrom('checks').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toCheck(row);
}
