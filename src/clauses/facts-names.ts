import type { Clause, Fact } from '../domain/clause.ts';
import type { PolicyLanguage } from '../domain/language.ts';
import { PhraseIndex, wordsOf } from '../domain/phrase-index.ts';
import { type Span, TakenPlaces } from './facts-spans.ts';
import { readLanguages } from './facts-time.ts';
import type { Token } from './facts-tokens.ts';
import { tokensOf } from './facts-tokens.ts';
import { countryNames as german } from './lexicon/countries-de.ts';
import { countryNames as english } from './lexicon/countries-en.ts';
import { countryNames as spanish } from './lexicon/countries-es.ts';
import { countryNames as french } from './lexicon/countries-fr.ts';
import { countryNames as italian } from './lexicon/countries-it.ts';
import { countryNames as dutch } from './lexicon/countries-nl.ts';
import { frameworkNames } from './lexicon/frameworks.ts';
import { nationalLaws } from './lexicon/national-laws.ts';
import { legalForms, partyNames } from './lexicon/parties.ts';


interface Sequence<Value> {
  readonly tokens: readonly string[];
  readonly value: Value;
}

/** Finds names that are written exactly so, capitals and marks included; the longest at each place. */
class NameIndex<Value> {
  readonly #first = new Map<string, Sequence<Value>[]>();

  constructor(names: Iterable<readonly [name: string, value: Value]>) {
    for (const [name, value] of names) {
      const tokens = tokensOf(name.replaceAll('’', "'")).map((token) => token.text);
      const first = tokens[0];
      if (first === undefined) continue;
      const list = [...(this.#first.get(first) ?? []), { tokens, value }];
      this.#first.set(first, list.toSorted((one, other) => other.tokens.length - one.tokens.length));
    }
  }

  /** @returns the longest name that begins at token `index`, and the index after it */
  at(tokens: readonly Token[], index: number): { readonly value: Value; readonly to: number } | null {
    for (const sequence of this.#first.get(tokens[index]?.text ?? '') ?? []) {
      const fits = sequence.tokens.every((text, offset) => tokens[index + offset]?.text.replace('’', "'") === text);
      if (fits) return { value: sequence.value, to: index + sequence.tokens.length };
    }
    return null;
  }
}

const make = (type: Fact['type'], value: string, text: string, start: number, end: number): Fact => ({
  type, value, quote: text.slice(start, end), span: [start, end],
});

const frameworks = new PhraseIndex(frameworkNames.flatMap(([name, spellings]) => spellings.map((spelling) => [spelling, name] as const)));

/** An abbreviation counts only in capitals: "avg." is an average, "scc" a typo. */
const longestAbbreviation = 8;

/** @returns laws and transfer frameworks by their usual short name; the longest spelling at each place. */
export function frameworksIn(text: string): readonly Fact[] {
  const words = wordsOf(text);
  const found = frameworks
    .find(words)
    .map((match) => ({ name: match.value, start: words[match.from]?.start ?? 0, end: words[match.to - 1]?.end ?? 0, words: match.to - match.from }))
    .filter((one) => {
      const quote = text.slice(one.start, one.end);
      return one.words > 1 || quote.length > longestAbbreviation || /\p{Lu}.*\p{Lu}/u.test(quote);
    })
    .toSorted((one, other) => other.end - other.start - (one.end - one.start));
  const kept: Fact[] = [];
  const places = new TakenPlaces(text.length);
  for (const one of found) {
    if (places.touches([one.start, one.end])) continue;
    places.take([one.start, one.end]);
    kept.push(make('framework', one.name, text, one.start, one.end));
  }
  return kept.toSorted((one, other) => one.span[0] - other.span[0]);
}

const countryIndex = (names: Readonly<Record<string, readonly string[]>>): NameIndex<string> =>
  new NameIndex(Object.entries(names).flatMap(([code, spellings]) => spellings.map((name) => [name, code] as const)));

const countryIndexes: Readonly<Record<PolicyLanguage, NameIndex<string>>> = {
  nl: countryIndex(dutch), en: countryIndex(english), de: countryIndex(german), fr: countryIndex(french), es: countryIndex(spanish), it: countryIndex(italian),
};

const lawIndex = (laws: Readonly<Record<string, readonly string[]>>): PhraseIndex<string> => new PhraseIndex(Object.entries(laws).flatMap(([code, phrases]) => phrases.map((phrase) => [phrase, code] as const)));

const lawIndexes: Readonly<Record<PolicyLanguage, PhraseIndex<string>>> = {
  nl: lawIndex(nationalLaws.nl), en: lawIndex(nationalLaws.en), de: lawIndex(nationalLaws.de), fr: lawIndex(nationalLaws.fr), es: lawIndex(nationalLaws.es), it: lawIndex(nationalLaws.it),
};

/** @returns the countries whose law a text names by an adjective, as ISO 3166-1 alpha-2 */
export function lawsIn(text: string, language: PolicyLanguage | null): readonly Fact[] {
  if (language === null) return [];
  const words = wordsOf(text);
  return lawIndexes[language].find(words).map((match) => make('country', match.value, text, words[match.from]?.start ?? 0, words[match.to - 1]?.end ?? 0));
}

const allCaps = (token: Token | undefined): boolean => token !== undefined && /^\p{Lu}{2,}$/u.test(token.text);

/** "Midden-Nederland" is a region or a court's name, not the country. */
const partOf = /(?:^|[^\p{L}])(?:midden|noord|zuid|oost|west|nord|süd|ost|mittel|north|south|east|central)-$/iu;
const longestPart = 9;

/** @returns countries as ISO 3166-1 alpha-2, `EU` and `EEA`; names inside `taken` spans (companies, laws) are left out. */
export function countriesIn(text: string, tokens: readonly Token[], language: PolicyLanguage | null, taken: readonly Span[]): readonly Fact[] {
  const found: Fact[] = [];
  const places = new TakenPlaces(text.length, taken);
  let index = 0;
  while (index < tokens.length) {
    const start = tokens[index];
    const hit = /^\p{Lu}/u.test(start?.text ?? '') ? readLanguages(language).map((one) => countryIndexes[one].at(tokens, index)).filter((one) => one !== null).toSorted((one, other) => other.to - one.to)[0] : undefined;
    const last = hit === undefined ? undefined : tokens[hit.to - 1];
    if (hit === undefined || start === undefined || last === undefined) {
      index += 1;
      continue;
    }
    const quote: Span = [start.start, last.end];
    // "CONTACT US": a pronoun in capitals is no country; "US$ 5" and "US dollars" are money.
    const shouted = hit.value === 'US' && start.text === 'US' && (allCaps(tokens[index - 1]) || allCaps(tokens[index + 1])) && tokens[index - 1]?.lower !== 'the';
    const money = hit.value === 'US' && (tokens[hit.to]?.text === '$' || tokens[hit.to]?.lower.startsWith('dollar') === true);
    const region = partOf.test(text.slice(Math.max(0, start.start - longestPart), start.start));
    if (!shouted && !money && !region && !places.touches(quote)) found.push(make('country', hit.value, text, ...quote));
    index = hit.to;
  }
  return found;
}

const forms = new NameIndex(legalForms.map((form) => [form, form] as const));
const parties = new NameIndex(partyNames.map((name) => [name, name] as const));

/** Names that are everyday words too; at the head of a sentence, and in German anywhere, the capital proves nothing. */
const everyday = new Set([
  'Slack', 'Zoom', 'Segment', 'Front', 'Square', 'Branch', 'Wise', 'Bird', 'Linear', 'Lever', 'Render', 'Neon', 'Notion', 'Heap', 'Drift', 'Crisp', 'Snap', 'Threads', 'Meta', 'Apple', 'Visa', 'Alma', 'Elastic', 'Redis',
  'Adjust', 'Oracle', 'Neon', 'Awin', 'Impact.com', 'Airship', 'Tellent', 'Hermes', 'Fathom', 'Plausible', 'Amplitude', 'Intercom', 'Stripe', 'Paddle', 'Greenhouse', 'Confluence', 'Confluent', 'Uber', 'Exact Online', 'ICO', 'NAI', 'DPD', 'UPS', 'SAP', 'JAMS', 'ING Bank', 'BBB National Programs', 'in3', 'iDEAL',
]);
const alwaysAmbiguous = new Set(['Front', 'Segment', 'Branch', 'Visa', 'Adjust', 'Wise', 'Linear', 'Render', 'Square', 'Meta', 'Threads', 'Notion', 'Heap', 'Drift', 'Uber', 'Hermes']);

/** Words that a capital run before a legal form may begin with without being part of the name. */
const leads = new Set(['de', 'het', 'een', 'the', 'a', 'an', 'die', 'der', 'das', 'den', 'dem', 'la', 'le', 'les', 'el', 'los', 'il', 'lo', 'gli', 'bij', 'van', 'door', 'aan', 'met', 'our', 'ons', 'onze', 'unser', 'unsere', 'notre', 'por', 'par', 'by', 'with', 'to', 'from', 'of', 'in', 'and', 'en', 'und', 'et', 'y', 'e', 'wij', 'we', 'if', 'when', 'als', 'wenn', 'si', 'this', 'deze', 'dit', 'société', 'firma', 'company', 'at', 'via', 'für', 'for', 'voor', 'pour', 'per', 'con', 'mit', 'bei', 'durch', 'from', 'where', 'is', 'are']);
const joiners = new Set(['&', '-', '.', "'", '’', '+']);
const smallWords = new Set(['of', 'de', 'du', 'des', 'der', 'von', 'la', 'di', 'del']);

/** Names run to about this many words. */
const longestName = 6;

const capital = (token: Token | undefined): boolean => token !== undefined && (/^[\p{Lu}\p{N}]/u.test(token.text) || /^\p{Ll}+\p{Lu}/u.test(token.text));

const sentenceStart = (tokens: readonly Token[], index: number): boolean => {
  const before = tokens[index - 1];
  return before === undefined || ['.', '!', '?', ':', '•', '*', '-', '–', '|', '“', '"', '„', '«'].includes(before.text);
};

/** The capital run that ends just before token `index`, as the index of its first token; null where there is none. */
function runBefore(tokens: readonly Token[], index: number): number | null {
  let first = index;
  let words = 0;
  for (let next = index - 1; next >= 0 && words < longestName; next -= 1) {
    const token = tokens[next];
    if (token === undefined) break;
    const comma = token.text === ',' && next === index - 1;
    if (comma || (joiners.has(token.text) && tokens[next - 1]?.end === token.start) || token.text === '&') continue;
    const small = smallWords.has(token.text) && words > 0 && capital(tokens[next - 1]) && !sentenceStart(tokens, next);
    if (token.kind === 'mark' || (!capital(token) && !small)) break;
    if (capital(token)) first = next;
    words += 1;
  }
  while (first < index && (leads.has(tokens[first]?.lower ?? '') || (tokens[first]?.kind === 'number' && first + 1 < index))) first += 1;
  return first < index && tokens[first]?.kind !== 'mark' ? first : null;
}

/** Forms of two letters that are words or abbreviations elsewhere; these need a name of mixed case right before them. */
const shortForm = /^(?:SE|AS|SA|AB|LP|AG|SL|CV|NV|BV|KG|SC|DAC|Co\.|Limited|Corporation|Incorporated)$/u;

function namedWithForm(text: string, tokens: readonly Token[]): readonly Fact[] {
  const found: Fact[] = [];
  for (let index = 1; index < tokens.length; index += 1) {
    const hit = forms.at(tokens, index);
    if (hit === null) continue;
    const first = runBefore(tokens, index);
    const before = tokens[index - 1];
    const start = first === null ? undefined : tokens[first];
    let last = tokens[hit.to - 1];
    if (start === undefined || last === undefined || before === undefined) continue;
    const mixed = text.slice(start.start, before.end).split(/\s+/u).some((word) => /\p{Lu}\p{Ll}|\p{N}|\p{Ll}\p{Lu}/u.test(word));
    // "Corporation for Assigned Names" goes on: the word is part of a longer name, not its end.
    if (hit.value === 'Corporation' && tokens[hit.to]?.lower === 'for') continue;
    if (shortForm.test(hit.value) && (!mixed || before.text === ',' || allCaps(tokens[hit.to]))) continue;
    const abbreviated = tokens[hit.to];
    if (!last.text.endsWith('.') && abbreviated?.text === '.' && /^(?:Inc|Ltd|Corp)$/u.test(last.text)) last = abbreviated;
    found.push(make('party', text.slice(start.start, last.end), text, start.start, last.end));
    index = hit.to - 1;
  }
  return found;
}

function namedInLists(text: string, tokens: readonly Token[], language: PolicyLanguage | null): readonly Fact[] {
  const found: Fact[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const hit = parties.at(tokens, index);
    const start = tokens[index];
    const last = hit === null ? undefined : tokens[hit.to - 1];
    if (hit === null || start === undefined || last === undefined) continue;
    const doubtful = everyday.has(hit.value) && ((alwaysAmbiguous.has(hit.value) && (language === 'de' || sentenceStart(tokens, index))) || allCaps(tokens[index - 1]));
    const partOfWord = tokens[hit.to]?.text === '-' && tokens[hit.to + 1]?.start === tokens[hit.to]?.end && language !== 'en' && hit.value.length < 4;
    if (!doubtful && !partOfWord) found.push(make('party', text.slice(start.start, last.end), text, start.start, last.end));
    index = hit.to - 1;
  }
  return found;
}

/** A capital inside a word ("VeraSafe") makes it a name, but for these. */
const notNames = /^(?:javascript|typescript|wifi|iphone\w*|ipad\w*|ios|macos|ipados|watchos|tvos|ecommerce|ebook\w*|opt\w*|pdf\w*|ip\p{L}*|id\p{L}*|url\p{L}*|qr\p{L}*|playstation|github|powerpoint|mp\d|dpo|dsgvo|ccpa|api\p{L}*|sdk\p{L}*|html\p{L}*|ai\p{L}*|hbbtv|cookieid|\p{L}*gmbh|phd|llc|saas|paas|iaas|b2b|b2c|mbit|kwh|mwh|mhz|ghz|kb|gb|http\p{L}*|localstorage|sessionstorage|userid|airplay|bluetooth)$/iu;

/** Two everyday words that lost the space between them on a page, or the name of a cookie. */
const wordsRunTogether = /(?:Policy|Information|History|Updated|Modified|Last|Terms|Privacy|Personal|Cookie|Groupe|Manager)/u;

function namedByShape(text: string, tokens: readonly Token[]): readonly Fact[] {
  return tokens
    .filter((token) => token.kind === 'word' && token.text.length >= 5 && token.text.length <= 30 && /^\p{Lu}\p{Ll}+\p{Lu}\p{Ll}/u.test(token.text) && !notNames.test(token.text) && !wordsRunTogether.test(token.text))
    .map((token) => make('party', token.text, text, token.start, token.end));
}

/** Words right before a name that say it is a company's. */
const announcers = new Set(['company', 'provider', 'bedrijf', 'leverancier', 'aanbieder', 'firma', 'unternehmen', 'anbieter', 'dienstleister', 'société', 'prestataire', 'entreprise', 'empresa', 'proveedor', 'sociedad', 'società', 'fornitore', 'azienda', 'vendor', 'subprocessor', 'subverwerker', 'hostingprovider', 'hostingpartner', 'betaalprovider', 'helpdeskleverancier', 'clouddienst', 'auftragsverarbeiter', 'zahlungsdienstleister']);

/** Capital words that stand for the parties of a contract, not for a name. */
const roles = new Set(['customer', 'client', 'user', 'partner', 'company', 'provider', 'supplier', 'service', 'services', 'data', 'platform', 'klant', 'gebruiker', 'dienst', 'diensten', 'leverancier', 'opdrachtgever', 'kunde', 'nutzer', 'anbieter', 'vertrag', 'client', 'utilisateur', 'service', 'cliente', 'usuario', 'utente', 'servizio', 'the', 'de', 'het', 'site', 'website', 'content', 'account', 'personal', 'agreement']);

function namedByContext(text: string, tokens: readonly Token[]): readonly Fact[] {
  const found: Fact[] = [];
  for (const [index, token] of tokens.entries()) {
    const announced = announcers.has(token.lower) || /(?:provider|leverancier|partner|aanbieder|dienstleister|anbieter)$/u.test(token.lower);
    if (!announced || /^\p{Lu}/u.test(token.text)) continue;
    let last = index;
    while (last - index < 4 && capital(tokens[last + 1]) && !roles.has(tokens[last + 1]?.lower ?? '')) last += 1;
    const [first, end] = [tokens[index + 1], tokens[last]];
    if (last > index && first !== undefined && end !== undefined && first.kind === 'word' && first.text.length > 1) found.push(make('party', text.slice(first.start, end.end), text, first.start, end.end));
  }
  return found;
}

const nameColumn = /^(?:name|naam|company|bedrijf|entity|entiteit|vendor|leverancier|sub-?processor|subverwerker|sub-verwerker|verwerker|processor|provider|aanbieder|party|partij|third party|ontvanger|recipient|organisation|organization|organisatie|unternehmen|anbieter|dienstleister|unterauftragsverarbeiter|auftragsverarbeiter|empfänger|firma|société|prestataire|sous-traitant|destinataire|nom|entreprise|empresa|proveedor|subencargado|encargado|destinatario|nombre|fornitore|società|azienda|sub-responsabile|nome)(?:\b|$)/iu;

/** The cell of a list of recipients that names one, wherever its header says so. */
function namedInTable(clause: Pick<Clause, 'text' | 'cells' | 'header'>): readonly Fact[] {
  const column = clause.header?.findIndex((cell) => nameColumn.test(cell.trim())) ?? -1;
  const cell = column < 0 ? undefined : clause.cells?.[column];
  if (cell === undefined || cell.trim() === '' || cell.length > 80 || clause.cells?.join() === clause.header?.join()) return [];
  const start = clause.text.indexOf(cell.trim());
  return start < 0 || !/\p{Lu}/u.test(cell) ? [] : [make('party', cell.trim(), clause.text, start, start + cell.trim().length)];
}

const leadingName = /^(\p{Lu}[\p{L}\p{N}.&'’-]{1,30}(?: \p{Lu}[\p{L}\p{N}.&'’-]{1,30}){0,3})(?:,| \(| –| —| -) ?(?:voor|for|für|pour|para|per|ten behoeve van|to provide|hosting|our|onze)\b/u;

function namedAtHead(clause: Pick<Clause, 'text' | 'kind'>): readonly Fact[] {
  const name = clause.kind === 'list-item' ? leadingName.exec(clause.text.replace(/^[•◦▪\-*\s]+/u, ''))?.[1] : undefined;
  if (name === undefined || roles.has(name.toLowerCase())) return [];
  const start = clause.text.indexOf(name);
  return [make('party', name, clause.text, start, start + name.length)];
}

/** @returns named companies, products and authorities, as written; the longer name where several overlap. */
export function partiesIn(clause: Pick<Clause, 'text' | 'kind' | 'cells' | 'header'>, tokens: readonly Token[], language: PolicyLanguage | null, taken: readonly Span[], extra: PartyNames | null): readonly Fact[] {
  const { text } = clause;
  const all = [
    ...namedInTable(clause), ...namedWithForm(text, tokens), ...(extra?.find(text, tokens) ?? []), ...namedInLists(text, tokens, language), ...namedAtHead(clause), ...namedByContext(text, tokens), ...namedByShape(text, tokens),
  ];
  const kept: Fact[] = [];
  const places = new TakenPlaces(text.length, taken);
  for (const one of all) {
    if (places.touches(one.span)) continue;
    places.take(one.span);
    kept.push(one);
  }
  return kept.toSorted((one, other) => one.span[0] - other.span[0]);
}

/** More names, from a configuration or a crawler's declaration. */
export class PartyNames {
  readonly #index: NameIndex<string>;

  constructor(names: readonly string[]) {
    this.#index = new NameIndex(names.map((name) => [name, name] as const));
  }

  find(text: string, tokens: readonly Token[]): readonly Fact[] {
    const found: Fact[] = [];
    for (const [index, token] of tokens.entries()) {
      const hit = this.#index.at(tokens, index);
      const last = hit === null ? undefined : tokens[hit.to - 1];
      if (last !== undefined) found.push(make('party', text.slice(token.start, last.end), text, token.start, last.end));
    }
    return found;
  }
}
