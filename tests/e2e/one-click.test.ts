import { expect, test } from 'vitest';
import { composeAlerts } from '../../src/app/compose-alerts.ts';
import { checkPolicy } from '../../src/app/check-policy.ts';
import { openContext } from '../../src/app/context.ts';
import { silentLog } from '../../src/app/log.ts';
import { sendDueDeliveries } from '../../src/app/send-deliveries.ts';
import { subscribeReader } from '../../src/app/subscribe-reader.ts';
import { serve } from '../../src/daemon/serve.ts';
import { plusMs } from '../../src/domain/instant.ts';
import { findSubscriber } from '../../src/storage/subscribers.ts';
import { openMailServer, type TestMailServer } from '../support/smtp.ts';
import { noSecrets, openWatched, page, policyWords, type Watched } from '../support/watched.ts';

const signal = new AbortController().signal;
const reader = { name: 'Saskia', language: 'nl', timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: 'cosmetic', digest: true, quiet: null } as const;

/** Changes the policy, looks until it is believed, and sends the alerts through the mail server. */
async function change(watched: Watched, context: Watched['context'], words: string): Promise<void> {
  watched.answer = page(policyWords(words));
  for (let look = 0; look < 3; look += 1) {
    watched.now = plusMs(watched.now, 6 * 3_600_000);
    await checkPolicy(context, watched.policyId, { trigger: 'command', signal });
  }
  await composeAlerts(context, { atOnce: true });
  await sendDueDeliveries(context, {});
}

const to = (server: TestMailServer, address: string): TestMailServer['mails'] => server.mails.filter((mail) => [mail.to].flat().some((one) => one?.text.includes(address) === true));

test('L28 the one click of a mail that arrived ends its subscription through the web door, and no other', { timeout: 60_000 }, async () => {
  await using server = await openMailServer();
  await using watched = await openWatched({
    config: (config) => ({ ...config, baseUrl: 'https://watch.example.nl', mail: { ...config.mail, host: '127.0.0.1', port: server.port, tls: 'none', from: 'clausewatch@example.nl' }, web: { ...config.web, host: '127.0.0.1', port: 0 } }),
  });
  await using context = await openContext(watched.context.config, { ...noSecrets, signing: 'a-secret-of-the-tests-that-nobody-uses' }, { clock: () => watched.now, log: silentLog });
  for (const address of ['saskia@lawyers.example', 'tom@lawyers.example']) await subscribeReader(context, { ...reader, address });
  await checkPolicy(context, watched.policyId, { trigger: 'command', signal });
  await change(watched, context, 'Wij bewaren uw gegevens vijf jaar.');
  expect(server.mails).toHaveLength(2);

  const mail = to(server, 'saskia')[0];
  const lists = mail?.headers.get('list');
  const listed = JSON.stringify(lists);
  const url = new URL(/https:\/\/watch\.example\.nl\/unsubscribe\/[\w.-]+/u.exec(listed)?.[0] ?? '');
  expect(listed).toContain('List-Unsubscribe=One-Click');
  expect(mail?.html).toContain(url.href);
  expect(mail?.text).toContain(url.href);

  const pages = await serve(context, signal);
  try {
    // What a mail provider sends for its reader (RFC 8058 3.2): no cookie, no origin of ours, no redirect followed.
    const ask = (init: RequestInit): Promise<Response> => fetch(new URL(url.pathname, pages.url), { redirect: 'manual', ...init, headers: { ...init.headers, host: url.host, 'x-forwarded-host': url.host, 'x-forwarded-proto': 'https' } });
    expect((await ask({ method: 'GET' })).status).toBe(200);
    expect((await findSubscriber(context.storage.db, 'saskia@lawyers.example'))?.removedAt).toBeNull();
    const answer = await ask({ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' });
    expect(answer.status).toBe(200);
    expect((await findSubscriber(context.storage.db, 'saskia@lawyers.example'))?.removedAt).not.toBeNull();
    expect((await findSubscriber(context.storage.db, 'tom@lawyers.example'))?.removedAt).toBeNull();
    // A provider that asks again gets the same answer.
    expect((await ask({ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' })).status).toBe(200);
  } finally {
    await pages.close();
  }

  // A place that changed a moment ago is doubted for a while; after weeks it is not.
  watched.now = plusMs(watched.now, 60 * 86_400_000);
  await change(watched, context, 'Wij bewaren uw gegevens tien jaar.');
  expect(to(server, 'saskia')).toHaveLength(1);
  const [first, second] = to(server, 'tom');
  expect(second).toBeDefined();
  // One thread a policy, and a message each.
  expect(second?.references).toEqual(first?.references);
  expect(second?.inReplyTo).toBe(first?.inReplyTo);
  expect(second?.messageId).not.toBe(first?.messageId);
});
