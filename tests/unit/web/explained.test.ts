import { afterAll, beforeAll, expect, test } from 'vitest';
import { explanationLabel } from '../../../src/domain/explanation.ts';
import type { ComparisonId } from '../../../src/domain/ids.ts';
import { changesOf } from '../../../src/storage/comparisons.ts';
import { putExplanation } from '../../../src/storage/explanations.ts';
import { fillDatabase } from '../../support/made-database.ts';
import { madeNow } from '../../support/made-web.ts';
import { madeSite, type MadeSite } from '../../support/site.ts';

const path = '/policies/loonwolk/privacy-policy/compare?old=1&new=2';
let site: MadeSite;
let comparisonId: ComparisonId;
let before: string;

const read = async (language: 'nl' | 'en'): Promise<string> => (await site.ask(path, { headers: { 'accept-language': language } })).text();

beforeAll(async () => {
  site = await madeSite();
  comparisonId = (await fillDatabase(site.storage)).payroll.comparisonId;
  before = await read('nl');
  const [first, second] = (await changesOf(site.storage.db, comparisonId)).filter((change) => change.significance === 'material');
  if (first === undefined || second === undefined) throw new Error('the comparison has too few changes');
  await putExplanation(site.storage.db, first.id, {
    model: '<b>toy</b>',
    askedAt: madeNow,
    sentences: [{ text: { nl: 'Ook <script>verzuim</script> wordt verwerkt.', en: 'Absence is <script>processed</script> too.' }, quote: 'bankrekeningnummer & "verzuimgegevens"', side: 'new' }],
  });
  await putExplanation(site.storage.db, second.id, { model: 'toy', askedAt: madeNow, sentences: [] });
});

afterAll(() => site.close());

test('a comparison without explanations shows no label', () => {
  expect(before).toContain('class="change material"');
  expect(before).not.toContain(explanationLabel.nl);
});

test.each(['nl', 'en'] as const)('an explanation stands below the verdict, labelled, with its quote, as text (%s)', async (language) => {
  const page = await read(language);
  const article = page.split('<article').find((part) => part.includes('class="explained"')) ?? '';
  expect(page.split('class="explained"')).toHaveLength(2);
  expect(article.indexOf('class="badge material"')).toBeGreaterThan(0);
  expect(article.indexOf('class="explained"')).toBeGreaterThan(article.indexOf('class="why"'));
  expect(article).toContain(explanationLabel[language]);
  expect(article).toContain(language === 'nl' ? 'Ook &lt;script&gt;verzuim&lt;/script&gt; wordt verwerkt.' : 'Absence is &lt;script&gt;processed&lt;/script&gt; too.');
  expect(article).toContain('bankrekeningnummer &amp; &quot;verzuimgegevens&quot;');
  expect(article).toContain('&lt;b&gt;toy&lt;/b&gt;');
});
