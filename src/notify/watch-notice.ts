import type { PolicyName } from '../domain/deadline.ts';
import type { Mail } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import type { MailSettings } from '../domain/mail-settings.ts';
import { lead, paragraph } from './mail-document.ts';
import { frameOf, mailOf, policyTitle, readerKey, type Reader } from './mail-frame.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';

/** Doubts about the watch that are not a page out of reach. */
export const doubtKinds = ['thin', 'unchanged', 'quarantined', 'wave', 'low-disk'] as const;
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
  readonly told: Bilingual;
  readonly mend: Bilingual;
  readonly over: Bilingual;
}

const words: Readonly<Record<DoubtKind, DoubtWords>> = {
  thin: {
    subject: { nl: 'er wordt te weinig gelezen', en: 'too little is read' },
    told: { nl: 'De laatste opname bevat opvallend weinig woorden:', en: 'The last capture holds strikingly few words:' },
    mend: { nl: 'Kijk of de pagina het hele document toont en of de selectors nog kloppen: clausewatch extract ADRES', en: 'See whether the page shows the whole document, and whether the selectors still fit: clausewatch extract ADDRESS' },
    over: { nl: 'De pagina bevat weer genoeg tekst.', en: 'The page holds enough text again.' },
  },
  unchanged: {
    subject: { nl: 'verandert nooit', en: 'never changes' },
    told: { nl: 'Aan dit document is al zo veel dagen niets gewijzigd:', en: 'Nothing in this document has changed for so many days:' },
    mend: { nl: 'Dat kan kloppen. Kijk of het adres nog het geldende document toont.', en: 'That may be right. See whether the address still shows the document in force.' },
    over: { nl: 'Het document is weer gewijzigd.', en: 'The document has changed again.' },
  },
  quarantined: {
    subject: { nl: 'wordt niet meer gecontroleerd', en: 'is no longer checked' },
    told: { nl: 'Het programma liep zo vaak achtereen vast op deze pagina:', en: 'The program crashed on this page so many times in a row:' },
    mend: { nl: 'De controle is gepauzeerd, zodat de andere doorgaan. Hervatten: clausewatch resume NAAM', en: 'Its check is paused, so that the others go on. To resume: clausewatch resume NAME' },
    over: { nl: 'De pagina wordt weer gecontroleerd.', en: 'The page is checked again.' },
  },
  wave: {
    subject: { nl: 'Opvallend veel documenten tegelijk gewijzigd', en: 'Strikingly many documents changed at once' },
    told: { nl: 'Gewijzigde documenten, van alle die worden gevolgd:', en: 'Documents changed, of all that are watched:' },
    mend: { nl: 'Dat wijst eerder op een fout bij het lezen dan op echte wijzigingen. De meldingen wachten op u: clausewatch alerts toont ze, met --release gaan ze uit, met --drop niet.', en: 'That points to a fault in reading rather than to real changes. The alerts wait for you: clausewatch alerts lists them, --release sends them, --drop does not.' },
    over: { nl: 'Over de wachtende meldingen is beslist.', en: 'The waiting alerts were decided on.' },
  },
  'low-disk': {
    subject: { nl: 'De schijf is bijna vol: er wordt niets meer opgehaald', en: 'The disk is almost full: nothing is fetched any more' },
    told: { nl: 'Vrij, in megabytes:', en: 'Free, in megabytes:' },
    mend: { nl: 'Maak ruimte vrij. Zolang dit duurt wordt geen wijziging opgemerkt; wat al was vastgelegd wordt nog verstuurd.', en: 'Free some space. While this lasts no change is noticed; what was recorded before is still mailed.' },
    over: { nl: 'Er is weer ruimte; er wordt weer gecontroleerd.', en: 'There is space again; the watch goes on.' },
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
  const title = doubt.policy === null ? frame.words.product : policyTitle(doubt.policy, frame.language);
  const subject = said.subject[frame.language];
  return mailOf(frame, {
    deliveryKey: doubtKey(doubt, reader),
    subject: doubt.policy === null ? subject : `${title}: ${subject}`,
    parts: [
      { part: 'title', over: title, text: subject },
      ...(doubt.until === null
        ? [lead(`${said.told[frame.language]} `, { source: cutLine(visibleLine(doubt.measure), 200) }), paragraph(said.mend[frame.language])]
        : [lead(said.over[frame.language])]),
    ],
    references: [],
    attachments: [],
  });
}
