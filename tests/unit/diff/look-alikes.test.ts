import { expect, test } from 'vitest';
import { badgesOf } from '../../../src/domain/labels.ts';
import { judgedAmendment } from './judging.ts';

const rules = (change: ReturnType<typeof judgedAmendment>): readonly string[] => change.reasons.map((reason) => reason.rule);

test.each([
  ['nl', 'een Cyrillische letter in een woord over aansprakelijkheid', 'Wij zijn niet aansprakelijk voor schade.', 'Wij zijn niet ааnsprakelijk voor schade.'.replace('аа', '\u0430a')],
  ['en', 'a Cyrillic letter in a word of liability', 'We are liable for all damage.', 'We are li\u0430ble for all damage.'],
  ['en', 'a whole word in another alphabet', 'We keep a cop of your data.', 'We keep a \u0441\u043E\u0440 of your data.'],
  ['de', 'ein griechischer Buchstabe', 'Wir haften für Ihren Schaden.', 'Wir h\u03B1ften f\u03BFr Ihren Schaden.'],
  ['en', 'a letter for a digit', 'You pay within 30 days.', 'You pay within 3O days.'],
  ['nl', 'een Cyrillische letter voor een nul', 'U betaalt € 100 per maand.', 'U betaalt € 10\u041E per maand.'],
] as const)('E23 %s: %s is reported, with a badge', (language, _, before, after) => {
  const change = judgedAmendment(language, before, after);
  expect(rules(change)).toContain('look-alikes');
  expect(change.significance).not.toBe('cosmetic');
  expect(badgesOf(change.reasons, 'nl')).toEqual(['gelijkende tekens']);
  expect(badgesOf(change.reasons, 'en')).toEqual(['look-alike characters']);
});

test.each([
  ['another number', 'You pay within 30 days.', 'You pay within 60 days.'],
  ['a word of Greek letters that resemble nothing here', 'We sell tea.', 'We sell tea and \u03B2-carotene at 5 \u03BCg.'],
  ['a name in its own alphabet', 'We work with others.', 'We work with others, such as \u042F\u043D\u0434\u0435\u043A\u0441.'],
  ['a corrected look-alike', 'We are li\u0430ble for all damage.', 'We are liable for all damage.'],
  ['a model number with a letter', 'We sell the X10.', 'We sell the X10 and the X11l.'],
])('%s is no look-alike', (_, before, after) => {
  expect(rules(judgedAmendment('en', before, after))).not.toContain('look-alikes');
});
