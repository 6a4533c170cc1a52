import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { Mail, SendOutcome } from '../domain/delivery.ts';
import type { SmtpSettings } from '../domain/mail-settings.ts';
import type { Problem } from '../domain/problem.ts';
import { composeMessage } from './compose-message.ts';
import { validateAddress } from './mail-address.ts';
import type { SmtpFailure, SmtpPhase } from './smtp-outcome.ts';
import { outcomeOf } from './smtp-outcome.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';

/** A way for mails out of the house. */
export interface Mailer {
  /** Where mails go, for people: a server's name or a folder. */
  readonly place: string;
  /** The longest that one `send` can take, in milliseconds: a lease must outlast it. */
  readonly longestSendMs: number;
  /** Sends one mail to its one receiver, or says why not; never throws for what a server does. */
  readonly send: (mail: Mail, signal?: AbortSignal) => Promise<SendOutcome>;
  /** Connects, secures and signs in without sending. @returns what is wrong and how to mend it; null where all is well */
  readonly verify: (signal?: AbortSignal) => Promise<Problem | null>;
}

interface Exchange {
  readonly from: string;
  readonly to: string;
  readonly message: Buffer;
}

type Ending = { readonly kind: 'done'; readonly reply: string } | { readonly kind: 'failed'; readonly failure: SmtpFailure };

/** The fields that nodemailer puts on its errors. */
interface ConnectionError {
  readonly message: string;
  readonly code?: unknown;
  readonly command?: unknown;
  readonly response?: unknown;
  readonly responseCode?: unknown;
}

function failureOf(error: ConnectionError, phase: SmtpPhase): SmtpFailure {
  const response = typeof error.response === 'string' ? error.response : null;
  return {
    phase,
    replyCode: typeof error.responseCode === 'number' ? error.responseCode : null,
    enhancedCode: response === null ? null : (/^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/u.exec(response)?.[1] ?? null),
    command: typeof error.command === 'string' ? error.command : null,
    authenticating: error.code === 'EAUTH',
    timedOut: error.code === 'ETIMEDOUT',
    text: error.message,
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

const quitMs = 2000;

/**
 * One SMTP session: connect, secure, sign in, and where there is an exchange, send it. A watchdog ends silence: it
 * starts anew at every command and reply, and is as patient after the final dot as RFC 5321 asks.
 */
async function session(settings: SmtpSettings, exchange: Exchange | null, signal: AbortSignal | undefined): Promise<Ending> {
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection');
  const { timeouts } = settings;
  const { promise, resolve } = Promise.withResolvers<Ending>();
  let phase: SmtpPhase = 'connect';
  let watchdog: NodeJS.Timeout | undefined;
  let settled = false;

  const watch = (): void => {
    clearTimeout(watchdog);
    if (settled) return;
    const silenceMs = phase === 'final' ? timeouts.finalMs : phase === 'connect' ? timeouts.connectMs + timeouts.greetingMs : timeouts.commandMs;
    watchdog = setTimeout(() => fail({ message: `The server was silent for ${silenceMs} ms.`, code: 'ETIMEDOUT' }), silenceMs);
  };
  const seen = (entry: unknown): void => {
    // nodemailer notes the message when the stream with its final dot has ended
    if (typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'message') phase = 'final';
    watch();
  };
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    ignoreTLS: settings.tls === 'none',
    requireTLS: settings.tls === 'starttls' && (settings.requireTls || (settings.password !== null && !isLoopback(settings.host))),
    connectionTimeout: timeouts.connectMs + timeouts.greetingMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: Math.max(timeouts.finalMs, timeouts.commandMs) + 1000,
    socketCloseTimeout: quitMs,
    maxResponseSize: 65_536,
    transactionLog: true,
    logger: { trace: seen, debug: seen, info: seen, warn: seen, error: seen, fatal: seen },
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(settings.authority === null ? {} : { ca: [...rootCertificates, settings.authority] }) },
  });
  const end = (ending: Ending): void => {
    if (settled) return;
    settled = true;
    clearTimeout(watchdog);
    signal?.removeEventListener('abort', abort);
    resolve(ending);
    if (ending.kind === 'failed') return connection.close();
    connection.quit();
    setTimeout(() => connection.close(), quitMs).unref();
  };
  const fail = (error: ConnectionError): void => end({ kind: 'failed', failure: failureOf(error, phase) });
  const abort = (): void => fail({ message: 'The sending was stopped.' });

  const send = (): void => {
    if (exchange === null) return end({ kind: 'done', reply: '' });
    phase = 'envelope';
    connection.send({ from: exchange.from, to: [exchange.to], size: exchange.message.length }, exchange.message, (error, info) => {
      if (error) return fail(error);
      if (phase !== 'final') return fail({ message: 'The server answered before the message was complete.' });
      end({ kind: 'done', reply: info?.response ?? '' });
    });
  };
  const login = (): void => {
    if (settings.user === null || settings.password === null) return send();
    if (!connection.secure && !isLoopback(settings.host)) return fail({ message: 'The connection is not encrypted, so no password is sent over it.', code: 'ETLS' });
    phase = 'login';
    connection.login({ user: settings.user, pass: settings.password }, (error) => (error ? fail(error) : send()));
  };

  if (signal?.aborted === true) return { kind: 'failed', failure: failureOf({ message: 'The sending was stopped.' }, phase) };
  signal?.addEventListener('abort', abort, { once: true });
  connection.on('error', fail);
  // nodemailer tells the end first and its reason, where it has one, in the same turn
  connection.on('end', () => setImmediate(() => fail({ message: 'The connection was closed.' })));
  watch();
  connection.connect((error) => (error ? fail(error) : login()));
  return promise;
}

const maxReplyLength = 300;

/** A mistake of this installation: the queue is kept until somebody mends it. */
const ownFault = (reason: string): SendOutcome => ({ kind: 'temporary', reason: cutLine(visibleLine(reason), maxReplyLength), maybeAccepted: false, serverAtFault: true });

/** Sends through an SMTP server: a session a mail, one receiver a mail, nothing pooled and nothing sent again by itself. */
export function createSmtpMailer(settings: SmtpSettings): Mailer {
  const { timeouts } = settings;
  return {
    place: `${settings.host}:${settings.port}`,
    // EHLO twice, AUTH in up to three steps, MAIL, RCPT, DATA, the message
    longestSendMs: timeouts.connectMs + timeouts.greetingMs + 10 * timeouts.commandMs + timeouts.finalMs,
    send: async (mail, signal) => {
      const from = validateAddress(mail.from.address);
      const to = validateAddress(mail.to.address);
      if (from.kind === 'bad') return ownFault(`The sender cannot be used. ${from.why}`);
      if (to.kind === 'bad') return { kind: 'permanent', reason: to.why, fault: 'receiver-gone' };
      const message = await composeMessage(mail, settings.dkim).catch((error: unknown) => String(error));
      if (typeof message === 'string') return ownFault(`The message cannot be made or signed (${message}).`);
      const ending = await session(settings, { from: from.address, to: to.address, message }, signal);
      return ending.kind === 'done' ? { kind: 'sent', reply: ending.reply.slice(0, maxReplyLength) } : outcomeOf(ending.failure);
    },
    verify: async (signal) => {
      const ending = await session(settings, null, signal);
      return ending.kind === 'done' ? null : problemOf(settings, ending.failure);
    },
  };
}

function problemOf(settings: SmtpSettings, failure: SmtpFailure): Problem {
  const place = `${settings.host}:${settings.port}`;
  if (failure.authenticating) {
    return { code: 'smtp-login', retryable: false, message: `The mail server ${place} refuses the sign-in: ${failure.text}.`, mend: 'Check mail.user and CLAUSEWATCH_SMTP_PASSWORD.' };
  }
  if (failure.replyCode !== null) {
    return { code: 'smtp-refused', retryable: failure.replyCode < 500, message: `The mail server ${place} refuses the connection: ${failure.text}.`, mend: 'Ask the server’s administrator, or set another mail.host.' };
  }
  return { code: 'smtp-connection', retryable: true, message: `The mail server ${place} cannot be used: ${failure.text}.`, mend: 'Check mail.host, mail.port and mail.tls, and that the server’s certificate is valid for that name.' };
}
