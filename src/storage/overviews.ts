import { sql } from 'kysely';
import type { Significance } from '../domain/change.ts';
import type { ComparisonId, PolicyId, VendorId, VersionId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import type { Health, PolicyType } from '../domain/vendor.ts';
import { asBilingual, asId, asInstant, asName, asOptionalInstant, fromJson } from './cast.ts';
import type { Db } from './database.ts';

/** A vendor in the list of vendors. */
export interface VendorOverview {
  readonly id: VendorId;
  readonly slug: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly owner: string | null;
  readonly tier: string | null;
  readonly pausedAt: Instant | null;
  readonly policies: number;
  readonly failing: number;
  readonly lastChangeAt: Instant | null;
  readonly lastCheckAt: Instant | null;
}

/** As people look names up: capitals do not come first. */
const byVendorName = sql`vendors.name collate nocase`;

export interface VendorCursor {
  readonly name: string;
  readonly id: number;
}

export interface VendorFilter {
  /** Part of the name, any case. */
  readonly text?: string;
  readonly tag?: string;
}

/** @returns vendors by name after a cursor */
export async function pageOfVendors(db: Db, filter: VendorFilter, page: { readonly after: VendorCursor | null; readonly limit: number }): Promise<readonly VendorOverview[]> {
  let query = db
    .selectFrom('vendors')
    .selectAll('vendors')
    .select((eb) => {
      const policies = eb.selectFrom('policies').whereRef('policies.vendor_id', '=', 'vendors.id').where('policies.removed_at', 'is', null);
      return [
        policies.select((inner) => inner.fn.countAll<number>().as('n')).as('policies'),
        policies.where('policies.failing_since', 'is not', null).where('policies.paused_at', 'is', null).select((inner) => inner.fn.countAll<number>().as('n')).as('failing'),
        policies.select((inner) => inner.fn.max('policies.last_change_at').as('at')).as('last_change_at'),
        policies.select((inner) => inner.fn.max('policies.last_check_at').as('at')).as('last_check_at'),
      ];
    })
    .where('vendors.removed_at', 'is', null);
  const { text, tag } = filter;
  if (text !== undefined) query = query.where((eb) => eb(eb.fn<number>('instr', [eb.fn('lower', ['vendors.name']), eb.val(text.toLowerCase())]), '>', 0));
  if (tag !== undefined) query = query.where((eb) => eb(eb.fn<number>('instr', ['vendors.tags', eb.val(JSON.stringify(tag))]), '>', 0));
  const { after } = page;
  if (after !== null) query = query.where(sql<boolean>`(vendors.name collate nocase, vendors.id) > (${after.name}, ${after.id})`);
  const rows = await query.orderBy(byVendorName).orderBy('vendors.id').limit(page.limit).execute();
  return rows.map((row) => ({
    id: asId<VendorId>(row.id),
    slug: row.slug,
    name: row.name,
    tags: fromJson<string[]>(row.tags),
    owner: row.owner,
    tier: row.tier,
    pausedAt: asOptionalInstant(row.paused_at),
    policies: Number(row.policies),
    failing: Number(row.failing),
    lastChangeAt: asOptionalInstant(row.last_change_at),
    lastCheckAt: asOptionalInstant(row.last_check_at),
  }));
}

/** A policy in a list, with its vendor's name and its current version. */
export interface PolicyOverview {
  readonly id: PolicyId;
  readonly slug: string;
  readonly type: PolicyType;
  readonly url: string;
  readonly vendorSlug: string;
  readonly vendorName: string;
  readonly tags: readonly string[];
  readonly health: Health;
  readonly lastCheckAt: Instant | null;
  readonly nextCheckAt: Instant;
  readonly lastChangeAt: Instant | null;
  readonly currentVersionId: VersionId | null;
  readonly currentNumber: number | null;
}

export interface PolicyListFilter {
  readonly vendorId?: VendorId;
  readonly health?: 'failing' | 'paused' | 'new';
}

/** @returns policies by slug after the slug `after` */
export async function pageOfPolicies(db: Db, filter: PolicyListFilter, page: { readonly after: string | null; readonly limit: number }): Promise<readonly PolicyOverview[]> {
  let query = db
    .selectFrom('policies')
    .innerJoin('vendors', 'vendors.id', 'policies.vendor_id')
    .leftJoin('versions', 'versions.id', 'policies.current_version_id')
    .select([
      'policies.id', 'policies.slug', 'policies.type', 'policies.url', 'policies.tags', 'policies.paused_at', 'policies.failing_since',
      'policies.failures', 'policies.failure_reason', 'policies.current_version_id', 'policies.last_check_at', 'policies.next_check_at',
      'policies.last_change_at', 'vendors.slug as vendor_slug', 'vendors.name as vendor_name', 'versions.number as current_number',
      'vendors.paused_at as vendor_paused_at',
    ])
    .where('policies.removed_at', 'is', null);
  if (filter.vendorId !== undefined) query = query.where('policies.vendor_id', '=', filter.vendorId);
  if (filter.health === 'failing') query = query.where('policies.failing_since', 'is not', null).where('policies.paused_at', 'is', null);
  // By ids from indexes: a policy's row is long, and the list of all is not to be read through.
  if (filter.health === 'paused') {
    query = query.where((eb) => {
      const ofVendors = eb.selectFrom('policies as those').select('those.id').where('those.vendor_id', 'in', eb.selectFrom('vendors as paused').select('paused.id').where('paused.paused_at', 'is not', null));
      return eb('policies.id', 'in', eb.selectFrom('policies as own').select('own.id').where('own.paused_at', 'is not', null).union(ofVendors));
    });
  }
  if (filter.health === 'new') query = query.where('policies.current_version_id', 'is', null);
  if (page.after !== null) query = query.where('policies.slug', '>', page.after);
  const rows = await query.orderBy('policies.slug').limit(page.limit).execute();
  return rows.map((row) => ({
    id: asId<PolicyId>(row.id),
    slug: row.slug,
    type: row.type,
    url: row.url,
    vendorSlug: row.vendor_slug,
    vendorName: row.vendor_name,
    tags: fromJson<string[]>(row.tags),
    health: healthOf({ ...row, paused_at: row.paused_at ?? row.vendor_paused_at }),
    lastCheckAt: asOptionalInstant(row.last_check_at),
    nextCheckAt: asInstant(row.next_check_at),
    lastChangeAt: asOptionalInstant(row.last_change_at),
    currentVersionId: row.current_version_id === null ? null : asId<VersionId>(row.current_version_id),
    currentNumber: row.current_number,
  }));
}

/** @returns what people know these policies by */
export async function namesOfPolicies(db: Db, ids: readonly PolicyId[]): Promise<ReadonlyMap<PolicyId, { readonly policySlug: string; readonly policyType: PolicyType; readonly vendorName: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('policies').innerJoin('vendors', 'vendors.id', 'policies.vendor_id').select(['policies.id', 'policies.slug', 'policies.type', 'vendors.name']).where('policies.id', 'in', [...new Set(ids)]).execute();
  return new Map(rows.map((row) => [asId<PolicyId>(row.id), { policySlug: row.slug, policyType: row.type, vendorName: row.name }]));
}

function healthOf(row: { readonly paused_at: string | null; readonly failing_since: string | null; readonly failures: number; readonly failure_reason: string | null; readonly current_version_id: number | null }): Health {
  if (row.paused_at !== null) return { state: 'paused', since: asInstant(row.paused_at) };
  if (row.failing_since !== null) return { state: 'failing', since: asInstant(row.failing_since), failures: row.failures, reason: asBilingual(row.failure_reason ?? '') };
  return row.current_version_id === null ? { state: 'new' } : { state: 'healthy' };
}

export interface WatchCounts {
  readonly vendors: number;
  readonly policies: number;
  /** Read well at the last check: with a baseline, and neither paused nor failing. */
  readonly healthy: number;
  readonly failing: number;
  readonly paused: number;
  readonly unconfirmed: number;
  readonly lastCheckAt: Instant | null;
}

/** What is watched and how it fares, in numbers. */
export async function watchCounts(db: Db): Promise<WatchCounts> {
  const vendors = await db.selectFrom('vendors').select((eb) => eb.fn.countAll<number>().as('n')).where('removed_at', 'is', null).executeTakeFirstOrThrow();
  const row = await db
    .selectFrom('policies')
    .innerJoin('vendors', 'vendors.id', 'policies.vendor_id')
    .select((eb) => {
      const paused = eb.or([eb('policies.paused_at', 'is not', null), eb('vendors.paused_at', 'is not', null)]);
      return [
        eb.fn.countAll<number>().as('policies'),
        eb.fn.sum<number>(eb.case().when(eb.and([eb.not(paused), eb('policies.failing_since', 'is', null), eb('policies.current_version_id', 'is not', null)])).then(1).else(0).end()).as('healthy'),
        eb.fn.sum<number>(eb.case().when(paused).then(1).else(0).end()).as('paused'),
        eb.fn.sum<number>(eb.case().when(eb.and([eb.not(paused), eb('policies.failing_since', 'is not', null)])).then(1).else(0).end()).as('failing'),
        eb.fn.sum<number>(eb.case().when('policies.current_version_id', 'is', null).then(1).else(0).end()).as('unconfirmed'),
        eb.fn.max('policies.last_check_at').as('last_check_at'),
      ];
    })
    .where('policies.removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    vendors: Number(vendors.n),
    policies: Number(row.policies),
    healthy: Number(row.healthy ?? 0),
    failing: Number(row.failing ?? 0),
    paused: Number(row.paused ?? 0),
    unconfirmed: Number(row.unconfirmed ?? 0),
    lastCheckAt: asOptionalInstant(row.last_check_at),
  };
}

/** A comparison in a timeline. */
export interface ListedComparison {
  readonly id: ComparisonId;
  readonly policyId: PolicyId;
  readonly policySlug: string;
  readonly policyType: PolicyType;
  readonly vendorSlug: string;
  readonly vendorName: string;
  readonly createdAt: Instant;
  readonly significance: Significance;
  readonly headline: Bilingual;
  readonly oldNumber: number;
  readonly newNumber: number;
}

export interface ComparisonCursor {
  readonly createdAt: Instant;
  readonly id: number;
}

/** @returns newest first, after a cursor */
export async function pageOfComparisons(db: Db, filter: { readonly vendorId?: VendorId; readonly policyId?: PolicyId }, page: { readonly after: ComparisonCursor | null; readonly limit: number }): Promise<readonly ListedComparison[]> {
  let query = db
    .selectFrom('comparisons')
    .innerJoin('policies', 'policies.id', 'comparisons.policy_id')
    .innerJoin('vendors', 'vendors.id', 'policies.vendor_id')
    .innerJoin('versions as older', 'older.id', 'comparisons.old_version_id')
    .innerJoin('versions as newer', 'newer.id', 'comparisons.new_version_id')
    .select([
      'comparisons.id', 'comparisons.policy_id', 'comparisons.created_at', 'comparisons.significance', 'comparisons.headline_nl', 'comparisons.headline_en',
      'policies.slug as policy_slug', 'policies.type as policy_type', 'vendors.slug as vendor_slug', 'vendors.name as vendor_name',
      'older.number as old_number', 'newer.number as new_number',
    ]);
  if (filter.vendorId !== undefined) query = query.where('policies.vendor_id', '=', filter.vendorId);
  if (filter.policyId !== undefined) query = query.where('comparisons.policy_id', '=', filter.policyId);
  const { after } = page;
  if (after !== null) query = query.where((eb) => eb(eb.refTuple('comparisons.created_at', 'comparisons.id'), '<', eb.tuple(after.createdAt, after.id)));
  const rows = await query.orderBy('comparisons.created_at', 'desc').orderBy('comparisons.id', 'desc').limit(page.limit).execute();
  return rows.map((row) => ({
    id: asId<ComparisonId>(row.id),
    policyId: asId<PolicyId>(row.policy_id),
    policySlug: row.policy_slug,
    policyType: row.policy_type,
    vendorSlug: row.vendor_slug,
    vendorName: row.vendor_name,
    createdAt: asInstant(row.created_at),
    significance: asName<Significance>(row.significance),
    headline: { nl: row.headline_nl, en: row.headline_en },
    oldNumber: row.old_number,
    newNumber: row.new_number,
  }));
}
