import type { ChangeKind, Direction, Reason, Significance } from './change.ts';
import type { Topic } from './clause.ts';
import type { Bilingual, ReaderLanguage } from './language.ts';
import type { KnownPolicyType, PolicyType } from './vendor.ts';

/** The names that readers see for the words of the change model. */
export const significanceLabels: Readonly<Record<Significance, Bilingual>> = {
  material: { nl: 'materieel', en: 'material' },
  minor: { nl: 'ondergeschikt', en: 'minor' },
  cosmetic: { nl: 'cosmetisch', en: 'cosmetic' },
};

export const directionLabels: Readonly<Record<Direction, Bilingual>> = {
  'less-protective': { nl: 'minder bescherming', en: 'less protective' },
  neutral: { nl: 'neutraal', en: 'neutral' },
  'more-protective': { nl: 'meer bescherming', en: 'more protective' },
};

export const kindLabels: Readonly<Record<ChangeKind, Bilingual>> = {
  added: { nl: 'toegevoegd', en: 'added' },
  removed: { nl: 'vervallen', en: 'removed' },
  modified: { nl: 'gewijzigd', en: 'modified' },
  moved: { nl: 'verplaatst', en: 'moved' },
  split: { nl: 'gesplitst', en: 'split' },
  merged: { nl: 'samengevoegd', en: 'merged' },
  renumbered: { nl: 'hernummerd', en: 'renumbered' },
};

export const topicLabels: Readonly<Record<Topic, Bilingual>> = {
  'intro-scope': { nl: 'inleiding en reikwijdte', en: 'introduction and scope' },
  'policy-change': { nl: 'wijziging van het document', en: 'changes to the policy' },
  'controller-contact': { nl: 'verwerkingsverantwoordelijke en contact', en: 'controller and contact' },
  'data-categories': { nl: 'soorten gegevens', en: 'data collected' },
  'special-category': { nl: 'bijzondere persoonsgegevens', en: 'special categories of data' },
  'data-source': { nl: 'herkomst van gegevens', en: 'sources of data' },
  purpose: { nl: 'doeleinden', en: 'purposes' },
  'legal-basis': { nl: 'grondslag', en: 'legal basis' },
  'choice-consent': { nl: 'keuze en toestemming', en: 'choice and consent' },
  'cookies-tracking': { nl: 'cookies en tracking', en: 'cookies and tracking' },
  'marketing-ads': { nl: 'marketing en advertenties', en: 'marketing and advertising' },
  recipients: { nl: 'ontvangers', en: 'recipients' },
  authorities: { nl: 'verstrekking aan autoriteiten', en: 'disclosure to authorities' },
  transfers: { nl: 'doorgifte', en: 'international transfers' },
  retention: { nl: 'bewaartermijnen', en: 'retention' },
  'security-breach': { nl: 'beveiliging en datalekken', en: 'security and breaches' },
  rights: { nl: 'rechten van betrokkenen', en: 'rights of the individual' },
  complaint: { nl: 'klachten en toezichthouder', en: 'complaints and authority' },
  'automated-ai': { nl: 'geautomatiseerde besluitvorming en AI', en: 'automated decisions and AI' },
  'children-age': { nl: 'kinderen en leeftijd', en: 'children and age' },
  'acceptance-account': { nl: 'aanvaarding en account', en: 'acceptance and account' },
  'service-availability': { nl: 'dienst en beschikbaarheid', en: 'service and availability' },
  'fees-renewal': { nl: 'prijzen en verlenging', en: 'fees and renewal' },
  'acceptable-use': { nl: 'gebruiksregels', en: 'acceptable use' },
  'content-ip': { nl: 'inhoud en intellectuele eigendom', en: 'content and intellectual property' },
  liability: { nl: 'aansprakelijkheid', en: 'liability' },
  termination: { nl: 'beëindiging', en: 'termination' },
  'law-disputes': { nl: 'toepasselijk recht en geschillen', en: 'governing law and disputes' },
  'processor-duties': { nl: 'verplichtingen van de verwerker', en: 'processor’s duties' },
  other: { nl: 'overig', en: 'other' },
};

const policyTypeLabels: Readonly<Record<KnownPolicyType, Bilingual>> = {
  'Privacy Policy': { nl: 'Privacyverklaring', en: 'Privacy Policy' },
  'Terms of Service': { nl: 'Gebruiksvoorwaarden', en: 'Terms of Service' },
  'Trackers Policy': { nl: 'Cookieverklaring', en: 'Cookie Policy' },
  'Data Processor Agreement': { nl: 'Verwerkersovereenkomst', en: 'Data Processing Agreement' },
  'Sub-processor List': { nl: 'Lijst van subverwerkers', en: 'Sub-processor List' },
  'Commercial Terms': { nl: 'Commerciële voorwaarden', en: 'Commercial Terms' },
  'General Conditions of Sale': { nl: 'Algemene verkoopvoorwaarden', en: 'General Conditions of Sale' },
  'Service Level Agreement': { nl: 'Service Level Agreement', en: 'Service Level Agreement' },
  'Acceptable Use Policy': { nl: 'Gebruiksregels', en: 'Acceptable Use Policy' },
  'Community Guidelines': { nl: 'Huisregels', en: 'Community Guidelines' },
  'Developer Terms': { nl: 'Ontwikkelaarsvoorwaarden', en: 'Developer Terms' },
  Imprint: { nl: 'Colofon', en: 'Imprint' },
  'Security Policy': { nl: 'Beveiligingsbeleid', en: 'Security Policy' },
  'Copyright Claims Policy': { nl: 'Beleid voor auteursrechtclaims', en: 'Copyright Claims Policy' },
  Other: { nl: 'Document', en: 'Policy' },
};

/** @returns what readers call the type; a type that is not known keeps its own name */
export function policyTypeLabel(type: PolicyType): Bilingual {
  return (policyTypeLabels as Readonly<Record<string, Bilingual>>)[type] ?? { nl: type, en: type };
}

/** Rules whose finding a reader should see at a glance, beside what kind of change it is. */
const badgeLabels: Readonly<Record<string, Bilingual>> = {
  'look-alikes': { nl: 'gelijkende tekens', en: 'look-alike characters' },
};

/** @returns the badges that a change's reasons earn it, for a reader of `language` */
export function badgesOf(reasons: readonly Reason[], language: ReaderLanguage): readonly string[] {
  return [...new Set(reasons.flatMap(({ rule }) => badgeLabels[rule]?.[language] ?? []))];
}

const noticeLabels: Readonly<Record<string, Bilingual>> = {
  unreachable: { nl: 'Onbereikbaar', en: 'Unreachable' },
  wave: { nl: 'Opvallend veel wijzigingen tegelijk; de meldingen wachten', en: 'Strikingly much changed at once; the alerts wait' },
  'low-disk': { nl: 'Weinig schijfruimte (MB vrij)', en: 'Little disk space (MB free)' },
  quarantined: { nl: 'Gepauzeerd: de pagina deed het programma herhaaldelijk vastlopen', en: 'Paused: the page crashed the program repeatedly' },
  thin: { nl: 'Er wordt opvallend weinig tekst gelezen (woorden)', en: 'Strikingly little text is read (words)' },
  'link-moved': { nl: 'Een link leidt naar een ander domein; de woorden zijn gelijk', en: 'A link leads to another domain; the words are the same' },
  hidden: { nl: 'Op de pagina niet meer zichtbaar; de woorden zijn er nog', en: 'No longer visible on its page; the words are still there' },
  shown: { nl: 'Op de pagina zichtbaar geworden; de woorden zijn gelijk', en: 'Now visible on its page; the words are the same' },
  unchanged: { nl: 'Al opvallend lang ongewijzigd (dagen)', en: 'Unchanged for strikingly long (days)' },
};

/** What a trouble of the watch is called; the kind itself where it has no name yet. */
export function noticeLabel(kind: string): Bilingual {
  return noticeLabels[kind] ?? { nl: kind, en: kind };
}
