import type { Bilingual, ReaderLanguage } from '../domain/language.ts';
import type { Problem } from '../domain/problem.ts';
import { problemMend, problemText } from '../domain/problem-labels.ts';
import type { Visit } from './visit.ts';
import { wordsOf } from './words.ts';

/** A problem as its reader is told of it. */
export interface ToldProblem {
  readonly message: string;
  readonly mend: string | null;
}

/** @returns the problem in the reader's language; one that has no words of its own here keeps those that it came with */
export function toldProblem({ language }: Pick<Visit, 'language'>, problem: Problem): ToldProblem {
  const own: Readonly<Record<string, readonly [message: string, mend: string | null]>> = wordsOf[language].problems;
  const known = own[problem.code];
  if (known !== undefined) return { message: known[0], mend: known[1] };
  return { message: problemText(problem)[language], mend: problemMend(problem)?.[language] ?? null };
}

/** The same in one line. */
export function problemLine(visit: Pick<Visit, 'language'>, problem: Problem): string {
  const { message, mend } = toldProblem(visit, problem);
  return mend === null ? message : `${message} ${mend}`;
}

/** The same for a reader who is not known yet. */
export function problemIn(problem: Problem): Bilingual {
  const line = (language: ReaderLanguage): string => problemLine({ language }, problem);
  return { nl: line('nl'), en: line('en') };
}
