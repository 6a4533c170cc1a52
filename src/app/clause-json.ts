import type { Annotation, Clause, FactType, Topic } from '../domain/clause.ts';

/** A clause as the commands print it. */
export interface ClauseJson {
  readonly id: string;
  readonly number: string | null;
  readonly path: readonly string[];
  readonly kind: Clause['kind'];
  readonly text: string;
  readonly lines: readonly [number, number];
  readonly topics: readonly Topic[];
  readonly facts: readonly { readonly type: FactType; readonly value: string }[];
}

export function clauseJson(clause: Clause, annotation: Annotation): ClauseJson {
  return {
    id: clause.id,
    number: clause.number,
    path: clause.path,
    kind: clause.kind,
    text: clause.text,
    lines: clause.lines,
    topics: annotation.topics,
    facts: annotation.facts.map(({ type, value }) => ({ type, value })),
  };
}
