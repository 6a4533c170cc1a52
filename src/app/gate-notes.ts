import type { GateDecision } from '../domain/gate.ts';
import type { Bilingual } from '../domain/language.ts';

/** The gate's reasons that say something of the change itself, not only of how it was believed. */
const toldRules: ReadonlySet<string> = new Set(['language-changed', 'date-kept', 'overtaken', 'unconfirmed', 'archive-ends']);

function leftOut(parts: number): readonly Bilingual[] {
  if (parts === 0) return [];
  return [parts === 1
    ? { nl: 'Eén onderdeel, dat van bezoek tot bezoek wisselt, is buiten de vergelijking gelaten.', en: 'One part, which differs from visit to visit, was left out of the comparison.' }
    : { nl: `${parts} onderdelen die van bezoek tot bezoek wisselen, zijn buiten de vergelijking gelaten.`, en: `${parts} parts that differ from visit to visit were left out of the comparison.` }];
}

/** What a reader of the change should know of how it was believed. */
export function gateNotes(decision: GateDecision): readonly Bilingual[] {
  return [
    ...decision.reasons.filter((reason) => toldRules.has(reason.rule)).map((reason) => reason.text),
    ...(decision.news === 'reversion'
      ? [{ nl: 'De tekst is teruggekeerd naar een eerdere versie.', en: 'The text went back to an earlier version.' }]
      : []),
    ...leftOut(decision.ignored.length),
  ];
}
