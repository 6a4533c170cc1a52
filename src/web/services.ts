import type { AppContext } from '../app/context.ts';
import type { KeptFeeds } from '../app/kept-feeds.ts';
import type { Comparison } from '../domain/change.ts';
import type { ClauseTree } from '../domain/clause.ts';
import type { GateOutcome } from '../domain/gate.ts';
import type { PolicyId, VendorId } from '../domain/ids.ts';
import type { Bilingual } from '../domain/language.ts';
import type { PolicyType } from '../domain/vendor.ts';
import type { Jobs } from './jobs.ts';

/** A policy that was found at an address, before somebody chose it. */
export interface FoundPolicy {
  readonly url: string;
  readonly type: PolicyType;
  readonly title: string | null;
  /** It is watched already. */
  readonly known: boolean;
}

export interface FoundVendor {
  readonly name: string;
  readonly policies: readonly FoundPolicy[];
  /** Sentences that a person should read before saying yes. */
  readonly warnings: readonly Bilingual[];
}

/** How a policy that somebody wanted checked now came out. */
export interface CheckReport {
  readonly outcome: GateOutcome | 'not-modified' | 'failed' | 'busy';
  /** The number of the version that was recorded by it; null where none was. */
  readonly version: number | null;
  readonly message: Bilingual | null;
}

export interface AddRequest {
  readonly name: string;
  readonly policies: readonly { readonly url: string; readonly type: PolicyType }[];
}

/** What the pages have done by use cases that reach out into the world or belong to the watch. */
export interface WebActions {
  /** @throws UsageError, OperationError */
  find(url: string): Promise<FoundVendor>;
  /** @returns the vendor's slug; @throws UsageError, OperationError */
  add(request: AddRequest): Promise<{ readonly vendorSlug: string }>;
  pause(target: WatchTarget, paused: boolean): Promise<void>;
  remove(target: WatchTarget): Promise<void>;
  check(policyId: PolicyId): Promise<CheckReport>;
  /**
   * @param name a version (`POLICY@NUMBER`) or a change (`change:NUMBER`)
   * @returns the pack's bytes (WACZ); @throws UsageError, OperationError
   */
  evidence(name: string): Promise<Uint8Array>;
  compare(old: ClauseTree, fresh: ClauseTree): Comparison;
}

export type WatchTarget = { readonly vendorId: VendorId } | { readonly policyId: PolicyId };

export interface WebServices extends Pick<AppContext, 'storage' | 'clock' | 'log' | 'config' | 'secrets'> {
  readonly actions: WebActions;
  readonly jobs: Jobs;
  readonly feeds: KeptFeeds;
}
