import { expect } from 'vitest';
import { checkPolicy, type CheckReport } from '../../src/app/check-policy.ts';
import { verifyStore } from '../../src/app/verify-store.ts';
import type { Source } from '../../src/domain/vendor.ts';
import { plusMs } from '../../src/domain/instant.ts';
import { emptyMemory } from '../../src/gate/memory.ts';
import { listChecks } from '../../src/storage/checks.ts';
import { getPolicy, upsertPolicy } from '../../src/storage/policies.ts';
import { upsertSubscriber } from '../../src/storage/subscribers.ts';
import { listVersions } from '../../src/storage/versions.ts';
import { openWatched, type Answer, type Watched } from '../support/watched.ts';

/** What came of a look, in the four words of the catalogue of hostile conditions. */
export type Code = 'SAME' | 'HOLD' | 'TROUBLE' | 'ALERT';

const hourMs = 3_600_000;
const never = new AbortController().signal;

export const html = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}, status = 200): Answer => (_request, response) => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
};

export function codeOf(report: CheckReport): Code | 'FIRST' {
  if (report.kind !== 'checked') throw new Error('the policy is busy');
  if (report.problem !== null || report.outcome === 'rejected') return 'TROUBLE';
  switch (report.outcome) {
    case 'first':
      return 'FIRST';
    case 'pending':
      return 'HOLD';
    case 'confirmed':
      return 'ALERT';
    default:
      return 'SAME';
  }
}

/** A watched policy on a server of the test's own, looked at over a real socket whenever the test says so. */
export interface Site extends AsyncDisposable {
  readonly watched: Watched;
  /** Serves an answer and looks at it, six hours after the last look. */
  readonly look: (answer: Answer, afterMs?: number) => Promise<CheckReport>;
  /** Alerts owed to the one subscriber, who wants to know of everything. */
  readonly alerts: () => Promise<number>;
  readonly versions: () => Promise<number>;
}

export async function openSite(source: Partial<Source> = {}, options: Parameters<typeof openWatched>[0] = {}): Promise<Site> {
  const watched = await openWatched(options);
  const { db } = watched.context.storage;
  const policy = await getPolicy(db, watched.policyId);
  if (Object.keys(source).length > 0) await upsertPolicy(db, policy.vendorId, { ...policy, source: { ...policy.source, ...source } }, watched.now, emptyMemory);
  await upsertSubscriber(db, { name: 'FG', address: 'fg@example.org', language: 'nl', timeZone: 'Europe/Amsterdam', follows: { vendors: [], policyTypes: [], tags: [], topics: [] }, alertFrom: 'cosmetic', digest: false, quiet: null, confirmedAt: watched.now, createdAt: watched.now });
  return {
    watched,
    look: async (answer, afterMs = 6 * hourMs) => {
      watched.answer = answer;
      watched.now = plusMs(watched.now, afterMs);
      return checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: never });
    },
    alerts: async () => (await db.selectFrom('alerts').select('id').execute()).length,
    versions: async () => (await listVersions(db, watched.policyId)).length,
    [Symbol.asyncDispose]: () => watched[Symbol.asyncDispose](),
  };
}

export interface Row {
  /** What the server does, as a sentence. */
  readonly does: string;
  readonly expected: Code;
  readonly hostile: Answer;
  /** What it served before, twice. */
  readonly healthy: Answer;
  readonly source?: Partial<Source>;
  /** Longer than a page may usually take. */
  readonly budgetMs?: number;
}

/**
 * Serves a healthy page twice, then the hostile one, then the healthy one again, and checks what must hold after every
 * such row: the outcome, no alert and no version but for a real change, a record of the look, a chain that verifies, and a
 * healthy page that is seen at once.
 */
export async function play({ expected, hostile, healthy, source, budgetMs = 4000 }: Row): Promise<CheckReport> {
  await using site = await openSite(source);
  expect(codeOf(await site.look(healthy))).toBe('FIRST');
  expect(codeOf(await site.look(healthy))).toBe('SAME');
  const used = process.cpuUsage();
  const report = await site.look(hostile);
  // The time of the processor, for a machine that does other things beside.
  const { user, system } = process.cpuUsage(used);
  expect((user + system) / 1000, 'time of the processor in ms').toBeLessThan(budgetMs);
  const { db } = site.watched.context.storage;
  expect(await listChecks(db, site.watched.policyId, { limit: 10 })).toHaveLength(3);
  if (expected === 'ALERT') {
    const looks = [codeOf(report)];
    for (let more = 0; more < 4 && looks.at(-1) === 'HOLD'; more += 1) looks.push(codeOf(await site.look(hostile)));
    expect(looks.at(-1)).toBe('ALERT');
    expect(codeOf(await site.look(hostile))).toBe('SAME');
    expect([await site.alerts(), await site.versions()]).toEqual([1, 2]);
  } else {
    expect(codeOf(report), report.kind === 'checked' ? [report.problem?.message ?? '', ...report.reasons.map((reason) => JSON.stringify(reason))].join('; ') : '').toBe(expected);
    expect(codeOf(await site.look(healthy))).toBe('SAME');
    expect([await site.alerts(), await site.versions()]).toEqual([0, 1]);
  }
  expect((await verifyStore(site.watched.context)).findings).toEqual([]);
  expect(site.watched.asked.length).toBeGreaterThan(0);
  return report;
}
