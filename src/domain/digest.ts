import type { AlertStory } from './alert.ts';
import type { Significance } from './change.ts';
import type { Topic } from './clause.ts';
import type { Deadline, PolicyName } from './deadline.ts';
import type { Instant, IsoDate } from './instant.ts';
import type { Bilingual } from './language.ts';
import type { Follows } from './subscriber.ts';

/** Something that the vendors say is coming. */
export interface ComingEvent {
  readonly policy: PolicyName;
  /** The day; null where the page names none. */
  readonly on: IsoDate | null;
  /** The vendor's sentence, as written. */
  readonly quote: string;
  readonly previewUrl: string | null;
  readonly url: string | null;
}

/** How the watch itself fared in the period. */
export interface WatchHealth {
  /** Policies that should have been checked; `checked`: at least once, with a usable page. */
  readonly watched: readonly { readonly policy: PolicyName; readonly checked: boolean }[];
  readonly unreachable: readonly { readonly policy: PolicyName; readonly since: Instant; readonly reason: Bilingual }[];
  readonly paused: readonly { readonly policy: PolicyName; readonly since: Instant }[];
  /** Policies of which no baseline was ever believed. */
  readonly neverConfirmed: readonly { readonly policy: PolicyName; readonly since: Instant }[];
}

/** The change sets confirmed in one week. */
export interface WeekOfChanges {
  /** The week's Monday. */
  readonly monday: IsoDate;
  readonly changes: readonly { readonly policy: PolicyName; readonly significance: Significance; readonly topics: readonly Topic[] }[];
}

/** All that happened in a period, a silent one included. */
export interface DigestStory {
  /** Stable and unique for this period and schedule: `weekly-2026-11-23`; the delivery's key is made from it. */
  readonly key: string;
  readonly rhythm: 'daily' | 'weekly' | 'monthly' | 'custom';
  /** Half-open: `since` belongs to it, `until` does not. */
  readonly since: Instant;
  readonly until: Instant;
  /** IANA name of the zone in which the period is told. */
  readonly timeZone: string;
  /** The digests before this one that were missed and whose period this one covers too. */
  readonly missed: number;
  /** What its reader follows, where that is not everything. */
  readonly follows: Follows | null;
  readonly changes: readonly AlertStory[];
  readonly coming: readonly ComingEvent[];
  /** Those that nobody decided yet, whatever the period. */
  readonly deadlines: readonly Deadline[];
  readonly health: WatchHealth;
  /** The last thirteen weeks, oldest first. */
  readonly weeks: readonly WeekOfChanges[];
  /** Head of the evidence chain at `until`; null where none is kept. */
  readonly chainHead: string | null;
  /** Where to read on; null where no base URL is configured. */
  readonly url: string | null;
}
