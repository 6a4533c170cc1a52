import { composeAlerts } from './compose-alerts.ts';
import type { AppContext } from './context.ts';
import { holdDaemonLease } from './daemon-lease.ts';
import { runDueChecks } from './run-due-checks.ts';
import { sendDueDeliveries } from './send-deliveries.ts';
import { sendDueDigest } from './send-digest.ts';

/** One round of the watch: what is due is checked, what is owed is mailed. */
export async function runCycle(context: AppContext, signal: AbortSignal): Promise<void> {
  await holdDaemonLease(context);
  const checked = await runDueChecks(context, {
    trigger: 'daemon',
    signal,
    onReport: (report) => {
      const outcome = report.kind === 'busy' ? 'busy' : (report.problem?.code ?? report.outcome ?? report.check.result);
      context.log.info('checked', { policy: report.policy.slug, outcome });
    },
  });
  if (signal.aborted) return;
  const alerts = await composeAlerts(context);
  const digests = await sendDueDigest(context);
  const { sent, failed } = await sendDueDeliveries(context, { signal });
  if (checked + alerts + digests + sent + failed > 0) context.log.info('cycle', { checked, alerts, digests, sent, failed });
}
