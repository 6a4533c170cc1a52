import type { Exchange, FetchFailed, FetchFailureCode } from '../domain/capture.ts';
import type { Instant } from '../domain/instant.ts';
import type { Problem } from '../domain/problem.ts';

/**
 * Ends an exchange from the inside, whichever timer, guard or parser found the fault. It never leaves this room: the
 * fetchers hand it over as a `FetchFailed`.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly reason: FetchFailureCode;
  readonly problem: Problem;
  readonly retryAfter: Instant | null;

  constructor(reason: FetchFailureCode, problem: Problem, retryAfter: Instant | null = null) {
    super(problem.message);
    this.reason = reason;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** What is known of the exchange besides the fault itself. */
export interface Remains {
  readonly exchange: Exchange | null;
  readonly partialBody: Uint8Array | null;
}

export function failedBy(fault: Fault, remains: Remains = { exchange: null, partialBody: null }): FetchFailed {
  return {
    kind: 'failed',
    reason: fault.reason,
    problem: fault.problem,
    exchange: remains.exchange,
    partialBody: remains.partialBody,
    retryAfter: fault.retryAfter,
  };
}

/** Controls, line ends, and the invisible and direction-turning marks. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** @returns text from outside, fit for a sentence: one line, no control or direction marks, at most 160 characters */
export function quoted(text: string): string {
  const clean = text.slice(0, 400).replace(unprintable, '�');
  return clean.length <= 160 ? clean : `${clean.slice(0, 159)}…`;
}
