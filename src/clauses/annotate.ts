import type { Annotate, Annotation } from '../domain/clause.ts';
import { PartyNames } from './facts-names.ts';
import { factsOf } from './facts.ts';
import { topicsOf } from './topics.ts';

/** Words that a configuration or a crawler adds to the lists that come with the product. */
export interface ExtraWords {
  /** Companies, products and authorities, as written. */
  readonly parties: readonly string[];
}

/** @returns an annotator that knows the extra words beside the usual ones; each half of an annotation is worked out when it is first read */
export function annotatorWith(extra: ExtraWords): Annotate {
  const parties = extra.parties.length === 0 ? null : new PartyNames(extra.parties);
  return (clause, language) => {
    let topics: Annotation['topics'] | undefined;
    let facts: Annotation['facts'] | undefined;
    return {
      get topics() {
        return (topics ??= topicsOf(clause, language));
      },
      get facts() {
        return (facts ??= factsOf(clause, language, parties));
      },
    };
  };
}

/** Says what a clause is about and which typed values it states. Pure and linear in the clause's length. */
export const annotate: Annotate = annotatorWith({ parties: [] });
