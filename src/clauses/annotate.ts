import type { Annotate, Annotation, Topic } from '../domain/clause.ts';
import { DataWords } from './facts-basis.ts';
import { PartyNames } from './facts-names.ts';
import { type ExtraFacts, factsOf } from './facts.ts';
import { TopicWords, topicsOf } from './topics.ts';

/** Words that a configuration adds to the lists that come with the product; said in any language. */
export interface ExtraWords {
  /** Companies, products and authorities, as written. */
  readonly parties: readonly string[];
  /** Kinds of data; phrases as in `PhraseIndex`. */
  readonly data: readonly string[];
  /** What a clause about a topic says; phrases as in `PhraseIndex`. */
  readonly topics: Readonly<Partial<Record<Topic, readonly string[]>>>;
}

/** @returns an annotator that knows the extra words beside the usual ones; each half of an annotation is worked out when it is first read */
export function annotatorWith(extra: ExtraWords): Annotate {
  const own: ExtraFacts = {
    parties: extra.parties.length === 0 ? null : new PartyNames(extra.parties),
    data: extra.data.length === 0 ? null : new DataWords(extra.data),
  };
  const topicWords = Object.keys(extra.topics).length === 0 ? null : new TopicWords(extra.topics);
  return (clause, language) => {
    let topics: Annotation['topics'] | undefined;
    let facts: Annotation['facts'] | undefined;
    return {
      get topics() {
        return (topics ??= topicsOf(clause, language, topicWords));
      },
      get facts() {
        return (facts ??= factsOf(clause, language, own));
      },
    };
  };
}

/** Says what a clause is about and which typed values it states. Pure and linear in the clause's length. */
export const annotate: Annotate = annotatorWith({ parties: [], data: [], topics: {} });
