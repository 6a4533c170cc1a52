import { createHash } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import { epochMsOf, plusMs } from '../domain/instant.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Growing pauses, as mail servers make them; greylisting wants five to thirty minutes. After the last, hourly. */
const pausesMs: readonly number[] = [1, 5, 15, 30, 60].map((minutes) => minutes * minuteMs);

/** Standard Webhooks' receivers are retried for less long. */
export const hookGiveUpAfterMs = 3 * dayMs;

/** A number from 0 up to 1 that looks random and is always the same for the same text. */
function chanceOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * The pause before the next attempt: 1, 5, 15, 30 minutes, then hourly, each up to a quarter longer, so that messages
 * that failed together do not come back together. The jitter comes from the delivery's key and survives a restart.
 * @param attempts attempts made so far, at least 1; @returns milliseconds
 */
export function pauseAfter(deliveryKey: string, attempts: number): number {
  const pause = pausesMs[Math.min(Math.max(attempts, 1), pausesMs.length) - 1] ?? 60 * minuteMs;
  return Math.round(pause * (1 + chanceOf(`${deliveryKey} ${attempts}`) / 4));
}

/** @returns when to try again; null where it has been tried long enough */
export function nextAttemptAt(delivery: { readonly key: string; readonly attempts: number; readonly createdAt: Instant }, now: Instant, giveUpMs: number): Instant | null {
  const next = plusMs(now, pauseAfter(delivery.key, delivery.attempts));
  return epochMsOf(next) - epochMsOf(delivery.createdAt) > giveUpMs ? null : next;
}

/**
 * Whether an address is to be suspended after a refusal for good. One that does not exist is at once; one that refuses
 * us, after several in a row; a message that nobody takes says nothing about its receiver.
 */
export function suspends(fault: 'receiver-gone' | 'receiver-refuses' | 'message', failuresInARow: number, suspendAfter: number): boolean {
  if (fault === 'message') return false;
  return fault === 'receiver-gone' || failuresInARow >= suspendAfter;
}
