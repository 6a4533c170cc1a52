import type { ReaderLanguage } from '../domain/language.ts';
import { wordsEn, type Words } from './words-en.ts';
import { wordsNl } from './words-nl.ts';

export type { Words } from './words-en.ts';

/** The pages' own words, one table a language. */
export const wordsOf: Readonly<Record<ReaderLanguage, Words>> = { nl: wordsNl, en: wordsEn };

/** What a page may say was done, by the code that a redirect carries. */
export type DoneCode = keyof Words['done'];

/** @returns the code where it is one of ours; a page never repeats what an address says */
export function doneCode(text: string): DoneCode | null {
  return (Object.keys(wordsEn.done) as DoneCode[]).find((code) => code === text) ?? null;
}
