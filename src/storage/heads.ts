import type { Selectable } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import { asInstant, asOptionalInstant, fromJson } from './cast.ts';
import type { Db } from './database.ts';
import type { ChainTip } from './ledger.ts';
import type { HeadRow } from './schema.ts';
import { stampSum } from './sums.ts';

/** The head over all chains as it was on a day, and the answer of a time-stamping authority where one was asked. */
export interface DailyHead {
  /** UTC, `2026-11-22`. */
  readonly day: string;
  readonly at: Instant;
  readonly head: string;
  readonly chains: readonly ChainTip[];
  readonly token: Buffer | null;
  readonly authority: string | null;
  /** What the authority's clock showed. */
  readonly stampedAt: Instant | null;
}

function toHead(row: Selectable<HeadRow>): DailyHead {
  return { day: row.day, at: asInstant(row.at), head: row.head, chains: fromJson<ChainTip[]>(row.chains), token: row.token, authority: row.authority, stampedAt: asOptionalInstant(row.stamped_at) };
}

/** Writes the head of a day; the first one of a day stands. */
export async function insertHead(db: Db, head: Pick<DailyHead, 'day' | 'at' | 'head' | 'chains'>): Promise<void> {
  await db
    .insertInto('heads')
    .values({ day: head.day, at: head.at, head: head.head, chains: JSON.stringify(head.chains), token: null, authority: null, stamped_at: null, stamp_sum: null })
    .onConflict((conflict) => conflict.column('day').doNothing())
    .execute();
}

export async function saveStamp(db: Db, day: string, stamp: { readonly token: Uint8Array; readonly authority: string; readonly stampedAt: Instant }): Promise<void> {
  const row = { token: Buffer.from(stamp.token), authority: stamp.authority, stamped_at: stamp.stampedAt };
  await db.updateTable('heads').set({ ...row, stamp_sum: stampSum(row) }).where('day', '=', day).execute();
}

export async function newestHead(db: Db): Promise<DailyHead | null> {
  const row = await db.selectFrom('heads').selectAll().orderBy('day', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? null : toHead(row);
}

/** @returns the first head written at or after an instant; null where none was */
export async function headAfter(db: Db, at: Instant): Promise<DailyHead | null> {
  const row = await db.selectFrom('heads').selectAll().where('at', '>=', at).orderBy('at').limit(1).executeTakeFirst();
  return row === undefined ? null : toHead(row);
}

/** @returns all days, oldest first */
export async function listHeads(db: Db): Promise<readonly DailyHead[]> {
  const rows = await db.selectFrom('heads').selectAll().orderBy('day').execute();
  return rows.map(toHead);
}
