import { sql, type Selectable } from 'kysely';
import type { VendorId } from '../domain/ids.ts';
import type { Instant, IsoDate } from '../domain/instant.ts';
import type { NoticePeriod, Vendor } from '../domain/vendor.ts';
import { asId, asInstant, asName, asOptionalInstant, fromJson, fromOptionalJson, toOptionalJson } from './cast.ts';
import type { Db } from './database.ts';
import type { VendorRow } from './schema.ts';

function toVendor(row: Selectable<VendorRow>): Vendor {
  return {
    id: asId<VendorId>(row.id),
    slug: row.slug,
    name: row.name,
    homeUrl: row.home_url,
    tags: fromJson<string[]>(row.tags),
    owner: row.owner,
    tier: row.tier,
    notice: fromOptionalJson<NoticePeriod>(row.notice),
    contractDate: row.contract_date === null ? null : asName<IsoDate>(row.contract_date),
    pausedAt: asOptionalInstant(row.paused_at),
    removedAt: asOptionalInstant(row.removed_at),
    createdAt: asInstant(row.created_at),
  };
}

export type NewVendor = Omit<Vendor, 'id' | 'pausedAt' | 'removedAt'>;

/** @returns the vendor's id; a vendor of this slug that was removed comes back with its history */
export async function upsertVendor(db: Db, vendor: NewVendor): Promise<VendorId> {
  const values = {
    name: vendor.name,
    home_url: vendor.homeUrl,
    tags: JSON.stringify(vendor.tags),
    owner: vendor.owner,
    tier: vendor.tier,
    notice: toOptionalJson(vendor.notice),
    contract_date: vendor.contractDate,
  };
  const row = await db
    .insertInto('vendors')
    .values({ slug: vendor.slug, ...values, paused_at: null, removed_at: null, created_at: vendor.createdAt })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet({ ...values, removed_at: null }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return asId<VendorId>(row.id);
}

/** @returns vendors by name; removed ones only where asked for */
export async function listVendors(db: Db, options: { readonly removed?: boolean } = {}): Promise<readonly Vendor[]> {
  let query = db.selectFrom('vendors').selectAll();
  if (options.removed !== true) query = query.where('removed_at', 'is', null);
  return (await query.orderBy('name').orderBy('id').execute()).map(toVendor);
}

/** @returns vendors by name after a cursor, without removed ones */
export async function pageOfVendorRows(db: Db, page: { readonly after: { readonly name: string; readonly id: number } | null; readonly limit: number }): Promise<readonly Vendor[]> {
  let query = db.selectFrom('vendors').selectAll().where('removed_at', 'is', null);
  const { after } = page;
  if (after !== null) query = query.where(sql<boolean>`(name collate nocase, id) > (${after.name}, ${after.id})`);
  return (await query.orderBy(sql`name collate nocase`).orderBy('id').limit(page.limit).execute()).map(toVendor);
}

export async function findVendor(db: Db, slug: string): Promise<Vendor | null> {
  const row = await db.selectFrom('vendors').selectAll().where('slug', '=', slug).executeTakeFirst();
  return row === undefined ? null : toVendor(row);
}

export async function getVendor(db: Db, id: VendorId): Promise<Vendor> {
  return toVendor(await db.selectFrom('vendors').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

/** @param at null to resume */
export async function pauseVendor(db: Db, id: VendorId, at: Instant | null): Promise<void> {
  await db.updateTable('vendors').set({ paused_at: at }).where('id', '=', id).execute();
}

export async function removeVendor(db: Db, id: VendorId, at: Instant): Promise<void> {
  await db.updateTable('vendors').set({ removed_at: at }).where('id', '=', id).execute();
  await db.updateTable('policies').set({ removed_at: at }).where('vendor_id', '=', id).where('removed_at', 'is', null).execute();
}

/** Destroys a vendor whose policies are gone. */
export async function purgeVendor(db: Db, id: VendorId): Promise<void> {
  const left = await db.selectFrom('policies').select('id').where('vendor_id', '=', id).executeTakeFirst();
  if (left === undefined) await db.deleteFrom('vendors').where('id', '=', id).execute();
}
