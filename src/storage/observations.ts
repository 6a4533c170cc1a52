import { sql } from 'kysely';
import type { GateOutcome } from '../domain/gate.ts';
import type { CaptureId, CheckId, PolicyId, Sha256, VersionId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Problem } from '../domain/problem.ts';
import type { Verdict } from '../domain/reading.ts';
import { asId, asInstant, asName, fromOptionalJson } from './cast.ts';
import type { Db } from './database.ts';

/** That a policy's page was seen at a time: a good capture, or the server's word that nothing changed since the last. */
export type Observation =
  | { readonly kind: 'capture'; readonly at: Instant; readonly captureId: CaptureId; readonly outcome: GateOutcome; readonly textHash: Sha256; readonly versionId: VersionId | null }
  | { readonly kind: 'not-modified'; readonly at: Instant; readonly checkId: CheckId };

/** @returns the last good observation strictly before `at`; null where there is none */
export async function observationBefore(db: Db, policyId: PolicyId, at: Instant): Promise<Observation | null> {
  const capture = await captureBefore(db, policyId, at);
  const check = await db
    .selectFrom('checks')
    .select(['id', 'started_at'])
    .where('policy_id', '=', policyId)
    .where('result', '=', 'not-modified')
    .where('started_at', '<', at)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (check !== undefined && (capture === null || check.started_at > capture.at)) return { kind: 'not-modified', at: asInstant(check.started_at), checkId: asId<CheckId>(check.id) };
  return capture;
}

/** @returns the last good capture strictly before `at`: what a "not modified" after it repeats */
export async function captureBefore(db: Db, policyId: PolicyId, at: Instant): Promise<(Observation & { readonly kind: 'capture' }) | null> {
  const row = await db
    .selectFrom('captures')
    .select(['id', 'at', 'outcome', 'text_hash', 'version_id'])
    .where('policy_id', '=', policyId)
    .where('verdict', '=', 'ok')
    .where('at', '<', at)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : captureOf(row);
}

/** @returns the first good observation at or after `at`; null where there is none yet */
export async function observationFrom(db: Db, policyId: PolicyId, at: Instant): Promise<Observation | null> {
  const row = await db
    .selectFrom('captures')
    .select(['id', 'at', 'outcome', 'text_hash', 'version_id'])
    .where('policy_id', '=', policyId)
    .where('verdict', '=', 'ok')
    .where('at', '>=', at)
    .orderBy('at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  const check = await db
    .selectFrom('checks')
    .select(['id', 'started_at'])
    .where('policy_id', '=', policyId)
    .where('result', '=', 'not-modified')
    .where('started_at', '>=', at)
    .orderBy('started_at')
    .limit(1)
    .executeTakeFirst();
  if (check !== undefined && (row === undefined || check.started_at < row.at)) return { kind: 'not-modified', at: asInstant(check.started_at), checkId: asId<CheckId>(check.id) };
  return row === undefined ? null : captureOf(row);
}

function captureOf(row: { readonly id: number; readonly at: string; readonly outcome: string; readonly text_hash: string; readonly version_id: number | null }): Observation & { readonly kind: 'capture' } {
  return {
    kind: 'capture',
    at: asInstant(row.at),
    captureId: asId<CaptureId>(row.id),
    outcome: asName<GateOutcome>(row.outcome),
    textHash: asName<Sha256>(row.text_hash),
    versionId: row.version_id === null ? null : asId<VersionId>(row.version_id),
  };
}

/** A check or a capture in a policy's log, newest first. */
export interface LoggedCheck {
  readonly id: CheckId | null;
  readonly at: Instant;
  readonly result: string;
  readonly code: string | null;
  readonly status: number | null;
  readonly verdict: Verdict | null;
  readonly outcome: GateOutcome | null;
  /** Why it failed, where it did. */
  readonly problem: Pick<Problem, 'code' | 'message'> | null;
  readonly captureId: CaptureId | null;
  /** The version that its capture showed; null where it showed none of its own. */
  readonly versionId: VersionId | null;
}

/** Of a joined capture: the version whose wording it showed between the first look at it and the one that confirmed it. */
const confirmedAfter = sql<number | null>`(select max(versions.id) from versions where versions.policy_id = captures.policy_id and versions.hash = captures.text_hash and versions.first_seen_at <= captures.at and versions.confirmed_at >= captures.at)`;

/** @returns a policy's checks, newest first, before the id `before` */
export async function pageOfChecks(db: Db, policyId: PolicyId, page: { readonly before: number | null; readonly limit: number }): Promise<readonly LoggedCheck[]> {
  let query = db
    .selectFrom('checks')
    .leftJoin('captures', 'captures.check_id', 'checks.id')
    .select([
      'checks.id', 'checks.started_at', 'checks.result', 'checks.code', 'checks.status', 'checks.verdict', 'captures.outcome', 'captures.id as capture_id', 'captures.version_id',
      'checks.problem',
    ])
    .select(confirmedAfter.as('confirmed_id'))
    .where('checks.policy_id', '=', policyId);
  if (page.before !== null) query = query.where('checks.id', '<', page.before);
  const rows = await query.orderBy('checks.id', 'desc').limit(page.limit).execute();
  return rows.map((row) => ({
    id: asId<CheckId>(row.id),
    at: asInstant(row.started_at),
    result: row.result,
    code: row.code,
    status: row.status,
    verdict: row.verdict === null ? null : asName<Verdict>(row.verdict),
    outcome: row.outcome === null ? null : asName<GateOutcome>(row.outcome),
    problem: fromOptionalJson<Problem>(row.problem),
    captureId: row.capture_id === null ? null : asId<CaptureId>(row.capture_id),
    versionId: row.version_id === null && row.confirmed_id === null ? null : asId<VersionId>(Number(row.version_id ?? row.confirmed_id)),
  }));
}

/** @returns the version whose wording a capture showed while it was still unconfirmed, between the first look at it and the one that confirmed it; null where it is of none */
export async function versionConfirmedAfter(db: Db, captureId: CaptureId): Promise<VersionId | null> {
  const row = await db.selectFrom('captures').select(confirmedAfter.as('confirmed_id')).where('captures.id', '=', captureId).executeTakeFirst();
  return row === undefined || row.confirmed_id === null ? null : asId<VersionId>(row.confirmed_id);
}
