/** A clause's number or marker taken off its text. */
export interface Numbered {
  /** As written without trailing punctuation: `6.4`, `(i)`, `§ 3`, `Artikel 2`, `•`; null where there is none. */
  readonly number: string | null;
  /** Exactly as written, with its spacing and punctuation. */
  readonly marker: string;
  readonly text: string;
}

const bullet = /^[•·▪▫◦●○■□‣⁃*+➢➔►✓✔\uF0B7-](?:\s+|$)/u;
/** "Artikel 2", "Art. 5 lid 2", "§ 3", "Section IV": a word that counts, and its number. */
const named = /^(?:§{1,2}\s?\d{1,4}[a-z]?(?:\.\d{1,3}){0,3}|(?:artikel|article|art\.|artículo|articolo|section|sectie|sección|sezione|abschnitt|ziffer|paragraaf|hoofdstuk|chapter|chapitre|kapitel|capítulo|capitolo|annex|annexe|bijlage|anlage|appendix|schedule|part|deel|teil|clause|clausule|cláusula)\s{1,3}(?:\d{1,4}(?:\.\d{1,3}){0,4}[a-z]?|[IVXLC]{1,7}|[A-Z])(?:\s(?:lid|abs\.|absatz|para\.)\s\d{1,3})?)(?=$|[\s.:)–—-])[.:)]{0,2}(?:\s{0,3}[–—-](?=\s))?\s{0,4}/iu;
/** "6.4", "6.4.", "12)", "1.2.3)". */
const decimal = /^\d{1,3}(?:\.\d{1,2}){0,5}(?:\.\)|[.)])?(?=\s|$)\s{0,4}/u;
/** "6.Title", "1)Title": a number stuck to its words. */
const stuck = /^\d{1,3}(?:\.\d{1,2}){0,5}[.)](?=\p{L})/u;
const letters = /^(?:\(\s?(?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,7}|[A-Z])\s?\)[.:]?|(?:[a-z]|[A-Z]|[ivx]{1,6}|[IVX]{1,6})(?:\.\)|[.)]))(?:\s{1,4}|$)/u;
/** What a bare number must not be followed by: a unit, a month, a word that makes it a quantity. */
const quantity = /^(?:%|€|\$|£|(?:days?|weeks?|months?|years?|hours?|minutes?|dagen|dag|weken|maanden|maand|jaar|jaren|uur|uren|tage?n?|wochen?|monate?n?|jahre?n?|stunden?|jours?|mois|ans?|années?|semaines?|heures?|días?|meses|mes|años?|horas?|giorni|giorno|mesi|mese|anni|anno|ore|euro?s?|usd|eur|percent|procent|prozent|pour|per|bis|to|tot|and|en|und|or|of|oder|et|à|y|e|o|ou|x|st|nd|rd|th|january|february|march|april|may|june|july|august|september|october|november|december|januari|februari|maart|mei|juni|juli|augustus|oktober|januar|februar|märz|mai|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|de|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)\b)/iu;

/** The number at the start of a line, by its own form; a bare number before a unit or a month is a quantity. */
export function takeNumber(text: string): Numbered {
  const found = bullet.exec(text) ?? named.exec(text) ?? letters.exec(text) ?? decimalOf(text) ?? stuck.exec(text);
  if (found === null || found[0].length === 0) return { number: null, marker: '', text };
  const marker = found[0];
  const rest = text.slice(marker.length);
  // A number that stands alone is the text itself.
  if (!/[\p{L}\p{N}]/u.test(rest)) return { number: null, marker: '', text };
  return { number: numberOf(marker), marker, text: rest };
}

function decimalOf(text: string): RegExpExecArray | null {
  const found = decimal.exec(text);
  if (found === null) return null;
  const rest = text.slice(found[0].length);
  if (/[.)]\s*$/u.test(found[0])) return found;
  if (found[0].includes('.')) return quantity.test(rest) ? null : found;
  return /^\p{Lu}/u.test(rest) && !quantity.test(rest) && Number(found[0]) <= 199 ? found : null;
}

/** A marker without its spacing and trailing punctuation; brackets that open stay closed: `(i)`. */
export function numberOf(marker: string): string | null {
  const trimmed = marker.trim();
  if (trimmed === '') return null;
  if (trimmed.startsWith('(')) return trimmed.replace(/[.:]+$/u, '').replace(/\s+/gu, '');
  const bare = trimmed.replace(/\s{0,3}[–—-]$/u, '').replace(/[.:)]+$/u, '').trim();
  return bare === '' ? trimmed : bare;
}
