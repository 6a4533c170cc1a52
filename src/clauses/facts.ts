import type { Clause, Fact } from '../domain/clause.ts';
import { moneyIn, percentagesIn } from './facts-amounts.ts';
import { basesIn, dataCategoriesIn } from './facts-basis.ts';
import { contactsIn, urlsIn } from './facts-contacts.ts';
import type { PartyNames } from './facts-names.ts';
import { countriesIn, frameworksIn, partiesIn } from './facts-names.ts';
import { agesIn, datesIn, durationsIn } from './facts-time.ts';
import { tokensOf } from './facts-tokens.ts';
import { policyLanguageOf } from './lexicon/all.ts';

const within = (inner: Fact, outer: Fact): boolean => outer.span[0] <= inner.span[0] && inner.span[1] <= outer.span[1];

/**
 * The typed values that a clause states, in order of where they stand.
 * @param tag BCP 47 of the policy; it decides how "01/02/2024" is read and whose words are looked for
 */
export function factsOf(clause: Clause, tag: string | null, extra: PartyNames | null = null): readonly Fact[] {
  const language = policyLanguageOf(tag);
  const { text } = clause;
  const tokens = tokensOf(text);
  const written = urlsIn({ text, links: [] });
  const contacts = contactsIn(text).filter((one) => !written.some((url) => within(one, url)));
  const outside = (facts: readonly Fact[], ...areas: readonly (readonly Fact[])[]): readonly Fact[] => {
    const spans = areas.flat();
    return spans.length === 0 ? facts : facts.filter((one) => !spans.some((area) => area.span[0] < one.span[1] && one.span[0] < area.span[1]));
  };
  const dates = outside(datesIn(text, tokens, tag), written);
  const numbers = outside(contacts, dates);
  const frameworks = outside(frameworksIn(text), written, contacts);
  const spans = (facts: readonly Fact[]): readonly (readonly [number, number])[] => facts.map((one) => one.span);
  const parties = partiesIn(clause, tokens, language, spans([...written, ...numbers, ...frameworks]), extra);
  const ages = agesIn(text, tokens, language);
  const all = [
    ...urlsIn(clause), ...numbers, ...dates, ...frameworks, ...parties, ...ages,
    ...countriesIn(text, tokens, language, spans([...written, ...contacts, ...frameworks, ...parties])),
    ...outside(durationsIn(text, tokens, language, ages), written, contacts),
    ...outside(moneyIn(text, tokens), written), ...outside(percentagesIn(text, tokens), written),
    ...basesIn(text, language), ...dataCategoriesIn(text, language),
  ];
  return all.toSorted((one, other) => one.span[0] - other.span[0] || one.span[1] - other.span[1] || (one.type < other.type ? -1 : 1));
}
