import type { WordRun } from '../domain/change.ts';
import type { PhraseIndex } from '../domain/phrase-index.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import type { Vocabulary } from './lexicon/all.ts';
import type { ScaleName } from './lexicon/scales.ts';
import { changedRanges, sideText } from './norms.ts';

/** A word on a scale, where it stands. UTF-16 offsets, end exclusive. */
export interface ScaleWord {
  readonly scale: ScaleName;
  readonly step: number;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
}

/** One practice that went from one step of its scale to another. */
export interface ScaleChange {
  readonly scale: ScaleName;
  readonly from: ScaleWord;
  readonly to: ScaleWord;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const overlap = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;

/** Runs longer than this, in characters, are sentences written anew: their words did not take each other's place. */
const longestRun = 90;

/** A phrase reaches this far, in characters, beyond the run that it touches. */
const phraseReach = 60;

/** @returns the phrases of an index that touch a range of a text, with where they stand; only what is near is read */
export function phrasesAt<Value>(index: PhraseIndex<Value>, text: string, range: Span): readonly (Span & { readonly value: Value })[] {
  const from = Math.max(0, range.start - phraseReach);
  const words = wordsOf(text.slice(from, range.end + phraseReach));
  return index
    .find(words)
    .map((match) => ({ value: match.value, start: from + (words[match.from]?.start ?? 0), end: from + (words[match.to - 1]?.end ?? 0) }))
    .filter((place) => overlap(range, place));
}

/** The scale words of a text that touch some ranges; of overlapping ones on a scale the longest counts. */
function scaleWordsIn(text: string, ranges: readonly Span[], vocabulary: Vocabulary): readonly ScaleWord[] {
  const found = ranges
    .filter((range) => range.end - range.start <= longestRun)
    .flatMap((range) => phrasesAt(vocabulary.scales, text, range).map(({ value, start, end }): ScaleWord => ({ ...value, quote: text.slice(start, end), start, end })));
  const longestFirst = found.toSorted((one, other) => other.quote.length - one.quote.length || one.start - other.start);
  const kept: ScaleWord[] = [];
  for (const word of longestFirst) if (!kept.some((other) => other.scale === word.scale && overlap(other, word))) kept.push(word);
  return kept.toSorted((one, other) => one.start - other.start);
}

/** A clause is searched for scale words where no more of it changed than this, in runs: longer, it was written anew. */
const mostRuns = 40;

/** The two words of a turn stand in changed runs that are no further apart than this, in characters of unchanged text. */
const reach = 48;

/** @returns how far a place of the new text stands from where the old text's place is now, counted in unchanged characters */
function gap(words: readonly WordRun[], from: ScaleWord, to: ScaleWord): number {
  let [oldAt, newAt, apart, seen] = [0, 0, 0, 0];
  for (const run of words) {
    const [oldEnd, newEnd] = [oldAt + (run.op === 'insert' ? 0 : run.text.length), newAt + (run.op === 'delete' ? 0 : run.text.length)];
    const here = (run.op === 'delete' && overlap(from, { start: oldAt, end: oldEnd }) ? 1 : 0) + (run.op === 'insert' && overlap(to, { start: newAt, end: newEnd }) ? 1 : 0);
    if (here > 0) seen += here;
    else if (seen > 0 && run.op === 'equal') apart += run.text.length;
    if (seen >= 2) return apart;
    [oldAt, newAt] = [oldEnd, newEnd];
  }
  return apart;
}

/** Scales of everyday words: one took the other's place only where little else was replaced with it. */
const plain: ReadonlySet<ScaleName> = new Set(['extent', 'moment', 'approval', 'need', 'times', 'cap']);

/** An edit of a plain word is no longer than this beyond the word itself, in characters. */
const beside = 24;

/** Whether two words stand in struck and written runs that hold little else. */
function replacedAlone(runs: readonly WordRun[], from: ScaleWord, to: ScaleWord): boolean {
  const longest = (op: 'delete' | 'insert', word: ScaleWord): boolean => {
    let at = 0;
    for (const run of runs) {
      if (run.op !== 'equal' && run.op !== op) continue;
      if (run.op === op && overlap(word, { start: at, end: at + run.text.length }) && run.text.length > word.quote.length + beside) return false;
      at += run.text.length;
    }
    return true;
  };
  return longest('delete', from) && longest('insert', to);
}

/**
 * The practices that a change turned around or widened: where a word of one step of a scale gave way to a word of another
 * step. A step that both sides name in their changed words was only said otherwise.
 */
export function scaleChanges(runs: readonly WordRun[], vocabulary: Vocabulary): readonly ScaleChange[] {
  if (!vocabulary.read || runs.length > mostRuns) return [];
  const lost = scaleWordsIn(sideText(runs, 'delete'), changedRanges(runs, 'delete'), vocabulary);
  if (lost.length === 0) return [];
  const gained = scaleWordsIn(sideText(runs, 'insert'), changedRanges(runs, 'insert'), vocabulary);
  return [...new Set(lost.map((word) => word.scale))].flatMap((scale): readonly ScaleChange[] => {
    const [before, after] = [lost.filter((word) => word.scale === scale), gained.filter((word) => word.scale === scale)];
    if (before.some((word) => after.some((other) => other.step === word.step))) return [];
    const furthest = (words: readonly ScaleWord[]): ScaleWord | undefined => words.toSorted((one, other) => other.step - one.step)[0];
    const [from, to] = [furthest(before), furthest(after)];
    if (from === undefined || to === undefined) return [];
    const apart = gap(runs, from, to);
    return apart > (plain.has(scale) ? 0 : reach) || (plain.has(scale) && !replacedAlone(runs, from, to)) ? [] : [{ scale, from, to }];
  });
}
