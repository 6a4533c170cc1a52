import { z } from 'zod';
import { changeKinds, directions, significances } from '../../domain/change.ts';
import { factTypes, topics } from '../../domain/clause.ts';
import { deadlineKinds } from '../../domain/deadline.ts';
import { reviewStates } from '../../storage/decisions.ts';

/*
 * What the API answers. The OpenAPI document is made from these, and the tests hold every answer against them.
 */

const instant = z.string().describe('UTC, ISO 8601 with milliseconds');
const day = z.string().describe('ISO 8601 date');
const bilingual = z.object({ nl: z.string(), en: z.string() });
const notice = z.object({ days: z.number(), count: z.enum(['calendar', 'working']) });

export const vendor = z.object({
  slug: z.string(),
  name: z.string(),
  homeUrl: z.string().nullable(),
  tags: z.array(z.string()),
  owner: z.string().nullable(),
  tier: z.string().nullable(),
  notice: notice.nullable(),
  contractDate: day.nullable(),
  pausedAt: instant.nullable(),
  createdAt: instant,
});

export const policy = z.object({
  slug: z.string(),
  vendor: z.string(),
  type: z.string(),
  url: z.string(),
  health: z.enum(['new', 'healthy', 'failing', 'paused']),
  failingReason: z.string().nullable(),
  lastCheckAt: instant.nullable(),
  nextCheckAt: instant,
  lastChangeAt: instant.nullable(),
  currentVersion: z.number().nullable(),
});

export const version = z.object({
  id: z.number(),
  number: z.number(),
  firstSeenAt: instant,
  lastAbsentAt: instant.nullable().describe('The last good capture that did not show it yet'),
  confirmedAt: instant,
  hash: z.string(),
  title: z.string().nullable(),
  language: z.string().nullable(),
  effectiveDate: day.nullable(),
  updatedDate: day.nullable(),
  captureId: z.number(),
});

export const clause = z.object({ number: z.string().nullable(), path: z.array(z.string()), kind: z.string(), text: z.string() });

export const versionWithText = version.extend({ text: z.string(), clauses: z.array(clause) });

const fact = z.object({ type: z.enum(factTypes), old: z.string().nullable(), new: z.string().nullable() });

export const change = z.object({
  id: z.number(),
  comparison: z.number(),
  position: z.number(),
  createdAt: instant,
  kind: z.enum(changeKinds),
  significance: z.enum(significances),
  direction: z.enum(directions),
  topics: z.array(z.enum(topics)),
  headline: bilingual,
  state: z.enum(reviewStates),
});

export const listedChange = change.extend({ vendor: z.string(), policy: z.string(), oldVersion: z.number(), newVersion: z.number() });

export const decision = z.object({ change: z.number(), state: z.enum(reviewStates), by: z.string(), at: instant, why: z.string() });

export const fullChange = change.extend({
  old: z.array(clause),
  new: z.array(clause),
  words: z.array(z.object({ op: z.enum(['equal', 'delete', 'insert']), text: z.string() })),
  facts: z.array(fact),
  reasons: z.array(z.object({ rule: z.string(), text: bilingual })),
  decisions: z.array(decision),
});

export const comparison = z.object({
  id: z.number(),
  policy: z.string(),
  oldVersion: version,
  newVersion: version,
  createdAt: instant,
  significance: z.enum(significances),
  direction: z.enum(directions),
  headline: bilingual,
  unchanged: z.number(),
  coarse: z.boolean(),
  ruleset: z.string(),
  changes: z.array(fullChange.omit({ decisions: true })),
});

export const deadline = z.object({
  id: z.number(),
  key: z.string(),
  kind: z.enum(deadlineKinds),
  policy: z.string(),
  dueOn: day,
  timeZone: z.string(),
  decision: z.object({ answer: z.string(), by: z.string(), at: instant, note: z.string().nullable() }).nullable(),
});

export const subProcessor = z.object({
  name: z.string(),
  vendor: z.string(),
  policy: z.string(),
  country: z.string().nullable(),
  purpose: z.string().nullable(),
  basis: z.enum(['list', 'clause']),
  inBaseline: z.boolean(),
  firstSeenAt: instant,
  goneAt: instant.nullable(),
});

export const found = z.object({ vendor: z.string(), policy: z.string(), version: z.number(), since: z.object({ version: z.number(), firstSeenAt: instant }).nullable().describe('Null where the words are too common to say'), goneSince: instant.nullable() });

export const health = z.object({ vendors: z.number(), policies: z.number(), healthy: z.number(), failing: z.number(), paused: z.number(), unconfirmed: z.number(), lastCheckAt: instant.nullable() });

export const decisionRequest = z.strictObject({
  changes: z.array(z.number().int().positive()).min(1).max(1000),
  state: z.enum(['acknowledged', 'accepted', 'objected', 'escalated', 'no-action']),
  why: z.string().max(4000).default(''),
});

export const recorded = z.object({ recorded: z.number() });

export const problem = z.object({ error: z.object({ message: z.string(), mend: z.string().nullable() }) });

/** A page of a list: `next` goes into the query as `after`, and is null at the end. */
export function listOf<T extends z.ZodType>(item: T): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodNullable<z.ZodString> }> {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
