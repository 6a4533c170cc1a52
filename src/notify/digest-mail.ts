import { Temporal } from 'temporal-polyfill';
import type { AlertStory } from '../domain/alert.ts';
import type { Change, Significance } from '../domain/change.ts';
import type { Deadline, PolicyName } from '../domain/deadline.ts';
import type { Mail } from '../domain/delivery.ts';
import type { ComingEvent, DigestStory, WatchHealth } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { MailSettings } from '../domain/mail-settings.ts';
import { calendarAttachment } from './calendar.ts';
import { changeLine, changePart, materialOf } from './change-part.ts';
import { deadlineBox } from './deadline-parts.ts';
import type { Part, Span } from './mail-document.ts';
import { heading, lead, list, muted, paragraph } from './mail-document.ts';
import { dateWords } from './mail-dates.ts';
import type { Frame, Reader } from './mail-frame.ts';
import { bodyBudget, bytesOf, frameOf, mailOf, policyTitle, readerKey } from './mail-frame.ts';
import { threadIdOf } from './message-id.ts';
import type { RedlineLimits } from './redline.ts';
import { fitStories, heaviestFirst } from './story-lines.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';
import { zoned } from './zone.ts';

/** A digest is skimmed: half the context of an alert, and of a long passage its beginning and end. */
const digestLimits: RedlineLimits = { context: 8, opening: 6, run: 60, pieces: 30 };
const maxRedlinesOfPolicy = 5;
const maxLinesOfPolicy = 5;
const maxListed = 25;
const maxDeadlines = 12;
const maxQuote = 260;

function sortedBy(stories: readonly AlertStory[]): readonly AlertStory[] {
  return stories.toSorted((left, right) => left.policy.vendorName.localeCompare(right.policy.vendorName, 'nl', { numeric: true })
    || left.policy.policySlug.localeCompare(right.policy.policySlug) || left.new.number - right.new.number);
}

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

function leadOf(frame: Frame, story: DigestStory): Part {
  const { words } = frame;
  if (story.changes.length === 0) return lead(story.health.watched === 0 ? words.nothingWatched : words.quietLong(story.health.checked));
  const { material, minor, cosmetic } = counts(story.changes);
  return lead(`${words.policiesChanged(story.changes.length)}: ${words.changesSummary(material, minor, cosmetic)}. ${words.checkedOf(story.health.checked, story.health.watched)}`);
}

/** @param redlines how many of the material changes are shown with their words */
function storyParts(frame: Frame, story: AlertStory, redlines: number): readonly Part[] {
  const { words, language } = frame;
  const { changes, overall } = story.comparison;
  const of = (weight: Significance): readonly Change[] => changes.filter((change) => change.significance === weight);
  const [material, minor, cosmetic] = [of('material'), of('minor'), of('cosmetic')];
  const shown = material.slice(0, redlines);
  const rest = [...material.slice(redlines), ...minor];
  const lines = rest.slice(0, maxLinesOfPolicy);
  const more = rest.slice(maxLinesOfPolicy);
  const { comparison, vendorPage } = story.links;
  const linked: readonly Span[] = comparison !== null ? [{ link: words.comparisonLink, url: comparison }] : vendorPage !== null ? [{ link: words.vendorLink, url: vendorPage }] : [];
  const dates = [
    frame.dates.dayAt(story.new.confirmedAt),
    ...(story.new.effectiveDate === null ? [] : [words.effectiveInline(frame.dates.day(story.new.effectiveDate))]),
  ].join('; ');
  const alone = changes.length === 1 && lines.length + shown.length === 1;
  return [
    { part: 'subheading', spans: [{ source: policyTitle(story.policy, language) }] },
    ...(alone ? [] : [paragraph({ source: cutLine(visibleLine(overall.headline[language]), 220) })]),
    muted(dates),
    ...shown.map((change) => changePart(change, story.comparison.language, language, words, digestLimits)),
    ...(lines.length === 0 ? [] : [list([
      ...lines.map((change) => changeLine(change, language, words)),
      ...(more.length > 0 ? [[words.moreInPolicy(more.length, materialOf(more))]] : []),
    ])]),
    ...(cosmetic.length === 0 ? [] : [muted(words.cosmeticOnlyCounted(cosmetic.length))]),
    ...story.notes.map((note) => muted(cutLine(visibleLine(note[language]), maxQuote))),
    ...story.notJudged.map((note) => muted(`${words.notJudged}: `, cutLine(visibleLine(note[language]), maxQuote))),
    ...(linked.length === 0 ? [] : [muted(...linked)]),
  ];
}

/** All changed policies, the heaviest group first; where they do not fit whole, they lose redlines, then the lighter ones all but a line. */
function changesParts(frame: Frame, stories: readonly AlertStory[], budgetBytes: number): readonly Part[] {
  const { words } = frame;
  const ordered = heaviestFirst.flatMap((weight) => sortedBy(stories.filter((story) => story.comparison.overall.significance === weight)));
  const firsts = new Set(heaviestFirst.map((weight) => ordered.find((story) => story.comparison.overall.significance === weight)));
  return fitStories(frame, ordered, budgetBytes, heading, (story, bytes) => {
    const weight = story.comparison.overall.significance;
    const top = firsts.has(story) ? [heading(words.significanceTitle[weight])] : [];
    for (let redlines = maxRedlinesOfPolicy; redlines > 0; redlines -= 1) {
      const parts = [...top, ...storyParts(frame, story, redlines)];
      if (bytesOf(parts, words) <= bytes) return parts;
    }
    return [...top, ...storyParts(frame, story, 0)];
  });
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
    { strong: event.on === null ? words.dayUnknown : dates.day(event.on) }, ' – ', { link: policyTitle(event.policy, language), url: event.url },
    ...(event.quote === '' ? [` (${words.deadlineKind.effective.toLowerCase()})`] : [': “', { source: cutLine(visibleLine(event.quote), maxQuote) }, '”']),
    ...(event.previewUrl === null ? [] : [' ', { link: words.previewLink, url: event.previewUrl }]),
  ]);
  return [heading(words.coming), list([...items, ...(sorted.length > maxListed ? [[words.listLeftOut(sorted.length - maxListed)]] : [])])];
}

function watchList(frame: Frame, title: string, entries: readonly { readonly policy: PolicyName; readonly said: string }[]): readonly Part[] {
  if (entries.length === 0) return [];
  const items = entries.slice(0, maxListed).map((entry): readonly Span[] => [{ source: policyTitle(entry.policy, frame.language) }, `, ${entry.said}`]);
  return [paragraph({ strong: `${title} (${entries.length})` }), list([...items, ...(entries.length > maxListed ? [[frame.words.listLeftOut(entries.length - maxListed)]] : [])])];
}

function healthParts(frame: Frame, health: WatchHealth): readonly Part[] {
  const { words, dates } = frame;
  const failed = health.unreachable.map((entry) => ({ policy: entry.policy, said: `${words.unreachableSince(dates.moment(entry.since))}: ${cutLine(visibleLine(entry.reason[frame.language]), maxQuote)}` }));
  return [
    heading(words.health),
    paragraph(health.watched === 0 ? words.nothingWatched : words.checkedOf(health.checked, health.watched)),
    ...watchList(frame, words.unreachable, failed),
    ...(failed.length === 0 ? [] : [muted(words.gapNote)]),
    ...watchList(frame, words.neverConfirmed, health.neverConfirmed.map((entry) => ({ policy: entry.policy, said: words.watchedSince(dates.dayAt(entry.since)) }))),
    ...watchList(frame, words.paused, health.paused.map((entry) => ({ policy: entry.policy, said: words.pausedSince(dates.dayAt(entry.since)) }))),
  ];
}

function quarterParts(frame: Frame, story: DigestStory): readonly Part[] {
  const { words } = frame;
  const total = story.weeks.reduce((sum, week) => sum + week.material + week.minor + week.cosmetic, 0);
  if (story.weeks.length === 0) return [];
  if (total === 0) return [heading(words.quarter), paragraph(words.quarterNone)];
  const material = story.weeks.reduce((sum, week) => sum + week.material, 0);
  const busiest = story.weeks.reduce((most, week) => (week.material + week.minor + week.cosmetic > most.material + most.minor + most.cosmetic ? week : most));
  const monday = Temporal.PlainDate.from(busiest.monday);
  const caption = words.quarterAlt(total, material, words.week(monday.weekOfYear ?? 0, monday.yearOfWeek ?? monday.year));
  return [heading(words.quarter), { part: 'weeks', weeks: story.weeks, caption }];
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
    { part: 'title', over: `${words.rhythm[story.rhythm]} · ${period}`, text: words.digestTitle[story.rhythm] },
    ...(story.missed > 0 ? [muted(words.missedDigests(story.missed))] : []),
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
    ...healthParts(frame, story.health),
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
