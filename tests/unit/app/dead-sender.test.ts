import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import { newOwner, isSurelyGone } from '../../../src/app/lease.ts';
import { sendDueDeliveries } from '../../../src/app/send-deliveries.ts';
import { instantOf } from '../../../src/domain/instant.ts';
import { createSmtpMailer } from '../../../src/notify/mailer.ts';
import { findDeliveryByKey } from '../../../src/storage/deliveries.ts';
import { localSettings } from '../notify/faulty-smtp.ts';
import { addDelivery, begin, scratchStorage, sendContext } from './sending.ts';

const key = 'alert:1:1';

interface Post extends AsyncDisposable {
  readonly port: number;
  readonly taken: readonly string[];
  /** Answers the message that waits, and all that follow. */
  answer(): void;
  /** Settles when a message has come whole. */
  readonly received: Promise<void>;
}

/** A mail server that keeps its answer to the first message back. */
async function startPost(): Promise<Post> {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const received = Promise.withResolvers<void>();
  let answers = false;
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString());
        if (answers) done();
        else waiting.push(done);
        received.resolve();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    received: received.promise,
    answer: () => {
      answers = true;
      for (const done of waiting.splice(0)) done();
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const startSender = (directory: string, port: number): ChildProcess =>
  spawn(process.execPath, [path.join(import.meta.dirname, 'sender-child.ts'), directory, String(port), '0'], { stdio: ['ignore', 'ignore', 'inherit'] });

test('a mail that a killed sender had in hand is sent again at once, the same to the byte; one that a living sender has in hand is left to it', { timeout: 60_000 }, async () => {
  await using scratch = await scratchStorage();
  await using post = await startPost();
  const { storage } = scratch;
  const messageId = await addDelivery(storage, key, 'saskia@lawyers.example', null);
  const child = startSender(scratch.directory, post.port);
  await post.received;
  const ours = sendContext(storage, createSmtpMailer(localSettings(post.port)), () => instantOf(begin + 1), newOwner());
  expect(await sendDueDeliveries(ours)).toMatchObject({ sent: 0, postponed: 0, failed: 0 });
  expect((await findDeliveryByKey(storage.db, key))?.state.state).toBe('sending');

  child.kill('SIGKILL');
  await once(child, 'exit');
  post.answer();
  expect(await sendDueDeliveries(ours)).toMatchObject({ sent: 1, postponed: 0, failed: 0 });
  expect(post.taken).toHaveLength(2);
  expect(new Set(post.taken).size).toBe(1);
  expect(post.taken[0]).toContain(`Message-ID: ${messageId}`);
  expect(await findDeliveryByKey(storage.db, key)).toMatchObject({ maybeDuplicate: true, attempts: 2, state: { state: 'sent' } });
  expect(await sendDueDeliveries(ours)).toMatchObject({ sent: 0, postponed: 0, failed: 0 });
});

test('a sender whose processes cannot be seen from here is left to its lease', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const [host = '', , run = '', world = '', holder = ''] = newOwner().split(':');
  const ended = String(child.pid);
  expect(isSurelyGone([host, ended, run, world, holder].join(':'))).toBe(true);
  expect(isSurelyGone([host, ended, run, `${world}1`, holder].join(':'))).toBe(false);
  expect(isSurelyGone(['another-machine', ended, run, world, holder].join(':'))).toBe(false);
  expect(isSurelyGone(newOwner())).toBe(false);
});
