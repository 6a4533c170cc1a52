import type { Change, WordRun } from '../domain/change.ts';
import type { Clause } from '../domain/clause.ts';
import { html, none, quoted, type Markup } from './markup.ts';
import type { Visit } from './visit.ts';

/** A clause is cut here; the median clause has some 300 characters, and a page must stay one that a browser can show. */
const maxClauseCharacters = 20_000;

/** Words of one side or of both, with what was deleted and inserted marked for eyes and for ears. */
export function redline(visit: Visit, words: readonly WordRun[], side: 'both' | 'old' | 'new', language: string | null): Markup {
  const { compare: w } = visit.words;
  const pieces: Markup[] = [];
  let left = maxClauseCharacters;
  let cut = 0;
  for (const run of words) {
    if ((run.op === 'insert' && side === 'old') || (run.op === 'delete' && side === 'new')) continue;
    const text = run.text.slice(0, left);
    cut += run.text.length - text.length;
    left -= text.length;
    if (text === '') continue;
    if (run.op === 'delete') pieces.push(html`<del><span class="vh">${w.deletedStart}</span>${text}<span class="vh">${w.deletedEnd}</span></del>`);
    else if (run.op === 'insert') pieces.push(html`<ins><span class="vh">${w.insertedStart}</span>${text}<span class="vh">${w.insertedEnd}</span></ins>`);
    else pieces.push(html`${text}`);
  }
  const rest = cut > 0 ? html`<span class="quiet">${w.cutText(cut)}</span>` : none;
  return html`<span class="text">${quotedPieces(pieces, language)}</span>${rest}`;
}

function quotedPieces(pieces: readonly Markup[], language: string | null): Markup {
  const lang = language !== null && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/u.test(language) ? language : null;
  return lang === null ? html`<bdi>${pieces}</bdi>` : html`<bdi lang="${lang}">${pieces}</bdi>`;
}

/** A clause as it stands, with its number. */
export function clauseText(visit: Visit, clause: Clause, language: string | null): Markup {
  const { compare: w } = visit.words;
  const number = clause.number === null ? none : html`<span class="number">${clause.number}</span> `;
  const text = clause.text.slice(0, maxClauseCharacters);
  const rest = clause.text.length > text.length ? html`<span class="quiet">${w.cutText(clause.text.length - text.length)}</span>` : none;
  if (clause.cells !== null && clause.cells.length > 1) return html`${number}<span class="text cells">${clause.cells.map((cell) => html`<span class="cell">${quoted(cell.slice(0, 4000), language)}</span>`)}</span>`;
  return html`${number}<span class="text">${quoted(text, language)}</span>${rest}`;
}

/** Whole clauses as deleted or inserted words, where the change gives no finer ones. */
export function wordsOf(change: Change): readonly WordRun[] {
  if (change.words.length > 0) return change.words;
  const old = change.old.map((clause): WordRun => ({ op: 'delete', text: clause.text }));
  const fresh = change.new.map((clause): WordRun => ({ op: 'insert', text: clause.text }));
  const equal = change.old.length === 1 && change.new.length === 1 && change.old[0]?.text === change.new[0]?.text;
  if (equal) return [{ op: 'equal', text: change.new[0]?.text ?? '' }];
  return [...old, ...fresh];
}

/** @returns where a clause stands: its headings, and its number where it carries one */
export function placeText(visit: Visit, clause: Clause | undefined): string {
  const path = clause?.path.filter((heading) => heading !== clause.text) ?? [];
  const place = path.length === 0 ? visit.words.compare.top : path.join(' › ');
  return clause?.number === null || clause === undefined ? place : `${place} (${clause.number})`;
}
