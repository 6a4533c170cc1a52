import { subscribeReader, unsubscribeReader } from '../../app/subscribe-reader.ts';
import { significances } from '../../domain/change.ts';
import { topics } from '../../domain/clause.ts';
import { UsageError } from '../../domain/problem.ts';
import type { QuietHours, Subscriber } from '../../domain/subscriber.ts';
import { listSubscribers } from '../../storage/subscribers.ts';
import { plain, table } from '../terminal.ts';
import { listed } from '../values.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly name?: string;
  readonly lang?: string;
  readonly timeZone?: string;
  readonly vendor?: readonly string[];
  readonly type?: readonly string[];
  readonly tag?: readonly string[];
  readonly topic?: readonly string[];
  readonly from: string;
  readonly digest: boolean;
  readonly quiet?: string;
}

export const subscribeVerb: Verb = (program, running) => {
  program
    .command('subscribe')
    .argument('<address>', 'an e-mail address')
    .option('--name <name>', 'how mails address the reader')
    .option('--lang <language>', 'nl or en')
    .option('--time-zone <zone>', 'such as Europe/Amsterdam')
    .option('--vendor <name>', 'only this vendor (may be given several times)', listed)
    .option('--type <type>', 'only this policy type (may be given several times)', listed)
    .option('--tag <tag>', 'only what carries this tag (may be given several times)', listed)
    .option('--topic <topic>', 'of changes on this topic, told first (may be given several times)', listed)
    .option('--from <significance>', 'alert at once from: material, minor, cosmetic, or none', 'material')
    .option('--no-digest', 'no weekly digest')
    .option('--quiet <hours>', 'no alerts between, such as 22:00-07:00')
    .description('tell somebody by e-mail; running it again changes the subscription')
    .addHelpText('after', `\nExample:\n  clausewatch subscribe fg@example.nl --name "Functionaris gegevensbescherming" --lang nl --topic recipients\n\nTopics: ${topics.join(', ')}`)
    .action((address: string, options: Options, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const language = options.lang ?? context.config.language;
          if (language !== 'nl' && language !== 'en') throw bad(`--lang "${language}" is not known.`, 'Choose nl or en.');
          const from = options.from === 'none' ? null : significances.find((name) => name === options.from);
          if (from === undefined) throw bad(`--from "${options.from}" is not known.`, 'Choose material, minor, cosmetic or none.');
          const timeZone = options.timeZone ?? context.config.timeZone;
          const subscriber = await subscribeReader(context, {
            address,
            name: options.name ?? '',
            language,
            timeZone,
            vendors: options.vendor ?? [],
            policyTypes: options.type ?? [],
            tags: options.tag ?? [],
            topics: options.topic ?? [],
            alertFrom: from,
            digest: options.digest,
            quiet: quietHours(options.quiet),
          });
          if (session.json) session.terminal.print(JSON.stringify(subscriber, null, 1));
          else for (const line of toldOf(subscriber, context.config.mail.host === null ? context.mailer.place : null)) session.terminal.note(plain(line));
        }),
      )(),
    );
};

/** @param keptIn where mails are kept while no mail server is configured */
function toldOf({ address, alertFrom, digest, follows }: Subscriber, keptIn: string | null): readonly string[] {
  const alerts = alertFrom === null ? [] : [`at once of ${alertFrom === 'material' ? 'material changes' : alertFrom === 'minor' ? 'material and minor changes' : 'every change'}`];
  const ways = [...alerts, ...(digest ? ['by digest'] : [])];
  const followed = Object.values(follows).flat().join(', ');
  const told = ways.length === 0 ? `${address} is told nothing: alerts and digest are both off.` : `${address} is told ${ways.join(', and ')}. Follows: ${followed === '' ? 'everything' : followed}.`;
  return keptIn === null ? [told] : [told, `No mail server is configured: mails are kept in ${keptIn} until mail.host and mail.from are set.`];
}

function quietHours(text: string | undefined): QuietHours | null {
  if (text === undefined) return null;
  const hours = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/u.exec(text);
  if (hours === null) throw bad(`--quiet "${text}" is no span of hours.`, 'Write it as 22:00-07:00.');
  return { from: hours[1] ?? '', until: hours[2] ?? '' };
}

function bad(message: string, mend: string): UsageError {
  return new UsageError({ code: 'bad-option', retryable: false, message, mend });
}

export const unsubscribeVerb: Verb = (program, running) => {
  program
    .command('unsubscribe')
    .argument('<address>', 'an e-mail address')
    .description('tell this address no more')
    .action((address: string, _options: unknown, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          if (await unsubscribeReader(context, address)) session.terminal.note(`${address} is told no more.`);
          else throw bad(`Nobody with the address "${address}" is subscribed.`, 'clausewatch subscribers lists those who are.');
        }),
      )(),
    );
};

export const subscribersVerb: Verb = (program, running) => {
  program
    .command('subscribers')
    .description('who is told of what')
    .action((_options: unknown, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const { terminal } = session;
          const all = await listSubscribers(context.storage.db);
          if (session.json) terminal.print(JSON.stringify(all, null, 1));
          else if (all.length === 0) terminal.print('Nobody is told of changes yet. Add somebody with: clausewatch subscribe ADDRESS');
          else {
            terminal.print(
              table(
                ['ADDRESS', 'NAME', 'LANG', 'ALERTS FROM', 'DIGEST', 'STATE', 'FOLLOWS'],
                all.map((subscriber) => [
                  subscriber.address,
                  plain(subscriber.name),
                  subscriber.language,
                  subscriber.alertFrom ?? '–',
                  subscriber.digest ? 'yes' : 'no',
                  subscriber.suspendedAt !== null ? 'suspended' : subscriber.confirmedAt === null ? 'to confirm' : 'active',
                  plain(Object.values(subscriber.follows).flat().join(', ') || 'everything'),
                ]),
              ),
            );
          }
        }),
      )(),
    );
};
