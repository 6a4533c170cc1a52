import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { fillDatabase, makeCapture } from '../../support/made-database.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { findPolicy } from '../../../src/storage/policies.ts';
import { madeSite, type MadeSite } from '../../support/site.ts';

let site: MadeSite;

beforeAll(async () => {
  site = await madeSite();
  await fillDatabase(site.storage);
});

afterAll(() => site.close());

test('V14 the page of a capture tells where it came from, when, over what, by which program, and leads to its bytes', async () => {
  const captured = await sql<{ readonly exchange: string; readonly body_sha256: string; readonly tool: string; readonly at: string }>`select exchange, body_sha256, tool, at from captures where id = 1`.execute(site.storage.db);
  const [row] = captured.rows;
  if (row === undefined) throw new Error('there is no capture');
  const exchange = { ...(JSON.parse(row.exchange) as object), remoteAddress: '192.0.2.7', tlsFingerprint: 'AB:CD:EF', responseHeaders: [['date', 'Fri, 01 Jan 1999 00:00:00 GMT'], ['x-made', 'yes']] };
  await sql`update captures set exchange = ${JSON.stringify(exchange)} where id = 1`.execute(site.storage.db);
  const text = await (await site.ask('/policies/loonwolk/privacy-policy/captures/1')).text();
  for (const fact of ['192.0.2.7', 'AB:CD:EF', row.body_sha256, row.tool, 'Fri, 01 Jan 1999 00:00:00 GMT', 'x-made', '/policies/loonwolk/privacy-policy/captures/1/raw']) expect(text, fact).toContain(fact);
});

test.each(['/policies/loonwolk/privacy-policy/captures/..%2f..%2fetc%2fpasswd/raw', '/policies/..%2f..%2f/x', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/package.json', '/exports/..%2fclausewatch.db', '/policies/loonwolk/privacy-policy/captures/1e0/raw', '/policies/loonwolk/privacy-policy/captures/0x1/raw', '/policies/loonwolk/privacy-policy/captures/1%00/raw'])('X17 %s leads to no file', async (place) => {
  const response = await site.ask(place);
  expect(response.status).toBe(404);
  expect(await response.text()).not.toMatch(/root:|"name": "clausewatch"|SQLite format/u);
});

test('each look that showed a wording before it was confirmed says so, and which version it became; one at another wording does not', async () => {
  const policy = await findPolicy(site.storage.db, 'loonwolk/privacy-policy');
  const stored = await sql<{ readonly text: string }>`select readings.text from readings join versions on versions.id = readings.version_id where versions.policy_id = ${policy?.id ?? 0} and versions.number = 2`.execute(site.storage.db);
  const text = stored.rows[0]?.text ?? '';
  if (policy === null || text === '') throw new Error('there is no second version');
  const between = await makeCapture(site.storage, policy.id, policy.source.url, '2026-11-09T06:10:00.000Z' as Instant, text, 'pending');
  const other = await makeCapture(site.storage, policy.id, policy.source.url, '2026-11-09T06:20:00.000Z' as Instant, '# Iets anders', 'pending');
  const pageOf = async (path: string): Promise<string> => (await site.ask(path, { headers: { 'accept-language': 'nl' } })).text();
  const rowOf = (html: string, id: number): string => html.split('<tr>').find((row) => row.includes(`captures/${id}"`)) ?? '';
  const log = await pageOf('/policies/loonwolk/privacy-policy/checks');
  expect(rowOf(log, between.id)).toContain('nieuwe tekst, later bevestigd');
  expect(rowOf(log, other.id)).toContain('nieuwe tekst, nog niet bevestigd');
  expect(await pageOf(`/policies/loonwolk/privacy-policy/captures/${between.id}`)).toContain('/policies/loonwolk/privacy-policy/versions/2"');
  expect(await pageOf(`/policies/loonwolk/privacy-policy/captures/${other.id}`)).toContain('nieuwe tekst, nog niet bevestigd');
});
