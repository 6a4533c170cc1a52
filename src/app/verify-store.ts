import type { CaptureId, CheckId, Sha256, VersionId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { OperationError } from '../domain/problem.ts';
import type { Policy } from '../domain/vendor.ts';
import { getBody, type RecentBodies } from '../storage/bodies.ts';
import { findCapture } from '../storage/captures.ts';
import { findCheck } from '../storage/checks.ts';
import type { Db } from '../storage/database.ts';
import { captureLinks, readingFaults, storeFaults } from '../storage/derived.ts';
import { listHeads, type DailyHead } from '../storage/heads.ts';
import { canonicalSha256, chainHead, chainStart, entryHash, headOf, ledgerOf, unchained, type StoredLedgerEntry } from '../storage/ledger.ts';
import { listPolicies } from '../storage/policies.ts';
import { droppedOf } from '../storage/retention.ts';
import { findVersionSummary } from '../storage/versions.ts';
import { recordOf } from './chained-record.ts';
import { headFile } from './daily-head.ts';
import type { AppContext } from './context.ts';

/** Something in the database that is not as it was written. */
export interface Finding {
  readonly policy: string | null;
  /** `capture 12`, `chain entry 40`, `database file` … */
  readonly what: string;
  readonly why: string;
}

export interface Verification {
  readonly entries: number;
  readonly policies: number;
  readonly findings: readonly Finding[];
  /** What is gone by configuration and chained as such; no fault. */
  readonly dropped: readonly Finding[];
  /** One hash over the newest entry of every chain; compare it with one that was mailed or kept elsewhere. */
  readonly head: string | null;
}

/** Walks every chain and every stored page, and names whatever is not as it was written. */
export async function verifyStore(context: Pick<AppContext, 'storage'>, onPolicy: (policy: Policy, done: number, all: number) => void = () => {}): Promise<Verification> {
  const { storage } = context;
  const findings: Finding[] = storage.integrityFaults().map((why) => ({ policy: null, what: 'database file', why }));
  const dropped: Finding[] = [];
  const policies = await listPolicies(storage.db, { removed: true });
  let entries = 0;
  for (const [done, policy] of policies.entries()) {
    const chain = await ledgerOf(storage.db, policy.id);
    entries += chain.length;
    findings.push(...linkFindings(policy, chain));
    const stones = await droppedOf(storage.db, policy.id);
    const recent: RecentBodies = new Map();
    for (const entry of chain) {
      findings.push(...(await recordFindings(storage.db, policy, entry)));
      for (const page of await pageFindings(storage.db, policy, entry, stones, recent)) (page.dropped ? dropped : findings).push(page.finding);
    }
    for (const { kind, refId } of await unchained(storage.db, policy.id)) {
      findings.push({ policy: policy.slug, what: `${kind} ${refId}`, why: 'stands outside the chain: it was not written by Clausewatch, or its chain entry was taken away' });
    }
    for (const fault of [...(await linkFaults(storage.db, policy, chain)), ...(await readingFaults(storage.db, policy.id))]) findings.push({ policy: policy.slug, ...fault });
    onPolicy(policy, done + 1, policies.length);
  }
  findings.push(...(await storeFaults(storage.db)).map((fault) => ({ policy: null, ...fault })), ...(await headFindings(storage.db, policies)));
  return { entries, policies: policies.length, findings, dropped, head: await chainHead(storage.db) };
}

/** The heads of past days fix what the chains held then: entries taken off the end, or a chain written anew, do not fit. */
async function headFindings(db: Db, policies: readonly Policy[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const entries = new Map(await Promise.all(policies.map(async (policy) => [policy.id as number, { policy, hashes: (await ledgerOf(db, policy.id)).map((entry) => entry.hash) }] as const)));
  for (const daily of await listHeads(db)) {
    const { day, head, chains } = daily;
    const what = `head of ${day}`;
    const refused = daily.token === null ? null : await stampFault(daily, daily.token);
    if (refused !== null) findings.push({ policy: null, what: `time stamp of ${day}`, why: `proves nothing: ${refused}` });
    if (headOf(chains) !== head) findings.push({ policy: null, what, why: 'is not the hash of the chains that it lists' });
    for (const [policyId, sequence, hash] of chains) {
      // A policy that was purged on purpose is gone with its chain.
      const known = entries.get(policyId);
      if (known !== undefined && known.hashes[sequence - 1] !== hash) findings.push({ policy: known.policy.slug, what: `chain entry ${sequence}`, why: `is not what the head of ${day} fixed` });
    }
  }
  return findings;
}

/** Whom to trust is the configuration's word, which may have changed since; the signature itself must be right. */
async function stampFault(head: DailyHead, token: Buffer): Promise<string | null> {
  const { checkTimeStampSigner, readTimeStamp } = await import('../fetch/time-stamp.ts');
  const data = headFile(head);
  const reading = readTimeStamp(token, data, null);
  const signer = 'refused' in reading ? reading : await checkTimeStampSigner(token, data, null);
  return 'refused' in signer ? signer.refused : null;
}

function linkFindings(policy: Policy, chain: readonly StoredLedgerEntry[]): readonly Finding[] {
  const findings: Finding[] = [];
  let previous = chainStart;
  for (const [at, entry] of chain.entries()) {
    const found = (why: string): void => void findings.push({ policy: policy.slug, what: `chain entry ${entry.sequence}`, why });
    if (entry.sequence !== at + 1) found(`follows entry ${at}: entries are missing or were put in`);
    if (entry.previous !== previous) found('does not name the entry before it');
    const { hash, ...fields } = entry;
    if (entryHash(fields) !== hash) found('no longer has its hash');
    previous = hash;
  }
  return findings;
}

async function recordFindings(db: Db, policy: Policy, entry: StoredLedgerEntry): Promise<readonly Finding[]> {
  const what = `${entry.kind} ${entry.refId}`;
  try {
    const payload = await recordOf(db, entry.kind, entry.refId);
    if (payload === null) return [{ policy: policy.slug, what, why: 'is gone from the database' }];
    return canonicalSha256(payload) === entry.payloadSha256 ? [] : [{ policy: policy.slug, what, why: 'is not what was written' }];
  } catch (error) {
    return [{ policy: policy.slug, what, why: whyOf(error) }];
  }
}

/**
 * Which check made a capture, and which version it showed, follow from the order of the chain: a check is chained after
 * the capture that it made, a version after the capture that confirmed it.
 */
async function linkFaults(db: Db, policy: Policy, chain: readonly StoredLedgerEntry[]): Promise<readonly { readonly what: string; readonly why: string }[]> {
  const checkOf = new Map<number, number>();
  const versionsOf = new Map<number, Set<number>>();
  const shows = (capture: number, version: number): void => void versionsOf.set(capture, (versionsOf.get(capture) ?? new Set<number>()).add(version));
  const firstShown = new Map<number, number>();
  let last: number | null = null;
  for (const { kind, refId } of chain) {
    if (kind === 'capture') last = refId;
    else if (kind === 'check' && last !== null && !checkOf.has(last)) checkOf.set(last, refId);
    else if (kind === 'version') {
      if (last !== null) shows(last, refId);
      // One that cannot be read any more is named with its record.
      const version = await findVersionSummary(db, refId as VersionId).catch(() => null);
      if (version === null) continue;
      shows(version.captureId, refId);
      firstShown.set(version.captureId, refId);
    }
  }
  const faults: { readonly what: string; readonly why: string }[] = [];
  for (const { id, checkId, versionId } of await captureLinks(db, policy.id)) {
    if (checkId !== null && checkOf.get(id) !== checkId) faults.push({ what: `capture ${id}`, why: 'names a check that did not make it' });
    if (versionId === null ? firstShown.has(id) : versionsOf.get(id)?.has(versionId) !== true) faults.push({ what: `capture ${id}`, why: 'names a version that it did not show' });
  }
  return faults;
}

interface PageFinding {
  readonly finding: Finding;
  /** It was dropped by retention, and the chain says so. */
  readonly dropped: boolean;
}

/** Reads every stored page that a record names. */
async function pageFindings(db: Db, policy: Policy, entry: StoredLedgerEntry, stones: ReadonlyMap<string, Instant>, recent: RecentBodies): Promise<readonly PageFinding[]> {
  const found: PageFinding[] = [];
  const what = `${entry.kind} ${entry.refId}`;
  for (const sha256 of await pagesOf(db, entry).catch(() => [])) {
    try {
      await getBody(db, sha256, recent);
    } catch (error) {
      const at = stones.get(sha256);
      const dropped = at !== undefined && error instanceof OperationError && error.problem.code === 'body-dropped';
      found.push({ dropped, finding: { policy: policy.slug, what, why: dropped ? `its page was dropped by retention on ${at}` : whyOf(error) } });
    }
  }
  return found;
}

async function pagesOf(db: Db, { kind, refId }: StoredLedgerEntry): Promise<readonly Sha256[]> {
  if (kind === 'check') {
    const check = await findCheck(db, refId as CheckId);
    return check === null || check.partialSha256 === null ? [] : [check.partialSha256 as Sha256];
  }
  if (kind !== 'capture') return [];
  const capture = await findCapture(db, refId as CaptureId);
  return capture === null ? [] : [...new Set([capture.bodySha256, capture.rawSha256])];
}

function whyOf(error: unknown): string {
  if (error instanceof OperationError) return error.problem.message;
  return `cannot be read any more (${error instanceof Error ? error.message : String(error)})`;
}
