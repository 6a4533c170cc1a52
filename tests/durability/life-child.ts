import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import type { AppContext } from '../../src/app/context.ts';
import type { Policy } from '../../src/domain/vendor.ts';
import { instantOf } from '../../src/domain/instant.ts';
import type { LifePlan, Work } from './lives.ts';

/*
 * One life of the program, to be killed at any moment: it loads what its kind of work needs, waits for its plan on
 * standard input, does the work to its end and says on standard output what it has kept, as it keeps it.
 */

const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Doing = (plan: LifePlan) => Promise<void>;

async function opener(): Promise<(plan: LifePlan) => Promise<AppContext>> {
  const [{ openContext }, { silentLog }, { configOf, defaultConfigFile }] = await Promise.all([import('../../src/app/context.ts'), import('../../src/app/log.ts'), import('../../src/config/load-config.ts')]);
  const secrets = { smtpPassword: null, signing: null, dkimKey: null, explainApiKey: null, proxyCredentials: null, apiTokens: {}, webhooks: {} };
  return (plan) => {
    const { dataDir, host, smtpPort } = plan;
    const file = {
      ...defaultConfigFile,
      dataDir,
      fetch: { ...defaultConfigFile.fetch, pauseSeconds: 0, dailyCapPerHost: 100_000, allowAddresses: [host] },
      mail: { ...defaultConfigFile.mail, from: 'clausewatch@example.org', host: '127.0.0.1', port: smtpPort, tls: 'none' as const, requireTls: false },
    };
    const born = performance.now();
    return openContext(configOf(file, dataDir), secrets, { clock: () => instantOf(Math.round(plan.now + performance.now() - born)), log: silentLog });
  };
}

async function crawl(): Promise<Doing> {
  const [open, { runDueChecks }, { composeAlerts }, { deliverNow }, { listPolicies }] = await Promise.all([opener(), import('../../src/app/run-due-checks.ts'), import('../../src/app/compose-alerts.ts'), import('../../src/app/deliver-now.ts'), import('../../src/storage/policies.ts'), import('../../src/fetch/fetcher.ts'), import('nodemailer')]);
  return async (plan) => {
    await using context = await open(plan);
    const { signal } = new AbortController();
    let left: readonly Policy[] = (await listPolicies(context.storage.db)).filter((policy) => policy.pausedAt === null);
    for (let round = 0; round < 4 && left.length > 0; round += 1) {
      const pending: Policy[] = [];
      await runDueChecks(context, {
        trigger: 'command',
        signal,
        policies: left,
        onReport: (report) => {
          if (report.kind === 'busy') throw new Error(`${report.policy.slug} is held by a process that is gone`);
          if (report.problem !== null) throw new Error(report.problem.message);
          say(`kept check ${report.check.id}`);
          if (report.outcome === 'pending') pending.push(report.policy);
        },
      });
      left = pending;
    }
    await composeAlerts(context, { atOnce: true });
    await deliverNow(context, signal);
  };
}

async function browse(): Promise<Doing> {
  const [work] = await Promise.all([crawl(), import('playwright')]);
  return work;
}

async function digest(): Promise<Doing> {
  const [open, { sendDueDigest }, { deliverNow }] = await Promise.all([opener(), import('../../src/app/send-digest.ts'), import('../../src/app/deliver-now.ts'), import('nodemailer')]);
  return async (plan) => {
    await using context = await open(plan);
    await sendDueDigest(context);
    await deliverNow(context, new AbortController().signal);
  };
}

async function importAll(): Promise<Doing> {
  const [open, { importCaptures }] = await Promise.all([opener(), import('../../src/app/import-captures.ts')]);
  return async (plan) => {
    await using context = await open(plan);
    for await (const capture of importCaptures(context, { file: plan.archive, vendor: plan.vendor, policyType: 'Privacy Policy' })) say(`kept capture ${capture.index} ${capture.outcome}`);
  };
}

async function backup(): Promise<Doing> {
  const [open, { backUp }] = await Promise.all([opener(), import('../../src/app/back-up.ts')]);
  return async (plan) => {
    await using context = await open(plan);
    say(`kept backup ${await backUp(context, null)}`);
  };
}

async function restore(): Promise<Doing> {
  const { restoreBackup } = await import('../../src/app/back-up.ts');
  return async (plan) => {
    // What was killed after it was in place is in place.
    if (!existsSync(path.join(plan.dataDir, 'clausewatch.db'))) await restoreBackup(plan.archive, plan.dataDir);
  };
}

async function migration(): Promise<Doing> {
  const { openStorage } = await import('../../src/storage/database.ts');
  return async (plan) => {
    await using _storage = await openStorage(plan.dataDir);
  };
}

const prepare: Readonly<Record<Work, () => Promise<Doing>>> = { crawl, browse, digest, import: importAll, backup, restore, migration };

const doing = await prepare[process.argv[2] as Work]();
const plan = JSON.parse(await text(process.stdin)) as LifePlan;
say('ready');
await doing(plan);
say('done');
