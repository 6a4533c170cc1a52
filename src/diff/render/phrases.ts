import type { FactType } from '../../domain/clause.ts';
import type { ReaderLanguage } from '../../domain/language.ts';

/** What a redline says beside the policy's own words. */
export interface Phrases {
  readonly title: string;
  readonly summary: string;
  readonly decide: string;
  readonly order: string;
  readonly nothing: string;
  readonly coarse: string;
  readonly unchanged: (count: number) => string;
  readonly counts: (material: number, minor: number, cosmetic: number) => string;
  readonly was: string;
  readonly reasons: string;
  readonly facts: string;
  readonly none: string;
  readonly inserted: string;
  readonly deleted: string;
  readonly end: string;
  readonly line: (first: number, last: number) => string;
  readonly movedFrom: string;
  readonly movedAway: (change: number) => string;
  readonly onlyMarkup: string;
  readonly onlyNumber: string;
  readonly onlyPlace: string;
  readonly more: (characters: number) => string;
  readonly beginning: string;
  readonly factTypes: Readonly<Record<FactType, string>>;
  readonly units: Readonly<Record<'Y' | 'M' | 'W' | 'D' | 'h' | 'm' | 's', readonly [one: string, many: string]>>;
  readonly legalBases: Readonly<Record<string, string>>;
  /** January first; written here because month names from ICU may change with Node. */
  readonly months: readonly string[];
}

const dutch: Phrases = {
  title: 'Vergelijking van twee versies',
  summary: 'Samenvatting',
  decide: 'Vraagt een beslissing',
  order: 'De wijzigingen staan in de volgorde van de nieuwe versie, om ze ernaast te kunnen lezen; wat een beslissing vraagt, staat hierboven eerst.',
  nothing: 'Er is niets gewijzigd.',
  coarse: 'De versies verschillen zo sterk dat de vergelijking grover is dan gewoonlijk.',
  unchanged: (count) => (count === 1 ? '1 bepaling is ongewijzigd.' : `${count} bepalingen zijn ongewijzigd.`),
  counts: (material, minor, cosmetic) => `${material} materieel, ${minor} ondergeschikt, ${cosmetic} cosmetisch`,
  was: 'was',
  reasons: 'Reden',
  facts: 'Gegevens',
  none: 'geen',
  inserted: 'ingevoegd:',
  deleted: 'vervallen:',
  end: 'einde',
  line: (first, last) => (first === last ? `regel ${first}` : `regels ${first}–${last}`),
  movedFrom: 'verplaatst van',
  movedAway: (change) => `Van hier verplaatst: zie wijziging ${change}.`,
  onlyMarkup: 'De woorden zijn gelijk; alleen opmaak, spaties of koppelingen verschillen.',
  onlyNumber: 'Alleen het nummer of opsommingsteken verschilt.',
  onlyPlace: 'De woorden zijn gelijk; alleen de plaats verschilt.',
  more: (characters) => `[nog ${characters} tekens]`,
  beginning: 'het begin',
  factTypes: {
    duration: 'termijn', date: 'datum', age: 'leeftijd', money: 'bedrag', percentage: 'percentage', party: 'partij', country: 'land', framework: 'kader',
    contact: 'contact', 'legal-basis': 'grondslag', 'data-category': 'soort gegevens', url: 'adres',
  },
  units: {
    Y: ['jaar', 'jaar'], M: ['maand', 'maanden'], W: ['week', 'weken'], D: ['dag', 'dagen'], h: ['uur', 'uur'], m: ['minuut', 'minuten'], s: ['seconde', 'seconden'],
  },
  legalBases: {
    consent: 'toestemming', contract: 'overeenkomst', 'legal-obligation': 'wettelijke verplichting', 'vital-interest': 'vitale belangen',
    'public-task': 'taak van algemeen belang', 'legitimate-interest': 'gerechtvaardigd belang',
  },
  months: ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'],
};

const english: Phrases = {
  title: 'Comparison of two versions',
  summary: 'Summary',
  decide: 'Asks for a decision',
  order: 'Changes stand in the order of the new version, to be read beside it; those that ask for a decision are listed first, above.',
  nothing: 'Nothing changed.',
  coarse: 'The versions differ so much that this comparison is coarser than usual.',
  unchanged: (count) => (count === 1 ? '1 clause is unchanged.' : `${count} clauses are unchanged.`),
  counts: (material, minor, cosmetic) => `${material} material, ${minor} minor, ${cosmetic} cosmetic`,
  was: 'was',
  reasons: 'Why',
  facts: 'Facts',
  none: 'none',
  inserted: 'inserted:',
  deleted: 'deleted:',
  end: 'end',
  line: (first, last) => (first === last ? `line ${first}` : `lines ${first}–${last}`),
  movedFrom: 'moved from',
  movedAway: (change) => `Moved from here: see change ${change}.`,
  onlyMarkup: 'The words are the same; only markup, spacing or links differ.',
  onlyNumber: 'Only the number or bullet differs.',
  onlyPlace: 'The words are the same; only the place differs.',
  more: (characters) => `[${characters} more characters]`,
  beginning: 'the beginning',
  factTypes: {
    duration: 'period', date: 'date', age: 'age', money: 'amount', percentage: 'percentage', party: 'party', country: 'country', framework: 'framework',
    contact: 'contact', 'legal-basis': 'legal basis', 'data-category': 'kind of data', url: 'address',
  },
  units: {
    Y: ['year', 'years'], M: ['month', 'months'], W: ['week', 'weeks'], D: ['day', 'days'], h: ['hour', 'hours'], m: ['minute', 'minutes'], s: ['second', 'seconds'],
  },
  legalBases: {
    consent: 'consent', contract: 'contract', 'legal-obligation': 'legal obligation', 'vital-interest': 'vital interest', 'public-task': 'public task',
    'legitimate-interest': 'legitimate interest',
  },
  months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

export const phrases: Readonly<Record<ReaderLanguage, Phrases>> = { nl: dutch, en: english };
