import type { WordRun } from '../domain/change.ts';
import type { Word } from '../domain/phrase-index.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import type { Vocabulary } from './lexicon/all.ts';
import type { NormKind } from './lexicon/lexicon.ts';

/** A word that binds, allows, forbids or limits, where it stands. UTF-16 offsets, end exclusive. */
export interface Norm {
  readonly kind: NormKind;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  /** Who acts in the sentence it stands in, as far as the words tell. */
  readonly actor: 'company' | 'person' | null;
}

/** Norms that deny. */
export const negations: ReadonlySet<NormKind> = new Set(['not', 'never']);

/** How far, in words, the subject of a modal verb may stand from it: before it, or after it where the order is turned. */
const subjectBefore = 12;
const subjectAfter = 3;

const sentenceBreak = /[.!?;:]\s|\n/u;

function actorOf(words: readonly Word[], text: string, vocabulary: Vocabulary, at: number, to: number): Norm['actor'] {
  const near = words.slice(Math.max(0, at - subjectBefore), to + subjectAfter);
  const position = Math.min(at, subjectBefore);
  const found = (['company', 'person'] as const).flatMap((who) => vocabulary.lists[who].find(near).map((match) => ({ who, at: match.from })));
  const joined = (index: number): boolean => {
    const [one, other] = [near[index], near[position]];
    if (one === undefined || other === undefined) return false;
    return !sentenceBreak.test(text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start)));
  };
  // A subject mostly comes first; one that follows counts as further away.
  const apart = (at: number): number => (at <= position ? position - at : at - position + subjectAfter);
  const sorted = found.filter((one) => joined(one.at)).toSorted((one, other) => apart(one.at) - apart(other.at));
  return sorted[0]?.who ?? null;
}

/** @returns the norms in a text, in order; an idiom ("do not hesitate") is none, and of overlapping ones the longest counts. */
export function normsIn(text: string, vocabulary: Vocabulary): readonly Norm[] {
  const words = wordsOf(text);
  const covered = new Set<number>();
  const cover = (from: number, to: number): void => {
    for (let index = from; index < to; index += 1) covered.add(index);
  };
  for (const match of vocabulary.lists.idioms.find(words)) cover(match.from, match.to);
  const found: Norm[] = [];
  const longestFirst = vocabulary.norms.find(words).toSorted((one, other) => other.to - other.from - (one.to - one.from) || one.from - other.from);
  for (const match of longestFirst) {
    const [first, last] = [words[match.from], words[match.to - 1]];
    if (first === undefined || last === undefined) continue;
    if (Array.from({ length: match.to - match.from }, (_, offset) => match.from + offset).some((index) => covered.has(index))) continue;
    cover(match.from, match.to);
    found.push({ kind: match.value, quote: text.slice(first.start, last.end), start: first.start, end: last.end, actor: actorOf(words, text, vocabulary, match.from, match.to) });
  }
  for (const norm of restrictionsIn(words, text, covered, vocabulary)) found.push(norm);
  return found.toSorted((one, other) => one.start - other.start);
}

/** "Ne" and its "que" stand no further apart than this, in words. */
const restrictionReach = 6;

/** French limits with two words around the verb: "ne sont conservées que"; a "pas" between them makes it another sentence. */
function restrictionsIn(words: readonly Word[], text: string, covered: ReadonlySet<number>, vocabulary: Vocabulary): readonly Norm[] {
  if (!vocabulary.restricts) return [];
  return words.flatMap((word, from): readonly Norm[] => {
    if (word.lower !== 'ne' && word.lower !== 'n') return [];
    for (let to = from + 2; to < Math.min(words.length, from + restrictionReach); to += 1) {
      const [last, here] = [words[to], words[to]?.lower ?? ''];
      if (last === undefined || covered.has(to) || covered.has(to - 1) || sentenceBreak.test(text.slice(word.start, last.start))) return [];
      if (here === 'que' || here === 'qu') return [{ kind: 'only', quote: text.slice(word.start, last.end), start: word.start, end: last.end, actor: actorOf(words, text, vocabulary, from, to + 1) }];
    }
    return [];
  });
}

/** A norm that one side has and the other has not, within what changed. */
export interface NormChange {
  readonly kind: NormKind;
  readonly op: 'lost' | 'gained';
  readonly norm: Norm;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** @returns where each side's text was changed: runs of `op` in that side's own offsets */
export function changedRanges(words: readonly WordRun[], op: 'delete' | 'insert'): readonly Range[] {
  const ranges: Range[] = [];
  let at = 0;
  for (const run of words) {
    if (run.op !== 'equal' && run.op !== op) continue;
    if (run.op === op && /[\p{L}\p{N}]/u.test(run.text)) ranges.push({ start: at, end: at + run.text.length });
    at += run.text.length;
  }
  return ranges;
}

export const sideText = (words: readonly WordRun[], op: 'delete' | 'insert'): string =>
  words.filter((run) => run.op === 'equal' || run.op === op).map((run) => run.text).join('');

/**
 * The norms that a change gains and loses: those that touch changed words, less those that only changed place. Where a
 * kind was both lost and gained, only the surplus counts, from the end.
 */
export function normChanges(words: readonly WordRun[], vocabulary: Vocabulary): readonly NormChange[] {
  const touched = (op: 'delete' | 'insert'): readonly Norm[] => {
    const ranges = changedRanges(words, op);
    let next = 0;
    return normsIn(sideText(words, op), vocabulary).filter((norm) => {
      while ((ranges[next]?.end ?? Number.POSITIVE_INFINITY) <= norm.start) next += 1;
      return (ranges[next]?.start ?? Number.POSITIVE_INFINITY) < norm.end;
    });
  };
  const [lost, gained] = [touched('delete'), touched('insert')];
  const surplus = (side: readonly Norm[], otherSide: readonly Norm[], op: NormChange['op']): readonly NormChange[] => {
    const spare = new Map<NormKind, number>();
    for (const norm of otherSide) spare.set(norm.kind, (spare.get(norm.kind) ?? 0) + 1);
    return side.flatMap((norm): readonly NormChange[] => {
      const left = spare.get(norm.kind) ?? 0;
      if (left > 0) {
        spare.set(norm.kind, left - 1);
        return [];
      }
      return [{ kind: norm.kind, op, norm }];
    });
  };
  return [...surplus(lost, gained, 'lost'), ...surplus(gained, lost, 'gained')];
}
