import { writeFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import { buildDigest } from '../../app/build-digest.ts';
import { digestAsMail } from '../../app/digest-as-mail.ts';
import { deliverDigest } from '../../app/send-digest.ts';
import { deliverNow } from '../../app/deliver-now.ts';
import type { AppContext } from '../../app/context.ts';
import type { Instant } from '../../domain/instant.ts';
import { instantOf, plusMs } from '../../domain/instant.ts';
import { UsageError } from '../../domain/problem.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly since?: string;
  readonly until?: string;
  readonly out?: string;
  readonly send?: boolean;
  readonly lang?: string;
}

const weekMs = 7 * 86_400_000;

export const digestVerb: Verb = (program, running) => {
  program
    .command('digest')
    .option('--since <day>', 'first day, such as 2026-11-01, in the configured time zone (default: seven days before --until)')
    .option('--until <day>', 'the day before which it ends (default: now)')
    .option('--out <file>', 'write it to a file: .html, .txt or .json')
    .option('--send', 'send it to all who want digests')
    .option('--lang <language>', 'nl or en (default: the configured language)')
    .description('the change digest of a period: printed, written to a file, or sent')
    .action((options: Options, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const { terminal } = session;
          checkOptions(options);
          const period = periodOf(context, options);
          const story = await buildDigest(context, { key: `custom:${period.since}:${period.until}`, rhythm: 'custom', ...period, missed: 0 });
          if (options.send === true) {
            const made = await deliverDigest(context, story);
            const result = await deliverNow(context, session.signal);
            if (made === 0) terminal.note('Nobody is to get it: nobody subscribed to digests, or this period was sent before.');
            else terminal.note(`${result.sent} of ${made} digests sent to ${context.mailer.place}.`);
            if (result.sent < made) session.failed();
            return;
          }
          const language = options.lang === 'en' || options.lang === 'nl' ? options.lang : context.config.language;
          const mail = digestAsMail(context, story, language);
          const text = session.json || options.out?.endsWith('.json') === true ? JSON.stringify(story, null, 1) : options.out?.endsWith('.html') === true ? mail.html : mail.text;
          if (options.out === undefined) terminal.print(text);
          else {
            await writeFile(options.out, text);
            terminal.note(`Wrote ${options.out}.`);
          }
        }),
      )(),
    );
};

function checkOptions({ lang, out }: Options): void {
  if (lang !== undefined && lang !== 'nl' && lang !== 'en') throw new UsageError({ code: 'bad-option', retryable: false, message: `--lang "${lang}" is not known.`, mend: 'Choose nl or en.' });
  if (out !== undefined && !/\.(?:html|txt|json)$/u.test(out)) throw new UsageError({ code: 'bad-option', retryable: false, message: `--out "${out}" names no kind of file that is written.`, mend: 'Let it end in .html, .txt or .json.' });
}

function periodOf(context: AppContext, options: Options): { readonly since: Instant; readonly until: Instant } {
  const now = context.clock();
  const until = options.until === undefined ? null : dayStart(options.until, '--until', context.config.timeZone);
  const since = options.since === undefined ? null : dayStart(options.since, '--since', context.config.timeZone);
  const end = until ?? now;
  const start = since ?? plusMs(end, -weekMs);
  if (start >= end) throw new UsageError({ code: 'bad-period', retryable: false, message: `The period from ${start} to ${end} is empty.`, mend: '--since must be before --until.' });
  return { since: start, until: end };
}

/** A day begins where the reader is; an instant may be given too, in UTC. */
function dayStart(text: string, option: string, timeZone: string): Instant {
  const time = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]{4,12}Z)?$/u.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time) || !instantOf(time).startsWith(text.slice(0, 10))) throw new UsageError({ code: 'bad-option', retryable: false, message: `${option} "${text}" is no day.`, mend: 'Write it as 2026-11-01.' });
  return instantOf(text.includes('T') ? time : Temporal.PlainDate.from(text, { overflow: 'reject' }).toZonedDateTime(timeZone).epochMilliseconds);
}
