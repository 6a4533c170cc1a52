import { afterAll, beforeAll, expect, test } from 'vitest';
import { OperationError, UsageError } from '../../../src/domain/problem.ts';
import { fillDatabase } from '../../support/made-database.ts';
import { csrfOf, madeSite, post, type MadeSite } from '../../support/site.ts';

let site: MadeSite;

beforeAll(async () => {
  site = await madeSite({}, {
    find: (url) => Promise.reject(url.startsWith('gone') ? new UsageError({ code: 'gone-404', retryable: false, message: 'https://gone.example/ is not there (status 404).', mend: 'Look up the address.' }) : new UsageError({ code: 'bad-url', retryable: false, message: `"${url}" cannot be watched.`, mend: 'Name a web address.' })),
    evidence: () => Promise.reject(new OperationError({ code: 'body-damaged', retryable: false, message: 'The stored page no longer has its hash.', mend: 'Restore it.' })),
  });
  await fillDatabase(site.storage);
});

afterAll(() => site.close());

async function answered(path: string, fields: Readonly<Record<string, string>>, language: string): Promise<string> {
  const form = await csrfOf(site, '');
  return (await post(site, path, { csrf: form.csrf, ...fields }, { cookie: form.cookie, 'accept-language': language })).text();
}

test.each([
  ['/vendors/find', { address: 'nothing' }, 'Dit is geen webadres dat gevolgd kan worden.', 'cannot be watched.'],
  ['/vendors/find', { address: 'gone' }, 'De pagina bestaat niet (status 404).', 'is not there (status 404).'],
  ['/deadlines/999/settle', { answer: 'accepted', by: 'Noor' }, 'Deze termijn staat niet meer open', 'There is no open deadline 999'],
  ['/decisions', { change: '999', state: 'accepted', by: 'Noor' }, 'Een van deze wijzigingen bestaat niet meer.', 'There is no change 999.'],
] as const)('what goes wrong at %s is told in the reader’s language', async (path, fields, dutch, english) => {
  const [nl, en] = [await answered(path, fields, 'nl'), await answered(path, fields, 'en')];
  expect(nl).toContain(dutch);
  expect(nl).not.toContain(english);
  expect(en).toContain(english);
});

test('a fault of the store is told too, with its mend and the right status', async () => {
  const response = await site.ask('/changes/1/evidence', { headers: { 'accept-language': 'nl' } });
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('De bewaarde pagina is beschadigd');
});
