import type { z } from 'zod';
import type { Role } from '../../domain/role.ts';
import type { Handler } from '../visit.ts';
import * as read from './read.ts';
import * as shapes from './shapes.ts';
import { openApi } from './open-api.ts';
import { recordDecision } from './record-decision.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly description: string;
}

/** An address of the API with all that its description says of it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** Hono's notation. */
  readonly path: string;
  readonly summary: string;
  readonly needs: Role;
  readonly parameters: readonly Parameter[];
  readonly request: z.ZodType | null;
  /** Null: the description of the API itself. */
  readonly response: z.ZodType | null;
  readonly handler: Handler;
}

const vendorSlug: Parameter = { name: 'vendor', in: 'path', description: 'The vendor’s slug' };
const policyType: Parameter = { name: 'type', in: 'path', description: 'The second part of the policy’s slug' };
const after: Parameter = { name: 'after', in: 'query', description: 'The `next` of the page before' };
const query = (name: string, description: string): Parameter => ({ name, in: 'query', description });

function get(path: string, summary: string, parameters: readonly Parameter[], response: z.ZodType | null, handler: Handler): Endpoint {
  return { method: 'GET', path: `/api/v1${path}`, summary, needs: 'reader', parameters, request: null, response, handler };
}

export const endpoints: readonly Endpoint[] = [
  get('/vendors', 'Vendors by name', [after], shapes.listOf(shapes.vendor), read.vendors),
  get('/vendors/:vendor', 'A vendor', [vendorSlug], shapes.vendor, read.vendor),
  get('/policies', 'Policies by slug', [query('vendor', 'Only this vendor’s'), after], shapes.listOf(shapes.policy), read.policies),
  get('/policies/:vendor/:type/versions', 'A policy’s versions, newest first', [vendorSlug, policyType], shapes.listOf(shapes.version), read.versions),
  get('/policies/:vendor/:type/versions/:number', 'A version with its text and clauses', [vendorSlug, policyType, { name: 'number', in: 'path', description: '1 for the baseline' }], shapes.versionWithText, read.version),
  get('/comparisons/:comparison', 'A comparison with its changes', [{ name: 'comparison', in: 'path', description: 'Its number' }], shapes.comparison, read.comparison),
  get('/changes', 'Changes, the most significant first', [query('state', 'open, acknowledged, accepted, objected, escalated or no-action'), query('significance', 'material, minor or cosmetic'), query('topic', 'A topic’s id'), query('kind', 'A kind of change'), query('vendor', 'Only this vendor’s'), after], shapes.listOf(shapes.listedChange), read.changes),
  get('/changes/:change', 'A change with its wording, reasons and decisions', [{ name: 'change', in: 'path', description: 'Its number' }], shapes.fullChange, read.change),
  get('/decisions', 'The ledger of decisions, newest first', [after], shapes.listOf(shapes.decision), read.decisions),
  { method: 'POST', path: '/api/v1/decisions', summary: 'Record one decision for one or several changes', needs: 'reviewer', parameters: [], request: shapes.decisionRequest, response: shapes.recorded, handler: recordDecision },
  get('/deadlines', 'Open deadlines, the nearest first', [query('settled', '1: with those that were settled, the last day first'), after], shapes.listOf(shapes.deadline), read.deadlines),
  get('/sub-processors', 'Who uses whom', [query('party', 'Part of the party’s name'), query('vendor', 'Part of the vendor’s name'), query('country', 'ISO 3166-1 alpha-2'), query('gone', '1: with those that left'), after], shapes.listOf(shapes.subProcessor), read.subProcessors),
  get('/search', 'Policies whose text contains words, and since when', [query('q', 'Words, or a phrase between quotation marks'), query('where', 'current or ever'), after], shapes.listOf(shapes.found), read.search),
  get('/health', 'What is watched and how it fares', [], shapes.health, read.health),
  { method: 'GET', path: '/api/v1/openapi.json', summary: 'This description', needs: 'reader', parameters: [], request: null, response: null, handler: async () => ({ kind: 'json', value: openApi(endpoints) }) },
];
