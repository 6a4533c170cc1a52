import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { proposePolicies, registerPolicies, type AddRequest } from '../../../src/app/add-policies.ts';
import { checkPolicy } from '../../../src/app/check-policy.ts';
import { comparePages } from '../../../src/app/compare-pages.ts';
import { extractPage } from '../../../src/app/extract-page.ts';
import { importCaptures } from '../../../src/app/import-captures.ts';
import { readFileAsPage } from '../../../src/app/read-file.ts';
import { typeWanted } from '../../../src/app/read-page.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { findVersion, listVersions } from '../../../src/storage/versions.ts';
import { openWatched, page, policyWords, type Watched } from '../../support/watched.ts';

const filling = '<p>Wij leggen in gewone woorden uit wat u van ons mag verwachten en wat wij van u verwachten, zodat u weet waar u aan toe bent.</p>'.repeat(6);
const both = (privacy: string, terms: string): string => `<h2>Algemene voorwaarden</h2><p>${terms}</p>${filling}<h2>Privacyverklaring</h2>${policyWords(privacy).replaceAll('h2>', 'h3>')}${filling}`;
const html = (words: string): string => `<!doctype html><html lang="nl"><head><title>Juridisch</title></head><body><main><h1>Juridisch</h1>${words}</main></body></html>`;
const old = both('Wij bewaren uw gegevens twee jaar.', 'U betaalt binnen dertig dagen.');
const otherTerms = both('Wij bewaren uw gegevens twee jaar.', 'U betaalt binnen zestig dagen.');
const otherPrivacy = both('Wij bewaren uw gegevens vijf jaar.', 'U betaalt binnen zestig dagen.');

async function look(watched: Watched, words: string): Promise<string | null> {
  watched.now = plusMs(watched.now, 3_600_000);
  watched.answer = page(words, 'Juridisch');
  const report = await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal });
  return report.kind === 'checked' ? report.outcome : report.kind;
}

test('a check, an import, an extraction and a comparison of files read the same part of a page with several policies', async () => {
  await using watched = await openWatched();
  const { db } = watched.context.storage;
  expect(await look(watched, old)).toBe('first');
  const [summary] = await listVersions(db, watched.policyId);
  const version = summary === undefined ? null : await findVersion(db, summary.id);
  expect(version?.text).toMatch(/^## Privacyverklaring\n/u);
  expect(version?.text).not.toContain('betaalt');
  expect(summary?.notes.map((note) => note.nl)).toEqual(['Van de pagina is alleen het deel “Privacyverklaring” gelezen; zij bevat ook “Algemene voorwaarden”.']);
  expect(await look(watched, otherTerms)).toBe('unchanged');
  expect(await look(watched, otherPrivacy)).toBe('pending');

  const archive = path.join(watched.dataDir, 'archive.jsonl');
  await writeFile(archive, [old, otherTerms, otherPrivacy].map((words, at) => JSON.stringify({ t: 1_760_000_000 + at * 43_200, type: 'text/html', body: html(words) })).join('\n'));
  const imported = [];
  for await (const row of importCaptures(watched.context, { file: archive, vendor: 'Other', policyType: 'Privacy Policy' })) imported.push(row);
  expect(imported.map((row) => row.outcome)).toEqual(['first', 'unchanged', 'confirmed']);
  expect(imported[0]?.text).toBe(version?.text);

  const [before, after] = [path.join(watched.dataDir, 'before.html'), path.join(watched.dataDir, 'after.html')];
  await writeFile(before, html(old));
  await writeFile(after, html(otherTerms));
  const type = typeWanted('privacyverklaring');
  expect(type).toBe('Privacy Policy');
  expect((await extractPage(await readFileAsPage(before), { type, select: [], remove: [] })).reading.text).toBe(version?.text);
  expect((await comparePages(await readFileAsPage(before), await readFileAsPage(after), type)).changes).toEqual([]);
  expect((await comparePages(await readFileAsPage(before), await readFileAsPage(after), null)).changes).toHaveLength(1);
});

test('two policies of one page are watched side by side; adding one again changes nothing', async () => {
  await using watched = await openWatched();
  const request = (policyType: string | null): AddRequest => ({ url: watched.url, vendorName: 'Acme', policyType, select: [], remove: [], render: 'http', schedule: null, tags: [] });
  const propose = (policyType: string | null): ReturnType<typeof proposePolicies> => proposePolicies(watched.context, request(policyType), new AbortController().signal, () => undefined);
  const terms = await propose('algemene voorwaarden');
  expect(terms.policies.map((policy) => [policy.declaration.slug, policy.declaration.type, policy.knownAs])).toEqual([['acme/terms-of-service', 'Terms of Service', null]]);
  expect(terms.warnings).toEqual([{ nl: expect.stringContaining('Op hetzelfde adres wordt ook acme/privacy-policy gelezen'), en: expect.stringContaining('acme/privacy-policy is read from the same address') }]);
  expect(await registerPolicies(watched.context, terms)).toEqual(['acme/terms-of-service']);
  expect((await propose('Terms of Service')).policies[0]?.knownAs).toBe('acme/terms-of-service');
  expect((await propose(null)).policies[0]?.knownAs).toBe('acme/privacy-policy');
});
