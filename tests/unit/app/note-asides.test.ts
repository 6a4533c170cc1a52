import { expect, test } from 'vitest';
import { checkPolicy } from '../../../src/app/check-policy.ts';
import { composeNotices } from '../../../src/app/compose-notices.ts';
import { subscribeReader } from '../../../src/app/subscribe-reader.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import type { ReaderLanguage } from '../../../src/domain/language.ts';
import { listDeliveries } from '../../../src/storage/deliveries.ts';
import { openNotices } from '../../../src/storage/notices.ts';
import { openWatched, policyWords, type Watched } from '../../support/watched.ts';

const dayMs = 86_400_000;

async function look(watched: Watched, html: string, afterMs = dayMs): Promise<string | null> {
  watched.now = plusMs(watched.now, afterMs);
  watched.answer = (_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html);
  };
  const report = await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal });
  await composeNotices(watched.context);
  return report.kind === 'checked' ? report.outcome : report.kind;
}

const subscribe = (watched: Watched, language: ReaderLanguage): Promise<unknown> =>
  subscribeReader(watched.context, { address: 'fg@example.org', name: 'FG', language, timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: 'cosmetic', digest: true, quiet: null });
const subjects = async (watched: Watched): Promise<readonly string[]> => (await listDeliveries(watched.context.storage.db, { limit: 100 })).map((delivery) => delivery.subject);

const filling = '<p>Wij leggen in gewone woorden uit wat u van ons mag verwachten en wat wij van u verwachten.</p>'.repeat(8);
const policy = (domain: string, attributes = ''): string => `<html lang="nl"><head><title>Privacyverklaring</title></head><body><main ${attributes}><h1>Privacyverklaring</h1>${policyWords('Wij bewaren uw gegevens twee jaar.')}<p>U kunt zich <a href="https://${domain}/afmelden?utm_source=x">hier afmelden</a> of <a href="/contact">contact opnemen</a>.</p>${filling}</main></body></html>`;

test('M17 een link die naar een ander domein leidt wordt eenmaal gemeld, zonder nieuwe versie', async () => {
  await using watched = await openWatched();
  await subscribe(watched, 'nl');
  const outcomes: (string | null)[] = [];
  for (const domain of ['www.acme.example', 'mijn.acme.example', 'adverts.example', 'adverts.example', 'adverts.example', 'adverts.example']) outcomes.push(await look(watched, policy(domain)));
  expect(outcomes).toEqual(['first', 'unchanged', 'unchanged', 'unchanged', 'unchanged', 'unchanged']);
  expect(await subjects(watched)).toEqual([expect.stringMatching(/: een link leidt naar een ander domein$/u)]);
  expect((await openNotices(watched.context.storage.db)).map((notice) => [notice.kind, notice.details['measure']])).toEqual([['link-moved', '“hier afmelden” acme.example → adverts.example']]);
  await look(watched, policy('adverts.example'), 15 * dayMs);
  expect(await openNotices(watched.context.storage.db)).toEqual([]);
  expect(await subjects(watched)).toHaveLength(1);
});

test('M07 a policy that its page hides is told, while its text stays the version it is', async () => {
  await using watched = await openWatched();
  await subscribe(watched, 'en');
  const outcomes: (string | null)[] = [];
  for (const attributes of ['', 'style="display: none"', 'style="display: none"', 'style="display: none"', 'style="display: none"']) outcomes.push(await look(watched, policy('acme.example', attributes)));
  expect(new Set(outcomes.slice(1))).toEqual(new Set(['unchanged']));
  expect(await subjects(watched)).toEqual([expect.stringMatching(/: can no longer be seen on its page$/u)]);
});

test('M07 een document dat zichtbaar wordt, met dezelfde woorden, wordt gemeld en is geen nieuwe versie', async () => {
  await using watched = await openWatched();
  await subscribe(watched, 'nl');
  const outcomes: (string | null)[] = [];
  for (const attributes of ['hidden', 'hidden', '', '', '', '']) outcomes.push(await look(watched, policy('acme.example', attributes)));
  expect(new Set(outcomes.slice(1))).toEqual(new Set(['unchanged']));
  expect(await subjects(watched)).toEqual([expect.stringMatching(/: is op de pagina zichtbaar geworden$/u)]);
});

test('an accordion that opens and closes is no notice', async () => {
  await using watched = await openWatched();
  await subscribe(watched, 'en');
  const parts = (attributes: string): string => policy('acme.example').replaceAll(/<\/h2><p>/gu, `</h2><p ${attributes}>`);
  for (const attributes of ['', 'hidden', 'hidden', 'hidden', 'hidden']) await look(watched, parts(attributes));
  expect(await subjects(watched)).toEqual([]);
});
