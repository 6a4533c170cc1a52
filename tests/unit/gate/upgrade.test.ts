import { expect, test } from 'vitest';
import { decide } from '../../../src/gate/gate.ts';
import { archiveSettings } from '../../../src/gate/settings.ts';
import { upgrade } from '../../../src/gate/upgrade.ts';
import { dayMs, edited, policy, sightAt, watch } from './sights.ts';

const base = policy();
const variant = edited(base, 4, 'Acme keeps the data of purpose 2 for sixty days and then deletes them without delay.');
/** A better reading finds a table of processors that the older one had overlooked. */
const better = (clauses: readonly string[]): readonly string[] => [...clauses, 'Host Inc. | Ireland | Hosting', 'Mail GmbH | Germany | E-mail'];

test('a better reading of the same page tells nobody and remembers what alternated', () => {
  const gate = watch(archiveSettings);
  [base, variant, variant, base].forEach((page, at) => gate.see(sightAt(at, at * dayMs, page)));
  expect(gate.memory().current?.firstRef).toBe(1);
  const memory = upgrade(gate.memory(), sightAt(1, dayMs, better(variant)), [sightAt(0, 0, better(base)), sightAt(3, 3 * dayMs, better(base))]);
  expect(memory.current?.firstRef).toBe(1);
  expect(decide(memory, sightAt(4, 4 * dayMs, better(variant)), archiveSettings).outcome).toBe('unchanged');
  expect(decide(memory, sightAt(4, 4 * dayMs, better(base)), archiveSettings).outcome).toBe('variant');
  expect(decide(memory, sightAt(4, 4 * dayMs, better(edited(base, 7, 'A new heading'))), archiveSettings).outcome).toBe('pending');
});
