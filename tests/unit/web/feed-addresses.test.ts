import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeAccount } from '../../../src/app/accounts.ts';
import { listAccounts } from '../../../src/storage/accounts.ts';
import { sql } from 'kysely';
import { fillDatabase } from '../../support/made-database.ts';
import { addressOf } from '../../../src/web/settings.ts';
import { csrfOf, madeSite, post, publicSettings, type MadeSite } from '../../support/site.ts';

let site: MadeSite;

beforeEach(async () => {
  site = await madeSite(publicSettings);
  await fillDatabase(site.storage);
});

afterEach(() => site.close());

interface Person {
  readonly cookie: string;
  readonly csrf: string;
}

async function comeIn(role: 'reader' | 'administrator' = 'reader'): Promise<Person> {
  return csrfOf(site, await site.session(role), '/me');
}

async function makeAddress(person: Person, name = 'Outlook'): Promise<string> {
  const page = await (await post(site, '/me/feeds', { csrf: person.csrf, name }, { cookie: person.cookie })).text();
  const key = /calendar\.ics\?key=(cwf_[A-Za-z0-9_-]{43})</u.exec(page)?.[1];
  if (key === undefined) throw new Error('No address was shown.');
  return key;
}

test('a secret address is shown once, stored only as a hash, and opens the calendar and each feed', async () => {
  const person = await comeIn();
  const key = await makeAddress(person);
  expect(await (await site.ask('/me', { headers: { cookie: person.cookie } })).text()).not.toContain(key);
  const stored = JSON.stringify((await sql`select * from feed_tokens`.execute(site.storage.db)).rows);
  expect(stored).not.toContain(key.slice(4));
  for (const path of ['/calendar.ics', '/feeds/changes.atom', '/feeds/changes.json', '/feeds/vendors/loonwolk.atom', '/feeds/tags/kritiek.json']) {
    const answer = await site.ask(`${path}?key=${key}`);
    expect(answer.status, path).toBe(200);
    expect(await answer.text(), path).not.toContain(key);
    expect((await site.ask(path)).status, path).toBe(401);
    expect((await site.ask(`${path}?key=${key.slice(0, -1)}`)).status, path).toBe(401);
  }
});

test('a revoked address is shut at once, by its owner alone', async () => {
  const [owner, other] = [await comeIn(), await comeIn('administrator')];
  const key = await makeAddress(owner);
  await post(site, '/me/feeds/1/revoke', { csrf: other.csrf }, { cookie: other.cookie });
  expect((await site.ask(`/calendar.ics?key=${key}`)).status).toBe(200);
  expect((await post(site, '/me/feeds/1/revoke', { csrf: owner.csrf }, { cookie: owner.cookie })).headers.get('location')).toBe('/me?done=feed-revoked');
  expect((await site.ask(`/calendar.ics?key=${key}`)).status).toBe(401);
});

test('the addresses of a disabled account are shut with it', async () => {
  const person = await comeIn();
  const key = await makeAddress(person);
  const account = (await listAccounts(site.storage.db)).find(({ role }) => role === 'reader');
  if (account === undefined) throw new Error('There is no account.');
  await changeAccount(site.services, account.id, { disabled: true });
  expect((await site.ask(`/calendar.ics?key=${key}`)).status).toBe(401);
});

test('an address needs a name, and nobody keeps more than twenty', async () => {
  const person = await comeIn();
  expect((await post(site, '/me/feeds', { csrf: person.csrf, name: ' ' }, { cookie: person.cookie })).status).toBe(422);
  for (let count = 0; count < 20; count += 1) await makeAddress(person, `device ${count}`);
  const refused = await post(site, '/me/feeds', { csrf: person.csrf, name: 'one more' }, { cookie: person.cookie });
  expect(refused.status).toBe(422);
  expect(await refused.text()).not.toContain('key=');
});

test('pages that are bound to an IPv6 address name it in brackets, and their feeds answer', async () => {
  expect(addressOf({ baseUrl: null, host: '::1', port: 8484 })).toBe('http://[::1]:8484');
  expect(addressOf({ baseUrl: null, host: '127.0.0.1', port: 8484 })).toBe('http://127.0.0.1:8484');
  expect(addressOf({ baseUrl: 'https://watch.example.nl', host: '::1', port: 8484 })).toBe('https://watch.example.nl');
  const local = await madeSite({ baseUrl: null, host: '::1' });
  try {
    for (const file of ['/feeds/changes.json', '/feeds/changes.atom', '/calendar.ics']) expect((await local.ask(file)).status).toBe(200);
  } finally {
    await local.close();
  }
});
