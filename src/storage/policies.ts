import type { Selectable } from 'kysely';
import type { Validators } from '../domain/capture.ts';
import type { GateMemory } from '../domain/gate.ts';
import type { PolicyId, VendorId, VersionId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import type { Announcement, KnownGood } from '../domain/reading.ts';
import type { Health, NoticePeriod, Policy, PolicyDeclaration, RenderMode } from '../domain/vendor.ts';
import { asBilingual, asId, asInstant, asName, asOptionalInstant, fromJson, fromOptionalJson, toOptionalJson } from './cast.ts';
import type { Db } from './database.ts';
import type { PolicyRow } from './schema.ts';

function healthOf(row: Selectable<PolicyRow>): Health {
  if (row.paused_at !== null) return { state: 'paused', since: asInstant(row.paused_at) };
  if (row.failing_since !== null) {
    return { state: 'failing', since: asInstant(row.failing_since), failures: row.failures, reason: asBilingual(row.failure_reason ?? '') };
  }
  return row.current_version_id === null ? { state: 'new' } : { state: 'healthy' };
}

function toPolicy(row: Selectable<PolicyRow>): Policy {
  return {
    id: asId<PolicyId>(row.id),
    vendorId: asId<VendorId>(row.vendor_id),
    slug: row.slug,
    type: row.type,
    source: {
      url: row.url,
      render: asName<RenderMode>(row.render),
      select: fromJson<string[]>(row.select_css),
      remove: fromJson<string[]>(row.remove_css),
    },
    schedule: row.schedule,
    tags: fromJson<string[]>(row.tags),
    notice: fromOptionalJson<NoticePeriod>(row.notice),
    pausedAt: asOptionalInstant(row.paused_at),
    removedAt: asOptionalInstant(row.removed_at),
    nextCheckAt: asInstant(row.next_check_at),
    lastCheckAt: asOptionalInstant(row.last_check_at),
    createdAt: asInstant(row.created_at),
    health: healthOf(row),
  };
}

/** Inserts a policy, or brings the stored one of this slug in line with the declaration; its history stays. */
export async function upsertPolicy(
  db: Db,
  vendorId: VendorId,
  policy: PolicyDeclaration,
  at: Instant,
  emptyMemory: GateMemory,
): Promise<PolicyId> {
  const values = {
    vendor_id: vendorId,
    type: policy.type,
    url: policy.source.url,
    render: policy.source.render,
    select_css: JSON.stringify(policy.source.select),
    remove_css: JSON.stringify(policy.source.remove),
    schedule: policy.schedule,
    tags: JSON.stringify(policy.tags),
    notice: toOptionalJson(policy.notice),
  };
  const row = await db
    .insertInto('policies')
    .values({
      slug: policy.slug,
      ...values,
      paused_at: null,
      removed_at: null,
      created_at: at,
      next_check_at: at,
      last_check_at: null,
      last_full_fetch_at: null,
      last_change_at: null,
      validators: null,
      gate_memory: JSON.stringify(emptyMemory),
      known_good: null,
      announced: null,
      current_version_id: null,
      failing_since: null,
      failures: 0,
      failure_reason: null,
    })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet({ ...values, removed_at: null }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return asId<PolicyId>(row.id);
}

export interface PolicyFilter {
  readonly vendorId?: VendorId;
  readonly removed?: boolean;
}

/** @returns policies by slug */
export async function listPolicies(db: Db, filter: PolicyFilter = {}): Promise<readonly Policy[]> {
  let query = db.selectFrom('policies').selectAll();
  if (filter.removed !== true) query = query.where('removed_at', 'is', null);
  if (filter.vendorId !== undefined) query = query.where('vendor_id', '=', filter.vendorId);
  return (await query.orderBy('slug').execute()).map(toPolicy);
}

export async function findPolicy(db: Db, slug: string): Promise<Policy | null> {
  const row = await db.selectFrom('policies').selectAll().where('slug', '=', slug).executeTakeFirst();
  return row === undefined ? null : toPolicy(row);
}

/** @returns the policies that are read from an address: several where a page holds several */
export async function policiesAtUrl(db: Db, url: string): Promise<readonly Policy[]> {
  return (await db.selectFrom('policies').selectAll().where('url', '=', url).where('removed_at', 'is', null).orderBy('id').execute()).map(toPolicy);
}

export async function getPolicy(db: Db, id: PolicyId): Promise<Policy> {
  return toPolicy(await db.selectFrom('policies').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

/** Policies that may be checked at `now`, longest waiting first: neither they nor their vendor paused or removed. */
export async function duePolicies(db: Db, now: Instant, limit: number): Promise<readonly Policy[]> {
  const rows = await db
    .selectFrom('policies')
    .innerJoin('vendors', 'vendors.id', 'policies.vendor_id')
    .selectAll('policies')
    .where('policies.next_check_at', '<=', now)
    .where('policies.paused_at', 'is', null)
    .where('policies.removed_at', 'is', null)
    .where('vendors.paused_at', 'is', null)
    .orderBy('policies.next_check_at')
    .orderBy('policies.id')
    .limit(limit)
    .execute();
  return rows.map(toPolicy);
}

/** @param at null to resume; a resumed policy is due at once */
export async function pausePolicy(db: Db, id: PolicyId, at: Instant | null): Promise<void> {
  await db.updateTable('policies').set({ paused_at: at }).where('id', '=', id).execute();
}

export async function removePolicy(db: Db, id: PolicyId, at: Instant): Promise<void> {
  await db.updateTable('policies').set({ removed_at: at }).where('id', '=', id).execute();
}

/** What the next check of a policy needs to know of those before it. */
export interface PolicyPast {
  readonly validators: Validators | null;
  readonly lastFullFetchAt: Instant | null;
  /** When its last change was believed; when the watching began, where there was none. */
  readonly changedAt: Instant;
  readonly gateMemory: GateMemory;
  readonly knownGood: KnownGood | null;
  readonly announced: Announcement | null;
  readonly currentVersionId: VersionId | null;
  readonly failingSince: Instant | null;
  readonly failures: number;
}

export async function policyPast(db: Db, id: PolicyId): Promise<PolicyPast> {
  const row = await db.selectFrom('policies').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return {
    validators: fromOptionalJson<Validators>(row.validators),
    lastFullFetchAt: asOptionalInstant(row.last_full_fetch_at),
    changedAt: asInstant(row.last_change_at ?? row.created_at),
    gateMemory: fromJson<GateMemory>(row.gate_memory),
    knownGood: fromOptionalJson<KnownGood>(row.known_good),
    announced: fromOptionalJson<Announcement>(row.announced),
    currentVersionId: row.current_version_id === null ? null : asId<VersionId>(row.current_version_id),
    failingSince: asOptionalInstant(row.failing_since),
    failures: row.failures,
  };
}

/** What a check leaves behind; fields that are not named stay as they are. */
export interface PolicyProgress {
  readonly lastCheckAt?: Instant;
  readonly nextCheckAt?: Instant;
  readonly lastFullFetchAt?: Instant;
  readonly lastChangeAt?: Instant;
  readonly validators?: Validators | null;
  readonly gateMemory?: GateMemory;
  readonly knownGood?: KnownGood;
  readonly announced?: Announcement | null;
  readonly currentVersionId?: VersionId;
  readonly failing?: { readonly since: Instant; readonly failures: number; readonly reason: Bilingual } | null;
}

export async function updatePolicyProgress(db: Db, id: PolicyId, progress: PolicyProgress): Promise<void> {
  const set: Partial<Omit<PolicyRow, 'id'>> = {};
  if (progress.lastCheckAt !== undefined) set.last_check_at = progress.lastCheckAt;
  if (progress.nextCheckAt !== undefined) set.next_check_at = progress.nextCheckAt;
  if (progress.lastFullFetchAt !== undefined) set.last_full_fetch_at = progress.lastFullFetchAt;
  if (progress.lastChangeAt !== undefined) set.last_change_at = progress.lastChangeAt;
  if (progress.validators !== undefined) set.validators = toOptionalJson(progress.validators);
  if (progress.gateMemory !== undefined) set.gate_memory = JSON.stringify(progress.gateMemory);
  if (progress.knownGood !== undefined) set.known_good = JSON.stringify(progress.knownGood);
  if (progress.announced !== undefined) set.announced = toOptionalJson(progress.announced);
  if (progress.currentVersionId !== undefined) set.current_version_id = progress.currentVersionId;
  if (progress.failing !== undefined) {
    set.failing_since = progress.failing?.since ?? null;
    set.failures = progress.failing?.failures ?? 0;
    set.failure_reason = toOptionalJson(progress.failing?.reason);
  }
  if (Object.keys(set).length > 0) await db.updateTable('policies').set(set).where('id', '=', id).execute();
}

/** When a policy's last new version was confirmed; null where there was only a baseline. */
export async function lastChangeTimes(db: Db): Promise<ReadonlyMap<PolicyId, Instant>> {
  const rows = await db.selectFrom('policies').select(['id', 'last_change_at']).where('last_change_at', 'is not', null).execute();
  return new Map(rows.flatMap((row) => (row.last_change_at === null ? [] : [[asId<PolicyId>(row.id), asInstant(row.last_change_at)] as const])));
}

/** Destroys a policy and all that was kept of it, but for the bodies, which other captures may lean on. */
export async function purgePolicy(db: Db, id: PolicyId): Promise<void> {
  const comparisons = db.selectFrom('comparisons').select('id').where('policy_id', '=', id);
  await db.deleteFrom('alerts').where('policy_id', '=', id).execute();
  await db.deleteFrom('decisions').where('policy_id', '=', id).execute();
  await db.deleteFrom('deadlines').where('policy_id', '=', id).execute();
  await db.deleteFrom('notices').where('policy_id', '=', id).execute();
  await db.deleteFrom('changes').where('comparison_id', 'in', comparisons).execute();
  await db.deleteFrom('comparisons').where('policy_id', '=', id).execute();
  await db.deleteFrom('readings').where('version_id', 'in', db.selectFrom('versions').select('id').where('policy_id', '=', id)).execute();
  await db.deleteFrom('versions').where('policy_id', '=', id).execute();
  await db.deleteFrom('tombstones').where('policy_id', '=', id).execute();
  await db.deleteFrom('captures').where('policy_id', '=', id).execute();
  await db.deleteFrom('checks').where('policy_id', '=', id).execute();
  await db.deleteFrom('ledger').where('policy_id', '=', id).execute();
  await db.deleteFrom('policies').where('id', '=', id).execute();
}

/** @returns how many policies are being watched: neither paused nor removed */
export async function countWatched(db: Db): Promise<number> {
  const row = await db.selectFrom('policies').select((eb) => eb.fn.countAll<number>().as('n')).where('paused_at', 'is', null).where('removed_at', 'is', null).executeTakeFirstOrThrow();
  return Number(row.n);
}
