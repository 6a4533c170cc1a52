import { plusMs, type Instant } from '../domain/instant.ts';
import { appendLedger } from '../storage/ledger.ts';
import { listPolicies } from '../storage/policies.ts';
import { dropBodies, droppableBodies, insertTombstone, type Cutoffs, type Droppable } from '../storage/retention.ts';
import type { AppContext } from './context.ts';

const dayMs = 86_400_000;

/** What retention would take from one policy. */
export interface RetentionPlan {
  readonly policies: readonly { readonly slug: string; readonly pages: number; readonly bytes: number }[];
  readonly pages: number;
  readonly bytes: number;
  readonly cutoffs: Cutoffs;
}

/**
 * Says which stored pages the configuration lets go: those of captures that no version rests on and those of failed
 * fetches, once they are old enough. Nothing is changed.
 */
export async function planRetention(context: Pick<AppContext, 'storage' | 'config' | 'clock'>): Promise<RetentionPlan> {
  const cutoffs = cutoffsAt(context);
  return planOf(context, cutoffs, await droppableBodies(context.storage.db, cutoffs));
}

/**
 * Drops them. Their records, hashes and places in the chain stay, and the chain says what was dropped, when and why.
 * @returns what was dropped
 */
export async function applyRetention(context: Pick<AppContext, 'storage' | 'config' | 'clock'>): Promise<RetentionPlan> {
  const cutoffs = cutoffsAt(context);
  const at = context.clock();
  const dropped = await context.storage.transaction(async (db) => {
    const droppable = await droppableBodies(db, cutoffs);
    for (const [policyId, bodies] of Map.groupBy(droppable, (body) => body.policyId)) {
      const stone = await insertTombstone(db, { policyId, droppedAt: at, why: whyOf(cutoffs), bodies: bodies.map((body) => body.sha256) });
      await appendLedger(db, policyId, 'retention', stone.id, stone, at);
    }
    await dropBodies(db, new Set(droppable.map((body) => body.sha256)));
    return droppable;
  });
  return planOf(context, cutoffs, dropped);
}

function cutoffsAt({ config, clock }: Pick<AppContext, 'config' | 'clock'>): Cutoffs {
  const before = (days: number): Instant => plusMs(clock(), -days * dayMs);
  const { captureDays, failedBodyDays } = config.retention;
  return { captures: captureDays === null ? null : before(captureDays), failed: before(failedBodyDays) };
}

function whyOf({ captures, failed }: Cutoffs): string {
  return `pages of failed fetches before ${failed ?? 'none'}; pages of captures that no version rests on before ${captures ?? 'none'}`;
}

async function planOf({ storage }: Pick<AppContext, 'storage'>, cutoffs: Cutoffs, bodies: readonly Droppable[]): Promise<RetentionPlan> {
  const slugs = new Map((await listPolicies(storage.db, { removed: true })).map((policy) => [policy.id, policy.slug]));
  const sum = (list: readonly Droppable[]): number => list.reduce((bytes, body) => bytes + body.bytes, 0);
  const distinct = [...new Map(bodies.map((body) => [body.sha256, body])).values()];
  return {
    policies: [...Map.groupBy(bodies, (body) => body.policyId)].map(([id, list]) => ({ slug: slugs.get(id) ?? String(id), pages: list.length, bytes: sum(list) })),
    pages: distinct.length,
    bytes: sum(distinct),
    cutoffs,
  };
}
