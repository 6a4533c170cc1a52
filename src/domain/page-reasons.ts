import type { Reason } from './change.ts';
import type { ReaderLanguage } from './language.ts';

const said = (rule: string, nl: string, en: string): Reason => ({ rule, text: { nl, en } });

const share = (part: number): string => `${Math.round(part * 100)} %`;
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const locales: Readonly<Record<ReaderLanguage, string>> = { nl: 'nl-NL', en: 'en-GB' };

/** @returns "Engels" for `en`; the tag itself where it has no name */
export function languageIn(tag: string, reader: ReaderLanguage): string {
  try {
    return new Intl.DisplayNames([locales[reader]], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** "1 januari 2026" for a whole date; what is none stays as it is. */
function dayIn(day: string, reader: ReaderLanguage): string {
  const time = /^\d{4}-\d{2}-\d{2}$/u.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? day : new Intl.DateTimeFormat(locales[reader], { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}

/** A reason whose values have names of their own in each language. */
function inBoth(rule: string, values: (reader: ReaderLanguage) => readonly [one: string, other: string], nl: (one: string, other: string) => string, en: (one: string, other: string) => string): Reason {
  return said(rule, nl(...values('nl')), en(...values('en')));
}

/** What the verdict on a page, and the gate's decision on its words, rest on: each reason that there is, for people. */
export const pageReasons = {
  pdfEncrypted: said('pdf-encrypted', 'De pdf is versleuteld en vraagt om een wachtwoord.', 'The PDF is encrypted and asks for a password.'),
  pdfNoText: said('pdf-no-text', 'De pdf bevat geen tekst: het is een scan of een afbeelding.', 'The PDF has no text layer: it is a scan or a picture.'),
  pdfUnreadable: said('pdf-unreadable', 'Uit de lettertypen van de pdf blijkt niet welke letters er staan; de tekst is dus niet te lezen.', "The PDF's fonts do not say which letters they show, so its text cannot be read."),
  pdfBroken: said('pdf-broken', 'De pdf is beschadigd en kan niet worden geopend.', 'The PDF is damaged and cannot be opened.'),
  pdfTruncated: said('pdf-truncated', 'De pdf breekt af vóór het einde.', 'The PDF breaks off before its end mark.'),
  pdfTooLong: said('pdf-too-long', 'De pdf heeft meer pagina’s of tekst dan zo’n document kan hebben.', 'The PDF has more pages or text than a policy can have.'),
  notReadable: (mediaType: string) => said('media-type', `Het adres gaf ${mediaType}; dat is geen document dat als beleidstekst kan worden gelezen.`, `The body is ${mediaType}, which is no document that can be read as a policy.`),

  challenge: said('challenge', 'De server vraagt om bewijs dat er een mens kijkt (cf-mitigated: challenge).', 'The server asks for proof of being human (cf-mitigated: challenge).'),
  statusEmpty: (status: number) => said('status-empty', `De server antwoordde met status ${status}: zonder inhoud.`, `The server answered with status ${status}: no content.`),
  statusPart: (status: number) => said('status-part', `De server antwoordde met status ${status}: slechts een deel van de pagina.`, `The server answered with status ${status}: only part of the page.`),
  statusLogin: (status: number) => said('status-login', `De server antwoordde met status ${status}: eerst aanmelden.`, `The server answered with status ${status}: it wants a login.`),
  statusGone: (status: number) => said('status-gone', `De server antwoordde met status ${status}: de pagina bestaat niet.`, `The server answered with status ${status}: the page is not there.`),
  statusTrouble: (status: number) => said('status-trouble', `De server antwoordde met status ${status}: er is een storing.`, `The server answered with status ${status}: it is in trouble.`),
  statusRefused: (status: number) => said('status-refused', `De server antwoordde met status ${status}: hij weigert ons.`, `The server answered with status ${status}: it refuses us.`),
  statusNoPage: (status: number) => said('status-no-page', `De server antwoordde met status ${status}; dat is geen pagina.`, `The server answered with status ${status}, which is no page.`),

  undecodable: (part: number) => said('undecodable', `${(part * 100).toFixed(1).replace('.', ',')} % van de letters kon niet worden ontcijferd.`, `${(part * 100).toFixed(1)} % of the letters could not be decoded.`),
  wrongEncoding: (places: number) => said('wrong-encoding', `De letters zijn in de verkeerde codering gelezen (${counted(places, 'plaats', 'plaatsen')} zoals “Ã©”).`, `The letters were decoded in the wrong encoding (${places} places such as “Ã©”).`),
  placeholder: (shown: string) => said('placeholder', `Waar woorden horen te staan, staat een invulveld: “${shown}”.`, `A placeholder stands where words should be: “${shown}”.`),
  programError: (shown: string) => said('program-error', `In de pagina staat een foutmelding van een programma: “${shown}”.`, `A program's error message stands in the page: “${shown}”.`),
  twice: said('twice', 'De tekst staat tweemaal op de pagina.', 'The policy stands on the page twice.'),
  pageCut: said('page-cut', 'De pagina breekt af: het einde ontbreekt, en een deel van de tekst ook.', 'The page breaks off: its end mark is missing and so is part of its text.'),
  textCut: said('text-cut', 'De tekst breekt af midden in een zin van de bekende tekst.', 'The text breaks off in the middle of a sentence of the known text.'),

  checkBy: (maker: string) => said('check-by', `De pagina is een korte controle van ${maker}, niet het document.`, `The page is a short check by ${maker}, not the policy.`),
  siteErrorPage: said('site-error-page', 'De pagina lijkt op die welke deze site voor niet-bestaande adressen toont.', 'The page reads as the one that this site gives for addresses that do not exist.'),
  password: said('password', 'De pagina vraagt om een wachtwoord en zegt verder weinig.', 'The page asks for a password and says little else.'),
  otherTitle: (phrase: string) => said('other-title', `De titel zegt “${phrase}”, en de pagina heeft bijna niets gemeen met het bekende document.`, `The title says “${phrase}”, and the page shares next to nothing with the known policy.`),
  movedAway: (url: string | null) => said('moved-away', `De pagina zegt dat het document is verhuisd${url === null ? '' : ` naar ${url}`}.`, `The page says that the policy has moved${url === null ? '' : ` to ${url}`}.`),
  wallPhrase: (words: number, phrase: string) => said('wall-phrase', `De pagina telt ${counted(words, 'woord', 'woorden')} en zegt “${phrase}”.`, `The page has ${counted(words, 'word', 'words')} and says “${phrase}”.`),
  parked: (phrase: string) => said('parked', `Op het adres staat geen site van de leverancier: er staat “${phrase}”.`, `The address shows no site of the vendor: it says “${phrase}”.`),
  needsScript: said('needs-script', 'In de pagina zelf staat niets van het document: het wordt pas met JavaScript geladen.', 'Nothing of the policy is in the page itself: it only loads with JavaScript.'),
  noWords: said('no-words', 'De pagina bevat geen woorden.', 'The page has no words.'),
  fewWords: (words: number) => said('few-words', `De pagina telt slechts ${counted(words, 'woord', 'woorden')}.`, `The page has only ${counted(words, 'word', 'words')}.`),
  headingsOnly: said('headings-only', 'De bekende kopjes staan er, maar de tekst eronder is niet geladen.', 'The known headings are there, but the text under them has not loaded.'),
  toLogin: (path: string) => said('to-login', `Het adres leidt naar een aanmeldpagina (${path}) en de woorden van het document zijn weg.`, `The address leads to a login (${path}) and the policy's words are gone.`),
  toFrontPage: said('to-front-page', 'Het adres leidt naar de startpagina van de site en de woorden van het document zijn weg.', "The address leads to the site's front page and the policy's words are gone."),
  otherWords: (words: number, common: number) => said('other-words', `De pagina telt ${counted(words, 'woord', 'woorden')} en heeft ${share(common)} gemeen met het bekende document.`, `The page has ${counted(words, 'word', 'words')} and shares ${share(common)} with the known policy.`),
  unlikePolicy: said('unlike-policy', 'Noch de titel, noch de woorden zijn die van een beleidstekst.', 'Neither its title nor its words are those of a policy.'),
  sharesLittle: (common: number) => said('shares-little', `De pagina heeft ${share(common)} gemeen met het bekende document.`, `The page shares ${share(common)} with the known policy.`),
  untitled: said('untitled', 'Geen titel zegt dat dit een beleidstekst is; de woorden wel.', 'No title says that this is a policy; its words do.'),
  otherLanguage: (now: string, before: string) => inBoth('other-language', (reader) => [languageIn(now, reader), languageIn(before, reader)], (one, other) => `De pagina is in een andere taal (${one}) dan het bekende document (${other}).`, (one, other) => `The page is in another language (${one}) than the known policy (${other}).`),

  partOfPage: (heading: string, others: readonly string[]) => said('part-of-page', `Van de pagina is alleen het deel “${heading}” gelezen; zij bevat ook ${others.map((other) => `“${other}”`).join(', ')}.`, `Of the page only the part “${heading}” is read; it also holds ${others.map((other) => `“${other}”`).join(', ')}.`),

  waitSighting: said('wait-sighting', 'Nieuwe woorden, die de volgende controle nog eens moet tonen.', 'New words that the next look must show again.'),
  waitDoubtful: said('wait-doubtful', 'Zo veel van de pagina is weg of nieuw dat zij een tijd zo moet blijven voordat zij wordt geloofd.', 'So much of the page is gone or new that it must hold for a while before it is believed.'),
  waitLanguage: said('wait-language', 'De pagina is in een andere taal dan eerst; dat moet zo blijven voordat het wordt geloofd.', 'The page is in another language than before; it must stay so before it is believed.'),
  waitReturn: said('wait-return', 'De pagina toont weer een oudere tekst van zichzelf; blijft dat zo, dan wordt het gemeld.', 'The page shows an older wording of its own again; if it stays, that is told.'),
  waitFlap: said('wait-flap', 'Deze woorden kwamen en gingen al eerder; ze moeten blijven staan voordat ze worden geloofd.', 'These words came and went before; they must hold before they are believed.'),
  waitRestless: said('wait-restless', 'Deze plaats is kort geleden al gewijzigd; wat er staat moet blijven voordat het wordt geloofd.', 'This place has changed a short while ago; what it says must hold before it is believed.'),
  waitFlux: said('wait-flux', 'Alleen woorden die bij elke controle wisselen zijn anders.', 'Only words that change at every look are different.'),
  waitSettling: said('wait-settling', 'De pagina is nog in beweging; de volgende controle moet hetzelfde tonen.', 'The page is still changing; the next look must agree.'),

  backAtOlder: said('back-at-older', 'De pagina is terug bij een oudere tekst en is daarbij gebleven.', 'The page is back at an older wording and has stayed there.'),
  unconfirmed: said('unconfirmed', 'De nieuwe woorden zijn gezien, maar sindsdien was de pagina niet meer te lezen: dat ze er nog staan, is niet bevestigd.', 'The new words were seen, but the page could not be read since: that they still stand there is not confirmed.'),
  archiveEnds: said('archive-ends', 'De nieuwe woorden staan alleen in de laatste opname van het archief: dat ze zijn blijven staan, is niet bevestigd.', 'The new words stand only in the last capture of the archive: that they stayed is not confirmed.'),
  overtaken: said('overtaken', 'De nieuwe woorden zijn lang geleden gezien en nooit teruggenomen: er zijn nog nieuwere op gevolgd.', 'The new words were seen long ago and never taken back: still newer ones have followed them.'),
  looksInARow: (looks: number) => said('looks-in-a-row', `${counted(looks, 'controle toont', 'controles achtereen tonen')} de nieuwe woorden.`, `${counted(looks, 'look shows', 'looks in a row show')} the new words.`),
  wordsKept: (part: number) => said('words-kept', `Van de bekende woorden staat nog maar ${share(part)} er.`, `Only ${share(part)} of the known words are still there.`),
  languageChanged: (now: string, before: string) => inBoth('language-changed', (reader) => [languageIn(now, reader), languageIn(before, reader)], (one, other) => `De pagina is nu in een andere taal: ${one} in plaats van ${other}.`, (one, other) => `The page is now in another language: ${one} instead of ${other}.`),
  dateKept: (day: string) => inBoth('date-kept', (reader) => [dayIn(day, reader), ''], (one) => `De tekst is gewijzigd, maar de vermelde datum is nog steeds ${one}.`, (one) => `The text changed, yet its stated date is still ${one}.`),
  dateChanged: (before: string, now: string) => inBoth('date-changed', (reader) => [dayIn(before, reader), dayIn(now, reader)], (one, other) => `De vermelde datum ging van ${one} naar ${other}.`, (one, other) => `Its stated date went from ${one} to ${other}.`),
} as const;
