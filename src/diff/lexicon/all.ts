import type { PolicyLanguage } from '../../domain/language.ts';
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
import { breadthDe, scalesDe } from './scales-de.ts';
import { breadthEn, scalesEn } from './scales-en.ts';
import { breadthEs, scalesEs } from './scales-es.ts';
import { breadthFr, scalesFr } from './scales-fr.ts';
import { breadthIt, scalesIt } from './scales-it.ts';
import { breadthNl, scalesNl } from './scales-nl.ts';
import type { BreadthWords, ScaleName, Scales } from './scales.ts';

const byLanguage: Readonly<Record<DiffLexicon['language'], DiffLexicon>> = { nl, en, de, fr, es, it, other };

type ListName = 'idioms' | 'company' | 'person' | 'effective' | 'updated' | 'announced' | 'exposes' | 'protects' | 'grants' | 'deadlines' | 'favours' | 'worldwide' | 'burdens' | 'safeguards' | 'binds' | 'guarantees' | 'notice' | 'ifs' | 'otherwise' | 'privatives' | 'answers' | 'unauthorised' | 'mutual' | 'window' | 'since' | 'thereafter' | 'functional' | 'until' | 'explains';

const scalesByLanguage: Readonly<Record<PolicyLanguage, Scales>> = { nl: scalesNl, en: scalesEn, de: scalesDe, fr: scalesFr, es: scalesEs, it: scalesIt };
const breadthByLanguage: Readonly<Record<PolicyLanguage, BreadthWords>> = { nl: breadthNl, en: breadthEn, de: breadthDe, fr: breadthFr, es: breadthEs, it: breadthIt };

/** A word that stands on a step of a scale; the first step protects most. */
export interface ScaleStep {
  readonly scale: ScaleName;
  readonly step: number;
}

/** A language's lists, ready to be found in a text. */
export interface Vocabulary {
  /** The language is read; else only the few words that many languages' lists hold are known. */
  readonly read: boolean;
  readonly norms: PhraseIndex<NormKind>;
  readonly lists: Readonly<Record<ListName, PhraseIndex<ListName>>>;
  /** The language limits with "ne … que". */
  readonly restricts: boolean;
  readonly scales: PhraseIndex<ScaleStep>;
  readonly breadth: Readonly<Record<keyof BreadthWords, PhraseIndex<true>>>;
  /** How often, by its place among the language's rates: the lower, the more often. */
  readonly rates: PhraseIndex<number>;
  /** Words that join one thing to another. */
  readonly joins: ReadonlySet<string>;
  readonly small: ReadonlySet<string>;
  readonly address: ReadonlySet<string>;
}

const stepsOf = (scales: Scales): readonly (readonly [phrase: string, step: ScaleStep])[] =>
  Object.entries(scales).flatMap(([scale, steps]) => steps.flatMap((phrases, step) => phrases.map((phrase) => [phrase, { scale: scale as ScaleName, step }] as const)));

function vocabularyOf(lexicons: readonly DiffLexicon[], language: PolicyLanguage | null): Vocabulary {
  const breadth = (name: keyof BreadthWords): PhraseIndex<true> => new PhraseIndex(language === null ? [] : breadthByLanguage[language][name].map((phrase) => [phrase, true] as const));
  const list = (name: ListName): PhraseIndex<ListName> => new PhraseIndex(lexicons.flatMap((lexicon) => lexicon[name].map((phrase) => [phrase, name] as const)));
  return {
    read: language !== null,
    norms: new PhraseIndex(lexicons.flatMap((lexicon) => Object.entries(lexicon.norms).flatMap(([kind, phrases]) => phrases.map((phrase) => [phrase, kind as NormKind] as const)))),
    lists: {
      idioms: list('idioms'), company: list('company'), person: list('person'), effective: list('effective'), updated: list('updated'), announced: list('announced'),
      exposes: list('exposes'), protects: list('protects'), grants: list('grants'), deadlines: list('deadlines'), favours: list('favours'), worldwide: list('worldwide'), burdens: list('burdens'), safeguards: list('safeguards'), binds: list('binds'), guarantees: list('guarantees'), notice: list('notice'), ifs: list('ifs'), otherwise: list('otherwise'), privatives: list('privatives'), answers: list('answers'), unauthorised: list('unauthorised'), mutual: list('mutual'), window: list('window'), since: list('since'), thereafter: list('thereafter'), functional: list('functional'), until: list('until'), explains: list('explains'),
    },
    restricts: language === 'fr',
    scales: new PhraseIndex(language === null ? [] : stepsOf(scalesByLanguage[language])),
    breadth: { anyData: breadth('anyData'), outsiders: breadth('outsiders'), home: breadth('home') },
    rates: new PhraseIndex(lexicons.flatMap((lexicon) => lexicon.frequency.map((phrase, rank) => [phrase, rank] as const))),
    joins: new Set(lexicons.flatMap((lexicon) => lexicon.joins)),
    small: new Set(lexicons.flatMap((lexicon) => lexicon.small)),
    address: new Set(lexicons.flatMap((lexicon) => lexicon.address)),
  };
}

const vocabularies = new Map<string, Vocabulary>(policyLanguages.map((language) => [language, vocabularyOf([byLanguage[language]], language)]));
const fallback = vocabularyOf([other, en], null);

/** How page furniture begins, in every language, since menus stand in another language than the policy often enough. */
export const furnitureLeads: readonly string[] = Object.values(byLanguage).flatMap((lexicon) => lexicon.furniture);

/** @returns the vocabulary of a BCP 47 tag; for a language that is not read, the few words of the others and English */
export function vocabularyFor(tag: string | null): Vocabulary {
  return vocabularies.get(tag?.toLowerCase().split(/[-_]/u)[0] ?? '') ?? fallback;
}
