import { createHash } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import { epochMsOf, instantOf, plusMs } from '../domain/instant.ts';
import type { Policy } from '../domain/vendor.ts';
import { nextCronAt } from './cron.ts';

export interface CheckSettings {
  /** Cron expression for policies without one of their own. */
  readonly check: string;
  /** IANA name; every cron expression is read in it. */
  readonly timeZone: string;
  /** Policies on the default cadence come up to this long after the tick, each at its own fixed moment. */
  readonly spreadMs: number;
  /** Pauses before the first, second … extra look at a new wording. */
  readonly confirmAfterMs: readonly number[];
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  readonly minIntervalMs: number;
}

/** What a check came to, as far as the next one depends on it. */
export type CheckOutcome =
  /** Nothing waits: unchanged, first, confirmed, variant, not modified. */
  | { readonly kind: 'settled' }
  /** A new wording waits for another look; `looks` is how many captures in a row showed it, this one included. */
  | { readonly kind: 'pending'; readonly looks: number }
  /** Nothing usable came; `failures` in a row, this one included. `retryAfter` is what the server asked for. */
  | { readonly kind: 'failed'; readonly failures: number; readonly retryable: boolean; readonly retryAfter: Instant | null };

/** A server may ask for a pause, not for oblivion. */
const longestRetryAfterMs = 7 * 86_400_000;
/** For a cron expression that never comes again: look once more before the year is out. */
const farMs = 180 * 86_400_000;

/** A number from 0 up to 1 that depends on the text alone. */
export function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** The policy's next regular moment after an instant. */
function nextRegular(policy: Pick<Policy, 'slug' | 'schedule'>, after: Instant, settings: CheckSettings): Instant {
  if (policy.schedule !== null) return nextCronAt(policy.schedule, settings.timeZone, after) ?? plusMs(after, farMs);
  // The moment is tick + offset, so the next one is sought from `after - offset`: none is skipped, none comes twice.
  const offset = Math.floor(shareOf(policy.slug) * settings.spreadMs);
  const tick = nextCronAt(settings.check, settings.timeZone, plusMs(after, -offset));
  return tick === null ? plusMs(after, farMs) : plusMs(tick, offset);
}

/**
 * When to look at a policy again.
 *
 * Regular checks follow the cron expression, those on the default one spread over time by a hash of the slug. A new
 * wording is looked at again soon. Failures are tried again after pauses that double, varied by up to a tenth so that
 * policies that failed together do not return together; `Retry-After` is obeyed for up to a week; what a retry cannot
 * mend waits for the regular moment. Nothing comes sooner than the shortest interval.
 *
 * @param now when the check ended
 */
export function nextCheckAt(policy: Pick<Policy, 'slug' | 'schedule'>, outcome: CheckOutcome, now: Instant, settings: CheckSettings): Instant {
  const soonest = plusMs(now, settings.minIntervalMs);
  const regular = nextRegular(policy, plusMs(soonest, -1), settings);
  switch (outcome.kind) {
    case 'settled':
      return regular;
    case 'pending': {
      const pause = settings.confirmAfterMs[Math.max(0, outcome.looks - 1)];
      return pause === undefined ? regular : later(soonest, plusMs(now, pause));
    }
    case 'failed': {
      const doublings = Math.min(30, Math.max(0, outcome.failures - 1));
      const pause = Math.min(settings.retryMaxMs, settings.retryFirstMs * 2 ** doublings);
      const varied = Math.round(pause * (1 + 0.1 * shareOf(`${policy.slug} ${outcome.failures}`)));
      const wanted = outcome.retryable ? plusMs(now, varied) : regular;
      const asked = outcome.retryAfter === null ? now : instantOf(Math.min(epochMsOf(outcome.retryAfter), epochMsOf(now) + longestRetryAfterMs));
      return later(later(wanted, asked), soonest);
    }
  }
}

/**
 * Mends a planned moment that no rule can have given, as after a clock that ran ahead and was set back.
 *
 * @returns the planned moment, or the next regular one where the planned lies further off than that and than the
 *   longest pause a failure may cause
 */
export function plausibleCheckAt(policy: Pick<Policy, 'slug' | 'schedule' | 'nextCheckAt'>, now: Instant, settings: CheckSettings): Instant {
  const regular = nextRegular(policy, now, settings);
  const longestPause = Math.max(longestRetryAfterMs, settings.retryMaxMs * 1.1, settings.minIntervalMs, ...settings.confirmAfterMs);
  const limit = Math.max(epochMsOf(nextRegular(policy, plusMs(regular, settings.minIntervalMs), settings)), epochMsOf(now) + longestPause);
  return epochMsOf(policy.nextCheckAt) > limit ? regular : policy.nextCheckAt;
}
