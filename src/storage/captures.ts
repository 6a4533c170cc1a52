import type { Selectable } from 'kysely';
import type { CapturedPage, Exchange } from '../domain/capture.ts';
import type { Reason } from '../domain/change.ts';
import type { GateOutcome } from '../domain/gate.ts';
import type { CaptureId, CheckId, PolicyId, Sha256, VersionId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Verdict } from '../domain/reading.ts';
import { getBody, putBody, type RecentBodies } from './bodies.ts';
import { asId, asInstant, asName, fromJson } from './cast.ts';
import type { Db } from './database.ts';
import type { CaptureRow } from './schema.ts';

/** The rule of a reason that was kept as a sentence alone. */
export const asWritten = 'as-written';

/** A page as it was received and what was made of it. */
export interface Capture {
  readonly id: CaptureId;
  readonly policyId: PolicyId;
  readonly at: Instant;
  readonly exchange: Exchange;
  readonly rawSha256: Sha256;
  readonly bodySha256: Sha256;
  readonly mediaType: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly outcome: GateOutcome;
  readonly title: string | null;
  readonly language: string | null;
  readonly textHash: Sha256;
  readonly reader: string;
  readonly tool: string;
  readonly versionId: VersionId | null;
}

export type NewCapture = Omit<Capture, 'id' | 'rawSha256' | 'bodySha256' | 'mediaType' | 'exchange' | 'versionId' | 'outcome' | 'reasons'> & {
  readonly checkId: CheckId | null;
  readonly page: CapturedPage;
  /** Bodies at hand, among which the one to compress against may be. */
  readonly bodies?: RecentBodies;
};

/** A reason from before reasons had two languages is a sentence alone. */
const asReason = (reason: Reason | string): Reason => (typeof reason === 'string' ? { rule: asWritten, text: { nl: reason, en: reason } } : reason);

function toCapture(row: Selectable<CaptureRow>): Capture {
  return {
    id: asId<CaptureId>(row.id),
    policyId: asId<PolicyId>(row.policy_id),
    at: asInstant(row.at),
    exchange: fromJson<Exchange>(row.exchange),
    rawSha256: asName<Sha256>(row.raw_sha256),
    bodySha256: asName<Sha256>(row.body_sha256),
    mediaType: row.media_type,
    verdict: asName<Verdict>(row.verdict),
    reasons: fromJson<(Reason | string)[]>(row.reasons).map(asReason),
    outcome: asName<GateOutcome>(row.outcome),
    title: row.title,
    language: row.language,
    textHash: asName<Sha256>(row.text_hash),
    reader: row.reader,
    tool: row.tool,
    versionId: row.version_id === null ? null : asId<VersionId>(row.version_id),
  };
}

/** Keeps a capture with its bytes, compressed against the policy's previous capture; `settleCapture` must follow. */
export async function insertCapture(db: Db, capture: NewCapture): Promise<CaptureId> {
  const previous = await db
    .selectFrom('captures')
    .select('body_sha256')
    .where('policy_id', '=', capture.policyId)
    // By time, as they are indexed: any capture of late will do to compress against.
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const against = previous === undefined ? null : asName<Sha256>(previous.body_sha256);
  const body = await putBody(db, capture.page.body, against, capture.bodies);
  const raw = capture.page.rawBody === capture.page.body ? body : await putBody(db, capture.page.rawBody, null);
  const row = await db
    .insertInto('captures')
    .values({
      policy_id: capture.policyId,
      check_id: capture.checkId,
      at: capture.at,
      exchange: JSON.stringify(capture.page.exchange),
      raw_sha256: raw,
      body_sha256: body,
      media_type: capture.page.mediaType,
      verdict: capture.verdict,
      reasons: '[]',
      outcome: 'unjudged',
      title: capture.title,
      language: capture.language,
      text_hash: capture.textHash,
      reader: capture.reader,
      tool: capture.tool,
      version_id: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return asId<CaptureId>(row.id);
}

/** Adds what the gate made of a capture, which it can judge only once the capture has its number. */
export async function settleCapture(db: Db, id: CaptureId, outcome: GateOutcome, reasons: readonly Reason[]): Promise<Capture> {
  const row = await db.updateTable('captures').set({ outcome, reasons: JSON.stringify(reasons) }).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
  return toCapture(row);
}

export async function linkCapture(db: Db, id: CaptureId, versionId: VersionId): Promise<void> {
  await db.updateTable('captures').set({ version_id: versionId }).where('id', '=', id).execute();
}

export async function findCapture(db: Db, id: CaptureId): Promise<Capture | null> {
  const row = await db.selectFrom('captures').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toCapture(row);
}

/** @returns newest first */
export async function listCaptures(db: Db, policyId: PolicyId, page: { readonly limit: number; readonly offset?: number }): Promise<readonly Capture[]> {
  const rows = await db
    .selectFrom('captures')
    .selectAll()
    .where('policy_id', '=', policyId)
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset ?? 0)
    .execute();
  return rows.map(toCapture);
}

/** The newest capture of a policy; the one whose bytes an unchanged page repeats. */
export async function lastCapture(db: Db, policyId: PolicyId): Promise<Capture | null> {
  return (await listCaptures(db, policyId, { limit: 1 }))[0] ?? null;
}

/** The last capture before `id` that did not show a given wording: the other end of the gap in which it appeared. */
export async function lastAbsent(db: Db, policyId: PolicyId, before: CaptureId, hash: Sha256): Promise<Instant | null> {
  const row = await db
    .selectFrom('captures')
    .select('at')
    .where('policy_id', '=', policyId)
    .where('id', '<', before)
    .where('verdict', '=', 'ok')
    .where('text_hash', '!=', hash)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : asInstant(row.at);
}

/** @returns the decoded body of a capture, checked against its hash */
export async function captureBody(db: Db, capture: Capture, recent?: RecentBodies): Promise<Buffer> {
  return getBody(db, capture.bodySha256, recent);
}

/** @returns the captures that showed one of these versions, oldest first */
export async function capturesOfVersions(db: Db, versionIds: readonly VersionId[]): Promise<readonly Capture[]> {
  if (versionIds.length === 0) return [];
  const rows = await db.selectFrom('captures').selectAll().where('version_id', 'in', [...versionIds]).orderBy('id').execute();
  return rows.map(toCapture);
}

/** @returns one good capture for each wording that a policy showed since an instant, the newest `limit` of them, oldest first */
export async function wordingsSince(db: Db, policyId: PolicyId, since: Instant, limit: number): Promise<readonly Capture[]> {
  const newest = db
    .selectFrom('captures')
    .select((eb) => eb.fn.max('id').as('id'))
    .where('policy_id', '=', policyId)
    .where('verdict', '=', 'ok')
    .where('at', '>=', since)
    .groupBy('text_hash');
  const rows = await db.selectFrom('captures').selectAll().where('id', 'in', newest).orderBy('id', 'desc').limit(limit).execute();
  return rows.map(toCapture).toReversed();
}
