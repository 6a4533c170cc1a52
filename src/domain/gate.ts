import type { Reason } from './change.ts';
import type { Sha256 } from './ids.ts';
import type { Instant, IsoDate } from './instant.ts';
import type { Verdict } from './reading.ts';

export const gateOutcomes = ['first', 'unchanged', 'pending', 'confirmed', 'variant', 'rejected'] as const;
export type GateOutcome = (typeof gateOutcomes)[number];

/** A capture's words as the gate compares them; the lists run in step, one entry a clause, in reading order. */
export interface Wording {
  readonly language: string | null;
  readonly updatedDate: IsoDate | null;
  /** The clauses' fingerprints. */
  readonly fingerprints: readonly string[];
  readonly wordCounts: readonly number[];
  /**
   * A hash of each clause's folded letters that can be joined with its neighbour's: the same words cut into other
   * clauses give the same joined mark. Two numbers under 2^26 as one below 2^52.
   */
  readonly marks: readonly number[];
  /** How many folded letters each clause has, which joining marks needs. */
  readonly lengths: readonly number[];
  /** The clauses' numbers, without brackets and full stops; empty where a clause has none. None in memory of old. */
  readonly numbers?: readonly string[];
  /** Fingerprints of the headings at its top that only name the page; their coming and going is no change. None in memory of old. */
  readonly pageTitles?: readonly string[];
}

/** What a page says beside its words: where a link of a clause leads, and whether the policy can be seen at all. */
export interface Aside {
  readonly kind: 'link' | 'visibility';
  /** Tells it from others of the page: the clause and the words of the link. */
  readonly key: string;
  /** A link's registrable domain; `visible` or `hidden`. */
  readonly value: string;
  /** The words of the link, as written; for visibility, how many words the policy has. */
  readonly about: string;
}

/** An aside that changed while the words did not, and stayed so. */
export interface AsideNews {
  readonly kind: Aside['kind'];
  readonly about: string;
  readonly before: string;
  readonly now: string;
}

/** What is remembered of an aside. */
export interface SeenAside {
  readonly key: string;
  readonly value: string;
  /** Another value, and in how many captures in a row it was seen; null where the last one agreed. */
  readonly other: { readonly value: string; readonly run: number } | null;
  /** Values that it had before: a return to one is not told again. */
  readonly past: readonly string[];
}

/** One capture as the gate sees it. `ref` is the caller's own number for the capture (an id, or an index in an import). */
export interface Sight extends Wording {
  readonly ref: number;
  readonly at: Instant;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly hash: Sha256;
  readonly asides: readonly Aside[];
}

/** A wording, where it was first seen, and how often since. */
export interface SeenWording extends Wording {
  readonly hash: Sha256;
  readonly firstRef: number;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  /** Captures that showed it. */
  readonly sightings: number;
}

/**
 * One way in which captures were seen to differ from the current wording: `+F` has clause F besides, `-F` lacks it,
 * a repeat carries `#2`, `#3` …; `~H` has clauses in another order, `=H` under other numbers, H being a hash of it.
 */
export interface Deviation {
  readonly key: string;
  readonly firstRef: number;
  readonly lastSeenAt: Instant;
  /** Where its present (or else its last) unbroken run began. */
  readonly runRef: number;
  readonly runAt: Instant;
  /** Captures in a row that show it, up to and with the last good one; 0 when that one does not. */
  readonly run: number;
  /** How many runs it has had. */
  readonly runs: number;
  /** It was part of a version once: to show it again is to go back. */
  readonly told: boolean;
}

/** A place between two clauses whose content was seen to change. */
export interface Place {
  /** Fingerprint of the clause above it; `^` for the top. */
  readonly after: string;
  /** The keys of the deviations that stand here, hashed; empty where it agrees with the current wording. */
  readonly content: string;
  /** Captures in a row with this content. */
  readonly held: number;
  /** Changes in a row from one strange content to another, as a counter makes them. */
  readonly flux: number;
  /** When it changed, newest last; only the last few are kept. */
  readonly changedAt: readonly Instant[];
}

/** A whole page that shares little with the current wording: a rewrite, another language, another page of the vendor. */
export interface OtherPage {
  /** As it was when its present (or else its last) unbroken run began. */
  readonly wording: SeenWording;
  /** Captures in a row that show it; 0 when the last good one does not. */
  readonly run: number;
  readonly runs: number;
  /** It was the current version once. */
  readonly told: boolean;
}

/** All that the gate remembers of a policy; plain JSON of bounded size, kept with the policy. */
export interface GateMemory {
  /** The wording last told, or the baseline; null before the first good capture. */
  readonly current: SeenWording | null;
  /** The last good capture's wording where it differs from the current one. */
  readonly strange: SeenWording | null;
  readonly deviations: readonly Deviation[];
  readonly places: readonly Place[];
  /** The last few seen, newest first. */
  readonly others: readonly OtherPage[];
  /** How often the page fell back to a wording seen before since the last change was told. */
  readonly returns: number;
  /** The last good capture showed a wording seen before. */
  readonly inVariant: boolean;
  /** Good captures in a row that left something pending. */
  readonly looks: number;
  /** None in memory of old. */
  readonly asides?: readonly SeenAside[];
}

export interface GateSettings {
  /** Captures in a row that must show a new wording before it is believed. */
  readonly sightings: number;
  /** The same where the new wording is the known one minus whole sections, or is another page altogether. */
  readonly sightingsWhenDoubtful: number;
  /** How long such a wording must hold besides. */
  readonly doubtfulHoldMs: number;
  /** How long what was seen stays in memory. */
  readonly memoryMs: number;
  /** How long a wording that was told once must hold before its return is told. */
  readonly returnHoldMs: number;
  /** Captures in a row that a return needs besides; each earlier return asks for one more. */
  readonly returnSightings: number;
  /** How long a wording that came and went untold must hold. */
  readonly flapHoldMs: number;
  /** How long a change must hold in a place that changed in the last week. */
  readonly restlessHoldMs: number;
  /** How long it must hold where the place changed twice or more in the last month. */
  readonly volatileHoldMs: number;
  /** A wording that was still there this long after its first sight was real, whatever followed it. */
  readonly outlivesMs: number;
  /** New words that nothing took back are told, unconfirmed, once the page could not be read for this long. */
  readonly unreadHoldMs: number;
}

/** What, if anything, people should be told: a change, a return to an older wording, or that the page alternates. */
export type GateNews = 'change' | 'reversion' | 'alternation';

export interface GateDecision {
  readonly outcome: GateOutcome;
  readonly reasons: readonly Reason[];
  /**
   * `ref` of the capture in which this wording was first seen; for `confirmed`, of the capture that shows the wording
   * believed now, and whose reading is the new version.
   */
  readonly since: number;
  /** `change` and `reversion` come with `confirmed`, `alternation` once with `variant`; null otherwise. */
  readonly news: GateNews | null;
  /** Fingerprints of clauses that differ between the two versions and yet are noise: counters, variants, missing parts. */
  readonly ignored: readonly string[];
  /** How many captures in a row, with this one, have left something pending: the first extra looks come soon, later ones need not. */
  readonly looks: number;
  /** What changed beside the words, and is not part of any version: told apart, once. */
  readonly asides: readonly AsideNews[];
  readonly memory: GateMemory;
}

/** A decision before the looks are counted and the asides are weighed. */
export type Weighed = Omit<GateDecision, 'looks' | 'asides'>;
