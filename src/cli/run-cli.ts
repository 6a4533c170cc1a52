import process from 'node:process';
import { Command, CommanderError } from 'commander';
import { fileProblem } from '../app/file-problem.ts';
import { toolVersion } from '../app/tool-name.ts';
import { OperationError, UsageError } from '../domain/problem.ts';
import { openSession, type GlobalOptions, type Session } from './session.ts';
import type { Verb } from './verb.ts';
import { verbs } from './verbs.ts';

/**
 * Runs one command.
 * @param argv the words after the program's name
 * @returns the exit status: 0 done, 1 done in part or failed, 2 the call or the configuration is wrong
 */
export async function runCli(argv: readonly string[]): Promise<number> {
  process.stdout.on('error', endOnClosedPipe);
  let status = 0;
  const program = new Command('clausewatch')
    .description("Watches vendors' policies and says which clause changed, what that means and whether anyone must act.")
    .version(toolVersion, '--version')
    .option('--data-dir <dir>', 'where the state lives (default: data/)')
    .option('--config <file>', 'where the configuration is')
    .option('--json', 'print JSON on standard output and nothing else there')
    .option('--no-color', 'no colours; NO_COLOR works too')
    .option('--verbose', 'log what happens to standard error')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(clausewatch --help lists the commands; clausewatch COMMAND --help explains one)')
    .exitOverride();
  for (const verb of await verbsFor(argv)) {
    verb(program, (command, work) => async () => {
      const session = openSession(command.optsWithGlobals<GlobalOptions>());
      status = await finish(session, work);
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** The verb that the words name; all of them where they name none, for the help and the guess at a typing slip. */
async function verbsFor(argv: readonly string[]): Promise<readonly Verb[]> {
  if (argv[0] === '--version') return [];
  const named = argv.map((word) => verbs[word]).find((load) => load !== undefined);
  return Promise.all((named === undefined ? Object.values(verbs) : [named]).map((load) => load()));
}

async function finish(session: Session, work: (session: Session) => Promise<void>): Promise<number> {
  try {
    await work(session);
    return session.exitStatus();
  } catch (caught) {
    const error = fileProblem(caught) ?? caught;
    if (error instanceof UsageError || error instanceof OperationError) {
      if (session.json) session.terminal.print(JSON.stringify({ error: error.problem }));
      session.terminal.note(`${session.terminal.style('red', 'Error:')} ${error.message}`);
      return error instanceof UsageError ? 2 : 1;
    }
    if (session.signal.aborted) {
      session.terminal.note('Stopped. What was done before is kept.');
      return 1;
    }
    session.terminal.note(`${session.terminal.style('red', 'Clausewatch itself failed.')} What was stored before is safe. Please report it with what stands below.`);
    session.terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
}

function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
