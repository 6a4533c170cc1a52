import type { Instant } from '../domain/instant.ts';
import { OperationError } from '../domain/problem.ts';
import type { Policy } from '../domain/vendor.ts';
import { dueNow } from '../schedule/due.ts';
import type { Db } from '../storage/database.ts';
import { hostRecords } from '../storage/hosts.ts';
import { duePolicies } from '../storage/policies.ts';
import { checkPolicy, type CheckReport } from './check-policy.ts';
import type { AppContext } from './context.ts';

/** More than this is never looked at in one round; the rest is due in the next. */
const maxInARound = 2000;

export interface RoundOptions {
  readonly trigger: 'daemon' | 'command';
  readonly signal: AbortSignal;
  /** Called after each check, as it ends. */
  readonly onReport?: (report: CheckReport, done: number, all: number) => void;
  /** What to check; by default all that is due. */
  readonly policies?: readonly Policy[];
}

/**
 * Checks all that is due: hosts side by side, one request at a time for each. A check that fails is recorded and the
 * round goes on; a store that fails ends it.
 * @returns how many checks were made
 */
export async function runDueChecks(context: AppContext, options: RoundOptions): Promise<number> {
  const { config, clock, storage } = context;
  const now = clock();
  const candidates = (options.policies ?? (await duePolicies(storage.db, now, maxInARound))).map((policy) => ({ ...policy, host: hostOf(policy), policy }));
  const chosen =
    options.policies === undefined ? dueNow(candidates, now, { maxPerHost: config.schedule.maxDuePerHost, maxInAll: maxInARound }, await silentHosts(storage.db)) : candidates;
  const hosts = [...Map.groupBy(chosen, (candidate) => candidate.host).values()];
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let queue = hosts.shift(); queue !== undefined; queue = hosts.shift()) {
      for (const { policy } of queue) {
        if (options.signal.aborted) return;
        const report = await checkOrNull(context, policy, options);
        done += 1;
        if (report !== null) options.onReport?.(report, done, chosen.length);
      }
    }
  };
  const workers = Array.from({ length: Math.max(1, Math.min(config.fetch.parallelHosts, hosts.length)) }, worker);
  const results = await Promise.allSettled(workers);
  for (const result of results) if (result.status === 'rejected' && !options.signal.aborted) throw result.reason;
  return done;
}

/** In the daemon a page on which the program fails holds up no other; one that does so again and again is paused. */
async function checkOrNull(context: AppContext, policy: Policy, options: RoundOptions): Promise<CheckReport | null> {
  try {
    return await checkPolicy(context, policy.id, { trigger: options.trigger, signal: options.signal });
  } catch (error) {
    if (options.trigger !== 'daemon' || options.signal.aborted || error instanceof OperationError) throw error;
    context.log.error('check-crashed', { policy: policy.slug, message: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

function hostOf(policy: Policy): string {
  return URL.canParse(policy.source.url) ? new URL(policy.source.url).host.replace(/^www\./u, '') : policy.source.url;
}

/** Hosts that asked to be left alone, and until when: a policy of theirs is not failing, it waits. */
async function silentHosts(db: Db): Promise<ReadonlyMap<string, Instant>> {
  const records = Object.entries(await hostRecords<{ readonly notBefore: Instant | null }>(db));
  return new Map(records.flatMap(([host, { notBefore }]) => (notBefore === null ? [] : [[host, notBefore] as const])));
}
