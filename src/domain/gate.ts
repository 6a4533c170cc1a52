import type { Sha256 } from './ids.ts';
import type { Instant, IsoDate } from './instant.ts';
import type { Verdict } from './reading.ts';

export const gateOutcomes = ['first', 'unchanged', 'pending', 'confirmed', 'variant', 'rejected'] as const;
export type GateOutcome = (typeof gateOutcomes)[number];

/** One capture as the gate sees it. `ref` is the caller's own number for the capture (an id, or an index in an import). */
export interface Sight {
  readonly ref: number;
  readonly at: Instant;
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly language: string | null;
  readonly hash: Sha256;
  /** The clauses' fingerprints in reading order. */
  readonly fingerprints: readonly string[];
  /** How many words each clause has, in the same order. */
  readonly wordCounts: readonly number[];
  readonly updatedDate: IsoDate | null;
}

/** A wording that was seen, and when. */
export interface KnownWording {
  readonly hash: Sha256;
  readonly fingerprints: readonly string[];
  readonly wordCounts: readonly number[];
  readonly language: string | null;
  readonly updatedDate: IsoDate | null;
  readonly firstRef: number;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  /** Captures that showed it. */
  readonly sightings: number;
  /** It was the current version once. */
  readonly told: boolean;
}

/** All that the gate remembers of a policy; JSON, kept with the policy. */
export interface GateMemory {
  readonly current: Sha256 | null;
  readonly known: readonly KnownWording[];
  /** Captures in a row that showed the pending wording, oldest first; empty when nothing is pending. */
  readonly pending: readonly { readonly ref: number; readonly at: Instant; readonly hash: Sha256 }[];
}

export interface GateSettings {
  /** Captures in a row that must show a new wording before it is believed. */
  readonly sightings: number;
  /** The same where the new wording is the known one minus whole sections. */
  readonly sightingsWhenShrunk: number;
  /** How long a wording stays in memory after it was last seen. */
  readonly memoryMs: number;
  /** How long a wording seen before must hold before its return is told as a change. */
  readonly returnHoldMs: number;
}

export interface GateDecision {
  readonly outcome: GateOutcome;
  readonly reasons: readonly string[];
  /** `ref` of the capture in which this wording was first seen; for `confirmed`, the start of the run that confirmed it. */
  readonly since: number;
  readonly memory: GateMemory;
}
