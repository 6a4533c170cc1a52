import { composeAlerts } from './compose-alerts.ts';
import { composeNotices } from './compose-notices.ts';
import type { AppContext } from './context.ts';
import { keepDailyBackup } from './daily-backup.ts';
import { keepDailyHead } from './daily-head.ts';
import { holdDaemonLease } from './daemon-lease.ts';
import { deliverNow } from './deliver-now.ts';
import { serviceSender } from './make-fetcher.ts';
import { runDueChecks } from './run-due-checks.ts';
import { sendDueDigest } from './send-digest.ts';
import { hasRoom } from './watch-doubts.ts';

/** One round of the watch: what is due is checked, what is owed is mailed. */
export async function runCycle(context: AppContext, signal: AbortSignal): Promise<void> {
  await holdDaemonLease(context);
  const room = await hasRoom(context);
  const checked = !room ? 0 : await runDueChecks(context, {
    trigger: 'daemon',
    signal,
    onReport: (report) => {
      const outcome = report.kind === 'busy' ? 'busy' : (report.problem?.code ?? report.outcome ?? report.check.result);
      context.log.info('checked', { policy: report.policy.slug, outcome });
    },
  });
  if (signal.aborted) return;
  const alerts = await composeAlerts(context);
  const notices = await composeNotices(context);
  const digests = await sendDueDigest(context);
  const { sent, failed } = await deliverNow(context, signal);
  await keepDailyHead(context, signal);
  await keepDailyBackup(context);
  if (checked + alerts + notices + digests + sent + failed > 0) context.log.info('cycle', { checked, alerts, notices, digests, sent, failed });
  // A round that could not look at anything is no good one.
  if (room && context.config.heartbeatUrl !== null) await beat(context, context.config.heartbeatUrl, signal);
}

const heartbeatDeadlineMs = 10_000;

/** Tells a dead man's switch that a good cycle ended; one that cannot be told is logged, for the switch will say so itself. */
async function beat(context: AppContext, url: string, signal: AbortSignal): Promise<void> {
  const send = await serviceSender(context);
  const answer = await send({ method: 'GET', url, headers: {}, body: null, deadlineMs: heartbeatDeadlineMs, signal });
  if ('failed' in answer) context.log.warn('heartbeat-failed', { reason: answer.failed });
}
