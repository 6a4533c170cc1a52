import { wordsOf } from '../domain/phrase-index.ts';
import { sentenceAt } from './direction.ts';
import type { Vocabulary } from './lexicon/all.ts';

/** What a date is the date of. */
export type DateRole = 'effective' | 'updated' | 'listed' | 'other';

const dateReach = 60;

/** What a date is the date of, by the words around it; `text` is the side that has it. */
export function roleOfDate(text: string, span: readonly [number, number], vocabulary: Vocabulary): DateRole {
  const { lists } = vocabulary;
  const sentence = sentenceAt(text, span[0]);
  if (lists.announced.find(wordsOf(sentence)).length > 0) return 'effective';
  const before = wordsOf(text.slice(Math.max(0, span[0] - dateReach), span[0]));
  const after = wordsOf(text.slice(span[1], span[1] + dateReach));
  const last = (list: 'effective' | 'updated'): number => Math.max(-1, ...lists[list].find(before).map((match) => match.to));
  const [effective, updated] = [last('effective'), last('updated')];
  if (effective > updated) return 'effective';
  if (updated > effective) return 'updated';
  const following = (list: 'effective' | 'updated'): boolean => lists[list].find(after).length > 0;
  if (following('effective')) return 'effective';
  if (following('updated')) return 'updated';
  const whole = wordsOf(sentence);
  if (lists.effective.find(whole).length > 0) return 'effective';
  if (lists.updated.find(whole).length > 0) return 'updated';
  return wordsOf(text).length <= 8 ? 'updated' : 'other';
}

