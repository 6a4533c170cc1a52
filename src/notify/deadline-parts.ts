import type { Deadline } from '../domain/deadline.ts';
import type { Part, Span } from './mail-document.ts';
import type { Frame } from './mail-frame.ts';
import { policyTitle } from './mail-frame.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';
import { dayOf } from './zone.ts';

const maxQuote = 300;

/** Days left at the moment the mail is composed, counted on the deadline's own calendar. */
export function daysLeft(frame: Frame, deadline: Deadline): number {
  return frame.dates.daysUntil(deadline.dueOn, dayOf(frame.at, deadline.timeZone));
}

/** A deadline in a box of its own, named where the mail is not about its policy alone. */
export function deadlineBox(frame: Frame, deadline: Deadline, named: 'with-policy' | 'alone' = 'alone'): Part {
  const { words, dates, language } = frame;
  const left = daysLeft(frame, deadline);
  const day = dates.weekday(deadline.dueOn);
  const what = deadline.kind === 'objection' ? words.objectUntil(day, left < 0) : words.effectiveOn(day);
  const basis = deadline.period === null ? [] : [words.noticePeriod(deadline.period.days, deadline.period.count, dates.day(deadline.noticedOn)), ...(deadline.period.count === 'working' ? [words.holidayNote] : [])];
  const decided = deadline.decision === null
    ? (deadline.kind === 'objection' ? words.undecided : null)
    : words.decision(deadline.decision.answer, visibleLine(deadline.decision.by), dates.dayAt(deadline.decision.at));
  const lines: readonly (readonly Span[])[] = [
    [...(named === 'with-policy' ? [{ source: policyTitle(deadline.policy, language) }, ' – '] : []), { strong: what }, ` (${words.daysLeft(left)})`],
    ...(basis.length === 0 && decided === null ? [] : [[[...basis.map((text) => (text.endsWith('.') ? text : `${text}.`)), ...(decided === null ? [] : [decided])].join(' ')]]),
    ...(deadline.quote === null ? [] : [['“', { source: cutLine(visibleLine(deadline.quote), maxQuote) }, '”']]),
    ...(named === 'alone' || deadline.url === null ? [] : [[{ link: words.readOn, url: deadline.url }]]),
  ];
  return { part: 'box', urgent: deadline.kind === 'objection' && deadline.decision === null, lines };
}
