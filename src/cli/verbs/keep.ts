import { backUp, restoreBackup } from '../../app/back-up.ts';
import { verifyStore } from '../../app/verify-store.ts';
import { bar, plain } from '../terminal.ts';
import type { Verb } from '../verb.ts';

export const backupVerb: Verb = (program, running) => {
  program
    .command('backup')
    .argument('[file]', 'the file to make (default: backups/ in the data directory)')
    .description('copy the database, consistent and while it is in use')
    .action((file: string | undefined, _options: unknown, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const made = await backUp(context, file ?? null);
          session.terminal.print(session.json ? JSON.stringify({ file: made }) : `Backed up to ${made}.`);
        }),
      )(),
    );
};

export const restoreVerb: Verb = (program, running) => {
  program
    .command('restore')
    .argument('<file>', 'a backup')
    .description('put a backup in place in a data directory that has no database; it is checked first')
    .action((file: string, _options: unknown, command) =>
      running(command, async (session) => {
        const { dataDir } = (await session.settings()).config;
        await restoreBackup(file, dataDir);
        session.terminal.note(`Restored ${file} into ${dataDir}.`);
      })(),
    );
};

export const verifyVerb: Verb = (program, running) => {
  program
    .command('verify')
    .description('check every stored page and every chain of evidence; names what is not as it was written')
    .action((_options: unknown, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const { terminal } = session;
          const result = await verifyStore(context, (policy, done, all) => {
            if (terminal.live) terminal.progress(`${bar(done, all)} ${policy.slug}`);
          });
          terminal.progress('');
          if (result.findings.length > 0) session.failed();
          if (session.json) {
            terminal.print(JSON.stringify(result, null, 1));
            return;
          }
          for (const finding of result.findings) terminal.print(plain(`${finding.policy ?? 'store'}: ${finding.what} ${finding.why}`));
          terminal.print(`${result.entries} chained records of ${result.policies} policies checked, ${result.findings.length} faults.${result.head === null ? '' : `\nHead of the chains: ${result.head}`}`);
        }),
      )(),
    );
};
