import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policyAsOf } from '../../../src/app/policy-as-of.ts';
import { excerptOf, queryOf, searchChangeTexts, searchTexts, indexNewChanges } from '../../../src/app/search-texts.ts';
import { foldedParty, readNewSubProcessors } from '../../../src/app/sub-processors.ts';
import type { PolicyId } from '../../../src/domain/ids.ts';
import { purgePolicy } from '../../../src/storage/policies.ts';
import { pageOfSubProcessors } from '../../../src/storage/sub-processors.ts';
import { dayBounds, isIsoDate } from '../../../src/web/days.ts';
import { fillDatabase } from '../../support/made-database.ts';
import { madeSite, type MadeSite } from '../../support/site.ts';
import type { IsoDate } from '../../../src/domain/instant.ts';

let site: MadeSite;
let policyId: PolicyId;

beforeAll(async () => {
  site = await madeSite();
  policyId = (await fillDatabase(site.storage)).payroll.policyId;
  await indexNewChanges(site.services);
  await readNewSubProcessors(site.services);
});

afterAll(() => site.close());

describe('what was published on a day', () => {
  const answers: readonly (readonly [day: string, kind: string, versions: readonly number[]])[] = [
    ['2026-01-15', 'before-watch', []],
    ['2026-02-03', 'seen', [1]],
    ['2026-04-01', 'between', [1]],
    ['2026-06-15', 'seen', [1]],
    // A maintenance page was captured on the 5th: it says nothing of the policy.
    ['2026-11-05', 'changed', [1, 2]],
    ['2026-11-09', 'seen', [2]],
    ['2027-01-01', 'future', []],
  ];

  test.each(answers)('on %s: %s', async (day, kind, versions) => {
    const [start, end] = dayBounds(day as IsoDate, 'Europe/Amsterdam');
    const { answer, gapMs } = await policyAsOf(site.services, policyId, start, end);
    expect(answer.kind).toBe(kind);
    const told = 'version' in answer ? [answer.version] : answer.kind === 'changed' ? [answer.older, answer.newer] : [];
    expect(told.map((version) => version.number)).toEqual(versions);
    if (kind === 'changed') expect(gapMs).toBe(7 * 86_400_000 - 3_600_000);
  });

  test('a day has the hours that its zone gives it', () => {
    const hours = (day: string): number => dayBounds(day as IsoDate, 'Europe/Amsterdam').map((at) => Date.parse(at)).reduce((from, until) => until - from) / 3_600_000;
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(hours)).toEqual([24, 23, 25]);
    expect(['2026-02-29', '2026-2-1', 'x', '2026-02-28'].map(isIsoDate)).toEqual([false, false, false, true]);
  });
});

describe('search', () => {
  test('finds other forms of a word in the policy’s language', async () => {
    for (const typed of ['bewaartermijnen', 'Bewaartermijn', 'verwerking', 'nieuwsbrieven']) {
      const found = await searchTexts(site.services, typed, 'current');
      expect(found.policies.map((policy) => policy.hit.vendorSlug), typed).toContain('loonwolk');
    }
  });

  test('tells since which version a policy mentions a name', async () => {
    const { policies } = await searchTexts(site.services, 'OpenAI', 'current');
    expect(policies.map(({ hit, first, goneWith }) => [hit.policySlug, first?.number, goneWith])).toEqual([['pigeonpost/sub-processor-list', 2, null]]);
  });

  test('says in one line how many policies of how many vendors there are, and reads on from page to page', async () => {
    expect((await searchTexts(site.services, 'OpenAI', 'current')).count).toEqual({ policies: 1, vendors: 1 });
    const first = await searchTexts(site.services, 'gegevens', 'ever');
    const before = first.policies.at(0)?.hit.readingId ?? null;
    const rest = await searchTexts(site.services, 'gegevens', 'ever', before);
    expect(rest.policies.map(({ hit }) => hit.readingId)).not.toContain(before);
    const page = await (await site.ask('/search?q=OpenAI')).text();
    expect(page).toContain('1 document van 1 leverancier');
    expect(page).toMatch(/28 oktober 2026<\/time><\/strong>/u);
    expect(await (await site.ask('/search?q=nergens')).text()).toContain('href="/search?q=nergens&amp;where=ever"');
  });

  test('takes a name for a name, and no ending of another language off it', () => {
    expect(queryOf('OpenAI')?.match).toBe('"OpenAI"');
    expect(queryOf('openai')?.match).toBe('("openai" OR "openai"*)');
    expect(queryOf('policies')?.starts).toContain('policy');
  });

  test('finds what only an old version said, and when it went', async () => {
    expect((await searchTexts(site.services, '"geen gegevens over gezondheid"', 'current')).policies).toEqual([]);
    const { policies } = await searchTexts(site.services, '"geen gegevens over gezondheid"', 'ever');
    expect(policies.map(({ first, goneWith }) => [first?.number, goneWith?.number])).toEqual([[1, 2]]);
  });

  test('finds changes by the words of their clauses', async () => {
    const { changes, behind } = await searchChangeTexts(site.services, 'gerechtvaardigd');
    expect(behind).toBe(0);
    expect(changes.map((change) => change.headline.nl)).toEqual(['Nieuwsbrief zonder toestemming: gerechtvaardigd belang']);
  });

  test.each(['"', '*', 'AND', 'NEAR(', '""', '-', 'a OR', 'col:x', "'; drop table readings; --", '"unclosed', '\u0000', '^x', '{a b}: c'])('%j is looked for and never an error', async (typed) => {
    await expect(searchTexts(site.services, typed, 'ever')).resolves.toBeDefined();
    await expect(searchChangeTexts(site.services, typed)).resolves.toBeDefined();
  });

  test('shows the words around a find, and marks it', () => {
    const text = `${'Inleiding. '.repeat(40)}Wij bewaren de gegevens zeven jaar.${' Slot.'.repeat(100)}`;
    const pieces = excerptOf(text, queryOf('"gegevens zeven" bewaren')?.starts ?? []);
    expect(pieces.filter((piece) => piece.found).map((piece) => piece.text)).toEqual(['bewaren', 'gegevens zeven']);
    expect(pieces.map((piece) => piece.text).join('').length).toBeLessThan(500);
    expect(excerptOf('kort', ['niets'])).toEqual([{ text: 'kort', found: false }]);
    expect(excerptOf('# Kop\n## 5. Hoe lang wij ze bewaren\n- Wij bewaren ze kort\n| cel | nog een |', ['bewaren']).map((piece) => piece.text).join('')).toBe('Kop 5. Hoe lang wij ze bewaren Wij bewaren ze kort cel · nog een');
  });

  test('nothing to look for is nothing found', () => {
    expect(queryOf('  !! ')).toBeNull();
  });
});

describe('what is destroyed', () => {
  test('leaves nothing of itself in the search or the table of parties', async () => {
    const own = await madeSite();
    const { pigeon } = await fillDatabase(own.storage);
    await indexNewChanges(own.services);
    await readNewSubProcessors(own.services);
    await own.storage.transaction((db) => purgePolicy(db, pigeon.listId));
    expect((await searchTexts(own.services, 'OpenAI', 'ever')).policies).toEqual([]);
    expect((await searchChangeTexts(own.services, 'OpenAI')).changes).toEqual([]);
    expect((await pageOfSubProcessors(own.storage.db, { includeGone: true }, { after: null, limit: 50 })).map((row) => row.name)).not.toContain('OpenAI Ireland Ltd.');
    await own.close();
  });
});

describe('sub-processors', () => {
  test('stand as rows across vendors, with country and since when', async () => {
    const rows = await pageOfSubProcessors(site.storage.db, {}, { after: null, limit: 50 });
    expect(rows.find((row) => row.name === 'OpenAI Ireland Ltd.')).toMatchObject({ vendorSlug: 'pigeonpost', country: 'IE', purpose: 'Writing assistance', inBaseline: false, basis: 'list' });
    expect(rows.filter((row) => row.folded === 'polderhost').map((row) => row.vendorSlug).toSorted()).toEqual(['loonwolk', 'pigeonpost']);
    expect(rows.find((row) => row.name === 'Zwerm Analytics Inc.')).toMatchObject({ country: 'US', basis: 'clause', inBaseline: false });
    expect(rows.map((row) => row.name)).not.toContain('Company');
    expect(rows.filter((row) => row.folded === foldedParty(row.vendorName))).toEqual([]);
  });

  test('a company is the same whatever its legal form and accents', () => {
    expect(new Set(['Polderhost B.V.', 'POLDERHOST BV', 'Pólderhost, b.v.'].map(foldedParty))).toEqual(new Set(['polderhost']));
  });
});
