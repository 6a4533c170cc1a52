import type { VendorId } from '../domain/ids.ts';
import type { Vendor } from '../domain/vendor.ts';
import { updateVendor } from '../storage/vendor-edits.ts';
import type { AppContext } from './context.ts';

/** What a person may say about a vendor. */
export type VendorEdit = Pick<Vendor, 'name' | 'tags' | 'owner' | 'tier' | 'notice' | 'contractDate'>;

export async function editVendor(context: Pick<AppContext, 'storage'>, id: VendorId, edit: VendorEdit): Promise<void> {
  await context.storage.transaction((db) => updateVendor(db, id, edit));
}
