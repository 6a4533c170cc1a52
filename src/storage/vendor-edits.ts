import type { VendorId } from '../domain/ids.ts';
import type { Vendor } from '../domain/vendor.ts';
import { toOptionalJson } from './cast.ts';
import type { Db } from './database.ts';

/** Writes what people say about a vendor; how its policies are watched stays as it is. */
export async function updateVendor(db: Db, id: VendorId, edit: Pick<Vendor, 'name' | 'tags' | 'owner' | 'tier' | 'notice' | 'contractDate'>): Promise<void> {
  await db
    .updateTable('vendors')
    .set({ name: edit.name, tags: JSON.stringify(edit.tags), owner: edit.owner, tier: edit.tier, notice: toOptionalJson(edit.notice), contract_date: edit.contractDate })
    .where('id', '=', id)
    .execute();
}
