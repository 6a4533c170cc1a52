import { sql, type Kysely } from 'kysely';

/** @param db a database of before; adds secret addresses for feeds, and indexes for lists that several filters narrow */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('feed_tokens')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('account_id', 'integer', (c) => c.references('accounts.id').onDelete('cascade'))
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('token_sha256', 'text', (c) => c.notNull().unique())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('last_used_at', 'text')
    .addColumn('revoked_at', 'text')
    .execute();

  const index = (name: string, table: string, columns: readonly string[]) => db.schema.createIndex(name).on(table).columns([...columns]).execute();
  await index('feed_tokens_account', 'feed_tokens', ['account_id']);
  // A common kind with a rare topic would otherwise walk most of the table to fill a page.
  await index('changes_topic_kind', 'changes', ['main_topic', 'kind', 'rank', 'created_at']);
  await index('changes_state_topic_kind', 'changes', ['state', 'main_topic', 'kind', 'rank', 'created_at']);
  await index('changes_vendor_rank', 'changes', ['vendor_id', 'rank', 'created_at']);
  await sql`drop index changes_vendor_created`.execute(db);
  await index('sub_processors_country', 'sub_processors', ['country']);
  await index('policies_tags', 'policies', ['vendor_id', 'tags']);
  // A policy's row carries the gate's long memory before its current version: who asks which text stands now must not read through it.
  await index('policies_current', 'policies', ['current_version_id', 'removed_at', 'vendor_id']);
  await index('checks_policy', 'checks', ['policy_id']);
  await index('deadlines_due', 'deadlines', ['due_date']);
  await index('deadlines_comparison', 'deadlines', ['comparison_id']);
  await sql`create index vendors_by_name on vendors (name collate nocase, id)`.execute(db);
  await sql`create index policies_paused on policies (id) where paused_at is not null`.execute(db);
}
