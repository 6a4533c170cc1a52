import { expect, test } from 'vitest';
import { compareTrees } from '../../../src/app/compare-trees.ts';
import { clausesOf } from '../../../src/clauses/tree.ts';
import type { ClauseTree } from '../../../src/domain/clause.ts';
import { readPlainText } from '../../../src/extract/plain-text.ts';

function tree(text: string): ClauseTree {
  return { language: 'nl', title: null, effectiveDate: null, updatedDate: null, clauses: clausesOf(readPlainText(text)) };
}

const before = tree('Privacyverklaring\n\nWij versturen onze nieuwsbrief met zorg aan onze lezers.\n\nOnze helpdesk is op werkdagen bereikbaar voor vragen.');
const after = tree('Privacyverklaring\n\nWij versturen onze nieuwsbrief met zorg en via Kwetterbak aan onze lezers.\n\nOnze helpdesk is op werkdagen bereikbaar voor vragen.');

test('a name that the installation knows is a party', () => {
  const facts = (parties: readonly string[]) => compareTrees(before, after, { words: { parties, material: [] } }).changes.flatMap((change) => change.facts);
  expect(facts(['Kwetterbak'])).toContainEqual({ type: 'party', old: null, new: 'Kwetterbak' });
});

test('a word on the own list is material and named as the reason, whole words only', () => {
  const judged = (material: readonly string[]) => compareTrees(before, after, { words: { parties: [], material } });
  expect(judged(['kwetterbak']).overall.significance).toBe('material');
  expect(judged(['kwetterbak']).changes[0]?.reasons.map((reason) => reason.rule)).toContain('own-word');
  expect(judged(['kwetter']).changes.flatMap((change) => change.reasons).map((reason) => reason.rule)).not.toContain('own-word');
  expect(judged(['helpdesk'])).toEqual(judged([]));
});

test('clauses that are noise are left out of the comparison, and what both sides share is not', () => {
  const changed = after.clauses.filter((clause) => clause.text.includes('Kwetterbak')).map((clause) => clause.fingerprint);
  const gone = before.clauses.filter((clause) => clause.text.includes('nieuwsbrief')).map((clause) => clause.fingerprint);
  expect(compareTrees(before, after, { ignored: [...changed, ...gone] }).changes).toEqual([]);
});
