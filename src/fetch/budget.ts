import { Fault, quoted } from './fault.ts';

/** One time limit over a whole exchange, joined with the caller's own signal. */
export interface Budget extends Disposable {
  /** Fires with a `Fault` when the time is up or `end` was called, with the caller's reason when the caller aborts. */
  readonly signal: AbortSignal;
  /** Ends the exchange now. */
  readonly end: (fault: Fault) => void;
}

export function timeoutFault(place: string, phase: string, ms: number): Fault {
  return new Fault('timeout', {
    code: `timeout-${phase}`,
    retryable: true,
    message: `${quoted(place)} did not complete the ${phase} within ${String(Math.round(ms / 100) / 10)} seconds.`,
    mend: 'Check the address in a browser; the next check tries again.',
  });
}

export function startBudget(place: string, totalMs: number, outer: AbortSignal): Budget {
  const controller = new AbortController();
  const onAbort = (): void => { controller.abort(outer.reason); };
  if (outer.aborted) onAbort();
  else outer.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => { controller.abort(timeoutFault(place, 'exchange', totalMs)); }, totalMs);
  return {
    signal: controller.signal,
    end: (fault) => { controller.abort(fault); },
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', onAbort);
    },
  };
}

/** Stops waiting for work that cannot itself be stopped, such as a lookup, when the signal fires. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => { reject(signal.reason); };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
