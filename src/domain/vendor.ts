import type { PolicyId, VendorId } from './ids.ts';
import type { Instant, IsoDate } from './instant.ts';
import type { Bilingual } from './language.ts';

/** Open Terms Archive's names for the types of policies, and one of our own: Sub-processor List. */
export const policyTypes = [
  'Privacy Policy',
  'Terms of Service',
  'Trackers Policy',
  'Data Processor Agreement',
  'Sub-processor List',
  'Commercial Terms',
  'General Conditions of Sale',
  'Service Level Agreement',
  'Acceptable Use Policy',
  'Community Guidelines',
  'Developer Terms',
  'Imprint',
  'Security Policy',
  'Copyright Claims Policy',
  'Other',
] as const;
export type KnownPolicyType = (typeof policyTypes)[number];

/** A policy's type; any of Open Terms Archive's names may stand here, the known ones are understood. */
export type PolicyType = KnownPolicyType | (string & {});

/** How a page is fetched: over HTTP, with a browser, or HTTP first and a browser where the page is empty without. */
export const renderModes = ['auto', 'http', 'browser'] as const;
export type RenderMode = (typeof renderModes)[number];

/** Where a policy is published and how its page is read. */
export interface Source {
  readonly url: string;
  readonly render: RenderMode;
  /** CSS selectors of what to keep; empty: the main content is found without. */
  readonly select: readonly string[];
  /** CSS selectors of what to drop before reading. */
  readonly remove: readonly string[];
}

/** "Object within 30 days of notice": how long after a notice a customer may still act. */
export interface NoticePeriod {
  readonly days: number;
  readonly count: 'calendar' | 'working';
}

export interface Vendor {
  readonly id: VendorId;
  /** Unique, lower case, `[a-z0-9-]`; never used as a path. */
  readonly slug: string;
  readonly name: string;
  readonly homeUrl: string | null;
  readonly tags: readonly string[];
  readonly owner: string | null;
  readonly tier: string | null;
  readonly notice: NoticePeriod | null;
  readonly contractDate: IsoDate | null;
  readonly pausedAt: Instant | null;
  readonly removedAt: Instant | null;
  readonly createdAt: Instant;
}

/** What the last checks of a policy say of it. */
export type Health =
  | { readonly state: 'new' }
  | { readonly state: 'healthy' }
  | { readonly state: 'failing'; readonly since: Instant; readonly failures: number; readonly reason: Bilingual }
  | { readonly state: 'paused'; readonly since: Instant };

export interface Policy {
  readonly id: PolicyId;
  readonly vendorId: VendorId;
  /** Unique among all policies: vendor slug, `/`, type slug, and a suffix where a vendor has several of a type. */
  readonly slug: string;
  readonly type: PolicyType;
  readonly source: Source;
  /** A cron expression, or null for the configured default. */
  readonly schedule: string | null;
  readonly tags: readonly string[];
  readonly notice: NoticePeriod | null;
  readonly pausedAt: Instant | null;
  readonly removedAt: Instant | null;
  readonly nextCheckAt: Instant;
  readonly lastCheckAt: Instant | null;
  readonly createdAt: Instant;
  readonly health: Health;
}

/** A vendor as a declaration in `crawlers/` or the `add` verb describes it, before it is stored. */
export interface VendorDeclaration {
  readonly slug: string;
  readonly name: string;
  readonly homeUrl: string | null;
  readonly tags: readonly string[];
  readonly owner: string | null;
  readonly tier: string | null;
  readonly notice: NoticePeriod | null;
  readonly contractDate: IsoDate | null;
  readonly policies: readonly PolicyDeclaration[];
}

export interface PolicyDeclaration {
  readonly slug: string;
  readonly type: PolicyType;
  readonly source: Source;
  readonly schedule: string | null;
  readonly tags: readonly string[];
  readonly notice: NoticePeriod | null;
}
