import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IsoDate } from '../../../src/domain/instant.ts';
import { settleDeadline } from '../../../src/app/settle-deadline.ts';
import { insertDeadline, pageOfDeadlines } from '../../../src/storage/deadlines.ts';
import { fillDatabase, type MadeDatabase } from '../../support/made-database.ts';
import { madeNow } from '../../support/made-web.ts';
import { madeSite, type MadeSite } from '../../support/site.ts';

let site: MadeSite;
let made: MadeDatabase;

beforeEach(async () => {
  site = await madeSite();
  made = await fillDatabase(site.storage);
});

afterEach(() => site.close());

async function read(path: string): Promise<string> {
  return (await site.ask(path)).text();
}

async function addDeadline(day: string): Promise<void> {
  await insertDeadline(site.storage.db, {
    policyId: made.payroll.policyId, versionId: null, comparisonId: null, kind: 'effective', dueOn: day as IsoDate, createdAt: madeNow,
    details: { key: `made:${day}`, timeZone: 'Europe/Amsterdam', noticedOn: '2026-11-01' as IsoDate, period: null, quote: null, decision: null, revision: 0 },
  });
}

test('a calendar shows what was added or decided a moment ago, though the same one is not written twice', async () => {
  const before = await read('/calendar.ics');
  expect(await read('/calendar.ics')).toBe(before);
  await addDeadline('2026-12-31');
  const added = await read('/calendar.ics');
  expect(added).toContain('20261231');
  const [first] = await pageOfDeadlines(site.storage.db, 'open', { after: null, limit: 1 });
  await settleDeadline(site.services, first?.stored.id ?? 0, { answer: 'accepted', by: 'Noor', note: '' });
  expect(await read('/calendar.ics')).not.toBe(added);
});

test('a calendar holds the last months and what is to come, not what is long over', async () => {
  for (const day of ['2020-01-01', '2026-10-01', '2027-10-01']) await addDeadline(day);
  const calendar = await read('/calendar.ics');
  expect(calendar).not.toContain('20200101');
  expect(calendar).toContain('20261001');
  expect(calendar).toContain('20271001');
});

test('deadlines are listed page by page, each once, and a day that went by undecided stands out', async () => {
  for (let day = 1; day <= 28; day += 1) for (const month of ['03', '04', '05', '12']) await addDeadline(`2026-${month}-${String(day).padStart(2, '0')}`);
  const seen: string[] = [];
  let path: string | null = '/deadlines';
  while (path !== null) {
    const page: string = await read(path);
    seen.push(...[...page.matchAll(/<td data-label="Dag"><strong><time datetime="([0-9-]+)"/gu)].map((match) => match[1] ?? ''));
    path = /<a rel="next" href="([^"]+)"/u.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? null;
  }
  expect(seen).toEqual(seen.toSorted());
  expect(seen.length).toBe(28 * 4 + 1);
  expect(await read('/deadlines')).toContain('class="overdue"');
  expect(await read('/')).toContain('84 termijnen zijn verstreken zonder besluit');
});
