import type { PolicyId, VendorId, VersionId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { PolicyType } from '../domain/vendor.ts';
import { asId, asInstant, asName, asOptionalInstant } from './cast.ts';
import type { Db } from './database.ts';

export type PartyBasis = 'list' | 'clause';

/** A party that a version of a vendor's policy names. */
export interface NamedParty {
  readonly name: string;
  /** The name as compared: case, accents, legal form and punctuation folded. */
  readonly folded: string;
  readonly country: string | null;
  readonly purpose: string | null;
  readonly basis: PartyBasis;
}

/** A party in the table across vendors. */
export interface SubProcessor extends NamedParty {
  readonly id: number;
  readonly policyId: PolicyId;
  readonly policySlug: string;
  readonly policyType: PolicyType;
  readonly vendorSlug: string;
  readonly vendorName: string;
  readonly inBaseline: boolean;
  readonly firstSeenAt: Instant;
  readonly goneAt: Instant | null;
}

export interface SubProcessorFilter {
  readonly name?: string;
  readonly vendor?: string;
  readonly country?: string;
  readonly joinedSince?: Instant;
  readonly includeGone?: boolean;
}

export interface SubProcessorCursor {
  readonly folded: string;
  readonly id: number;
}

/** @returns parties by name after a cursor */
export async function pageOfSubProcessors(db: Db, filter: SubProcessorFilter, page: { readonly after: SubProcessorCursor | null; readonly limit: number }): Promise<readonly SubProcessor[]> {
  let query = db
    .selectFrom('sub_processors')
    .innerJoin('policies', 'policies.id', 'sub_processors.policy_id')
    .innerJoin('vendors', 'vendors.id', 'sub_processors.vendor_id')
    .selectAll('sub_processors')
    .select(['policies.slug as policy_slug', 'policies.type as policy_type', 'vendors.slug as vendor_slug', 'vendors.name as vendor_name'])
    .where('policies.removed_at', 'is', null);
  const { name, vendor, country, joinedSince } = filter;
  if (name !== undefined) query = query.where((eb) => eb(eb.fn<number>('instr', ['sub_processors.folded', eb.val(name)]), '>', 0));
  if (vendor !== undefined) query = query.where((eb) => eb(eb.fn<number>('instr', [eb.fn('lower', ['vendors.name']), eb.val(vendor.toLowerCase())]), '>', 0));
  if (country !== undefined) query = query.where('sub_processors.country', '=', country);
  if (joinedSince !== undefined) query = query.where('sub_processors.first_seen_at', '>=', joinedSince).where('sub_processors.in_baseline', '=', 0);
  if (filter.includeGone !== true) query = query.where('sub_processors.gone_at', 'is', null);
  const { after } = page;
  if (after !== null) query = query.where((eb) => eb(eb.refTuple('sub_processors.folded', 'sub_processors.id'), '>', eb.tuple(after.folded, after.id)));
  const rows = await query.orderBy('sub_processors.folded').orderBy('sub_processors.id').limit(page.limit).execute();
  return rows.map((row) => ({
    id: row.id,
    policyId: asId<PolicyId>(row.policy_id),
    name: row.name,
    folded: row.folded,
    country: row.country,
    purpose: row.purpose,
    basis: asName<PartyBasis>(row.basis),
    policySlug: row.policy_slug,
    policyType: row.policy_type,
    vendorSlug: row.vendor_slug,
    vendorName: row.vendor_name,
    inBaseline: row.in_baseline === 1,
    firstSeenAt: asInstant(row.first_seen_at),
    goneAt: asOptionalInstant(row.gone_at),
  }));
}

/** @returns the countries that parties are in, for a list to choose from */
export async function partyCountries(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('sub_processors').select('country').distinct().where('country', 'is not', null).orderBy('country').limit(300).execute();
  return rows.flatMap((row) => (row.country === null ? [] : [row.country]));
}

/** A version to read parties from, in the order in which they were recorded. */
export interface VersionToRead {
  readonly id: VersionId;
  readonly number: number;
  readonly policyId: PolicyId;
  readonly vendorId: VendorId;
  readonly vendorName: string;
  readonly policyType: PolicyType;
  readonly firstSeenAt: Instant;
}

export async function versionsAfter(db: Db, after: number, limit: number): Promise<readonly VersionToRead[]> {
  const rows = await db
    .selectFrom('versions')
    .innerJoin('policies', 'policies.id', 'versions.policy_id')
    .innerJoin('vendors', 'vendors.id', 'policies.vendor_id')
    .select(['versions.id', 'versions.number', 'versions.policy_id', 'versions.first_seen_at', 'policies.vendor_id', 'policies.type', 'vendors.name as vendor_name'])
    .where('versions.id', '>', after)
    .orderBy('versions.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: asId<VersionId>(row.id),
    number: row.number,
    policyId: asId<PolicyId>(row.policy_id),
    vendorId: asId<VendorId>(row.vendor_id),
    vendorName: row.vendor_name,
    policyType: row.type,
    firstSeenAt: asInstant(row.first_seen_at),
  }));
}

/**
 * Takes over what a version names: those named before are carried on, those that came get a row, those that are missing
 * are marked as gone. A party that comes back gets a new row, so that its time away stays visible.
 */
export async function recordParties(db: Db, version: VersionToRead, parties: readonly NamedParty[]): Promise<void> {
  const standing = await db.selectFrom('sub_processors').select(['id', 'folded']).where('policy_id', '=', version.policyId).where('gone_at', 'is', null).execute();
  const named = new Map(parties.map((party) => [party.folded, party]));
  for (const row of standing) {
    const party = named.get(row.folded);
    if (party === undefined) await db.updateTable('sub_processors').set({ gone_at: version.firstSeenAt }).where('id', '=', row.id).execute();
    else await db.updateTable('sub_processors').set({ last_version_id: version.id, name: party.name, country: party.country, purpose: party.purpose, basis: party.basis }).where('id', '=', row.id).execute();
    named.delete(row.folded);
  }
  for (const party of named.values()) {
    await db
      .insertInto('sub_processors')
      .values({
        policy_id: version.policyId,
        vendor_id: version.vendorId,
        name: party.name,
        folded: party.folded,
        country: party.country,
        purpose: party.purpose,
        basis: party.basis,
        in_baseline: version.number === 1 ? 1 : 0,
        first_seen_at: version.firstSeenAt,
        first_version_id: version.id,
        last_version_id: version.id,
        gone_at: null,
      })
      .execute();
  }
}
