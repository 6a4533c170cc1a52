import { policyAsOf, type AsOf, type Sighting } from '../../app/policy-as-of.ts';
import { pageOfPolicies } from '../../storage/overviews.ts';
import { findVendor } from '../../storage/vendors.ts';
import { dayBounds, isIsoDate } from '../days.ts';
import { timeTag } from '../dates.ts';
import { html, none, quoted, type Markup, type Value } from '../markup.ts';
import { facts, field, policyPath, table, typeName } from '../parts.ts';
import { missing, redirect, type Reply, type Visit } from '../visit.ts';
import { crumbs, subjectOf, type Subject } from './policy.ts';

const hourMs = 3_600_000;

export async function asOfPage(visit: Visit): Promise<Reply> {
  const subject = await subjectOf(visit);
  if (subject === null) return missing;
  const day = visit.query.text('date', 10);
  if (!isIsoDate(day)) return redirect(policyPath(subject.policy.slug));
  const [start, end] = dayBounds(day, visit.dates.zone);
  const asOf = await policyAsOf(visit.services, subject.policy.id, start, end);
  const w = visit.words.asOf;
  const body = html`${crumbs(visit, subject)}<h1>${w.heading(visit.dates.day(day))}</h1>
<p class="answer ${asOf.answer.kind}">${answer(visit, asOf)}</p>
${links(visit, subject, asOf)}
${facts([
    [w.before, sightingText(visit, subject, asOf.before)],
    asOf.during.length === 0 ? null : [w.during, html`<ul class="plain-list">${asOf.during.map((sighting) => html`<li>${sightingText(visit, subject, sighting)}</li>`)}</ul>`],
    [w.after, sightingText(visit, subject, asOf.after)],
  ])}
${asOf.gapMs === null ? none : html`<p>${w.gap(duration(visit, asOf.gapMs))}</p>`}
<form class="stack narrow" method="get">${field('date', visit.words.policy.asOfLabel, day, { type: 'date', required: true })}<button class="button">${visit.words.policy.asOfAsk}</button></form>
<p class="quiet">${w.zone(visit.dates.zone)}</p>`;
  return { kind: 'page', title: `${w.title(subject.name)}: ${visit.dates.day(day)}`, section: 'vendors', body };
}

/** More policies than this no vendor has; each takes a few look-ups. */
const policiesAnswered = 100;

/** What a vendor had published on a day: each of its policies, with how certain that is. */
export async function vendorAsOfPage(visit: Visit): Promise<Reply> {
  const { db } = visit.services.storage;
  const vendor = await findVendor(db, visit.params['vendor'] ?? '');
  if (vendor === null) return missing;
  const day = visit.query.text('date', 10);
  if (!isIsoDate(day)) return redirect(`/vendors/${vendor.slug}`);
  const [start, end] = dayBounds(day, visit.dates.zone);
  const { words } = visit;
  const w = words.asOf;
  const policies = await pageOfPolicies(db, { vendorId: vendor.id }, { after: null, limit: policiesAnswered });
  const rows: Value[][] = [];
  for (const policy of policies) {
    const asOf = await policyAsOf(visit.services, policy.id, start, end);
    const subject = { policy };
    rows.push([html`<a href="${policyPath(policy.slug)}/as-of?date=${day}">${typeName(visit, policy.type)}</a>`, answer(visit, asOf), links(visit, subject, asOf)]);
  }
  const list = rows.length === 0 ? html`<p class="empty">${words.vendor.noPolicies}</p>` : table(w.vendorTitle(vendor.name), [words.common.policy, w.published, w.readColumn], rows, { hideCaption: true });
  const body = html`<nav class="crumbs" aria-label="${words.sections.vendors}"><a href="/vendors">${words.sections.vendors}</a> <span aria-hidden="true">›</span> <a href="/vendors/${vendor.slug}">${quoted(vendor.name)}</a></nav><h1>${w.heading(visit.dates.day(day))}</h1>
${list}
<form class="stack narrow" method="get">${field('date', words.policy.asOfLabel, day, { type: 'date', required: true })}<button class="button">${words.policy.asOfAsk}</button></form>
<p class="quiet">${w.zone(visit.dates.zone)}</p>`;
  return { kind: 'page', title: `${w.vendorTitle(vendor.name)}: ${visit.dates.day(day)}`, section: 'vendors', body };
}

function answer(visit: Visit, { answer: given }: AsOf): string {
  const { asOf: w, common } = visit.words;
  switch (given.kind) {
    case 'seen':
    case 'between':
    case 'not-seen-since':
      return w.answers[given.kind](common.Version(given.version.number));
    case 'changed':
      return w.answers.changed(common.Version(given.older.number), common.version(given.newer.number));
    case 'mixed':
      return w.answers.mixed(given.versions.map((version) => common.version(version.number)).join(', '));
    case 'before-watch':
    case 'future':
    case 'nothing':
      return w.answers[given.kind];
  }
}

function links(visit: Visit, subject: { readonly policy: { readonly slug: string } }, { answer: given }: AsOf): Markup {
  const numbers = given.kind === 'changed' ? [given.older.number, given.newer.number] : given.kind === 'mixed' ? given.versions.map((version) => version.number) : 'version' in given ? [given.version.number] : [];
  if (numbers.length === 0) return none;
  return html`<p class="tools">${numbers.map((number) => html`<a href="${policyPath(subject.policy.slug)}/versions/${number}">${visit.words.asOf.read(visit.words.common.version(number))}</a> `)}</p>`;
}

function sightingText(visit: Visit, subject: Subject, sighting: Sighting | null): Markup {
  const { asOf: w, common, policy } = visit.words;
  if (sighting === null) return html`<span class="quiet">${w.noCapture}</span>`;
  const { observation, showed } = sighting;
  const text = showed.kind === 'version' ? w.shows(common.version(showed.version.number)) : showed.kind === 'variant' ? w.variant : w.unconfirmed;
  const source = observation.kind === 'capture' ? html`<a href="${policyPath(subject.policy.slug)}/captures/${observation.captureId}">${policy.capture} ${observation.captureId}</a>` : html`${w.notModified}`;
  return html`${timeTag(visit.dates, observation.at)} (${visit.dates.exact(observation.at)}): ${source}, ${text}`;
}

function duration(visit: Visit, ms: number): string {
  const { asOf: w } = visit.words;
  const hours = Math.round(ms / hourMs);
  return hours < 48 ? w.hours(hours) : w.days(Math.round(hours / 24));
}
