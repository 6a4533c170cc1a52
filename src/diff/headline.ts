import type { Direction } from '../domain/change.ts';
import type { Topic } from '../domain/clause.ts';
import type { Bilingual, ReaderLanguage } from '../domain/language.ts';
import { topicLabels } from './headline-labels.ts';
import { dateFor, shortened, valueFor } from './headline-words.ts';
import type { PlacedFactChange } from './judge-facts.ts';
import type { Judgement, Pairing } from './pairing.ts';
import type { Finding } from './significance.ts';

/** A headline fits a mail's subject. */
const longest = 110;
/** Of the policy's own words, no more than this. */
const quoteLength = 70;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** A label within a line; one that begins with an abbreviation stays as it is. */
const within = (label: string): string => (/^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1));

/** A headline cut to its length, its quotation marks and brackets closed. */
function fitted(line: string): string {
  if (line.length <= longest) return line;
  const cut = shortened(line, longest - 2);
  const open = (cut.split('"').length - 1) % 2 === 1 ? '"' : '';
  return `${cut}${open}${cut.lastIndexOf(' (') > cut.lastIndexOf(')') ? ')' : ''}`;
}

/** What a period or amount is about, in the clause's own words: the kind of data named nearest before it. */
function subjectOf(fact: PlacedFactChange, facts: readonly { readonly value: string; readonly span: readonly [number, number] }[]): string {
  const at = (fact.newFact ?? fact.oldFact)?.span[0] ?? 0;
  const nearest = facts.filter((one) => one.span[1] <= at && at - one.span[1] < 120).at(-1);
  return nearest === undefined ? '' : nearest.value;
}

function factLine(fact: PlacedFactChange, reader: ReaderLanguage, topic: Topic, subject: string): string {
  const nl = reader === 'nl';
  const [old, now] = [fact.old === null ? null : valueFor(fact.type, fact.old, reader), fact.new === null ? null : valueFor(fact.type, fact.new, reader)];
  const label = topicLabels[topic][reader];
  const about = subject === '' ? label : topic === 'retention' && nl ? `${label} ${subject.toLowerCase()}` : `${label} (${subject.toLowerCase()})`;
  if (fact.type === 'party') {
    const role = topic === 'recipients' ? (nl ? 'ontvanger' : 'recipient') : topic === 'complaint' ? (nl ? 'klachteninstantie' : 'complaints body') : nl ? 'partij' : 'party';
    if (old === null) return nl ? `Nieuwe ${role}: ${now}` : `New ${role}: ${now}`;
    if (now === null) return nl ? `${capital(role)} vervalt: ${old}` : `${capital(role)} removed: ${old}`;
    return `${capital(role)}: ${old} → ${now}`;
  }
  if (old !== null && now !== null) return `${about}: ${fact.type === 'duration' && topic !== 'retention' && topic !== 'children-age' ? (nl ? 'termijn ' : 'period ') : ''}${old} → ${now}`;
  if (fact.type === 'data-category') {
    const named = now ?? old ?? '';
    return now === null ? (nl ? `Gegevens niet meer genoemd: ${named}` : `Data no longer named: ${named}`) : topic === 'data-categories' ? (nl ? `Nieuwe gegevens: ${named}` : `New data: ${named}`) : nl ? `Nieuwe gegevens (${within(label)}): ${named}` : `New data (${within(label)}): ${named}`;
  }
  const gone = now === null;
  const what = { duration: nl ? 'termijn' : 'period', age: nl ? 'leeftijd' : 'age', 'legal-basis': nl ? 'grondslag' : 'legal basis', 'data-category': nl ? 'gegevens' : 'data', country: nl ? 'land' : 'country', framework: nl ? 'kader' : 'framework', money: nl ? 'bedrag' : 'amount', percentage: 'percentage', contact: 'contact', url: 'link', date: nl ? 'datum' : 'date' }[fact.type];
  const kind = topic === 'legal-basis' && fact.type === 'legal-basis' ? '' : `${what} `;
  if (gone) return `${about}: ${kind}${old} ${nl ? 'vervalt' : 'removed'}`;
  const says = topic === 'retention' || fact.type === 'legal-basis' || fact.type === 'age';
  return says ? `${about}: ${fact.type === 'legal-basis' ? kind : ''}${nl ? 'nu' : 'now'} ${now}` : `${about}: ${what} ${now} ${nl ? 'toegevoegd' : 'added'}`;
}

function dateLine(fact: PlacedFactChange, rule: string, reader: ReaderLanguage): string {
  const nl = reader === 'nl';
  const now = fact.new === null ? null : dateFor(fact.new, reader);
  const old = fact.old === null ? null : dateFor(fact.old, reader);
  if (rule === 'date-of-effect') {
    if (now === null) return nl ? `Ingangsdatum ${old} niet meer vermeld` : `Date of effect ${old} no longer stated`;
    return nl ? `Ingangsdatum: ${old === null ? now : `${old} → ${now}`}` : `Date of effect: ${old === null ? now : `${old} → ${now}`}`;
  }
  if (rule === 'date-of-end') return `${nl ? 'Geldig tot' : 'Valid until'}: ${old === null ? now : now === null ? `${old} ${nl ? 'vervalt' : 'removed'}` : `${old} → ${now}`}`;
  if (rule === 'date-updated') return nl ? `Laatst bijgewerkt: ${now ?? 'datum vervalt'}` : `Last updated: ${now ?? 'date removed'}`;
  return `${nl ? 'Datum' : 'Date'}: ${old === null ? now : now === null ? `${old} ${nl ? 'vervalt' : 'removed'}` : `${old} → ${now}`}`;
}

const cosmeticLine: Readonly<Record<string, Bilingual>> = {
  renumbered: { nl: 'Nummer gewijzigd', en: 'Number changed' },
  moved: { nl: 'Verplaatst, woorden gelijk', en: 'Moved, same words' },
  'link-target': { nl: 'Ander linkdoel', en: 'Another link target' },
  form: { nl: 'Alleen opmaak of leestekens', en: 'Form or punctuation only' },
  spelling: { nl: 'Spelling verbeterd', en: 'Spelling corrected' },
  furniture: { nl: 'Pagina-onderdeel, geen beleidstekst', en: 'Page furniture, no policy text' },
  repeated: { nl: 'Herhaling van bestaande tekst', en: 'Repeats existing text' },
};

/** Data named where they are not collected, or no longer named where they were protected: what is said of them is the news. */
const misnames = ({ fact }: Finding, direction: Direction): boolean =>
  fact?.type === 'data-category' && ((fact.old === null && direction === 'more-protective') || (fact.new === null && direction === 'less-protective'));

/** One sentence for a mail's subject, from the finding that weighs most: its fact, its decisive word, or the policy's own words. */
export function headlineOf({ significance, direction }: Pick<Judgement, 'significance' | 'direction'>, topics: readonly Topic[], findings: readonly Finding[], pairing: Pairing, dataNames: readonly { readonly value: string; readonly span: readonly [number, number] }[]): Bilingual {
  const topic = topics[0] ?? 'other';
  const ranked = findings.filter((one) => one.significance === significance).toSorted((one, other) => other.weight - one.weight);
  const top = ranked.find((one) => !misnames(one, direction)) ?? ranked[0] ?? findings[0];
  if (top === undefined) return topicLabels[topic];
  const line = (reader: ReaderLanguage): string => {
    const nl = reader === 'nl';
    const label = topicLabels[topic][reader];
    const known = cosmeticLine[top.reason.rule]?.[reader];
    if (significance === 'cosmetic' && known !== undefined) {
      const place = pairing.new[0] ?? pairing.old[0];
      const what = top.reason.rule === 'renumbered' ? `${pairing.old[0]?.number ?? '–'} → ${pairing.new[0]?.number ?? '–'}` : (place?.number ?? shortened(place?.text ?? '', 40));
      return `${known}: ${what}`;
    }
    if (top.fact !== undefined && top.fact.type === 'date') return dateLine(top.fact, top.reason.rule, reader);
    if (top.fact !== undefined) {
      const subject = top.fact.type === 'duration' && topic === 'retention' ? subjectOf(top.fact, dataNames) : '';
      const more = findings.filter((one) => one.fact !== undefined && one.fact.type === top.fact?.type && one.fact.type === 'party' && one.fact.old === null && top.fact.old === null && one !== top).length;
      const first = factLine(top.fact, reader, topic, subject);
      return more === 0 ? first : `${first} ${nl ? `en ${more} andere` : `and ${more} more`}`;
    }
    if (top.reason.rule === 'heading') return `${nl ? 'Kop' : 'Heading'}: ${shortened((pairing.new[0] ?? pairing.old[0])?.text ?? '', quoteLength)}${pairing.new.length === 0 ? (nl ? ' (vervalt)' : ' (removed)') : ''}`;
    if (top.around !== undefined) {
      const said = top.swap === undefined ? top.reason.text[reader] : `"${top.swap.from}" → "${top.swap.to}"`;
      return `${label}: ${said}${said.includes(`"${top.around}"`) ? '' : ` ("${top.around}")`}`;
    }
    return `${label}: ${top.reason.text[reader]}`;
  };
  return { nl: fitted(line('nl')), en: fitted(line('en')) };
}
