import { sql, type Kysely } from 'kysely';

/** @param db a database of the first release; adds accounts, sessions, tokens, search and the sub-processors' rows */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = (table: string) => db.schema.createTable(table).addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement());

  await id('accounts')
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('display_name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('language', 'text')
    .addColumn('password', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('password_at', 'text')
    .addColumn('disabled_at', 'text')
    .execute();

  await db.schema.createTable('sessions')
    .addColumn('token_sha256', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'integer', (c) => c.notNull().references('accounts.id'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute();

  await id('api_tokens')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('token_sha256', 'text', (c) => c.notNull().unique())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('last_used_at', 'text')
    .addColumn('revoked_at', 'text')
    .execute();

  await id('sub_processors')
    .addColumn('policy_id', 'integer', (c) => c.notNull().references('policies.id').onDelete('cascade'))
    .addColumn('vendor_id', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('folded', 'text', (c) => c.notNull())
    .addColumn('country', 'text')
    .addColumn('purpose', 'text')
    .addColumn('basis', 'text', (c) => c.notNull())
    .addColumn('in_baseline', 'integer', (c) => c.notNull())
    .addColumn('first_seen_at', 'text', (c) => c.notNull())
    .addColumn('first_version_id', 'integer', (c) => c.notNull())
    .addColumn('last_version_id', 'integer', (c) => c.notNull())
    .addColumn('gone_at', 'text')
    .execute();

  await db.schema.createTable('index_progress')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('upto_id', 'integer', (c) => c.notNull())
    .execute();

  // The texts stay in `readings`; the index only points there, and the triggers keep it in the same transaction.
  await sql`create virtual table reading_search using fts5(text, content='readings', content_rowid='id', tokenize="unicode61 remove_diacritics 2", prefix='3')`.execute(db);
  await sql`create trigger reading_search_insert after insert on readings begin
    insert into reading_search(rowid, text) values (new.id, new.text); end`.execute(db);
  await sql`create trigger reading_search_delete after delete on readings begin
    insert into reading_search(reading_search, rowid, text) values ('delete', old.id, old.text); end`.execute(db);
  await sql`insert into reading_search(reading_search) values ('rebuild')`.execute(db);

  // A change's words are packed, so a trigger cannot read them: an index without content, filled by the program.
  await sql`create virtual table change_search using fts5(text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2")`.execute(db);
  await sql`create trigger change_search_delete after delete on changes begin delete from change_search where rowid = old.id; end`.execute(db);

  // Every list of changes walks one of these by weight; by time it walks three, one for each weight, and merges them.
  const index = (name: string, table: string, columns: readonly string[]) => db.schema.createIndex(name).on(table).columns([...columns]).execute();
  await index('sessions_account', 'sessions', ['account_id']);
  await index('sub_processors_folded', 'sub_processors', ['folded']);
  await index('sub_processors_policy', 'sub_processors', ['policy_id']);
  await index('sub_processors_first_seen', 'sub_processors', ['first_seen_at']);
  await index('changes_rank_created', 'changes', ['rank', 'created_at']);
  await index('changes_state_topic', 'changes', ['state', 'main_topic', 'rank', 'created_at']);
  await index('changes_topic', 'changes', ['main_topic', 'rank', 'created_at']);
  await index('changes_kind', 'changes', ['kind', 'rank', 'created_at']);
  await index('changes_state_vendor', 'changes', ['state', 'vendor_id', 'rank', 'created_at']);
  await index('changes_state_policy', 'changes', ['state', 'policy_id', 'rank', 'created_at']);
  await index('changes_state_kind', 'changes', ['state', 'kind', 'rank', 'created_at']);
  await index('decisions_decided', 'decisions', ['decided_at']);
  await index('decisions_policy', 'decisions', ['policy_id', 'decided_at']);
  // A policy's row carries the gate's long memory before these columns; lists must not read through it.
  await index('policies_overview', 'policies', ['vendor_id', 'removed_at', 'paused_at', 'failing_since', 'last_change_at', 'last_check_at', 'current_version_id']);
  await index('vendors_name', 'vendors', ['name']);
  await sql`create index policies_failing on policies (slug) where failing_since is not null`.execute(db);
  await sql`create index policies_unconfirmed on policies (slug) where current_version_id is null`.execute(db);
  await index('captures_check', 'captures', ['check_id']);
  await index('versions_hash', 'versions', ['policy_id', 'hash']);
}
