import type { Clause, Topic } from '../domain/clause.ts';
import { topics as allTopics } from '../domain/clause.ts';
import type { PolicyLanguage } from '../domain/language.ts';
import type { Word } from '../domain/phrase-index.ts';
import { PhraseIndex, wordsOf } from '../domain/phrase-index.ts';
import { lexicons, policyLanguageOf } from './lexicon/all.ts';

interface Weighted {
  readonly topic: Topic;
  readonly weight: number;
  readonly phrase: string;
}

const plainWeight = 2;
/** What an installation lists itself says its topic outright. */
const ownWeight = 4;

function indexOf(language: PolicyLanguage): PhraseIndex<Weighted> {
  const entries = Object.entries(lexicons[language].topics).flatMap(([topic, phrases]) =>
    phrases.map((entry) => {
      const [phrase = '', weight] = entry.split('=');
      return [phrase, { topic: topic as Topic, weight: weight === undefined ? plainWeight : Number(weight), phrase }] as const;
    }),
  );
  return new PhraseIndex(entries);
}

/** Topics as an installation words them beside the usual lists; said in any language. */
export class TopicWords {
  readonly index: PhraseIndex<Weighted>;

  /** @param words phrases by topic, as in `PhraseIndex`; each says its topic outright */
  constructor(words: Readonly<Partial<Record<Topic, readonly string[]>>>) {
    this.index = new PhraseIndex(
      allTopics.flatMap((topic) => (words[topic] ?? []).map((phrase) => [phrase, { topic, weight: ownWeight, phrase }] as const)),
    );
  }
}

const indexes: Readonly<Record<PolicyLanguage, PhraseIndex<Weighted>>> = {
  nl: indexOf('nl'), en: indexOf('en'), de: indexOf('de'), fr: indexOf('fr'), es: indexOf('es'), it: indexOf('it'),
};

/** What a clause is about stands at its head; a longer one is read this far, in words. */
const readAhead = 400;

/** A phrase said again adds this much of what it said before. */
const repetition = 0.35;

/** The heading right above counts as this part of the clause's own words, the ones above it half of that each. */
const headingShare = 0.6;

/** A further topic is named from this part of the main one's score. */
const furtherFrom = 0.5;

/** Below this score nothing was said; one hint ("name") does not make a topic. */
const leastScore = 1.5;

type Scores = Map<Topic, number>;

function scoresOf(words: readonly Word[], read: readonly PhraseIndex<Weighted>[]): Scores {
  const scores: Scores = new Map();
  for (const index of read) {
    const seen = new Map<string, number>();
    for (const match of index.find(words)) {
      const { topic, weight, phrase } = match.value;
      const key = `${topic}/${phrase}`;
      const times = seen.get(key) ?? 0;
      seen.set(key, times + 1);
      scores.set(topic, (scores.get(topic) ?? 0) + weight * repetition ** times);
    }
  }
  return scores;
}

/** Long clauses touch many words; their scores grow with the root of their length, not with it. */
const damp = (words: number): number => Math.sqrt(Math.max(1, words / 30));

const ranked = (scores: Scores): readonly (readonly [Topic, number])[] =>
  [...scores].toSorted(([one, first], [other, second]) => second - first || allTopics.indexOf(one) - allTopics.indexOf(other));

/**
 * What a clause is about, the main topic first, by the weighted words of its language in its text and its headings.
 * @returns one to three topics; `other` where nothing was recognised
 */
export function topicsOf(clause: Pick<Clause, 'text' | 'path'>, tag: string | null, extra: TopicWords | null = null): readonly Topic[] {
  const language = policyLanguageOf(tag);
  const languages: readonly PolicyLanguage[] = language === null ? ['en', 'nl', 'de', 'fr', 'es', 'it'] : [language];
  const read = [...languages.map((one) => indexes[one]), ...(extra === null ? [] : [extra.index])];
  const words = wordsOf(clause.text).slice(0, readAhead);
  const scores: Scores = new Map([...scoresOf(words, read)].map(([topic, score]) => [topic, score / damp(words.length)]));
  for (const [depth, heading] of clause.path.toReversed().slice(0, 3).entries()) {
    const share = headingShare / 2 ** depth;
    for (const [topic, score] of scoresOf(wordsOf(heading).slice(0, 40), read)) scores.set(topic, (scores.get(topic) ?? 0) + score * share);
  }
  const order = ranked(scores);
  const best = order[0];
  if (best === undefined || best[1] < leastScore) return best === undefined || best[1] < 1 ? ['other'] : [best[0]];
  return order.filter(([, score]) => score >= best[1] * furtherFrom).slice(0, 3).map(([topic]) => topic);
}
