import type { Clause, Fact } from '../domain/clause.ts';
import { TakenPlaces } from './facts-spans.ts';

const make = (type: 'contact' | 'url', text: string, start: number, end: number): Fact => ({
  type, value: text.slice(start, end), quote: text.slice(start, end), span: [start, end],
});

const mail = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu;
const address = /(?:https?:\/\/|www\.)[^\s<>"'“”()[\]|]{2,500}/giu;
const bareAddress = /(?<![\p{L}\p{N}@.-])[\p{L}\p{N}-]{2,40}(?:\.[\p{L}\p{N}-]{2,30}){0,3}\.(?:com|org|net|eu|nl|de|fr|es|it|be|io|ai|co|uk|app|dev|info)(?![\p{L}\p{N}.@-])(?:\/[^\s<>"'“”()[\]|,;]{0,200})?/giu;
const phone = /(?<![\p{L}\p{N}/.-])(?:\+|00|\(|0)[\d\s()./\u00A0-]{7,22}\d(?![\p{L}\p{N}])|(?<![\p{L}\p{N}/.-])1?[-. ]?\d{3}[-.]\d{3}[-.]\d{4}(?!\d)/gu;

/** Numbers without a leading nought (Spain, Italy's mobiles, Denmark …) are told by the word before them. */
const labelledPhone = /(?<![\p{L}\p{N}])(?:tel|tél|telef\p{L}{1,8}|téléph\p{L}{1,5}|teléf\p{L}{1,5}|phone|mobile|móvil|cellulare|fax|whatsapp|bel|call|rufnummer|hotline|llame al|llamar al|numero verde|chiam[ai] il|chiamare il|teléfono gratuito)[.:]{0,2} {0,2}(?:n[or°º.]{0,2} )?(\d[\d\s./\u00A0-]{6,18}\d)(?![\p{L}\p{N}])/giu;

/** Most clauses hold no address at all: a sign that every one has is looked for before its pattern is. */
const mailsIn = (text: string): readonly RegExpExecArray[] => (text.includes('@') ? [...text.matchAll(mail)] : []);
const addressesIn = (text: string): readonly RegExpExecArray[] =>
  /www\.|:\/\/|\.[\p{L}\p{N}]/iu.test(text) ? [...text.matchAll(address), ...text.matchAll(bareAddress)] : [];

/** @returns the web addresses written in a clause's text, and the targets of its links. */
export function urlsIn(clause: Pick<Clause, 'text' | 'links'>): readonly Fact[] {
  const { text } = clause;
  const mails = mailsIn(text).map((match) => [match.index, match.index + match[0].length] as const);
  const written = addressesIn(text).map((match) => {
    const length = match[0].replace(/[.,;:!?]+$/u, '').length;
    return make('url', text, match.index, match.index + length);
  });
  const places = new TakenPlaces(text.length, mails);
  const free = written.filter((one) => {
    const taken = places.touches(one.span);
    places.take(one.span);
    return !taken;
  });
  const linked = clause.links
    .filter((link) => /^https?:/iu.test(link.url))
    .map((link): Fact => {
      const start = Math.max(0, text.indexOf(link.text));
      return { type: 'url', value: link.url, quote: link.text, span: [start, Math.min(text.length, start + link.text.length)] };
    });
  const known = new Set(free.map((one) => one.value));
  return [...free, ...linked.filter((one) => !known.has(one.value))];
}

/** A telephone number has at least this many digits; what has fewer is an amount, a date or a section. */
const fewestDigits = 8;

const streets =
  'street|avenue|ave|road|rd|boulevard|blvd|lane|drive|square|way|parkway|place|court|straat|laan|weg|plein|kade|gracht|singel|dijk|hof|straße|strasse|str|allee|platz|ring|damm|ufer|rue|quai|impasse|chemin|calle|avenida|paseo|plaza|carrer|via|viale|piazza|corso|largo';
const streetWords = streets.split('|').filter((word) => !['via', 'viale', 'corso', 'calle', 'place', 'court', 'way', 'ring', 'hof', 'str', 'damm', 'ufer', 'largo', 'rd', 'plaza', 'lane', 'drive', 'platz', 'weg', 'dijk'].includes(word)).concat(['Way', 'Lane', 'Drive', 'Place', 'Court', 'Rd', 'Plaza']).join('|').split('|').flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1)]).join('|');
const numberFirst = new RegExp(`(?<![\\p{L}\\p{N}])\\d{1,5}[a-z]?,?(?: [\\p{L}\\p{N}.'’-]{1,30}){0,5}? (?:${streetWords})\\.?(?![\\p{L}])(?: \\p{Lu}[\\p{L}.'’-]{1,30}){0,3}(?:, \\p{Lu}[\\p{L}.'’-]{0,30}){0,2}(?:,? (?:\\d{4,6}|[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}(?![\\p{L}\\d])))?`, 'gu');
const nameFirst = /(?<![\p{L}\p{N}])(?:(?:Hoge|Lage|Oude|Nieuwe|Grote|Kleine|Lange|Korte|Van|Prins|Prinses|Koning|Koningin|Sint|St\.|Alte|Alten|Neue|Neuen|Große|Großen|Am|An der|An den|Im|Zum|Zur|Unter den|Via|Viale|Corso|Piazza|Calle|Avenida|Paseo|Plaza|Carrer|Rua) )?\p{Lu}[\p{L}.'’-]{1,40}(?:straat|laan|weg|plein|kade|gracht|singel|dijk|straße|strasse|str\.|allee|platz|ring|damm|ufer)? \d{1,5} ?[a-zA-Z]?,? (?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})? \p{Lu}[\p{L}-]{1,30}(?: \p{Lu}[\p{L}-]{1,30})?/gu;
const frenchAddress = /(?<![\p{L}\p{N}])\d{1,4}(?: (?:bis|ter))?,? (?:rue|avenue|boulevard|quai|place|chemin|impasse|allée)(?: [\p{L}'’-]{1,25}){1,6},? \d{5} \p{Lu}[\p{L}-]{1,30}/giu;
const postBox = /(?<![\p{L}\p{N}])(?:P\.? ?O\.? Box|Postbus|Postfach|Boîte postale|Apartado(?: de correos)?|Casella postale) \d{1,7}(?:, [\p{L}\p{N}][\p{L}\p{N} -]{1,40}){0,3}/giu;
const postcodeLine = /\b\d{4} ?[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b|^(?:[A-Z]{1,2}-)?\d{4,5} \p{Lu}/u;
const premises = /\b(?:floor|suite|building|house|verdieping|etage|étage|stock|piano|planta|bâtiment|gebouw|gebäude|edificio)\b/iu;

const streetLine = new RegExp(`(?:^\\d{1,5}[a-z]?,? .{1,40}(?:${streets})\\.?$)|(?:^.{2,40}(?:${streets})\\.? \\d{1,5} ?[a-z]?$)`, 'iu');

/** A line with a verb tells of an address that stands within it. */
const tells = /(?:^|\s)(?:is|zijn|luidt|are|ist|sind|lautet|est|sont|es|è)\s/u;

/** A line of a postal address is short and says nothing else. */
const longestAddressLine = 70;

function addressLine(text: string): readonly Fact[] {
  const trimmed = text.trim().replace(/[,;.]+$/u, '');
  if (trimmed === '' || trimmed.length > longestAddressLine || /[:;?!“"„«]/u.test(trimmed) || trimmed.split(/\s+/u).length > 10) return [];
  // A line that says something has more small words than an address.
  if (trimmed.split(/\s+/u).filter((word) => /^\p{Ll}{3}/u.test(word)).length > 2) return [];
  if (tells.test(trimmed)) return [];
  if (!postcodeLine.test(trimmed) && !premises.test(trimmed) && !streetLine.test(trimmed)) return [];
  const start = text.indexOf(trimmed);
  return [make('contact', text, start, start + trimmed.length)];
}

/** @returns e-mail addresses, telephone numbers and postal addresses, as written. */
export function contactsIn(text: string): readonly Fact[] {
  const mails = mailsIn(text).map((match) => make('contact', text, match.index, match.index + match[0].replace(/[.-]+$/u, '').length));
  const labelled = /\d{3}/u.test(text) || /\d \d/u.test(text) ? [...text.matchAll(labelledPhone)] : [];
  const phones = [
    ...[...text.matchAll(phone)].map((match) => make('contact', text, match.index, match.index + match[0].trimEnd().length)),
    ...labelled.map((match) => make('contact', text, match.index + match[0].length - (match[1] ?? '').length, match.index + match[0].length)),
  ]
    .filter((one) => one.value.replaceAll(/\D/gu, '').length >= fewestDigits && one.value.replaceAll(/\D/gu, '').length <= 15)
    .filter((one) => !/^\(?\d{1,2}[./-]\d{1,2}[./-]\d{4}/u.test(one.value));
  const line = addressLine(text);
  const inline = line.length > 0 ? [] : [numberFirst, nameFirst, frenchAddress, postBox].flatMap((pattern) => [...text.matchAll(pattern)].map((match) => make('contact', text, match.index, match.index + match[0].trimEnd().length)));
  const places = new TakenPlaces(text.length);
  return [...mails, ...line, ...inline.toSorted((one, other) => other.value.length - one.value.length), ...phones].filter((one) => {
    const taken = places.touches(one.span);
    if (!taken) places.take(one.span);
    return !taken;
  });
}
