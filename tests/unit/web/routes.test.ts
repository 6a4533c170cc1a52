import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFeedToken } from '../../../src/app/feed-tokens.ts';
import { roles, type Role } from '../../../src/domain/role.ts';
import { routes, type Route } from '../../../src/web/routes.ts';
import { tokenHash } from '../../../src/web/tokens.ts';
import { fillDatabase } from '../../support/made-database.ts';
import { csrfOf, madeSite, post, publicSettings, type MadeSite } from '../../support/site.ts';

/** Every address and the least role that it needs, written down a second time: a route that is not here fails. */
const expected: Readonly<Record<Role | 'public', readonly string[]>> = {
  public: [
    'GET /sign-in', 'POST /sign-in', 'POST /sign-out', 'POST /language', 'GET /setup/:token', 'POST /setup/:token', 'GET /confirm/:token', 'POST /confirm/:token',
    'GET /unsubscribe/:token', 'POST /unsubscribe/:token', 'GET /healthz',
  ],
  reader: [
    'GET /', 'GET /vendors', 'GET /vendors/:vendor', 'GET /vendors/:vendor/as-of', 'GET /policies/:vendor/:type/versions/:number/evidence', 'GET /changes/:change/evidence', 'GET /policies/:vendor/:type', 'GET /policies/:vendor/:type/checks', 'GET /policies/:vendor/:type/compare',
    'GET /policies/:vendor/:type/compare.txt', 'GET /policies/:vendor/:type/as-of', 'GET /policies/:vendor/:type/versions/:file{[0-9]+\\.txt}', 'GET /policies/:vendor/:type/versions/:number',
    'GET /policies/:vendor/:type/captures/:capture', 'GET /policies/:vendor/:type/captures/:capture/frame', 'GET /policies/:vendor/:type/captures/:capture/raw', 'GET /comparisons/:comparison', 'GET /captures/:capture', 'GET /review',
    'GET /changes/:change', 'GET /decisions', 'GET /search', 'GET /sub-processors', 'GET /deadlines', 'GET /subscribers', 'POST /subscribe', 'GET /exports',
    'GET /exports/:file{[a-z-]+\\.csv}', 'GET /health', 'GET /me', 'POST /me/name', 'POST /me/password', 'POST /me/feeds', 'POST /me/feeds/:feed/revoke', 'GET /metrics', 'GET /feeds/:file', 'GET /feeds/vendors/:file',
    'GET /feeds/tags/:file', 'GET /calendar.ics', 'GET /api/v1/vendors', 'GET /api/v1/vendors/:vendor', 'GET /api/v1/policies', 'GET /api/v1/policies/:vendor/:type/versions',
    'GET /api/v1/policies/:vendor/:type/versions/:number', 'GET /api/v1/comparisons/:comparison', 'GET /api/v1/changes', 'GET /api/v1/changes/:change', 'GET /api/v1/decisions',
    'GET /api/v1/deadlines', 'GET /api/v1/sub-processors', 'GET /api/v1/search', 'GET /api/v1/health', 'GET /api/v1/openapi.json',
  ],
  reviewer: [
    'POST /vendors/:vendor/check', 'GET /jobs/:job', 'GET /jobs/:job/events', 'POST /policies/:vendor/:type/check', 'POST /decisions', 'POST /deadlines/:deadline/settle', 'POST /api/v1/decisions',
  ],
  administrator: [
    'GET /vendors/new', 'POST /vendors/find', 'POST /vendors', 'GET /vendors/:vendor/edit', 'POST /vendors/:vendor/edit', 'POST /vendors/:vendor/pause', 'POST /vendors/:vendor/resume',
    'POST /vendors/:vendor/remove', 'POST /policies/:vendor/:type/pause', 'POST /policies/:vendor/:type/resume', 'POST /policies/:vendor/:type/remove', 'POST /subscribers',
    'POST /subscribers/:subscriber/end', 'GET /accounts', 'POST /accounts', 'POST /accounts/:account', 'POST /tokens', 'POST /tokens/:token/revoke',
  ],
};

const values: Readonly<Record<string, string>> = { vendor: 'loonwolk', type: 'privacy-policy', number: '1', capture: '1', comparison: '1', change: '1', deadline: '1', subscriber: '1', account: '999', token: '999', feed: '999', job: 'none' };
const files: Readonly<Record<string, string>> = {
  '/policies/:vendor/:type/versions/:file{[0-9]+\\.txt}': '/policies/loonwolk/privacy-policy/versions/1.txt',
  '/exports/:file{[a-z-]+\\.csv}': '/exports/vendors.csv',
  '/feeds/:file': '/feeds/changes.atom',
  '/feeds/vendors/:file': '/feeds/vendors/loonwolk.json',
  '/feeds/tags/:file': '/feeds/tags/kritiek.atom',
};

function addressOf(route: Route): string {
  return files[route.path] ?? route.path.replace(/:([a-z]+)/gu, (_, name: string) => values[name] ?? 'x');
}

function keyOf(route: Route): string {
  return `${route.method} ${route.path}`;
}

let site: MadeSite;
let cookies: Readonly<Record<Role, string>>;

beforeAll(async () => {
  site = await madeSite(publicSettings);
  await fillDatabase(site.storage);
  cookies = { reader: await site.session('reader'), reviewer: await site.session('reviewer'), administrator: await site.session('administrator') };
});

afterAll(() => site.close());

async function asked(route: Route, cookie: string): Promise<Response> {
  const address = addressOf(route);
  if (route.method === 'GET') return site.ask(address, { headers: { cookie } });
  const form = await csrfOf(site, cookie, cookie === '' ? '/sign-in' : '/me');
  return post(site, address, { csrf: form.csrf }, { cookie: form.cookie, origin: 'https://watch.example.nl' });
}

test('X12 every route is known here, with the role that it needs', () => {
  const known = Object.entries(expected).flatMap(([needs, keys]) => keys.map((key) => `${needs}: ${key}`));
  expect(routes.map((route) => `${route.needs}: ${keyOf(route)}`).toSorted()).toEqual(known.toSorted());
});

test('what changes records is a POST that needs more than a reader; a public one changes the asker at most', () => {
  for (const route of routes) {
    if (route.method === 'GET') expect(route.changes, keyOf(route)).toBe('nothing');
    if (route.changes === 'records') expect(['reviewer', 'administrator'].includes(route.needs) || route.path === '/setup/:token', keyOf(route)).toBe(true);
    if (route.proof === 'link') expect(route.path, keyOf(route)).toMatch(/^\/(?:confirm|unsubscribe)\//u);
  }
});

test.each(routes.map((route) => [keyOf(route), route] as const))('X12 X22 G19 %s lets in exactly whom it should', async (_, route) => {
  const nobody = await asked(route, '');
  if (route.needs === 'public') expect([200, 303, 401, 404, 422], 'nobody').toContain(nobody.status);
  else if (route.door === 'page') {
    expect(nobody.status, 'nobody').toBe(303);
    expect(nobody.headers.get('location')).toMatch(/^\/sign-in/u);
  } else expect(nobody.status, 'nobody').toBe(401);
  for (const role of roles) {
    if (route.path === '/sign-out') continue;
    const response = await asked(route, cookies[role]);
    const allowed = route.needs === 'public' || roles.indexOf(role) >= roles.indexOf(route.needs);
    // A wrong password is answered with 401, whoever sends it.
    if (allowed) expect(route.path === '/sign-in' ? [303, 401] : [200, 303, 400, 404, 422], `${role} ${await response.text()}`).toContain(response.status);
    else expect(response.status, role).toBe(403);
  }
});

test('a secret address of a feed opens the feeds and the calendar for reading, and not one other route', async () => {
  const key = `cwf_${'k'.repeat(43)}`;
  await addFeedToken(site.services, { owner: { accountId: null, name: 'Noor' }, name: 'Outlook', tokenSha256: tokenHash(key) });
  for (const route of routes) {
    if (route.needs === 'public') continue;
    const address = `${addressOf(route)}?key=${key}`;
    const response = route.method === 'GET' ? await site.ask(address) : await post(site, address, { key });
    if (route.door === 'feed') expect(response.status, keyOf(route)).toBe(200);
    else expect([303, 401], keyOf(route)).toContain(response.status);
    const asToken = await site.ask(addressOf(route), { method: route.method, headers: { authorization: `Bearer ${key}` } });
    expect([303, 401], keyOf(route)).toContain(asToken.status);
  }
});

async function contents(): Promise<string> {
  const tables = ['vendors', 'policies', 'captures', 'checks', 'versions', 'comparisons', 'changes', 'decisions', 'deadlines', 'subscribers', 'deliveries', 'accounts', 'api_tokens', 'ledger', 'settings', 'notices'];
  const rows = [];
  for (const table of tables) rows.push([table, (await sql`select * from ${sql.table(table)}`.execute(site.storage.db)).rows]);
  return JSON.stringify(rows);
}

test('a reader changes nothing, whatever they send', async () => {
  const before = await contents();
  const form = await csrfOf(site, cookies.reader, '/me');
  const everything = { csrf: form.csrf, change: '1', state: 'accepted', by: 'x', why: 'x', name: 'x', answer: 'accepted', role: 'administrator', do: 'change', use: '0', url0: 'https://example.nl/privacy', changes: '[1]' };
  for (const route of routes) {
    if (route.method !== 'POST' || route.changes !== 'records') continue;
    const response = await post(site, addressOf(route), everything, { cookie: form.cookie });
    expect([403, 404], keyOf(route)).toContain(response.status);
  }
  for (const route of routes) if (route.method === 'GET') await site.ask(addressOf(route), { headers: { cookie: cookies.administrator } });
  expect(await contents()).toBe(before);
});

test('an address that no route knows is a sign-in page for strangers and 404 for the others', async () => {
  expect((await site.ask('/nowhere')).status).toBe(303);
  expect((await site.ask('/nowhere', { headers: { cookie: cookies.reader } })).status).toBe(404);
  expect((await site.ask('/vendors/loonwolk', { method: 'DELETE', headers: { cookie: cookies.administrator } })).status).toBe(404);
});
