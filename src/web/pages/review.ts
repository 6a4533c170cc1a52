import { decideChanges } from '../../app/decide-changes.ts';
import { changeKinds, significances } from '../../domain/change.ts';
import { topics } from '../../domain/clause.ts';
import type { ChangeId } from '../../domain/ids.ts';
import { kindLabels, significanceLabels, topicLabels } from '../../domain/labels.ts';
import { UsageError } from '../../domain/problem.ts';
import { cursorOf, nextOpenChange, pageOfChanges, type ListedChange } from '../../storage/change-lists.ts';
import { findChange, findComparison, type StoredChange } from '../../storage/comparisons.ts';
import { pageOfDecisions } from '../../storage/decision-lists.ts';
import { decisionsOf, reviewStates } from '../../storage/decisions.ts';
import { explanationsOf } from '../../storage/explanations.ts';
import { findPolicy, getPolicy } from '../../storage/policies.ts';
import { findVendor, getVendor } from '../../storage/vendors.ts';
import { findVersionSummary } from '../../storage/versions.ts';
import { weightCursor, weightCursorOf } from '../cursors.ts';
import { timeTag } from '../dates.ts';
import { explained } from '../explained.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { csrfField } from '../page.ts';
import { comparePath, directionBadge, field, kindLabel, pager, policyLink, policyTitle, problemBox, reasonBadges, select, significanceBadge, stateBadge, stateName, table, topicNames, withQuery } from '../parts.ts';
import { placeText, redline, wordsOf } from '../redline.ts';
import { safePath } from '../safe-path.ts';
import { problemLine } from '../told-problem.ts';
import { may, missing, nameOf, redirect, wholeOf, type Reply, type Visit } from '../visit.ts';
import { decisionBar } from './compare.ts';

const pageSize = 50;
const yearSeconds = 31_536_000;

export async function reviewPage(visit: Visit): Promise<Reply> {
  const { words, query, language } = visit;
  const w = words.review;
  const state = query.text('state', 20) === 'all' ? null : (query.oneOf('state', reviewStates) ?? 'open');
  const significance = query.oneOf('significance', significances);
  const topic = query.oneOf('topic', topics);
  const kind = query.oneOf('kind', changeKinds);
  const vendorSlug = query.text('vendor', 80);
  const vendor = vendorSlug === '' ? null : await findVendor(visit.services.storage.db, vendorSlug);
  const order = query.oneOf('order', ['weight', 'newest'] as const) ?? 'weight';
  const after = weightCursorOf(query.text('after', 80));
  const filter = {
    ...(state === null ? {} : { state }),
    ...(significance === null ? {} : { significance }),
    ...(topic === null ? {} : { topic }),
    ...(kind === null ? {} : { kind }),
    ...(vendor === null ? {} : { vendorId: vendor.id }),
  };
  const found = await pageOfChanges(visit.services.storage.db, filter, { order, after, limit: pageSize + 1 });
  const changes = found.slice(0, pageSize);
  const last = changes.at(-1);
  const any = { value: '', label: words.common.all };
  const form = html`<form class="filter" method="get">${vendor === null ? none : html`<input type="hidden" name="vendor" value="${vendor.slug}">`}
${select('state', w.state, [{ value: 'all', label: words.common.all }, ...reviewStates.map((name) => ({ value: name, label: words.states[name] }))], state ?? 'all')}
${select('significance', w.significance, [any, ...significances.toReversed().map((name) => ({ value: name, label: significanceLabels[name][language] }))], significance ?? '')}
${select('topic', w.topic, [any, ...topics.map((name) => ({ value: name, label: topicLabels[name][language] }))], topic ?? '')}
${select('kind', w.kind, [any, ...changeKinds.map((name) => ({ value: name, label: kindLabels[name][language] }))], kind ?? '')}
${select('order', w.order, [{ value: 'weight', label: w.orders.weight }, { value: 'newest', label: w.orders.newest }], order)}
<button class="button">${words.common.filter}</button></form>`;
  const isPlain = state === 'open' && significance === null && topic === null && kind === null && vendor === null;
  const list = changes.length === 0 ? html`<p class="empty">${isPlain ? w.emptyOpen : w.empty}</p>` : html`<ul class="cards">${changes.map((change) => changeCard(visit, change))}</ul>`;
  const next = found.length > pageSize && last !== undefined ? { after: weightCursor(cursorOf(last)) } : null;
  const decidable = may(visit, 'reviewer') && changes.length > 0;
  const body = html`<h1>${w.title}</h1><p>${may(visit, 'reviewer') ? w.intro : w.readOnly}</p>${vendor === null ? none : html`<p class="notice">${w.onlyOf} <a href="/vendors/${vendor.slug}">${quoted(vendor.name)}</a>. <a href="${withQuery(visit, { vendor: null, after: null })}">${w.allVendors}</a></p>`}${form}
${decidable ? html`<form method="post" action="/decisions">${csrfField(visit)}<input type="hidden" name="back" value="${withQuery(visit, {})}">${list}${decisionBar(visit)}</form>` : list}
${pager(visit, next, after === null)}`;
  return { kind: 'page', title: w.title, section: 'review', body };
}

function changeCard(visit: Visit, change: ListedChange): Markup {
  const { words, language } = visit;
  const choose = may(visit, 'reviewer') ? html`<label class="choose"><input type="checkbox" name="change" value="${change.id}"><span class="vh">${words.review.select(change.headline[language])}</span></label>` : none;
  return html`<li class="card change-card">${choose}<div><h2><a href="/changes/${change.id}">${quoted(change.headline[language])}</a></h2>
<p class="meta">${significanceBadge(visit, change.significance)} ${directionBadge(visit, change.direction)} <span>${kindLabel(visit, change.kind)}</span> <span>${topicNames(visit, change.topics)}</span> ${stateBadge(visit, change.state)}</p>
<p class="meta">${policyLink(visit, change)} <span>${timeTag(visit.dates, change.createdAt)}</span> <a href="${comparePath(change.policySlug, change.oldNumber, change.newNumber, change.position)}">${words.review.comparison}</a></p></div></li>`;
}

/** One change with everything that was decided on it. */
export async function changePage(visit: Visit): Promise<Reply> {
  const id = wholeOf(visit.params['change'] ?? '');
  if (id === null) return missing;
  const { db } = visit.services.storage;
  const change = await findChange(db, id as ChangeId);
  const comparison = change === null ? null : await findComparison(db, change.comparisonId);
  if (change === null || comparison === null) return missing;
  const policy = await getPolicy(db, change.policyId);
  const vendor = await getVendor(db, change.vendorId);
  const [old, fresh] = [await findVersionSummary(db, comparison.oldVersionId), await findVersionSummary(db, comparison.newVersionId)];
  const { words, language } = visit;
  const w = words.review;
  const decisions = await decisionsOf(db, change.id);
  const where = old === null || fresh === null ? none : html`<a href="${comparePath(policy.slug, old.number, fresh.number, change.position)}">${w.comparison}</a>`;
  const ledger = decisions.length === 0 ? html`<p class="empty">${w.noHistory}</p>` : html`<ol class="timeline">${decisions.map((decision) => html`<li>${timeTag(visit.dates, decision.at)} <strong>${stateName(visit, decision.state)}</strong> ${words.common.by} ${quoted(decision.by)}${decision.why === '' ? none : html`<br>${quoted(decision.why)}`}</li>`)}</ol>`;
  const form = may(visit, 'reviewer') ? html`<form method="post" action="/decisions">${csrfField(visit)}<input type="hidden" name="change" value="${change.id}"><input type="hidden" name="back" value="${visit.path}">${decisionBar(visit, 'one')}</form>` : html`<p class="quiet">${w.readOnly}</p>`;
  const body = html`<nav class="crumbs" aria-label="${words.sections.review}"><a href="/review">${words.sections.review}</a> <span aria-hidden="true">›</span> ${policyLink(visit, { policySlug: policy.slug, policyType: policy.type, vendorName: vendor.name })}</nav>
<h1>${quoted(change.headline[language])}</h1>
<p class="meta">${significanceBadge(visit, change.significance)} ${directionBadge(visit, change.direction)} ${reasonBadges(visit, change.reasons)}<span>${kindLabel(visit, change.kind)}</span> <span>${topicNames(visit, change.topics)}</span> ${stateBadge(visit, change.state)}</p>
<p class="tools">${where} <a href="/changes/${change.id}/evidence">${words.compare.pack}</a> ${await nextOpen(visit, change)}</p>
${wording(visit, change, comparison.language)}
${explained(visit, (await explanationsOf(db, comparison.id)).get(change.id) ?? null, comparison.language)}
<h2>${w.history}</h2>${ledger}${form}`;
  return { kind: 'page', title: change.headline[language], section: 'review', body };
}

/** On to the next change of the same comparison that nobody decided. */
async function nextOpen(visit: Visit, change: StoredChange): Promise<Markup> {
  const next = await nextOpenChange(visit.services.storage.db, change.comparisonId, change.position);
  return next === null ? html`<a href="/review">${visit.words.review.toList}</a>` : html`<a rel="next" href="/changes/${next}">${visit.words.review.nextOpen}</a>`;
}

function wording(visit: Visit, change: StoredChange, language: string | null): Markup {
  const { compare: w } = visit.words;
  const reasons = change.reasons.length === 0 ? none : html`<h2>${w.why}</h2><ul>${change.reasons.map((reason) => html`<li>${quoted(reason.text[visit.language])}</li>`)}</ul>`;
  return html`<div class="redline inline"><p class="place">${quoted(placeText(visit, change.new[0] ?? change.old[0]), language)}</p><p class="clause">${redline(visit, wordsOf(change), 'both', language)}</p></div>${reasons}`;
}

/** All that proves a change, for somebody who has nothing else. */
export async function changeEvidence(visit: Visit): Promise<Reply> {
  const id = wholeOf(visit.params['change'] ?? '');
  const change = id === null ? null : await findChange(visit.services.storage.db, id as ChangeId);
  if (change === null) return missing;
  return { kind: 'file', mediaType: 'application/wacz', content: await visit.services.actions.evidence(`change:${change.id}`), filename: `change-${change.id}.wacz` };
}

/** Records one decision for every change that was ticked. */
export async function decide(visit: Visit): Promise<Reply> {
  const { form, identity } = visit;
  const w = visit.words.review;
  const back = safePath(form.text('back', 2000)) ?? '/review';
  const state = form.oneOf('state', reviewStates);
  const typed = form.text('by', 200);
  const by = identity.kind === 'open' ? typed : nameOf(visit);
  const ids = form.all('change').map(wholeOf).filter((id) => id !== null);
  const why = form.text('why', 4000);
  const problems = [
    ids.length === 0 ? w.chosen : null,
    state === null || state === 'open' ? w.stateNeeded : null,
    by === '' ? w.byNeeded : null,
    (state === 'objected' || state === 'escalated') && why === '' ? w.whyNeeded : null,
  ].filter((problem) => problem !== null);
  if (problems.length > 0 || state === null || state === 'open') return askAgain(visit, back, ids, problems);
  try {
    await decideChanges(visit.services, { changeIds: ids.map((id) => id as ChangeId), state, by, why });
  } catch (error) {
    if (error instanceof UsageError) return askAgain(visit, back, ids, [problemLine(visit, error.problem)]);
    throw error;
  }
  const to = withDone(back, 'decided');
  return identity.kind === 'open' ? { kind: 'redirect', to, cookies: [{ name: 'name', value: by, maxAgeSeconds: yearSeconds }] } : redirect(to);
}

function withDone(path: string, code: string): string {
  const url = new URL(path, 'http://here');
  url.searchParams.set('done', code);
  return `${url.pathname}${url.search}`;
}

/** The same form with what was chosen and typed, and what is missing. */
function askAgain(visit: Visit, back: string, ids: readonly number[], problems: readonly string[]): Reply {
  const { words, form } = visit;
  const w = words.review;
  const states = reviewStates.filter((state) => state !== 'open');
  const body = html`<h1>${w.title}</h1>${problemBox(w.record, problems)}
<form class="stack narrow" method="post" action="/decisions">${csrfField(visit)}<input type="hidden" name="back" value="${back}">${ids.map((id) => html`<input type="hidden" name="change" value="${id}">`)}
<p>${words.common.changes(ids.length)}</p>
${select('state', w.decision, [{ value: '', label: '–' }, ...states.map((state) => ({ value: state, label: words.states[state] }))], form.text('state', 20))}
<div class="field"><label><span>${w.why}</span><textarea name="why" rows="3" maxlength="4000">${form.text('why', 4000)}</textarea></label><small>${w.whyHelp}</small></div>
${visit.identity.kind === 'open' ? field('by', w.by, form.text('by', 200) || nameOf(visit), { help: w.byHelp, autocomplete: 'name' }) : none}
<div class="row">${ids.length === 0 ? none : html`<button class="button strong">${w.record}</button>`}<a href="${back}">${words.common.cancel}</a></div></form>`;
  return { kind: 'page', title: w.title, section: 'review', body, status: 422 };
}

/** The ledger of decisions, newest first. */
export async function decisionsPage(visit: Visit): Promise<Reply> {
  const { words } = visit;
  const w = words.decisions;
  const before = visit.query.whole('after');
  const policy = visit.query.has('policy') ? await findPolicy(visit.services.storage.db, visit.query.text('policy', 200)) : null;
  if (policy === null && visit.query.has('policy')) return missing;
  const found = await pageOfDecisions(visit.services.storage.db, policy === null ? {} : { policyId: policy.id }, { before, limit: pageSize + 1 });
  const decisions = found.slice(0, pageSize);
  const last = decisions.at(-1);
  const rows = decisions.map((decision) => [
    timeTag(visit.dates, decision.at),
    quoted(decision.by),
    html`<strong>${stateName(visit, decision.state)}</strong>`,
    html`<a href="/changes/${decision.changeId}">${quoted(decision.headline[visit.language])}</a><br><small>${policyTitle(visit, decision.vendorName, decision.policyType)}</small>`,
    decision.why === '' ? '' : quoted(decision.why),
  ]);
  const list = decisions.length === 0 ? html`<p class="empty">${w.empty} <a href="/review">${words.sections.review}</a></p>` : table(w.title, [w.when, w.who, w.what, w.change, w.why], rows, { hideCaption: true });
  const about = policy === null ? none : html`<p class="notice">${w.onlyOf} ${policyLink(visit, { policySlug: policy.slug, policyType: policy.type, vendorName: (await getVendor(visit.services.storage.db, policy.vendorId)).name })}. <a href="/decisions">${w.all}</a></p>`;
  const body = html`<h1>${w.title}</h1><p>${w.intro}</p>${about}${list}${pager(visit, found.length > pageSize && last !== undefined ? { after: String(last.id) } : null, before === null)}`;
  return { kind: 'page', title: w.title, section: 'decisions', body };
}
