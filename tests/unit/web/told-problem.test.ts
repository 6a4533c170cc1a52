import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OperationError, UsageError } from '../../../src/domain/problem.ts';
import { problemIn } from '../../../src/web/told-problem.ts';
import { fillDatabase } from '../../support/made-database.ts';
import { csrfOf, madeSite, post, type MadeSite } from '../../support/site.ts';

let site: MadeSite;

beforeAll(async () => {
  site = await madeSite({}, {
    find: (url) => url.startsWith('like') ? Promise.resolve({ name: 'Acme', policies: [{ url: 'https://acme.example/privacy', type: 'Privacy Policy', title: null, known: false }], warnings: [{ nl: 'Deze naam lijkt op een andere.', en: 'This name looks like another.' }] }) : Promise.reject(url.startsWith('gone') ? new UsageError({ code: 'gone-404', retryable: false, message: 'https://gone.example/ is not there (status 404).', mend: 'Look up the address.' }) : new UsageError({ code: 'bad-url', retryable: false, message: `"${url}" cannot be watched.`, mend: 'Name a web address.' })),
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
  ['/vendors/find', { address: 'nothing' }, 'Dit is geen webadres dat kan worden gevolgd.', 'cannot be watched.'],
  ['/vendors/find', { address: 'likeness' }, 'Deze naam lijkt op een andere.', 'This name looks like another.'],
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

/** What only a command at a terminal, or the start of the program, runs into. */
const atTheTerminal: ReadonlySet<string> = new Set([
  'ambiguous-name', 'archive-too-old', 'backup-damaged', 'backup-exists', 'backup-missing', 'daemon-running', 'file-missing', 'file-not-regular', 'file-too-large', 'file-unreadable',
  'no-text', 'not-modified', 'pack-missing', 'policy-busy', 'restore-refused', 'store-newer',
]);
/** What a page tells in words of its own, beside the field that it is about. */
const besideAField: ReadonlySet<string> = new Set(['account-name', 'account-taken', 'bad-address', 'last-administrator', 'password-weak', 'password-wrong', 'unknown-time-zone', 'unknown-topic', 'unknown-vendor']);

test('whatever a use case or the store may refuse has Dutch words for the pages', async () => {
  const folders = ['app', 'storage'].map((room) => path.join(import.meta.dirname, '../../../src', room));
  const codes = new Set<string>();
  for (const folder of folders) {
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.ts'))) {
      const source = await readFile(path.join(folder, name), 'utf8');
      for (const [, code = ''] of source.matchAll(/(?:code: |refused\(|damaged\(|problem\()'([a-z][a-z-]{2,40})'/gu)) codes.add(code);
    }
  }
  expect(codes.size).toBeGreaterThan(25);
  const untold = [...codes].filter((code) => !atTheTerminal.has(code) && !besideAField.has(code)).filter((code) => {
    const { nl, en } = problemIn({ code, retryable: false, message: 'An English sentence.', mend: 'An English mend.' });
    return nl === en || nl.includes('English');
  });
  expect(untold).toEqual([]);
});
