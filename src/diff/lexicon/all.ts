import { policyLanguages } from '../../domain/language.ts';
import { PhraseIndex } from '../../domain/phrase-index.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import type { DiffLexicon, NormKind } from './lexicon.ts';
import { nl } from './nl.ts';
import { other } from './other.ts';

const byLanguage: Readonly<Record<DiffLexicon['language'], DiffLexicon>> = { nl, en, de, fr, es, it, other };

type ListName = 'idioms' | 'company' | 'person' | 'effective' | 'updated' | 'announced' | 'exposes' | 'protects' | 'grants' | 'deadlines' | 'favours' | 'worldwide' | 'burdens' | 'frequency' | 'mutual' | 'window' | 'thereafter' | 'functional' | 'until' | 'explains';

/** A language's lists, ready to be found in a text. */
export interface Vocabulary {
  /** The language is read; else only the few words that many languages' lists hold are known. */
  readonly read: boolean;
  readonly norms: PhraseIndex<NormKind>;
  readonly lists: Readonly<Record<ListName, PhraseIndex<ListName>>>;
  /** Words that join one thing to another. */
  readonly joins: ReadonlySet<string>;
  readonly small: ReadonlySet<string>;
  readonly address: ReadonlySet<string>;
}

function vocabularyOf(lexicons: readonly DiffLexicon[], read: boolean): Vocabulary {
  const list = (name: ListName): PhraseIndex<ListName> => new PhraseIndex(lexicons.flatMap((lexicon) => lexicon[name].map((phrase) => [phrase, name] as const)));
  return {
    read,
    norms: new PhraseIndex(lexicons.flatMap((lexicon) => Object.entries(lexicon.norms).flatMap(([kind, phrases]) => phrases.map((phrase) => [phrase, kind as NormKind] as const)))),
    lists: {
      idioms: list('idioms'), company: list('company'), person: list('person'), effective: list('effective'), updated: list('updated'), announced: list('announced'),
      exposes: list('exposes'), protects: list('protects'), grants: list('grants'), deadlines: list('deadlines'), favours: list('favours'), worldwide: list('worldwide'), burdens: list('burdens'), frequency: list('frequency'), mutual: list('mutual'), window: list('window'), thereafter: list('thereafter'), functional: list('functional'), until: list('until'), explains: list('explains'),
    },
    joins: new Set(lexicons.flatMap((lexicon) => lexicon.joins)),
    small: new Set(lexicons.flatMap((lexicon) => lexicon.small)),
    address: new Set(lexicons.flatMap((lexicon) => lexicon.address)),
  };
}

const vocabularies = new Map<string, Vocabulary>(policyLanguages.map((language) => [language, vocabularyOf([byLanguage[language]], true)]));
const fallback = vocabularyOf([other, en], false);

/** How page furniture begins, in every language, since menus stand in another language than the policy often enough. */
export const furnitureLeads: readonly string[] = Object.values(byLanguage).flatMap((lexicon) => lexicon.furniture);

/** @returns the vocabulary of a BCP 47 tag; for a language that is not read, the few words of the others and English */
export function vocabularyFor(tag: string | null): Vocabulary {
  return vocabularies.get(tag?.toLowerCase().split(/[-_]/u)[0] ?? '') ?? fallback;
}
