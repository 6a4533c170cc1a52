import type { ComparisonId, VendorId } from '../domain/ids.ts';
import { sql } from 'kysely';
import { asId } from './cast.ts';
import type { Db } from './database.ts';

/** @returns the newest comparisons of a vendor, of a tag (of the vendor or the policy), or of all */
export async function newestComparisons(db: Db, of: { readonly vendorId: VendorId | null; readonly tag: string | null; readonly limit: number }): Promise<readonly ComparisonId[]> {
  let query = db.selectFrom('comparisons').select('comparisons.id');
  const { vendorId, tag } = of;
  if (vendorId !== null) query = query.where('policy_id', 'in', (eb) => eb.selectFrom('policies').select('policies.id').where('policies.vendor_id', '=', vendorId));
  if (tag !== null) query = query.where('policy_id', 'in', await policiesTagged(db, tag));
  // Of a vendor or a tag: each policy's own few, sorted; the index over the time of all would be walked to its end for one that has none.
  const at = vendorId === null && tag === null ? sql.ref('created_at') : sql`+created_at`;
  const rows = await query.orderBy(at, 'desc').orderBy('comparisons.id', 'desc').limit(of.limit).execute();
  return rows.map((row) => asId<ComparisonId>(row.id));
}

async function policiesTagged(db: Db, tag: string): Promise<readonly number[]> {
  const written = JSON.stringify(tag);
  const rows = await db
    .selectFrom('policies')
    .innerJoin('vendors', 'vendors.id', 'policies.vendor_id')
    .select('policies.id')
    .where((eb) => eb.or([eb(eb.fn<number>('instr', ['vendors.tags', eb.val(written)]), '>', 0), eb(eb.fn<number>('instr', ['policies.tags', eb.val(written)]), '>', 0)]))
    .execute();
  return rows.map((row) => row.id);
}
