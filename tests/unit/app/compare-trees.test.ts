import { expect, test } from 'vitest';
import { compareTrees } from '../../../src/app/compare-trees.ts';
import type { WordsConfig } from '../../../src/config/config.ts';
import { clausesOf } from '../../../src/clauses/tree.ts';
import type { ClauseTree } from '../../../src/domain/clause.ts';
import { readPlainText } from '../../../src/extract/plain-text.ts';

function tree(text: string): ClauseTree {
  return { language: 'nl', title: null, effectiveDate: null, updatedDate: null, clauses: clausesOf(readPlainText(text)) };
}

const noWords: WordsConfig = { parties: [], data: [], topics: {}, material: [] };

const before = tree('Privacyverklaring\n\nWij versturen onze nieuwsbrief met zorg aan onze lezers.\n\nOnze helpdesk is op werkdagen bereikbaar voor vragen.');
const after = tree('Privacyverklaring\n\nWij versturen onze nieuwsbrief met zorg en via Kwetterbak aan onze lezers.\n\nOnze helpdesk is op werkdagen bereikbaar voor vragen.');

test('a name that the installation knows is a party', () => {
  const facts = (parties: readonly string[]) => compareTrees(before, after, { words: { ...noWords, parties } }).changes.flatMap((change) => change.facts);
  expect(facts(['Kwetterbak'])).toContainEqual({ type: 'party', old: null, new: 'Kwetterbak' });
});

test('a word on the own list is material and named as the reason, whole words only', () => {
  const judged = (material: readonly string[]) => compareTrees(before, after, { words: { ...noWords, material } });
  expect(judged(['kwetterbak']).overall.significance).toBe('material');
  expect(judged(['kwetterbak']).changes[0]?.reasons.map((reason) => reason.rule)).toContain('own-word');
  expect(judged(['kwetter']).changes.flatMap((change) => change.reasons).map((reason) => reason.rule)).not.toContain('own-word');
  expect(judged(['helpdesk'])).toEqual(judged([]));
});

test('a kind of data that the installation names is a fact, and its compounds where it says so', () => {
  const later = tree('Privacyverklaring\n\nWij versturen onze nieuwsbrief met zorg op grond van uw slaapfasemeting aan onze lezers.\n\nOnze helpdesk is op werkdagen bereikbaar voor vragen.');
  const facts = (data: readonly string[]) => compareTrees(before, later, { words: { ...noWords, data } }).changes.flatMap((change) => change.facts);
  expect(facts(['slaapfase*'])).toContainEqual({ type: 'data-category', old: null, new: 'slaapfasemeting' });
  expect(facts(['slaapfase'])).not.toContainEqual({ type: 'data-category', old: null, new: 'slaapfasemeting' });
});

test('a word that the installation gives a topic says what a clause is about', () => {
  const later = tree('Privacyverklaring\n\nWij versturen onze nieuwsbrief met zorg aan onze lezers.\n\nOnze helpdesk is op werkdagen bereikbaar voor vragen.\n\nVerzoeken lopen via de kwispelraad en duren drie weken.');
  const topics = (own: typeof noWords.topics) => compareTrees(before, later, { words: { ...noWords, topics: own } }).changes.map((change) => change.topics[0]);
  expect(topics({ complaint: ['kwispelraad'] })).toEqual(['complaint']);
  expect(topics({})).not.toEqual(['complaint']);
});

test('clauses that are noise are left out of the comparison, and what both sides share is not', () => {
  const changed = after.clauses.filter((clause) => clause.text.includes('Kwetterbak')).map((clause) => clause.fingerprint);
  const gone = before.clauses.filter((clause) => clause.text.includes('nieuwsbrief')).map((clause) => clause.fingerprint);
  expect(compareTrees(before, after, { ignored: [...changed, ...gone] }).changes).toEqual([]);
});
