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

/** The delivery's key of a reminder: one for each step of a deadline and each reader. */
export function reminderKey(deadline: Pick<Deadline, 'key' | 'dueOn'>, days: number, reader: Pick<Reader, 'id' | 'address'>): string {
  return `reminder:${deadline.key}:${deadline.dueOn}:${days}:${readerKey(reader)}`;
}

/** Brings an open deadline to mind. @param days the reminder's step, as `dueReminder` gave it */
export function renderReminder(deadline: Deadline, days: number, reader: Reader, settings: MailSettings, at: Instant): Mail {
  const frame = frameOf(reader, settings, at);
  const title = policyTitle(deadline.policy, frame.language);
  const left = daysLeft(frame, deadline);
  const subject = frame.words.reminderTitle(left);
  return mailOf(frame, {
    deliveryKey: reminderKey(deadline, days, reader),
    subject: `${title}: ${subject}`,
    parts: [{ part: 'title', over: title, text: subject }, lead(frame.words.reminderIntro(left)), deadlineBox(frame, deadline), ...(deadline.url === null ? [] : [{ part: 'button', url: deadline.url, label: frame.words.readAll } as const]), muted(frame.words.calendarAttached)],
    references: [threadIdOf(`policy:${deadline.policy.policySlug}`, settings.messageIdDomain)],
    attachments: calendarAttachment([deadline], frame),
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
