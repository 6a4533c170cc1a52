import { checkPolicy } from '../app/check-policy.ts';
import { compareTrees } from '../app/compare-trees.ts';
import type { AppContext } from '../app/context.ts';
import { exportEvidence } from '../app/export-evidence.ts';
import { KeptFeeds } from '../app/kept-feeds.ts';
import { findNamed } from '../app/known-names.ts';
import { pauseWatch, resumeWatch } from '../app/pause-watch.ts';
import { proposePolicies, registerPolicies, type AddRequest as ProposalRequest } from '../app/add-policies.ts';
import { removeWatch } from '../app/remove-watch.ts';
import type { Bilingual } from '../domain/language.ts';
import { UsageError } from '../domain/problem.ts';
import { getPolicy } from '../storage/policies.ts';
import { getVendor } from '../storage/vendors.ts';
import { Jobs } from './jobs.ts';
import type { AddRequest, CheckReport, FoundVendor, WatchTarget, WebActions, WebServices } from './services.ts';
import { problemIn } from './told-problem.ts';

function proposalRequest(url: string, vendorName: string | null, policyType: string | null): ProposalRequest {
  return { url, vendorName, policyType, select: [], remove: [], render: null, schedule: null, tags: [] };
}

/** @param signal ends searches and checks that are under way */
export function servicesOf(context: AppContext, signal: AbortSignal): WebServices {
  let packing: Promise<Uint8Array> = Promise.resolve(new Uint8Array());
  const actions: WebActions = {
    find: (url) => find(context, url, signal),
    add: (request) => add(context, request, signal),
    pause: async (target, paused) => {
      const named = await findNamed(context.storage.db, await nameOf(context, target));
      await (paused ? pauseWatch(context, named) : resumeWatch(context, named));
    },
    remove: async (target) => removeWatch(context, await findNamed(context.storage.db, await nameOf(context, target)), { purge: false }),
    check: async (policyId) => reportOf(await checkPolicy(context, policyId, { trigger: 'web', signal })),
    // One at a time: a pack is made in memory, from every page that showed its versions.
    evidence: (name) => {
      packing = packing.then(() => exportEvidence(context, name), () => exportEvidence(context, name));
      return packing;
    },
    compare: (old, fresh) => compareTrees(old, fresh, { words: context.config.words }),
  };
  return { storage: context.storage, clock: context.clock, log: context.log, config: context.config, secrets: context.secrets, actions, jobs: new Jobs(actions), feeds: new KeptFeeds() };
}

async function nameOf(context: AppContext, target: WatchTarget): Promise<string> {
  const { db } = context.storage;
  return 'vendorId' in target ? (await getVendor(db, target.vendorId)).slug : (await getPolicy(db, target.policyId)).slug;
}

async function find(context: AppContext, url: string, signal: AbortSignal): Promise<FoundVendor> {
  const proposal = await proposePolicies(context, proposalRequest(url, null, null), signal, () => {});
  return {
    name: proposal.vendor.name,
    policies: proposal.policies.map((policy) => ({ url: policy.declaration.source.url, type: policy.declaration.type, title: policy.title, known: policy.knownAs !== null })),
    warnings: proposal.warnings,
  };
}

/** Each address as a proposal of its own, registered together under the one vendor that was named. */
async function add(context: AppContext, request: AddRequest, signal: AbortSignal): Promise<{ readonly vendorSlug: string }> {
  const name = request.name.trim() === '' ? null : request.name.trim();
  let vendorSlug: string | null = null;
  for (const policy of request.policies) {
    const proposal = await proposePolicies(context, proposalRequest(policy.url, name, policy.type), signal, () => {});
    await registerPolicies(context, proposal);
    vendorSlug ??= proposal.vendor.slug;
  }
  if (vendorSlug === null) throw new UsageError({ code: 'nothing-chosen', retryable: false, message: 'No policy was chosen.', mend: 'Tick at least one.' });
  return { vendorSlug };
}

function reportOf(report: Awaited<ReturnType<typeof checkPolicy>>): CheckReport {
  if (report.kind === 'busy') return { outcome: 'busy', version: null, message: null };
  if (report.problem !== null) return { outcome: 'failed', version: null, message: problemIn(report.problem) };
  const outcome = report.check.result === 'not-modified' ? 'not-modified' : (report.outcome ?? 'failed');
  return { outcome, version: report.version?.number ?? null, message: outcome === 'rejected' ? both(report.reasons.map((reason) => reason.text)) : null };
}

function both(sentences: readonly Bilingual[]): Bilingual {
  return { nl: sentences.map(({ nl }) => nl).join(' '), en: sentences.map(({ en }) => en).join(' ') };
}
