import type { Instant } from '../domain/instant.ts';
import { asInstant } from './cast.ts';
import type { Db } from './database.ts';

/** A digest that was made: its period can never be told twice. */
export interface DigestRecord {
  readonly periodKey: string;
  readonly since: Instant;
  readonly until: Instant;
  readonly createdAt: Instant;
}

/** @returns false where this period was told already */
export async function insertDigest(db: Db, digest: DigestRecord): Promise<boolean> {
  const result = await db
    .insertInto('digests')
    .values({ period_key: digest.periodKey, since: digest.since, until: digest.until, created_at: digest.createdAt })
    .onConflict((conflict) => conflict.column('period_key').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns the latest digests, newest first */
export async function lastDigests(db: Db, limit: number): Promise<readonly DigestRecord[]> {
  const rows = await db.selectFrom('digests').selectAll().orderBy('until', 'desc').limit(limit).execute();
  return rows.map((row) => ({ periodKey: row.period_key, since: asInstant(row.since), until: asInstant(row.until), createdAt: asInstant(row.created_at) }));
}

export async function lastDigest(db: Db): Promise<DigestRecord | null> {
  return (await lastDigests(db, 1))[0] ?? null;
}
