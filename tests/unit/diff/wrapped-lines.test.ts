import { expect, test } from 'vitest';
import { pairOf, summary } from './made-up-trees.ts';

/** As a PDF leaves a table: a statement over several short lines. */
function wrapped(statement: readonly string[]): string {
  const lines = Array.from({ length: 220 }, (_, index) => `lid ${index} geldt altijd`);
  return [...lines.slice(0, 100), ...statement, ...lines.slice(100)].join('\n\n');
}

const short = ['Grondslag: gerechtvaardigd belang', 'en niets anders.'];
const long = ['Grondslag: gerechtvaardigd belang bij', 'het meten van bezoek', 'aan onze winkels', 'en niets anders.'];

test('in a text broken into lines, a statement that grew takes its new lines with it', () => {
  expect(summary(pairOf(wrapped(short), wrapped(long)).pairings)).toEqual(['split 201>201,203,205']);
});

test('and one that shrank the lines that went', () => {
  expect(summary(pairOf(wrapped(long), wrapped(short)).pairings)).toEqual(['merged 201,203,205>201']);
});

test('a new line after a stop is a clause of its own', () => {
  const fresh = ['Grondslag: gerechtvaardigd belang van ons.', 'het meten van bezoek', 'en niets anders.'];
  expect(summary(pairOf(wrapped(short), wrapped(fresh)).pairings)).toEqual(['modified 201>201', 'added >203']);
});
