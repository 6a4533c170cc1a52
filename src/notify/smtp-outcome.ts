import type { SendOutcome } from '../domain/delivery.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';

/**
 * How far an exchange had come when it ended. nodemailer reports a lost connection alike before the message and after
 * its final dot, so the sender keeps the phase itself. `final` begins when the dot is handed to the socket.
 */
export type SmtpPhase = 'connect' | 'login' | 'envelope' | 'final';

export interface SmtpFailure {
  readonly phase: SmtpPhase;
  /** The server's reply code; null where it did not answer. */
  readonly replyCode: number | null;
  /** `5.1.1` of RFC 3463, where the reply carries one. */
  readonly enhancedCode: string | null;
  /** The command that was answered: `MAIL FROM`, `RCPT TO`, `DATA` … */
  readonly command: string | null;
  readonly authenticating: boolean;
  readonly timedOut: boolean;
  readonly text: string;
}

const receiverGone: readonly string[] = ['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10'];

function faultAtReceiver(failure: SmtpFailure): 'receiver-gone' | 'receiver-refuses' | 'message' {
  const { enhancedCode, replyCode } = failure;
  if (enhancedCode !== null) {
    if (receiverGone.includes(enhancedCode)) return 'receiver-gone';
    return enhancedCode.startsWith('5.1.') || enhancedCode.startsWith('5.2.') ? 'receiver-refuses' : 'message';
  }
  return replyCode === 550 || replyCode === 551 || replyCode === 553 || replyCode === 556 ? 'receiver-refuses' : 'message';
}

/**
 * What a failed exchange means for the message. A reply code decides where there is one. Without one the message was
 * not accepted, unless its final dot was out: then nobody knows, and the same message must be sent again.
 */
export function outcomeOf(failure: SmtpFailure): SendOutcome {
  const reason = cutLine(visibleLine(failure.text), 500);
  const { phase, replyCode } = failure;
  if (replyCode === null) return { kind: 'temporary', reason, maybeAccepted: phase === 'final', serverAtFault: phase === 'connect' || phase === 'login' || failure.timedOut };
  const retry = (serverAtFault: boolean): SendOutcome => ({ kind: 'temporary', reason, maybeAccepted: false, serverAtFault });
  if (phase === 'connect' || phase === 'login' || failure.authenticating || replyCode === 421 || replyCode === 530) return retry(true);
  if (replyCode < 500) return retry(false);
  // The server refuses our sender, whoever the receiver is: a mistake of the configuration, which keeps the queue.
  if (failure.command === 'MAIL FROM' && replyCode !== 552) return retry(true);
  if (failure.command === 'RCPT TO') return { kind: 'permanent', reason, fault: faultAtReceiver(failure) };
  return { kind: 'permanent', reason, fault: 'message' };
}
