import { sql, type Kysely } from 'kysely';
import { readingSum, stampSum } from '../sums.ts';

interface Reading {
  readonly id: number;
  readonly version_id: number;
  readonly reader: string;
  readonly read_at: string;
  readonly hash: string;
  readonly text: string;
  readonly tree: Buffer;
}

interface Stamp {
  readonly day: string;
  readonly token: Buffer;
  readonly authority: string;
  readonly stamped_at: string;
}

/** @param db a database of before; adds to each reading and each time stamp a sum over its row */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('readings').addColumn('sum', 'text').execute();
  await db.schema.alterTable('heads').addColumn('stamp_sum', 'text').execute();
  // One at a time: all texts of all versions together may be more than the memory holds.
  const { rows: ids } = await sql<{ readonly id: number }>`select id from readings`.execute(db);
  for (const { id } of ids) {
    const { rows } = await sql<Reading>`select * from readings where id = ${id}`.execute(db);
    for (const row of rows) await sql`update readings set sum = ${readingSum(row)} where id = ${id}`.execute(db);
  }
  const { rows: stamps } = await sql<Stamp>`select day, token, authority, stamped_at from heads where token is not null`.execute(db);
  for (const row of stamps) await sql`update heads set stamp_sum = ${stampSum(row)} where day = ${row.day}`.execute(db);
}
