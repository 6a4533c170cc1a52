import { clausesOf } from '../../src/clauses/tree.ts';
import type { ClauseTree } from '../../src/domain/clause.ts';
import { readMarkdown } from '../../src/extract/markdown.ts';

/** A small generator of equally spread numbers (mulberry32): the same seed gives the same texts on every machine. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const glue = ['de', 'van', 'en', 'het', 'wij', 'uw', 'een', 'in', 'op', 'te', 'voor', 'met', 'die', 'niet', 'kan', 'of', 'door', 'aan', 'als', 'bij'];
const beginnings = ['ver', 'be', 'ont', 'ge', 'over', 'onder', 'door', 'her', 'aan', 'op', 'mee', 'voor', 'uit', 'in', 'na'];
const middles = ['werk', 'deel', 'waar', 'stuur', 'trek', 'leen', 'zend', 'bouw', 'meld', 'toon', 'loop', 'schrijf', 'reken', 'draag', 'geef', 'lees', 'haal', 'stel', 'breng', 'voer'];
const ends = ['ing', 'en', 'baar', 'heid', 'er', 'lijk', 'sel', 'ster', 'te', 'ingen'];

/** A policy of made-up words, one line a clause, a heading above every eighth. */
export function madeUpPolicy(clauses: number, seed: number): readonly string[] {
  const next = chance(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? '';
  const word = (): string => (next() < 0.45 ? pick(glue) : `${pick(beginnings)}${pick(middles)}${pick(ends)}`);
  return Array.from({ length: clauses }, (_, index) => {
    if (index % 8 === 0) return `## ${index / 8 + 1}. ${word()} ${word()}`;
    const words = Array.from({ length: 12 + Math.floor(next() * 40) }, word);
    return `${words.join(' ')} binnen ${Math.floor(next() * 90) + 1} dagen.`;
  });
}

/** An amendment of a policy: some clauses reworded, some gone, new ones, moves and splits. */
export function amended(lines: readonly string[], seed: number, share = 0.04): readonly string[] {
  const next = chance(seed);
  const result: string[] = [];
  const later: string[] = [];
  for (const line of lines) {
    const dice = next() / share;
    const words = line.split(' ');
    if (line.startsWith('#') || dice > 3) result.push(line);
    else if (dice < 1.6) result.push(words.map((word) => (next() < 0.15 ? `nieuw${word}` : word)).join(' '));
    else if (dice < 2) continue;
    else if (dice < 2.4) result.push(line, madeUpPolicy(2, Math.floor(next() * 1e9))[1] ?? '');
    else if (dice < 2.7) later.push(line);
    else result.push(`${words.slice(0, words.length >> 1).join(' ')}.`, words.slice(words.length >> 1).join(' '));
    if (later.length > 0 && next() < 0.02) result.push(later.shift() ?? '');
  }
  return [...result, ...later];
}

export function treeOf(lines: readonly string[], language: string | null = 'nl'): ClauseTree {
  return { language, title: null, effectiveDate: null, updatedDate: null, clauses: clausesOf(readMarkdown(lines.join('\n'))) };
}
