import { sql, type Kysely } from 'kysely';

/** @param db an empty database; makes every table of the first release */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = (table: string) => db.schema.createTable(table).addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement());

  await id('vendors')
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('home_url', 'text')
    .addColumn('tags', 'text', (c) => c.notNull())
    .addColumn('owner', 'text')
    .addColumn('tier', 'text')
    .addColumn('notice', 'text')
    .addColumn('contract_date', 'text')
    .addColumn('paused_at', 'text')
    .addColumn('removed_at', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();

  await id('policies')
    .addColumn('vendor_id', 'integer', (c) => c.notNull().references('vendors.id'))
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('render', 'text', (c) => c.notNull())
    .addColumn('select_css', 'text', (c) => c.notNull())
    .addColumn('remove_css', 'text', (c) => c.notNull())
    .addColumn('schedule', 'text')
    .addColumn('tags', 'text', (c) => c.notNull())
    .addColumn('notice', 'text')
    .addColumn('paused_at', 'text')
    .addColumn('removed_at', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('next_check_at', 'text', (c) => c.notNull())
    .addColumn('last_check_at', 'text')
    .addColumn('last_full_fetch_at', 'text')
    .addColumn('last_change_at', 'text')
    .addColumn('validators', 'text')
    .addColumn('gate_memory', 'text', (c) => c.notNull())
    .addColumn('known_good', 'text')
    .addColumn('announced', 'text')
    .addColumn('current_version_id', 'integer')
    .addColumn('failing_since', 'text')
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('failure_reason', 'text')
    .execute();

  await db.schema.createTable('hosts')
    .addColumn('host', 'text', (c) => c.primaryKey())
    .addColumn('politeness', 'text', (c) => c.notNull())
    .execute();

  await db.schema.createTable('robots')
    .addColumn('origin', 'text', (c) => c.primaryKey())
    .addColumn('record', 'text', (c) => c.notNull())
    .execute();

  await db.schema.createTable('bodies')
    .addColumn('sha256', 'text', (c) => c.primaryKey())
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('encoding', 'text', (c) => c.notNull())
    .addColumn('dictionary_sha256', 'text')
    .addColumn('depth', 'integer', (c) => c.notNull())
    .addColumn('data', 'blob', (c) => c.notNull())
    .execute();

  await id('checks')
    .addColumn('policy_id', 'integer', (c) => c.notNull().references('policies.id'))
    .addColumn('started_at', 'text', (c) => c.notNull())
    .addColumn('ended_at', 'text', (c) => c.notNull())
    .addColumn('trigger', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('code', 'text')
    .addColumn('status', 'integer')
    .addColumn('verdict', 'text')
    .addColumn('outcome', 'text')
    .addColumn('exchange', 'text')
    .addColumn('problem', 'text')
    .addColumn('partial_sha256', 'text')
    .execute();

  await id('captures')
    .addColumn('policy_id', 'integer', (c) => c.notNull().references('policies.id'))
    .addColumn('check_id', 'integer', (c) => c.references('checks.id'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('exchange', 'text', (c) => c.notNull())
    .addColumn('raw_sha256', 'text', (c) => c.notNull().references('bodies.sha256'))
    .addColumn('body_sha256', 'text', (c) => c.notNull().references('bodies.sha256'))
    .addColumn('media_type', 'text', (c) => c.notNull())
    .addColumn('verdict', 'text', (c) => c.notNull())
    .addColumn('reasons', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('title', 'text')
    .addColumn('language', 'text')
    .addColumn('text_hash', 'text', (c) => c.notNull())
    .addColumn('reader', 'text', (c) => c.notNull())
    .addColumn('tool', 'text', (c) => c.notNull())
    .addColumn('version_id', 'integer')
    .execute();

  await id('versions')
    .addColumn('policy_id', 'integer', (c) => c.notNull().references('policies.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('capture_id', 'integer', (c) => c.notNull().references('captures.id'))
    .addColumn('first_seen_at', 'text', (c) => c.notNull())
    .addColumn('confirmed_at', 'text', (c) => c.notNull())
    .addColumn('last_absent_at', 'text')
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('title', 'text')
    .addColumn('language', 'text')
    .addColumn('effective_date', 'text')
    .addColumn('updated_date', 'text')
    .addColumn('announcement', 'text')
    .addColumn('notes', 'text', (c) => c.notNull())
    .addUniqueConstraint('versions_policy_number', ['policy_id', 'number'])
    .execute();

  await id('readings')
    .addColumn('version_id', 'integer', (c) => c.notNull().references('versions.id'))
    .addColumn('reader', 'text', (c) => c.notNull())
    .addColumn('read_at', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('tree', 'blob', (c) => c.notNull())
    .addUniqueConstraint('readings_version_reader', ['version_id', 'reader'])
    .execute();

  await id('comparisons')
    .addColumn('policy_id', 'integer', (c) => c.notNull().references('policies.id'))
    .addColumn('old_version_id', 'integer', (c) => c.notNull().references('versions.id'))
    .addColumn('new_version_id', 'integer', (c) => c.notNull().references('versions.id'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('language', 'text')
    .addColumn('significance', 'text', (c) => c.notNull())
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('headline_nl', 'text', (c) => c.notNull())
    .addColumn('headline_en', 'text', (c) => c.notNull())
    .addColumn('unchanged', 'integer', (c) => c.notNull())
    .addColumn('coarse', 'integer', (c) => c.notNull())
    .addColumn('ruleset', 'text', (c) => c.notNull())
    .addUniqueConstraint('comparisons_new_version', ['new_version_id'])
    .execute();

  await id('changes')
    .addColumn('comparison_id', 'integer', (c) => c.notNull().references('comparisons.id'))
    .addColumn('policy_id', 'integer', (c) => c.notNull())
    .addColumn('vendor_id', 'integer', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('significance', 'text', (c) => c.notNull())
    .addColumn('rank', 'integer', (c) => c.notNull())
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('main_topic', 'text', (c) => c.notNull())
    .addColumn('topics', 'text', (c) => c.notNull())
    .addColumn('headline_nl', 'text', (c) => c.notNull())
    .addColumn('headline_en', 'text', (c) => c.notNull())
    .addColumn('data', 'blob', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addUniqueConstraint('changes_comparison_position', ['comparison_id', 'position'])
    .execute();

  await id('decisions')
    .addColumn('change_id', 'integer', (c) => c.notNull().references('changes.id'))
    .addColumn('policy_id', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('decided_by', 'text', (c) => c.notNull())
    .addColumn('decided_at', 'text', (c) => c.notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .execute();

  await id('deadlines')
    .addColumn('policy_id', 'integer', (c) => c.notNull().references('policies.id'))
    .addColumn('version_id', 'integer')
    .addColumn('comparison_id', 'integer')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('due_date', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('settled_at', 'text')
    .addColumn('settled_by', 'text')
    .addColumn('details', 'text', (c) => c.notNull())
    .addUniqueConstraint('deadlines_once', ['policy_id', 'kind', 'due_date'])
    .execute();

  await id('subscribers')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull().unique())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('time_zone', 'text', (c) => c.notNull())
    .addColumn('follows', 'text', (c) => c.notNull())
    .addColumn('alert_from', 'text')
    .addColumn('digest', 'integer', (c) => c.notNull())
    .addColumn('quiet', 'text')
    .addColumn('confirmed_at', 'text')
    .addColumn('suspended_at', 'text')
    .addColumn('suspended_reason', 'text')
    .addColumn('hard_failures', 'integer', (c) => c.notNull())
    .addColumn('removed_at', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();

  await id('deliveries')
    .addColumn('subscriber_id', 'integer', (c) => c.references('subscribers.id'))
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('message_id', 'text', (c) => c.notNull().unique())
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('payload', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('maybe_duplicate', 'integer', (c) => c.notNull())
    .addColumn('last_error', 'text')
    .addColumn('finished_at', 'text')
    .addColumn('reply', 'text')
    .execute();

  await id('alerts')
    .addColumn('subscriber_id', 'integer', (c) => c.notNull().references('subscribers.id'))
    .addColumn('comparison_id', 'integer', (c) => c.notNull().references('comparisons.id'))
    .addColumn('policy_id', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('delivery_id', 'integer', (c) => c.references('deliveries.id'))
    .addUniqueConstraint('alerts_once', ['subscriber_id', 'comparison_id'])
    .execute();

  await id('digests')
    .addColumn('period_key', 'text', (c) => c.notNull().unique())
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('until', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();

  await id('notices')
    .addColumn('policy_id', 'integer', (c) => c.references('policies.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'text', (c) => c.notNull())
    .addColumn('told_at', 'text')
    .addColumn('closed_at', 'text')
    .addColumn('close_told_at', 'text')
    .addColumn('details', 'text', (c) => c.notNull())
    .execute();

  await id('ledger')
    .addColumn('policy_id', 'integer', (c) => c.notNull())
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('ref_id', 'integer', (c) => c.notNull())
    .addColumn('payload_sha256', 'text', (c) => c.notNull())
    .addColumn('previous', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addUniqueConstraint('ledger_policy_sequence', ['policy_id', 'sequence'])
    .addUniqueConstraint('ledger_kind_ref', ['kind', 'ref_id'])
    .execute();

  await db.schema.createTable('leases')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('until', 'text', (c) => c.notNull())
    .execute();

  await db.schema.createTable('settings')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();

  const index = (name: string, table: string, columns: readonly string[]) => db.schema.createIndex(name).on(table).columns([...columns]).execute();
  await index('policies_vendor', 'policies', ['vendor_id']);
  await index('policies_due', 'policies', ['next_check_at']);
  await index('captures_policy_at', 'captures', ['policy_id', 'at']);
  await index('captures_version', 'captures', ['version_id']);
  await index('checks_policy_at', 'checks', ['policy_id', 'started_at']);
  await index('checks_started', 'checks', ['started_at']);
  await index('comparisons_created', 'comparisons', ['created_at']);
  await index('comparisons_policy_created', 'comparisons', ['policy_id', 'created_at']);
  await index('changes_created', 'changes', ['created_at']);
  await index('changes_state_rank', 'changes', ['state', 'rank', 'created_at']);
  await index('changes_policy_created', 'changes', ['policy_id', 'created_at']);
  await index('changes_vendor_created', 'changes', ['vendor_id', 'created_at']);
  await index('decisions_change', 'decisions', ['change_id']);
  await index('alerts_due', 'alerts', ['delivery_id', 'due_at']);
  await index('deliveries_due', 'deliveries', ['state', 'due_at']);
  await index('notices_open', 'notices', ['closed_at']);
  await index('versions_created', 'versions', ['confirmed_at']);
  await sql`create index deadlines_open on deadlines (settled_at, due_date)`.execute(db);
}
