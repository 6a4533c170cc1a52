import type { ExplainedSentence, Explanation } from '../domain/explanation.ts';
import type { ChangeId, ComparisonId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { asId, asInstant, fromJson } from './cast.ts';
import type { Db } from './database.ts';

/** Keeps what a model wrote; no sentences: it was asked and wrote nothing that could be kept. */
export async function putExplanation(db: Db, changeId: ChangeId, explanation: Explanation): Promise<void> {
  await db
    .insertInto('explanations')
    .values({ change_id: changeId, model: explanation.model, asked_at: explanation.askedAt, sentences: JSON.stringify(explanation.sentences) })
    .onConflict((conflict) => conflict.column('change_id').doNothing())
    .execute();
}

/** @returns what was kept about a comparison's changes, also where a model was asked and nothing could be kept */
export async function explanationsOf(db: Db, id: ComparisonId): Promise<ReadonlyMap<ChangeId, Explanation>> {
  const rows = await db
    .selectFrom('explanations')
    .innerJoin('changes', 'changes.id', 'explanations.change_id')
    .select(['explanations.change_id', 'explanations.model', 'explanations.asked_at', 'explanations.sentences'])
    .where('changes.comparison_id', '=', id)
    .execute();
  return new Map(rows.map((row) => [asId<ChangeId>(row.change_id), { model: row.model, askedAt: asInstant(row.asked_at), sentences: fromJson<ExplainedSentence[]>(row.sentences) }]));
}

/** A comparison whose changes wait for an explanation, and how often asking failed. */
export interface Unexplained {
  readonly id: ComparisonId;
  readonly failures: number;
}

/** @returns comparisons made since `since` about which a model may be asked at `now`, the newest first */
export async function unexplainedComparisons(db: Db, since: Instant, now: Instant, limit: number): Promise<readonly Unexplained[]> {
  const rows = await db
    .selectFrom('comparisons')
    .leftJoin('explanation_rounds', 'explanation_rounds.comparison_id', 'comparisons.id')
    .select(['comparisons.id', 'explanation_rounds.failures'])
    .where('comparisons.created_at', '>=', since)
    .where('comparisons.significance', '!=', 'cosmetic')
    .where((eb) => eb.or([eb('explanation_rounds.comparison_id', 'is', null), eb('explanation_rounds.next_at', '<=', now)]))
    .orderBy('comparisons.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: asId<ComparisonId>(row.id), failures: row.failures ?? 0 }));
}

/** Notes that a comparison was gone through. @param nextAt when to ask about the rest of it; null: never again */
export async function noteRound(db: Db, id: ComparisonId, failures: number, nextAt: Instant | null): Promise<void> {
  await db
    .insertInto('explanation_rounds')
    .values({ comparison_id: id, failures, next_at: nextAt })
    .onConflict((conflict) => conflict.column('comparison_id').doUpdateSet({ failures, next_at: nextAt }))
    .execute();
}
