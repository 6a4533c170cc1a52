import { readFile, writeFile } from 'node:fs/promises';
import { backUp, restoreBackup } from '../../app/back-up.ts';
import { exportEvidence } from '../../app/export-evidence.ts';
import { verifyPack } from '../../app/verify-pack.ts';
import { verifyStore } from '../../app/verify-store.ts';
import { UsageError } from '../../domain/problem.ts';
import type { Session } from '../session.ts';
import { bar, plain } from '../terminal.ts';
import { counted } from '../values.ts';
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
    .argument('[pack]', 'a pack of evidence; without one, the database')
    .option('--authority <file>', 'certificates (PEM) of the authorities whose time stamps are believed; by default those of the configuration')
    .description('check a pack, or every stored page and every chain of evidence; names what is not as it was written')
    .action((pack: string | undefined, options: { readonly authority?: string }, command) =>
      running(command, (session) =>
        pack !== undefined ? checkPack(session, pack, options.authority) : session.withContext(async (context) => {
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
          for (const { policy, what, why } of result.dropped) terminal.print(plain(`${policy ?? 'store'}: ${what}: ${why} (no fault)`));
          terminal.print(`${counted(result.entries, 'chained record')} of ${counted(result.policies, 'policy', 'policies')} checked, ${counted(result.findings.length, 'fault')}.${result.head === null ? '' : `\nHead of the chains: ${result.head}`}`);
        }),
      )(),
    );
};

async function checkPack(session: Session, file: string, authority: string | undefined): Promise<void> {
  const { terminal } = session;
  const named = authority ?? (await session.settings()).config.timestampAuthority.caFile;
  const authorities = named === null ? null : await readFile(named, 'utf8').catch(() => null);
  if (named !== null && authorities === null) throw new UsageError({ code: 'authority-missing', retryable: false, message: `There is no file ${named} with the certificates of time-stamping authorities.`, mend: 'Check the path.' });
  const result = await verifyPack(file, authorities);
  if (result.faults.length > 0) session.failed();
  if (session.json) {
    terminal.print(JSON.stringify(result, null, 1));
    return;
  }
  for (const fault of result.faults) terminal.print(plain(`${fault.what} ${fault.why}`));
  for (const { day, at, signer, trusted } of result.stamps) terminal.print(plain(`The head of ${day} was time-stamped at ${at} by ${signer}${trusted === true ? '' : ', whose authority was not checked (name its certificate with --authority)'}.`));
  terminal.print(`${counted(result.files, 'file')} and ${counted(result.entries, 'chained record')} checked, ${counted(result.faults.length, 'fault')}.${result.head === null ? '' : `\nHead of the chains when it was made: ${result.head}`}`);
}

export const exportVerb: Verb = (program, running) => {
  program
    .command('export')
    .requiredOption('--evidence <name>', 'a policy, a version (POLICY@NUMBER) or a change (change:NUMBER)')
    .option('--out <file>', 'the pack to write (default: named for what is in it, .wacz)')
    .description('pack the evidence of a policy, a version or a change, for somebody who has nothing but the pack')
    .addHelpText('after', '\nExample:\n  clausewatch export --evidence spryng/privacy-policy@2 --out spryng-2.wacz\n  clausewatch verify spryng-2.wacz')
    .action((options: { readonly evidence: string; readonly out?: string }, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const file = options.out ?? `${options.evidence.replaceAll(/[^a-z0-9]+/giu, '-')}.wacz`;
          await writeFile(file, await exportEvidence(context, options.evidence), { flag: 'wx' }).catch((error: unknown) => {
            if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw new UsageError({ code: 'pack-exists', retryable: false, message: `${file} exists already.`, mend: 'Name another with --out.' });
            throw error;
          });
          session.terminal.print(session.json ? JSON.stringify({ file }) : `Wrote ${file}. Check it with: clausewatch verify ${file}`);
        }),
      )(),
    );
};
