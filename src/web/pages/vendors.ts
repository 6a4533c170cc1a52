import { pageOfVendors, type VendorCursor } from '../../storage/overviews.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { field, optionalTime, pager, table, tagList } from '../parts.ts';
import { may, wholeOf, type Reply, type Visit } from '../visit.ts';

const pageSize = 50;

export async function vendorsPage(visit: Visit): Promise<Reply> {
  const { words, query } = visit;
  const w = words.vendors;
  const text = query.text('name', 100);
  const tag = query.text('tag', 100);
  const after = cursorOf(query.text('after', 300));
  const found = await pageOfVendors(visit.services.storage.db, { ...(text === '' ? {} : { text }), ...(tag === '' ? {} : { tag }) }, { after, limit: pageSize + 1 });
  const vendors = found.slice(0, pageSize);
  const last = vendors.at(-1);
  const next = found.length > pageSize && last !== undefined ? { after: `${last.id} ${last.name}` } : null;
  const add = may(visit, 'administrator') ? html`<a class="button" href="/vendors/new">${w.add}</a>` : none;
  const filter = html`<form class="filter" method="get" role="search">${field('name', w.searchLabel, text, { type: 'search' })}${field('tag', w.tagLabel, tag)}<button class="button">${words.common.filter}</button></form>`;
  const rows = vendors.map((vendor) => [
    html`<a href="/vendors/${vendor.slug}">${quoted(vendor.name)}</a> ${tagList(vendor.tags)}`,
    vendor.policies,
    optionalTime(visit, vendor.lastChangeAt),
    optionalTime(visit, vendor.lastCheckAt),
    vendor.pausedAt !== null ? html`<span class="health paused">${w.paused}</span>` : vendor.failing > 0 ? html`<span class="health failing">${w.failing(vendor.failing)}</span>` : html`<span class="health healthy">${w.fine}</span>`,
    vendor.owner === null ? '' : quoted(vendor.owner),
  ]);
  const list: Markup = vendors.length === 0
    ? html`<p class="empty">${text === '' && tag === '' ? w.empty : w.emptyFilter}</p>`
    : table(w.title, [w.name, w.policies, w.lastChange, w.lastCheck, w.state, w.owner], rows, { hideCaption: true });
  return { kind: 'page', title: w.title, section: 'vendors', body: html`<div class="head"><h1>${w.title}</h1>${add}</div>${filter}${list}${pager(visit, next, after === null)}` };
}

/** The cursor as the address carries it: the last row's id, a space, its name. */
function cursorOf(text: string): VendorCursor | null {
  const space = text.indexOf(' ');
  const id = space < 0 ? null : wholeOf(text.slice(0, space));
  return id === null ? null : { id, name: text.slice(space + 1) };
}
