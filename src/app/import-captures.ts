import type { CapturedPage, Exchange } from '../domain/capture.ts';
import type { Reason } from '../domain/change.ts';
import type { GateOutcome } from '../domain/gate.ts';
import type { Sha256 } from '../domain/ids.ts';
import { epochMsOf, plusMs, type Instant } from '../domain/instant.ts';
import { OperationError, UsageError } from '../domain/problem.ts';
import type { Verdict } from '../domain/reading.ts';
import type { Policy, PolicyType, Vendor } from '../domain/vendor.ts';
import { readArchive, type ArchivedCapture } from '../fetch/archive-file.ts';
import { emptyMemory } from '../gate/memory.ts';
import { archiveSettings } from '../gate/settings.ts';
import { slugOf } from '../registry/slug.ts';
import type { RecentBodies } from '../storage/bodies.ts';
import { lastCapture, listCaptures, type Capture } from '../storage/captures.ts';
import type { Db, Storage } from '../storage/database.ts';
import { holdsLease, releaseLease, type Lease } from '../storage/leases.ts';
import { findPolicy, getPolicy, pausePolicy, policyPast, updatePolicyProgress, upsertPolicy, type PolicyPast } from '../storage/policies.ts';
import { findVersionSummary } from '../storage/versions.ts';
import { findVendor, getVendor, upsertVendor } from '../storage/vendors.ts';
import type { AppContext } from './context.ts';
import { newOwner, takeOrInherit } from './lease.ts';
import { policyLeaseMs, policyLeaseName } from './policy-lease.ts';
import { readPage, type ReadPage, wantedOf } from './read-page.ts';
import { recordCapture } from './record-capture.ts';

export interface ImportRequest {
  readonly file: string;
  readonly vendor: string;
  readonly policyType: PolicyType;
}

/** What came of one capture of the archive. */
export interface ImportedCapture {
  readonly index: number;
  readonly at: Instant;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly outcome: GateOutcome;
  /** Number of the version in force after this capture; null before the first. */
  readonly version: number | null;
  /** Index of the capture in which the wording of this outcome was first seen. */
  readonly since: number;
  /** What was kept of the page; null where this capture had been imported before. */
  readonly text: string | null;
}

const keyOf = (body: Sha256, { status, finalUrl }: Exchange): string => `${body} ${status} ${finalUrl}`;

/** A page read lately: archives repeat the same bytes for months. */
class RecentReadings {
  readonly #entries = new Map<string, ReadPage>();

  of(capture: Capture): ReadPage | null {
    const known = this.#entries.get(keyOf(capture.bodySha256, capture.exchange));
    return known !== undefined && known.reading.hash === capture.textHash ? known : null;
  }

  async read(page: CapturedPage, policy: Policy, known: Parameters<typeof readPage>[2]): Promise<ReadPage> {
    const key = keyOf(page.bodySha256, page.exchange);
    const hit = this.#entries.get(key);
    if (hit !== undefined && hit.reading.verdict === 'ok') return hit;
    const read = await readPage(page, wantedOf(policy), known);
    this.#entries.set(key, read);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= 4) break;
      this.#entries.delete(oldest);
    }
    return read;
  }
}

/**
 * Sends an archive's captures through the same path as a live crawl, with their own times, a few in a transaction: each
 * is told once it is kept, and an import that was cut off goes on where it stopped when it is run again. Nobody is mailed
 * about the past.
 * While it runs the policy is its own: a check or another import of it finds it busy.
 * @throws UsageError for a file that is no archive, or a capture older than what the policy already has; OperationError
 *   `policy-busy` where another process is at work on the policy
 */
export async function* importCaptures(context: AppContext, request: ImportRequest): AsyncGenerator<ImportedCapture> {
  await demandArchive(request.file);
  const watched = await policyFor(context, request);
  const lease = { name: policyLeaseName(watched.policy.id), owner: newOwner() };
  await context.storage.transaction((db) => hold(db, context, watched.policy, lease));
  try {
    yield* importInto(context, request, watched, lease);
  } finally {
    await context.storage.transaction((db) => releaseLease(db, lease.name, lease.owner));
  }
}

/** A file that is no archive is refused before its vendor is registered. */
async function demandArchive(file: string): Promise<void> {
  const archive = readArchive(file, 'archive:');
  await archive.next();
  await archive.return(undefined);
}

interface Watched {
  readonly vendor: Vendor;
  readonly policy: Policy;
}

type PolicyLease = Pick<Lease, 'name' | 'owner'>;

async function hold(db: Db, { clock }: AppContext, policy: Policy, lease: PolicyLease): Promise<void> {
  const now = clock();
  const other = await takeOrInherit(db, { ...lease, until: plusMs(now, policyLeaseMs) }, now);
  if (other !== null) throw busy(policy);
}

function busy(policy: Policy): OperationError {
  return new OperationError({ code: 'policy-busy', retryable: true, message: `Another process is checking or importing ${policy.slug} right now.`, mend: 'Wait for it to end, then run the import again: it goes on where it stopped.' });
}

async function* importInto(context: AppContext, request: ImportRequest, watched: Watched, lease: PolicyLease): AsyncGenerator<ImportedCapture> {
  const { storage } = context;
  const { policy } = watched;
  const work: ImportWork = {
    ...watched, lease,
    archive: markingLast(readArchive(request.file, policy.source.url)),
    resumed: await alreadyImported(storage, policy),
    readings: new RecentReadings(),
    bodies: new Map(),
    indexOf: new Map(),
    version: await currentNumber(storage, policy),
  };
  try {
    for (;;) {
      const { kept, end } = await storage.transaction((db) => importSome(db, context, work));
      yield* kept;
      if (end?.error !== undefined) throw end.error;
      if (end !== null) return;
    }
  } finally {
    await work.archive.return(undefined);
  }
}

type Marked = ArchivedCapture & { readonly last: boolean };

/** Holds each capture until it is known whether another follows; what is wrong with the next one does not cost this one. */
async function* markingLast(archive: AsyncGenerator<ArchivedCapture>): AsyncGenerator<Marked> {
  try {
    for (let step = await archive.next(); step.done !== true;) {
      const { value } = step;
      const next = await archive.next().catch((error: unknown) => ({ error }));
      if ('error' in next) {
        yield { ...value, last: false };
        throw next.error;
      }
      yield { ...value, last: next.done === true };
      step = next;
    }
  } finally {
    await archive.return(undefined);
  }
}

/** What an import carries from one transaction to the next. */
interface ImportWork extends Watched {
  readonly lease: PolicyLease;
  readonly archive: AsyncGenerator<Marked>;
  readonly resumed: Resumed;
  readonly readings: RecentReadings;
  readonly bodies: RecentBodies;
  readonly indexOf: Map<number, number>;
  version: number | null;
}

/** A transaction ends with a flush of the disk and holds up other writers: as many captures share one as are read in this time. */
const togetherMs = 200;

/** @returns the captures that this transaction keeps, and with the last of them the archive's end or what is wrong with it */
async function importSome(db: Db, context: AppContext, work: ImportWork): Promise<{ readonly kept: readonly ImportedCapture[]; readonly end: { readonly error?: unknown } | null }> {
  const { policy, lease } = work;
  if (!(await holdsLease(db, lease.name, lease.owner))) throw busy(policy);
  await hold(db, context, policy, lease);
  const kept: ImportedCapture[] = [];
  for (const began = performance.now(); performance.now() - began < togetherMs;) {
    const next = await nextToImport(db, work).catch((error: unknown) => ({ error }));
    if ('error' in next) return { kept, end: next };
    if (next.kind === 'end') return { kept, end: {} };
    kept.push(next.kind === 'known' ? next.imported : await importOne(db, context, work, next));
  }
  return { kept, end: null };
}

type NextCapture =
  | { readonly kind: 'end' }
  | { readonly kind: 'known'; readonly imported: ImportedCapture }
  | { readonly kind: 'new'; readonly archived: Marked; readonly past: PolicyPast; readonly read: ReadPage };

async function nextToImport(db: Db, { archive, resumed, indexOf, policy, readings, version }: ImportWork): Promise<NextCapture> {
  const step = await archive.next();
  if (step.done === true) return { kind: 'end' };
  const { index, at, page } = step.value;
  const before = resumed.find(at, page);
  if (before !== null) {
    indexOf.set(before.id, index);
    return { kind: 'known', imported: { index, at, verdict: before.verdict, reasons: before.reasons, outcome: before.outcome, version, since: index, text: null } };
  }
  resumed.demandNewer(at, index);
  const past = await policyPast(db, policy.id);
  return { kind: 'new', archived: step.value, past, read: await readings.read(page, policy, past.knownGood) };
}

async function importOne(db: Db, context: AppContext, work: ImportWork, { archived, past, read }: Extract<NextCapture, { readonly kind: 'new' }>): Promise<ImportedCapture> {
  const { vendor, policy, indexOf, bodies, readings } = work;
  const { index, at, page } = archived;
  // Who imports a capture a day imports the next one tomorrow; a policy that is watched is looked at again.
  const last = archived.last && policy.pausedAt !== null && epochMsOf(context.clock()) - epochMsOf(at) >= archiveSettings.unreadHoldMs;
  const recorded = await recordCapture(db, { vendor, policy, past, checkId: null, page, read, at, settings: archiveSettings, tool: context.tool, words: context.config.words, bodies, readings, last });
  await updatePolicyProgress(db, policy.id, { lastCheckAt: at });
  indexOf.set(recorded.capture.id, index);
  work.version = recorded.version?.number ?? work.version;
  const { decision } = recorded;
  return { index, at, verdict: read.reading.verdict, reasons: decision.reasons, outcome: decision.outcome, version: work.version, since: indexOf.get(decision.since) ?? index, text: read.reading.text };
}

async function policyFor(context: AppContext, request: ImportRequest): Promise<Watched> {
  const { storage, clock } = context;
  const slug = slugOf(request.vendor);
  const policySlug = `${slug}/${slugOf(request.policyType)}`;
  return storage.transaction(async (db) => {
    const now = clock();
    const known = await findVendor(db, slug);
    const vendorId = known?.id ?? (await upsertVendor(db, { slug, name: request.vendor, homeUrl: null, tags: [], owner: null, tier: null, notice: null, contractDate: null, createdAt: now }));
    const policy = await findPolicy(db, policySlug);
    if (policy !== null) return { vendor: await getVendor(db, vendorId), policy };
    const source = { url: `archive:${policySlug}`, render: 'http' as const, select: [], remove: [] };
    const policyId = await upsertPolicy(db, vendorId, { slug: policySlug, type: request.policyType, source, schedule: null, tags: [], notice: null }, now, emptyMemory);
    // Only its past is known; the daemon may not look for a page at an address that it does not have.
    await pausePolicy(db, policyId, now);
    return { vendor: await getVendor(db, vendorId), policy: await getPolicy(db, policyId) };
  });
}

async function currentNumber(storage: Storage, policy: Policy): Promise<number | null> {
  const { currentVersionId } = await policyPast(storage.db, policy.id);
  return currentVersionId === null ? null : ((await findVersionSummary(storage.db, currentVersionId))?.number ?? null);
}

interface Resumed {
  find(at: Instant, page: CapturedPage): Capture | null;
  demandNewer(at: Instant, index: number): void;
}

async function alreadyImported(storage: Storage, policy: Policy): Promise<Resumed> {
  const newest = await lastCapture(storage.db, policy.id);
  const present = new Map<string, Capture>();
  if (newest !== null) {
    for (const capture of await listCaptures(storage.db, policy.id, { limit: 1_000_000 })) present.set(`${capture.at} ${capture.bodySha256}`, capture);
  }
  return {
    find: (at, page) => present.get(`${at} ${page.bodySha256}`) ?? null,
    demandNewer: (at, index) => {
      if (newest === null || at >= newest.at) return;
      throw new UsageError({
        code: 'archive-too-old',
        retryable: false,
        message: `Capture ${index} of the archive is of ${at}, but ${policy.slug} already has captures up to ${newest.at}.`,
        mend: 'History is only added to: import older archives first, or import this one under another --policy name.',
      });
    },
  };
}
