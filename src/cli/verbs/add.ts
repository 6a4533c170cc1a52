import { proposePolicies, registerPolicies, type AddRequest, type Proposal } from '../../app/add-policies.ts';
import type { AppContext } from '../../app/context.ts';
import { cronProblem } from '../../domain/cron.ts';
import { OperationError, UsageError } from '../../domain/problem.ts';
import { renderModes } from '../../domain/vendor.ts';
import { ask } from '../ask.ts';
import type { Session } from '../session.ts';
import { bar, plain, table } from '../terminal.ts';
import { listed } from '../values.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly vendor?: string;
  readonly policy?: string;
  readonly select?: readonly string[];
  readonly remove?: readonly string[];
  readonly render?: string;
  readonly schedule?: string;
  readonly tag?: readonly string[];
  readonly yes?: boolean;
}

export const addVerb: Verb = (program, running) => {
  program
    .command('add')
    .argument('<urls...>', "a policy's own address, or a vendor's home page")
    .option('--vendor <name>', 'whose it is (default: as the site calls itself)')
    .option('--policy <type>', 'its type, such as "Privacy Policy" or "Sub-processor List"')
    .option('--select <css>', 'keep only what matches (may be given several times)', listed)
    .option('--remove <css>', 'drop what matches (may be given several times)', listed)
    .option('--render <mode>', 'auto, http or browser')
    .option('--schedule <cron>', 'when to check, such as "0 6 * * *"')
    .option('--tag <tag>', 'a word to find it by (may be given several times)', listed)
    .option('--yes', 'register what is found without asking')
    .description('register policies; a home page is searched for the policies behind it')
    .addHelpText('after', '\nExamples:\n  clausewatch add https://www.spryng.nl\n  clausewatch add https://www.spryng.nl/privacy-policy/ --vendor Spryng --policy "Privacy Policy"')
    .action((urls: readonly string[], options: Options, command) =>
      running(command, (session) => session.withContext((context) => add(session, context, urls, options)))(),
    );
};

async function add(session: Session, context: AppContext, urls: readonly string[], options: Options): Promise<void> {
  const { terminal } = session;
  const added: unknown[] = [];
  for (const url of urls) {
    try {
      const proposal = await proposePolicies(context, requestOf(url, options), session.signal, (progress) => {
        if (terminal.live) terminal.progress(`${bar(progress.requests, progress.maxRequests)} ${plain(progress.url)}`);
      });
      terminal.progress('');
      if (!session.json) showProposal(session, proposal);
      if (!(await agreed(session, options, proposal))) {
        terminal.note('Nothing was registered.');
        continue;
      }
      const slugs = await registerPolicies(context, proposal);
      added.push(...proposal.policies.map((policy, at) => ({ policy: slugs[at], vendor: proposal.vendor.name, type: policy.declaration.type, url: policy.declaration.source.url, new: policy.knownAs === null })));
      if (!session.json) terminal.print(`Registered ${slugs.length === 1 ? (slugs[0] ?? '') : `${slugs.length} policies of ${plain(proposal.vendor.name)}`}. Look at once with: clausewatch check ${proposal.vendor.slug}`);
    } catch (error) {
      if (urls.length === 1 || !(error instanceof UsageError || error instanceof OperationError)) throw error;
      terminal.note(`${terminal.style('red', 'Error:')} ${plain(error.message)}`);
      session.failed();
    }
  }
  if (session.json) terminal.print(JSON.stringify(added, null, 1));
}

function requestOf(url: string, options: Options): AddRequest {
  const render = renderModes.find((mode) => mode === options.render);
  if (options.render !== undefined && render === undefined) throw new UsageError({ code: 'bad-option', retryable: false, message: `--render "${options.render}" is not known.`, mend: `Choose ${renderModes.join(', ')}.` });
  const problem = options.schedule === undefined ? null : cronProblem(options.schedule);
  if (problem !== null) throw new UsageError({ code: 'bad-option', retryable: false, message: `--schedule: ${problem}.`, mend: 'Every day at six is "0 6 * * *".' });
  return {
    url,
    vendorName: options.vendor ?? null,
    policyType: options.policy ?? null,
    select: options.select ?? [],
    remove: options.remove ?? [],
    render: render ?? null,
    schedule: options.schedule ?? null,
    tags: options.tag ?? [],
  };
}

function showProposal({ terminal }: Session, proposal: Proposal): void {
  for (const warning of proposal.warnings) terminal.note(`Note: ${plain(warning.en)}`);
  terminal.print(`${plain(proposal.vendor.name)}${proposal.vendor.homeUrl === null ? '' : ` (${plain(proposal.vendor.homeUrl)})`}`);
  terminal.print(
    table(
      ['TYPE', 'NAME', 'ADDRESS'],
      proposal.policies.map((policy) => [policy.declaration.type, `${policy.declaration.slug}${policy.knownAs === null ? '' : ' (watched already)'}`, plain(policy.declaration.source.url)]),
    ),
  );
}

/** What stands there to be asked about; a single address of a policy was asked for in so many words. */
async function agreed(session: Session, options: Options, proposal: Proposal): Promise<boolean> {
  if (options.yes === true || proposal.policies.length === 1) return true;
  if (session.terminal.interactive && !session.json) return ask(`Watch these ${proposal.policies.length} policies?`, true);
  throw new UsageError({ code: 'needs-yes', retryable: false, message: `${proposal.policies.length} policies were found, and nobody is there to be asked.`, mend: 'Add --yes to register them all, or add them one by one by their addresses.' });
}
