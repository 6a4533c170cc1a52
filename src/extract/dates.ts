import type { IsoDate } from '../domain/instant.ts';
import { dateAt, type FoundDate, type NumericOrder, numericOrderOf, type Token, tokensOf } from './date-tokens.ts';
import type { PageDocument } from './document.ts';
import { phrasesIn, phrasesOf } from './phrases/all.ts';
import type { Phrases } from './phrases/phrases.ts';

export interface StatedDates {
  readonly effectiveDate: IsoDate | null;
  readonly updatedDate: IsoDate | null;
}

interface Candidate {
  readonly kind: 'effective' | 'updated';
  readonly date: IsoDate;
  readonly score: number;
  /** Its label has two words or more, as "last updated" has. */
  readonly plain: boolean;
}

/** A policy states its dates near its beginning or its end. */
const headBlocks = 40;
const tailBlocks = 15;
/** In between only a short line of its own counts ("Last updated: May 21, 2020"). */
const lineLength = 100;
/** Longer blocks are searched in their beginning. */
const searchedLength = 600;
/** Tokens that may stand between the words and the date: a colon, "on", "the" … */
const reach = 6;

/** A year, or a date in numbers: without one there is no date that could be believed. */
const mayDate = /(?:19|20)\d{2}|\d[./-]\s?\d{1,2}[./-]\s?\d{2}/u;

/** @returns the dates that the policy states of itself; null where it states none, or one that could mean two days */
export function findDates(page: PageDocument, language: string | null): StatedDates {
  const order = numericOrderOf(`${page.pageText.slice(0, 20_000)}\n${page.pageText.slice(-5_000)}`, language, page.lang, hostOf(page.finalUrl));
  const lines = page.blocks.map((block) => block.text);
  let candidates = candidatesIn(lines, language, order);
  // The line with the date may have been taken for furniture.
  if (candidates.length === 0) candidates = candidatesIn(page.pageText.slice(0, 40_000).split('\n').filter((line) => line.length <= lineLength), language, order);
  return { effectiveDate: best(candidates, 'effective'), updatedDate: best(candidates, 'updated') };
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : null;
}

function best(candidates: readonly Candidate[], kind: Candidate['kind']): IsoDate | null {
  let top: Candidate | null = null;
  for (const candidate of candidates) if (candidate.kind === kind && (top === null || candidate.score > top.score)) top = candidate;
  return top?.date ?? null;
}

function candidatesIn(lines: readonly string[], language: string | null, order: NumericOrder): readonly Candidate[] {
  return lines.flatMap((line, at) => {
    const inHead = at < headBlocks;
    const inTail = at >= lines.length - tailBlocks;
    if ((!inHead && !inTail && line.length > lineLength) || !mayDate.test(line.slice(0, searchedLength))) return [];
    const found = candidatesInLine(line.slice(0, searchedLength), language, order, (inHead ? 2 : 0) + (inTail ? 1 : 0));
    // "Date" or "version" alone, in the middle of a document, is a column of some table.
    return inHead || inTail ? found : found.filter((candidate) => candidate.plain);
  }).concat(splitLabels(lines, language, order));
}

/** "Last updated" in one block and its date alone in the next. */
function splitLabels(lines: readonly string[], language: string | null, order: NumericOrder): readonly Candidate[] {
  return lines.slice(0, headBlocks).flatMap((line, at) => {
    const next = lines[at + 1];
    if (line.length > 40 || /\d/u.test(line) || next === undefined || next.length > 40 || !/\d/u.test(next)) return [];
    return candidatesInLine(`${line} : ${next}`, language, order, 1);
  });
}

function candidatesInLine(line: string, language: string | null, order: NumericOrder, place: number): readonly Candidate[] {
  const tokens = tokensOf(line);
  const out: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const found = dateAt(tokens, at, language, order);
    if (found === null) continue;
    const label = labelBefore(tokens, found, language);
    if (label !== null) {
      const short = line.length <= lineLength ? 3 : 0;
      const close = label.gap <= 2 ? 2 : 0;
      const leads = label.at === 0 ? 2 : 0;
      out.push({ kind: label.kind, date: found.date, score: short + close + leads + place + label.strength, plain: label.strength > 1 });
    }
    at = found.end - 1;
  }
  return out;
}

interface Label {
  readonly kind: Candidate['kind'];
  readonly gap: number;
  readonly at: number;
  readonly strength: number;
}

/** What a language writes before a date. */
interface LabelWords {
  readonly kind: Candidate['kind'];
  readonly strength: number;
  readonly parts: readonly string[];
  /** Among all labels of the languages that are searched: of two that fit equally well, the first counts. */
  readonly rank: number;
}

type LabelsByLastWord = ReadonlyMap<string, readonly LabelWords[]>;

/** By their last word: a page may hold tens of thousands of dates, and before each only few labels can stand. */
function labelsOf(lists: readonly Phrases[]): LabelsByLastWord {
  const byLastWord = new Map<string, LabelWords[]>();
  let rank = 0;
  for (const phrases of lists) {
    for (const [kind, entries, strength] of [['effective', phrases.effective, 1], ['updated', phrases.updated, 1], ['effective', phrases.from, -2]] as const) {
      for (const entry of entries) {
        const parts = entry.split(' ');
        const last = parts.at(-1) ?? '';
        const label = { kind, strength, parts, rank };
        rank += 1;
        const known = byLastWord.get(last);
        if (known === undefined) byLastWord.set(last, [label]);
        else known.push(label);
      }
    }
  }
  return byLastWord;
}

const labelsOfAll = labelsOf(Object.values(phrasesIn));
const labelsIn = new Map(Object.values(phrasesIn).map((own) => [own, labelsOf(own === phrasesIn.en ? [own] : [own, phrasesIn.en])]));

/** The label that ends nearest before the date, with little in between; the longest of those that end there. */
function labelBefore(tokens: readonly Token[], found: FoundDate, language: string | null): Label | null {
  const own = phrasesOf(language);
  const labels = (own === null ? undefined : labelsIn.get(own)) ?? labelsOfAll;
  const texts: string[] = [];
  const places: number[] = [];
  for (let at = Math.max(0, found.first - 14); at < found.first; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'word') continue;
    texts.push(token.text);
    places.push(at);
  }
  let top: Label & { readonly length: number } | null = null;
  const possible = [...new Set(texts)].flatMap((word) => labels.get(word) ?? []).toSorted((one, other) => one.rank - other.rank);
  for (const { kind, strength, parts } of possible) {
    const end = lastRun(texts, parts);
    if (end === null) continue;
    const lastAt = places[end - 1];
    const firstAt = places[end - parts.length];
    if (lastAt === undefined || firstAt === undefined) continue;
    const gap = found.first - 1 - lastAt;
    if (gap > reach || tokens.slice(lastAt + 1, found.first).some((token) => token.kind === 'number' || token.text === ';')) continue;
    if (strength < 0 && (gap > 1 || !aboutThePolicy(tokens))) continue;
    const length = parts.length;
    if (top === null || gap < top.gap - 1 || (Math.abs(gap - top.gap) <= 1 && length > top.length)) top = { kind, gap, at: firstAt, strength: strength + Math.min(2, length - 1), length };
  }
  return top;
}

/** Where the last occurrence of `parts` in `words` ends; null where there is none. */
function lastRun(words: readonly string[], parts: readonly string[]): number | null {
  for (let end = words.length; end >= parts.length; end -= 1) {
    if (parts.every((part, offset) => words[end - parts.length + offset] === part)) return end;
  }
  return null;
}

const policyWords = /^(?:polic|terms|condition|statement|notice|agreement|privac|cookie|voorwaarden|verklaring|beleid|overeenkomst|versie|version|bedingungen|datenschutz|fassung|erklärung|agb|richtlinie|politique|charte|accord|conditions|política|términos|condiciones|aviso|versión|informativa|termini|condizioni|versione|contratto)/u;

function aboutThePolicy(tokens: readonly Token[]): boolean {
  return tokens.length <= 40 && tokens.some((token) => token.kind === 'word' && policyWords.test(token.text));
}
