import { defineConfig } from 'vitest/config';
import { HostileReporter } from './hostile/reporter.ts';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/support/fixed-seed.ts'],
    reporters: ['default', new HostileReporter()],
    // Only what never ends reaches these: a machine may be slow, and busy besides.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
