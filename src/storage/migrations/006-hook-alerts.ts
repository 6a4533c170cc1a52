import type { Kysely } from 'kysely';

/** @param db a database of before; adds what webhooks are owed, so that it gathers and is held as mail is */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('hook_alerts')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('hook', 'text', (c) => c.notNull())
    .addColumn('comparison_id', 'integer', (c) => c.notNull().references('comparisons.id').onDelete('cascade'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('delivery_id', 'integer', (c) => c.references('deliveries.id'))
    .addColumn('held_at', 'text')
    .addColumn('dropped_at', 'text')
    .addUniqueConstraint('hook_alerts_once', ['hook', 'comparison_id'])
    .execute();
  await db.schema.createIndex('hook_alerts_due').on('hook_alerts').columns(['delivery_id', 'created_at']).execute();
}
