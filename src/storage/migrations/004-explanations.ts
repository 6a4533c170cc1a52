import type { Kysely } from 'kysely';

/** @param db a database of before; adds what a language model wrote about changes, and how far asking it came */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Rows go with what they are about, so that a purge leaves nothing behind.
  await db.schema.createTable('explanations')
    .addColumn('change_id', 'integer', (c) => c.primaryKey().references('changes.id').onDelete('cascade'))
    .addColumn('model', 'text', (c) => c.notNull())
    .addColumn('asked_at', 'text', (c) => c.notNull())
    .addColumn('sentences', 'text', (c) => c.notNull())
    .execute();

  await db.schema.createTable('explanation_rounds')
    .addColumn('comparison_id', 'integer', (c) => c.primaryKey().references('comparisons.id').onDelete('cascade'))
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'text')
    .execute();
}
