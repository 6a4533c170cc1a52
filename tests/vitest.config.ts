import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    reporters: ['default', new URL('hostile/reporter.ts', import.meta.url).pathname],
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
