import { countDeliveries } from '../../storage/deliveries.ts';
import { watchCounts } from '../../storage/overviews.ts';
import { getSetting } from '../../storage/settings.ts';
import { epochMsOf } from '../../domain/instant.ts';
import type { Reply, Visit } from '../visit.ts';

/** Whether the process answers and its database can be read; says nothing of what is in it. */
export async function healthz(visit: Visit): Promise<Reply> {
  await getSetting(visit.services.storage.db, 'any');
  return { kind: 'file', mediaType: 'text/plain; charset=utf-8', content: 'ok\n', filename: null };
}

/** Gauges in Prometheus' text format. */
export async function metrics(visit: Visit): Promise<Reply> {
  const { db } = visit.services.storage;
  const counts = await watchCounts(db);
  const mail = await countDeliveries(db);
  const gauges: readonly (readonly [name: string, help: string, value: number])[] = [
    ['clausewatch_vendors', 'Vendors that are watched.', counts.vendors],
    ['clausewatch_policies', 'Policies that are watched.', counts.policies],
    ['clausewatch_policies_failing', 'Policies that cannot be read.', counts.failing],
    ['clausewatch_policies_paused', 'Policies that are paused.', counts.paused],
    ['clausewatch_policies_unconfirmed', 'Policies without a baseline.', counts.unconfirmed],
    ['clausewatch_last_check_timestamp_seconds', 'When a policy was last checked.', counts.lastCheckAt === null ? 0 : Math.floor(epochMsOf(counts.lastCheckAt) / 1000)],
    ['clausewatch_deliveries_waiting', 'Messages that wait to be sent.', mail.waiting],
    ['clausewatch_deliveries_failed', 'Messages that failed for good.', mail.failed],
  ];
  const content = gauges.map(([name, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`).join('');
  return { kind: 'file', mediaType: 'text/plain; version=0.0.4; charset=utf-8', content, filename: null };
}
