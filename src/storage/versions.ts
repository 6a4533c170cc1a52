import type { Selectable } from 'kysely';
import type { ClauseTree } from '../domain/clause.ts';
import type { CaptureId, PolicyId, Sha256, VersionId } from '../domain/ids.ts';
import type { Instant, IsoDate } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import type { Announcement } from '../domain/reading.ts';
import type { Version } from '../domain/version.ts';
import { asId, asInstant, asName, asOptionalInstant, fromJson, fromOptionalJson, pack, toOptionalJson, unpack } from './cast.ts';
import type { Db } from './database.ts';
import type { VersionRow } from './schema.ts';
import { readingSum } from './sums.ts';

/** A version without its text: what lists show. */
export interface VersionSummary {
  readonly id: VersionId;
  readonly policyId: PolicyId;
  readonly number: number;
  readonly captureId: CaptureId;
  readonly firstSeenAt: Instant;
  readonly confirmedAt: Instant;
  /** The last good capture that did not show it yet; null for a baseline. */
  readonly lastAbsentAt: Instant | null;
  readonly hash: Sha256;
  readonly title: string | null;
  readonly language: string | null;
  readonly effectiveDate: IsoDate | null;
  readonly updatedDate: IsoDate | null;
  readonly announcement: Announcement | null;
  /** What the gate saw that a reader should know. */
  readonly notes: readonly Bilingual[];
}

function toSummary(row: Selectable<VersionRow>): VersionSummary {
  return {
    id: asId<VersionId>(row.id),
    policyId: asId<PolicyId>(row.policy_id),
    number: row.number,
    captureId: asId<CaptureId>(row.capture_id),
    firstSeenAt: asInstant(row.first_seen_at),
    confirmedAt: asInstant(row.confirmed_at),
    lastAbsentAt: asOptionalInstant(row.last_absent_at),
    hash: asName<Sha256>(row.hash),
    title: row.title,
    language: row.language,
    effectiveDate: row.effective_date === null ? null : asName<IsoDate>(row.effective_date),
    updatedDate: row.updated_date === null ? null : asName<IsoDate>(row.updated_date),
    announcement: fromOptionalJson<Announcement>(row.announcement),
    notes: fromJson<Bilingual[]>(row.notes),
  };
}

export type NewVersion = Omit<VersionSummary, 'id' | 'number'> & { readonly text: string; readonly tree: ClauseTree; readonly reader: string };

/** Adds the policy's next version with the reading that it was believed by. */
export async function insertVersion(db: Db, version: NewVersion): Promise<VersionSummary> {
  const last = await db.selectFrom('versions').select('number').where('policy_id', '=', version.policyId).orderBy('number', 'desc').limit(1).executeTakeFirst();
  const row = await db
    .insertInto('versions')
    .values({
      policy_id: version.policyId,
      number: (last?.number ?? 0) + 1,
      capture_id: version.captureId,
      first_seen_at: version.firstSeenAt,
      confirmed_at: version.confirmedAt,
      last_absent_at: version.lastAbsentAt,
      hash: version.hash,
      title: version.title,
      language: version.language,
      effective_date: version.effectiveDate,
      updated_date: version.updatedDate,
      announcement: toOptionalJson(version.announcement),
      notes: JSON.stringify(version.notes),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertReading(db, asId<VersionId>(row.id), { reader: version.reader, readAt: version.confirmedAt, hash: version.hash, text: version.text, tree: version.tree });
  return toSummary(row);
}

export interface NewReading {
  readonly reader: string;
  readonly readAt: Instant;
  readonly hash: Sha256;
  readonly text: string;
  readonly tree: ClauseTree;
}

/** Adds what a reader made of a version; a reader that read it before is answered with silence. */
export async function insertReading(db: Db, versionId: VersionId, reading: NewReading): Promise<void> {
  const row = { version_id: versionId, reader: reading.reader, read_at: reading.readAt, hash: reading.hash, text: reading.text, tree: pack(reading.tree) };
  await db
    .insertInto('readings')
    .values({ ...row, sum: readingSum(row) })
    .onConflict((conflict) => conflict.columns(['version_id', 'reader']).doNothing())
    .execute();
}

/** @returns newest first */
export async function listVersions(db: Db, policyId: PolicyId, page: { readonly limit?: number; readonly offset?: number } = {}): Promise<readonly VersionSummary[]> {
  const rows = await db
    .selectFrom('versions')
    .selectAll()
    .where('policy_id', '=', policyId)
    .orderBy('number', 'desc')
    .limit(page.limit ?? 10_000)
    .offset(page.offset ?? 0)
    .execute();
  return rows.map(toSummary);
}

export async function findVersionSummary(db: Db, id: VersionId): Promise<VersionSummary | null> {
  const row = await db.selectFrom('versions').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toSummary(row);
}

export async function findVersionByNumber(db: Db, policyId: PolicyId, number: number): Promise<VersionSummary | null> {
  const row = await db.selectFrom('versions').selectAll().where('policy_id', '=', policyId).where('number', '=', number).executeTakeFirst();
  return row === undefined ? null : toSummary(row);
}

/** @returns the version with its newest reading, or null where there is no such version */
export async function findVersion(db: Db, id: VersionId): Promise<(VersionSummary & Version) | null> {
  const summary = await findVersionSummary(db, id);
  if (summary === null) return null;
  const reading = await db.selectFrom('readings').selectAll().where('version_id', '=', id).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
  return { ...summary, text: reading.text, tree: unpack<ClauseTree>(reading.tree), reader: reading.reader };
}

/** @returns the name of the reader that read a version last; null where there is no such version */
export async function newestReader(db: Db, id: VersionId): Promise<string | null> {
  const row = await db.selectFrom('readings').select('reader').where('version_id', '=', id).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.reader ?? null;
}

/** @returns the text by which a version was believed, whatever better readings came after; null where it is gone */
export async function originalText(db: Db, id: VersionId): Promise<string | null> {
  const row = await db.selectFrom('readings').select('text').where('version_id', '=', id).orderBy('id').limit(1).executeTakeFirst();
  return row?.text ?? null;
}
