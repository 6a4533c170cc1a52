import type { Mail } from '../domain/delivery.ts';
import type { PolicyName } from '../domain/deadline.ts';
import type { Instant, IsoDate } from '../domain/instant.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { policyTypeLabel } from '../domain/labels.ts';
import type { MailSettings } from '../domain/mail-settings.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import type { DateWords } from './mail-dates.ts';
import { dateWords } from './mail-dates.ts';
import type { Part, Span } from './mail-document.ts';
import { muted } from './mail-document.ts';
import { htmlOfParts, partHtml } from './mail-html.ts';
import { textOfParts } from './mail-text.ts';
import { messageIdOf } from './message-id.ts';
import { subscriptionToken } from './unsubscribe-token.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';
import type { Words } from './words.ts';
import { wordsOf } from './words.ts';
import { dayOf } from './zone.ts';

/** As much of a subscriber as a mail needs; the id is 0 for an address that the configuration names. */
export type Reader = Pick<Subscriber, 'id' | 'name' | 'address' | 'language' | 'timeZone'>;

/** What every renderer has at hand: the reader, the words, the dates. */
export interface Frame {
  readonly reader: Reader;
  readonly settings: MailSettings;
  readonly language: ReaderLanguage;
  readonly words: Words;
  readonly dates: DateWords;
  /** When the mail is composed. */
  readonly at: Instant;
}

/** Who a delivery's key names: the subscriber's number, or the address of one who has none. */
export function readerKey(reader: Pick<Reader, 'id' | 'address'>): string {
  return reader.id === 0 ? reader.address : String(reader.id);
}

export function frameOf(reader: Reader, settings: MailSettings, at: Instant): Frame {
  const words = wordsOf(reader.language);
  return { reader, settings, language: reader.language, words, dates: dateWords(words.locale, reader.timeZone), at };
}

const maxName = 80;

/** "Spryng · Privacyverklaring" */
export function policyTitle(policy: PolicyName, language: ReaderLanguage): string {
  return `${cutLine(visibleLine(policy.vendorName), maxName)} · ${cutLine(visibleLine(policyTypeLabel(policy.policyType)[language]), maxName)}`;
}

/** "takes effect on …" of a day to come, "in force since …" of one behind. */
export function effectiveWords(frame: Frame, day: IsoDate): string {
  const { words, dates } = frame;
  return day >= dayOf(frame.at, frame.reader.timeZone) ? words.effectiveInline(dates.day(day)) : words.effectiveSince(dates.day(day));
}

/** The page that ends this subscription; null where no web pages or no secret are configured. */
function unsubscribeUrlOf(reader: Reader, settings: MailSettings): string | null {
  if (settings.baseUrl === null || settings.unsubscribeSecret === null || reader.id === 0) return null;
  return `${settings.baseUrl}/unsubscribe/${subscriptionToken('unsubscribe', reader, settings.unsubscribeSecret)}`;
}

/**
 * Bytes that parts take in a message, as quoted-printable HTML and text together: three for what is not printable ASCII
 * and three for each soft line break (RFC 2045 6.7).
 */
export function bytesOf(parts: readonly Part[], words: Words): number {
  return quotedBytes(parts.map((part) => partHtml(part, words).markup).join('')) + quotedBytes(textOfParts(parts, words));
}

function quotedBytes(text: string): number {
  const bytes = Buffer.from(text);
  let count = 0;
  for (const byte of bytes) count += byte === 10 ? 2 : byte >= 32 && byte <= 126 && byte !== 0x3d ? 1 : 3;
  return count + Math.ceil(count / 70) * 3;
}

/** Of a message the frame, the headers and a signature take this much. */
const overheadBytes = 12_000;

/** @returns how many bytes a mail's own parts may take, by `bytesOf`, beside its attachments in base64 */
export function bodyBudget(settings: MailSettings, attachments: Mail['attachments']): number {
  const attached = attachments.reduce((sum, part) => sum + 400 + Buffer.byteLength(part.content) * 1.4, 0);
  return Math.max(8000, settings.maxBytes - overheadBytes - attached);
}

const maxSubject = 160;

export interface MailContent {
  readonly deliveryKey: string;
  readonly subject: string;
  readonly parts: readonly Part[];
  readonly references: readonly string[];
  readonly attachments: Mail['attachments'];
  /** What it is about: judged changes (when nothing is said), the watch itself, or a subscription that is none yet. */
  readonly about?: 'changes' | 'watch' | 'subscription';
}

/** Puts the footer under a mail's parts and makes the message of them. */
export function mailOf(frame: Frame, content: MailContent): Mail {
  const { words, reader, settings } = frame;
  const unsubscribeUrl = unsubscribeUrlOf(reader, settings);
  const about = content.about ?? 'changes';
  const why: readonly Span[] = about === 'subscription' ? [] : reader.id === 0
    ? [words.whyConfigured, ' ']
    : [words.whyYou(cutLine(visibleLine(reader.name), 80)), ' '];
  const leave: readonly Span[] = about === 'subscription' || reader.id === 0 ? [] : [' ', unsubscribeUrl === null ? words.unsubscribeByReply : { link: words.unsubscribe, url: unsubscribeUrl }];
  const footer: readonly Part[] = [...(about === 'changes' ? [muted(words.notAdvice)] : []), muted(...why, words.automatic, ...leave)];
  const parts = [...content.parts, ...footer];
  const subject = cutLine(visibleLine(content.subject), maxSubject);
  return {
    messageId: messageIdOf(content.deliveryKey, settings.messageIdDomain),
    from: settings.from,
    replyTo: settings.replyTo,
    to: { name: reader.name, address: reader.address },
    subject,
    text: textOfParts(parts, words),
    html: htmlOfParts(parts, subject, frame.language, words),
    references: content.references,
    unsubscribeUrl: about === 'subscription' ? null : unsubscribeUrl,
    attachments: content.attachments,
    date: frame.at,
  };
}
