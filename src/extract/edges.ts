import { fold } from '../domain/fold.ts';
import type { DraftBlock } from './document.ts';
import { furnitureDe } from './words/furniture-de.ts';
import { furnitureEn } from './words/furniture-en.ts';
import { furnitureEs } from './words/furniture-es.ts';
import { furnitureFr } from './words/furniture-fr.ts';
import { furnitureIt } from './words/furniture-it.ts';
import { furnitureNl } from './words/furniture-nl.ts';
import { languageNames } from './words/language-names.ts';

const lines: ReadonlySet<string> = new Set([...furnitureEn, ...furnitureNl, ...furnitureDe, ...furnitureFr, ...furnitureEs, ...furnitureIt, ...languageNames]);
/** The longest furniture line; a longer block is not looked up. */
const lineLength = 60;

/** What each visitor or each minute sees otherwise, as a whole line: votes, views, reading times, addresses, clocks. */
const volatileLines: readonly RegExp[] = [
  /^\d{1,7} (?:out of|von|sur|van de|van|de|su) \d{1,7} (?:found this helpful|fanden dies hilfreich|ont trouvé cela utile|vonden dit nuttig|lo encontraron útil|hanno trovato utile)/u,
  /^(?:gelesen|views?|weergaven|vues|aufrufe|visitas|visualizzazioni)? ?[\d.,]{1,12} ?(?:views?|weergaven|keer bekeken|vues|aufrufe|visitas|visualizzazioni|shares?|comments?|reacties|kommentare|commentaires)$/u,
  /^(?:reading time |leestijd |lesezeit |temps de lecture )?\d{1,3} ?(?:min|mins|minutes?|minuten|minuti|minutos) (?:read|reading|leestijd|lesezeit|de lecture|de lectura|di lettura)$/u,
  /^(?:your|uw|je|ihre|votre|su|il tuo) ip(?: ?adres| ?address| ?adresse)?(?: is| lautet| est| es| è)? ?[\d.:a-f]{0,45}$/u,
  /^(?:your last visit|last visited|laatst bezocht|letzter besuch|dernière visite)\b.{0,50}$/u,
  /^(?:page generated|rendered|generated|seite generiert|pagina gegenereerd)\b.{0,60}$/u,
  /^(?:vor|il y a|hace)? ?(?:\d{1,3}|a|an|een|einem|un|une) (?:minutes?|hours?|days?|weeks?|months?|years?|minuten|uur|dagen|weken|maanden|jaar|tagen|wochen|monaten|jahren|jours?|mois|ans?) (?:ago|geleden|fa)$/u,
  /^(?:last |zuletzt |laatst )?(?:updated|bijgewerkt|aktualisiert|mis à jour|actualizado|aggiornato)\b.{0,20}\b(?:ago|geleden|fa|jours?|mois|ans?|días|meses|tagen|wochen|monaten|jahren)$/u,
  /^(?:written by|geschreven door|geschrieben von|rédigé par|escrito por|scritto da) .{2,40}$/u,
];
const copyright = /^(?:©|\(c\)\s|copyright\s(?:©|\(c\)|\d{4}))/iu;

function isPureLink(block: DraftBlock): boolean {
  if (block.links.length === 0 || block.kind === 'table-row') return false;
  if (block.links.some((link) => /^(?:mailto:|tel:|#)/iu.test(link.url) || link.url.includes('#'))) return false;
  let length = 0;
  for (const link of block.links) length += link.text.length;
  return length >= block.text.length * 0.8;
}

/** A line that is furniture wherever it stands. */
function isFurnitureLine(block: DraftBlock): boolean {
  if (block.text.length > lineLength * 2 || block.kind === 'heading' || block.kind === 'table-row') return false;
  const folded = fold(block.text);
  if (block.text.length <= lineLength && lines.has(folded) && folded.includes(' ') && !folded.includes('cookie')) return true;
  return volatileLines.some((pattern) => pattern.test(folded));
}

function isEdgeLine(block: DraftBlock): boolean {
  if (block.text.length > lineLength * 2) return false;
  if (block.text.length <= lineLength && lines.has(fold(block.text))) return true;
  return copyright.test(block.text) && block.kind !== 'heading';
}

/** More than this share of a page's blocks is no edge. */
const edgeShare = 0.25;

/**
 * Takes lines away that belong to the page around the policy: known lines wherever they stand, and at both ends links
 * alone, copyright lines and headings with nothing under them.
 */
export function trimEdges(blocks: readonly DraftBlock[]): readonly DraftBlock[] {
  const kept = blocks.filter((block) => !isFurnitureLine(block));
  const limit = Math.max(2, Math.floor(kept.length * edgeShare));
  let end = kept.length;
  for (let at = end - 1; at >= 0 && kept.length - at <= limit; at--) {
    const block = kept[at];
    if (block === undefined) break;
    if (isEdgeLine(block) || (isPureLink(block) && block.kind !== 'heading') || (block.kind === 'heading' && at === end - 1)) end = at;
    else break;
  }
  let start = 0;
  const first = kept.findIndex((block) => block.kind === 'heading' || block.text.length >= lineLength);
  if (first > 0 && first <= 12) {
    while (start < first) {
      const block = kept[start];
      if (block === undefined || !(isEdgeLine(block) || isPureLink(block))) break;
      start++;
    }
  }
  return start === 0 && end === kept.length ? kept : kept.slice(start, end);
}
