import { expect, test } from 'vitest';
import { pair } from '../../../src/diff/pair.ts';
import { amended, chance, madeUpPolicy, treeOf } from '../../bench/made-up-policies.ts';

const sentence = 'Wij verwerken uw gegevens niet langer dan nodig is voor het doel.';

test('1 MB of one sentence repeated: the one that changed is found', { timeout: 60_000 }, () => {
  const old = Array.from({ length: 15_800 }, () => sentence);
  const fresh = old.map((line, index) => (index === 9_000 ? line.replace('niet', 'wel') : line));
  const { pairings, coarse } = pair(treeOf(old), treeOf(fresh));
  expect(pairings.map((pairing) => `${pairing.kind} ${pairing.old[0]?.lines[0]}>${pairing.new[0]?.lines[0]}`)).toEqual(['modified 9001>9001']);
  expect(coarse).toBe(false);
});

test('1 MB of one sentence, every tenth changed: each is paired with its own', { timeout: 60_000 }, () => {
  const old = Array.from({ length: 15_800 }, () => sentence);
  const fresh = old.map((line, index) => (index % 10 === 3 ? line.replace('niet', `wel${index}`) : line));
  const { pairings } = pair(treeOf(old), treeOf(fresh));
  expect(pairings).toHaveLength(1_580);
  expect(pairings.every((pairing) => pairing.kind === 'modified' && pairing.old[0]?.lines[0] === pairing.new[0]?.lines[0])).toBe(true);
});

test('20,000 clauses of one word end, and the answer says that it is coarse', { timeout: 60_000 }, () => {
  const words = ['ja', 'nee', 'soms', 'altijd', 'nooit'];
  const drawn = (seed: number): readonly string[] => {
    const next = chance(seed);
    return Array.from({ length: 20_000 }, () => words[Math.floor(next() * words.length)] ?? '');
  };
  const [old, fresh] = [drawn(1), drawn(2)];
  const { pairings, unchanged, coarse } = pair(treeOf(old), treeOf(fresh));
  expect(unchanged).toBeGreaterThan(5_000);
  expect(pairings.length).toBeGreaterThan(0);
  expect(coarse).toBe(true);
});

test('1 MB in a single clause ends', { timeout: 60_000 }, () => {
  const old = Array.from({ length: 15_800 }, () => sentence).join(' ');
  const fresh = Array.from({ length: 15_800 }, (_, index) => (index % 10 === 3 ? sentence.replace('niet', `wel${index}`) : sentence)).join(' ');
  const { pairings } = pair(treeOf([old]), treeOf([fresh]));
  expect(pairings.map((pairing) => pairing.kind)).toEqual(['modified']);
});

test('with hardly any budget the exact matches still stand, and the answer says that it is coarse', () => {
  const old = madeUpPolicy(400, 5);
  const fresh = amended(old, 9, 0.2);
  const full = pair(treeOf(old), treeOf(fresh));
  const poor = pair(treeOf(old), treeOf(fresh), { operations: 10 });
  expect(full.coarse).toBe(false);
  expect(poor.coarse).toBe(true);
  expect(poor.unchanged).toBeGreaterThan(0.9 * full.unchanged);
  expect(pair(treeOf(old), treeOf(fresh), { operations: 10 })).toEqual(poor);
});

test('a large policy with few changes costs little more than a small one in its changed part', () => {
  const old = madeUpPolicy(6_000, 3);
  const { pairings, unchanged } = pair(treeOf(old), treeOf(old.map((line, index) => (index === 101 ? `${line} Voortaan kosteloos.` : line))));
  expect(pairings.map((pairing) => pairing.kind)).toEqual(['modified']);
  expect(unchanged).toBe(5_999);
});
