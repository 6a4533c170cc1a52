import type { WordsConfig } from '../config/config.ts';
import type { CapturedPage } from '../domain/capture.ts';
import type { Comparison } from '../domain/change.ts';
import type { ClauseTree } from '../domain/clause.ts';
import type { GateDecision, GateSettings } from '../domain/gate.ts';
import type { CaptureId, CheckId, VersionId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import type { Reading } from '../domain/reading.ts';
import type { Policy, Vendor } from '../domain/vendor.ts';
import { knownGoodOf } from '../extract/known.ts';
import { decide, decideLast, overdue } from '../gate/gate.ts';
import { sightOf } from '../gate/sight.ts';
import type { RecentBodies } from '../storage/bodies.ts';
import { findCapture, insertCapture, lastAbsent, linkCapture, settleCapture, type Capture } from '../storage/captures.ts';
import { insertComparison, type ComparisonSummary } from '../storage/comparisons.ts';
import type { Db } from '../storage/database.ts';
import { appendLedger } from '../storage/ledger.ts';
import { updatePolicyProgress, type PolicyPast } from '../storage/policies.ts';
import { findVersion, insertVersion, type VersionSummary } from '../storage/versions.ts';
import { captureEvidence, comparisonEvidence, versionEvidence } from './evidence.ts';
import { gateNotes } from './gate-notes.ts';
import { readerName } from './reader-name.ts';
import { endsWhole, type ReadPage } from './read-page.ts';
import { rereadCapture } from './reread.ts';

/** What came of one capture: recorded, judged, and compared where it is a new version. */
export interface Recorded {
  readonly capture: Capture;
  /** What is believed now; the capture itself may be rejected and yet let earlier words be told. */
  readonly decision: GateDecision;
  /** The version that this capture confirmed, or the baseline it became. */
  readonly version: VersionSummary | null;
  readonly comparison: { readonly summary: ComparisonSummary; readonly full: Comparison } | null;
}

/** A look at a policy, whatever it showed. */
export interface LookAtPolicy {
  readonly vendor: Vendor;
  readonly policy: Policy;
  readonly past: PolicyPast;
  readonly at: Instant;
  readonly settings: GateSettings;
  /** Words of the installation, beside those that are known. */
  readonly words: WordsConfig;
}

export interface CaptureToRecord extends LookAtPolicy {
  readonly checkId: CheckId | null;
  readonly page: CapturedPage;
  readonly read: ReadPage;
  readonly tool: string;
  /** Bodies at hand, for who records many. */
  readonly bodies?: RecentBodies;
  /** Readings at hand, of whom the same is asked as of the store: what a capture's bytes read as. */
  readonly readings?: { readonly of: (capture: Capture) => ReadPage | null };
  /** It is an archive's last, and nobody will look at the policy again. */
  readonly last?: boolean;
}

/**
 * Keeps a capture, lets the gate judge it, and where the gate believes a new wording adds the version and its comparison
 * with the one before. Runs inside the caller's transaction, so that all of it is kept or nothing.
 */
export async function recordCapture(db: Db, input: CaptureToRecord): Promise<Recorded> {
  const { policy, past, read } = input;
  const id = await insertCapture(db, {
    policyId: policy.id,
    checkId: input.checkId,
    at: input.at,
    page: input.page,
    verdict: read.reading.verdict,
    title: read.reading.title,
    language: read.reading.language,
    textHash: read.reading.hash,
    reader: readerName,
    tool: input.tool,
    ...(input.bodies === undefined ? {} : { bodies: input.bodies }),
  });
  const decision = (input.last === true ? decideLast : decide)(past.gateMemory, sightOf(id, input.at, read.reading, read.tree), input.settings);
  const capture = await settleCapture(db, id, decision.outcome, decision.reasons);
  await appendLedger(db, policy.id, 'capture', capture.id, captureEvidence(capture), input.at);
  await updatePolicyProgress(db, policy.id, {
    gateMemory: decision.memory,
    ...(decision.outcome === 'first' || decision.outcome === 'confirmed' || decision.outcome === 'unchanged' ? { knownGood: knownGoodOf(read.reading, { finalUrl: input.page.exchange.finalUrl, complete: endsWhole(input.page) }) } : {}),
  });
  if (decision.outcome === 'rejected') return { capture, ...((await recordOverdue(db, input)) ?? { decision, version: null, comparison: null }) };
  if (decision.outcome !== 'first' && decision.outcome !== 'confirmed') return { capture, decision, version: null, comparison: null };
  const shown = await shownBy(db, input, capture, decision.since);
  return { capture, decision, ...(await recordVersion(db, input, { ...shown, confirmedBy: capture }, decision)) };
}

/**
 * What follows from a look that showed nothing: new words seen before it may have waited long enough for the page to
 * come back, and are then told unconfirmed. Runs inside the caller's transaction.
 * @returns null where none wait, or not long enough
 */
export async function recordOverdue(db: Db, input: LookAtPolicy): Promise<Omit<Recorded, 'capture'> | null> {
  const { policy, past, at, settings } = input;
  const decision = overdue(past.gateMemory, at, settings);
  const capture = decision === null ? null : await findCapture(db, decision.since as CaptureId);
  if (decision === null || capture === null) return null;
  const read = await rereadCapture(db, capture, policy);
  await updatePolicyProgress(db, policy.id, { gateMemory: decision.memory });
  return { decision, ...(await recordVersion(db, input, { capture, read, confirmedBy: null }, decision)) };
}

/** The capture that shows a version, its reading, and the one that confirmed it; null where nothing did. */
interface Shown {
  readonly capture: Capture;
  readonly read: ReadPage;
  readonly confirmedBy: Capture | null;
}

async function recordVersion(db: Db, input: LookAtPolicy, shown: Shown, decision: GateDecision): Promise<Pick<Recorded, 'version' | 'comparison'>> {
  const { policy, past, at } = input;
  const { reading, tree } = shown.read;
  const version = await insertVersion(db, {
    policyId: policy.id,
    captureId: shown.capture.id,
    firstSeenAt: shown.capture.at,
    confirmedAt: at,
    lastAbsentAt: await lastAbsent(db, policy.id, shown.capture.id, reading.hash),
    hash: reading.hash,
    title: reading.title,
    language: reading.language,
    effectiveDate: reading.effectiveDate,
    updatedDate: reading.updatedDate,
    announcement: reading.announcement,
    notes: [...gateNotes(decision), ...partNotes(reading)],
    text: reading.text,
    tree,
    reader: readerName,
  });
  await linkCapture(db, shown.capture.id, version.id);
  if (shown.confirmedBy !== null && shown.confirmedBy.id !== shown.capture.id) await linkCapture(db, shown.confirmedBy.id, version.id);
  await appendLedger(db, policy.id, 'version', version.id, versionEvidence(version, reading.text), at);
  await updatePolicyProgress(db, policy.id, {
    currentVersionId: version.id,
    announced: reading.announcement,
    ...(past.currentVersionId === null ? {} : { lastChangeAt: at }),
  });
  const comparison = past.currentVersionId === null ? null : await recordComparison(db, input, past.currentVersionId, version, tree, decision);
  return { version, comparison };
}

/** That the page holds other policies too, which this one leaves out. */
function partNotes({ reasons }: Reading): readonly Bilingual[] {
  return reasons.filter((reason) => reason.rule === 'part-of-page').map((reason) => reason.text);
}

/** The capture whose wording is believed now, and its reading: this one, or an earlier one that is read once more. */
async function shownBy(db: Db, input: CaptureToRecord, capture: Capture, since: number): Promise<{ readonly capture: Capture; readonly read: ReadPage }> {
  if (since === capture.id) return { capture, read: input.read };
  const earlier = await findCapture(db, since as CaptureId);
  if (earlier === null) return { capture, read: input.read };
  if (earlier.bodySha256 === capture.bodySha256 || earlier.textHash === capture.textHash) return { capture: earlier, read: input.read };
  return { capture: earlier, read: input.readings?.of(earlier) ?? (await rereadCapture(db, earlier, input.policy, input.bodies)) };
}

async function recordComparison(
  db: Db,
  input: LookAtPolicy,
  oldId: VersionId,
  version: VersionSummary,
  tree: ClauseTree,
  decision: GateDecision,
): Promise<Recorded['comparison']> {
  const old = await findVersion(db, oldId);
  if (old === null) return null;
  // Loaded here: most captures bring nothing new, and what a change means takes half the program to tell.
  const { compareTrees, ruleset } = await import('./compare-trees.ts');
  const full = compareTrees(old.tree, tree, { ignored: decision.ignored, words: input.words });
  const summary = await insertComparison(db, {
    policyId: input.policy.id,
    vendorId: input.vendor.id,
    oldVersionId: old.id,
    newVersionId: version.id,
    createdAt: input.at,
    ruleset,
    comparison: full,
  });
  await appendLedger(db, input.policy.id, 'comparison', summary.id, comparisonEvidence(summary, full.changes), input.at);
  return { summary, full };
}
