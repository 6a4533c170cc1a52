import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { clausesOf } from '../../../src/clauses/tree.ts';
import { pair } from '../../../src/diff/pair.ts';
import { changeKinds, type ChangeKind } from '../../../src/domain/change.ts';
import type { Clause, ClauseTree } from '../../../src/domain/clause.ts';
import { readMarkdown } from '../../../src/extract/markdown.ts';
import { readPlainText } from '../../../src/extract/plain-text.ts';

const gold = path.resolve(import.meta.dirname, '../../../../shared/gold');

interface Label {
  readonly kind: ChangeKind;
  readonly old: readonly number[];
  readonly new: readonly number[];
  readonly furniture?: boolean;
}

/** A pair counts as at most so many changes, so that a reformatted page does not drown the rest. */
const mostChanges = 12;

function linksOf(old: readonly number[], fresh: readonly number[]): readonly string[] {
  if (old.length === 0) return fresh.map((line) => `>${line}`);
  if (fresh.length === 0) return old.map((line) => `${line}>`);
  return old.flatMap((line) => fresh.map((other) => `${line}>${other}`));
}

function figures(folder: string): { readonly linkF1: number; readonly kindF1: number } {
  let [found, missed, wrong] = [0, 0, 0];
  const counts = new Map<string, number>();
  const count = (key: string, weight: number): void => void counts.set(key, (counts.get(key) ?? 0) + weight);
  for (const name of readdirSync(folder)) {
    const file = (base: string): string => path.join(folder, name, base);
    const extension = existsSync(file('old.md')) ? 'md' : 'txt';
    const { language, changes } = JSON.parse(readFileSync(file('gold.json'), 'utf8')) as { readonly language: string; readonly changes: readonly Label[] };
    const treeOf = (side: string): ClauseTree => {
      const text = readFileSync(file(`${side}.${extension}`), 'utf8');
      const clauses = clausesOf(extension === 'md' ? readMarkdown(text) : readPlainText(text));
      return { language, title: null, effectiveDate: null, updatedDate: null, clauses };
    };
    const lines = (clauses: readonly Clause[]): readonly number[] => clauses.filter((clause) => /[\p{L}\p{N}]/u.test(clause.text)).map((clause) => clause.lines[0]);
    const got = new Map(pair(treeOf('old'), treeOf('new')).pairings.flatMap((pairing) => linksOf(lines(pairing.old), lines(pairing.new)).map((link) => [link, pairing.kind] as const)));
    const wanted = changes.map((label) => ({ ...label, links: linksOf(label.old, label.new) }));
    const links = new Set(wanted.flatMap((label) => label.links));
    const weight = Math.min(1, mostChanges / Math.max(1, links.size));
    for (const link of links) {
      if (got.has(link)) found += weight;
      else missed += weight;
    }
    for (const link of got.keys()) if (!links.has(link)) wrong += weight;
    for (const label of wanted) {
      if (label.furniture === true) continue;
      const kind = label.links.map((link) => got.get(link)).find((one) => one !== undefined) ?? 'none';
      const share = Math.min(1, mostChanges / changes.length);
      count(`wanted ${label.kind}`, share);
      count(`got ${kind}`, share);
      if (kind === label.kind) count(`both ${kind}`, share);
    }
  }
  const ofKind = changeKinds
    .filter((kind) => counts.has(`wanted ${kind}`))
    .map((kind) => (2 * (counts.get(`both ${kind}`) ?? 0)) / ((counts.get(`wanted ${kind}`) ?? 0) + (counts.get(`got ${kind}`) ?? 0)));
  return { linkF1: (2 * found) / (2 * found + missed + wrong), kindF1: ofKind.reduce((sum, value) => sum + value, 0) / ofKind.length };
}

describe.skipIf(!existsSync(gold))('pairs labelled by hand (skipped where they are not at hand)', () => {
  test.each([['real', 0.95, 0.85], ['nl', 0.97, 0.9]] as const)('%s: link F1 at least %f, kind F1 at least %f', (folder, linkF1, kindF1) => {
    const reached = figures(path.join(gold, folder));
    expect(reached.linkF1).toBeGreaterThanOrEqual(linkF1);
    expect(reached.kindF1).toBeGreaterThanOrEqual(kindF1);
  });
});
