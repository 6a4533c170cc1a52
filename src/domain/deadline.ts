import type { Instant, IsoDate } from './instant.ts';
import type { NoticePeriod, PolicyType } from './vendor.ts';

/** Whose policy a mail, a feed or a calendar speaks of. */
export interface PolicyName {
  readonly vendorSlug: string;
  readonly vendorName: string;
  readonly vendorTags: readonly string[];
  readonly policySlug: string;
  readonly policyType: PolicyType;
  readonly policyTags: readonly string[];
}

/** What a person answered to a deadline; "no action" is an answer too. */
export interface Decision {
  readonly answer: 'accepted' | 'objected' | 'no-action' | 'terminated';
  readonly by: string;
  readonly at: Instant;
  readonly note: string | null;
}

/** `effective`: a wording comes into force; `objection`: the last day on which one may still object. */
export const deadlineKinds = ['effective', 'objection'] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/** A day that somebody has to know of. */
export interface Deadline {
  /** Unique and stable: `<policy slug>:<kind>:<version number>`. */
  readonly key: string;
  readonly kind: DeadlineKind;
  readonly policy: PolicyName;
  /** The day itself, in the deadline's own time zone; for `objection` the last day that still counts. */
  readonly dueOn: IsoDate;
  /** IANA name of the zone whose calendar the day is of. */
  readonly timeZone: string;
  /** The day of the notice, from which an objection window runs. */
  readonly noticedOn: IsoDate;
  /** The period that the day was computed with; null where the policy itself names the day. */
  readonly period: NoticePeriod | null;
  /** The vendor's sentence that the day rests on, as written. */
  readonly quote: string | null;
  /** Where to read on: the comparison, or the vendor's page; null where there is neither. */
  readonly url: string | null;
  /** Raised whenever the day or the decision changes, for calendars. */
  readonly revision: number;
  readonly updatedAt: Instant;
  readonly decision: Decision | null;
}
