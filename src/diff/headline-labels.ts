import type { FactType, Topic } from '../domain/clause.ts';
import type { Bilingual } from '../domain/language.ts';

/** What a topic is called in a headline. */
export const topicLabels: Readonly<Record<Topic, Bilingual>> = {
  'intro-scope': { nl: 'Reikwijdte', en: 'Scope' },
  'policy-change': { nl: 'Wijziging van het beleid', en: 'Policy changes' },
  'controller-contact': { nl: 'Contactgegevens', en: 'Contact details' },
  'data-categories': { nl: 'Verzamelde gegevens', en: 'Data collected' },
  'special-category': { nl: 'Bijzondere persoonsgegevens', en: 'Sensitive data' },
  'data-source': { nl: 'Bron van gegevens', en: 'Source of data' },
  purpose: { nl: 'Doel van het gebruik', en: 'Purpose of use' },
  'legal-basis': { nl: 'Grondslag', en: 'Legal basis' },
  'choice-consent': { nl: 'Toestemming en keuzes', en: 'Consent and choices' },
  'cookies-tracking': { nl: 'Cookies en tracking', en: 'Cookies and tracking' },
  'marketing-ads': { nl: 'Marketing en advertenties', en: 'Marketing and advertising' },
  recipients: { nl: 'Ontvangers', en: 'Recipients' },
  authorities: { nl: 'Verstrekking aan autoriteiten', en: 'Disclosure to authorities' },
  transfers: { nl: 'Doorgifte', en: 'Transfers' },
  retention: { nl: 'Bewaartermijn', en: 'Retention' },
  'security-breach': { nl: 'Beveiliging en datalekken', en: 'Security and breaches' },
  rights: { nl: 'Rechten', en: 'Rights' },
  complaint: { nl: 'Klachten', en: 'Complaints' },
  'automated-ai': { nl: 'AI en geautomatiseerde besluitvorming', en: 'AI and automated decisions' },
  'children-age': { nl: 'Minimumleeftijd', en: 'Minimum age' },
  'acceptance-account': { nl: 'Account en aanvaarding', en: 'Account and acceptance' },
  'service-availability': { nl: 'Dienst en beschikbaarheid', en: 'Service and availability' },
  'fees-renewal': { nl: 'Prijzen en betaling', en: 'Fees and payment' },
  'acceptable-use': { nl: 'Gebruiksregels', en: 'Rules of use' },
  'content-ip': { nl: 'Inhoud en intellectuele eigendom', en: 'Content and intellectual property' },
  liability: { nl: 'Aansprakelijkheid', en: 'Liability' },
  termination: { nl: 'Beëindiging', en: 'Termination' },
  'law-disputes': { nl: 'Recht en geschillen', en: 'Law and disputes' },
  'processor-duties': { nl: 'Verplichtingen als verwerker', en: 'Duties as processor' },
  other: { nl: 'Overig', en: 'Other' },
};

export const factLabels: Readonly<Record<FactType, Bilingual>> = {
  duration: { nl: 'termijn', en: 'period' },
  date: { nl: 'datum', en: 'date' },
  age: { nl: 'leeftijd', en: 'age' },
  money: { nl: 'bedrag', en: 'amount' },
  percentage: { nl: 'percentage', en: 'percentage' },
  party: { nl: 'partij', en: 'party' },
  country: { nl: 'land', en: 'country' },
  framework: { nl: 'kader', en: 'framework' },
  contact: { nl: 'contact', en: 'contact' },
  'legal-basis': { nl: 'grondslag', en: 'legal basis' },
  'data-category': { nl: 'soort gegevens', en: 'kind of data' },
  url: { nl: 'adres', en: 'address' },
};

export const basisLabels: Readonly<Record<string, Bilingual>> = {
  consent: { nl: 'toestemming', en: 'consent' },
  contract: { nl: 'overeenkomst', en: 'contract' },
  'legal-obligation': { nl: 'wettelijke verplichting', en: 'legal obligation' },
  'vital-interest': { nl: 'vitale belangen', en: 'vital interest' },
  'public-task': { nl: 'taak van algemeen belang', en: 'public task' },
  'legitimate-interest': { nl: 'gerechtvaardigd belang', en: 'legitimate interest' },
};

export const units: Readonly<Record<string, { readonly nl: readonly [one: string, more: string]; readonly en: readonly [one: string, more: string] }>> = {
  Y: { nl: ['jaar', 'jaar'], en: ['year', 'years'] },
  M: { nl: ['maand', 'maanden'], en: ['month', 'months'] },
  W: { nl: ['week', 'weken'], en: ['week', 'weeks'] },
  D: { nl: ['dag', 'dagen'], en: ['day', 'days'] },
  TH: { nl: ['uur', 'uur'], en: ['hour', 'hours'] },
  TM: { nl: ['minuut', 'minuten'], en: ['minute', 'minutes'] },
};

export const monthNames: Bilingual = {
  nl: 'januari februari maart april mei juni juli augustus september oktober november december',
  en: 'January February March April May June July August September October November December',
};

/** Country codes that readers know better by name; others stand as their code. */
export const countryLabels: Readonly<Record<string, Bilingual>> = {
  EU: { nl: 'EU', en: 'EU' }, EEA: { nl: 'EER', en: 'EEA' }, US: { nl: 'Verenigde Staten', en: 'United States' }, GB: { nl: 'Verenigd Koninkrijk', en: 'United Kingdom' },
  NL: { nl: 'Nederland', en: 'Netherlands' }, BE: { nl: 'België', en: 'Belgium' }, DE: { nl: 'Duitsland', en: 'Germany' }, FR: { nl: 'Frankrijk', en: 'France' }, IE: { nl: 'Ierland', en: 'Ireland' },
  ES: { nl: 'Spanje', en: 'Spain' }, IT: { nl: 'Italië', en: 'Italy' }, PL: { nl: 'Polen', en: 'Poland' }, CH: { nl: 'Zwitserland', en: 'Switzerland' }, IN: { nl: 'India', en: 'India' }, CN: { nl: 'China', en: 'China' },
  LU: { nl: 'Luxemburg', en: 'Luxembourg' }, AT: { nl: 'Oostenrijk', en: 'Austria' }, SE: { nl: 'Zweden', en: 'Sweden' }, DK: { nl: 'Denemarken', en: 'Denmark' }, FI: { nl: 'Finland', en: 'Finland' }, NO: { nl: 'Noorwegen', en: 'Norway' },
  CA: { nl: 'Canada', en: 'Canada' }, AU: { nl: 'Australië', en: 'Australia' }, JP: { nl: 'Japan', en: 'Japan' }, SG: { nl: 'Singapore', en: 'Singapore' }, BR: { nl: 'Brazilië', en: 'Brazil' }, IL: { nl: 'Israël', en: 'Israel' },
  PH: { nl: 'Filipijnen', en: 'Philippines' }, UA: { nl: 'Oekraïne', en: 'Ukraine' }, RU: { nl: 'Rusland', en: 'Russia' }, TR: { nl: 'Turkije', en: 'Türkiye' }, PT: { nl: 'Portugal', en: 'Portugal' }, RO: { nl: 'Roemenië', en: 'Romania' },
};
