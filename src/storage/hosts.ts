import { fromJson, fromOptionalJson } from './cast.ts';
import type { Db } from './database.ts';

/** What is remembered of a host between runs; the shapes are the fetcher's own. */
export interface HostMemory<Politeness, Robots> {
  readonly politeness: Politeness;
  readonly robots: Robots | null;
}

export async function hostMemory<Politeness, Robots>(db: Db, host: string): Promise<HostMemory<Politeness, Robots> | null> {
  const row = await db.selectFrom('hosts').selectAll().where('host', '=', host).executeTakeFirst();
  return row === undefined ? null : { politeness: fromJson<Politeness>(row.politeness), robots: fromOptionalJson<Robots>(row.robots) };
}

export async function saveHostMemory(db: Db, host: string, memory: HostMemory<unknown, unknown>): Promise<void> {
  const values = { politeness: JSON.stringify(memory.politeness), robots: memory.robots === null ? null : JSON.stringify(memory.robots) };
  await db.insertInto('hosts').values({ host, ...values }).onConflict((conflict) => conflict.column('host').doUpdateSet(values)).execute();
}

/** @returns the memory of every host */
export async function allHostMemory<Politeness, Robots>(db: Db): Promise<ReadonlyMap<string, HostMemory<Politeness, Robots>>> {
  const rows = await db.selectFrom('hosts').selectAll().execute();
  return new Map(rows.map((row) => [row.host, { politeness: fromJson<Politeness>(row.politeness), robots: fromOptionalJson<Robots>(row.robots) }]));
}
