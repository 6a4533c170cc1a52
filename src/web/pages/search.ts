import { searchChangeTexts, searchTexts, type Excerpt, type FoundPolicy } from '../../app/search-texts.ts';
import { timeTag } from '../dates.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { comparePath, field, policyLink, policyPath, select, significanceBadge, stateBadge } from '../parts.ts';
import type { Reply, Visit } from '../visit.ts';

const scopes = ['current', 'ever', 'changes'] as const;

export async function searchPage(visit: Visit): Promise<Reply> {
  const { words, query } = visit;
  const w = words.search;
  const typed = query.text('q', 300);
  const where = query.oneOf('where', scopes) ?? 'current';
  const form = html`<form class="filter" method="get" role="search"><div class="grow field">${field('q', w.label, typed, { type: 'search' })}</div>${select('where', w.where, scopes.map((scope) => ({ value: scope, label: w.wheres[scope] })), where)}<button class="button strong">${w.go}</button></form><p class="quiet">${w.help}</p>`;
  const results = typed === '' ? html`<p class="empty">${w.start}</p>` : where === 'changes' ? await changeResults(visit, typed) : await textResults(visit, typed, where);
  return { kind: 'page', title: typed === '' ? w.title : `${w.title}: ${typed}`, section: 'search', body: html`<h1>${w.title}</h1>${form}${results}` };
}

async function textResults(visit: Visit, typed: string, scope: 'current' | 'ever'): Promise<Markup> {
  const { words } = visit;
  const w = words.search;
  const found = await searchTexts(visit.services, typed, scope);
  if (found.policies.length === 0) return html`<p class="empty">${w.empty}</p>`;
  return html`<h2>${w.found(found.policies.length)}</h2>${found.more ? html`<p class="notice">${w.more}</p>` : none}<ul class="hits">${found.policies.map((policy) => policyHit(visit, policy))}</ul>`;
}

function policyHit(visit: Visit, { hit, excerpt, first, goneWith }: FoundPolicy): Markup {
  const { words, dates } = visit;
  const w = words.search;
  const since = first === null ? w.common : first.number === 1 ? w.sinceBaseline : w.since(words.common.version(first.number), dates.time(first.firstSeenAt));
  return html`<li><p>${policyLink(visit, hit)} <a class="quiet" href="${policyPath(hit.policySlug)}/versions/${hit.number}">${words.common.version(hit.number)}</a></p>
<p class="meta"><span>${since}</span>${goneWith === null ? none : html` <span class="health failing">${w.notAnyMore(dates.time(goneWith.firstSeenAt))}</span>`}</p>
<p class="snippet">${excerptMarkup(excerpt, hit.language)}</p></li>`;
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
  if (found.changes.length === 0) return html`${behind}<p class="empty">${w.empty}</p>`;
  return html`${behind}<h2>${w.foundChanges(found.changes.length)}</h2>${found.more ? html`<p class="notice">${w.more}</p>` : none}<ul class="hits">${found.changes.map((change) => html`<li><p>${significanceBadge(visit, change.significance)} <a href="${comparePath(change.policySlug, change.oldNumber, change.newNumber, change.position)}">${quoted(change.headline[visit.language])}</a></p><p class="meta">${policyLink(visit, change)} ${timeTag(visit.dates, change.createdAt)} ${stateBadge(visit, change.state)}</p></li>`)}</ul>`;
}
