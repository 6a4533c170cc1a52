import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** How many conditions each group of the catalogue of hostile conditions has that this room is asked about. */
const groups: Readonly<Record<string, number>> = { T: 27, H: 28, E: 24, C: 14, R: 20, S: 30, J: 20 };

/** Conditions that another room decides, and which. */
const elsewhere: Readonly<Record<string, string>> = {
  H06: 'whose validators are to be trusted is kept with the policy, by the use case that checks it',
  E20: 'the same letters in another form: extraction folds them',
  E21: 'invisible characters: extraction drops them',
  E22: 'twice escaped spaces: extraction folds them',
  E23: 'look-alike letters: the comparison reports them',
  E24: 'hidden e-mail addresses: extraction uncovers them',
  R16: 'catching up after a pause: the schedule spreads it',
  R20: 'a hundred clicks on "check now": the use case that checks takes one at a time',
};

test('every row of the groups that concern fetching is tested here, or decided in another room', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts') && name !== 'rows.test.ts');
  const named = new Set(files.flatMap((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8').match(/\b[THECRSJ]\d\d\b/gu) ?? []));
  const all = Object.entries(groups).flatMap(([group, count]) => Array.from({ length: count }, (_, index) => `${group}${String(index + 1).padStart(2, '0')}`));
  const missing = all.filter((id) => !named.has(id) && elsewhere[id] === undefined);
  process.stdout.write(`rows served over sockets or to the guard: ${String(all.filter((id) => named.has(id)).length)} of ${String(all.length)}; decided in other rooms: ${String(Object.keys(elsewhere).length)}\n`);
  expect(missing).toEqual([]);
});
