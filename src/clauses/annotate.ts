import type { Annotate } from '../domain/clause.ts';
import { PartyNames } from './facts-names.ts';
import { factsOf } from './facts.ts';
import { topicsOf } from './topics.ts';

/** Words that a configuration or a crawler adds to the lists that come with the product. */
export interface ExtraWords {
  /** Companies, products and authorities, as written. */
  readonly parties: readonly string[];
}

/** @returns an annotator that knows the extra words beside the usual ones. */
export function annotatorWith(extra: ExtraWords): Annotate {
  const parties = extra.parties.length === 0 ? null : new PartyNames(extra.parties);
  return (clause, language) => ({ topics: topicsOf(clause, language), facts: factsOf(clause, language, parties) });
}

/** Says what a clause is about and which typed values it states. Pure and linear in the clause's length. */
export const annotate: Annotate = annotatorWith({ parties: [] });
