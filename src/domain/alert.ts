import type { Change, Comparison } from './change.ts';
import type { Topic } from './clause.ts';
import type { Deadline, PolicyName } from './deadline.ts';
import type { Instant, IsoDate } from './instant.ts';
import type { Bilingual } from './language.ts';
import type { Announcement } from './reading.ts';

/** What a reader needs to know of one side of a comparison. */
export interface VersionFacts {
  readonly number: number;
  readonly firstSeenAt: Instant;
  readonly confirmedAt: Instant;
  /** What the policy itself states. */
  readonly updatedDate: IsoDate | null;
  readonly effectiveDate: IsoDate | null;
}

/** Absolute http(s) addresses; null where no base URL is configured. */
interface AlertLinks {
  readonly comparison: string | null;
  readonly capture: string | null;
  /** The vendor's own page. */
  readonly vendorPage: string | null;
}

/** A change of a policy as it is told: in an alert, in a digest, in a feed and to a webhook. */
export interface AlertStory {
  /** Stable and unique for this pair of versions; Message-IDs and feed ids are made from it. */
  readonly key: string;
  readonly policy: PolicyName;
  /** The policy's own title, as written. */
  readonly title: string | null;
  readonly old: VersionFacts;
  readonly new: VersionFacts;
  readonly comparison: Comparison;
  /** For a reader of some topics only: those, and the changes on other ones, which the comparison is without then. */
  readonly elsewhere?: { readonly topics: readonly Topic[]; readonly changes: readonly Change[] };
  readonly links: AlertLinks;
  readonly announcement: Announcement | null;
  readonly deadlines: readonly Deadline[];
  /** What nobody judged and why: a language that is not understood, a coarse comparison, an unreadable part. */
  readonly notJudged: readonly Bilingual[];
  /** What the gate saw that a reader should know: "the date changed, the text did not". */
  readonly notes: readonly Bilingual[];
}
