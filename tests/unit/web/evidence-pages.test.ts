import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { fillDatabase } from '../../support/made-database.ts';
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
