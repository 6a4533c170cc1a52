import { instantOf, epochMsOf } from '../../domain/instant.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { comparisonsByMonth } from '../../storage/change-lists.ts';
import { pageOfComparisons, pageOfPolicies, type PolicyOverview } from '../../storage/overviews.ts';
import { findVendor } from '../../storage/vendors.ts';
import { dateTag, dayTag, timeTag } from '../dates.ts';
import { html, none, outerLink, quoted, type Markup } from '../markup.ts';
import { actionForm } from '../page.ts';
import { comparePath, facts, field, healthText, optionalTime, pager, policyPath, significanceBadge, table, tagList, typeName } from '../parts.ts';
import { may, missing, type Reply, type Visit } from '../visit.ts';
import { timeCursor, timeCursorOf } from '../cursors.ts';
import { yearPicture, yearSpan } from '../year-picture.ts';

const timelineSize = 30;
const policiesShown = 500;
const yearMs = 366 * 86_400_000;

export async function vendorPage(visit: Visit): Promise<Reply> {
  const { db } = visit.services.storage;
  const vendor = await findVendor(db, visit.params['vendor'] ?? '');
  if (vendor === null) return missing;
  const { words } = visit;
  const w = words.vendor;
  const policies = await pageOfPolicies(db, { vendorId: vendor.id }, { after: null, limit: policiesShown });
  const after = timeCursorOf(visit.query.text('after', 60));
  const found = await pageOfComparisons(db, { vendorId: vendor.id }, { after, limit: timelineSize + 1 });
  const timeline = found.slice(0, timelineSize);
  const months = await comparisonsByMonth(db, instantOf(epochMsOf(visit.now) - yearMs), { vendorId: vendor.id });
  const total = months.reduce((sum, month) => sum + month.changes, 0);
  const last = timeline.at(-1);
  const base = `/vendors/${vendor.slug}`;
  const buttons = html`<div class="row">${may(visit, 'reviewer') && policies.length > 0 ? actionForm(visit, `${base}/check`, w.checkNow) : none}${may(visit, 'administrator') ? html`<a class="button" href="${base}/edit">${w.edit}</a>${actionForm(visit, `${base}/${vendor.pausedAt === null ? 'pause' : 'resume'}`, vendor.pausedAt === null ? w.pause : w.resume)}` : none}</div>`;
  const body = html`<nav class="crumbs" aria-label="${words.sections.vendors}"><a href="/vendors">${words.sections.vendors}</a></nav><div class="head"><h1>${quoted(vendor.name)}</h1>${buttons}</div>
${vendor.pausedAt === null ? none : html`<p class="notice">${words.policy.pausedSince(visit.dates.dayOf(vendor.pausedAt))}</p>`}
${vendor.removedAt === null ? none : html`<p class="notice">${words.done.removed}</p>`}
<div class="columns"><div class="main-column">
<h2>${w.policies}</h2>${policyTable(visit, policies)}
${may(visit, 'administrator') ? html`<p><a href="/vendors/new?vendor=${vendor.slug}">${w.addPolicy}</a></p>` : none}
<h2>${w.timeline}</h2>
${timeline.length === 0 ? none : html`<p><a href="/review?vendor=${vendor.slug}">${w.review}</a></p>`}
${timeline.length === 0 ? html`<p class="empty">${w.noTimeline}</p>` : html`<ol class="timeline">${timeline.map((comparison) => html`<li>${timeTag(visit.dates, comparison.createdAt)} ${significanceBadge(visit, comparison.significance)} <a href="${policyPath(comparison.policySlug)}">${typeName(visit, comparison.policyType)}</a>: <a href="${comparePath(comparison.policySlug, comparison.oldNumber, comparison.newNumber)}">${quoted(comparison.headline[visit.language])}</a></li>`)}</ol>`}
${pager(visit, found.length > timelineSize && last !== undefined ? { after: timeCursor(last) } : null, after === null)}
</div><div class="side-column">
<h2>${w.year}</h2><figure>${yearPicture(months, visit.now, w.yearLabel(total))}<figcaption class="quiet">${w.yearLabel(total)}<br><small>${yearSpan(visit.now, visit.language)}</small></figcaption></figure>
${policies.length === 0 ? none : html`<h2>${words.policy.asOfTitle}</h2><form class="stack" method="get" action="${base}/as-of">${field('date', words.policy.asOfLabel, visit.dates.isoDay(visit.now), { type: 'date', required: true })}<button class="button">${words.policy.asOfAsk}</button></form>`}
<h2>${w.facts}</h2>${vendorFacts(visit, vendor)}
<p><a href="/feeds/vendors/${vendor.slug}.atom">Atom</a> · <a href="/feeds/vendors/${vendor.slug}.json">JSON Feed</a></p>
${may(visit, 'administrator') && vendor.removedAt === null ? html`<details class="danger-zone"><summary>${w.remove}</summary><p>${w.removeConfirm}</p>${actionForm(visit, `${base}/remove`, w.remove, 'danger')}</details>` : none}
</div></div>`;
  return { kind: 'page', title: vendor.name, section: 'vendors', body };
}

function policyTable(visit: Visit, policies: readonly PolicyOverview[]): Markup {
  const { words } = visit;
  if (policies.length === 0) return html`<p class="empty">${words.vendor.noPolicies}</p>`;
  const rows = policies.map((policy) => [
    html`<a href="${policyPath(policy.slug)}">${typeName(visit, policy.type)}</a> ${tagList(policy.tags)}`,
    healthText(visit, policy.health),
    policy.currentNumber === null ? '' : words.common.version(policy.currentNumber),
    optionalTime(visit, policy.lastChangeAt),
    optionalTime(visit, policy.lastCheckAt),
  ]);
  return table(words.vendor.policies, [words.common.policy, words.vendors.state, words.policy.current, words.vendors.lastChange, words.vendors.lastCheck], rows, { hideCaption: true });
}

function vendorFacts(visit: Visit, vendor: Vendor): Markup {
  const { words, dates } = visit;
  const w = words.vendor;
  return facts([
    vendor.homeUrl === null ? null : [w.home, outerLink(vendor.homeUrl)],
    vendor.tags.length === 0 ? null : [w.tags, tagList(vendor.tags)],
    vendor.owner === null ? null : [w.owner, quoted(vendor.owner)],
    vendor.tier === null ? null : [w.tier, quoted(vendor.tier)],
    vendor.notice === null ? null : [w.notice, w.noticeDays(vendor.notice.days, vendor.notice.count)],
    vendor.contractDate === null ? null : [w.contractDate, dateTag(dates, vendor.contractDate)],
    [w.since, dayTag(dates, vendor.createdAt)],
  ]);
}
