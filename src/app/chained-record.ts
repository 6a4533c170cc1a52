import type { CaptureId, CheckId, ComparisonId, VersionId } from '../domain/ids.ts';
import { findCapture } from '../storage/captures.ts';
import { findCheck } from '../storage/checks.ts';
import { changesOf, findComparison } from '../storage/comparisons.ts';
import type { Db } from '../storage/database.ts';
import { findDecision } from '../storage/decisions.ts';
import type { LedgerKind } from '../storage/ledger.ts';
import { findTombstone } from '../storage/retention.ts';
import { findVersionSummary, originalText } from '../storage/versions.ts';
import { captureEvidence, checkEvidence, comparisonEvidence, versionEvidence } from './evidence.ts';

/** @returns the record as the chain fixed it; null where it is gone */
export async function recordOf(db: Db, kind: LedgerKind, refId: number): Promise<unknown> {
  switch (kind) {
    case 'check': {
      const check = await findCheck(db, refId as CheckId);
      return check === null ? null : checkEvidence(check);
    }
    case 'capture': {
      const capture = await findCapture(db, refId as CaptureId);
      return capture === null ? null : captureEvidence(capture);
    }
    case 'version': {
      const version = await findVersionSummary(db, refId as VersionId);
      const text = await originalText(db, refId as VersionId);
      return version === null || text === null ? null : versionEvidence(version, text);
    }
    case 'comparison': {
      const summary = await findComparison(db, refId as ComparisonId);
      return summary === null ? null : comparisonEvidence(summary, await changesOf(db, summary.id));
    }
    case 'decision':
      return findDecision(db, refId);
    case 'retention':
      return findTombstone(db, refId);
  }
}
