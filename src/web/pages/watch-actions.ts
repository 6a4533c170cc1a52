import { listPolicies } from '../../storage/policies.ts';
import { findVendor } from '../../storage/vendors.ts';
import { html, none, quoted, sourceOf, type Markup } from '../markup.ts';
import { comparePath, policyPath, typeName } from '../parts.ts';
import { missing, redirect, type Handler, type Reply, type Visit } from '../visit.ts';
import type { Job, JobStep } from '../jobs.ts';
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

/** How far ordered checks are: told as it happens, and without scripts by looking again every few seconds. */
export async function jobPage(visit: Visit): Promise<Reply> {
  const job = visit.services.jobs.find(visit.params['job'] ?? '');
  if (job === null) return { kind: 'page', title: visit.words.policy.jobTitle, section: 'vendors', status: 404, body: html`<h1>${visit.words.policy.jobTitle}</h1><p>${visit.words.policy.jobForgotten}</p><p><a class="button" href="/vendors">${visit.words.sections.vendors}</a></p>` };
  const { policy: w } = visit.words;
  const body = html`<div${job.over ? none : html` data-events="${visit.path}/events"`}>${progress(visit, job)}</div><p class="vh" role="status" data-events-said></p>`;
  return { kind: 'page', title: w.jobTitle, section: 'vendors', body, ...(job.over ? {} : { refreshSeconds: 2 }) };
}

/** A quiet stream tells by its silence whether anybody still listens. */
const idleMs = 15_000;

export async function jobEvents(visit: Visit): Promise<Reply> {
  const id = visit.params['job'] ?? '';
  if (visit.services.jobs.find(id) === null) return missing;
  return { kind: 'events', events: events(visit, id) };
}

async function* events(visit: Visit, id: string): AsyncGenerator<string> {
  for await (const job of visit.services.jobs.follow(id, idleMs)) {
    yield job === null ? ': still here\n\n' : `data: ${JSON.stringify({ html: sourceOf(progress(visit, job)), said: said(visit, job), over: job.over })}\n\n`;
  }
}

function said(visit: Visit, job: Job): string {
  const { policy: w } = visit.words;
  const done = job.steps.filter((step) => step.state === 'done').length;
  return job.over ? w.checkDone : w.checkedOf(done, job.steps.length);
}

function progress(visit: Visit, job: Job): Markup {
  const { policy: w } = visit.words;
  const done = job.steps.filter((step) => step.state === 'done').length;
  const isPending = job.steps.some((step) => step.report?.outcome === 'pending');
  return html`<h1>${job.over ? w.checkDone : w.checking}</h1>
${job.over ? none : html`<p><label>${w.checkedOf(done, job.steps.length)} <progress max="${job.steps.length}" value="${done}"></progress></label></p>`}
<ul class="plain-list steps">${job.steps.map((step) => html`<li class="step ${step.state}"><a href="${policyPath(step.policySlug)}">${quoted(step.label)}</a>: ${stepText(visit, step)}</li>`)}</ul>
${isPending ? html`<p class="notice">${w.pendingHelp}</p>` : none}
<p>${job.over ? html`<a class="button" href="${job.back}">${w.jobBack}</a>` : html`<a href="/jobs/${job.id}">${w.checkRefresh}</a>`}</p>`;
}

function stepText(visit: Visit, step: JobStep): Markup {
  const { policy: w, today } = visit.words;
  if (step.report === null) return html`${step.state === 'running' ? w.jobRunning : w.jobWaiting}`;
  const { outcome, version, message } = step.report;
  const text = outcome === 'not-modified' || outcome === 'failed' || outcome === 'busy' ? w.jobOutcomes[outcome] : w.outcomes[outcome];
  const read = version === null ? none : version > 1 ? html` <a href="${comparePath(step.policySlug, version - 1, version)}">${today.compare}</a>` : html` <a href="${policyPath(step.policySlug)}/versions/${version}">${visit.words.asOf.read(visit.words.common.version(version))}</a>`;
  return html`<strong${outcome === 'failed' || outcome === 'rejected' ? html` class="overdue"` : none}>${text}</strong>${message === null ? none : html`. <bdi>${message[visit.language]}</bdi>`}${read}`;
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
