import { hash } from 'node:crypto';
import { fold } from '../../../src/domain/fold.ts';
import type { GateDecision, GateMemory, GateSettings, Sight } from '../../../src/domain/gate.ts';
import type { Sha256 } from '../../../src/domain/ids.ts';
import { instantOf } from '../../../src/domain/instant.ts';
import { decide } from '../../../src/gate/gate.ts';
import { markOf } from '../../../src/gate/mark.ts';
import { emptyMemory } from '../../../src/gate/memory.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
const start = Date.UTC(2026, 0, 5);

/** A capture of a page with these clauses, `atMs` after the watch began. */
export function sightAt(ref: number, atMs: number, clauses: readonly string[], rest: Partial<Sight> = {}): Sight {
  const folded = clauses.map(fold);
  const marks = folded.map(markOf);
  return {
    ref, at: instantOf(start + atMs), verdict: 'ok', reasons: [], asides: [], language: 'en', updatedDate: null,
    hash: `sha256:${hash('sha256', folded.join('\n'))}` as Sha256,
    fingerprints: folded.map((text) => hash('sha256', text).slice(0, 16)),
    wordCounts: folded.map((text) => text.split(' ').length),
    marks: marks.map((mark) => mark.mark), lengths: marks.map((mark) => mark.length),
    ...rest,
  };
}

/** A policy of `sections` sections of three clauses each. */
export function policy(sections = 10, name = 'Acme'): readonly string[] {
  return Array.from({ length: sections }, (_, at) => [
    `${at + 1}. Heading number ${at + 1} of ${name}`,
    `${name} keeps the data of purpose ${at + 1} for thirty days and then deletes them without delay.`,
    `You may object to purpose ${at + 1} at any time by writing to the privacy office of ${name}.`,
  ]).flat();
}

/** The clauses with the one at `at` replaced. */
export function edited(clauses: readonly string[], at: number, text: string): readonly string[] {
  return clauses.map((clause, index) => (index === at ? text : clause));
}

/** A gate with its memory, which passes through JSON after every capture as it does in the store. */
export function watch(settings: GateSettings, from: GateMemory = emptyMemory): { readonly see: (sight: Sight) => GateDecision; readonly memory: () => GateMemory } {
  let memory = from;
  return {
    see: (sight) => {
      const decision = decide(memory, sight, settings);
      memory = JSON.parse(JSON.stringify(decision.memory)) as GateMemory;
      return decision;
    },
    memory: () => memory,
  };
}
