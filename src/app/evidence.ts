import type { Comparison } from '../domain/change.ts';
import type { Capture } from '../storage/captures.ts';
import type { Check } from '../storage/checks.ts';
import type { ComparisonSummary } from '../storage/comparisons.ts';
import { sha256Of } from '../storage/bodies.ts';
import type { VersionSummary } from '../storage/versions.ts';

/*
 * What the chain fixes of each record: every fact in it that was known when it was written. What a record gains later
 * (the version that a capture showed) is fixed by the later record instead.
 */

/** @returns the record as the chain hashes it */
export function captureEvidence(capture: Capture): unknown {
  const { versionId: _laterKnown, ...fixed } = capture;
  return fixed;
}

export function checkEvidence(check: Check): unknown {
  return check;
}

export function versionEvidence(version: VersionSummary, text: string): unknown {
  return { ...version, textSha256: sha256Of(Buffer.from(text, 'utf8')) };
}

export function comparisonEvidence(summary: ComparisonSummary, full: Comparison): unknown {
  return { ...summary, changesSha256: sha256Of(Buffer.from(JSON.stringify(full.changes), 'utf8')) };
}
