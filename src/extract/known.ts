import { foldedText } from '../domain/fold.ts';
import type { KnownGood, Reading } from '../domain/reading.ts';
import type { DraftBlock } from './document.ts';
import { wordingOf } from './wording.ts';

const headingLimit = 200;
const shingleWords = 5;
const shingleLimit = 512;

/** FNV-1a over UTF-16 units, 32 bits: enough to compare samples of shingles, nothing rests on it alone. */
function hash32(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}

/** All five-word shingles of folded words, hashed, each once, rising; one shingle for a shorter text. */
export function shinglesOf(foldedText: string): Uint32Array {
  if (foldedText === '') return new Uint32Array();
  const starts = [0];
  for (let at = foldedText.indexOf(' '); at >= 0; at = foldedText.indexOf(' ', at + 1)) starts.push(at + 1);
  const hashes = new Uint32Array(Math.max(1, starts.length - shingleWords + 1));
  for (let at = 0; at < hashes.length; at++) hashes[at] = hash32(foldedText, starts[at] ?? 0, (starts[at + shingleWords] ?? foldedText.length + 1) - 1);
  hashes.sort();
  let kept = 0;
  for (let at = 0; at < hashes.length; at++) if (at === 0 || hashes[at] !== hashes[kept - 1]) hashes[kept++] = hashes[at] ?? 0;
  return hashes.subarray(0, kept);
}

const shinglesKnown = new WeakMap<readonly DraftBlock[], Uint32Array>();

/** The shingles of a page's wording; kept with the blocks, because verdict and memory both ask for them. */
export function shinglesOfBlocks(blocks: readonly DraftBlock[]): Uint32Array {
  const known = shinglesKnown.get(blocks);
  if (known !== undefined) return known;
  const shingles = shinglesOf(wordingOf(blocks));
  shinglesKnown.set(blocks, shingles);
  return shingles;
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

/** What to remember of a good reading. `seen` tells of its capture what the reading does not. */
export function knownGoodOf(reading: Reading, seen: Pick<KnownGood, 'finalUrl' | 'complete'>): KnownGood {
  return {
    ...seen,
    title: reading.title,
    language: reading.language,
    headings: reading.blocks.filter((block) => block.kind === 'heading').slice(0, headingLimit).map(foldedText),
    wordCount: foldedWords(wordingOf(reading.blocks)),
    shingles: [...shinglesOfBlocks(reading.blocks).subarray(0, shingleLimit)],
    text: reading.text,
  };
}
