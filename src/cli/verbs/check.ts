import { setTimeout as sleep } from 'node:timers/promises';
import { composeAlerts } from '../../app/compose-alerts.ts';
import type { CheckReport } from '../../app/check-policy.ts';
import type { AppContext } from '../../app/context.ts';
import { findNamed } from '../../app/known-names.ts';
import { renderComparison } from '../../app/render-comparison.ts';
import { runDueChecks } from '../../app/run-due-checks.ts';
import { deliverNow } from '../../app/deliver-now.ts';
import { demandRoom, listHeld } from '../../app/watch-doubts.ts';
import { syncConfigured } from '../../app/sync-configured.ts';
import { watchList } from '../../app/watch-list.ts';
import { UsageError } from '../../domain/problem.ts';
import type { Policy } from '../../domain/vendor.ts';
import { listPolicies } from '../../storage/policies.ts';
import type { Session } from '../session.ts';
import { bar, plain } from '../terminal.ts';
import { shortTime } from '../times.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly all?: boolean;
  readonly wait: boolean;
  readonly confirmAfter: string;
}

type Checked = Extract<CheckReport, { kind: 'checked' }>;

/** A page that changes at every look is not looked at for ever. */
const maxLooks = 4;

export const checkVerb: Verb = (program, running) => {
  program
    .command('check')
    .argument('[names...]', 'vendors or policies; without any, all that is due')
    .option('--all', 'everything, due or not')
    .option('--no-wait', 'do not wait to look again at a new wording; the daemon, or the next check, does')
    .option('--confirm-after <seconds>', 'how long to wait between the looks', '10')
    .description('crawl now: what is named, all that is due, or --all')
    .addHelpText('after', '\nA new wording is believed when two further looks, from fresh sessions, show it too.\n\nExamples:\n  clausewatch check\n  clausewatch check spryng\n  clausewatch check --all --json')
    .action((names: readonly string[], options: Options, command) =>
      running(command, (session) => session.withContext((context) => check(session, context, names, options)))(),
    );
};

async function check(session: Session, context: AppContext, names: readonly string[], options: Options): Promise<void> {
  const { terminal } = session;
  const confirmAfterMs = Number(options.confirmAfter) * 1000;
  if (!Number.isFinite(confirmAfterMs) || confirmAfterMs < 0) {
    throw new UsageError({ code: 'bad-option', retryable: false, message: `--confirm-after "${options.confirmAfter}" is no number of seconds.`, mend: 'Write for example --confirm-after 10' });
  }
  await demandRoom(context);
  await syncConfigured(context);
  const chosen = await choose(context, names, options.all === true);
  const latest = new Map<string, CheckReport>();
  let waiting: readonly Policy[] | undefined = chosen;
  for (let round = 1; round <= maxLooks; round += 1) {
    await runDueChecks(context, {
      trigger: 'command',
      signal: session.signal,
      ...(waiting === undefined ? {} : { policies: waiting }),
      onReport: (report, done, all) => {
        latest.set(report.policy.slug, report);
        tellReport(session, context, report);
        if (terminal.live && all > 1) terminal.progress(`${bar(done, all)} ${plain(report.policy.slug)}`);
      },
    });
    waiting = [...latest.values()].filter((report): report is Checked => report.kind === 'checked' && report.outcome === 'pending').map((report) => report.policy);
    if (waiting.length === 0 || !options.wait || session.signal.aborted || round === maxLooks) break;
    terminal.progress(`${waiting.length === 1 ? 'A new wording was' : `${waiting.length} new wordings were`} seen; looking again in ${confirmAfterMs / 1000} s …`);
    await sleep(confirmAfterMs, undefined, { signal: session.signal }).catch(() => undefined);
    if (session.signal.aborted) break;
  }
  terminal.progress('');
  await composeAlerts(context, { atOnce: true });
  const held = await listHeld(context);
  if (held.length > 0) terminal.note(`${held.length} alerts are held, because strikingly much changed at once: clausewatch alerts lists them.`);
  const sent = await deliverNow(context, session.signal);
  await finish(session, context, [...latest.values()], sent.sent);
}

async function choose(context: AppContext, names: readonly string[], all: boolean): Promise<readonly Policy[] | undefined> {
  const { db } = context.storage;
  if (names.length > 0) {
    const named = await Promise.all(names.map((name) => findNamed(db, name)));
    const policies = new Map(named.flatMap((entry) => entry.policies).map((policy) => [policy.id, policy]));
    return [...policies.values()];
  }
  return all ? (await listPolicies(db)).filter((policy) => policy.pausedAt === null) : undefined;
}

function tellReport(session: Session, context: AppContext, report: CheckReport): void {
  const { terminal } = session;
  if (session.json) {
    terminal.print(JSON.stringify(reportJson(report)));
    return;
  }
  const name = terminal.style('bold', report.policy.slug);
  if (report.kind === 'busy') {
    terminal.print(`${name}  is being checked by another process right now`);
    return;
  }
  if (report.problem !== null) {
    terminal.print(plain(`${name}  ${terminal.style('red', 'failed')}: ${report.problem.message}${report.problem.mend === null ? '' : ` ${report.problem.mend}`}`));
    // Words seen before it was out of reach may be told all the same.
    if (report.version === null) return;
  }
  terminal.print(`${name}  ${outcomeText(report, context)}`);
  for (const note of report.version?.notes ?? []) terminal.print(plain(`  ${note[context.config.language]}`));
  if (report.comparison !== null) {
    terminal.print('');
    terminal.print(renderComparison(report.comparison, 'text', { language: context.config.language, colour: terminal.colour, width: Math.min(terminal.columns, 110) }));
  }
}

function outcomeText(report: Checked, context: AppContext): string {
  const why = report.reasons.length === 0 ? '' : ` (${plain(report.reasons.map((reason) => reason.text.en).join('; '))})`;
  switch (report.outcome) {
    case 'first':
      return `first version recorded: ${plain(report.version?.title ?? 'without a title')}`;
    case 'confirmed':
      return `new version ${report.version?.number ?? ''} confirmed${report.alerts === 0 ? '' : `, ${report.alerts} to be alerted`}`;
    case 'pending':
      return `new wording seen, not confirmed yet${why}; next look at ${shortTime(report.nextCheckAt, context.config.timeZone)}`;
    case 'variant':
      return `a wording known to alternate${why}`;
    case 'rejected':
      return `rejected, verdict ${report.verdict ?? 'unknown'}${why}`;
    case 'unchanged':
    case null:
      return report.check.result === 'not-modified' ? 'unchanged (the server says: not modified)' : 'unchanged';
  }
}

function reportJson(report: CheckReport): unknown {
  if (report.kind === 'busy') return { policy: report.policy.slug, busyUntil: report.until };
  return {
    policy: report.policy.slug,
    vendor: report.vendor.name,
    url: report.policy.source.url,
    at: report.check.endedAt,
    result: report.check.result,
    status: report.check.status,
    verdict: report.verdict,
    outcome: report.outcome,
    reasons: report.reasons.map((reason) => reason.text.en),
    problem: report.problem,
    version: report.version?.number ?? null,
    change: report.comparison?.overall ?? null,
    changes: report.comparison?.changes.length ?? 0,
    alerts: report.alerts,
    nextCheckAt: report.nextCheckAt,
  };
}

async function finish(session: Session, context: AppContext, reports: readonly CheckReport[], mails: number): Promise<void> {
  const { terminal } = session;
  const failed = reports.filter((report) => report.kind === 'checked' && (report.problem !== null || report.outcome === 'rejected'));
  for (const _report of failed) session.failed();
  if (session.json) return;
  if (reports.length === 0) {
    terminal.print(
      (await watchList(context)).length === 0
        ? 'Nothing is watched yet. Add a vendor with: clausewatch add https://its-home-page'
        : 'Nothing is due. clausewatch check --all looks at everything; clausewatch list says when each was last checked.',
    );
    return;
  }
  const confirmed = reports.filter((report) => report.kind === 'checked' && report.outcome === 'confirmed').length;
  terminal.print(`\n${reports.length} checked, ${confirmed} changed, ${failed.length} failed.${mails === 0 ? '' : ` ${mails} ${mails === 1 ? 'mail' : 'mails'} sent to ${context.mailer.place}.`}`);
}
