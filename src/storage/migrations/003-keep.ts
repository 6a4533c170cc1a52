import { sql, type Kysely } from 'kysely';

/** @param db adds what retention dropped, the daily heads with their time stamps, and the holding of alerts */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('tombstones')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('policy_id', 'integer', (c) => c.notNull().references('policies.id'))
    .addColumn('dropped_at', 'text', (c) => c.notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('bodies', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('tombstones_policy').on('tombstones').columns(['policy_id']).execute();

  await db.schema.createTable('heads')
    .addColumn('day', 'text', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('head', 'text', (c) => c.notNull())
    .addColumn('chains', 'text', (c) => c.notNull())
    .addColumn('token', 'blob')
    .addColumn('authority', 'text')
    .addColumn('stamped_at', 'text')
    .execute();

  await db.schema.alterTable('alerts').addColumn('held_at', 'text').execute();
  await db.schema.alterTable('alerts').addColumn('dropped_at', 'text').execute();
  await sql`create index captures_bodies on captures (body_sha256)`.execute(db);
  await sql`create index captures_raw_bodies on captures (raw_sha256)`.execute(db);
  await sql`create index bodies_dictionary on bodies (dictionary_sha256)`.execute(db);
}
