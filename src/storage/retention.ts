import { zstdCompressSync } from 'node:zlib';
import { sql } from 'kysely';
import type { PolicyId, Sha256 } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { getBody } from './bodies.ts';
import { asId, asInstant, asName, fromJson } from './cast.ts';
import type { Db } from './database.ts';

/** Before these instants bodies may go; null: none may. */
export interface Cutoffs {
  readonly captures: Instant | null;
  readonly failed: Instant | null;
}

/** A stored page that nothing but old looks of one policy needs; one that two policies showed comes twice. */
export interface Droppable {
  readonly sha256: Sha256;
  readonly policyId: PolicyId;
  /** What the database would give back. */
  readonly bytes: number;
}

/**
 * @returns the bodies that only captures and failed checks older than the cutoffs rest on, by policy; never one that a
 *   version rests on
 */
export async function droppableBodies(db: Db, cutoffs: Cutoffs): Promise<readonly Droppable[]> {
  // An empty text is before every instant.
  const captures = cutoffs.captures ?? '';
  const failed = cutoffs.failed ?? '';
  const { rows } = await sql<{ sha256: string; policy_id: number; bytes: number }>`
    with uses as (
      select body_sha256 as sha256, policy_id, at < ${captures} and version_id is null and id not in (select capture_id from versions) as old from captures
      union all
      select raw_sha256, policy_id, at < ${captures} and version_id is null and id not in (select capture_id from versions) from captures
      union all
      select partial_sha256, policy_id, started_at < ${failed} from checks where partial_sha256 is not null
    )
    select distinct uses.sha256, uses.policy_id, length(bodies.data) as bytes from uses join bodies on bodies.sha256 = uses.sha256
    where bodies.encoding != 'dropped' and uses.sha256 in (select sha256 from uses group by sha256 having min(old) = 1)
    order by uses.policy_id, uses.sha256`.execute(db);
  return rows.map((row) => ({ sha256: asName<Sha256>(row.sha256), policyId: asId<PolicyId>(row.policy_id), bytes: Number(row.bytes) }));
}

/** Takes the bytes of bodies away and leaves their rows; those that were compressed against them are packed anew first. */
export async function dropBodies(db: Db, hashes: ReadonlySet<Sha256>): Promise<void> {
  for (const sha256 of hashes) {
    const leaning = await db.selectFrom('bodies').select('sha256').where('dictionary_sha256', '=', sha256).where('encoding', '!=', 'dropped').execute();
    for (const row of leaning) if (!hashes.has(asName<Sha256>(row.sha256))) await packAlone(db, asName<Sha256>(row.sha256));
  }
  for (const sha256 of hashes) await db.updateTable('bodies').set({ encoding: 'dropped', dictionary_sha256: null, depth: 0, data: Buffer.alloc(0) }).where('sha256', '=', sha256).execute();
}

async function packAlone(db: Db, sha256: Sha256): Promise<void> {
  const bytes = await getBody(db, sha256);
  const plain = zstdCompressSync(bytes);
  const packed = plain.length < bytes.length;
  await db.updateTable('bodies').set({ encoding: packed ? 'zstd' : 'raw', dictionary_sha256: null, depth: 0, data: packed ? plain : bytes }).where('sha256', '=', sha256).execute();
}

/** That bodies of a policy were dropped, when and why: chained like the records whose pages they were. */
export interface Tombstone {
  readonly id: number;
  readonly policyId: PolicyId;
  readonly droppedAt: Instant;
  readonly why: string;
  readonly bodies: readonly Sha256[];
}

export async function insertTombstone(db: Db, stone: Omit<Tombstone, 'id'>): Promise<Tombstone> {
  const row = await db.insertInto('tombstones').values({ policy_id: stone.policyId, dropped_at: stone.droppedAt, why: stone.why, bodies: JSON.stringify(stone.bodies) }).returning('id').executeTakeFirstOrThrow();
  return { id: row.id, ...stone };
}

export async function findTombstone(db: Db, id: number): Promise<Tombstone | null> {
  const row = await db.selectFrom('tombstones').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { id: row.id, policyId: asId<PolicyId>(row.policy_id), droppedAt: asInstant(row.dropped_at), why: row.why, bodies: fromJson<Sha256[]>(row.bodies) };
}

/** @returns when each dropped body of a policy was dropped */
export async function droppedOf(db: Db, policyId: PolicyId): Promise<ReadonlyMap<string, Instant>> {
  const rows = await db.selectFrom('tombstones').select(['dropped_at', 'bodies']).where('policy_id', '=', policyId).orderBy('id').execute();
  return new Map(rows.flatMap((row) => fromJson<string[]>(row.bodies).map((sha256) => [sha256, asInstant(row.dropped_at)] as const)));
}
