import snowball from 'snowball-stemmers';
import type { Change } from '../domain/change.ts';
import { policyLanguages, type PolicyLanguage } from '../domain/language.ts';
import { findChange } from '../storage/comparisons.ts';
import { changeIdsAfter, changesExceed, countCurrent, highestChangeId, indexChange, indexedUpto, noteIndexed, readingTexts, searchChanges, searchReadings, versionAfter, versionsContaining, type ChangeHit, type Containing, type TextHit } from '../storage/search.ts';
import type { AppContext } from './context.ts';

type Needs = Pick<AppContext, 'storage'>;

const stemmerNames: Readonly<Record<PolicyLanguage, string>> = { nl: 'dutch', en: 'english', de: 'german', fr: 'french', es: 'spanish', it: 'italian' };
const stemmers = new Map(policyLanguages.map((language) => [language, snowball.newStemmer(stemmerNames[language])]));

/** A shorter stem would find half the dictionary. */
const shortestStem = 4;
const shortestRomanceStem = 6;
const mostTerms = 12;

/** What is looked for. */
export interface Query {
  /** An FTS5 expression. */
  readonly match: string;
  /** What a word or a phrase that was found begins with, lower case. */
  readonly starts: readonly string[];
  /** The words one by one: as they were typed, and with their other forms. */
  readonly terms: readonly { readonly exact: string; readonly match: string }[];
}

/**
 * What a person typed as a query: words in their other forms too (by the stems of the policies' languages, as the
 * beginning of a word), phrases between quotation marks as they are; all of them must be there.
 * @returns null where nothing was typed that can be searched for
 */
export function queryOf(typed: string): Query | null {
  const terms: Term[] = [];
  for (const match of typed.slice(0, 300).matchAll(/["“”„]([^"“”„]{1,200})["“”„]|([\p{L}\p{N}][\p{L}\p{N}\p{M}'’.@&-]{0,60})/gu)) {
    const [, phrase, word] = match;
    if (phrase !== undefined) terms.push({ exact: quote(phrase), match: quote(phrase), starts: [phrase.trim().toLowerCase()] });
    else if (word !== undefined) terms.push(formsOf(word.replace(/[.'’@&-]+$/u, '')));
  }
  const used = terms.slice(0, mostTerms);
  return used.length === 0 ? null : { match: used.map((term) => term.match).join(' AND '), starts: used.flatMap((term) => term.starts), terms: used };
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Where a plural softens the last letter, the singular has another: brieven, brief; huizen, huis; policies, policy. */
const hardened: Readonly<Record<string, string>> = { v: 'f', z: 's', i: 'y' };

function softened(stem: string): readonly string[] {
  const hard = hardened[stem.at(-1) ?? ''];
  return hard === undefined ? [] : [`${stem.slice(0, -1)}${hard}`];
}

/** Endings that the stemmers of the Romance languages may take off; their verbs' endings are many other words' own. */
const romanceEndings = /^(?:s|es|e|x|i|o|a|os|as)$/u;

function stemOf(word: string, language: PolicyLanguage): readonly string[] {
  const stem = stemmers.get(language)?.stem(word) ?? word;
  if (stem.length < shortestStem || !word.startsWith(stem)) return [];
  const isRomance = language === 'fr' || language === 'es' || language === 'it';
  return isRomance && (stem.length < shortestRomanceStem || !romanceEndings.test(word.slice(stem.length))) ? [] : [stem];
}

interface Term {
  readonly exact: string;
  readonly match: string;
  readonly starts: readonly string[];
}

function formsOf(word: string): Term {
  const lower = word.toLowerCase();
  // Capitals within a word make it a name, which has no other forms: OpenAI is not "open".
  const isName = /\p{L}\p{Lu}/u.test(word);
  const stems = /^\p{L}+$/u.test(lower) && !isName ? policyLanguages.flatMap((language) => stemOf(lower, language)) : [];
  const starts = [...new Set([...(lower.length >= shortestStem && !isName ? [lower] : []), ...stems, ...stems.filter((stem) => stem !== lower).flatMap(softened)])].filter((start, _, all) => !all.some((other) => other !== start && start.startsWith(other)));
  const exact = quote(word);
  if (starts.length === 0) return { exact, match: exact, starts: [lower] };
  return { exact, match: `(${[exact, ...starts.map((start) => `${quote(start)}*`)].join(' OR ')})`, starts };
}

/** A policy that mentions what was searched for, and since when. */
export interface FoundPolicy {
  readonly hit: TextHit;
  readonly excerpt: readonly Excerpt[];
  /** Null where the words are too common to say since when. */
  readonly first: Containing | null;
  /** The first version without it after the last one with it; null while the newest has it. */
  readonly goneWith: Containing | null;
}

export interface TextsFound {
  readonly policies: readonly FoundPolicy[];
  /** Goes into the next call as `before`; null at the end. */
  readonly next: number | null;
  /** How many there are in all, counted no further than `countedPolicies`; null where past versions are searched too. */
  readonly count: { readonly policies: number; readonly vendors: number } | null;
}

/** Beyond it a reader narrows the search rather than reads on. */
export const countedPolicies = 1001;

/** A piece of a text around what was found in it. */
export interface Excerpt {
  readonly text: string;
  readonly found: boolean;
}

const policiesShown = 25;
const excerptCharacters = 130;
const excerptMarks = 12;

/** What marks headings, items and rows in a stored text; a reader wants the words. */
const marks = /^(?:#{1,6}|[*-])\s|^\||\|$/gmu;
const cellBorder = /[ \t]\|[ \t]/gu;

/** @returns the text around the first place that was found, in pieces; its beginning where none can be told */
export function excerptOf(text: string, starts: readonly string[]): readonly Excerpt[] {
  const escaped = starts.map((start) => start.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&').replace(/\s+/gu, '\\s{1,5}'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})[\\p{L}\\p{N}]{0,60}`, 'giu');
  const at = text.search(pattern);
  const near = Math.max(0, at - excerptCharacters);
  const space = near === 0 ? 0 : text.indexOf(' ', near) + 1;
  const from = space > 0 && space <= at ? space : near;
  const to = Math.max(0, at) + 2 * excerptCharacters;
  const wordEnd = to >= text.length ? text.length : text.lastIndexOf(' ', to);
  const piece = text.slice(from, wordEnd > at ? wordEnd : to).replace(marks, ' ').replace(cellBorder, ' · ').replace(/\s+/gu, ' ').trim().toWellFormed();
  const pieces: Excerpt[] = from > 0 ? [{ text: '… ', found: false }] : [];
  let end = 0;
  for (const match of piece.matchAll(pattern)) {
    if (pieces.length > 2 * excerptMarks) break;
    pieces.push({ text: piece.slice(end, match.index), found: false }, { text: match[0], found: true });
    end = match.index + match[0].length;
  }
  return [...pieces, { text: `${piece.slice(end)}${wordEnd < text.length ? ' …' : ''}`, found: false }];
}

export async function searchTexts(context: Needs, typed: string, scope: 'current' | 'ever', before: number | null = null): Promise<TextsFound> {
  const query = queryOf(typed);
  if (query === null) return { policies: [], next: null, count: null };
  const { db } = context.storage;
  const hits = await searchReadings(db, query.match, scope, before, policiesShown + 1);
  const shown = hits.slice(0, policiesShown);
  const containing = await versionsContaining(db, query.match, shown.map((hit) => hit.policyId));
  const texts = await readingTexts(db, shown.map((hit) => hit.readingId));
  const policies: FoundPolicy[] = [];
  for (const hit of shown) {
    const versions = containing?.get(hit.policyId) ?? null;
    const excerpt = excerptOf(texts.get(hit.readingId) ?? '', query.starts);
    policies.push({ hit, excerpt, first: versions?.first ?? null, goneWith: versions === null ? null : await versionAfter(db, hit.policyId, versions.last.number) });
  }
  const next = hits.length > policiesShown ? (shown.at(-1)?.readingId ?? null) : null;
  return { policies, next, count: scope === 'current' ? await countCurrent(db, query.match, countedPolicies) : null };
}

export interface ChangesFound {
  readonly changes: readonly ChangeHit[];
  readonly more: boolean;
  /** Newer changes whose words are not in the index yet. */
  readonly behind: number;
  /** Some words are so common that they were looked for as they were typed, without their other forms. */
  readonly exact: boolean;
}

const changesShown = 100;
/** Other forms of a word that more changes have than this cost seconds over millions, and add nothing to the newest hundred. */
const commonFrom = 3000;

export async function searchChangeTexts(context: Needs, typed: string): Promise<ChangesFound> {
  const query = queryOf(typed);
  const { db } = context.storage;
  const behind = Math.max(0, (await highestChangeId(db)) - (await indexedUpto(db, 'changes')));
  if (query === null) return { changes: [], more: false, behind, exact: false };
  const matches: string[] = [];
  for (const term of query.terms) matches.push(term.exact !== term.match && (await changesExceed(db, term.exact, commonFrom)) ? term.exact : term.match);
  const match = matches.join(' AND ');
  const found = await searchChanges(db, match, changesShown + 1);
  return { changes: found.slice(0, changesShown), more: found.length > changesShown, behind, exact: match !== query.match };
}

/**
 * Brings the index over changes up to date, some at a time so that no writer waits long.
 * @returns how many were added; fewer than `limit` means that it is complete
 */
export async function indexNewChanges(context: Needs, limit = 500): Promise<number> {
  return context.storage.transaction(async (db) => {
    const ids = await changeIdsAfter(db, await indexedUpto(db, 'changes'), limit);
    for (const id of ids) {
      const change = await findChange(db, id);
      if (change !== null) await indexChange(db, id, wordsOf(change));
    }
    const last = ids.at(-1);
    if (last !== undefined) await noteIndexed(db, 'changes', last);
    return ids.length;
  });
}

/** What a change can be found by: its headlines, and the clauses of both sides. */
function wordsOf(change: Change): string {
  return [change.headline.nl, change.headline.en, ...change.old.map((clause) => clause.text), ...change.new.map((clause) => clause.text)].join('\n');
}
