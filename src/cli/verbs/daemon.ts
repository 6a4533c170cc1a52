import { runDaemon, runPages } from '../../daemon/run-daemon.ts';
import type { Verb } from '../verb.ts';

export const daemonVerb: Verb = (program, running) => {
  program
    .command('daemon')
    .option('--no-web', 'no web pages')
    .description('the scheduler, the mail and the web pages, until it is told to stop')
    .action((options: { readonly web: boolean }, command) =>
      running(command, async (session) => {
        const { config, secrets } = await session.settings();
        await runDaemon(config, secrets, { web: options.web && config.web.enabled, signal: session.signal, announce: (line) => session.terminal.note(line) });
      })(),
    );
};

export const serveVerb: Verb = (program, running) => {
  program
    .command('serve')
    .description('the web pages alone, without watching or mailing')
    .action((_options: unknown, command) =>
      running(command, async (session) => {
        const { config, secrets } = await session.settings();
        await runPages(config, secrets, { signal: session.signal, announce: (line) => session.terminal.note(line) });
      })(),
    );
};
