import { foldsOf } from '../domain/fold.ts';
import type { Block, KnownGood, Reading } from '../domain/reading.ts';
import type { DraftBlock } from './document.ts';
import { wordingOf } from './wording.ts';

const headingLimit = 200;
const shingleWords = 5;
const shingleLimit = 512;

const space = 0x20;
const seed = 0x811c9dc5;
const factor = 0x01000193;

function mixed(state: number): number {
  const hash = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}

/**
 * The hashes of all five-word shingles of folded words, in their order; one of the whole for a shorter text. FNV-1a over
 * UTF-16 units, 32 bits: enough to compare samples of shingles, nothing rests on it alone. Five shingles are open at any
 * place; their states move up by one at the end of each word.
 */
function hashesOf(foldedText: string): Uint32Array {
  const words = foldedWords(foldedText);
  const hashes = new Uint32Array(words < shingleWords ? Math.min(1, words) : words - shingleWords + 1);
  const lead = Math.min(words, shingleWords);
  let [one, two, three, four, five] = [seed, seed, seed, seed, seed];
  let read = 0;
  for (let at = 0; at < foldedText.length; at++) {
    const code = foldedText.charCodeAt(at);
    if (code === space) {
      if (++read >= shingleWords) hashes[read - shingleWords] = mixed(one);
      one = Math.imul(two ^ space, factor);
      two = Math.imul(three ^ space, factor);
      three = Math.imul(four ^ space, factor);
      four = Math.imul(five ^ space, factor);
      five = seed;
    } else {
      one = Math.imul(one ^ code, factor);
      two = Math.imul(two ^ code, factor);
      three = Math.imul(three ^ code, factor);
      four = Math.imul(four ^ code, factor);
      five = Math.imul(five ^ code, factor);
    }
  }
  // Of a text of fewer words the first is not yet the oldest.
  if (words > 0) hashes[hashes.length - 1] = mixed([five, four, three, two, one][lead - 1] ?? one);
  return hashes;
}

/** Each once and rising; changes the order of what it is given. */
function distinct(hashes: Uint32Array): Uint32Array {
  hashes.sort();
  let kept = 0;
  for (let at = 0; at < hashes.length; at++) if (at === 0 || hashes[at] !== hashes[kept - 1]) hashes[kept++] = hashes[at] ?? 0;
  return hashes.subarray(0, kept);
}

/** All five-word shingles of folded words, hashed, each once, rising; one shingle for a shorter text. */
export function shinglesOf(foldedText: string): Uint32Array {
  return distinct(hashesOf(foldedText));
}

const hashesKnown = new WeakMap<readonly DraftBlock[], Uint32Array>();

/** The shingles of a page's wording up to a hash, each once, rising; the hashes are kept with the blocks, because verdict and memory both ask. */
export function shinglesUpTo(blocks: readonly DraftBlock[], most: number): Uint32Array {
  let hashes = hashesKnown.get(blocks);
  if (hashes === undefined) {
    hashes = hashesOf(wordingOf(blocks));
    hashesKnown.set(blocks, hashes);
  }
  return distinct(hashes.filter((hash) => hash <= most));
}

const largestHash = 2 ** 32 - 1;

/** The smallest hashes of a page's shingles: looked for among twice as many as there should be below their limit. */
function sampleOf(blocks: readonly DraftBlock[], words: number): Uint32Array {
  const few = words <= 2 * shingleLimit ? null : shinglesUpTo(blocks, Math.ceil((largestHash * 2 * shingleLimit) / words));
  return (few !== null && few.length >= shingleLimit ? few : shinglesUpTo(blocks, largestHash)).subarray(0, shingleLimit);
}

/** @returns how many of the rising hashes `some` are among the rising hashes `all` */
export function commonShingles(some: ArrayLike<number>, all: Uint32Array): number {
  let common = 0;
  let at = 0;
  for (let index = 0; index < some.length; index++) {
    const hash = some[index] ?? 0;
    while (at < all.length && (all[at] ?? 0) < hash) at++;
    if (all[at] === hash) common++;
  }
  return common;
}

/** @returns how many words a folded text has */
export function foldedWords(folded: string): number {
  if (folded === '') return 0;
  let words = 1;
  for (let at = folded.indexOf(' '); at >= 0; at = folded.indexOf(' ', at + 1)) words++;
  return words;
}

/** The folds of a page's headings, in order. */
export function foldedHeadings(blocks: readonly Block[]): readonly string[] {
  const folds = foldsOf(blocks);
  return folds.filter((_, at) => blocks[at]?.kind === 'heading');
}

/** What to remember of a good reading. `seen` tells of its capture what the reading does not. */
export function knownGoodOf(reading: Reading, seen: Pick<KnownGood, 'finalUrl' | 'complete'>): KnownGood {
  const wordCount = foldedWords(wordingOf(reading.blocks));
  return {
    ...seen,
    title: reading.title,
    language: reading.language,
    headings: foldedHeadings(reading.blocks).slice(0, headingLimit),
    wordCount,
    shingles: [...sampleOf(reading.blocks, wordCount)],
    text: reading.text,
  };
}
