import { createHash } from 'node:crypto';
import type { Deadline, PolicyName } from '../domain/deadline.ts';
import type { Mail } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import type { MailSettings } from '../domain/mail-settings.ts';
import { calendarAttachment } from './calendar.ts';
import { capital } from './change-part.ts';
import { daysLeft, deadlineBox } from './deadline-parts.ts';
import type { Part } from './mail-document.ts';
import { lead, muted, paragraph } from './mail-document.ts';
import type { Reader } from './mail-frame.ts';
import { frameOf, mailOf, policyTitle, readerKey } from './mail-frame.ts';
import { threadIdOf } from './message-id.ts';
import { subscriptionToken } from './unsubscribe-token.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';

const maxReason = 300;
/** More would pass what a mail may hold; the pages have them all. */
const maxBoxes = 40;

/** A deadline and the step at which it is brought to mind: days, as `dueReminder` gave them. */
export interface DueStep<Of = Deadline> {
  readonly deadline: Of;
  readonly days: number;
}

/** The delivery's key of a reminder: one for each step of a deadline and each reader, or for the steps that came together. */
export function reminderKey(steps: readonly DueStep<Pick<Deadline, 'key' | 'dueOn'>>[], reader: Pick<Reader, 'id' | 'address'>): string {
  const keys = steps.map(({ deadline, days }) => `${deadline.key}:${deadline.dueOn}:${days}`).toSorted();
  return `reminder:${keys.length === 1 ? (keys[0] ?? '') : createHash('sha256').update(JSON.stringify(keys)).digest('hex')}:${readerKey(reader)}`;
}

/** Brings open deadlines to mind, those that come at one time together. @param steps at least one */
export function renderReminder(steps: readonly DueStep[], reader: Reader, settings: MailSettings, at: Instant): Mail {
  const frame = frameOf(reader, settings, at);
  const { words, language } = frame;
  const deadlines = steps.map((step) => step.deadline).toSorted((left, right) => left.dueOn.localeCompare(right.dueOn) || left.key.localeCompare(right.key));
  const [first, ...others] = deadlines;
  if (first === undefined) throw new RangeError('A reminder needs a deadline.');
  const left = daysLeft(frame, first);
  const title = policyTitle(first.policy, language);
  const alone = others.length === 0;
  const subject = alone ? words.reminderTitle(left) : words.remindersTitle(deadlines.length);
  const boxes = deadlines.slice(0, maxBoxes).map((deadline) => deadlineBox(frame, deadline, alone ? 'alone' : 'with-policy'));
  return mailOf(frame, {
    deliveryKey: reminderKey(steps, reader),
    subject: alone ? `${title}: ${subject}` : words.remindersSubject(deadlines.length, deadlines.filter((deadline) => daysLeft(frame, deadline) < 0).length, left),
    parts: [
      { part: 'title', over: alone ? title : words.product, text: subject },
      lead(alone ? words.reminderIntro(left) : words.remindersIntro),
      ...boxes,
      ...(deadlines.length > maxBoxes ? [muted(words.listLeftOut(deadlines.length - maxBoxes))] : []),
      ...(first.url === null || !alone ? [] : [{ part: 'button', url: first.url, label: words.readAll } as const]),
      muted(words.calendarAttached(deadlines.length)),
    ],
    references: alone ? [threadIdOf(`policy:${first.policy.policySlug}`, settings.messageIdDomain)] : [],
    attachments: calendarAttachment(deadlines, frame),
  });
}

/** A policy that cannot be checked, or can be again. */
export interface WatchTrouble {
  /** Unique for this spell of trouble. */
  readonly key: string;
  readonly policy: PolicyName;
  readonly since: Instant;
  /** When it ended; null while it lasts. */
  readonly until: Instant | null;
  readonly reason: Bilingual;
  readonly url: string | null;
}

/** Says that a watch has died, or lives again: silence must never look like health. */
export function renderTrouble(trouble: WatchTrouble, reader: Reader, settings: MailSettings, at: Instant): Mail {
  const frame = frameOf(reader, settings, at);
  const { words, dates } = frame;
  const title = policyTitle(trouble.policy, frame.language);
  const since = dates.moment(trouble.since);
  const over = trouble.until !== null;
  const subject = over ? words.recoveredSubject : words.troubleSubject;
  const told: readonly Part[] = trouble.until === null
    ? [lead(words.troubleIntro(since)), paragraph(`${words.reason}: `, { source: cutLine(visibleLine(trouble.reason[frame.language]), maxReason) }), paragraph(words.troubleMeaning)]
    : [lead(words.recoveredIntro(since, dates.moment(trouble.until))), paragraph(words.gapNote)];
  return mailOf(frame, {
    deliveryKey: `trouble:${trouble.key}:${over ? 'over' : 'open'}:${readerKey(reader)}`,
    subject: `${title}: ${subject}`,
    parts: [{ part: 'title', over: title, text: capital(subject) }, ...told, ...(trouble.url === null ? [] : [paragraph({ link: words.vendorLink, url: trouble.url })])],
    references: [threadIdOf(`policy:${trouble.policy.policySlug}`, settings.messageIdDomain)],
    attachments: [],
    about: 'watch',
  });
}

/** Asks a person to confirm a subscription made through the web pages; null where no page can take the answer. */
export function renderConfirmation(reader: Reader, settings: MailSettings, at: Instant): Mail | null {
  if (settings.baseUrl === null || settings.unsubscribeSecret === null) return null;
  const frame = frameOf(reader, settings, at);
  const { words } = frame;
  const url = `${settings.baseUrl}/confirm/${subscriptionToken('confirm', reader, settings.unsubscribeSecret)}`;
  return mailOf(frame, {
    deliveryKey: `confirm:${reader.id}:${at}`,
    subject: words.confirmSubject,
    parts: [
      { part: 'title', over: words.product, text: words.confirmSubject },
      lead(words.confirmIntro(cutLine(visibleLine(reader.name), 80))),
      { part: 'button', url, label: words.confirmButton },
      paragraph(words.confirmIgnore),
    ],
    references: [],
    attachments: [],
    about: 'subscription',
  });
}
