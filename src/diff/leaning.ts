import type { Direction } from '../domain/change.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import type { Vocabulary } from './lexicon/all.ts';

/** −1 less protective, 1 more protective, 0 neither. */
export type Leaning = -1 | 0 | 1;

/** @returns a leaning, or a sum of them, in the words of a change */
export const directionOf = (leaning: number): Direction => (leaning < 0 ? 'less-protective' : leaning > 0 ? 'more-protective' : 'neutral');

/** @returns which way a number points */
export const sign = (value: number): Leaning => (value < 0 ? -1 : value > 0 ? 1 : 0);
/** @returns the other way */
export const flip = (leaning: Leaning): Leaning => (leaning === 0 ? 0 : leaning === 1 ? -1 : 1);

/** @returns how many words of a list a text holds */
export const has = (list: 'notice' | 'grants' | 'deadlines' | 'favours' | 'burdens' | 'mutual', text: string, vocabulary: Vocabulary): number => vocabulary.lists[list].find(wordsOf(text)).length;
