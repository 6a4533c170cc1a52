import { annotate } from '../../../src/clauses/annotate.ts';
import type { Change } from '../../../src/domain/change.ts';
import type { Clause, ClauseTree } from '../../../src/domain/clause.ts';
import { fold } from '../../../src/domain/fold.ts';
import { Budget } from '../../../src/diff/budget.ts';
import { judge } from '../../../src/diff/judge.ts';
import type { Pairing } from '../../../src/diff/pairing.ts';
import { redline } from '../../../src/diff/words.ts';

/** A clause as it would stand under one heading. */
export function clause(text: string, more: Partial<Clause> = {}): Clause {
  return {
    id: text, number: null, marker: '', path: [], kind: 'paragraph', level: 0, text, markdown: text, links: [], lines: [1, 1], cells: null, header: null, table: null,
    fingerprint: fold(text), ...more,
  };
}

export function tree(clauses: readonly Clause[], language: string, title: string | null = null): ClauseTree {
  return { language, title, effectiveDate: null, updatedDate: null, clauses };
}

export function pairing(old: readonly Clause[], now: readonly Clause[], language: string, kind?: Pairing['kind']): Pairing {
  const given = kind ?? (old.length === 0 ? 'added' : now.length === 0 ? 'removed' : 'modified');
  return { kind: given, old, new: now, words: redline(old, now, language, new Budget(1e9)) };
}

/** Judges several pairings as one comparison. */
export function judged(pairings: readonly Pairing[], language: string, title: string | null = null): readonly Change[] {
  const context = {
    language, annotate, pairings,
    oldTree: tree(pairings.flatMap((one) => one.old), language, title), newTree: tree(pairings.flatMap((one) => one.new), language, title),
  };
  return pairings.map((one) => {
    const sides = { old: one.old.map((side) => annotate(side, language)), new: one.new.map((side) => annotate(side, language)) };
    return { ...one, ...judge(one, sides, context) };
  });
}

/** Judges one amendment: the clause before and after, `null` where it did not exist. */
export function judgedAmendment(language: string, old: string | null, now: string | null, more: Partial<Clause> = {}, kind?: Pairing['kind']): Change {
  const side = (text: string | null): readonly Clause[] => (text === null ? [] : [clause(text, more)]);
  const [change] = judged([pairing(side(old), side(now), language, kind)], language);
  if (change === undefined) throw new Error('a pairing always yields a change');
  return change;
}
