import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Change } from '../../../src/domain/change.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { madeTree } from '../../support/made-clauses.ts';
import { makeCapture, makeComparison, makePolicy, makeVendor, makeVersion } from '../../support/made-database.ts';
import { madeSite, type MadeSite } from '../../support/site.ts';

/** The largest policy seen has 12,100 clauses. */
const clauses = 12_100;
const changed = 2_000;
const hugeClause = 'Zeer lang. '.repeat(200_000);
const mostBytes = 4_000_000;

let site: MadeSite;

beforeAll(async () => {
  site = await madeSite();
  const vendorId = await makeVendor(site.storage, { slug: 'groot', name: 'Groot' });
  const policyId = await makePolicy(site.storage, vendorId, 'groot/terms-of-service', 'Terms of Service');
  const text = Array.from({ length: clauses }, (_, index) => `Bepaling ${index} van een zeer lang document.`).join('\n');
  const old = await makeCapture(site.storage, policyId, 'https://groot.example/', '2026-03-01T07:00:00.000Z' as Instant, text, 'first');
  const oldVersionId = await makeVersion(site.storage, policyId, old, text, 'nl', null);
  const fresh = await makeCapture(site.storage, policyId, 'https://groot.example/', '2026-11-01T07:00:00.000Z' as Instant, `${text}\n`, 'pending');
  const newVersionId = await makeVersion(site.storage, policyId, fresh, text, 'nl', '2026-10-01T07:00:00.000Z' as Instant);
  const tree = madeTree(text, 'nl');
  const changes = tree.clauses.filter((_, index) => index % 6 === 0).slice(0, changed).map((clause, index): Change => ({
    kind: 'modified', old: [clause], new: [clause], words: index === 0 ? [{ op: 'insert', text: hugeClause }] : [{ op: 'equal', text: clause.text }], significance: 'minor', direction: 'neutral',
    topics: ['other'], facts: [], reasons: [], headline: { nl: `Wijziging ${index}`, en: `Change ${index}` },
  }));
  await makeComparison(site.storage, { policyId, vendorId, oldVersionId, newVersionId }, '2026-11-01T07:35:00.000Z' as Instant, { language: 'nl', overall: { significance: 'minor', direction: 'neutral', headline: { nl: 'Veel', en: 'Much' } }, changes, unchanged: clauses - changed, coarse: false });
}, 60_000);

afterAll(() => site.close());

test.each(['/policies/groot/terms-of-service/compare', '/policies/groot/terms-of-service/compare?view=side', '/policies/groot/terms-of-service/compare?from=1950', '/policies/groot/terms-of-service/versions/1', '/changes/1'])('X20 %s stays a page that a browser can show, and says what it leaves out', { timeout: 30_000 }, async (path) => {
  const response = await site.ask(path);
  expect(response.status).toBe(200);
  const page = await response.text();
  expect(page.length).toBeLessThan(mostBytes);
  expect(page).toMatch(/Wijziging \d+ tot en met \d+ van 2000|weggelaten|hier afgekapt/u);
});

test('every change of a long comparison is on one of its pages', { timeout: 60_000 }, async () => {
  const seen = new Set<string>();
  let path: string | null = '/policies/groot/terms-of-service/compare?old=1&new=2';
  while (path !== null) {
    const page: string = await (await site.ask(path)).text();
    for (const match of page.matchAll(/<article class="change minor" id="(c\d+)"/gu)) seen.add(match[1] ?? '');
    path = /<a rel="next" href="([^"]+)"/u.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? null;
  }
  expect(seen.size).toBe(changed);
});
