import { hash } from 'node:crypto';
import { fold, foldsOf } from '../domain/fold.ts';
import type { Sha256 } from '../domain/ids.ts';
import type { DraftBlock } from './document.ts';

/** Numbers of ordered lists are words of the page too; bullets are not. Line by line this is the fold of the whole. */
function wordsOf(block: DraftBlock, folded: string): string {
  return block.marker === null || block.marker === '•' ? folded : fold(`${block.marker} ${block.text}`);
}

const wordings = new WeakMap<readonly DraftBlock[], string>();

/** A page's wording alone, folded; kept with the blocks, because hash, verdict and memory all ask for it. */
export function wordingOf(blocks: readonly DraftBlock[]): string {
  const known = wordings.get(blocks);
  if (known !== undefined) return known;
  const folds = foldsOf(blocks);
  const wording = blocks.map((block, at) => wordsOf(block, folds[at] ?? '')).filter((words) => words !== '').join(' ');
  wordings.set(blocks, wording);
  return wording;
}

/** SHA-256 over the folded wording, so that markup, quotes, spacing and the division into blocks do not count. */
export function hashOf(blocks: readonly DraftBlock[]): Sha256 {
  return `sha256:${hash('sha256', wordingOf(blocks))}` as Sha256;
}
