/* oxlint-disable no-console -- a benchmark prints */
import process from 'node:process';
import { diffWords } from 'diff';
import { annotate } from '../../src/clauses/annotate.ts';
import { compare } from '../../src/diff/compare.ts';
import { pair } from '../../src/diff/pair.ts';
import type { ClauseTree } from '../../src/domain/clause.ts';
import { amended, madeUpPolicy, treeOf } from './made-up-policies.ts';

interface Case {
  readonly name: string;
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  /** What the figures ask for, in milliseconds. */
  readonly wantedMs: number | null;
}

const sentence = 'Wij verwerken uw gegevens niet langer dan nodig is voor het doel.';
const repeated = Array.from({ length: 15_800 }, () => sentence);
const single = Array.from({ length: 20_000 }, (_, index) => ['ja', 'nee', 'soms', 'altijd', 'nooit'][(index * index + 3 * index) % 5] ?? '');

const sizes = [160, 2_000, 12_000] as const;
const wanted: Readonly<Record<number, number>> = { 160: 25, 2_000: 400, 12_000: 8_000 };

const cases: readonly Case[] = [
  ...sizes.map((size): Case => {
    const old = madeUpPolicy(size, size);
    return { name: `${size} clauses, amended`, old, fresh: amended(old, 7), wantedMs: wanted[size] ?? null };
  }),
  { name: '2000 clauses, all others', old: madeUpPolicy(2_000, 1), fresh: madeUpPolicy(2_000, 2), wantedMs: null },
  { name: '1 MB of one sentence, one changed', old: repeated, fresh: repeated.map((line, index) => (index === 9_000 ? line.replace('niet', 'wel') : line)), wantedMs: null },
  { name: '1 MB of one sentence, every tenth changed', old: repeated, fresh: repeated.map((line, index) => (index % 10 === 3 ? line.replace('niet', `wel${index}`) : line)), wantedMs: null },
  { name: '1 MB in one clause', old: [repeated.join(' ')], fresh: [repeated.map((line, index) => (index % 10 === 3 ? line.replace('niet', `wel${index}`) : line)).join(' ')], wantedMs: null },
  { name: '20,000 clauses of one word', old: single, fresh: single.toReversed(), wantedMs: null },
];

/** The peer gets this long for a text; where it takes longer, the ratio is a lower bound. */
const peerTimeoutMs = 5_000;

function timed(work: () => unknown): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(rounds: number, work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => timed(work)).toSorted((a, b) => a - b);
  return times[Math.floor(rounds / 2)] ?? 0;
}

console.log('Made-up policies; medians after a warm-up, milliseconds. "alignment" pairs clauses and words, "whole" also annotates and judges.');
console.log('peer: diffWords of the diff package on the whole texts, given 5 s.\n');
console.log(['case'.padEnd(44), 'alignment', '  whole', ' wanted', '  diffWords', ' peer ÷ ours', ' memory'].join(' '));

for (const { name, old, fresh, wantedMs } of cases) {
  const trees: readonly [ClauseTree, ClauseTree] = [treeOf(old), treeOf(fresh)];
  const characters = old.join('').length;
  const rounds = characters <= 100_000 ? 15 : characters <= 800_000 && old.length <= 2_000 ? 5 : 1;
  compare(...trees, annotate);
  const alignmentMs = median(rounds, () => pair(...trees));
  const wholeMs = median(rounds, () => compare(...trees, annotate));
  let finished = true;
  const peerMs = timed(() => {
    finished = diffWords(old.join('\n'), fresh.join('\n'), { timeout: peerTimeoutMs }) !== undefined;
  });
  const memory = `${Math.round(process.memoryUsage().rss / 1e6)} MB`;
  console.log(
    [
      name.padEnd(44),
      alignmentMs.toFixed(1).padStart(9),
      wholeMs.toFixed(0).padStart(7),
      (wantedMs === null ? '' : `< ${wantedMs}`).padStart(7),
      `${finished ? '' : '> '}${peerMs.toFixed(0)}`.padStart(11),
      `${finished ? '' : '> '}${(peerMs / alignmentMs).toFixed(1)}×`.padStart(12),
      memory.padStart(7),
    ].join(' '),
  );
}

const base = madeUpPolicy(6_000, 3);
const edits = (count: number): number => {
  const old = treeOf(base.slice(0, count));
  const fresh = treeOf(base.slice(0, count).map((line, index) => (index === 100 ? `${line} Voortaan kosteloos.` : line)));
  return median(3, () => pair(old, fresh));
};
console.log('\nOne changed clause among unchanged ones:', [1_500, 3_000, 6_000].map((count) => `${count}: ${edits(count).toFixed(1)} ms`).join(', '));
