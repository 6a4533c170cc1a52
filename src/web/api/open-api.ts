import { z } from 'zod';
import type { Endpoint } from './endpoints.ts';
import { problem } from './shapes.ts';

const jsonOf = (schema: z.ZodType, io: 'input' | 'output'): unknown => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io });
  return rest;
};

/** @returns the endpoints as an OpenAPI 3.1 document */
export function openApi(endpoints: readonly Endpoint[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:([a-z]+)/gu, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Clausewatch', version: '1', description: 'What vendors’ policies say, what changed, and what was decided. Reading needs the role of reader, deciding that of reviewer.' },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token made on the page of accounts' } } },
    paths,
  };
}

function operation(endpoint: Endpoint): unknown {
  const answer = (description: string, schema: unknown): unknown => ({ description, content: { 'application/json': { schema } } });
  const trouble = jsonOf(problem, 'output');
  return {
    operationId: `${endpoint.method.toLowerCase()}${endpoint.path.replace('/api/v1', '').replace(/[^A-Za-z]+/gu, '-')}`,
    summary: endpoint.summary,
    ...(endpoint.parameters.length === 0 ? {} : { parameters: endpoint.parameters.map((parameter) => ({ name: parameter.name, in: parameter.in, required: parameter.in === 'path', description: parameter.description, schema: { type: 'string' } })) }),
    ...(endpoint.request === null ? {} : { requestBody: { required: true, content: { 'application/json': { schema: jsonOf(endpoint.request, 'input') } } } }),
    responses: {
      200: endpoint.response === null ? answer('An OpenAPI document', { type: 'object' }) : answer('The answer', jsonOf(endpoint.response, 'output')),
      ...(endpoint.request === null ? {} : { 400: answer('The body is not as described', trouble), 422: answer('The body is as described, and yet cannot be done; nothing was', trouble) }),
      401: answer('No token, or one that is not known', trouble),
      403: answer(`Needs the role of ${endpoint.needs}`, trouble),
      404: answer('There is no such thing', trouble),
    },
  };
}
