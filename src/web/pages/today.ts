import { openCap, today, type OpenGroup, type Today } from '../../app/today.ts';
import { dateTag, timeTag } from '../dates.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { capped, comparePath, directionBadge, policyLink, policyPath, policyTitle, significanceBadge } from '../parts.ts';
import { may, type Reply, type Visit } from '../visit.ts';
import { dayLeft } from './deadlines.ts';

export async function todayPage(visit: Visit): Promise<Reply> {
  const data = await today(visit.services, visit.dates.isoDay(visit.now));
  const { words } = visit;
  const body = data.watch.policies === 0 ? emptyPage(visit) : html`<h1>${words.today.title}</h1>
<div class="columns">
<section aria-labelledby="decide-h" class="main-column">${toDecide(visit, data)}${latest(visit, data)}</section>
<div class="side-column">${deadlines(visit, data)}${watch(visit, data)}${digest(visit, data)}</div>
</div>`;
  return { kind: 'page', title: words.today.title, section: 'today', body };
}

function emptyPage(visit: Visit): Markup {
  const { today: w } = visit.words;
  const action = may(visit, 'administrator') ? html`<p><a class="button" href="/vendors/new">${w.emptyAction}</a></p>` : none;
  return html`<h1>${w.emptyTitle}</h1><div class="empty"><p>${w.emptyText}</p>${action}</div>`;
}

function toDecide(visit: Visit, data: Today): Markup {
  const { today: w } = visit.words;
  const title = html`<h2 id="decide-h">${w.toDecide}</h2>`;
  if (data.groups.length === 0) {
    const text = data.latest.length > 0 ? w.nothingOpen : data.watch.unconfirmed === data.watch.policies ? w.beforeFirst : w.noneYet;
    return html`${title}<p class="empty">${text} ${data.latest.length > 0 ? none : html`<a href="/vendors">${visit.words.sections.vendors}</a>`}</p>`;
  }
  const counts = w.openCounts(capped(visit, data.open.material, openCap), capped(visit, data.open.minor, openCap), capped(visit, data.open.cosmetic, openCap));
  return html`${title}<p class="quiet">${counts} <a href="/review">${w.seeAll}</a></p>
<ol class="cards">${data.groups.map((group) => openGroup(visit, group))}</ol>`;
}

function openGroup(visit: Visit, group: OpenGroup): Markup {
  const [first] = group.changes;
  if (first === undefined) return none;
  const { words, dates, language } = visit;
  const compare = comparePath(first.policySlug, first.oldNumber, first.newNumber);
  return html`<li class="card">
<h3><a href="${compare}">${policyTitle(visit, first.vendorName, first.policyType)}</a></h3>
<p class="quiet">${words.common.version(first.newNumber)}, ${timeTag(dates, first.createdAt)}</p>
<ul class="changes">${group.changes.map((change) => html`<li>${significanceBadge(visit, change.significance)} <a href="${comparePath(change.policySlug, change.oldNumber, change.newNumber, change.position)}">${quoted(change.headline[language])}</a> ${directionBadge(visit, change.direction)}</li>`)}</ul>
${group.more > 0 ? html`<p class="quiet">${words.today.moreIn(group.more)}</p>` : none}
</li>`;
}

function latest(visit: Visit, data: Today): Markup {
  if (data.latest.length === 0) return none;
  const { words, dates, language } = visit;
  return html`<h2>${words.today.latest}</h2><ul class="timeline">${data.latest.map((comparison) => html`<li>${timeTag(dates, comparison.createdAt)} ${significanceBadge(visit, comparison.significance)} ${policyLink(visit, comparison)}: <a href="${comparePath(comparison.policySlug, comparison.oldNumber, comparison.newNumber)}">${quoted(comparison.headline[language])}</a></li>`)}</ul>`;
}

function deadlines(visit: Visit, data: Today): Markup {
  const { words, dates } = visit;
  const overdue = data.overdue === 0 ? none : html`<p class="notice bad"><a href="/deadlines">${words.today.overdue(data.overdue, capped(visit, data.overdue, openCap))}</a></p>`;
  const list = data.deadlines.length === 0
    ? html`<p class="quiet">${words.today.noDeadlines}</p>`
    : html`<ul class="plain-list">${data.deadlines.map((deadline) => html`<li><strong>${dateTag(dates, deadline.dueOn)}</strong> ${dayLeft(visit, deadline)}${policyLink(visit, deadline.policy)}: ${words.deadlines.kinds[deadline.kind]}</li>`)}</ul>`;
  return html`<section aria-labelledby="deadlines-h"><h2 id="deadlines-h">${words.today.deadlines}</h2>${overdue}${list}<p><a href="/deadlines">${words.today.allDeadlines}</a></p></section>`;
}

function watch(visit: Visit, data: Today): Markup {
  const { words, dates } = visit;
  const { watch: counts } = data;
  const trouble = counts.failing === 0 ? none : html`<p class="notice bad">${words.today.failing(counts.failing)}</p><ul class="plain-list">${data.failing.map((policy) => html`<li><a href="${policyPath(policy.slug)}">${policyTitle(visit, policy.vendorName, policy.type)}</a></li>`)}</ul>`;
  return html`<section aria-labelledby="watch-h"><h2 id="watch-h">${words.today.health}</h2>
<p>${words.today.checkedCount(counts.healthy, counts.policies)}</p>
${trouble}
${counts.paused > 0 ? html`<p>${words.today.paused(counts.paused)}</p>` : none}
${counts.unconfirmed > 0 ? html`<p>${words.today.unconfirmed(counts.unconfirmed)}</p>` : none}
${data.mail.failed > 0 ? html`<p class="notice bad">${words.health.mailFailed(data.mail.failed)}</p>` : none}
<p class="quiet">${words.today.lastCheck}: ${counts.lastCheckAt === null ? words.common.never : timeTag(dates, counts.lastCheckAt)}</p>
<p><a href="/health">${words.today.healthMore}</a></p></section>`;
}

function digest(visit: Visit, data: Today): Markup {
  const { words, dates } = visit;
  const text = data.digest === null ? html`<p class="quiet">${words.today.noDigest}</p>` : html`<p>${timeTag(dates, data.digest.createdAt)}. ${words.today.digestPeriod(dates.dayOf(data.digest.since), dates.dayOf(data.digest.until))}</p>`;
  return html`<section aria-labelledby="digest-h"><h2 id="digest-h">${words.today.digest}</h2>${text}</section>`;
}
