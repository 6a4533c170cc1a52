import { examineSetup } from '../../app/examine-setup.ts';
import { mailHold } from '../../app/send-deliveries.ts';
import { sendSampleMail } from '../../app/sample-mail.ts';
import { OperationError, UsageError } from '../../domain/problem.ts';
import { listDeliveries } from '../../storage/deliveries.ts';
import { plain, table } from '../terminal.ts';
import { shortTime } from '../times.ts';
import type { Verb } from '../verb.ts';

export const doctorVerb: Verb = (program, running) => {
  program
    .command('doctor')
    .description('look at configuration, database, disk, browser and mail server, and say what to mend; sends nothing')
    .action((_options: unknown, command) =>
      running(command, async (session) => {
        const { terminal } = session;
        const findings = await examineSetup(await session.settings());
        if (findings.some((finding) => finding.state === 'bad')) session.failed();
        if (session.json) {
          terminal.print(JSON.stringify(findings, null, 1));
          return;
        }
        const marks = { good: terminal.style('green', 'good'), note: terminal.style('yellow', 'note'), bad: terminal.style('red', 'bad ') } as const;
        for (const finding of findings) {
          terminal.print(plain(`${marks[finding.state]}  ${finding.part.padEnd(13)}  ${finding.message}`));
          if (finding.mend !== null) terminal.print(plain(`                     ${finding.mend}`));
        }
      })(),
    );
};

export const mailVerb: Verb = (program, running) => {
  program
    .command('mail')
    .option('--test <address>', 'send the digest of the last seven days there, as a sample')
    .option('--limit <number>', 'how many of the latest messages to list', '20')
    .description('the messages that were sent, wait or failed; --test sends a sample')
    .action((options: { readonly test?: string; readonly limit: string }, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const { terminal } = session;
          if (options.test !== undefined) {
            const outcome = await sendSampleMail(context, options.test, session.signal);
            if (outcome.kind === 'sent' && context.config.mail.host === null) terminal.note(`No mail server is configured, so the sample for ${options.test} was kept: ${plain(outcome.reply)}`);
            else if (outcome.kind === 'sent') terminal.note(`Sent to ${options.test} through ${context.mailer.place}: ${plain(outcome.reply)}`);
            else throw new OperationError({ code: 'mail-refused', retryable: outcome.kind === 'temporary', message: `The sample was not sent: ${plain(outcome.reason)}`, mend: 'clausewatch doctor looks at the mail server step by step.' });
            return;
          }
          if (!/^[1-9]\d{0,3}$/u.test(options.limit)) throw new UsageError({ code: 'bad-option', retryable: false, message: `--limit "${options.limit}" is no number of messages.`, mend: 'Give a whole number from 1.' });
          const messages = await listDeliveries<unknown>(context.storage.db, { limit: Math.min(1000, Number(options.limit)) });
          const hold = await mailHold(context.storage.db);
          if (session.json) {
            terminal.print(JSON.stringify({ hold, messages: messages.map(({ payload: _payload, ...message }) => message) }, null, 1));
            return;
          }
          if (hold !== null && hold.until > context.clock()) terminal.print(plain(`No mail leaves before ${shortTime(hold.until, context.config.timeZone)}: ${hold.reason}\n`));
          if (messages.length === 0) terminal.print('No message was made yet.');
          else {
            terminal.print(
              table(
                ['MADE', 'TO', 'STATE', 'TRIES', 'SUBJECT'],
                messages.map((message) => [shortTime(message.createdAt, context.config.timeZone), plain(message.target), message.state.state, String(message.attempts), plain(message.subject + (message.lastError === null ? '' : ` (${message.lastError})`))]),
              ),
            );
          }
        }),
      )(),
    );
};
