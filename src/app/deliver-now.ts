import type { AppContext } from './context.ts';
import { serviceSender } from './make-fetcher.ts';
import { sendDueDeliveries, type SendReport } from './send-deliveries.ts';

/** Sends all that is due, by mail and to webhooks. */
export async function deliverNow(context: AppContext, signal: AbortSignal): Promise<SendReport> {
  const send = await serviceSender(context);
  return sendDueDeliveries(context, { signal, post: (request) => send({ ...request, method: 'POST' }) });
}
