import type { Selectable } from 'kysely';
import type { Change, ChangeKind, Comparison, Direction, FactChange, Reason, Significance, WordRun } from '../domain/change.ts';
import type { Clause, Topic } from '../domain/clause.ts';
import type { ChangeId, ComparisonId, PolicyId, VendorId, VersionId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { asId, asInstant, asName, fromJson, pack, unpack } from './cast.ts';
import type { Db } from './database.ts';
import type { ChangeRow, ComparisonRow } from './schema.ts';

/** What a change is in a list. */
export interface ChangeSummary {
  readonly id: ChangeId;
  readonly comparisonId: ComparisonId;
  readonly policyId: PolicyId;
  readonly vendorId: VendorId;
  readonly position: number;
  readonly createdAt: Instant;
  readonly kind: ChangeKind;
  readonly significance: Significance;
  readonly direction: Direction;
  readonly topics: readonly Topic[];
  readonly headline: Change['headline'];
  readonly state: string;
}

/** A stored change with all that was found about it. */
export type StoredChange = ChangeSummary & Change;

interface ChangeData {
  readonly old: readonly Clause[];
  readonly new: readonly Clause[];
  readonly words: readonly WordRun[];
  readonly facts: readonly FactChange[];
  readonly reasons: readonly Reason[];
}

/** A comparison without its changes. */
export interface ComparisonSummary {
  readonly id: ComparisonId;
  readonly policyId: PolicyId;
  readonly oldVersionId: VersionId;
  readonly newVersionId: VersionId;
  readonly createdAt: Instant;
  readonly language: string | null;
  readonly overall: Comparison['overall'];
  readonly unchanged: number;
  readonly coarse: boolean;
  readonly ruleset: string;
}

const ranks: Readonly<Record<Significance, number>> = { cosmetic: 0, minor: 1, material: 2 };

function toChangeSummary(row: Omit<Selectable<ChangeRow>, 'data'>): ChangeSummary {
  return {
    id: asId<ChangeId>(row.id),
    comparisonId: asId<ComparisonId>(row.comparison_id),
    policyId: asId<PolicyId>(row.policy_id),
    vendorId: asId<VendorId>(row.vendor_id),
    position: row.position,
    createdAt: asInstant(row.created_at),
    kind: asName<ChangeKind>(row.kind),
    significance: asName<Significance>(row.significance),
    direction: asName<Direction>(row.direction),
    topics: fromJson<Topic[]>(row.topics),
    headline: { nl: row.headline_nl, en: row.headline_en },
    state: row.state,
  };
}

function toStoredChange(row: Selectable<ChangeRow>): StoredChange {
  return { ...toChangeSummary(row), ...unpack<ChangeData>(row.data) };
}

function toComparisonSummary(row: Selectable<ComparisonRow>): ComparisonSummary {
  return {
    id: asId<ComparisonId>(row.id),
    policyId: asId<PolicyId>(row.policy_id),
    oldVersionId: asId<VersionId>(row.old_version_id),
    newVersionId: asId<VersionId>(row.new_version_id),
    createdAt: asInstant(row.created_at),
    language: row.language,
    overall: {
      significance: asName<Significance>(row.significance),
      direction: asName<Direction>(row.direction),
      headline: { nl: row.headline_nl, en: row.headline_en },
    },
    unchanged: row.unchanged,
    coarse: row.coarse === 1,
    ruleset: row.ruleset,
  };
}

export interface NewComparison {
  readonly policyId: PolicyId;
  readonly vendorId: VendorId;
  readonly oldVersionId: VersionId;
  readonly newVersionId: VersionId;
  readonly createdAt: Instant;
  readonly ruleset: string;
  readonly comparison: Comparison;
}

/** Adds a comparison and its changes; there is one for each new version. */
export async function insertComparison(db: Db, entry: NewComparison): Promise<ComparisonSummary> {
  const { comparison } = entry;
  const row = await db
    .insertInto('comparisons')
    .values({
      policy_id: entry.policyId,
      old_version_id: entry.oldVersionId,
      new_version_id: entry.newVersionId,
      created_at: entry.createdAt,
      language: comparison.language,
      significance: comparison.overall.significance,
      direction: comparison.overall.direction,
      headline_nl: comparison.overall.headline.nl,
      headline_en: comparison.overall.headline.en,
      unchanged: comparison.unchanged,
      coarse: comparison.coarse ? 1 : 0,
      ruleset: entry.ruleset,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  for (const [position, change] of comparison.changes.entries()) {
    const data: ChangeData = { old: change.old, new: change.new, words: change.words, facts: change.facts, reasons: change.reasons };
    await db
      .insertInto('changes')
      .values({
        comparison_id: row.id,
        policy_id: entry.policyId,
        vendor_id: entry.vendorId,
        position,
        created_at: entry.createdAt,
        kind: change.kind,
        significance: change.significance,
        rank: ranks[change.significance],
        direction: change.direction,
        main_topic: change.topics[0] ?? 'other',
        topics: JSON.stringify(change.topics),
        headline_nl: change.headline.nl,
        headline_en: change.headline.en,
        data: pack(data),
        state: 'open',
      })
      .execute();
  }
  return toComparisonSummary(row);
}

export async function findComparison(db: Db, id: ComparisonId): Promise<ComparisonSummary | null> {
  const row = await db.selectFrom('comparisons').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toComparisonSummary(row);
}

/** The comparison by which a version was told; null for a baseline. */
export async function comparisonOfVersion(db: Db, newVersionId: VersionId): Promise<ComparisonSummary | null> {
  const row = await db.selectFrom('comparisons').selectAll().where('new_version_id', '=', newVersionId).executeTakeFirst();
  return row === undefined ? null : toComparisonSummary(row);
}

/** @returns comparisons made in the half-open period, oldest first */
export async function comparisonsBetween(db: Db, since: Instant, until: Instant): Promise<readonly ComparisonSummary[]> {
  const rows = await db.selectFrom('comparisons').selectAll().where('created_at', '>=', since).where('created_at', '<', until).orderBy('created_at').orderBy('id').execute();
  return rows.map(toComparisonSummary);
}

/** @returns what the changes of each comparison made in the half-open period are about */
export async function topicsBetween(db: Db, since: Instant, until: Instant): Promise<ReadonlyMap<ComparisonId, readonly Topic[]>> {
  const rows = await db.selectFrom('changes').select(['comparison_id', 'topics']).where('created_at', '>=', since).where('created_at', '<', until).execute();
  const topics = new Map<ComparisonId, Set<Topic>>();
  for (const row of rows) {
    const id = asId<ComparisonId>(row.comparison_id);
    const known = topics.get(id) ?? new Set<Topic>();
    topics.set(id, known);
    for (const topic of fromJson<Topic[]>(row.topics)) known.add(topic);
  }
  return new Map([...topics].map(([id, set]) => [id, [...set]]));
}

/** @returns a comparison's changes in their order */
export async function changesOf(db: Db, id: ComparisonId): Promise<readonly StoredChange[]> {
  const rows = await db.selectFrom('changes').selectAll().where('comparison_id', '=', id).orderBy('position').execute();
  return rows.map(toStoredChange);
}

export async function findChange(db: Db, id: ChangeId): Promise<StoredChange | null> {
  const row = await db.selectFrom('changes').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toStoredChange(row);
}

/** @returns how many policies have a comparison made after an instant */
export async function policiesChangedSince(db: Db, since: Instant): Promise<number> {
  const row = await db.selectFrom('comparisons').select((eb) => eb.fn.count<number>('policy_id').distinct().as('n')).where('created_at', '>', since).executeTakeFirstOrThrow();
  return Number(row.n);
}
