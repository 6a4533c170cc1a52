import { afterEach, expect, test } from 'vitest';
import { addAccount, addApiToken } from '../../../src/app/accounts.ts';
import { insertAccount } from '../../../src/storage/accounts.ts';
import { listVendors } from '../../../src/storage/vendors.ts';
import { safePath } from '../../../src/web/safe-path.ts';
import { tokenHash } from '../../../src/web/tokens.ts';
import { fillDatabase } from '../../support/made-database.ts';
import { madeNow } from '../../support/made-web.ts';
import { csrfOf, madeSite, post, publicSettings, type MadeSite } from '../../support/site.ts';

const open: MadeSite[] = [];

async function siteWith(...args: Parameters<typeof madeSite>): Promise<MadeSite> {
  const site = await madeSite(...args);
  open.push(site);
  return site;
}

afterEach(async () => {
  for (const site of open.splice(0)) await site.close();
});

test('X14 every answer carries the headers that keep a page to itself', async () => {
  const site = await siteWith(publicSettings);
  await fillDatabase(site.storage);
  const cookie = await site.session('administrator');
  for (const path of ['/', '/nowhere', '/sign-in', '/healthz', '/api/v1/vendors', '/assets/none.css', '/policies/loonwolk/privacy-policy/captures/1/raw', '/feeds/changes.atom', '/exports/vendors.csv']) {
    const { headers } = await site.ask(path, { headers: { cookie } });
    expect(headers.get('content-security-policy'), path).toMatch(/default-src 'none'/u);
    expect(headers.get('content-security-policy'), path).not.toMatch(/unsafe|\*|https?:/u);
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(headers.get('x-frame-options'), path).toBe('DENY');
    expect(headers.get('strict-transport-security'), path).toMatch(/max-age=\d{8}/u);
  }
});

test('X08 a captured page is only ever a file, and a sandboxed one', async () => {
  const site = await siteWith();
  await fillDatabase(site.storage);
  const { headers } = await site.ask('/policies/loonwolk/privacy-policy/captures/1/raw');
  expect(headers.get('content-type')).toBe('application/octet-stream');
  expect(headers.get('content-disposition')).toBe('attachment; filename="capture-1.html"');
  expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/u);
  expect((await site.ask('/policies/pigeonpost/terms-of-service/captures/1/raw')).status).toBe(404);
});

test('X11 a POST without the form’s token, or with another session’s, does nothing', async () => {
  const site = await siteWith(publicSettings);
  await fillDatabase(site.storage);
  const cookie = await site.session('administrator');
  const other = await csrfOf(site, await site.session('administrator'));
  for (const csrf of ['', 'x', other.csrf]) {
    const response = await post(site, '/vendors/loonwolk/remove', { csrf }, { cookie });
    expect(response.status).toBe(403);
  }
  expect((await listVendors(site.storage.db)).map((vendor) => vendor.slug)).toContain('loonwolk');
});

test('a POST that a browser says comes from elsewhere does nothing, token or not', async () => {
  const site = await siteWith(publicSettings);
  await fillDatabase(site.storage);
  const form = await csrfOf(site, await site.session('administrator'));
  const strangers: readonly Readonly<Record<string, string>>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }];
  for (const headers of strangers) {
    expect((await post(site, '/vendors/loonwolk/pause', { csrf: form.csrf }, { cookie: form.cookie, ...headers })).status).toBe(403);
  }
  for (const origin of ['https://watch.example.nl', 'null']) {
    expect((await post(site, '/vendors/loonwolk/pause', { csrf: form.csrf }, { cookie: form.cookie, origin, 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  }
});

test('X16 pages without accounts answer to this computer’s own names only, and never through a proxy', async () => {
  const site = await siteWith();
  expect((await site.ask('/', { headers: { host: 'localhost:8484' } })).status).toBe(200);
  expect((await site.ask('/', { headers: { host: '[::1]:8484' } })).status).toBe(200);
  expect((await site.ask('/', { headers: { host: 'evil.example:8484' } })).status).toBe(421);
  expect((await site.ask('/', { headers: { host: '127.0.0.1.evil.example' } })).status).toBe(421);
  expect((await site.ask('/', { headers: { 'x-forwarded-for': '198.51.100.7' } })).status).toBe(403);
  expect(await (await site.ask('/')).text()).toContain('Er wordt geen account gevraagd');
});

test('accounts are demanded wherever the pages can be reached from elsewhere', async () => {
  for (const settings of [{ host: '0.0.0.0' }, { baseUrl: 'https://watch.example.nl' }, { trustedProxyHeader: 'x-user' }]) {
    const site = await siteWith(settings);
    expect((await site.ask('/')).status, JSON.stringify(settings)).toBe(303);
  }
});

test('a trusted proxy’s header is believed from its address alone', async () => {
  const site = await siteWith({ ...publicSettings, trustedProxyHeader: 'X-Remote-User', trustedProxies: ['192.0.2.1'] });
  await insertAccount(site.storage.db, { name: 'noor@example.nl', displayName: 'Noor', role: 'administrator', password: null, createdAt: madeNow });
  const headers = { 'x-remote-user': 'Noor@example.nl' };
  expect((await site.ask('/accounts', { headers, remote: '192.0.2.1' })).status).toBe(200);
  expect((await site.ask('/accounts', { headers, remote: '::ffff:192.0.2.1' })).status).toBe(200);
  expect((await site.ask('/accounts', { headers, remote: '192.0.2.9' })).status).toBe(303);
  expect((await site.ask('/accounts', { headers: { 'x-remote-user': 'stranger' }, remote: '192.0.2.1' })).status).toBe(403);
  expect((await site.ask('/', { headers: { 'x-remote-user': 'stranger' }, remote: '192.0.2.1' })).status).toBe(200);
});

test('X15 signing in gives a new session in a cookie that scripts and neighbours cannot have', { timeout: 60_000 }, async () => {
  const site = await siteWith(publicSettings);
  await addAccount(site.services, { name: 'Noor', displayName: 'Noor de Wit', role: 'reviewer', password: 'a long enough pass' });
  const form = await csrfOf(site, '', '/sign-in?next=%2Freview');
  const wrong = await post(site, '/sign-in', { csrf: form.csrf, name: 'noor', password: 'a wrong long password' }, { cookie: form.cookie });
  expect(wrong.status).toBe(401);
  const right = await post(site, '/sign-in', { csrf: form.csrf, name: 'noor', password: 'a long enough pass', next: '/review' }, { cookie: form.cookie });
  expect(right.status).toBe(303);
  expect(right.headers.get('location')).toBe('/review');
  const [cookie = ''] = right.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-clausewatch-session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/u);
  const session = cookie.split(';')[0] ?? '';
  expect((await site.ask('/review', { headers: { cookie: session } })).status).toBe(200);
  const out = await csrfOf(site, session);
  expect((await post(site, '/sign-out', { csrf: out.csrf }, { cookie: out.cookie })).status).toBe(303);
  expect((await site.ask('/review', { headers: { cookie: session } })).status).toBe(303);
});

test('a session that somebody planted is worth nothing', async () => {
  const site = await siteWith(publicSettings);
  expect((await site.ask('/', { headers: { cookie: `__Host-clausewatch-session=${'x'.repeat(43)}` } })).status).toBe(303);
});

test('X15 guessing is stopped, for the name and for the address, before the password is looked at', { timeout: 60_000 }, async () => {
  const site = await siteWith(publicSettings);
  const form = await csrfOf(site, '', '/sign-in');
  for (let count = 0; count < 5; count += 1) site.door.noteFailure(['name:noor', 'address:198.51.100.7']);
  const attempt = (name: string, remote: string): Promise<Response> =>
    site.ask('/sign-in', { method: 'POST', remote, body: new URLSearchParams({ csrf: form.csrf, name, password: 'x' }), headers: { cookie: form.cookie, 'content-type': 'application/x-www-form-urlencoded' } });
  expect((await attempt('noor', '203.0.113.1')).status).toBe(429);
  expect((await attempt('someone', '198.51.100.7')).status).toBe(429);
  expect((await attempt('someone', '203.0.113.1')).status).toBe(401);
});

test('the first account is made by the printed link, once', { timeout: 60_000 }, async () => {
  const site = await siteWith(publicSettings);
  const token = site.door.openSetup();
  expect((await site.ask('/setup/guess')).status).toBe(404);
  const form = await csrfOf(site, '', `/setup/${token}`);
  const fields = { csrf: form.csrf, name: 'noor', displayName: 'Noor', password: 'a long enough pass' };
  expect((await post(site, `/setup/${token}`, { ...fields, password: 'short' }, { cookie: form.cookie })).status).toBe(422);
  expect((await post(site, `/setup/${token}`, fields, { cookie: form.cookie })).status).toBe(303);
  expect((await post(site, `/setup/${token}`, { ...fields, name: 'second' }, { cookie: form.cookie })).status).toBe(404);
});

test('X23 a token speaks for its role in a header and nowhere else', async () => {
  const site = await siteWith({ ...publicSettings, apiTokens: { monitor: 'from-the-environment' } });
  await fillDatabase(site.storage);
  await addApiToken(site.services, { name: 'reviews', tokenSha256: tokenHash('reviewer-token'), role: 'reviewer', createdBy: 'Noor' });
  const bearer = (token: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${token}` });
  expect((await site.ask('/api/v1/vendors', { headers: bearer('from-the-environment') })).status).toBe(200);
  expect((await site.ask('/metrics', { headers: bearer('from-the-environment') })).status).toBe(200);
  expect((await site.ask('/api/v1/vendors', { headers: bearer('guess') })).status).toBe(401);
  expect((await site.ask('/api/v1/vendors?token=from-the-environment')).status).toBe(401);
  const basic = Buffer.from('anything:reviewer-token').toString('base64');
  expect((await site.ask('/feeds/changes.atom', { headers: { authorization: `Basic ${basic}` } })).status).toBe(200);
  const decision = { method: 'POST', body: JSON.stringify({ changes: [1], state: 'no-action' }) };
  expect((await site.ask('/api/v1/decisions', { ...decision, headers: { ...bearer('from-the-environment'), 'content-type': 'application/json' } })).status).toBe(403);
  const recorded = await site.ask('/api/v1/decisions', { ...decision, headers: { ...bearer('reviewer-token'), 'content-type': 'application/json' } });
  expect([recorded.status, await recorded.json()]).toEqual([200, { recorded: 1 }]);
  expect((await site.ask('/api/v1/decisions', { ...decision, headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' } })).status).toBe(403);
  const cookie = await site.session('reviewer');
  expect((await site.ask('/api/v1/decisions', { ...decision, headers: { cookie, 'content-type': 'application/json' } })).status).toBe(403);
});

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/a\u0000b', '', 'evil', '/\t/evil.example'])('X13 %j is no place to go on to', (text) => {
  expect(safePath(text)).toBeNull();
});

test('a path of our own is one', () => {
  expect(safePath('/review?state=open&x=%2F')).toBe('/review?state=open&x=%2F');
});

test('G18 bodies that are too long, too deep or no JSON at all are refused', async () => {
  const site = await siteWith();
  const headers = { 'content-type': 'application/json', 'x-csrf-token': '' };
  const form = await csrfOf(site, '');
  const send = (body: string): Promise<Response> => site.ask('/api/v1/decisions', { method: 'POST', body, headers: { ...headers, cookie: form.cookie, 'x-csrf-token': form.csrf } });
  expect((await send('{"changes":'.repeat(3))).status).toBe(400);
  expect((await send(`${'['.repeat(5000)}${']'.repeat(5000)}`)).status).toBe(400);
  expect((await send('{"__proto__":{"polluted":1},"changes":[1],"state":"accepted","extra":1}')).status).toBe(400);
  expect(Object.prototype).not.toHaveProperty('polluted');
  expect((await send(`{"changes":[1],"state":"accepted","why":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413);
});
