import { listPolicies } from '../../storage/policies.ts';
import { findVendor } from '../../storage/vendors.ts';
import { html, quoted, type Markup } from '../markup.ts';
import { policyPath, typeName } from '../parts.ts';
import { missing, redirect, type Handler, type Reply, type Visit } from '../visit.ts';
import type { JobStep } from '../jobs.ts';
import { subjectOf } from './policy.ts';

export async function checkPolicyNow(visit: Visit): Promise<Reply> {
  const subject = await subjectOf(visit);
  if (subject === null) return missing;
  const { policy } = subject;
  return redirect(`/jobs/${visit.services.jobs.order([{ id: policy.id, slug: policy.slug, label: subject.name }], policyPath(policy.slug))}`);
}

export async function checkVendorNow(visit: Visit): Promise<Reply> {
  const vendor = await findVendor(visit.services.storage.db, visit.params['vendor'] ?? '');
  if (vendor === null) return missing;
  const policies = await listPolicies(visit.services.storage.db, { vendorId: vendor.id });
  const steps = policies.map((policy) => ({ id: policy.id, slug: policy.slug, label: `${vendor.name} · ${typeName(visit, policy.type)}` }));
  return redirect(`/jobs/${visit.services.jobs.order(steps, `/vendors/${vendor.slug}`)}`);
}

/** How far ordered checks are; the page looks again by itself until they are over. */
export async function jobPage(visit: Visit): Promise<Reply> {
  const job = visit.services.jobs.find(visit.params['job'] ?? '');
  if (job === null) return missing;
  const { policy: w } = visit.words;
  const body = html`<h1>${job.over ? w.checkDone : w.checking}</h1>
<ul class="plain-list" role="status">${job.steps.map((step) => html`<li><a href="${policyPath(step.policySlug)}">${quoted(step.label)}</a>: ${stepText(visit, step)}</li>`)}</ul>
<p>${job.over ? html`<a class="button" href="${job.back}">${w.jobBack}</a>` : html`<a href="${visit.path}">${w.checkRefresh}</a>`}</p>`;
  return { kind: 'page', title: w.jobTitle, section: 'vendors', body, ...(job.over ? {} : { refreshSeconds: 2 }) };
}

function stepText(visit: Visit, step: JobStep): Markup {
  const { policy: w } = visit.words;
  if (step.report === null) return html`${step.state === 'running' ? w.jobRunning : w.jobWaiting}`;
  const { outcome, message } = step.report;
  const text = outcome === 'not-modified' || outcome === 'failed' || outcome === 'busy' ? w.jobOutcomes[outcome] : w.outcomes[outcome];
  return html`${text}${message === null ? '' : html`. <bdi>${message}</bdi>`}`;
}

/** Pauses, resumes or removes what the address names. */
export function vendorAction(kind: 'pause' | 'resume' | 'remove'): Handler {
  return async (visit) => {
    const vendor = await findVendor(visit.services.storage.db, visit.params['vendor'] ?? '');
    if (vendor === null) return missing;
    const target = { vendorId: vendor.id };
    if (kind === 'remove') await visit.services.actions.remove(target);
    else await visit.services.actions.pause(target, kind === 'pause');
    return redirect(kind === 'remove' ? '/vendors?done=removed' : `/vendors/${vendor.slug}?done=${kind === 'pause' ? 'paused' : 'resumed'}`);
  };
}

export function policyAction(kind: 'pause' | 'resume' | 'remove'): Handler {
  return async (visit) => {
    const subject = await subjectOf(visit);
    if (subject === null) return missing;
    const target = { policyId: subject.policy.id };
    if (kind === 'remove') await visit.services.actions.remove(target);
    else await visit.services.actions.pause(target, kind === 'pause');
    return redirect(kind === 'remove' ? `/vendors/${subject.vendor.slug}?done=removed` : `${policyPath(subject.policy.slug)}?done=${kind === 'pause' ? 'paused' : 'resumed'}`);
  };
}
