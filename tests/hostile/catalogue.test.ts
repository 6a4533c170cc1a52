import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rowIds, rowsIn, untested } from './catalogue.ts';

const original = path.resolve(import.meta.dirname, '../../../shared/hostile.md');

test('every row stands here once, and what is excused is a row', () => {
  expect(new Set(rowIds).size).toBe(rowIds.length);
  expect(Object.keys(untested).filter((row) => !rowIds.includes(row))).toEqual([]);
  expect(rowsIn('L20 L21 a mail of 2026, HTTP1, is T1')).toEqual(['L20', 'L21']);
});

test.skipIf(!existsSync(original))('the list of rows is that of the catalogue (skipped where it is not at hand)', () => {
  const rows = [...readFileSync(original, 'utf8').matchAll(/^\| ([A-Z]\d\d) \|/gmu)].map(([, row]) => row);
  expect([...rowIds].toSorted()).toEqual(rows.toSorted());
});
