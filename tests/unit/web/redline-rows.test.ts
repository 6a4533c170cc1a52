import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareTrees } from '../../../src/app/compare-trees.ts';
import { redlineRows } from '../../../src/web/redline-rows.ts';
import { payrollChanges } from '../../support/made-changes.ts';
import { madeComparison, madeTree } from '../../support/made-clauses.ts';
import { payrollPrivacyNew, payrollPrivacyOld } from '../../support/made-texts.ts';

const old = madeTree(payrollPrivacyOld, 'nl');
const fresh = madeTree(payrollPrivacyNew, 'nl');

test('every clause of the new version stands in exactly one place, in order', () => {
  const { changes } = madeComparison(old, fresh, payrollChanges, { nl: '', en: '' });
  const shown = redlineRows(old, fresh, changes).flatMap((row) => (row.kind === 'unchanged' ? row.fresh : row.kind === 'change' ? row.change.new : []));
  expect(shown.map((clause) => clause.lines[0])).toEqual(fresh.clauses.map((clause) => clause.lines[0]));
});

test('unchanged clauses face their own text on both sides', () => {
  const { changes } = madeComparison(old, fresh, payrollChanges, { nl: '', en: '' });
  for (const row of redlineRows(old, fresh, changes)) if (row.kind === 'unchanged') expect(row.old.map((clause) => clause.text)).toEqual(row.fresh.map((clause) => clause.text));
});

test('a removed clause stands where it stood, and a moved one leaves a mark', () => {
  const { changes } = madeComparison(old, fresh, payrollChanges, { nl: '', en: '' });
  const rows = redlineRows(old, fresh, changes);
  const removed = rows.findIndex((row) => row.kind === 'change' && row.change.kind === 'removed');
  const before = rows[removed - 1];
  expect(before?.kind === 'change' && before.change.new[0]?.text).toContain('verzuimgegevens');
  const ghosts = rows.filter((row) => row.kind === 'ghost');
  expect(ghosts.map((row) => row.kind === 'ghost' && row.change.old[0]?.text)).toEqual(['Bewaartermijn', 'Wij bewaren loongegevens 7 jaar.', 'Logbestanden bewaren wij maximaal 1 week.']);
  expect(rows.indexOf(ghosts[0] ?? rows[0] as never)).toBeLessThan(rows.findIndex((row) => row.kind === 'change' && row.change.new[0]?.text.includes('72 uur') === true));
});

test('whatever two texts say, the comparison shows each clause of both once', () => {
  const line = fc.constantFrom('Wij bewaren gegevens 7 jaar.', 'Wij delen niets.', '# Kop', '## Tweede kop', 'U kunt bezwaar maken.', 'Wij gebruiken cookies.', '- punt een', '- punt twee', '4.2 Genummerd');
  const text = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (left, right) => {
      const [a, b] = [madeTree(left, 'nl'), madeTree(right, 'nl')];
      const rows = redlineRows(a, b, compareTrees(a, b).changes);
      const newSide = rows.flatMap((row) => (row.kind === 'unchanged' ? row.fresh : row.kind === 'change' ? row.change.new : []));
      const oldSide = rows.flatMap((row) => (row.kind === 'unchanged' ? row.old : row.kind === 'change' ? row.change.old : []));
      expect(newSide.map((clause) => clause.lines[0]).toSorted((x, y) => x - y)).toEqual(b.clauses.map((clause) => clause.lines[0]));
      expect(oldSide.map((clause) => clause.lines[0]).toSorted((x, y) => x - y)).toEqual(a.clauses.map((clause) => clause.lines[0]));
    }),
    { numRuns: 60 },
  );
});
