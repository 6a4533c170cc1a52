import type { Change, Comparison, Direction, FactChange, Significance, WordRun } from '../../domain/change.ts';
import type { Clause } from '../../domain/clause.ts';
import type { Bilingual } from '../../domain/language.ts';

export interface SideJson {
  readonly path: readonly string[];
  readonly number: string | null;
  readonly text: string;
  readonly lines: readonly [first: number, last: number];
}

export interface ChangeJson {
  readonly kind: string;
  readonly old: readonly SideJson[];
  readonly new: readonly SideJson[];
  readonly words: readonly WordRun[];
  readonly significance: Significance;
  readonly direction: Direction;
  readonly topics: readonly string[];
  readonly facts: readonly FactChange[];
  /** In Dutch where the policy is Dutch, else in English. */
  readonly reasons: readonly string[];
  readonly headline: Bilingual;
}

export interface ComparisonJson {
  readonly language: string | null;
  readonly overall: { readonly significance: Significance; readonly direction: Direction; readonly headline: Bilingual };
  readonly changes: readonly ChangeJson[];
  readonly unchanged: number;
  /** Present where the work reached its budget. */
  readonly coarse?: true;
}

/** The comparison as `diff --json` prints it, keys in a fixed order. */
export function toJson(comparison: Comparison): ComparisonJson {
  const { overall } = comparison;
  const reasonLanguage = /^nl(?:-|$)/iu.test(comparison.language ?? '') ? 'nl' : 'en';
  return {
    language: comparison.language,
    overall: { significance: overall.significance, direction: overall.direction, headline: bilingual(overall.headline) },
    changes: comparison.changes.map((change) => changeJson(change, reasonLanguage)),
    unchanged: comparison.unchanged,
    ...(comparison.coarse ? { coarse: true } : {}),
  };
}

function changeJson(change: Change, reasonLanguage: 'nl' | 'en'): ChangeJson {
  return {
    kind: change.kind,
    old: change.old.map(sideJson),
    new: change.new.map(sideJson),
    words: change.words.map(({ op, text }) => ({ op, text })),
    significance: change.significance,
    direction: change.direction,
    topics: change.topics,
    facts: change.facts.map((fact) => ({ type: fact.type, old: fact.old, new: fact.new })),
    reasons: change.reasons.map((reason) => reason.text[reasonLanguage]),
    headline: bilingual(change.headline),
  };
}

function sideJson(clause: Clause): SideJson {
  return { path: clause.path, number: clause.number, text: clause.text, lines: clause.lines };
}

function bilingual(text: Bilingual): Bilingual {
  return { en: text.en, nl: text.nl };
}
