import type { SendOutcome } from '../domain/delivery.ts';
import type { SubscriberId } from '../domain/ids.ts';
import { UsageError } from '../domain/problem.ts';
import { renderDigest } from '../notify/digest-mail.ts';
import { validateAddress } from '../notify/mail-address.ts';
import { buildDigest } from './build-digest.ts';
import type { AppContext } from './context.ts';
import { mailSettings } from './make-mailer.ts';
import { plusMs } from '../domain/instant.ts';

const weekMs = 7 * 86_400_000;

/**
 * Sends the digest of the last seven days to one address, as a sample: the real mail through the real server.
 * @throws UsageError for an address that no mail can go to
 */
export async function sendSampleMail(context: AppContext, to: string, signal: AbortSignal): Promise<SendOutcome> {
  const address = validateAddress(to);
  if (address.kind === 'bad') throw new UsageError({ code: 'bad-address', retryable: false, message: `"${to}" cannot be mailed. ${address.why}`, mend: 'Write it as name@example.nl.' });
  const now = context.clock();
  const story = await buildDigest(context, { key: `sample:${now}`, rhythm: 'custom', since: plusMs(now, -weekMs), until: now, missed: 0 });
  const reader = { id: 0 as SubscriberId, name: '', address: address.address, language: context.config.language, timeZone: context.config.timeZone };
  return context.mailer.send(renderDigest(story, reader, mailSettings(context.config, context.secrets), now), signal);
}
