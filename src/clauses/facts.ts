import type { Clause, Fact } from '../domain/clause.ts';
import { moneyIn, percentagesIn } from './facts-amounts.ts';
import { basesIn, type DataWords, dataCategoriesIn } from './facts-basis.ts';
import { contactsIn, urlsIn } from './facts-contacts.ts';
import type { PartyNames } from './facts-names.ts';
import { countriesIn, frameworksIn, lawsIn, partiesIn } from './facts-names.ts';
import { type Span, TakenPlaces } from './facts-spans.ts';
import { agesIn, datesIn, durationsIn, readLanguages } from './facts-time.ts';
import { tokensOf } from './facts-tokens.ts';
import { policyLanguageOf } from './lexicon/all.ts';

const spans = (facts: readonly Fact[]): readonly Span[] => facts.map((one) => one.span);

/** The facts that touch none of the areas. */
const outside = (length: number, facts: readonly Fact[], ...areas: readonly (readonly Fact[])[]): readonly Fact[] => {
  const places = new TakenPlaces(length, spans(areas.flat()));
  return facts.filter((one) => !places.touches(one.span));
};

/** What an installation lists itself, beside what is known; null: nothing. */
export interface ExtraFacts {
  readonly parties: PartyNames | null;
  readonly data: DataWords | null;
}

const noExtra: ExtraFacts = { parties: null, data: null };

/**
 * The typed values that a clause states, in order of where they stand.
 * @param tag BCP 47 of the policy; it decides how "01/02/2024" is read and whose words are looked for
 */
export function factsOf(clause: Clause, tag: string | null, extra: ExtraFacts = noExtra): readonly Fact[] {
  const language = policyLanguageOf(tag);
  const { text } = clause;
  const tokens = tokensOf(text);
  const written = urlsIn({ text, links: [] });
  const { length } = text;
  const contacts = outside(length, contactsIn(text), written);
  const dates = outside(length, datesIn(text, tokens, tag), written);
  const numbers = outside(length, contacts, dates);
  const frameworks = outside(length, frameworksIn(text), written, contacts);
  const parties = partiesIn(clause, tokens, language, spans([...written, ...numbers, ...frameworks]), extra.parties);
  const ages = agesIn(text, tokens, language);
  const all = [
    ...(clause.links.length === 0 ? written : urlsIn(clause)), ...numbers, ...dates, ...frameworks, ...parties, ...ages,
    ...lawsIn(text, language), ...countriesIn(text, tokens, language, spans([...written, ...contacts, ...frameworks, ...parties])),
    ...outside(length, durationsIn(text, tokens, language, ages), written, contacts),
    ...outside(length, moneyIn(text, tokens, readLanguages(language)), written), ...outside(length, percentagesIn(text, tokens, readLanguages(language)), written),
    ...basesIn(text, language), ...dataCategoriesIn(text, language, extra.data),
  ];
  return all.toSorted((one, other) => one.span[0] - other.span[0] || one.span[1] - other.span[1] || (one.type < other.type ? -1 : 1));
}
