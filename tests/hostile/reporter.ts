import { globSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Reporter, TestModule } from 'vitest/node';
import { rowIds, rowsIn, untested } from './catalogue.ts';

/**
 * After a run of all tests, says how many rows of the catalogue a test has served, and fails the run where a row has
 * lost its test. After a run of some tests there is nothing to say.
 */
export class HostileReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = globSync('**/*.test.ts', { cwd: path.resolve(import.meta.dirname, '..') });
    const asked = process.argv.some((word) => word === '-t' || word.startsWith('--testNamePattern'));
    if (asked || new Set(modules.map((module) => module.moduleId)).size < files.length) return;
    const [passed, skipped] = [new Set<string>(), new Set<string>()];
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        for (const row of rowsIn(test.fullName)) (state === 'passed' ? passed : skipped).add(row);
      }
    }
    const known = rowIds.filter((row) => passed.has(row));
    const skippedOnly = rowIds.filter((row) => !passed.has(row) && skipped.has(row));
    const lost = rowIds.filter((row) => !passed.has(row) && !skipped.has(row) && untested[row] === undefined);
    const needless = Object.keys(untested).filter((row) => passed.has(row));
    const lines = [
      `Hostile conditions: ${known.length} of ${rowIds.length} rows served by a test that passed, ${Object.keys(untested).length} without one:`,
      ...Object.entries(untested).map(([row, why]) => `  ${row}  ${why}`),
      ...(skippedOnly.length === 0 ? [] : [`  skipped or failed here: ${skippedOnly.join(' ')}`]),
      ...(lost.length === 0 ? [] : [`  WITHOUT TEST OR REASON: ${lost.join(' ')}`]),
      ...(needless.length === 0 ? [] : [`  BOTH TESTED AND EXCUSED: ${needless.join(' ')}`]),
    ];
    process.stdout.write(`\n${lines.join('\n')}\n`);
    if (lost.length + needless.length > 0) process.exitCode = 1;
  }
}
