import { createHash } from 'node:crypto';
import ical from 'ical-generator';
import type { Deadline } from '../domain/deadline.ts';
import type { Mail } from '../domain/delivery.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { safeUrl } from './html.ts';
import { dateWords } from './mail-dates.ts';
import type { Frame } from './mail-frame.ts';
import { policyTitle } from './mail-frame.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';
import { wordsOf } from './words.ts';

const dayMs = 86_400_000;
const maxQuote = 300;
/** More would take the place of the changes themselves; the rest stands in the calendar feed. */
const maxAttached = 12;
const alarmDays = [7, 1];

/**
 * Deadlines as an iCalendar file (RFC 5545): a whole day each, with alarms for what nobody decided yet. The same
 * deadlines give the same file; a changed day replaces the entry by its id and its rising sequence.
 * @param domain right-hand side of the entries' ids
 */
export function renderCalendar(deadlines: readonly Deadline[], language: ReaderLanguage, domain: string, name: string): string {
  const words = wordsOf(language);
  const calendar = ical({ name: visibleLine(name), prodId: { company: 'Clausewatch', product: 'Deadlines', language: language.toUpperCase() } });
  const distinct = [...new Map(deadlines.map((deadline) => [deadline.key, deadline])).values()];
  for (const deadline of distinct.toSorted((left, right) => left.dueOn.localeCompare(right.dueOn) || left.key.localeCompare(right.key))) {
    const dates = dateWords(words.locale, deadline.timeZone);
    const url = safeUrl(deadline.url);
    const open = deadline.decision === null && deadline.kind === 'objection';
    const description = [
      deadline.period === null ? null : words.noticePeriod(deadline.period.days, deadline.period.count, dates.day(deadline.noticedOn)),
      deadline.decision === null ? (open ? words.undecided : null) : words.decision(deadline.decision.answer, visibleLine(deadline.decision.by), dates.dayAt(deadline.decision.at)),
      deadline.quote === null ? null : `“${cutLine(visibleLine(deadline.quote), maxQuote)}”`,
      url,
    ].filter((line) => line !== null).join('\n');
    const event = calendar.createEvent({
      id: `${createHash('sha256').update(deadline.key).digest('hex').slice(0, 32)}@${domain}`,
      start: new Date(`${deadline.dueOn}T00:00:00Z`),
      end: new Date(Date.parse(`${deadline.dueOn}T00:00:00Z`) + dayMs),
      allDay: true,
      summary: `${policyTitle(deadline.policy, language)}: ${words.deadlineKind[deadline.kind].toLowerCase()}`,
      description,
      stamp: new Date(deadline.updatedAt),
      sequence: deadline.revision,
      ...(url === null ? {} : { url }),
    });
    if (open) for (const days of alarmDays) event.createAlarm({ trigger: (days * dayMs) / 1000 });
  }
  return calendar.toString();
}

/** The calendar file of a mail: none where there are no days to note. */
export function calendarAttachment(deadlines: readonly Deadline[], frame: Frame): Mail['attachments'] {
  if (deadlines.length === 0) return [];
  const content = renderCalendar(deadlines.slice(0, maxAttached), frame.language, frame.settings.messageIdDomain, frame.words.product);
  return [{ filename: 'clausewatch.ics', mediaType: 'text/calendar; charset=utf-8; method=PUBLISH', content }];
}
