import type { ComparisonId, VendorId } from '../domain/ids.ts';
import { asId } from './cast.ts';
import type { Db } from './database.ts';

/** @returns the newest comparisons of a vendor, of a tag (of the vendor or the policy), or of all */
export async function newestComparisons(db: Db, of: { readonly vendorId: VendorId | null; readonly tag: string | null; readonly limit: number }): Promise<readonly ComparisonId[]> {
  let query = db
    .selectFrom('comparisons')
    .innerJoin('policies', 'policies.id', 'comparisons.policy_id')
    .innerJoin('vendors', 'vendors.id', 'policies.vendor_id')
    .select('comparisons.id');
  const { vendorId, tag } = of;
  if (vendorId !== null) query = query.where('policies.vendor_id', '=', vendorId);
  if (tag !== null) {
    const written = JSON.stringify(tag);
    query = query.where((eb) => eb.or([eb(eb.fn<number>('instr', ['vendors.tags', eb.val(written)]), '>', 0), eb(eb.fn<number>('instr', ['policies.tags', eb.val(written)]), '>', 0)]));
  }
  const rows = await query.orderBy('comparisons.created_at', 'desc').orderBy('comparisons.id', 'desc').limit(of.limit).execute();
  return rows.map((row) => asId<ComparisonId>(row.id));
}
