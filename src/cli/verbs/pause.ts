import { findNamed } from '../../app/known-names.ts';
import { pauseWatch, resumeWatch } from '../../app/pause-watch.ts';
import { removeWatch } from '../../app/remove-watch.ts';
import { UsageError } from '../../domain/problem.ts';
import { ask } from '../ask.ts';
import type { Verb } from '../verb.ts';

export const pauseVerb: Verb = (program, running) => {
  program
    .command('pause')
    .argument('<names...>', 'vendors or policies')
    .description('stop watching a vendor or a policy until it is resumed')
    .action((names: readonly string[], _options: unknown, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          for (const name of names) {
            const named = await findNamed(context.storage.db, name);
            await pauseWatch(context, named);
            session.terminal.note(`Paused ${name}. Go on with: clausewatch resume ${name}`);
          }
        }),
      )(),
    );
};

export const resumeVerb: Verb = (program, running) => {
  program
    .command('resume')
    .argument('<names...>', 'vendors or policies')
    .description('watch again what was paused')
    .action((names: readonly string[], _options: unknown, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          for (const name of names) {
            await resumeWatch(context, await findNamed(context.storage.db, name));
            session.terminal.note(`Watching ${name} again; it is due now.`);
          }
        }),
      )(),
    );
};

export const removeVerb: Verb = (program, running) => {
  program
    .command('remove')
    .argument('<names...>', 'vendors or policies')
    .option('--purge', 'destroy its history and evidence too')
    .option('--yes', 'do not ask')
    .description('take a vendor or a policy off the list; its history stays unless --purge')
    .action((names: readonly string[], options: { readonly purge?: boolean; readonly yes?: boolean }, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          for (const name of names) {
            const named = await findNamed(context.storage.db, name);
            const slugs = named.policies.map((policy) => policy.slug).join(', ');
            if (options.purge === true && options.yes !== true) {
              if (!session.terminal.interactive) {
                throw new UsageError({ code: 'needs-yes', retryable: false, message: `--purge would destroy the history and evidence of ${slugs}.`, mend: 'Add --yes if that is meant.' });
              }
              if (!(await ask(`Destroy the history and evidence of ${slugs}? It cannot be brought back.`, false))) continue;
            }
            await removeWatch(context, named, { purge: options.purge === true });
            session.terminal.note(options.purge === true ? `Removed ${name} and destroyed its history.` : `Removed ${name}; its history stays, and adding it again takes it up.`);
          }
        }),
      )(),
    );
};
