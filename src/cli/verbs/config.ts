import { configReport, configText } from '../../config/config-text.ts';
import type { Verb } from '../verb.ts';

export const configVerb: Verb = (program, running) => {
  program
    .command('config')
    .description('print the configuration that is in force, secrets masked')
    .action((_options: unknown, command) =>
      running(command, async (session) => {
        const loaded = await session.settings();
        session.terminal.print(session.json ? JSON.stringify(configReport(loaded), null, 1) : configText(loaded));
      })(),
    );
};
