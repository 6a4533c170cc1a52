import { Temporal } from 'temporal-polyfill';
import type { AlertStory } from '../domain/alert.ts';
import type { Significance } from '../domain/change.ts';
import type { Deadline, PolicyName } from '../domain/deadline.ts';
import type { Mail } from '../domain/delivery.ts';
import type { ComingEvent, DigestStory } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import { epochMsOf } from '../domain/instant.ts';
import { policyTypeLabel, topicLabels } from '../domain/labels.ts';
import type { MailSettings } from '../domain/mail-settings.ts';
import type { Follows } from '../domain/subscriber.ts';
import { calendarAttachment } from './calendar.ts';
import { deadlineBox } from './deadline-parts.ts';
import { changesParts } from './digest-changes.ts';
import type { Part, Span, WeekCount } from './mail-document.ts';
import { heading, lead, list, muted, paragraph } from './mail-document.ts';
import { dateWords } from './mail-dates.ts';
import type { Frame, Reader } from './mail-frame.ts';
import { bodyBudget, bytesOf, frameOf, mailOf, policyTitle, readerKey } from './mail-frame.ts';
import { totalOf } from './mail-text.ts';
import { threadIdOf } from './message-id.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';
import { zoned } from './zone.ts';

const maxListed = 25;
const maxDeadlines = 12;
const maxQuote = 260;

function counts(stories: readonly AlertStory[]): Readonly<Record<Significance, number>> {
  const of = (weight: Significance): number => stories.filter((story) => story.comparison.overall.significance === weight).length;
  return { material: of('material'), minor: of('minor'), cosmetic: of('cosmetic') };
}

/** The period as people call it: a week by its number, a day by its date, else from and until. */
function periodName(frame: Frame, story: DigestStory): string {
  const since = zoned(story.since, story.timeZone);
  const until = zoned(story.until, story.timeZone);
  const dates = dateWords(frame.words.locale, story.timeZone);
  const hours = since.until(until, { largestUnit: 'hours' }).hours;
  if (story.rhythm === 'weekly' && story.missed === 0 && hours >= 160 && hours <= 176) {
    const middle = since.add({ days: 3 });
    return frame.words.week(middle.weekOfYear ?? 0, middle.yearOfWeek ?? middle.year);
  }
  if (story.rhythm === 'daily' && story.missed === 0) return dates.dayAt(story.since);
  return `${dates.dayAt(story.since)} – ${dates.dayAt(story.until)}`;
}

/** A window that somebody must still decide on; days on which a wording takes effect are told as coming. */
function isOpen(deadline: Deadline): boolean {
  return deadline.kind === 'objection' && deadline.decision === null;
}

function summaryOf(frame: Frame, story: DigestStory): string {
  const { words } = frame;
  const { material, minor, cosmetic } = counts(story.changes);
  const open = story.deadlines.filter(isOpen).length;
  return [
    ...(open === 0 ? [] : [words.toDecideCount(open)]),
    story.changes.length === 0 ? words.quiet : words.changesSummary(material, minor, cosmetic),
    ...(story.health.unreachable.length === 0 ? [] : [words.unreachableCount(story.health.unreachable.length)]),
  ].join(', ');
}

/** How much of what should have been checked was. */
function checkedWords(frame: Frame, story: DigestStory, words: (checked: number, watched: number, yours: boolean) => string): string {
  const { watched, paused } = story.health;
  const yours = story.follows !== null;
  if (watched.length > 0) return words(watched.filter((one) => one.checked).length, watched.length, yours);
  if (paused.length > 0) return frame.words.allPaused(paused.length);
  return yours ? frame.words.nothingFollowed : frame.words.nothingWatched;
}

function leadOf(frame: Frame, story: DigestStory): Part {
  const { words } = frame;
  if (story.changes.length === 0) return lead(checkedWords(frame, story, words.quietLong));
  const { material, minor, cosmetic } = counts(story.changes);
  const policies = new Set(story.changes.map((change) => change.policy.policySlug)).size;
  return lead(`${words.policiesChanged(policies, story.changes.length)}: ${words.changesSummary(material, minor, cosmetic)}. ${checkedWords(frame, story, words.checkedOf)}`);
}

/** What the reader follows, field by field, as the digest's own limits. */
function followsLine(frame: Frame, follows: Follows): string {
  const { words, language } = frame;
  const named: readonly (readonly [string, readonly string[]])[] = [
    [words.followed.vendors, follows.vendors],
    [words.followed.policyTypes, follows.policyTypes.map((type) => policyTypeLabel(type)[language])],
    [words.followed.tags, follows.tags],
    [words.followed.topics, follows.topics.map((topic) => topicLabels[topic][language])],
  ];
  return words.youFollow(named.filter(([, values]) => values.length > 0).map(([name, values]) => `${name} ${cutLine(values.map(visibleLine).join(', '), maxQuote)}`).join('; '));
}

/** A digest that leaves this long after its moment says so. */
const lateMs = 3 * 3_600_000;

/** What a reader should know of the digest itself: late, over several periods, or of a part of the watch. */
function aboutParts(frame: Frame, story: DigestStory): readonly Part[] {
  const { words } = frame;
  const late = story.rhythm !== 'custom' && epochMsOf(frame.at) - epochMsOf(story.until) > lateMs;
  return [
    ...(late ? [muted(words.late(dateWords(words.locale, story.timeZone).moment(story.until)))] : []),
    ...(story.missed > 0 ? [muted(words.missedDigests(story.missed))] : []),
    ...(story.follows === null ? [] : [muted(followsLine(frame, story.follows))]),
  ];
}

function comingParts(frame: Frame, story: DigestStory): readonly Part[] {
  const { words, dates, language } = frame;
  const effective = story.deadlines.filter((deadline) => deadline.kind === 'effective')
    .map((deadline): ComingEvent => ({ policy: deadline.policy, on: deadline.dueOn, quote: deadline.quote ?? '', previewUrl: null, url: deadline.url }));
  const known = new Set(story.coming.map((event) => `${event.policy.policySlug} ${event.on}`));
  const sorted = [...story.coming, ...effective.filter((event) => !known.has(`${event.policy.policySlug} ${event.on}`))]
    .toSorted((left, right) => (left.on ?? '9999').localeCompare(right.on ?? '9999'));
  if (sorted.length === 0) return [];
  const items = sorted.slice(0, maxListed).map((event): readonly Span[] => [
    { strong: event.on === null ? words.dayUnknown : dates.day(event.on) }, ' – ', { source: policyTitle(event.policy, language) },
    ...(event.quote === '' ? [` (${words.deadlineKind.effective.toLowerCase()})`] : [': “', { source: cutLine(visibleLine(event.quote), maxQuote) }, '”']),
    ...(event.previewUrl !== null ? [' ', { link: words.previewLink, url: event.previewUrl }] : event.url !== null ? [' ', { link: words.readOn, url: event.url }] : []),
  ]);
  return [heading(words.coming), list([...items, ...(sorted.length > maxListed ? [[words.listLeftOut(sorted.length - maxListed)]] : [])])];
}

function watchList(frame: Frame, title: string, entries: readonly { readonly policy: PolicyName; readonly said: string }[]): readonly Part[] {
  if (entries.length === 0) return [];
  const items = entries.slice(0, maxListed).map((entry): readonly Span[] => [{ source: policyTitle(entry.policy, frame.language) }, `, ${entry.said}`]);
  return [paragraph({ strong: `${title} (${entries.length})` }), list([...items, ...(entries.length > maxListed ? [[frame.words.listLeftOut(entries.length - maxListed)]] : [])])];
}

function healthParts(frame: Frame, story: DigestStory): readonly Part[] {
  const { words, dates } = frame;
  const { health } = story;
  const failed = health.unreachable.map((entry) => ({ policy: entry.policy, said: `${words.unreachableSince(dates.moment(entry.since))}: ${cutLine(visibleLine(entry.reason[frame.language]), maxQuote)}` }));
  return [
    heading(words.health),
    paragraph(checkedWords(frame, story, words.checkedOf)),
    ...watchList(frame, words.unreachable, failed),
    ...(failed.length === 0 ? [] : [muted(words.gapNote)]),
    ...watchList(frame, words.neverConfirmed, health.neverConfirmed.map((entry) => ({ policy: entry.policy, said: words.watchedSince(dates.dayAt(entry.since)) }))),
    ...watchList(frame, words.paused, health.paused.map((entry) => ({ policy: entry.policy, said: words.pausedSince(dates.dayAt(entry.since)) }))),
  ];
}

function quarterParts(frame: Frame, story: DigestStory): readonly Part[] {
  const { words } = frame;
  if (story.weeks.length === 0) return [];
  const weeks = story.weeks.map(({ monday, changes }): WeekCount => {
    const of = (weight: Significance): number => changes.filter((change) => change.significance === weight).length;
    return { monday, material: of('material'), minor: of('minor'), cosmetic: of('cosmetic') };
  });
  const total = weeks.reduce((sum, week) => sum + totalOf(week), 0);
  if (total === 0) return [heading(words.quarter), paragraph(words.quarterNone)];
  const material = weeks.reduce((sum, week) => sum + week.material, 0);
  const busiest = weeks.reduce((most, week) => (totalOf(week) > totalOf(most) ? week : most));
  const monday = Temporal.PlainDate.from(busiest.monday);
  const caption = words.quarterAlt(total, material, words.week(monday.weekOfYear ?? 0, monday.yearOfWeek ?? monday.year));
  return [heading(words.quarter), { part: 'weeks', weeks, caption, legend: words.quarterLegend }];
}

/** The delivery's key: one digest of a period for each reader. */
export function digestKey(story: Pick<DigestStory, 'key'>, reader: Pick<Reader, 'id' | 'address'>): string {
  return `digest:${story.key}:${readerKey(reader)}`;
}

/**
 * The mail about a period: what must be decided, what changed by significance and vendor, what is coming, how the watch
 * fared and the quarter in a picture. A silent period has its digest too.
 * @param at when the mail is composed
 */
export function renderDigest(story: DigestStory, reader: Reader, settings: MailSettings, at: Instant): Mail {
  const frame = frameOf(reader, settings, at);
  const { words } = frame;
  const period = periodName(frame, story);
  const zoneDates = dateWords(words.locale, story.timeZone);
  const deadlines = story.deadlines.filter(isOpen).toSorted((left, right) => left.dueOn.localeCompare(right.dueOn));
  const top: readonly Part[] = [
    { part: 'title', over: `${words.rhythm[story.rhythm]} · ${period}`, text: story.changes.length === 0 ? words.unchangedTitle : words.changedTitle },
    ...aboutParts(frame, story),
    ...(deadlines.length === 0 ? [] : [
      heading(words.deadlines),
      ...deadlines.slice(0, maxDeadlines).map((deadline) => deadlineBox(frame, deadline, 'with-policy')),
      ...(deadlines.length > maxDeadlines ? [muted(words.listLeftOut(deadlines.length - maxDeadlines))] : []),
    ]),
    leadOf(frame, story),
  ];
  const bottom: readonly Part[] = [
    ...comingParts(frame, story),
    ...quarterParts(frame, story),
    ...healthParts(frame, story),
    ...(story.url === null ? [] : [{ part: 'button', url: story.url, label: words.openProduct } as const]),
    muted(`${zoneDates.moment(story.since)} – ${zoneDates.moment(story.until)}. `, ...(story.chainHead === null ? [] : [words.evidence(visibleLine(story.chainHead))])),
  ];
  const attachments = calendarAttachment(story.deadlines, frame);
  const changes = changesParts(frame, story.changes, bodyBudget(settings, attachments) - bytesOf([...top, ...bottom], words));
  return mailOf(frame, {
    deliveryKey: digestKey(story, reader),
    subject: words.digestSubject(words.rhythm[story.rhythm], period, summaryOf(frame, story)),
    parts: [...top, ...changes, ...bottom],
    references: [threadIdOf(`digest:${story.rhythm}`, settings.messageIdDomain)],
    attachments,
  });
}
