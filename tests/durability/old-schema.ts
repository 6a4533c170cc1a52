import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import * as first from '../../src/storage/migrations/001-first.ts';

/** The tables that hold what must survive an upgrade. */
export const oldTables = ['vendors', 'policies', 'bodies', 'checks', 'captures', 'versions', 'readings', 'comparisons', 'changes', 'decisions', 'subscribers', 'deliveries', 'alerts', 'digests', 'ledger'] as const;

/** Makes a database as the first release had it, with the rows of a present one. */
export async function makeOldStore(present: string, dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const raw = new Database(path.join(dataDir, 'clausewatch.db'));
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: raw }) });
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => ({ '001-first': first }) } }).migrateToLatest();
  if (error !== undefined) throw error;
  raw.pragma('journal_mode = WAL');
  raw.pragma('foreign_keys = OFF');
  raw.prepare('attach ? as present').run(present);
  for (const table of oldTables) {
    const columns = raw.pragma(`table_info(${table})`) as readonly { readonly name: string }[];
    const names = columns.map((column) => column.name).join(', ');
    raw.exec(`insert into ${table} (${names}) select ${names} from present.${table}`);
  }
  raw.exec('detach present');
  await db.destroy();
}

/** @returns how many rows each of the old tables has, and a sum over its keys */
export function countsIn(file: string): Readonly<Record<string, number>> {
  const raw = new Database(file, { readonly: true });
  const counts = Object.fromEntries(oldTables.map((table) => [table, Number(raw.prepare(`select count(*) + coalesce(sum(rowid), 0) from ${table}`).pluck().get())]));
  raw.close();
  return counts;
}
