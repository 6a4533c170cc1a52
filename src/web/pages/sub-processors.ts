import { foldedParty } from '../../app/sub-processors.ts';
import { pageOfSubProcessors, partyCountries, type SubProcessor } from '../../storage/sub-processors.ts';
import { nameCursor, nameCursorOf } from '../cursors.ts';
import { dayBounds, isIsoDate } from '../days.ts';
import { countryText } from '../fact-text.ts';
import { flag, html, none, quoted, type Markup } from '../markup.ts';
import { field, pager, policyPath, select, table, typeName, withQuery } from '../parts.ts';
import type { Reply, Visit } from '../visit.ts';

const pageSize = 100;

export async function subProcessorsPage(visit: Visit): Promise<Reply> {
  const { words, query } = visit;
  const w = words.subProcessors;
  const name = query.text('party', 120);
  const vendor = query.text('vendor', 120);
  const country = query.text('country', 60);
  const joined = query.text('joined', 10);
  const gone = query.text('gone', 3) === '1';
  const cursor = nameCursorOf(query.text('after', 200));
  const after = cursor === null ? null : { id: cursor.id, folded: cursor.name };
  const { db } = visit.services.storage;
  const filter = {
    ...(foldedParty(name) === '' ? {} : { name: foldedParty(name) }),
    ...(vendor === '' ? {} : { vendor }),
    ...(country === '' ? {} : { country }),
    ...(isIsoDate(joined) ? { joinedSince: dayBounds(joined, visit.dates.zone)[0] } : {}),
    includeGone: gone,
  };
  const found = await pageOfSubProcessors(db, filter, { after, limit: pageSize + 1 });
  const parties = found.slice(0, pageSize);
  const last = parties.at(-1);
  const countries = await partyCountries(db);
  const quarter = quarterStart(visit.dates.isoDay(visit.now));
  const filtered = name !== '' || vendor !== '' || country !== '' || joined !== '';
  const form = html`<form class="filter" method="get">${field('party', w.filterName, name, { type: 'search' })}${field('vendor', w.filterVendor, vendor)}${select('country', w.filterCountry, [{ value: '', label: words.common.all }, ...countries.map((code) => ({ value: code, label: countryText(code, visit.language) })).toSorted((a, b) => a.label.localeCompare(b.label, visit.language))], country)}${field('joined', w.joined, joined, { type: 'date' })}<label class="choose"><input type="checkbox" name="gone" value="1"${flag('checked', gone)}> <span>${w.includeGone}</span></label><button class="button">${words.common.filter}</button></form>
<p class="tools"><a href="${withQuery(visit, { joined: quarter, after: null })}">${w.joinedQuarter}</a>${filtered ? html` <a href="/sub-processors">${w.showAll}</a>` : none}</p>`;
  const list = parties.length === 0
    ? html`<p class="empty">${filtered ? w.emptyFilter : w.empty}</p>`
    : table(w.title, [w.name, w.vendor, w.country, w.purpose, w.since, w.read], parties.map((party) => row(visit, party)), { hideCaption: true });
  const next = found.length > pageSize && last !== undefined ? { after: nameCursor({ id: last.id, name: last.folded }) } : null;
  return { kind: 'page', title: w.title, section: 'sub-processors', body: html`<h1>${w.title}</h1><p>${w.intro}</p>${form}${list}${pager(visit, next, after === null)}` };
}

function row(visit: Visit, party: SubProcessor): readonly Markup[] {
  const w = visit.words.subProcessors;
  const day = visit.dates.dayOf(party.firstSeenAt);
  return [
    html`<a href="${withQuery(visit, { party: party.name, after: null })}">${quoted(party.name)}</a>`,
    html`<a href="/vendors/${party.vendorSlug}">${quoted(party.vendorName)}</a>`,
    party.country === null ? none : html`${countryText(party.country, visit.language)}`,
    party.purpose === null ? none : quoted(party.purpose),
    html`${party.inBaseline ? w.sinceBaseline(day) : day}${party.goneAt === null ? none : html`<br><span class="health failing">${w.gone(visit.dates.dayOf(party.goneAt))}</span>`}`,
    html`<a href="${policyPath(party.policySlug)}">${typeName(visit, party.policyType)}</a> <span class="quiet">(${w.basis[party.basis]})</span>`,
  ];
}

function quarterStart(day: string): string {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}
