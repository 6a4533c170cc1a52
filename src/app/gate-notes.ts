import type { GateDecision } from '../domain/gate.ts';
import type { Bilingual } from '../domain/language.ts';

/** The gate's reasons that say something of the change itself, not only of how it was believed. */
const toldRules: ReadonlySet<string> = new Set(['language-changed', 'date-kept', 'overtaken', 'unconfirmed']);

/** What a reader of the change should know of how it was believed. */
export function gateNotes(decision: GateDecision): readonly Bilingual[] {
  return [
    ...decision.reasons.filter((reason) => toldRules.has(reason.rule)).map((reason) => reason.text),
    ...(decision.news === 'reversion'
      ? [{ nl: 'De tekst is teruggekeerd naar een eerdere versie.', en: 'The text went back to an earlier version.' }]
      : []),
    ...(decision.ignored.length > 0
      ? [
          {
            nl: `${decision.ignored.length} onderdelen die bij elk bezoek wisselen zijn buiten de vergelijking gelaten.`,
            en: `${decision.ignored.length} parts that differ from visit to visit were left out of the comparison.`,
          },
        ]
      : []),
  ];
}
