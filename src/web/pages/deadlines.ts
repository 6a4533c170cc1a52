import { namedDeadlines } from '../../app/deadline-calendar.ts';
import { settleDeadline } from '../../app/settle-deadline.ts';
import type { Deadline, Decision } from '../../domain/deadline.ts';
import type { IsoDate } from '../../domain/instant.ts';
import { dayCursor, dayCursorOf } from '../cursors.ts';
import { dateTag, timeTag } from '../dates.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { csrfField } from '../page.ts';
import { field, pager, policyLink, select, table } from '../parts.ts';
import { may, missing, nameOf, redirect, wholeOf, type Reply, type Visit } from '../visit.ts';

const dayMs = 86_400_000;
const pageSize = 50;
const answers = ['accepted', 'objected', 'no-action', 'terminated'] as const satisfies readonly Decision['answer'][];

/** @returns whole days from the reader's today until the day; negative where it is over */
function daysUntil(visit: Visit, day: IsoDate): number {
  return Math.round((Date.parse(day) - Date.parse(visit.dates.isoDay(visit.now))) / dayMs);
}

/** How long there is left; a day that went by undecided stands out. */
export function dayLeft(visit: Visit, deadline: Pick<Deadline, 'dueOn' | 'decision'>): Markup {
  const days = daysUntil(visit, deadline.dueOn);
  return html`<small${days < 0 && deadline.decision === null ? html` class="overdue"` : none}>${visit.words.deadlines.left(days)}</small>`;
}

export async function deadlinesPage(visit: Visit): Promise<Reply> {
  const { words } = visit;
  const w = words.deadlines;
  const settled = visit.query.text('settled', 1) === '1';
  const after = dayCursorOf(visit.query.text('after', 40));
  const found = await namedDeadlines(visit.services, settled ? 'all' : 'open', { after, limit: pageSize + 1 });
  const deadlines = found.slice(0, pageSize);
  const last = deadlines.at(-1);
  const rows = deadlines.map((deadline) => [
    html`<strong>${dateTag(visit.dates, deadline.dueOn)}</strong><br>${dayLeft(visit, deadline)}`,
    html`${policyLink(visit, { policySlug: deadline.policy.policySlug, policyType: deadline.policy.policyType, vendorName: deadline.policy.vendorName })}<br>${w.kinds[deadline.kind]}`,
    basis(visit, deadline),
    deadline.decision === null ? settleForm(visit, deadline.id) : settledText(visit, deadline.decision),
  ]);
  const list = rows.length === 0 ? html`<p class="empty">${w.empty}</p>` : table(w.title, [w.due, w.what, w.basis, words.review.decision], rows, { hideCaption: true });
  const toggle = settled ? html`<a href="/deadlines">${w.showOpen}</a>` : html`<a href="/deadlines?settled=1">${w.showSettled}</a>`;
  return { kind: 'page', title: w.title, section: 'deadlines', body: html`<h1>${w.title}</h1><p>${w.intro}</p><p class="tools">${toggle} <a href="/calendar.ics">${w.calendar}</a>${visit.identity.kind === 'open' ? none : html` <a href="/me#feeds">${w.inCalendar}</a>`}</p>${list}${pager(visit, found.length > pageSize && last !== undefined ? { after: dayCursor(last) } : null, after === null)}` };
}

function basis(visit: Visit, deadline: Deadline & { readonly comparisonId: number | null }): Markup {
  const { words, dates } = visit;
  const period = deadline.period === null ? none : html`${words.deadlines.period(words.vendor.noticeDays(deadline.period.days, deadline.period.count), dates.day(deadline.noticedOn))}<br>`;
  const quote = deadline.quote === null ? none : html`<q>${quoted(deadline.quote)}</q><br>`;
  const link = deadline.comparisonId === null ? none : html`<a href="/comparisons/${deadline.comparisonId}">${words.deadlines.readComparison}</a>`;
  return html`${period}${quote}${link}`;
}

function settledText(visit: Visit, decision: Decision): Markup {
  return html`<strong>${visit.words.deadlines.answers[decision.answer]}</strong> ${visit.words.common.by} ${quoted(decision.by)}, ${timeTag(visit.dates, decision.at)}${decision.note === null ? none : html`<br>${quoted(decision.note)}`}`;
}

function settleForm(visit: Visit, id: number): Markup {
  if (!may(visit, 'reviewer')) return none;
  const { words } = visit;
  const w = words.deadlines;
  return html`<details><summary>${w.settle}</summary><form class="stack" method="post" action="/deadlines/${id}/settle">${csrfField(visit)}${select('answer', w.answer, answers.map((answer) => ({ value: answer, label: w.answers[answer] })), 'accepted')}${field('note', words.review.why, '')}${visit.identity.kind === 'open' ? field('by', words.review.by, nameOf(visit), { required: true, autocomplete: 'name' }) : none}<button class="button">${w.settle}</button></form></details>`;
}

export async function settle(visit: Visit): Promise<Reply> {
  const id = wholeOf(visit.params['deadline'] ?? '');
  const answer = visit.form.oneOf('answer', answers);
  if (id === null || answer === null) return missing;
  const by = visit.identity.kind === 'open' ? visit.form.text('by', 200) : nameOf(visit);
  await settleDeadline(visit.services, id, { answer, by, note: visit.form.text('note', 4000) });
  return redirect('/deadlines?done=settled');
}
