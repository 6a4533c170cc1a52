import { randomUUID } from 'node:crypto';
import type { FetchOutcome } from '../domain/capture.ts';
import type { Comparison, Reason } from '../domain/change.ts';
import type { GateOutcome } from '../domain/gate.ts';
import type { PolicyId } from '../domain/ids.ts';
import { epochMsOf, plusMs, type Instant } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import { OperationError, type Problem } from '../domain/problem.ts';
import { problemText } from '../domain/problem-labels.ts';
import type { Verdict } from '../domain/reading.ts';
import type { Policy, Vendor } from '../domain/vendor.ts';
import { nextCheckAt, type CheckOutcome } from '../schedule/next-check.ts';
import { insertCheck, type Check, type CheckTrigger } from '../storage/checks.ts';
import type { Db } from '../storage/database.ts';
import { holdsLease, releaseLease } from '../storage/leases.ts';
import { appendLedger } from '../storage/ledger.ts';
import { getPolicy, policyPast, updatePolicyProgress, type PolicyPast } from '../storage/policies.ts';
import { getVendor } from '../storage/vendors.ts';
import type { VersionSummary } from '../storage/versions.ts';
import type { AppContext } from './context.ts';
import { errorPageText } from './error-page.ts';
import { checkEvidence } from './evidence.ts';
import { fetchPage, type FetchedPage } from './fetch-page.ts';
import { takeOrInherit } from './lease.ts';
import { noteAlerts } from './note-alerts.ts';
import { noteAsides } from './note-asides.ts';
import { noteDeadlines } from './note-deadlines.ts';
import { noteHooks } from './note-hooks.ts';
import { noteHealth, type Look } from './note-health.ts';
import { policyLeaseMs, policyLeaseName } from './policy-lease.ts';
import { recordCapture, recordOverdue, type Recorded } from './record-capture.ts';
import { rereadPolicy } from './reread.ts';
import { checkSettings, gateSettings } from './settings-of.ts';
import { noteBeginning, noteDoubts, noteEnd } from './watch-doubts.ts';

/** A lying 304 may hide a change for a week and no longer. */
const fullFetchEveryMs = 7 * 86_400_000;

/** What a check came to. */
export type CheckReport =
  | { readonly kind: 'busy'; readonly vendor: Vendor; readonly policy: Policy; readonly until: Instant }
  | {
      readonly kind: 'checked';
      readonly vendor: Vendor;
      readonly policy: Policy;
      readonly check: Check;
      readonly verdict: Verdict | null;
      readonly outcome: GateOutcome | null;
      readonly reasons: readonly Reason[];
      readonly problem: Problem | null;
      readonly version: VersionSummary | null;
      readonly comparison: Comparison | null;
      readonly alerts: number;
      readonly nextCheckAt: Instant;
    };

export interface CheckOptions {
  readonly trigger: CheckTrigger;
  readonly signal: AbortSignal;
}

/**
 * Looks at one policy: fetches its page, reads it, lets the gate judge it, and keeps all of that with the alerts it
 * causes in one transaction. The same for the command, the daemon and the web pages; two that come at once do the work
 * once.
 * @throws OperationError when the store fails; what the world does is in the report
 */
export async function checkPolicy(context: AppContext, id: PolicyId, options: CheckOptions): Promise<CheckReport> {
  const { storage, clock } = context;
  const policy = await getPolicy(storage.db, id);
  const vendor = await getVendor(storage.db, policy.vendorId);
  const lease = { name: policyLeaseName(id), owner: `${context.owner}:${randomUUID()}` };
  const now = clock();
  const held = await storage.transaction(async (db) => {
    const other = await takeOrInherit(db, { ...lease, until: plusMs(now, policyLeaseMs) }, now);
    if (other !== null || options.trigger !== 'daemon' || (await noteBeginning(db, id, now))) return other;
    await releaseLease(db, lease.name, lease.owner);
    return { ...lease, until: now };
  });
  if (held !== null) return { kind: 'busy', vendor, policy, until: held.until };
  try {
    await rereadPolicy(context, policy);
    return await look(context, { vendor, policy, lease }, options);
  } catch (error) {
    // What the store or a stop says is no crash of the page's making.
    const well = error instanceof OperationError || options.signal.aborted;
    await storage.transaction((db) => giveBack(db, id, lease, well));
    throw error;
  }
}

async function giveBack(db: Db, id: PolicyId, lease: Watched['lease'], well: boolean): Promise<void> {
  await releaseLease(db, lease.name, lease.owner);
  if (well) await noteEnd(db, id);
}

interface Watched {
  readonly vendor: Vendor;
  readonly policy: Policy;
  readonly lease: { readonly name: string; readonly owner: string };
}

async function look(context: AppContext, watched: Watched, options: CheckOptions): Promise<CheckReport> {
  const { storage, clock, fetcher } = context;
  const { policy } = watched;
  const past = await policyPast(storage.db, policy.id);
  const startedAt = clock();
  const doubt = past.gateMemory.strange !== null;
  const fresh = doubt || past.lastFullFetchAt === null || epochMsOf(startedAt) - epochMsOf(past.lastFullFetchAt) > fullFetchEveryMs;
  const page = await fetchPage(fetcher, policy, past, { fresh, signal: options.signal, errorPageOf: (seen) => errorPageText(context, seen, options.signal) });
  const endedAt = clock();
  return storage.transaction(async (db) => {
    if (!(await holdsLease(db, watched.lease.name, watched.lease.owner))) {
      throw new OperationError({ code: 'lease-lost', retryable: true, message: `The check of ${policy.slug} took so long that another process took it over.`, mend: 'Nothing was recorded twice; look at its history.' });
    }
    const report = await record(db, context, watched, { past, page, startedAt, endedAt, trigger: options.trigger });
    await giveBack(db, policy.id, watched.lease, true);
    return report;
  });
}

interface Seen {
  readonly past: PolicyPast;
  readonly page: FetchedPage;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly trigger: CheckTrigger;
}

async function record(db: Db, context: AppContext, { vendor, policy }: Watched, seen: Seen): Promise<CheckReport> {
  const { past, startedAt, endedAt } = seen;
  const { fetched } = seen.page;
  const read = seen.page.read !== null && 'reading' in seen.page.read ? seen.page.read : null;
  const problem = fetched.kind === 'failed' ? fetched.problem : seen.page.read !== null && 'code' in seen.page.read ? seen.page.read : null;
  const check = await insertCheck(db, {
    policyId: policy.id,
    startedAt,
    endedAt,
    trigger: seen.trigger,
    result: problem === null ? (fetched.kind === 'not-modified' ? 'not-modified' : 'captured') : 'failed',
    code: fetched.kind === 'failed' ? fetched.reason : (problem?.code ?? null),
    status: fetched.exchange?.status ?? null,
    verdict: read?.reading.verdict ?? null,
    outcome: null,
    exchange: fetched.exchange,
    problem,
    partialBody: fetched.kind === 'failed' ? fetched.partialBody : null,
  });
  const look = { vendor, policy, past, at: startedAt, settings: gateSettings(context.config), words: context.config.words };
  const recorded = read === null || fetched.kind !== 'captured' ? null : await recordCapture(db, { ...look, checkId: check.id, page: fetched, read, tool: context.tool });
  const told = recorded ?? (problem === null ? null : await recordOverdue(db, look));
  await appendLedger(db, policy.id, 'check', check.id, checkEvidence(check), endedAt);
  const alerts = told === null ? 0 : await tell(db, context, vendor, policy, told, endedAt);
  if (recorded !== null) await noteAsides(db, policy.id, recorded.decision.asides, endedAt);
  const health = lookOf(problem, recorded);
  await noteHealth(db, policy, past, health, endedAt, context.config);
  if (health.kind === 'good') {
    const words = recorded === null || read === null ? null : read.reading.text.split(/\s+/u).length;
    await noteDoubts(db, context.config, policy.id, { words, changedAt: (recorded?.comparison ?? null) === null ? past.changedAt : endedAt, at: endedAt });
  }
  const next = nextCheckAt(policy, outcomeOf(fetched, problem, past, recorded), endedAt, checkSettings(context.config));
  await updatePolicyProgress(db, policy.id, {
    lastCheckAt: endedAt,
    nextCheckAt: next,
    ...(fetched.kind === 'captured' && recorded !== null && recorded.capture.outcome !== 'rejected' ? { validators: fetched.validators, lastFullFetchAt: endedAt } : {}),
  });
  return {
    kind: 'checked',
    vendor,
    policy,
    check,
    verdict: read?.reading.verdict ?? null,
    outcome: told?.decision.outcome ?? (fetched.kind === 'not-modified' ? 'unchanged' : null),
    reasons: told?.decision.reasons ?? [],
    problem,
    version: told?.version ?? null,
    comparison: told?.comparison?.full ?? null,
    alerts,
    nextCheckAt: next,
  };
}

async function tell(db: Db, context: AppContext, vendor: Vendor, policy: Policy, recorded: Pick<Recorded, 'version' | 'comparison'>, at: Instant): Promise<number> {
  if (recorded.version !== null) await noteDeadlines(db, context, { vendor, policy, version: recorded.version, comparison: recorded.comparison, at });
  if (recorded.comparison === null) return 0;
  const told = { vendor, policy, id: recorded.comparison.summary.id, comparison: recorded.comparison.full, at };
  await noteHooks(db, context, told);
  return noteAlerts(db, told);
}

const joined = (reasons: readonly Reason[]): Bilingual => ({ nl: reasons.map((reason) => reason.text.nl).join(' '), en: reasons.map((reason) => reason.text.en).join(' ') });

function lookOf(problem: Problem | null, recorded: Recorded | null): Look {
  if (problem !== null) return { kind: 'bad', reason: problemText(problem) };
  if (recorded?.capture.outcome === 'rejected') return { kind: 'bad', reason: joined(recorded.capture.reasons) };
  return { kind: 'good' };
}

function outcomeOf(fetched: FetchOutcome, problem: Problem | null, past: PolicyPast, recorded: Recorded | null): CheckOutcome {
  if (problem !== null) {
    return { kind: 'failed', failures: past.failures + 1, retryable: problem.retryable, retryAfter: fetched.kind === 'failed' ? fetched.retryAfter : null };
  }
  if (recorded?.capture.outcome === 'rejected') return { kind: 'failed', failures: past.failures + 1, retryable: true, retryAfter: null };
  if (recorded?.decision.outcome === 'pending') return { kind: 'pending', looks: recorded.decision.looks };
  return { kind: 'settled' };
}
