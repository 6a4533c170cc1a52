import snowball from 'snowball-stemmers';
import type { Change } from '../domain/change.ts';
import { policyLanguages, type PolicyLanguage } from '../domain/language.ts';
import { findChange } from '../storage/comparisons.ts';
import { changeIdsAfter, highestChangeId, indexChange, indexedUpto, noteIndexed, searchChanges, searchReadings, versionAfter, versionsContaining, type ChangeHit, type Containing, type TextHit } from '../storage/search.ts';
import type { AppContext } from './context.ts';

type Needs = Pick<AppContext, 'storage'>;

const stemmerNames: Readonly<Record<PolicyLanguage, string>> = { nl: 'dutch', en: 'english', de: 'german', fr: 'french', es: 'spanish', it: 'italian' };
const stemmers = new Map(policyLanguages.map((language) => [language, snowball.newStemmer(stemmerNames[language])]));

/** A shorter stem would find half the dictionary. */
const shortestStem = 4;
const mostTerms = 12;

/**
 * What a person typed as an FTS5 expression: words in their other forms too (by the stems of the policies' languages, as
 * the beginning of a word), phrases between quotation marks as they are; all of them must be there.
 * @returns null where nothing was typed that can be searched for
 */
export function matchOf(typed: string): string | null {
  const terms: string[] = [];
  for (const match of typed.slice(0, 300).matchAll(/["“”„]([^"“”„]{1,200})["“”„]|([\p{L}\p{N}][\p{L}\p{N}\p{M}'’.@&-]{0,60})/gu)) {
    const [, phrase, word] = match;
    if (phrase !== undefined) terms.push(quote(phrase));
    else if (word !== undefined) terms.push(formsOf(word.replace(/[.'’@&-]+$/u, '')));
  }
  return terms.length === 0 ? null : terms.slice(0, mostTerms).join(' AND ');
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

function formsOf(word: string): string {
  const lower = word.toLowerCase();
  const stems = /^\p{L}+$/u.test(lower) ? [...stemmers.values()].map((stemmer) => stemmer.stem(lower)).filter((stem) => stem.length >= shortestStem && lower.startsWith(stem)) : [];
  const starts = [...new Set([...(lower.length >= shortestStem ? [lower] : []), ...stems, ...stems.flatMap(softened)])].filter((start, _, all) => !all.some((other) => other !== start && start.startsWith(other)));
  return starts.length === 0 ? quote(word) : `(${[quote(word), ...starts.map((start) => `${quote(start)}*`)].join(' OR ')})`;
}

/** A policy that mentions what was searched for, and since when. */
export interface FoundPolicy {
  readonly hit: TextHit;
  readonly first: Containing;
  /** The first version without it after the last one with it; null while the newest has it. */
  readonly goneWith: Containing | null;
}

export interface TextsFound {
  readonly policies: readonly FoundPolicy[];
  readonly more: boolean;
}

const policiesShown = 50;

export async function searchTexts(context: Needs, typed: string, scope: 'current' | 'ever'): Promise<TextsFound> {
  const match = matchOf(typed);
  if (match === null) return { policies: [], more: false };
  const { db } = context.storage;
  const hits = await searchReadings(db, match, scope, policiesShown + 1);
  const policies: FoundPolicy[] = [];
  for (const hit of hits.slice(0, policiesShown)) {
    const containing = await versionsContaining(db, match, hit.policyId);
    if (containing === null) continue;
    policies.push({ hit, first: containing.first, goneWith: await versionAfter(db, hit.policyId, containing.last.number) });
  }
  return { policies, more: hits.length > policiesShown };
}

export interface ChangesFound {
  readonly changes: readonly ChangeHit[];
  readonly more: boolean;
  /** Newer changes whose words are not in the index yet. */
  readonly behind: number;
}

const changesShown = 100;

export async function searchChangeTexts(context: Needs, typed: string): Promise<ChangesFound> {
  const match = matchOf(typed);
  const { db } = context.storage;
  const behind = Math.max(0, (await highestChangeId(db)) - (await indexedUpto(db, 'changes')));
  if (match === null) return { changes: [], more: false, behind };
  const found = await searchChanges(db, match, changesShown + 1);
  return { changes: found.slice(0, changesShown), more: found.length > changesShown, behind };
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
