import { fromJson } from './cast.ts';
import type { Db } from './database.ts';

/** @returns what is remembered of each host between runs; the shape is the fetcher's own */
export async function hostRecords<Politeness>(db: Db): Promise<Readonly<Record<string, Politeness>>> {
  const rows = await db.selectFrom('hosts').selectAll().execute();
  return Object.fromEntries(rows.map((row) => [row.host, fromJson<Politeness>(row.politeness)]));
}

export async function saveHostRecord(db: Db, host: string, politeness: unknown): Promise<void> {
  const values = { politeness: JSON.stringify(politeness) };
  await db.insertInto('hosts').values({ host, ...values }).onConflict((conflict) => conflict.column('host').doUpdateSet(values)).execute();
}

/** @returns what is known of a site's robots.txt; null where it was never asked */
export async function robotsRecord<Record>(db: Db, origin: string): Promise<Record | null> {
  const row = await db.selectFrom('robots').selectAll().where('origin', '=', origin).executeTakeFirst();
  return row === undefined ? null : fromJson<Record>(row.record);
}

export async function saveRobotsRecord(db: Db, origin: string, record: unknown): Promise<void> {
  const values = { record: JSON.stringify(record) };
  await db.insertInto('robots').values({ origin, ...values }).onConflict((conflict) => conflict.column('origin').doUpdateSet(values)).execute();
}
