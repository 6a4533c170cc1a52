import { pageOfVendors } from '../../storage/overviews.ts';
import { nameCursor, nameCursorOf } from '../cursors.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { field, optionalTime, pager, table, tagList } from '../parts.ts';
import { may, type Reply, type Visit } from '../visit.ts';

const pageSize = 50;

export async function vendorsPage(visit: Visit): Promise<Reply> {
  const { words, query } = visit;
  const w = words.vendors;
  const text = query.text('name', 100);
  const tag = query.text('tag', 100);
  const after = nameCursorOf(query.text('after', 300));
  const found = await pageOfVendors(visit.services.storage.db, { ...(text === '' ? {} : { text }), ...(tag === '' ? {} : { tag }) }, { after, limit: pageSize + 1 });
  const vendors = found.slice(0, pageSize);
  const last = vendors.at(-1);
  const next = found.length > pageSize && last !== undefined ? { after: nameCursor(last) } : null;
  const add = may(visit, 'administrator') ? html`<a class="button" href="/vendors/new">${w.add}</a>` : none;
  const filter = html`<form class="filter" method="get" role="search">${field('name', w.searchLabel, text, { type: 'search' })}${field('tag', w.tagLabel, tag)}<button class="button">${words.common.filter}</button></form>`;
  const rows = vendors.map((vendor) => [
    html`<a href="/vendors/${vendor.slug}">${quoted(vendor.name)}</a> ${tagList(vendor.tags)}`,
    vendor.policies,
    optionalTime(visit, vendor.lastChangeAt),
    optionalTime(visit, vendor.lastCheckAt),
    vendor.pausedAt !== null ? html`<span class="health paused">${w.paused}</span>` : vendor.policies === 0 ? html`<span class="quiet">${w.noPolicies}</span>` : vendor.failing > 0 ? html`<span class="health failing">${w.failing(vendor.failing)}</span>` : html`<span class="health healthy">${w.fine}</span>`,
    vendor.owner === null ? '' : quoted(vendor.owner),
  ]);
  const list: Markup = vendors.length === 0
    ? html`<p class="empty">${text === '' && tag === '' ? w.empty : w.emptyFilter}</p>`
    : table(w.title, [w.name, w.policies, w.lastChange, w.lastCheck, w.state, w.owner], rows, { hideCaption: true });
  return { kind: 'page', title: w.title, section: 'vendors', body: html`<div class="head"><h1>${w.title}</h1>${add}</div>${filter}${list}${pager(visit, next, after === null)}` };
}
