import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changesOf } from '../../../src/storage/comparisons.ts';
import { madeTree } from '../../support/made-clauses.ts';
import { fillDatabase, makeCapture, makeComparison, makeVendor, makeVersion, type MadeDatabase } from '../../support/made-database.ts';
import { payrollPrivacyNew } from '../../support/made-texts.ts';
import { madeSite, post, csrfOf, type MadeSite } from '../../support/site.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { findVersionByNumber } from '../../../src/storage/versions.ts';

let site: MadeSite;
let made: MadeDatabase;

beforeAll(async () => {
  site = await madeSite({}, { evidence: (name) => Promise.resolve(new TextEncoder().encode(`pack of ${name}`)) });
  made = await fillDatabase(site.storage);
});

afterAll(() => site.close());

async function read(path: string): Promise<string> {
  const response = await site.ask(path);
  expect(response.status, path).toBe(200);
  return response.text();
}

test('vendors stand in the order of their names whatever their capitals, page after page, on the page and in the API', async () => {
  const own = await madeSite();
  for (let index = 0; index < 120; index += 1) await makeVendor(own.storage, { slug: `v-${index}`, name: `${index % 2 === 0 ? 'leverancier' : 'Leverancier'} ${String(index).padStart(3, '0')}` });
  for (const [start, pattern, next] of [['/vendors', /<a href="\/vendors\/v-(\d+)">/gu, /<a rel="next" href="([^"]+)"/u], ['/api/v1/vendors', /"slug":"v-(\d+)"/gu, /"next":"([^"]+)"/u]] as const) {
    const seen: number[] = [];
    let path: string | null = start;
    while (path !== null) {
      const text: string = await (await own.ask(path)).text();
      seen.push(...[...text.matchAll(pattern)].map((match) => Number(match[1])));
      const on = next.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? null;
      path = on === null || on.startsWith('/') ? on : `${start}?after=${encodeURIComponent(on)}`;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => index));
  }
  await own.close();
});

describe('an auditor', () => {
  test('asks what a vendor had published on a day and is answered for each of its policies at once', async () => {
    const page = await read('/vendors/pigeonpost/as-of?date=2026-03-01');
    expect(page.match(/href="\/policies\/pigeonpost\/[a-z-]+\/as-of\?date=2026-03-01"/gu)).toHaveLength(2);
    expect(page).toContain('1 maart 2026');
    expect(page).toMatch(/href="\/policies\/pigeonpost\/terms-of-service\/versions\/1"/u);
    expect((await site.ask('/vendors/pigeonpost/as-of?date=yesterday')).headers.get('location')).toBe('/vendors/pigeonpost');
    expect(await read('/vendors/pigeonpost')).toContain('action="/vendors/pigeonpost/as-of"');
  });

  test('takes the evidence of a version and of a change along as a file', async () => {
    for (const [page, path, name] of [['/policies/loonwolk/privacy-policy/versions/2', '/policies/loonwolk/privacy-policy/versions/2/evidence', 'loonwolk/privacy-policy@2'], ['/changes/1', '/changes/1/evidence', 'change:1']] as const) {
      expect(await read(page)).toContain(`href="${path}"`);
      const pack = await site.ask(path);
      expect(pack.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9-]+\.wacz"$/u);
      expect(await pack.text()).toBe(`pack of ${name}`);
    }
    expect((await site.ask('/changes/9999/evidence')).status).toBe(404);
  });

  test('reads the decisions on one policy alone', async () => {
    const form = await csrfOf(site, '');
    const [change] = await changesOf(site.storage.db, made.payroll.comparisonId);
    await post(site, '/decisions', { csrf: form.csrf, change: String(change?.id), state: 'accepted', by: 'Noor', why: '' }, { cookie: form.cookie });
    expect(await read('/policies/loonwolk/privacy-policy')).toContain('href="/decisions?policy=loonwolk/privacy-policy"');
    expect(await read('/decisions?policy=loonwolk/privacy-policy')).toContain('Noor');
    expect(await read('/decisions?policy=pigeonpost/terms-of-service')).not.toContain('Noor');
    expect((await site.ask('/decisions?policy=nobody/nothing')).status).toBe(404);
  });
});

describe('a reviewer', () => {
  test('is led from a change to the next one that is open, and past the last to the list', async () => {
    const own = await madeSite();
    const { payroll } = await fillDatabase(own.storage);
    const [first, second, third, ...rest] = (await changesOf(own.storage.db, payroll.comparisonId)).map((change) => change.id);
    const form = await csrfOf(own, '');
    await post(own, '/decisions', { csrf: form.csrf, change: String(first), state: 'accepted', by: 'Noor', why: '' }, { cookie: form.cookie });
    const page = async (id: number | undefined): Promise<string> => (await own.ask(`/changes/${id ?? 0}`)).text();
    expect(await page(second)).toContain(`rel="next" href="/changes/${third ?? 0}"`);
    expect(await page(rest.at(-1) ?? third)).toContain(`rel="next" href="/changes/${second ?? 0}"`);
    await own.close();
  });

  test('finds the comparisons to decide in between two versions that do not follow each other', async () => {
    const { policyId, vendorId } = made.payroll;
    const seen = await makeCapture(site.storage, policyId, 'https://loonwolk.example/privacy', '2026-11-09T08:00:00.000Z' as Instant, `${payrollPrivacyNew}\nTot slot.`, 'pending');
    const third = await makeVersion(site.storage, policyId, seen, `${payrollPrivacyNew}\nTot slot.`, 'nl', null);
    const second = await findVersionByNumber(site.storage.db, policyId, 2);
    if (second === null) throw new Error('There is no second version.');
    await makeComparison(site.storage, { policyId, vendorId, oldVersionId: second.id, newVersionId: third }, '2026-11-09T08:35:00.000Z' as Instant, { language: 'nl', overall: { significance: 'minor', direction: 'neutral', headline: { nl: 'Slot toegevoegd', en: 'Ending added' } }, changes: [], unchanged: madeTree(payrollPrivacyNew, 'nl').clauses.length, coarse: false });
    const page = await read('/policies/loonwolk/privacy-policy/compare?old=1&new=3');
    expect(page).toContain('href="/policies/loonwolk/privacy-policy/compare?old=1&amp;new=2"');
    expect(page).toContain('href="/policies/loonwolk/privacy-policy/compare?old=2&amp;new=3"');
    expect(await read('/policies/loonwolk/privacy-policy/compare?old=2&new=2')).toContain('href="/policies/loonwolk/privacy-policy#compare"');
  });

  test('sees a vendor’s open changes from its page', async () => {
    expect(await read('/vendors/loonwolk')).toContain('href="/review?vendor=loonwolk"');
  });
});
