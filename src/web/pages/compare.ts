import { changeKinds, significances } from '../../domain/change.ts';
import { topics } from '../../domain/clause.ts';
import { kindLabels, topicLabels } from '../../domain/labels.ts';
import { reviewStates } from '../../storage/decisions.ts';
import type { VersionSummary } from '../../storage/versions.ts';
import { comparedOf, type Compared, type ShownChange } from '../compared.ts';
import { timeTag } from '../dates.ts';
import { factText } from '../fact-text.ts';
import { explained } from '../explained.ts';
import { flag, html, none, quoted, type Markup } from '../markup.ts';
import { csrfField } from '../page.ts';
import { comparePath, directionBadge, facts, field, kindLabel, policyPath, reasonBadges, select, significanceBadge, stateBadge, topicNames, withQuery, type Choice } from '../parts.ts';
import { clauseText, placeText, redline, wordsOf } from '../redline.ts';
import { redlineRows, type RedlineRow } from '../redline-rows.ts';
import { comparisonText } from '../redline-text.ts';
import { may, missing, nameOf, type Reply, type Visit } from '../visit.ts';
import { crumbs, statedDates, subjectOf, type Subject } from './policy.ts';

/** What one page holds: a browser shows it at once, and the 99th percentile of real comparisons fits. */
const changesPerPage = 150;
/** Unchanged clauses that a page carries folded; beyond it they are a link to the full text. */
const foldedPerPage = 600;
const foldedPerRun = 60;
const outlineOpenUpTo = 12;

interface View {
  readonly side: boolean;
  readonly weight: 'all' | 'minor' | 'material';
  readonly topic: string;
  readonly kind: string;
  /** 0-based index of the first change shown. */
  readonly from: number;
}

function viewOf(visit: Visit): View {
  const { query } = visit;
  return {
    side: query.text('view', 10) === 'side',
    weight: query.oneOf('weight', ['minor', 'material'] as const) ?? 'all',
    topic: query.oneOf('topic', topics) ?? '',
    kind: query.oneOf('kind', changeKinds) ?? '',
    from: query.whole('from') ?? 0,
  };
}

function matches(view: View, change: ShownChange): boolean {
  if (view.weight !== 'all' && significances.indexOf(change.significance) < significances.indexOf(view.weight)) return false;
  if (view.topic !== '' && !change.topics.some((topic) => topic === view.topic)) return false;
  return view.kind === '' || change.kind === view.kind;
}

export async function comparePage(visit: Visit): Promise<Reply> {
  const subject = await subjectOf(visit);
  if (subject === null) return missing;
  const answer = await comparedOf(visit, subject);
  const { words } = visit;
  const w = words.compare;
  if (answer.kind === 'missing') return missing;
  if (answer.kind === 'same') {
    return { kind: 'page', title: w.title(subject.name), section: 'vendors', body: html`${crumbs(visit, subject)}<h1>${w.same}</h1><p class="empty">${w.sameText} <a href="${policyPath(subject.policy.slug)}#compare">${w.chooseOthers}</a></p>` };
  }
  const { compared } = answer;
  const view = viewOf(visit);
  const shown = compared.changes.flatMap((change, index) => (matches(view, change) ? [index] : []));
  const onPage = new Set(shown.slice(view.from, view.from + changesPerPage));
  const filtered = shown.length < compared.changes.length;
  const rows = redlineRows(compared.oldTree, compared.freshTree, compared.changes);
  const decidable = compared.stored !== null && may(visit, 'reviewer');
  const list = html`<div class="redline ${view.side ? 'side-by-side' : 'inline'}" id="redline">${view.side ? html`<div class="sides-head" aria-hidden="true"><span>${words.common.Version(compared.old.number)}</span><span>${words.common.Version(compared.fresh.number)}</span></div>` : none}${rowsMarkup(visit, subject, compared, view, rows, onPage, filtered)}</div>`;
  const body = html`${crumbs(visit, subject)}
<h1>${quoted(compared.overall.headline[visit.language])}</h1>
${summary(visit, subject, compared)}
${filterForm(visit, compared, view)}
${compared.changes.length === 0 ? html`<p class="empty">${w.noChanges}</p>` : shown.length === 0 ? html`<p class="empty">${w.noneMatch} <a href="${withQuery(visit, { weight: null, topic: null, kind: null, from: null })}">${w.showAll}</a></p>` : none}
${filtered && shown.length > 0 ? html`<p class="quiet">${w.hiddenByFilter(compared.changes.length - shown.length)} <a href="${withQuery(visit, { weight: null, topic: null, kind: null, from: null })}">${w.showAll}</a></p>` : none}
${outline(visit, compared, shown, view)}
<div class="key" aria-label="${w.key}"><span>${w.key}:</span> <del>${w.keyDeleted}</del> <ins>${w.keyInserted}</ins></div>
${decidable ? html`<form method="post" action="/decisions">${csrfField(visit)}<input type="hidden" name="back" value="${withQuery(visit, {})}">${list}${decisionBar(visit)}</form>` : list}
${pages(visit, view, shown.length)}`;
  return { kind: 'page', title: `${w.title(subject.name)}, ${w.sides(compared.old.number, compared.fresh.number)}`, section: 'vendors', body };
}

export async function compareTextFile(visit: Visit): Promise<Reply> {
  const subject = await subjectOf(visit);
  if (subject === null) return missing;
  const answer = await comparedOf(visit, subject);
  if (answer.kind !== 'compared') return missing;
  const view = viewOf(visit);
  const { compared } = answer;
  const text = comparisonText(visit, subject.name, { ...compared, changes: compared.changes.filter((change) => matches(view, change)) });
  return { kind: 'file', mediaType: 'text/plain; charset=utf-8', content: text, filename: null };
}

function summary(visit: Visit, subject: Subject, compared: Compared): Markup {
  const { words, dates } = visit;
  const w = words.compare;
  const base = policyPath(subject.policy.slug);
  const side = (version: VersionSummary): Markup => {
    const stated = statedDates(visit, version);
    return html`<a href="${base}/versions/${version.number}">${words.common.Version(version.number)}</a>, ${words.policy.seen.toLowerCase()} ${timeTag(dates, version.firstSeenAt)}${stated === '' ? none : html` <span class="quiet">(${stated})</span>`} · <a href="${base}/captures/${version.captureId}">${words.policy.capture}</a>`;
  };
  const textUrl = withQuery(visit, {}).replace('/compare', '/compare.txt');
  return html`<p class="meta">${significanceBadge(visit, compared.overall.significance)} ${directionBadge(visit, compared.overall.direction)} <span>${words.common.changes(compared.changes.length)}. ${w.unchangedTotal(compared.unchanged)}</span></p>
${facts([[w.old, side(compared.old)], [w.fresh, side(compared.fresh)]])}
${compared.sinceReviewed ? html`<p class="notice">${w.reviewedDefault}</p>` : none}
${compared.stored === null && compared.between.length > 0 ? steps(visit, subject, compared) : none}
${compared.coarse ? html`<p class="notice">${w.coarse}</p>` : none}
${compared.fresh.notes.length === 0 ? none : html`<ul class="notes">${compared.fresh.notes.map((note) => html`<li>${note[visit.language]}</li>`)}</ul>`}
<p class="tools"><a href="${textUrl}" data-copy="${textUrl}" data-copy-label="${w.copy}" data-copied-label="${w.copied}">${w.asText}</a> <button type="button" class="plain" data-print hidden>${w.print}</button>${compared.stored === null ? none : html` <a href="/api/v1/comparisons/${compared.stored.id}">${w.evidence}</a>`}</p>`;
}

/** Where to decide: the comparisons that lie between these two versions, each with what it told. */
function steps(visit: Visit, subject: Subject, compared: Compared): Markup {
  const { words, language } = visit;
  const items = compared.between.map((step) => html`<li>${significanceBadge(visit, step.significance)} <a href="${comparePath(subject.policy.slug, step.oldNumber, step.newNumber)}">${words.compare.step(step.oldNumber, step.newNumber)}</a>: ${quoted(step.headline[language])}</li>`);
  return html`<div class="notice"><p>${words.compare.notStored}</p><ul>${items}</ul></div>`;
}

function filterForm(visit: Visit, compared: Compared, view: View): Markup {
  const { words, language } = visit;
  const w = words.compare;
  const any: Choice = { value: '', label: words.common.all };
  const usedTopics = topics.filter((topic) => compared.changes.some((change) => change.topics.includes(topic)));
  const usedKinds = changeKinds.filter((kind) => compared.changes.some((change) => change.kind === kind));
  return html`<form class="filter" method="get"><input type="hidden" name="old" value="${compared.old.number}"><input type="hidden" name="new" value="${compared.fresh.number}">
${select('view', w.view, [{ value: 'inline', label: w.inline }, { value: 'side', label: w.side }], view.side ? 'side' : 'inline')}
${select('weight', w.significance, [{ value: 'all', label: w.weights.all }, { value: 'minor', label: w.weights.minor }, { value: 'material', label: w.weights.material }], view.weight)}
${select('topic', w.topic, [any, ...usedTopics.map((topic) => ({ value: topic, label: topicLabels[topic][language] }))], view.topic)}
${select('kind', w.kind, [any, ...usedKinds.map((kind) => ({ value: kind, label: kindLabels[kind][language] }))], view.kind)}
<button class="button">${words.common.apply}</button></form>`;
}

function outline(visit: Visit, compared: Compared, shown: readonly number[], view: View): Markup {
  if (shown.length < 2) return none;
  const items = shown.slice(view.from, view.from + changesPerPage).map((index) => {
    const change = compared.changes[index];
    return change === undefined ? none : html`<li value="${index + 1}">${significanceBadge(visit, change.significance)} <a href="#c${index + 1}">${quoted(change.headline[visit.language])}</a></li>`;
  });
  return html`<details class="outline"${flag('open', shown.length <= outlineOpenUpTo)}><summary>${visit.words.compare.outline}</summary><ol>${items}</ol></details>`;
}

function rowsMarkup(visit: Visit, subject: Subject, compared: Compared, view: View, rows: readonly RedlineRow<ShownChange>[], onPage: ReadonlySet<number>, filtered: boolean): readonly Markup[] {
  const pieces: Markup[] = [];
  let folded = 0;
  const first = Math.min(...onPage);
  const last = Math.max(...onPage);
  // On a page in the middle, only what lies between its own changes belongs to it.
  let passed = -1;
  for (const row of rows) {
    if (row.kind === 'change') passed = Math.max(passed, row.index);
    if (row.kind === 'unchanged') {
      if (filtered || onPage.size === 0 || passed < first - 1 || passed > last) continue;
      pieces.push(unchangedRun(visit, subject, compared, view, row, folded < foldedPerPage));
      folded += Math.min(row.fresh.length, foldedPerRun);
    } else if (onPage.has(row.index)) pieces.push(row.kind === 'ghost' ? ghost(visit, row.index, row.change, compared, view) : changeArticle(visit, row.index, row.change, compared, view));
  }
  return pieces;
}

function unchangedRun(visit: Visit, subject: Subject, compared: Compared, view: View, row: RedlineRow<ShownChange> & { readonly kind: 'unchanged' }, roomLeft: boolean): Markup {
  const { compare: w } = visit.words;
  const language = compared.freshTree.language;
  const link = html`<a href="${policyPath(subject.policy.slug)}/versions/${compared.fresh.number}">${w.longRun}</a>`;
  if (!roomLeft) return html`<p class="unchanged-link quiet">${w.unchanged(row.fresh.length)}. ${link}</p>`;
  const clause = (index: number): Markup => {
    const [fresh, old] = [row.fresh[index], row.old[index]];
    if (fresh === undefined) return none;
    const shape = fresh.kind === 'heading' ? 'clause heading' : 'clause';
    if (!view.side) return html`<p class="${shape}">${clauseText(visit, fresh, language)}</p>`;
    return html`<div class="pair"><p class="${shape}">${old === undefined ? none : clauseText(visit, old, compared.oldTree.language)}</p><p class="${shape}">${clauseText(visit, fresh, language)}</p></div>`;
  };
  const all = row.fresh.map((_, index) => index);
  const indexes = all.length <= foldedPerRun ? all : [...all.slice(0, foldedPerRun / 2), ...all.slice(-foldedPerRun / 2)];
  const more = all.length > foldedPerRun ? html`<p>${link}</p>` : none;
  return html`<details class="unchanged"><summary>${w.unchanged(row.fresh.length)}</summary>${indexes.map(clause)}${more}</details>`;
}

function ghost(visit: Visit, index: number, change: ShownChange, compared: Compared, view: View): Markup {
  const { compare: w } = visit.words;
  const [old] = change.old;
  const link = html`<a href="#c${index + 1}">${w.movedTo(placeText(visit, change.new[0]))}</a>`;
  const text = old === undefined ? none : html`<p class="clause quiet">${clauseText(visit, old, compared.oldTree.language)}</p>`;
  return html`<div class="ghost" id="m${index + 1}"><p class="meta">${w.movedGhost} ${link}</p>${view.side ? html`<div class="pair">${text}<p></p></div>` : text}</div>`;
}

function changeArticle(visit: Visit, index: number, change: ShownChange, compared: Compared, view: View): Markup {
  const { words, language } = visit;
  const w = words.compare;
  const id = `c${index + 1}`;
  const choose = change.id !== null && may(visit, 'reviewer') ? html`<label class="choose"><input type="checkbox" name="change" value="${change.id}"><span class="vh">${words.review.select(change.headline[language])}</span></label>` : none;
  const place = placeText(visit, change.new[0] ?? change.old[0]);
  const state = change.state === null ? none : html` <a class="state-link" href="/changes/${change.id ?? 0}">${stateBadge(visit, change.state)}</a>`;
  return html`<article class="change ${change.significance}" id="${id}" tabindex="-1" aria-labelledby="${id}-h">
<header>${choose}<h2 id="${id}-h"><a class="anchor" href="#${id}" title="${w.linkToChange}"><span class="vh">${w.change(index + 1)}: </span><span aria-hidden="true">${index + 1}</span></a> ${quoted(change.headline[language])}</h2>
<p class="meta">${significanceBadge(visit, change.significance)} ${directionBadge(visit, change.direction)} ${reasonBadges(visit, change.reasons)}<span>${kindLabel(visit, change.kind)}</span> <span class="topics">${topicNames(visit, change.topics)}</span>${state}</p>
<p class="place">${quoted(place, compared.freshTree.language)}</p></header>
${moveNote(visit, index, change)}
${view.side ? sideBySide(visit, change, compared) : inline(visit, change, compared)}
${why(visit, change)}
${explained(visit, change.explanation, compared.freshTree.language)}
</article>`;
}

function moveNote(visit: Visit, index: number, change: ShownChange): Markup {
  const { compare: w } = visit.words;
  const notes: Markup[] = [];
  const [old, fresh] = [change.old[0], change.new[0]];
  if (change.kind === 'moved') notes.push(html`<a href="#m${index + 1}">${w.movedFrom(placeText(visit, old))}</a>`);
  if (change.kind === 'split') notes.push(html`${w.splitInto(change.new.length)}`);
  if (change.kind === 'merged') notes.push(html`${w.mergedFrom(change.old.length)}`);
  if (old !== undefined && fresh !== undefined && old.number !== fresh.number) notes.push(html`${w.numberChanged(old.number ?? w.noNumber, fresh.number ?? w.noNumber)}`);
  return notes.length === 0 ? none : html`<p class="move">${notes.map((note) => html`<span>${note}</span> `)}</p>`;
}

function inline(visit: Visit, change: ShownChange, compared: Compared): Markup {
  const number = change.new[0]?.number ?? change.old[0]?.number ?? null;
  const shape = (change.new[0] ?? change.old[0])?.kind === 'heading' ? 'clause heading' : 'clause';
  return html`<p class="${shape}">${number === null ? none : html`<span class="number">${number}</span> `}${redline(visit, wordsOf(change), 'both', compared.freshTree.language)}</p>`;
}

function sideBySide(visit: Visit, change: ShownChange, compared: Compared): Markup {
  const { compare: w } = visit.words;
  const column = (side: 'old' | 'new'): Markup => {
    const clauses = side === 'old' ? change.old : change.new;
    const label = html`<span class="side-label">${side === 'old' ? w.oldText : w.newText}</span>`;
    if (clauses.length === 0) return html`<div class="clause absent">${label}<span class="quiet">${w.notThere}</span></div>`;
    const number = clauses[0]?.number ?? null;
    const language = side === 'old' ? compared.oldTree.language : compared.freshTree.language;
    return html`<div class="clause">${label}${number === null ? none : html`<span class="number">${number}</span> `}${redline(visit, wordsOf(change), side, language)}</div>`;
  };
  return html`<div class="pair">${column('old')}${column('new')}</div>`;
}

function why(visit: Visit, change: ShownChange): Markup {
  const { compare: w } = visit.words;
  if (change.reasons.length === 0 && change.facts.length === 0) return none;
  const values = change.facts.map((fact) => html`<li>${visit.words.factTypes[fact.type]}: ${fact.old === null ? w.factNone : quoted(factText(visit, fact.type, fact.old))} → ${fact.new === null ? w.factNone : quoted(factText(visit, fact.type, fact.new))}</li>`);
  return html`<details class="why"><summary>${w.why}</summary><ul>${change.reasons.map((reason) => html`<li>${quoted(reason.text[visit.language])}</li>`)}</ul>${values.length === 0 ? none : html`<p>${w.facts}</p><ul>${values}</ul>`}</details>`;
}

/** One decision for every change that is ticked, or for the one that the form is about. */
export function decisionBar(visit: Visit, of: 'several' | 'one' = 'several'): Markup {
  const { words } = visit;
  const w = words.review;
  const states = reviewStates.filter((state) => state !== 'open');
  const name = visit.identity.kind === 'open' ? field('by', w.by, nameOf(visit), { help: w.byHelp, autocomplete: 'name' }) : none;
  return html`<fieldset class="decide"><legend>${words.compare.decide}</legend><div class="fields">
${of === 'one' ? none : html`<label class="choose-all" data-choose-all hidden><input type="checkbox"> <span>${w.selectAll}</span></label>`}
${select('state', w.decision, [{ value: '', label: '–' }, ...states.map((state) => ({ value: state, label: words.states[state] }))], '')}
<div class="field"><label><span>${w.why}</span><textarea name="why" rows="2" maxlength="4000" aria-describedby="why-help"></textarea></label><small id="why-help">${w.whyHelp}</small></div>${name}
<button class="button strong">${w.record}</button></div></fieldset>`;
}

function pages(visit: Visit, view: View, count: number): Markup {
  if (count <= changesPerPage) return none;
  const { words } = visit;
  const to = Math.min(count, view.from + changesPerPage);
  const next = to < count ? html`<a rel="next" href="${withQuery(visit, { from: String(to) })}">${words.common.next}</a>` : none;
  const first = view.from > 0 ? html`<a href="${withQuery(visit, { from: null })}">${words.common.first}</a>` : none;
  return html`<nav class="pager" aria-label="${words.common.next}"><span>${words.compare.page(view.from + 1, to, count)}</span> ${first} ${next}</nav>`;
}
