import type { Problem } from '../domain/problem.ts';
import { problemMend, problemText } from '../domain/problem-labels.ts';
import type { Visit } from './visit.ts';

/** A problem as its reader is told of it. */
export interface ToldProblem {
  readonly message: string;
  readonly mend: string | null;
}

/** @returns the problem in the reader's language; one that has no words of its own here keeps those that it came with */
export function toldProblem(visit: Visit, problem: Problem): ToldProblem {
  const own: Readonly<Record<string, readonly [message: string, mend: string | null]>> = visit.words.problems;
  const known = own[problem.code];
  if (known !== undefined) return { message: known[0], mend: known[1] };
  return { message: problemText(problem)[visit.language], mend: problemMend(problem)?.[visit.language] ?? null };
}

/** The same in one line. */
export function problemLine(visit: Visit, problem: Problem): string {
  const { message, mend } = toldProblem(visit, problem);
  return mend === null ? message : `${message} ${mend}`;
}
