import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotate } from '../../../src/clauses/annotate.ts';
import { compare } from '../../../src/diff/compare.ts';
import { pair } from '../../../src/diff/pair.ts';
import { toJson } from '../../../src/diff/render/json.ts';
import type { Pairing } from '../../../src/diff/pairing.ts';
import type { Clause, ClauseTree } from '../../../src/domain/clause.ts';
import { comparisonIn, treeOf } from './made-up-trees.ts';

const words = ['wij', 'de', 'gegevens', 'bewaren', 'verwerken', 'leverancier', 'dertig', 'dagen', 'toestemming', 'doorgifte', 'cookies', 'betaling', 'klacht', 'termijn'];
const sentence = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 }).map((chosen) => `${chosen.join(' ')}.`);
const line = fc.oneof(
  { weight: 6, arbitrary: sentence },
  { weight: 1, arbitrary: sentence.map((text) => `## ${text.slice(0, -1)}`) },
  { weight: 2, arbitrary: fc.tuple(fc.nat({ max: 9 }), sentence).map(([number, text]) => `${number}. ${text}`) },
  { weight: 1, arbitrary: sentence.map((text) => `* ${text}`) },
  { weight: 1, arbitrary: fc.constantFrom('Wij behandelen uw gegevens zorgvuldig en rechtmatig.', '| naam | doel |') },
);
const policy = fc.array(line, { maxLength: 16 });

/** An amendment: lines dropped, repeated, moved, changed in a word, and strange ones put in. */
const amendment = fc.tuple(policy, fc.array(fc.tuple(fc.constantFrom('drop', 'repeat', 'move', 'word', 'insert'), fc.nat(), fc.nat(), line), { maxLength: 6 })).map(([old, edits]) => {
  const fresh = [...old];
  for (const [edit, at, to, strange] of edits) {
    const index = fresh.length === 0 ? 0 : at % fresh.length;
    if (edit === 'insert') fresh.splice(index, 0, strange);
    else if (edit === 'repeat') fresh.splice(index, 0, fresh[index] ?? strange);
    else if (edit === 'word') fresh[index] = (fresh[index] ?? strange).replace(/dagen|cookies|wij/u, 'nieuw');
    else {
      const [taken] = fresh.splice(index, 1);
      if (edit === 'move' && taken !== undefined) fresh.splice(to % (fresh.length + 1), 0, taken);
    }
  }
  return [old.join('\n\n'), fresh.join('\n\n')] as const;
});

const both = fc.oneof(amendment, fc.tuple(policy, policy).map(([old, fresh]) => [old.join('\n\n'), fresh.join('\n\n')] as const));

/** Rebuilds the new version from the old one and what the pairings say. */
function applied(old: ClauseTree, fresh: ClauseTree, pairings: readonly Pairing[]): readonly string[] {
  const touchedOld = new Set(pairings.flatMap((pairing) => pairing.old));
  const touchedNew = new Set(pairings.flatMap((pairing) => pairing.new));
  const kept = old.clauses.filter((clause) => !touchedOld.has(clause));
  const rewritten = new Map<Clause, string>();
  for (const pairing of pairings) {
    const texts = pairing.words.filter((run) => run.op !== 'delete').map((run) => run.text).join('').split('\n');
    pairing.new.forEach((clause, index) => rewritten.set(clause, texts[index] ?? ''));
  }
  return fresh.clauses.map((clause) => (touchedNew.has(clause) ? (rewritten.get(clause) ?? '') : (kept.shift()?.text ?? 'nothing left')));
}

test('nothing changes against itself', () => {
  fc.assert(
    fc.property(policy, (lines) => {
      const text = lines.join('\n\n');
      const { pairings, unchanged, coarse } = pair(treeOf(text), treeOf(text));
      expect(pairings).toEqual([]);
      expect(unchanged).toBe(treeOf(text).clauses.length);
      expect(coarse).toBe(false);
    }),
  );
});

test('a comparison applied to the old version gives the new one', () => {
  fc.assert(
    fc.property(both, ([oldText, newText]) => {
      const [old, fresh] = [treeOf(oldText), treeOf(newText)];
      const { pairings } = pair(old, fresh);
      expect(applied(old, fresh, pairings)).toEqual(fresh.clauses.map((clause) => clause.text));
    }),
    { numRuns: 300 },
  );
});

test('every clause stands in exactly one change or in none, and the rest is counted as unchanged', () => {
  fc.assert(
    fc.property(both, ([oldText, newText]) => {
      const [old, fresh] = [treeOf(oldText), treeOf(newText)];
      const { pairings, unchanged } = pair(old, fresh);
      const [oldClauses, newClauses] = [pairings.flatMap((pairing) => pairing.old), pairings.flatMap((pairing) => pairing.new)];
      expect(new Set(oldClauses).size).toBe(oldClauses.length);
      expect(new Set(newClauses).size).toBe(newClauses.length);
      expect(old.clauses.length - oldClauses.length).toBe(unchanged);
      expect(fresh.clauses.length - newClauses.length).toBe(unchanged);
    }),
    { numRuns: 300 },
  );
});

test('swapping the versions swaps added and removed, split and merged, and nothing else', () => {
  const swapped = { added: 'removed', removed: 'added', split: 'merged', merged: 'split', modified: 'modified', moved: 'moved', renumbered: 'renumbered' } as const;
  const told = (pairings: readonly Pairing[], turn: boolean): readonly string[] =>
    pairings
      .map((pairing) => {
        const [from, to] = turn ? [pairing.new, pairing.old] : [pairing.old, pairing.new];
        const lines = (clauses: readonly Clause[]): string => clauses.map((clause) => clause.lines[0]).join(',');
        return `${turn ? swapped[pairing.kind] : pairing.kind} ${lines(from)}>${lines(to)}`;
      })
      .toSorted();
  fc.assert(
    fc.property(both, ([oldText, newText]) => {
      const [old, fresh] = [treeOf(oldText), treeOf(newText)];
      expect(told(pair(fresh, old).pairings, true)).toEqual(told(pair(old, fresh).pairings, false));
    }),
    { numRuns: 300 },
  );
});

test('changes stand in the order of the new version', () => {
  fc.assert(
    fc.property(both, ([oldText, newText]) => {
      const places = pair(treeOf(oldText), treeOf(newText)).pairings.flatMap((pairing) => pairing.new[0]?.lines[0] ?? []);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }),
  );
});

test('the same input gives the same bytes', () => {
  fc.assert(
    fc.property(both, ([oldText, newText]) => {
      expect(JSON.stringify(toJson(comparisonIn(oldText, newText)))).toBe(JSON.stringify(toJson(comparisonIn(oldText, newText))));
    }),
  );
});

test('any text at all is compared without an error', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(anything, anything, (old, fresh) => {
      const { pairings, unchanged } = pair(treeOf(old, null), treeOf(fresh, null));
      expect(pairings.length + unchanged).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('reformatting never yields more than cosmetic changes', () => {
  const reformat = fc.constantFrom<(line: string) => string>(
    (text) => text,
    (text) => `${text}  `,
    (text) => text.replaceAll(' ', '\u00A0'),
    (text) => text.replace(' ', '  '),
    (text) => text.replace(/^(\d)\. /u, '$1) '),
    (text) => text.replace(/^\* /u, '- '),
    (text) => text.replace(/^## /u, '### '),
    (text) => (/^\p{L}/u.test(text) ? `**${text}**` : text),
    (text) => text.replace(/\.$/u, ' .'),
    (text) => text.toUpperCase(),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(line, reformat), { maxLength: 12 }), (lines) => {
      const old = treeOf(lines.map(([text]) => text).join('\n\n'));
      const fresh = treeOf(lines.map(([text, change]) => change(text)).join('\n\n'));
      const { changes, overall } = compare(old, fresh, annotate);
      expect(changes.filter((change) => change.significance !== 'cosmetic').map((change) => `${change.kind}: ${change.old[0]?.text} → ${change.new[0]?.text}`)).toEqual([]);
      expect(overall.significance).toBe('cosmetic');
    }),
  );
});

test('one clause moved is one move, however far', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 30 }), fc.nat(), fc.nat(), (count, from, to) => {
      const lines = Array.from({ length: count }, (_, index) => `Bepaling ${index} gaat over onderwerp${index * 7} en regelt zaak${index * 13} voor partij${index}.`);
      const fresh = [...lines];
      const [taken] = fresh.splice(from % count, 1);
      fresh.splice(to % count, 0, taken ?? '');
      const { pairings } = pair(treeOf(lines.join('\n\n')), treeOf(fresh.join('\n\n')));
      expect(pairings.map((pairing) => pairing.kind)).toEqual(from % count === to % count ? [] : ['moved']);
    }),
  );
});
