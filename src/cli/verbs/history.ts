import { findNamedVersion, findOnePolicy } from '../../app/known-names.ts';
import { versionHistory } from '../../app/version-history.ts';
import { showVersion } from '../../app/show-version.ts';
import { plain, table } from '../terminal.ts';
import { shortTime } from '../times.ts';
import type { Verb } from '../verb.ts';

export const historyVerb: Verb = (program, running) => {
  program
    .command('history')
    .argument('<policy>', 'a policy, or a vendor that has one')
    .description("a policy's versions, and what changed in each")
    .action((name: string, _options: unknown, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const { terminal } = session;
          const { policy } = await findOnePolicy(context.storage.db, name);
          const entries = await versionHistory(context, policy.id);
          if (session.json) {
            terminal.print(JSON.stringify(entries.map(({ version, comparison }) => ({ ...version, change: comparison === null ? null : comparison.overall })), null, 1));
            return;
          }
          if (entries.length === 0) {
            terminal.print(`${policy.slug} has no version yet. Check it with: clausewatch check ${policy.slug}`);
            return;
          }
          const { timeZone, language } = context.config;
          terminal.print(
            table(
              ['VERSION', 'FIRST SEEN', 'CONFIRMED', 'STATED DATE', 'WEIGHT', 'WHAT CHANGED'],
              entries.map(({ version, comparison }) => [
                `${policy.slug}@${version.number}`,
                shortTime(version.firstSeenAt, timeZone),
                shortTime(version.confirmedAt, timeZone),
                version.updatedDate ?? version.effectiveDate ?? '–',
                comparison?.overall.significance ?? 'baseline',
                plain(comparison?.overall.headline[language] ?? '–'),
              ]),
            ),
          );
        }),
      )(),
    );
};

export const showVerb: Verb = (program, running) => {
  program
    .command('show')
    .argument('<version>', 'POLICY@NUMBER, or a policy for its newest')
    .option('--clauses', 'list the clauses one by one, with their numbers and topics')
    .description("a version's text with its clauses")
    .action((name: string, options: { readonly clauses?: boolean }, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const { terminal } = session;
          const shown = await showVersion(context, (await findNamedVersion(context.storage.db, name)).id);
          if (session.json) terminal.print(JSON.stringify(shown, null, 1));
          else if (options.clauses === true) terminal.print(plain(shown.clauses.map((clause) => `${clause.id}  ${clause.path.join(' › ')}\n    ${clause.number === null ? '' : `${clause.number}  `}${clause.text}\n    [${clause.topics.join(', ')}]`).join('\n')));
          else terminal.print(plain(shown.text));
        }),
      )(),
    );
};
