import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { SendOutcome } from '../../../src/domain/delivery.ts';
import type { SmtpSettings } from '../../../src/domain/mail-settings.ts';

export type Step = 'greeting' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data' | 'middle' | 'dot' | 'quit';
export type Fault = { readonly reply: string } | 'drop' | 'reset' | 'stall' | 'drip' | { readonly replyAndReset: string };

/** What a server does wrong, and what a sender must make of it. */
export interface FaultCase {
  readonly at: Step;
  readonly fault: Fault;
  readonly kind: SendOutcome['kind'];
  /** temporary: whether the message may have been accepted; permanent: whose fault. */
  readonly detail?: 'not-accepted' | 'maybe-accepted' | 'receiver-gone' | 'receiver-refuses' | 'message';
  readonly serverAtFault?: boolean;
}

const safe = (at: Step, fault: Fault, serverAtFault: boolean): FaultCase => ({ at, fault, kind: 'temporary', detail: 'not-accepted', serverAtFault });
const unknown = (at: Step, fault: Fault, serverAtFault: boolean): FaultCase => ({ at, fault, kind: 'temporary', detail: 'maybe-accepted', serverAtFault });
const refused = (at: Step, reply: string, detail: 'receiver-gone' | 'receiver-refuses' | 'message'): FaultCase => ({ at, fault: { reply }, kind: 'permanent', detail });
const sent = (at: Step, fault: Fault): FaultCase => ({ at, fault, kind: 'sent' });

/** Everything that a mail server was seen to do wrong, step by step. */
export const faultCases: readonly FaultCase[] = [
  safe('greeting', { reply: '421 4.3.2 Service not available' }, true),
  safe('greeting', { reply: '554 5.7.1 No service for you' }, true),
  safe('greeting', { reply: 'HTTP/1.1 400 Bad Request' }, true),
  safe('greeting', 'drop', true),
  safe('greeting', 'reset', true),
  safe('greeting', 'stall', true),
  safe('greeting', 'drip', true),
  safe('ehlo', { reply: '421 4.3.2 Closing' }, true),
  safe('ehlo', { reply: '554 5.5.0 Go away' }, true),
  safe('ehlo', 'drop', true),
  safe('ehlo', 'stall', true),
  safe('auth', { reply: '535 5.7.8 Authentication credentials invalid' }, true),
  safe('auth', { reply: '454 4.7.0 Temporary authentication failure' }, true),
  safe('auth', { reply: '421 4.3.2 Closing' }, true),
  safe('auth', 'drop', true),
  safe('auth', 'stall', true),
  safe('mail', { reply: '421 4.3.2 Closing' }, true),
  safe('mail', { reply: '450 4.7.1 Slow down' }, false),
  safe('mail', { reply: '451 4.3.0 Local error' }, false),
  safe('mail', { reply: '452 4.3.1 Out of storage' }, false),
  safe('mail', { reply: '530 5.7.0 Must issue STARTTLS first' }, true),
  safe('mail', { reply: '550 5.7.1 Sender rejected' }, true),
  refused('mail', '552 5.3.4 Message too big', 'message'),
  safe('mail', 'drop', false),
  safe('mail', 'stall', true),
  safe('rcpt', { reply: '421 4.3.2 Closing' }, true),
  safe('rcpt', { reply: '450 4.2.1 Mailbox busy' }, false),
  safe('rcpt', { reply: '451 4.7.1 Greylisted, try again in five minutes' }, false),
  safe('rcpt', { reply: '452 4.2.2 Over quota' }, false),
  refused('rcpt', '550 5.1.1 No such user', 'receiver-gone'),
  refused('rcpt', '550 5.1.2 No such host', 'receiver-gone'),
  refused('rcpt', '550 Unknown', 'receiver-refuses'),
  refused('rcpt', '551 User not local', 'receiver-refuses'),
  refused('rcpt', '552 5.2.2 Mailbox full', 'receiver-refuses'),
  refused('rcpt', '553 Mailbox name not allowed', 'receiver-refuses'),
  refused('rcpt', '554 5.7.1 Relaying denied', 'message'),
  safe('rcpt', 'drop', false),
  safe('rcpt', 'reset', false),
  safe('rcpt', 'stall', true),
  safe('data', { reply: '421 4.3.2 Closing' }, true),
  safe('data', { reply: '451 4.3.0 Local error' }, false),
  safe('data', { reply: '452 4.3.1 Out of storage' }, false),
  refused('data', '550 5.7.1 Refused by policy', 'message'),
  refused('data', '554 5.5.1 No valid recipients', 'message'),
  safe('data', 'drop', false),
  safe('data', 'stall', true),
  // Whether the final dot had left by then is a matter of buffers.
  { at: 'middle', fault: 'reset', kind: 'temporary', serverAtFault: false },
  safe('dot', { reply: '421 4.3.2 Closing' }, true),
  safe('dot', { reply: '450 4.2.0 Try later' }, false),
  safe('dot', { reply: '451 4.3.0 Local error' }, false),
  safe('dot', { reply: '452 4.3.1 Out of storage' }, false),
  refused('dot', '550 5.7.1 Looks like spam', 'message'),
  refused('dot', '552 5.3.4 Too big', 'message'),
  refused('dot', '554 5.6.0 Refused', 'message'),
  unknown('dot', 'drop', false),
  unknown('dot', 'reset', false),
  unknown('dot', 'stall', true),
  unknown('dot', 'drip', true),
  sent('dot', { replyAndReset: '250 2.0.0 Queued' }),
  sent('quit', 'drop'),
  sent('quit', 'reset'),
  sent('quit', 'stall'),
  sent('quit', { reply: '500 What?' }),
];

/** The numbers that the catalogue of hostile conditions gives them. */
function rowOf({ at, fault, detail }: FaultCase): string {
  if (at === 'greeting') return typeof fault === 'string' ? 'L02 ' : 'L03 ';
  if (at === 'auth' && typeof fault !== 'string') return 'L27 ';
  if (at === 'dot') return typeof fault === 'string' ? (fault === 'stall' ? 'L11 ' : 'L10 ') : detail === 'message' ? 'L08 ' : 'replyAndReset' in fault ? 'L12 ' : 'L06 ';
  if (at === 'quit') return 'L12 ';
  if (at === 'data' && typeof fault !== 'string') return 'L06 ';
  if (at === 'rcpt' && typeof fault !== 'string') return detail === 'receiver-gone' ? 'L07 ' : 'L05 ';
  return typeof fault === 'string' ? 'L04 ' : '';
}

export const nameOf = (entry: FaultCase): string =>
  `${rowOf(entry)}${entry.at}: ${typeof entry.fault === 'string' ? entry.fault : 'reply' in entry.fault ? entry.fault.reply : `${entry.fault.replyAndReset}, then reset`}`;

export interface FaultyServer extends AsyncDisposable {
  readonly port: number;
  /** Whole messages whose final dot arrived and that the server took, or may have taken, into its care. */
  readonly taken: string[];
  fault: FaultCase | null;
}

/** A mail server that does one thing wrong at one step, and everything else right. */
export async function startFaultyServer(withAuth = false): Promise<FaultyServer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    serve(socket, state, withAuth);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is never a path.
  const { port } = server.address() as AddressInfo;
  const state: FaultyServer = {
    port,
    taken: [],
    fault: null,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return state;
}

function serve(socket: Socket, state: FaultyServer, withAuth: boolean): void {
  let buffer = '';
  let inData = false;
  let dead = false;
  const answer = (step: Step, reply: string): void => {
    const fault = state.fault?.at === step ? state.fault.fault : null;
    if (fault === null) return void socket.write(`${reply}\r\n`);
    if (fault === 'drip') {
      const timer = setInterval(() => socket.write('2'), 20);
      socket.on('close', () => clearInterval(timer));
    }
    if (fault === 'drop') socket.end();
    if (fault === 'reset') socket.resetAndDestroy();
    if (typeof fault === 'string') {
      dead = true;
      return;
    }
    socket.write(`${'reply' in fault ? fault.reply : fault.replyAndReset}\r\n`);
    if ('replyAndReset' in fault) setTimeout(() => socket.resetAndDestroy(), 5);
  };
  const takes = (): boolean => {
    if (state.fault?.at !== 'dot') return true;
    return typeof state.fault.fault === 'string' || 'replyAndReset' in state.fault.fault;
  };
  answer('greeting', '220 faulty.example ESMTP');
  socket.on('data', (chunk) => {
    if (dead) return;
    buffer += chunk.toString('latin1');
    for (;;) {
      if (inData) {
        if (state.fault?.at === 'middle') {
          dead = true;
          return void socket.resetAndDestroy();
        }
        const end = buffer.indexOf('\r\n.\r\n');
        if (end < 0) return;
        if (takes()) state.taken.push(buffer.slice(0, end));
        buffer = buffer.slice(end + 5);
        inData = false;
        answer('dot', '250 2.0.0 Queued');
        continue;
      }
      const line = buffer.indexOf('\r\n');
      if (line < 0) return;
      const command = buffer.slice(0, line).toUpperCase();
      buffer = buffer.slice(line + 2);
      if (command.startsWith('EHLO')) answer('ehlo', withAuth ? '250-faulty.example\r\n250 AUTH PLAIN' : '250 faulty.example');
      else if (command.startsWith('HELO')) answer('ehlo', '250 faulty.example');
      else if (command.startsWith('AUTH')) answer('auth', '235 2.7.0 Welcome');
      else if (command.startsWith('MAIL')) answer('mail', '250 2.1.0 OK');
      else if (command.startsWith('RCPT')) answer('rcpt', '250 2.1.5 OK');
      else if (command === 'DATA') {
        answer('data', '354 Go ahead');
        inData = state.fault?.at !== 'data';
      } else if (command === 'QUIT') {
        answer('quit', '221 Bye');
        if (state.fault?.at !== 'quit') socket.end();
      } else socket.write('250 OK\r\n');
    }
  });
}

const patience = { connectMs: 20_000, greetingMs: 20_000, commandMs: 20_000, finalMs: 20_000 };

/** For a server of the test's own; with patience, since a busy machine may be slow at any step. */
export const localSettings = (port: number, changes: Partial<SmtpSettings> = {}): SmtpSettings => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  requireTls: false,
  user: null,
  password: null,
  authority: null,
  dkim: null,
  timeouts: patience,
  ...changes,
});

/** Patience runs out only where the server will keep its client waiting. */
export function settingsFor(port: number, { at, fault }: FaultCase): SmtpSettings {
  const waits = fault === 'stall' || fault === 'drip';
  const timeouts = !waits || at === 'quit' ? patience : at === 'dot' ? { ...patience, finalMs: 500 } : { connectMs: 300, greetingMs: 300, commandMs: 400, finalMs: 500 };
  return localSettings(port, { timeouts, ...(at === 'auth' ? { user: 'watch', password: 'secret' } : {}) });
}
