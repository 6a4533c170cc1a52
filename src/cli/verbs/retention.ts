import { applyRetention, planRetention } from '../../app/retention.ts';
import { plain, table } from '../terminal.ts';
import type { Verb } from '../verb.ts';

const size = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

export const retentionVerb: Verb = (program, running) => {
  program
    .command('retention')
    .option('--apply', 'drop it; without this nothing is changed')
    .description('which stored pages the configuration lets go (retention.captureDays, retention.failedBodyDays)')
    .addHelpText('after', '\nNever a page that a version rests on. The records, the hashes and the chain stay.')
    .action((options: { readonly apply?: boolean }, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const { terminal } = session;
          const plan = options.apply === true ? await applyRetention(context) : await planRetention(context);
          if (session.json) {
            terminal.print(JSON.stringify({ applied: options.apply === true, ...plan }, null, 1));
            return;
          }
          if (plan.policies.length > 0) terminal.print(plain(table(['POLICY', 'PAGES', 'SIZE'], plan.policies.map((policy) => [policy.slug, String(policy.pages), size(policy.bytes)]))));
          if (options.apply === true) terminal.print(`${plan.pages} pages dropped, ${size(plan.bytes)}.`);
          else terminal.print(`${plan.pages} pages would be dropped, ${size(plan.bytes)}.${plan.pages === 0 ? '' : ' Drop them with: clausewatch retention --apply'}`);
        }),
      )(),
    );
};
