import type { Fact } from '../domain/clause.ts';
import type { PolicyLanguage } from '../domain/language.ts';
import { PhraseIndex, wordsOf } from '../domain/phrase-index.ts';
import { readLanguages } from './facts-time.ts';
import { lexicons } from './lexicon/all.ts';
import type { LegalBasis } from './lexicon/lexicon.ts';

const languages = Object.values(lexicons);

const bases = new PhraseIndex(
  languages.flatMap((lexicon) =>
    Object.entries(lexicon.basis).flatMap(([basis, phrases]) => phrases.map((phrase) => [phrase, { basis: basis as LegalBasis, language: lexicon.language }] as const)),
  ),
);

const article = /(?:article|artikel|articolo|artículo|art\.?)\s?6\s?(?:\(1\)|,? ?(?:lid|par\.?|paragraph|abs\.?|absatz|comma|apartado|alinéa|§) ?1|\.1|\(1\),?)?,?\s?(?:sub|onder|lit\.?|lett\.?|letter|letra|lettera|point|buchstabe)?\s?\(?([a-f])\)?(?![\p{L}])/giu;
const articleBases: Readonly<Record<string, LegalBasis>> = { a: 'consent', b: 'contract', c: 'legal-obligation', d: 'vital-interest', e: 'public-task', f: 'legitimate-interest' };

/** Taking consent back is a right, not a basis. */
const takenBack = /(?:withdraw\p{L}*|revok\p{L}*|intrek\p{L}*|herroep\p{L}*|widerruf\p{L}*|retir\p{L}*|révo\p{L}*|revoc\p{L}*|ritir\p{L}*|trek\p{L}*)(?:\s[\p{L}']{1,12}){0,3}\s?$/iu;

/** Leave given by one business to another ("toestemming van de Opdrachtgever") is no basis for using data. */
const businessLeave = /^[^.;]{0,24}?\b(?:verwerkingsverantwoordelijke|opdrachtgever|leverancier|verwerker|verhuurder|licentiegever|controller|licensor|lessor|verantwortlichen|auftraggebers?|auftragnehmers?|vermieters?|responsable d[ue] (?:traitement|tratamiento)|prestataire|bailleur|encargado|proveedor|titolare|fornitore|locatore)\b/iu;

/** How far before a mention of consent its taking back may stand. */
const backWindow = 40;

/** @returns the legal bases that a text names, by their GDPR kind. */
export function basesIn(text: string, language: PolicyLanguage | null): readonly Fact[] {
  const words = wordsOf(text);
  const read = readLanguages(language);
  const named = bases
    .find(words)
    .filter((match) => read.includes(match.value.language))
    .map((match): Fact => {
      const [start, end] = [words[match.from]?.start ?? 0, words[match.to - 1]?.end ?? 0];
      return { type: 'legal-basis', value: match.value.basis, quote: text.slice(start, end), span: [start, end] };
    })
    .filter((one) => one.value !== 'consent' || !(takenBack.test(text.slice(Math.max(0, one.span[0] - backWindow), one.span[0])) || businessLeave.test(text.slice(one.span[1], one.span[1] + backWindow))));
  const cited = [...text.matchAll(article)].flatMap((match): readonly Fact[] => {
    const value = articleBases[match[1]?.toLowerCase() ?? ''];
    return value === undefined ? [] : [{ type: 'legal-basis', value, quote: match[0], span: [match.index, match.index + match[0].length] }];
  });
  return [...named, ...cited].toSorted((one, other) => one.span[0] - other.span[0]);
}

const categories = new PhraseIndex(languages.flatMap((lexicon) => lexicon.dataCategories.map((phrase) => [phrase, lexicon.language] as const)));

/** Kinds of data that an installation names beside the usual ones, in any language. */
export class DataWords {
  readonly index: PhraseIndex<null>;

  constructor(phrases: readonly string[]) {
    this.index = new PhraseIndex(phrases.map((phrase) => [phrase, null] as const));
  }
}

/** @returns the kinds of data that a text names, in its own words; the longest at each place. */
export function dataCategoriesIn(text: string, language: PolicyLanguage | null, extra: DataWords | null = null): readonly Fact[] {
  const words = wordsOf(text);
  const read = readLanguages(language);
  const kept: Fact[] = [];
  const own = extra?.index.find(words) ?? [];
  const found = [...categories.find(words).filter((match) => read.includes(match.value)), ...own].toSorted((one, other) => other.to - other.from - (one.to - one.from) || one.from - other.from);
  const covered = new Set<number>();
  for (const match of found) {
    const positions = Array.from({ length: match.to - match.from }, (_, offset) => match.from + offset);
    if (positions.some((position) => covered.has(position))) continue;
    for (const position of positions) covered.add(position);
    const [start, end] = [words[match.from]?.start ?? 0, words[match.to - 1]?.end ?? 0];
    kept.push({ type: 'data-category', value: text.slice(start, end), quote: text.slice(start, end), span: [start, end] });
  }
  return kept.toSorted((one, other) => one.span[0] - other.span[0]);
}
