import { existsSync, renameSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { OperationError } from '../domain/problem.ts';
import * as first from './migrations/001-first.ts';
import * as web from './migrations/002-web.ts';
import * as keep from './migrations/003-keep.ts';
import * as explanations from './migrations/004-explanations.ts';
import * as lists from './migrations/005-lists.ts';
import * as hookAlerts from './migrations/006-hook-alerts.ts';
import * as sums from './migrations/007-sums.ts';
import type { Schema } from './schema.ts';

const migrations: Readonly<Record<string, Migration>> = {
  '001-first': first,
  '002-web': web,
  '003-keep': keep,
  '004-explanations': explanations,
  '005-lists': lists,
  '006-hook-alerts': hookAlerts,
  '007-sums': sums,
};

/**
 * Brings the tables up to date in one transaction. A database that already holds something is copied first, beside
 * itself, so that a failed upgrade costs nothing.
 * @throws OperationError `store-newer` when a later version of the program wrote this database
 */
export async function migrate(db: Kysely<Schema>, raw: Database.Database, file: string): Promise<void> {
  const applied = appliedNames(raw);
  const unknown = applied.filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new OperationError({
      code: 'store-newer',
      retryable: false,
      message: `The database ${file} was written by a newer Clausewatch (it knows ${unknown.join(', ')}).`,
      mend: 'Install that version, or restore a backup made before the upgrade.',
    });
  }
  const missing = Object.keys(migrations).filter((name) => !applied.includes(name));
  if (missing.length === 0) return;
  if (applied.length > 0 && !raw.readonly) await backUpBefore(raw, file, missing[0] ?? '');
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

function appliedNames(raw: Database.Database): readonly string[] {
  const table = raw.prepare("select name from sqlite_master where type = 'table' and name = 'kysely_migration'").get();
  if (table === undefined) return [];
  return raw.prepare('select name from kysely_migration order by name').pluck().all().filter((name) => typeof name === 'string');
}

async function backUpBefore(raw: Database.Database, file: string, name: string): Promise<void> {
  const target = `${file}.before-${name}`;
  if (existsSync(target)) return;
  // Under another name until it is whole: a copy that was cut off must not pass for one.
  const partial = `${target}.part`;
  rmSync(partial, { force: true });
  await raw.backup(partial);
  renameSync(partial, target);
}
