import { sql } from 'kysely';
import type { Significance } from '../domain/change.ts';
import type { ChangeId, PolicyId, VersionId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { PolicyType } from '../domain/vendor.ts';
import { asId, asInstant, asName } from './cast.ts';
import type { Db } from './database.ts';

export interface TextHit {
  readonly policyId: PolicyId;
  readonly versionId: VersionId;
  readonly number: number;
  readonly policySlug: string;
  readonly policyType: PolicyType;
  readonly vendorSlug: string;
  readonly vendorName: string;
  readonly language: string | null;
  readonly readingId: number;
}

/**
 * @param match an FTS5 expression
 * @param scope `current`: the texts that stand now; `ever`: every version
 * @param before only readings with a lower id; null: from the newest on
 * @returns newest readings first, one row a policy
 */
export async function searchReadings(db: Db, match: string, scope: 'current' | 'ever', before: number | null, limit: number): Promise<readonly TextHit[]> {
  // FTS5 walks its hits by rowid, newest first, so a common word ends at the limit and never visits them all.
  const policies = scope === 'current' ? sql`policies.current_version_id = readings.version_id` : sql`policies.id = versions.policy_id`;
  const batch = scope === 'current' ? limit : limit * 8;
  const { rows } = await sql<{ policy_id: number; version_id: number; number: number; policy_slug: string; policy_type: string; vendor_slug: string; vendor_name: string; language: string | null; reading_id: number }>`
    select versions.policy_id, versions.id as version_id, versions.number, versions.language, policies.slug as policy_slug, policies.type as policy_type,
      vendors.slug as vendor_slug, vendors.name as vendor_name, readings.id as reading_id
    from reading_search
    cross join readings on readings.id = reading_search.rowid
    cross join versions on versions.id = readings.version_id
    cross join policies on ${policies} and policies.removed_at is null
    cross join vendors on vendors.id = policies.vendor_id
    where reading_search match ${match} ${before === null ? sql`` : sql`and reading_search.rowid < ${before}`}
    order by reading_search.rowid desc
    limit ${batch}`.execute(db);
  const byPolicy = new Map<number, TextHit>();
  for (const row of rows) {
    if (byPolicy.has(row.policy_id) || byPolicy.size >= limit) continue;
    byPolicy.set(row.policy_id, {
      policyId: asId<PolicyId>(row.policy_id),
      versionId: asId<VersionId>(row.version_id),
      number: row.number,
      policySlug: row.policy_slug,
      policyType: row.policy_type,
      vendorSlug: row.vendor_slug,
      vendorName: row.vendor_name,
      language: row.language,
      readingId: row.reading_id,
    });
  }
  return [...byPolicy.values()];
}

/** @returns how many policies contain the match in the text that stands now, and of how many vendors, counting no further than `cap` policies */
export async function countCurrent(db: Db, match: string, cap: number): Promise<{ readonly policies: number; readonly vendors: number }> {
  const { rows } = await sql<{ policies: number; vendors: number }>`
    select count(*) as policies, count(distinct vendor_id) as vendors from (
      select distinct policies.id, policies.vendor_id from reading_search
      cross join readings on readings.id = reading_search.rowid
      cross join policies on policies.current_version_id = readings.version_id and policies.removed_at is null
      where reading_search match ${match} limit ${cap})`.execute(db);
  return { policies: rows[0]?.policies ?? 0, vendors: rows[0]?.vendors ?? 0 };
}

/** A version of a policy that contains what was searched for. */
export interface Containing {
  readonly number: number;
  readonly firstSeenAt: Instant;
}

/** A word that is in more texts than this is in nearly every one; since when says nothing then, and costs much. */
const countedTexts = 3000;

export interface ContainingSpan {
  readonly first: Containing;
  readonly last: Containing;
}

/**
 * @returns for each of the policies the first and the last version that contain the match; null where the words are so
 * common that nobody asks since when
 */
export async function versionsContaining(db: Db, match: string, policyIds: readonly PolicyId[]): Promise<ReadonlyMap<PolicyId, ContainingSpan> | null> {
  const found = new Map<PolicyId, ContainingSpan>();
  if (policyIds.length === 0) return found;
  const hits = await sql<{ n: number }>`select count(*) as n from (select rowid from reading_search where reading_search match ${match} limit ${countedTexts + 1})`.execute(db);
  if ((hits.rows[0]?.n ?? 0) > countedTexts) return null;
  // One walk over the hits for all policies: the index would make the list of a word's other forms anew for each.
  const { rows } = await sql<{ policy_id: number; number: number; first_seen_at: string }>`
    select versions.policy_id, versions.number, versions.first_seen_at from versions
    join readings on readings.version_id = versions.id
    where versions.policy_id in (${sql.join(policyIds)})
      and readings.id in (select reading_search.rowid from reading_search where reading_search match ${match})
    order by versions.policy_id, versions.number`.execute(db);
  for (const row of rows) {
    const id = asId<PolicyId>(row.policy_id);
    const containing = { number: row.number, firstSeenAt: asInstant(row.first_seen_at) };
    found.set(id, { first: found.get(id)?.first ?? containing, last: containing });
  }
  return found;
}

/** @returns the texts of readings by their ids */
export async function readingTexts(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('readings').select(['id', 'text']).where('id', 'in', [...ids]).execute();
  return new Map(rows.map((row) => [row.id, row.text]));
}

/** @returns the version that came after one of a policy; null for the newest */
export async function versionAfter(db: Db, policyId: PolicyId, number: number): Promise<Containing | null> {
  const row = await db.selectFrom('versions').select(['number', 'first_seen_at']).where('policy_id', '=', policyId).where('number', '>', number).orderBy('number').limit(1).executeTakeFirst();
  return row === undefined ? null : { number: row.number, firstSeenAt: asInstant(row.first_seen_at) };
}

/** @returns whether more than `than` changes contain a match; quick where it is words as they are, without other forms */
export async function changesExceed(db: Db, match: string, than: number): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (select rowid from change_search where change_search match ${match} limit ${than + 1})`.execute(db);
  return (rows[0]?.n ?? 0) > than;
}

export interface ChangeHit {
  readonly id: ChangeId;
  readonly position: number;
  readonly createdAt: Instant;
  readonly significance: Significance;
  readonly headline: { readonly nl: string; readonly en: string };
  readonly state: string;
  readonly policySlug: string;
  readonly policyType: PolicyType;
  readonly vendorName: string;
  readonly oldNumber: number;
  readonly newNumber: number;
}

/** @returns changes whose words or headlines match, newest first */
export async function searchChanges(db: Db, match: string, limit: number): Promise<readonly ChangeHit[]> {
  const { rows } = await sql<{ id: number; position: number; created_at: string; significance: string; headline_nl: string; headline_en: string; state: string; policy_slug: string; policy_type: string; vendor_name: string; old_number: number; new_number: number }>`
    select changes.id, changes.position, changes.created_at, changes.significance, changes.headline_nl, changes.headline_en, changes.state,
      policies.slug as policy_slug, policies.type as policy_type, vendors.name as vendor_name, older.number as old_number, newer.number as new_number
    from change_search
    cross join changes on changes.id = change_search.rowid
    cross join comparisons on comparisons.id = changes.comparison_id
    cross join versions as older on older.id = comparisons.old_version_id
    cross join versions as newer on newer.id = comparisons.new_version_id
    cross join policies on policies.id = changes.policy_id
    cross join vendors on vendors.id = changes.vendor_id
    where change_search match ${match}
    order by change_search.rowid desc
    limit ${limit}`.execute(db);
  return rows.map((row) => ({
    id: asId<ChangeId>(row.id),
    position: row.position,
    createdAt: asInstant(row.created_at),
    significance: asName<Significance>(row.significance),
    headline: { nl: row.headline_nl, en: row.headline_en },
    state: row.state,
    policySlug: row.policy_slug,
    policyType: row.policy_type,
    vendorName: row.vendor_name,
    oldNumber: row.old_number,
    newNumber: row.new_number,
  }));
}

/** @returns the highest id that an index holds; 0 before it holds any */
export async function indexedUpto(db: Db, name: 'changes' | 'sub-processors'): Promise<number> {
  const row = await db.selectFrom('index_progress').select('upto_id').where('name', '=', name).executeTakeFirst();
  return row?.upto_id ?? 0;
}

export async function noteIndexed(db: Db, name: 'changes' | 'sub-processors', uptoId: number): Promise<void> {
  await db.insertInto('index_progress').values({ name, upto_id: uptoId }).onConflict((conflict) => conflict.column('name').doUpdateSet({ upto_id: uptoId })).execute();
}

export async function highestChangeId(db: Db): Promise<number> {
  const row = await db.selectFrom('changes').select((eb) => eb.fn.max('id').as('id')).executeTakeFirstOrThrow();
  return row.id ?? 0;
}

/** @returns ids above `after` in order */
export async function changeIdsAfter(db: Db, after: number, limit: number): Promise<readonly ChangeId[]> {
  const rows = await db.selectFrom('changes').select('id').where('id', '>', after).orderBy('id').limit(limit).execute();
  return rows.map((row) => asId<ChangeId>(row.id));
}

/** Adds a change's words to the index. */
export async function indexChange(db: Db, id: ChangeId, text: string): Promise<void> {
  await sql`insert into change_search(rowid, text) values (${id}, ${text})`.execute(db);
}
