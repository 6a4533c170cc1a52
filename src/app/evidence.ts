import type { Change, Comparison } from '../domain/change.ts';
import { sha256Of } from '../storage/bodies.ts';
import { asWritten, type Capture } from '../storage/captures.ts';
import type { Check } from '../storage/checks.ts';
import type { ComparisonSummary } from '../storage/comparisons.ts';
import { canonicalSha256 } from '../storage/ledger.ts';
import type { VersionSummary } from '../storage/versions.ts';

/*
 * What the chain fixes of each record: every fact in it that was known when it was written. What a record gains later
 * (the version that a capture showed, the state of a change's review) is fixed by the later record instead.
 */

/** @returns the record as the chain hashes it */
export function captureEvidence(capture: Capture): unknown {
  const { versionId: _laterKnown, reasons, ...fixed } = capture;
  return { ...fixed, reasons: reasons.map((reason) => (reason.rule === asWritten ? reason.text.en : reason)) };
}

export function checkEvidence(check: Check): unknown {
  return check;
}

/** @param text the text by which the version was believed */
export function versionEvidence(version: VersionSummary, text: string): unknown {
  return { ...version, textSha256: sha256Of(Buffer.from(text, 'utf8')) };
}

export function comparisonEvidence(summary: ComparisonSummary, changes: Comparison['changes']): unknown {
  return { ...summary, changesSha256: canonicalSha256(changes.map(fixedOf)) };
}

function fixedOf(change: Change): Change {
  const { kind, old, new: fresh, words, significance, direction, topics, facts, reasons, headline } = change;
  return { kind, old, new: fresh, words, significance, direction, topics, facts, reasons, headline };
}
