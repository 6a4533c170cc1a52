import { composeAlerts } from '../../app/compose-alerts.ts';
import { deliverNow } from '../../app/deliver-now.ts';
import { decideHeld, listHeld } from '../../app/watch-doubts.ts';
import { UsageError } from '../../domain/problem.ts';
import { plain, table } from '../terminal.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly release?: boolean;
  readonly drop?: boolean;
}

export const alertsVerb: Verb = (program, running) => {
  program
    .command('alerts')
    .option('--release', 'send them')
    .option('--drop', 'do not send them; the changes stay on record')
    .description('the alerts that are held because strikingly much changed at once')
    .action((options: Options, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const { terminal } = session;
          if (options.release === true && options.drop === true) throw new UsageError({ code: 'bad-option', retryable: false, message: '--release and --drop contradict each other.', mend: 'Give one of them.' });
          const held = await listHeld(context);
          if (options.release !== true && options.drop !== true) {
            if (session.json) terminal.print(JSON.stringify(held, null, 1));
            else if (held.length === 0) terminal.print('No alert is held.');
            else terminal.print(plain(`${table(['TO', 'POLICY', 'CHANGE'], held.map((alert) => [alert.address, alert.policy, alert.headline[context.config.language]]))}\n\nSend them with --release, or drop them with --drop.`));
            return;
          }
          const count = await decideHeld(context, options.release === true ? 'release' : 'drop');
          if (options.release === true) {
            await composeAlerts(context, { atOnce: true });
            await deliverNow(context, session.signal);
          }
          terminal.print(session.json ? JSON.stringify({ decided: count }) : `${count} alerts ${options.release === true ? 'released' : 'dropped'}.`);
        }),
      )(),
    );
};
