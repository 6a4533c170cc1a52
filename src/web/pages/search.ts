import { countedPolicies, searchChangeTexts, searchTexts, type Excerpt, type FoundPolicy, type TextsFound } from '../../app/search-texts.ts';
import { dayTag, timeTag } from '../dates.ts';
import { html, none, quoted, type Markup, type Value } from '../markup.ts';
import { capped, comparePath, field, pager, policyLink, policyPath, select, significanceBadge, stateBadge, table, typeName, withQuery } from '../parts.ts';
import type { Reply, Visit } from '../visit.ts';

const scopes = ['current', 'ever', 'changes'] as const;
type Scope = (typeof scopes)[number];

export async function searchPage(visit: Visit): Promise<Reply> {
  const { words, query } = visit;
  const w = words.search;
  const typed = query.text('q', 300);
  const where = query.oneOf('where', scopes) ?? 'current';
  const form = html`<form class="filter" method="get" role="search"><div class="grow">${field('q', w.label, typed, { type: 'search', autofocus: typed === '' })}</div>${select('where', w.where, scopes.map((scope) => ({ value: scope, label: w.wheres[scope] })), where)}<button class="button strong">${w.go}</button></form>`;
  const results = typed === '' ? html`<p class="empty">${w.start}</p>` : where === 'changes' ? await changeResults(visit, typed) : await textResults(visit, typed, where);
  return { kind: 'page', title: typed === '' ? w.title : `${w.title}: ${typed}`, section: 'search', body: html`<h1>${w.title}</h1>${form}${results}<p class="quiet">${w.help}</p>` };
}

/** Nothing was found in one place; the others are a click away. */
function nothing(visit: Visit, scope: Scope): Markup {
  const w = visit.words.search;
  const others = scopes.filter((other) => other !== scope).map((other) => html`<a href="${withQuery(visit, { where: other, after: null })}">${w.wheres[other]}</a> `);
  return html`<div class="empty"><p>${w.empty}</p><p class="tools">${w.elsewhere} ${others}</p></div>`;
}

async function textResults(visit: Visit, typed: string, scope: 'current' | 'ever'): Promise<Markup> {
  const { words, query } = visit;
  const w = words.search;
  const after = query.whole('after');
  const found = await searchTexts(visit.services, typed, scope, after);
  if (found.policies.length === 0) return nothing(visit, scope);
  const next = found.next === null ? null : { after: String(found.next) };
  // A whole answer is read by when it began; one that goes on over pages keeps the order of its pages.
  const shown = next === null && after === null ? found.policies.toSorted((a, b) => sinceOf(b).localeCompare(sinceOf(a)) || a.hit.vendorName.localeCompare(b.hit.vendorName)) : found.policies;
  return html`<h2>${summary(visit, found)}</h2>
${shown.some((policy) => policy.first === null) ? html`<p class="notice">${w.common}</p>` : none}
${table(w.title, [words.vendors.name, words.common.policy, w.sinceColumn, w.passage], shown.map((policy) => row(visit, policy)), { hideCaption: true })}
${pager(visit, next, after === null)}`;
}

function sinceOf({ first }: FoundPolicy): string {
  return first === null || first.number === 1 ? '' : first.firstSeenAt;
}

function summary(visit: Visit, found: TextsFound): string {
  const { search: w } = visit.words;
  if (found.count === null) return w.found(found.policies.length);
  return w.foundAt(capped(visit, found.count.policies, countedPolicies), found.count.policies, found.count.vendors, found.count.policies >= countedPolicies);
}

function row(visit: Visit, { hit, excerpt, first, goneWith }: FoundPolicy): readonly Value[] {
  const { words, dates } = visit;
  const w = words.search;
  const since = first === null ? none : first.number === 1 ? html`<span class="quiet">${w.sinceBaseline(dates.dayOf(first.firstSeenAt))}</span>` : html`<strong>${dayTag(dates, first.firstSeenAt)}</strong><br><small>${words.common.version(first.number)}</small>`;
  const gone = goneWith === null ? none : html`<br><span class="health failing">${w.notAnyMore(dates.dayOf(goneWith.firstSeenAt))}</span>`;
  return [
    html`<a href="/vendors/${hit.vendorSlug}">${quoted(hit.vendorName)}</a>`,
    html`<a href="${policyPath(hit.policySlug)}">${typeName(visit, hit.policyType)}</a><br><small><a href="${policyPath(hit.policySlug)}/versions/${hit.number}">${words.common.version(hit.number)}</a></small>`,
    html`${since}${gone}`,
    html`<span class="snippet">${excerptMarkup(excerpt, hit.language)}</span>`,
  ];
}

/** The text around what was found, the finds marked. */
function excerptMarkup(excerpt: readonly Excerpt[], language: string | null): Markup {
  return html`${excerpt.map((piece) => (piece.found ? html`<mark>${quoted(piece.text, language)}</mark>` : quoted(piece.text, language)))}`;
}

async function changeResults(visit: Visit, typed: string): Promise<Markup> {
  const { words } = visit;
  const w = words.search;
  const found = await searchChangeTexts(visit.services, typed);
  const behind = found.behind > 0 ? html`<p class="notice">${w.behind(found.behind)}</p>` : none;
  if (found.changes.length === 0) return html`${behind}${nothing(visit, 'changes')}`;
  return html`${behind}<h2>${w.foundChanges(found.changes.length, found.more ? words.common.moreThan(found.changes.length) : String(found.changes.length))}</h2>${found.more ? html`<p class="notice">${w.more}${found.exact ? html` ${w.exact}` : none}</p>` : none}<ul class="hits">${found.changes.map((change) => html`<li><p>${significanceBadge(visit, change.significance)} <a href="${comparePath(change.policySlug, change.oldNumber, change.newNumber, change.position)}">${quoted(change.headline[visit.language])}</a></p><p class="meta">${policyLink(visit, change)} ${timeTag(visit.dates, change.createdAt)} ${stateBadge(visit, change.state)}</p></li>`)}</ul>`;
}
