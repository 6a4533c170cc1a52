import type { Clause, ClauseTree } from '../domain/clause.ts';
import { fold, foldsOf } from '../domain/fold.ts';
import type { Sight } from '../domain/gate.ts';
import type { Instant } from '../domain/instant.ts';
import type { Reading } from '../domain/reading.ts';
import { asidesOf } from './asides.ts';
import { headClauses } from './compare.ts';
import { markOf } from './mark.ts';

const counting = /[\p{L}\p{N}]/u;

/** A clause's number as a reader would quote it; a bullet counts nothing. */
function numberOf({ number }: Clause): string {
  return number !== null && counting.test(number) ? number.replace(/^[(\s]+|[().\s]+$/gu, '').toLowerCase() : '';
}

/** @returns a capture as the gate sees it; clauses without a word are left out, as they say nothing */
export function sightOf(ref: number, at: Instant, reading: Reading, tree: ClauseTree): Sight {
  const folds = foldsOf(tree.clauses);
  const folded = tree.clauses.map((clause, index) => {
    const words = folds[index] ?? '';
    // With what was taken for its number: where clauses are cut otherwise, "42 High Street" may lose or win its 42.
    return { fingerprint: clause.fingerprint, words, number: numberOf(clause), whole: clause.marker === '' ? words : fold(`${clause.marker}${clause.text}`) };
  });
  const spoken = folded.filter((clause) => clause.words !== '');
  const titles = new Set(reading.pageTitles);
  const wordCounts = spoken.map((clause) => clause.words.split(' ').length);
  const marks = spoken.map((clause) => markOf(clause.whole));
  return {
    ref,
    at,
    verdict: reading.verdict,
    reasons: reading.reasons,
    hash: reading.hash,
    asides: asidesOf(reading, tree, wordCounts.reduce((sum, words) => sum + words, 0)),
    language: reading.language,
    updatedDate: reading.updatedDate,
    fingerprints: spoken.map((clause) => clause.fingerprint),
    wordCounts,
    marks: marks.map((mark) => mark.mark),
    lengths: marks.map((mark) => mark.length),
    numbers: spoken.map((clause) => clause.number),
    pageTitles: spoken.slice(0, headClauses).filter((clause) => titles.has(clause.words)).map((clause) => clause.fingerprint),
  };
}
