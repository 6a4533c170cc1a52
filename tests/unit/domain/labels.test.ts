import { expect, test } from 'vitest';
import { fetchFailureCodes } from '../../../src/domain/capture.ts';
import { pageReasons } from '../../../src/domain/page-reasons.ts';
import { problemMend, problemText } from '../../../src/domain/problem-labels.ts';

const problem = (code: string): { readonly code: string; readonly message: string; readonly mend: string } => ({ code, message: 'It failed.', mend: 'Mend it.' });

test.each(fetchFailureCodes)('a fetch that failed with %s is told in Dutch, whatever follows in its code', (code) => {
  for (const exact of [code, `${code}-something-new`]) {
    expect(problemText(problem(exact))).toMatchObject({ nl: expect.stringMatching(/^[A-Z].*\.$/u), en: 'It failed.' });
    expect(problemText(problem(exact)).nl).not.toBe('It failed.');
    expect(problemMend(problem(exact))?.nl).not.toBe('Mend it.');
  }
});

test('a status is told where the sentence does not name it', () => {
  expect(problemText(problem('blocked-403')).nl).toBe('De site weigert de pagina aan dit programma te geven (status 403).');
  expect(problemText(problem('gone-404')).nl).toBe('De pagina bestaat niet (status 404).');
});

test('a problem that has no Dutch words keeps its own, and one that nothing mends says so', () => {
  expect(problemText(problem('moon-eclipse')).nl).toBe('It failed.');
  expect(problemMend(problem('moon-eclipse'))?.nl).toBe('Mend it.');
  expect(problemMend({ code: 'dns', mend: null })).toBeNull();
});

test('every reason of a verdict or of the gate is a sentence in both languages, and its rule is its own', () => {
  const { partOfPage, ...others } = pageReasons;
  const made = Object.values(others).map((entry) => ('rule' in entry ? entry : (entry as (...values: readonly unknown[]) => typeof pageReasons.twice)(0.4, 'x')));
  const reasons = [...made, partOfPage('Privacy', ['Cookies'])];
  for (const { rule, text } of reasons) {
    expect(text.nl, rule).toMatch(/\.$/u);
    expect(text.en, rule).toMatch(/\.$/u);
    expect(text.nl, rule).not.toBe(text.en);
  }
  expect(new Set(reasons.map(({ rule }) => rule)).size).toBe(reasons.length);
});

test('languages and days in a reason have the names that its reader gives them', () => {
  expect(pageReasons.languageChanged('en', 'nl').text).toEqual({ nl: 'De pagina is nu in een andere taal: Engels in plaats van Nederlands.', en: 'The page is now in another language: English instead of Dutch.' });
  expect(pageReasons.dateChanged('2025-01-01', '2026-02').text).toEqual({ nl: 'De vermelde datum ging van 1 januari 2025 naar 2026-02.', en: 'Its stated date went from 1 January 2025 to 2026-02.' });
  expect(pageReasons.otherLanguage('x_y', 'zz').text.en).toContain('(x_y)');
});
