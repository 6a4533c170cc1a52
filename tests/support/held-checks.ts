import type { CheckReport } from '../../src/web/services.ts';

const fine: CheckReport = { outcome: 'unchanged', version: null, message: null };

/** Checks that end when a test says so; `release` waits for one to be under way, and ends it. */
export function heldChecks(): { readonly check: () => Promise<CheckReport>; readonly release: () => Promise<void> } {
  const underWay: ((report: CheckReport) => void)[] = [];
  const wanted: (() => void)[] = [];
  return {
    check: () =>
      new Promise((resolve) => {
        underWay.push(resolve);
        wanted.shift()?.();
      }),
    release: async () => {
      if (underWay.length === 0) await new Promise<void>((resolve) => wanted.push(resolve));
      underWay.shift()?.(fine);
    },
  };
}
