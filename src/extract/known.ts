import { fold } from '../domain/fold.ts';
import type { KnownGood, Reading } from '../domain/reading.ts';
import { wordingOf } from './wording.ts';

const headingLimit = 200;
const shingleWords = 5;
const shingleLimit = 512;

/** FNV-1a over UTF-16 units, 32 bits: enough to compare samples of shingles, nothing rests on it alone. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}

/** All five-word shingles of folded words, hashed; one shingle for a shorter text. */
export function shinglesOf(foldedText: string): ReadonlySet<number> {
  const words = foldedText === '' ? [] : foldedText.split(' ');
  const out = new Set<number>();
  for (let at = 0; at < Math.max(1, words.length - shingleWords + 1) && words.length > 0; at++) out.add(hash32(words.slice(at, at + shingleWords).join(' ')));
  return out;
}

/** What to remember of a good reading. `seen` tells of its capture what the reading does not. */
export function knownGoodOf(reading: Reading, seen: Pick<KnownGood, 'finalUrl' | 'complete' | 'errorPageText'>): KnownGood {
  const folded = wordingOf(reading.blocks);
  return {
    ...seen,
    title: reading.title,
    language: reading.language,
    headings: reading.blocks.filter((block) => block.kind === 'heading').slice(0, headingLimit).map((block) => fold(block.text)),
    wordCount: folded === '' ? 0 : folded.split(' ').length,
    shingles: [...shinglesOf(folded)].toSorted((a, b) => a - b).slice(0, shingleLimit),
    text: reading.text,
  };
}
