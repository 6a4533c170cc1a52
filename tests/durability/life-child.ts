import process from 'node:process';
import type { AppContext } from '../../src/app/context.ts';
import type { Policy } from '../../src/domain/vendor.ts';
import { instantOf } from '../../src/domain/instant.ts';
import type { LifePlan } from './lives.ts';

/*
 * One life of the program, to be killed at any moment: it does one kind of work to its end and says on standard output
 * what it has kept, as it keeps it. Only what that work needs is loaded, for there are many lives.
 */

const plan = JSON.parse(process.argv[2] ?? '{}') as LifePlan;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function openPlanned(): Promise<AppContext> {
  const { openContext } = await import('../../src/app/context.ts');
  const { silentLog } = await import('../../src/app/log.ts');
  const { configOf, defaultConfigFile } = await import('../../src/config/load-config.ts');
  const { dataDir, host, smtpPort } = plan;
  const file = {
    ...defaultConfigFile,
    dataDir,
    fetch: { ...defaultConfigFile.fetch, pauseSeconds: 0, dailyCapPerHost: 100_000, allowAddresses: [host] },
    mail: { ...defaultConfigFile.mail, from: 'clausewatch@example.org', host: '127.0.0.1', port: smtpPort, tls: 'none' as const, requireTls: false },
  };
  const secrets = { smtpPassword: null, signing: null, dkimKey: null, explainApiKey: null, proxyCredentials: null, apiTokens: {}, webhooks: {} };
  const born = performance.now();
  say('ready');
  return openContext(configOf(file, dataDir), secrets, { clock: () => instantOf(Math.round(plan.now + performance.now() - born)), log: silentLog });
}

async function crawl(): Promise<void> {
  const [{ runDueChecks }, { composeAlerts }, { deliverNow }, { listPolicies }] = await Promise.all([import('../../src/app/run-due-checks.ts'), import('../../src/app/compose-alerts.ts'), import('../../src/app/deliver-now.ts'), import('../../src/storage/policies.ts'), import('../../src/fetch/fetcher.ts')]);
  await using context = await openPlanned();
  const { signal } = new AbortController();
  let waiting: readonly Policy[] = (await listPolicies(context.storage.db)).filter((policy) => policy.pausedAt === null);
  for (let round = 0; round < 4 && waiting.length > 0; round += 1) {
    const pending: Policy[] = [];
    await runDueChecks(context, {
      trigger: 'command',
      signal,
      policies: waiting,
      onReport: (report) => {
        if (report.kind === 'busy') throw new Error(`${report.policy.slug} is held by a process that is gone`);
        say(`kept check ${report.check.id}`);
        if (report.outcome === 'pending') pending.push(report.policy);
      },
    });
    waiting = pending;
  }
  await composeAlerts(context, { atOnce: true });
  await deliverNow(context, signal);
}

async function digest(): Promise<void> {
  const [{ sendDueDigest }, { deliverNow }] = await Promise.all([import('../../src/app/send-digest.ts'), import('../../src/app/deliver-now.ts')]);
  await using context = await openPlanned();
  await sendDueDigest(context);
  await deliverNow(context, new AbortController().signal);
}

async function importAll(): Promise<void> {
  const { importCaptures } = await import('../../src/app/import-captures.ts');
  await using context = await openPlanned();
  for await (const capture of importCaptures(context, { file: plan.archive, vendor: plan.vendor, policyType: 'Privacy Policy' })) say(`kept capture ${capture.index} ${capture.outcome}`);
}

async function backup(): Promise<void> {
  const { backUp } = await import('../../src/app/back-up.ts');
  await using context = await openPlanned();
  say(`kept backup ${await backUp(context, null)}`);
}

async function migration(): Promise<void> {
  const { openStorage } = await import('../../src/storage/database.ts');
  say('ready');
  await using _storage = await openStorage(plan.dataDir);
}

const works: Readonly<Record<LifePlan['work'], () => Promise<void>>> = { crawl, digest, import: importAll, backup, migration };
await works[plan.work]();
say('done');
