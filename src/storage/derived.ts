import { sql } from 'kysely';
import type { PolicyId } from '../domain/ids.ts';
import type { Db } from './database.ts';
import { readingSum, stampSum } from './sums.ts';

/** A row that is not what the rows beside it say it must be. */
export interface DerivedFault {
  readonly what: string;
  readonly why: string;
}

/** What a row of captures says of the check that made it and of the version that it showed. */
export interface CaptureLinks {
  readonly id: number;
  readonly checkId: number | null;
  readonly versionId: number | null;
}

export async function captureLinks(db: Db, policyId: PolicyId): Promise<readonly CaptureLinks[]> {
  const rows = await db.selectFrom('captures').select(['id', 'check_id', 'version_id']).where('policy_id', '=', policyId).orderBy('id').execute();
  return rows.map((row) => ({ id: row.id, checkId: row.check_id, versionId: row.version_id }));
}

/** @returns the readings of a policy's versions whose row no longer has its sum */
export async function readingFaults(db: Db, policyId: PolicyId): Promise<readonly DerivedFault[]> {
  const rows = await db.selectFrom('readings').selectAll('readings').innerJoin('versions', 'versions.id', 'readings.version_id').where('versions.policy_id', '=', policyId).orderBy('readings.id').execute();
  return rows.filter((row) => readingSum(row) !== row.sum).map((row) => ({ what: `reading ${row.id}`, why: 'no longer has its sum: its text or its clauses are not those that were read' }));
}

/** The changes whose row disagrees with its comparison, its own weight or the last decision on it; all policies in one pass. */
async function changeFaults(db: Db): Promise<readonly DerivedFault[]> {
  const { rows } = await sql<{ readonly id: number }>`
    with placed as (select *, row_number() over (partition by comparison_id order by id) - 1 as place from changes),
      decided as (select change_id, state, max(id) from decisions group by change_id)
    select placed.id from placed
    join comparisons on comparisons.id = placed.comparison_id
    join policies on policies.id = comparisons.policy_id
    left join decided on decided.change_id = placed.id
    where not (
      placed.policy_id = comparisons.policy_id
      and placed.vendor_id = policies.vendor_id
      and placed.created_at = comparisons.created_at
      and placed.rank = case placed.significance when 'material' then 2 when 'minor' then 1 else 0 end
      and placed.main_topic = coalesce(json_extract(placed.topics, '$[0]'), 'other')
      and placed.position = placed.place
      and placed.state = coalesce(decided.state, 'open'))`.execute(db);
  return rows.map((row) => ({ what: `change ${row.id}`, why: 'does not agree with its comparison, or with what was decided of it' }));
}

/** @returns what the whole database says of itself and is not so: rows that name rows which are not there, pages whose size or depth is wrong, stamps without their sum */
export async function storeFaults(db: Db): Promise<readonly DerivedFault[]> {
  const faults: DerivedFault[] = [...(await changeFaults(db))];
  const { rows: strays } = await sql<{ readonly table: string; readonly rowid: number | null; readonly parent: string }>`pragma foreign_key_check`.execute(db);
  for (const { table, rowid, parent } of strays) faults.push({ what: `${table} ${rowid ?? ''}`.trimEnd(), why: `names a row of ${parent} that is not there` });
  const { rows: bodies } = await sql<{ readonly sha256: string }>`
    select sha256 from bodies
    where encoding not in ('raw', 'zstd', 'zstd-dictionary', 'dropped')
      or (dictionary_sha256 is null) != (encoding != 'zstd-dictionary')
      or (dictionary_sha256 is null) != (depth = 0)`.execute(db);
  for (const { sha256 } of bodies) faults.push({ what: `stored page ${sha256}`, why: 'is not kept as its row says' });
  for (const row of await db.selectFrom('heads').selectAll().where('token', 'is not', null).execute()) {
    if (row.token === null || row.authority === null || row.stamped_at === null || row.stamp_sum !== stampSum({ token: row.token, authority: row.authority, stamped_at: row.stamped_at })) faults.push({ what: `time stamp of ${row.day}`, why: 'no longer has its sum' });
  }
  return faults;
}
