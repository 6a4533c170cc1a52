import type { Clause } from '../domain/clause.ts';
import type { Bilingual } from '../domain/language.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import { sameness } from './judge-values.ts';
import { furnitureLeads } from './lexicon/all.ts';
import type { Finding, Matter } from './significance.ts';
import { finding } from './significance.ts';

/** What a line begins with if it is a menu entry, a banner or a button. */
function furnished(text: string): boolean {
  const said = wordsOf(text).map((word) => word.lower).join(' ');
  return furnitureLeads.some((lead) => (lead.endsWith('$') ? said === lead.slice(0, -1) : said === lead || said.startsWith(`${lead} `)));
}


const spam = /(?:casino|bitcoin|viagra|betting bonus|slots?)\b.{0,200}(?:casino|bitcoin|bonus|jackpot)/isu;

/** Page furniture: a menu entry, a banner, an injected advertisement; not policy text. */
export function isFurniture(clauses: readonly Clause[]): boolean {
  return clauses.every((clause) => {
    const text = clause.text.trim();
    if (!/[\p{L}\p{N}]/u.test(text)) return true;
    if (spam.test(text) || /^btc casino|casino (?:deposit )?bonus$/iu.test(text)) return true;
    return text.length < 220 && furnished(text) && !/[.;]\s+\p{Lu}/u.test(text);
  });
}

const linkTargets = (clauses: readonly Clause[]): readonly string[] => clauses.flatMap((clause) => clause.links.filter((link) => /^https?:/iu.test(link.url) && !/\/cdn-cgi\/l\/email-protection/iu.test(link.url)).map((link) => sameness('url', link.url))).toSorted();

/** What changed where no word did: case, marks, markup, number, link. */
export function formFinding({ pairing, wording, norms }: Pick<Matter, 'pairing' | 'wording' | 'norms'>): Finding | null {
  if (pairing.kind === 'renumbered') {
    const [old, now] = [pairing.old[0]?.number ?? '', pairing.new[0]?.number ?? ''];
    return finding('renumbered', 'cosmetic', 0, 1, { nl: `alleen het nummer: ${old || '–'} → ${now || '–'}`, en: `number only: ${old || '–'} → ${now || '–'}` });
  }
  if (pairing.old.length === 0 || pairing.new.length === 0) return null;
  const relaid = pairing.kind === 'split' && norms.length === 0 && wording.gained.length === 0 && wording.lost.length === 0 && wording.edits.every((edit) => edit.class !== 'tone' && edit.class !== 'rename');
  if (!relaid && wording.edits.some((edit) => edit.class !== 'form')) return null;
  const [before, after] = [linkTargets(pairing.old), linkTargets(pairing.new)];
  const placed = pairing.kind === 'moved';
  if (after.length > before.length && !placed) return finding('link-added', 'minor', 0, 1, { nl: 'link toegevoegd aan dezelfde woorden', en: 'link put around the same words' });
  if (before.join() !== after.join()) return finding('link-target', 'cosmetic', 0, 1, { nl: 'ander doel achter dezelfde link', en: 'another target behind the same link' });
  const text: Bilingual = placed
    ? { nl: 'verplaatst, woorden gelijk', en: 'moved, same words' }
    : pairing.kind === 'split' || pairing.kind === 'merged'
      ? { nl: 'anders ingedeeld, woorden gelijk', en: 'laid out otherwise, same words' }
      : { nl: 'alleen vorm: hoofdletters, leestekens, spaties of opmaak', en: 'form only: case, punctuation, spacing or markup' };
  return finding(placed ? 'moved' : 'form', 'cosmetic', 0, 1, text);
}
