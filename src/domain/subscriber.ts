import type { Significance } from './change.ts';
import type { Topic } from './clause.ts';
import type { SubscriberId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { ReaderLanguage } from './language.ts';

/** What a subscriber follows; an empty list in any field means all. Fields are joined with "and", values with "or". */
export interface Follows {
  readonly vendors: readonly string[];
  readonly policyTypes: readonly string[];
  readonly tags: readonly string[];
  readonly topics: readonly Topic[];
}

export interface QuietHours {
  /** `22:00` to `07:00` in the subscriber's time zone; may pass midnight. */
  readonly from: string;
  readonly until: string;
}

export interface Subscriber {
  readonly id: SubscriberId;
  readonly name: string;
  /** A single validated address, no display name, no control characters. */
  readonly address: string;
  readonly language: ReaderLanguage;
  /** IANA name. */
  readonly timeZone: string;
  readonly follows: Follows;
  /** Alerts at once from this significance; null: only the digest. */
  readonly alertFrom: Significance | null;
  readonly digest: boolean;
  readonly quiet: QuietHours | null;
  /** Null until the address was confirmed (double opt-in on the web; at once for those whom an administrator enters). */
  readonly confirmedAt: Instant | null;
  /** Set when the address failed for good too often. */
  readonly suspendedAt: Instant | null;
  readonly suspendedReason: string | null;
  readonly removedAt: Instant | null;
  readonly createdAt: Instant;
}
