import { expect, test } from 'vitest';
import { gateNotes } from '../../../src/app/gate-notes.ts';
import type { GateDecision } from '../../../src/domain/gate.ts';
import { pageReasons } from '../../../src/domain/page-reasons.ts';
import { emptyMemory } from '../../../src/gate/memory.ts';

const decided = (more: Partial<GateDecision>): GateDecision => ({ outcome: 'confirmed', reasons: [pageReasons.looksInARow(3)], since: 1, news: 'change', ignored: [], looks: 0, asides: [], memory: emptyMemory, ...more });

test('a reader of a change hears that the stated date stayed, or that the page changed language', () => {
  const notes = gateNotes(decided({ reasons: [pageReasons.looksInARow(3), pageReasons.languageChanged('fr', 'en'), pageReasons.dateKept('2026-05-01')] }));
  expect(notes.map((note) => note.nl)).toEqual(['De pagina is nu in een andere taal: Frans in plaats van Engels.', 'De tekst is gewijzigd, maar de vermelde datum is nog steeds 1 mei 2026.']);
});

test('a reader of a change is told of a return and of parts that were left out, and nothing where there is nothing', () => {
  expect(gateNotes(decided({}))).toEqual([]);
  expect(gateNotes(decided({ news: 'reversion', ignored: ['a', 'b'] })).map((note) => note.en)).toEqual(['The text went back to an earlier version.', '2 parts that differ from visit to visit were left out of the comparison.']);
  expect(gateNotes(decided({ ignored: ['a'] })).map((note) => note.nl)).toEqual(['Eén onderdeel, dat van bezoek tot bezoek wisselt, is buiten de vergelijking gelaten.']);
});
