import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { indexNewChanges } from '../../../src/app/search-texts.ts';
import { readNewSubProcessors } from '../../../src/app/sub-processors.ts';
import { endpoints, type Endpoint } from '../../../src/web/api/endpoints.ts';
import { routes } from '../../../src/web/routes.ts';
import { fillDatabase } from '../../support/made-database.ts';
import { csrfOf, madeSite, type MadeSite } from '../../support/site.ts';

const document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string(), parameters: z.array(z.object({ name: z.string(), in: z.string() })).optional(), requestBody: z.unknown().optional(), responses: z.record(z.string(), z.unknown()) }))),
});

const values: Readonly<Record<string, string>> = { vendor: 'pigeonpost', type: 'terms-of-service', number: '2', comparison: '1', change: '2' };

let site: MadeSite;

beforeAll(async () => {
  site = await madeSite();
  await fillDatabase(site.storage);
  await indexNewChanges(site.services);
  await readNewSubProcessors(site.services);
});

afterAll(() => site.close());

function addressOf(endpoint: Endpoint): string {
  const path = endpoint.path.replace(/:([a-z]+)/gu, (_, name: string) => values[name] ?? 'x');
  return path.endsWith('/search') ? `${path}?q=openai` : path;
}

test('the served description names every route of the API and no other', async () => {
  const served = document.parse(await (await site.ask('/api/v1/openapi.json')).json());
  const described = Object.entries(served.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  const real = routes.filter((route) => route.path.startsWith('/api/')).map((route) => `${route.method} ${route.path.replace(/:([a-z]+)/gu, '{$1}')}`);
  expect(described.toSorted()).toEqual(real.toSorted());
});

test('the description is valid by the schema of OpenAPI itself, and the validator knows a fault', async () => {
  const whole = z.record(z.string(), z.unknown());
  const served = whole.parse(await (await site.ask('/api/v1/openapi.json')).json());
  const validator = new Validator();
  const { valid, errors } = await validator.validate(served);
  expect(errors).toBeUndefined();
  expect([valid, validator.version]).toEqual([true, '3.1']);
  const faulty = whole.parse(JSON.parse(JSON.stringify(served).replace('"in":"query"', '"in":"nowhere"')));
  expect((await new Validator().validate(faulty)).valid).toBe(false);
});

test('the description names each parameter of a path, and each operation once', async () => {
  const served = document.parse(await (await site.ask('/api/v1/openapi.json')).json());
  const ids = Object.values(served.paths).flatMap((methods) => Object.values(methods).map((operation) => operation.operationId));
  expect(new Set(ids).size).toBe(ids.length);
  for (const [path, methods] of Object.entries(served.paths)) {
    const inPath = [...path.matchAll(/\{([a-z]+)\}/gu)].map((match) => match[1] ?? '');
    for (const operation of Object.values(methods)) {
      expect((operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)).toEqual(inPath);
      expect(Object.keys(operation.responses)).toEqual('requestBody' in operation ? ['200', '400', '401', '403', '404', '422'] : ['200', '401', '403', '404']);
    }
  }
});

test.each(endpoints.filter((endpoint) => endpoint.method === 'GET' && endpoint.response !== null).map((endpoint) => [endpoint.path, endpoint] as const))('%s answers as it is described', async (_, endpoint) => {
  const response = await site.ask(addressOf(endpoint));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const answer: unknown = await response.json();
  expect(answer).toEqual(endpoint.response?.parse(answer));
  expect(JSON.stringify(answer).length).toBeGreaterThan(endpoint.path.endsWith('/decisions') ? 10 : 60);
});

test('a decision by the API stands in the ledger and on the change', async () => {
  const form = await csrfOf(site, '');
  const response = await site.ask('/api/v1/decisions', { method: 'POST', body: JSON.stringify({ changes: [2, 3], state: 'accepted', why: 'half\uD800 a character' }), headers: { 'content-type': 'application/json', 'x-csrf-token': form.csrf, cookie: form.cookie } });
  expect(await response.json()).toEqual({ recorded: 2 });
  const change = z.object({ state: z.string(), decisions: z.array(z.object({ why: z.string(), by: z.string() })) }).parse(await (await site.ask('/api/v1/changes/2')).json());
  expect(change.state).toBe('accepted');
  expect(change.decisions).toEqual([{ why: 'half\uFFFD a character', by: 'API' }]);
});

test('what is not there is 404, and told as JSON', async () => {
  for (const path of ['/api/v1/vendors/none', '/api/v1/changes/99999', '/api/v1/comparisons/x', '/api/v1/policies?vendor=none', '/api/v1/policies/loonwolk/none/versions']) {
    const response = await site.ask(path);
    expect(response.status, path).toBe(404);
    expect(await response.json()).toMatchObject({ error: { message: expect.any(String) } });
  }
});

test('a list goes on where the page before ended, and never repeats itself', async () => {
  const shape = z.object({ items: z.array(z.object({ id: z.number() })), next: z.string().nullable() });
  const first = shape.parse(await (await site.ask('/api/v1/changes')).json());
  const last = first.items.at(-3);
  const change = z.object({ id: z.number(), createdAt: z.string() }).parse(await (await site.ask(`/api/v1/changes/${last?.id ?? 0}`)).json());
  const rest = shape.parse(await (await site.ask(`/api/v1/changes?after=${encodeURIComponent(`0 ${change.createdAt} ${change.id}`)}`)).json());
  expect(rest.items.every((item) => item.id !== change.id)).toBe(true);
});
