import { badgesOf, directionLabels, kindLabels, policyTypeLabel, significanceLabels, topicLabels } from '../domain/labels.ts';
import type { ChangeKind, Direction, Reason, Significance } from '../domain/change.ts';
import type { Topic } from '../domain/clause.ts';
import type { Health, PolicyType } from '../domain/vendor.ts';
import type { ReviewState } from '../storage/decisions.ts';
import { timeTag } from './dates.ts';
import { flag, html, none, quoted, type Markup, type Value } from './markup.ts';
import type { Visit } from './visit.ts';

/** @returns the path that shows a policy; its slug is its vendor's, a slash and its type's */
export function policyPath(slug: string): string {
  return `/policies/${slug}`;
}

export function comparePath(slug: string, oldNumber: number, newNumber: number, position: number | null = null): string {
  return `${policyPath(slug)}/compare?old=${oldNumber}&new=${newNumber}${position === null ? '' : `#c${position + 1}`}`;
}

export function significanceBadge(visit: Visit, significance: Significance): Markup {
  return html`<span class="badge ${significance}">${significanceLabels[significance][visit.language]}</span>`;
}

export function directionBadge(visit: Visit, direction: Direction): Markup {
  return direction === 'neutral' ? none : html`<span class="direction ${direction}">${directionLabels[direction][visit.language]}</span>`;
}

export function reasonBadges(visit: Visit, reasons: readonly Reason[]): Markup {
  return html`${badgesOf(reasons, visit.language).map((badge) => html`<span class="tag">${badge}</span> `)}`;
}

export function kindLabel(visit: Visit, kind: ChangeKind): string {
  return kindLabels[kind][visit.language];
}

export function topicNames(visit: Visit, topics: readonly Topic[]): string {
  return topics.map((topic) => topicLabels[topic][visit.language]).join(', ');
}

export function typeName(visit: Visit, type: PolicyType): string {
  return policyTypeLabel(type)[visit.language];
}

export function stateName(visit: Visit, state: string): string {
  const names: Readonly<Record<string, string>> = visit.words.states;
  return names[state] ?? state;
}

export function stateBadge(visit: Visit, state: ReviewState | string): Markup {
  return html`<span class="state ${state === 'open' ? 'open' : 'decided'}">${stateName(visit, state)}</span>`;
}

/** "Loonwolk · Privacyverklaring"; the dot stays with the name before it where the line breaks. */
export function policyTitle(visit: Visit, vendorName: string, type: PolicyType): Markup {
  return html`${quoted(vendorName)}&nbsp;· ${typeName(visit, type)}`;
}

export function policyLink(visit: Visit, policy: { readonly policySlug: string; readonly policyType: PolicyType; readonly vendorName: string }): Markup {
  return html`<a href="${policyPath(policy.policySlug)}">${policyTitle(visit, policy.vendorName, policy.policyType)}</a>`;
}

export function healthText(visit: Visit, health: Health): Markup {
  const { policy } = visit.words;
  const label = policy.healthStates[health.state];
  if (health.state === 'failing') return html`<span class="health failing">${label}</span>`;
  return html`<span class="health ${health.state}">${label}</span>`;
}

/** A number that was counted no further than a cap. */
export function capped(visit: Visit, count: number, cap: number): string {
  return count >= cap ? visit.words.common.moreThan(cap - 1) : count.toLocaleString(visit.language === 'nl' ? 'nl-NL' : 'en-GB');
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A labelled list to choose one from. */
export function select(name: string, label: string, choices: readonly Choice[], chosen: string): Markup {
  return html`<label class="field"><span>${label}</span><select name="${name}">${choices.map((choice) => html`<option value="${choice.value}"${flag('selected', choice.value === chosen)}>${choice.label}</option>`)}</select></label>`;
}

/** A labelled line of text. */
export function field(name: string, label: string, value: string, options: { readonly type?: 'text' | 'date' | 'password' | 'email' | 'number' | 'search' | 'time'; readonly help?: string; readonly idPrefix?: string; readonly required?: boolean; readonly autocomplete?: string; readonly autofocus?: boolean } = {}): Markup {
  const id = `${options.idPrefix ?? ''}${name}-help`;
  const help = options.help === undefined ? none : html`<small id="${id}">${options.help}</small>`;
  const described = options.help === undefined ? none : html` aria-describedby="${id}"`;
  const type = options.type ?? 'text';
  return html`<div class="field"><label><span>${label}</span><input type="${type}" name="${name}" value="${type === 'password' ? '' : value}" autocomplete="${options.autocomplete ?? 'off'}" maxlength="500"${described}${flag('required', options.required ?? false)}${flag('autofocus', options.autofocus ?? false)}></label>${help}</div>`;
}

/** @returns the words as a table with a head; `labels` also name the cells on a phone */
export function table(caption: string, labels: readonly string[], rows: readonly (readonly Value[])[], options: { readonly hideCaption?: boolean; readonly quoted?: boolean } = {}): Markup {
  const isBare = labels.every((label) => label === '');
  const head = isBare ? none : html`<thead><tr>${labels.map((label) => html`<th scope="col">${options.quoted === true ? quoted(label) : label}</th>`)}</tr></thead>`;
  const body = rows.map((cells) => html`<tr>${cells.map((cell, index) => html`<td data-label="${labels[index] ?? ''}">${cell}</td>`)}</tr>`);
  // Somebody else's table may be wider than the page; without a pointer it is scrolled once it has the focus.
  const reach = options.quoted === true ? html` tabindex="0" role="region" aria-label="${caption}"` : none;
  return html`<div class="table"${reach}><table><caption${options.hideCaption === true ? html` class="vh"` : none}>${caption}</caption>${head}<tbody>${body}</tbody></table></div>`;
}

/** A list of what is known: term and value. */
export function facts(entries: readonly (readonly [label: string, value: Value] | null)[]): Markup {
  return html`<dl class="facts">${entries.filter((entry) => entry !== null).map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function problemBox(title: string, lines: readonly string[]): Markup {
  if (lines.length === 0) return none;
  return html`<div class="notice bad" role="alert"><p><strong>${title}</strong></p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></div>`;
}

/** Links on to the next page of a list and back to its start. */
export function pager(visit: Visit, next: Readonly<Record<string, string>> | null, isFirst: boolean): Markup {
  const { common } = visit.words;
  if (next === null && isFirst) return none;
  const first = isFirst ? none : html`<a href="${withQuery(visit, { after: null })}">${common.first}</a>`;
  const on = next === null ? none : html`<a rel="next" href="${withQuery(visit, next)}">${common.next}</a>`;
  return html`<nav class="pager" aria-label="${common.next}">${first}${on}</nav>`;
}

/** @returns this page's own address with some of the query changed; null takes a value out */
export function withQuery(visit: Visit, change: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams(visit.query.toString());
  query.delete('done');
  for (const [name, value] of Object.entries(change)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? visit.path : `${visit.path}?${text}`;
}

export function optionalTime(visit: Visit, at: Parameters<typeof timeTag>[1] | null): Markup {
  return at === null ? html`<span class="quiet">${visit.words.common.never}</span>` : timeTag(visit.dates, at);
}

export function tagList(tags: readonly string[]): Markup {
  return tags.length === 0 ? none : html`<span class="tags">${tags.map((tag) => html`<span class="tag">${quoted(tag)}</span> `)}</span>`;
}
