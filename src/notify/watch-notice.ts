import type { PolicyName } from '../domain/deadline.ts';
import type { Mail } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bilingual, ReaderLanguage } from '../domain/language.ts';
import type { MailSettings } from '../domain/mail-settings.ts';
import { capital } from './change-part.ts';
import { lead, paragraph, type Span } from './mail-document.ts';
import { frameOf, mailOf, policyTitle, readerKey, type Reader } from './mail-frame.ts';
import { threadIdOf } from './message-id.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';

/** Doubts about the watch that are not a page out of reach. */
export const doubtKinds = ['thin', 'unchanged', 'quarantined', 'wave', 'low-disk', 'link-moved', 'hidden', 'shown'] as const;
export type DoubtKind = (typeof doubtKinds)[number];

export interface WatchDoubt {
  /** Unique for this spell. */
  readonly key: string;
  readonly kind: DoubtKind;
  /** Null where it concerns the whole watch. */
  readonly policy: PolicyName | null;
  /** When it ended; null while it lasts. */
  readonly until: Instant | null;
  /** What was measured, in the fewest words: "84", "12 / 40". */
  readonly measure: string;
}

interface DoubtWords {
  readonly subject: Bilingual;
  readonly told: Readonly<Record<ReaderLanguage, (measure: string) => string>>;
  readonly mend: Readonly<Record<ReaderLanguage, readonly Span[]>>;
  readonly overSubject: Bilingual;
  readonly over: Bilingual;
}

const words: Readonly<Record<DoubtKind, DoubtWords>> = {
  thin: {
    subject: { nl: 'er wordt te weinig gelezen', en: 'too little is read' },
    told: { nl: (count) => `De laatste opname telt maar ${count} woorden; dat is opvallend weinig.`, en: (count) => `The last capture holds only ${count} words, which is strikingly few.` },
    mend: {
      nl: ['Kijk of de pagina het hele document toont en of de selectors nog kloppen: ', { code: 'clausewatch extract ADRES' }, '.'],
      en: ['See whether the page shows the whole document, and whether the selectors still fit: ', { code: 'clausewatch extract ADDRESS' }, '.'],
    },
    overSubject: { nl: 'er wordt weer genoeg gelezen', en: 'enough is read again' },
    over: { nl: 'De pagina bevat weer genoeg tekst.', en: 'The page holds enough text again.' },
  },
  unchanged: {
    subject: { nl: 'al lang niet gewijzigd', en: 'unchanged for long' },
    told: { nl: (days) => `Dit document is al ${days} dagen niet gewijzigd.`, en: (days) => `This document has not changed for ${days} days.` },
    mend: { nl: ['Dat kan kloppen. Kijk of op het adres nog het geldende document staat.'], en: ['That may be right. See whether the address still shows the document in force.'] },
    overSubject: { nl: 'weer gewijzigd', en: 'changed again' },
    over: { nl: 'Het document is weer gewijzigd.', en: 'The document has changed again.' },
  },
  quarantined: {
    subject: { nl: 'wordt niet meer gecontroleerd', en: 'is no longer checked' },
    told: { nl: (times) => `Het programma liep ${times} keer achtereen vast op deze pagina.`, en: (times) => `The program crashed on this page ${times} times in a row.` },
    mend: {
      nl: ['Daarom is de controle gepauzeerd; de andere documenten worden gewoon gecontroleerd. Hervatten: ', { code: 'clausewatch resume NAAM' }, '.'],
      en: ['Its check is therefore paused; the other policies are checked as usual. To resume: ', { code: 'clausewatch resume NAME' }, '.'],
    },
    overSubject: { nl: 'wordt weer gecontroleerd', en: 'is being checked again' },
    over: { nl: 'De pagina wordt weer gecontroleerd.', en: 'The page is checked again.' },
  },
  wave: {
    subject: { nl: 'opvallend veel documenten tegelijk gewijzigd', en: 'strikingly many documents changed at once' },
    told: {
      nl: (measure) => `Van alle bewaakte documenten lijken er kort na elkaar opvallend veel gewijzigd: ${measure.replace(' / ', ' van de ')}.`,
      en: (measure) => `Of all watched documents, strikingly many seem to have changed within a short time: ${measure.replace(' / ', ' of ')}.`,
    },
    mend: {
      nl: ['Dat wijst eerder op een fout bij het lezen dan op echte wijzigingen. De meldingen wachten daarom op u. ', { code: 'clausewatch alerts' }, ' toont ze; met ', { code: '--release' }, ' worden ze verstuurd, met ', { code: '--drop' }, ' niet.'],
      en: ['That points to a fault in reading rather than to real changes. The alerts therefore wait for you. ', { code: 'clausewatch alerts' }, ' lists them; ', { code: '--release' }, ' sends them, ', { code: '--drop' }, ' does not.'],
    },
    overSubject: { nl: 'over de wachtende meldingen is beslist', en: 'the waiting alerts were decided on' },
    over: { nl: 'Over de wachtende meldingen is beslist.', en: 'The waiting alerts were decided on.' },
  },
  'link-moved': {
    subject: { nl: 'een link leidt naar een ander domein', en: 'a link leads to another domain' },
    told: { nl: (links) => `De woorden zijn gelijk gebleven, het doel van een link niet: ${links}.`, en: (links) => `The words are the same, but where a link leads is not: ${links}.` },
    mend: {
      nl: ['Er is dus geen nieuwe versie. Kijk of het nieuwe domein van de leverancier is, zeker waar de link dient om bezwaar te maken of toestemming in te trekken.'],
      en: ['So there is no new version. See whether the new domain is the vendor’s, above all where the link serves to object or to withdraw consent.'],
    },
    overSubject: { nl: 'de link is afgehandeld', en: 'the link was dealt with' },
    over: { nl: 'Het andere doel van de link is afgehandeld.', en: 'The link’s other target was dealt with.' },
  },
  hidden: {
    subject: { nl: 'is op de pagina niet meer zichtbaar', en: 'can no longer be seen on its page' },
    told: {
      nl: (count) => `De ${count} woorden van het document staan nog in de pagina, maar de pagina verbergt ze voor haar lezers.`,
      en: (count) => `The ${count} words of the document are still in the page, but the page hides them from its readers.`,
    },
    mend: {
      nl: ['Er is geen nieuwe versie. Kijk in een browser of het document nog te lezen is.'],
      en: ['There is no new version. See in a browser whether the document can still be read.'],
    },
    overSubject: { nl: 'is op de pagina weer zichtbaar', en: 'can be seen on its page again' },
    over: { nl: 'De pagina verbergt het document niet meer.', en: 'The page no longer hides the document.' },
  },
  shown: {
    subject: { nl: 'is op de pagina zichtbaar geworden', en: 'can now be seen on its page' },
    told: {
      nl: (count) => `De ${count} woorden van het document stonden al in de pagina, maar waren voor haar lezers verborgen.`,
      en: (count) => `The ${count} words of the document were in the page already, but were hidden from its readers.`,
    },
    mend: { nl: ['Er is geen nieuwe versie: de tekst is gelijk.'], en: ['There is no new version: the text is the same.'] },
    overSubject: { nl: 'is op de pagina weer verborgen', en: 'is hidden on its page again' },
    over: { nl: 'De pagina verbergt het document weer.', en: 'The page hides the document again.' },
  },
  'low-disk': {
    subject: { nl: 'de schijf is bijna vol: er wordt niets meer opgehaald', en: 'the disk is almost full: nothing is fetched any more' },
    told: { nl: (free) => `Er is nog ${free} MB vrij.`, en: (free) => `Only ${free} MB are free.` },
    mend: {
      nl: ['Maak ruimte vrij. Zolang dit duurt, wordt geen wijziging opgemerkt; wat al was vastgelegd, wordt nog wel verstuurd.'],
      en: ['Free some space. While this lasts no change is noticed; what was recorded before is still mailed.'],
    },
    overSubject: { nl: 'er is weer schijfruimte', en: 'there is disk space again' },
    over: { nl: 'Er is weer ruimte; de documenten worden weer gecontroleerd.', en: 'There is space again; the policies are being checked again.' },
  },
};

/** The delivery's key of such a notice for a reader. */
export function doubtKey(doubt: Pick<WatchDoubt, 'key' | 'until'>, reader: Pick<Reader, 'id' | 'address'>): string {
  return `doubt:${doubt.key}:${doubt.until === null ? 'open' : 'over'}:${readerKey(reader)}`;
}

/** Tells of a doubt about the watch, or that it is settled. */
export function renderDoubt(doubt: WatchDoubt, reader: Reader, settings: MailSettings, at: Instant): Mail {
  const frame = frameOf(reader, settings, at);
  const said = words[doubt.kind];
  const { language } = frame;
  const title = doubt.policy === null ? frame.words.product : policyTitle(doubt.policy, language);
  const subject = (doubt.until === null ? said.subject : said.overSubject)[language];
  return mailOf(frame, {
    deliveryKey: doubtKey(doubt, reader),
    subject: doubt.policy === null ? capital(subject) : `${title}: ${subject}`,
    parts: [
      { part: 'title', over: title, text: capital(subject) },
      ...(doubt.until === null
        ? [lead(said.told[language](cutLine(visibleLine(doubt.measure), 200))), paragraph(...said.mend[language])]
        : [lead(said.over[language])]),
    ],
    references: [threadIdOf(`doubt:${doubt.key}`, settings.messageIdDomain)],
    attachments: [],
    about: 'watch',
  });
}
