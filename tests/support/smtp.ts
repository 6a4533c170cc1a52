import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface TestMailServer extends AsyncDisposable {
  readonly port: number;
  /** Every message that was accepted, in order. */
  readonly mails: readonly ParsedMail[];
}

/** A mail server on this machine that accepts everything and keeps it. */
export async function openMailServer(): Promise<TestMailServer> {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      const keep = async (): Promise<void> => {
        mails.push(await simpleParser(stream));
      };
      keep().finally(() => done());
    },
  });
  // A sender that dies in the middle of a message is none of the server's trouble.
  server.on('error', () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.server.address() as AddressInfo;
  return {
    port: address.port,
    mails,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
