import { clausesOf } from '../../../src/clauses/tree.ts';
import { comparisonOf } from '../../../src/diff/comparison.ts';
import { pair, type PairOptions } from '../../../src/diff/pair.ts';
import type { Judge, Overall, Pairing } from '../../../src/diff/pairing.ts';
import type { Comparison } from '../../../src/domain/change.ts';
import type { Clause, ClauseTree } from '../../../src/domain/clause.ts';
import { readMarkdown } from '../../../src/extract/markdown.ts';

/** A tree from Markdown, one line a clause. `asPage`: without the lines as written, as from a web page. */
export function treeOf(markdown: string, language: string | null = 'nl', asPage = false): ClauseTree {
  const clauses = clausesOf(readMarkdown(markdown)).map((clause): Clause => {
    if (!asPage) return clause;
    const { source: _, ...rest } = clause;
    return rest;
  });
  return { language, title: null, effectiveDate: null, updatedDate: null, clauses };
}

export function pairOf(old: string, fresh: string, language: string | null = 'nl', options: PairOptions = {}): ReturnType<typeof pair> {
  return pair(treeOf(old, language), treeOf(fresh, language), options);
}

/** "modified 3>4" with line numbers, for tests to read. */
export function summary(pairings: readonly Pairing[]): readonly string[] {
  const lines = (clauses: readonly Clause[]): string => clauses.map((clause) => clause.lines[0]).join(',');
  return pairings.map((pairing) => `${pairing.kind} ${lines(pairing.old)}>${lines(pairing.new)}`);
}

/** Judges by the kind alone, so that what is tested is how a comparison is drawn. */
export const plainJudge: Judge = (pairing) => ({
  significance: pairing.kind === 'moved' || pairing.kind === 'renumbered' ? 'cosmetic' : pairing.kind === 'modified' ? 'material' : 'minor',
  direction: pairing.kind === 'modified' ? 'less-protective' : 'neutral',
  topics: ['retention'],
  facts: pairing.kind === 'modified' ? [{ type: 'duration', old: 'P30D', new: 'P3M' }] : [],
  reasons: [{ rule: 'test', text: { nl: 'reden in het Nederlands', en: 'reason in English' } }],
  headline: { nl: 'Kop van de wijziging', en: 'Headline of the change' },
});

export const plainOverall: Overall = (changes) => ({
  significance: changes.some((change) => change.significance === 'material') ? 'material' : 'cosmetic',
  direction: 'neutral',
  headline: { nl: 'Kop van het geheel', en: 'Headline of the whole' },
});

export function comparisonIn(old: string, fresh: string, language: string | null = 'nl'): Comparison {
  return comparisonOf(treeOf(old, language), treeOf(fresh, language), () => ({ topics: ['other'], facts: [] }), plainJudge, plainOverall);
}
