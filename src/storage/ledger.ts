import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { PolicyId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { asId, asInstant, asName } from './cast.ts';
import type { Db } from './database.ts';

export type LedgerKind = 'check' | 'capture' | 'version' | 'comparison' | 'decision' | 'retention';

/** Stands where a chain's first entry would name the one before it. */
export const chainStart = `sha256:${'0'.repeat(64)}`;

/** @returns `sha256:` and the digest of a value's canonical JSON (RFC 8785) */
export function canonicalSha256(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalize(wellFormed(value)) ?? 'null').digest('hex')}`;
}

/** A page may carry half a surrogate pair, which no canonical JSON may hold and which the database replaces likewise. */
function wellFormed(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, entry: unknown) => (typeof entry === 'string' ? entry.toWellFormed() : entry));
  return text === undefined ? null : JSON.parse(text);
}

export interface LedgerEntry {
  readonly policyId: PolicyId;
  readonly sequence: number;
  readonly at: Instant;
  readonly kind: LedgerKind;
  readonly refId: number;
  readonly payloadSha256: string;
  readonly previous: string;
}

/** The hash that the next entry of the chain names: over the entry's fields, the previous hash among them. */
export function entryHash(entry: LedgerEntry): string {
  return canonicalSha256({ ...entry });
}

/** Chains a record of a policy to all that were written before it; call it in the transaction that writes the record. */
export async function appendLedger(db: Db, policyId: PolicyId, kind: LedgerKind, refId: number, payload: unknown, at: Instant): Promise<void> {
  const last = await db.selectFrom('ledger').select(['sequence', 'hash']).where('policy_id', '=', policyId).orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  const entry: LedgerEntry = {
    policyId,
    sequence: (last?.sequence ?? 0) + 1,
    at,
    kind,
    refId,
    payloadSha256: canonicalSha256(payload),
    previous: last?.hash ?? chainStart,
  };
  await db
    .insertInto('ledger')
    .values({
      policy_id: policyId,
      sequence: entry.sequence,
      at,
      kind,
      ref_id: refId,
      payload_sha256: entry.payloadSha256,
      previous: entry.previous,
      hash: entryHash(entry),
    })
    .execute();
}

/** The newest entry of a policy's chain: its number and its hash. */
export type ChainTip = readonly [policyId: number, sequence: number, hash: string];

/** @returns the newest entry of every policy's chain, by policy */
export async function chainTips(db: Db): Promise<readonly ChainTip[]> {
  const tips = await db
    .selectFrom('ledger as newest')
    .select(['newest.policy_id', 'newest.sequence', 'newest.hash'])
    .where((eb) => eb('newest.sequence', '=', eb.selectFrom('ledger as any').select((inner) => inner.fn.max('any.sequence').as('top')).whereRef('any.policy_id', '=', 'newest.policy_id')))
    .orderBy('newest.policy_id')
    .execute();
  return tips.map((tip) => [tip.policy_id, tip.sequence, tip.hash]);
}

/** @returns one hash over all chains' newest entries; null where there are none */
export function headOf(tips: readonly ChainTip[]): string | null {
  return tips.length === 0 ? null : canonicalSha256(tips);
}

/** @returns one hash over the newest entry of every policy's chain; null while nothing is chained */
export async function chainHead(db: Db): Promise<string | null> {
  return headOf(await chainTips(db));
}

export interface StoredLedgerEntry extends LedgerEntry {
  readonly hash: string;
}

/** @returns a policy's chain in its order */
export async function ledgerOf(db: Db, policyId: PolicyId): Promise<readonly StoredLedgerEntry[]> {
  const rows = await db.selectFrom('ledger').selectAll().where('policy_id', '=', policyId).orderBy('sequence').execute();
  return rows.map((row) => ({
    policyId: asId<PolicyId>(row.policy_id),
    sequence: row.sequence,
    at: asInstant(row.at),
    kind: asName<LedgerKind>(row.kind),
    refId: row.ref_id,
    payloadSha256: row.payload_sha256,
    previous: row.previous,
    hash: row.hash,
  }));
}

/** The records of a policy that stand outside its chain: written by somebody else, or whose entry was taken away. */
export async function unchained(db: Db, policyId: PolicyId): Promise<readonly { readonly kind: LedgerKind; readonly refId: number }[]> {
  const tables = [
    ['check', 'checks'], ['capture', 'captures'], ['version', 'versions'], ['comparison', 'comparisons'], ['decision', 'decisions'], ['retention', 'tombstones'],
  ] as const;
  const found: { readonly kind: LedgerKind; readonly refId: number }[] = [];
  for (const [kind, table] of tables) {
    const rows = await db
      .selectFrom(table)
      .select('id')
      .where('policy_id', '=', policyId)
      .where((eb) => eb.not(eb.exists(eb.selectFrom('ledger').select('ledger.id').where('ledger.kind', '=', kind).whereRef('ledger.ref_id', '=', `${table}.id`))))
      .execute();
    found.push(...rows.map((row) => ({ kind, refId: row.id })));
  }
  return found;
}
