import type { VendorEdit } from '../app/edit-vendor.ts';
import type { Comparison } from '../domain/change.ts';
import type { ClauseTree } from '../domain/clause.ts';
import type { GateOutcome } from '../domain/gate.ts';
import type { PolicyId, VendorId } from '../domain/ids.ts';
import type { Clock } from '../domain/instant.ts';
import type { Problem } from '../domain/problem.ts';
import type { PolicyType } from '../domain/vendor.ts';
import type { Log } from '../app/log.ts';
import type { Storage } from '../storage/database.ts';
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
  readonly slug: string;
  readonly policies: readonly FoundPolicy[];
  readonly problems: readonly Problem[];
}

/** How a policy that somebody wanted checked now came out. */
export interface CheckReport {
  readonly outcome: GateOutcome | 'not-modified' | 'failed' | 'busy';
  /** A new version was recorded. */
  readonly changed: boolean;
  readonly message: string | null;
}

export interface FeedSelection {
  readonly format: 'atom' | 'json';
  readonly vendor: string | null;
  readonly tag: string | null;
}

/** What the pages ask of the use cases that others wrote; the rest they find in `app` themselves. */
export interface WebActions {
  /** @throws UsageError, OperationError */
  find(url: string): Promise<FoundVendor>;
  /** @returns the vendor's slug; @throws UsageError, OperationError */
  add(vendor: { readonly name: string; readonly policies: readonly { readonly url: string; readonly type: PolicyType }[] }): Promise<{ readonly vendorSlug: string }>;
  editVendor(id: VendorId, edit: VendorEdit): Promise<void>;
  pause(target: { readonly vendorId: VendorId } | { readonly policyId: PolicyId }, paused: boolean): Promise<void>;
  remove(target: { readonly vendorId: VendorId } | { readonly policyId: PolicyId }): Promise<void>;
  check(policyId: PolicyId): Promise<CheckReport>;
  compare(old: ClauseTree, fresh: ClauseTree): Comparison;
  /** @returns the feed's source; null where the vendor is unknown */
  feed(selection: FeedSelection): Promise<string | null>;
  calendar(): Promise<string>;
  /** Sends the mail that asks a new subscriber to confirm. @throws OperationError where no mail can leave */
  sendConfirmation(request: { readonly address: string; readonly name: string; readonly language: 'nl' | 'en'; readonly url: string }): Promise<void>;
  /** @returns the subscriber that an unsubscribe link stands for; null where the token is no good */
  unsubscribeTarget(token: string): Promise<{ readonly address: string; readonly leave: () => Promise<void> } | null>;
}

export interface WebServices {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  readonly actions: WebActions;
  readonly jobs: Jobs;
}
