import type { ClauseTree } from './clause.ts';
import type { CaptureId, PolicyId, Sha256, VersionId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Announcement } from './reading.ts';

/** A wording that was in force: the normalised text and its clause tree. */
export interface Version {
  readonly id: VersionId;
  readonly policyId: PolicyId;
  /** 1 for the baseline, rising by one. */
  readonly number: number;
  readonly captureId: CaptureId;
  /** When its wording was first seen. */
  readonly firstSeenAt: Instant;
  /** When it was believed. */
  readonly confirmedAt: Instant;
  readonly hash: Sha256;
  readonly text: string;
  readonly tree: ClauseTree;
  readonly announcement: Announcement | null;
  /** Which reading of the capture this is: a better extraction makes a new reading of the same version, not a change. */
  readonly reader: string;
}
