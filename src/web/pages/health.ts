import { noticeLabel } from '../../domain/labels.ts';
import { countDeliveries, listDeliveries } from '../../storage/deliveries.ts';
import { openNotices, type Notice } from '../../storage/notices.ts';
import { namesOfPolicies, pageOfPolicies, watchCounts, type PolicyOverview } from '../../storage/overviews.ts';
import { timeTag } from '../dates.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { policyLink, policyPath, policyTitle, table } from '../parts.ts';
import { may, type Reply, type Visit } from '../visit.ts';

const shown = 100;

export async function healthPage(visit: Visit): Promise<Reply> {
  const { db } = visit.services.storage;
  const { words } = visit;
  const w = words.health;
  const counts = await watchCounts(db);
  const [failing, paused, unconfirmed] = [await pageOfPolicies(db, { health: 'failing' }, { after: null, limit: shown }), await pageOfPolicies(db, { health: 'paused' }, { after: null, limit: shown }), await pageOfPolicies(db, { health: 'new' }, { after: null, limit: shown })];
  const mail = await countDeliveries(db);
  const notices = await openNotices(db);
  const body = html`<h1>${w.title}</h1>
<p>${w.counts(counts.vendors, counts.policies)} ${words.today.lastCheck}: ${counts.lastCheckAt === null ? words.common.never : timeTag(visit.dates, counts.lastCheckAt)}.</p>
${counts.policies > 0 ? none : html`<p class="empty">${words.today.emptyTitle}. ${may(visit, 'administrator') ? html`<a href="/vendors/new">${words.today.emptyAction}</a>` : none}</p>`}
${counts.policies === 0 ? none : html`<h2>${w.unreadable}</h2>`}${counts.policies === 0 ? none : failing.length === 0 ? html`<p class="empty">${w.noneUnreadable}</p>` : failingTable(visit, failing)}
${listOf(visit, w.paused, paused)}
${listOf(visit, w.unconfirmed, unconfirmed)}
<h2>${w.notices}</h2>${notices.length === 0 ? html`<p class="quiet">${w.noNotices}</p>` : noticeTable(visit, notices, await namesOfPolicies(db, notices.flatMap((notice) => notice.policyId ?? [])))}
<h2>${w.mail}</h2><p>${w.mailWaiting(mail.waiting)} ${w.mailFailed(mail.failed)}</p>${may(visit, 'administrator') ? await deliveries(visit) : none}`;
  return { kind: 'page', title: w.title, section: 'health', body };
}

/** What is wrong, since when, with which policy, and what was measured or said. */
function noticeTable(visit: Visit, notices: readonly Notice[], names: Awaited<ReturnType<typeof namesOfPolicies>>): Markup {
  const { words, dates } = visit;
  const w = words.health;
  const rows = notices.map((notice) => {
    const policy = notice.policyId === null ? undefined : names.get(notice.policyId);
    const { measure, reasonNl, reasonEn, ...others } = notice.details;
    const said = visit.language === 'nl' ? reasonNl : reasonEn;
    const told = [measure, said, ...(measure === undefined && said === undefined ? Object.values(others) : [])].filter((detail) => detail !== undefined);
    return [policy === undefined ? w.wholeWatch : policyLink(visit, policy), html`<strong>${noticeLabel(notice.kind)[visit.language]}</strong> ${told.map((detail) => html`${quoted(detail)} `)}`, timeTag(dates, notice.openedAt)];
  });
  return table(w.notices, [words.common.policy, w.reason, w.since], rows, { hideCaption: true });
}

function failingTable(visit: Visit, policies: readonly PolicyOverview[]): Markup {
  const { words, dates } = visit;
  const w = words.health;
  const rows = policies.map((policy) => [
    html`<a href="${policyPath(policy.slug)}">${policyTitle(visit, policy.vendorName, policy.type)}</a>`,
    policy.health.state === 'failing' ? timeTag(dates, policy.health.since) : '',
    policy.health.state === 'failing' ? policy.health.failures : '',
    policy.health.state === 'failing' ? quoted(policy.health.reason[visit.language]) : '',
  ]);
  return table(w.unreadable, [words.common.policy, w.since, w.failures, w.reason], rows, { hideCaption: true });
}

function listOf(visit: Visit, title: string, policies: readonly PolicyOverview[]): Markup {
  if (policies.length === 0) return none;
  return html`<h2>${title}</h2><ul class="plain-list">${policies.map((policy) => html`<li><a href="${policyPath(policy.slug)}">${policyTitle(visit, policy.vendorName, policy.type)}</a></li>`)}</ul>`;
}

async function deliveries(visit: Visit): Promise<Markup> {
  const { words, dates } = visit;
  const w = words.health;
  const last = await listDeliveries(visit.services.storage.db, { limit: 20 });
  if (last.length === 0) return html`<p class="quiet">${w.noDeliveries}</p>`;
  return table(w.deliveries, [w.since, w.to, w.subject, w.state], last.map((delivery) => [
    timeTag(dates, delivery.createdAt),
    html`<bdi>${delivery.channel === 'mail' ? delivery.target : delivery.channel}</bdi>`,
    quoted(delivery.subject),
    html`${w.deliveryStates[delivery.state.state]}${delivery.lastError === null ? none : html`<br><small>${quoted(delivery.lastError)}</small>`}`,
  ]));
}
