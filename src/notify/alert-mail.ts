import { createHash } from 'node:crypto';
import type { AlertStory, VersionFacts } from '../domain/alert.ts';
import type { Change, Significance } from '../domain/change.ts';
import { significances } from '../domain/change.ts';
import type { Mail } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import type { MailSettings } from '../domain/mail-settings.ts';
import { calendarAttachment } from './calendar.ts';
import { changeLine, changePart, worstFirst } from './change-part.ts';
import { deadlineBox } from './deadline-parts.ts';
import type { MakeHeading, Part, Span } from './mail-document.ts';
import { heading, lead, list, muted, paragraph, subheading } from './mail-document.ts';
import type { Frame, Reader } from './mail-frame.ts';
import { bodyBudget, bytesOf, effectiveWords, frameOf, mailOf, policyTitle, readerKey } from './mail-frame.ts';
import { safeUrl } from './html.ts';
import { threadIdOf } from './message-id.ts';
import { mailLimits } from './redline.ts';
import { changesSummed, otherTopicsParts } from './other-topics.ts';
import { fitStories } from './story-lines.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';

/** Shares of what a story may take: whole redlines up to the first, then headlines up to the second. */
const redlineShare = 0.8;
const headlineShare = 0.94;

const countOf = (changes: readonly Change[], significance: Significance): number => changes.filter((change) => change.significance === significance).length;

function versionLines(frame: Frame, title: string, facts: VersionFacts): readonly Span[] {
  const { words, dates } = frame;
  const stated = [
    ...(facts.updatedDate === null ? [] : [words.statedUpdated(dates.day(facts.updatedDate))]),
    ...(facts.effectiveDate === null ? [] : [words.statedEffective(dates.day(facts.effectiveDate))]),
  ];
  const seen = [words.firstSeen(dates.moment(facts.firstSeenAt)), ...(facts.confirmedAt === facts.firstSeenAt ? [] : [words.confirmed(dates.moment(facts.confirmedAt))])];
  return [{ strong: title }, ` – ${[...seen, ...(stated.length === 0 ? [words.noStatedDate] : stated)].join('; ')}`];
}

function linkItems(frame: Frame, story: AlertStory): readonly (readonly Span[])[] {
  const { words } = frame;
  const items: readonly (readonly [string, string | null])[] = [
    [words.comparisonLink, story.links.comparison],
    [words.captureLink, story.links.capture],
    [words.vendorLink, story.links.vendorPage],
    [words.previewLink, story.announcement?.previewUrl ?? null],
  ];
  return items.filter(([, url]) => safeUrl(url) !== null).map(([label, url]) => [{ link: label, url }]);
}

const maxQuote = 400;

/** What stands around a story's changes: dates, links, what was not judged, what else to know. */
function aroundParts(frame: Frame, story: AlertStory, head: MakeHeading): readonly Part[] {
  const { words, language } = frame;
  const links = linkItems(frame, story);
  const notJudged = story.notJudged.map((note) => note[language]);
  return [
    ...(story.notes.length === 0 ? [] : [head(words.goodToKnow), list(story.notes.map((note) => [cutLine(visibleLine(note[language]), maxQuote)]))]),
    ...(notJudged.length === 0 ? [] : [head(words.notJudged), list(notJudged.map((note) => [cutLine(visibleLine(note), maxQuote)]))]),
    head(words.dates),
    list([versionLines(frame, words.oldVersion(story.old.number), story.old), versionLines(frame, words.newVersion(story.new.number), story.new), ...links]),
    ...(story.links.comparison === null ? [muted(words.noLinks)] : []),
  ];
}

function beforeParts(frame: Frame, story: AlertStory): readonly Part[] {
  const { words } = frame;
  const announced: readonly Part[] = story.announcement === null ? []
    : [{ part: 'paragraph', tone: 'plain', spans: [words.announced] }, { part: 'quote', text: cutLine(visibleLine(story.announcement.quote), maxQuote) }];
  return [...story.deadlines.map((deadline) => deadlineBox(frame, deadline)), ...announced];
}

/** How many changes there are, and how many clauses stand. */
function summary(frame: Frame, story: AlertStory): string {
  const { words } = frame;
  const { changes, unchanged } = story.comparison;
  if (changes.length === 0) return words.noClauseChanged;
  return `${changesSummed(frame, story)} ${words.unchangedClauses(unchanged)}`;
}

interface Told {
  readonly parts: readonly Part[];
  /** Whether any redline stands in them. */
  readonly redlines: boolean;
}

/** A story's changes, the heaviest first, within a number of bytes: redlines, then headlines, then a count. */
function changeParts(frame: Frame, story: AlertStory, budgetBytes: number, head: MakeHeading): Told {
  const { words, language } = frame;
  const { changes } = story.comparison;
  const cosmetic = countOf(changes, 'cosmetic');
  const onlyCosmetic = cosmetic === changes.length;
  const told = worstFirst(changes.filter((change) => onlyCosmetic || change.significance !== 'cosmetic'));
  const parts: Part[] = [];
  let used = 0;
  let next = 0;
  for (let weight: Significance | null = null; next < told.length; next += 1) {
    const change = told[next];
    if (change === undefined) break;
    const group: readonly Part[] = change.significance === weight ? [] : [head(words.significanceTitle[change.significance])];
    const added = [...group, changePart(change, story.comparison.language, language, words, mailLimits)];
    const bytes = bytesOf(added, words);
    if (used + bytes > budgetBytes * redlineShare) break;
    weight = change.significance;
    used += bytes;
    parts.push(...added);
  }
  const redlines = next > 0;
  const lines: (readonly Span[])[] = [];
  for (; next < told.length; next += 1) {
    const change = told[next];
    if (change === undefined) break;
    const item = changeLine(change, language);
    const bytes = bytesOf([list([item])], words);
    if (used + bytes > budgetBytes * headlineShare) break;
    used += bytes;
    lines.push(item);
  }
  if (lines.length > 0) parts.push(head(words.alsoChanged), list(lines));
  const left = told.slice(next);
  if (left.length > 0) parts.push({ part: 'paragraph', tone: 'plain', spans: [{ strong: words.leftOut(left.length, countOf(left, 'material')) }] });
  if (cosmetic > 0 && !onlyCosmetic) parts.push(muted(words.cosmeticOnlyCounted(cosmetic)));
  return { parts, redlines };
}

const button = (frame: Frame, story: AlertStory): readonly Part[] =>
  (story.links.comparison === null ? [] : [{ part: 'button', url: story.links.comparison, label: frame.words.readAll }]);

/** Material changes on topics that the reader does not follow: more than these tell of a policy written anew. */
const maxOtherLines = 10;

function singleParts(frame: Frame, story: AlertStory, budgetBytes: number): readonly Part[] {
  const { words, language } = frame;
  const top: readonly Part[] = [
    { part: 'title', over: policyTitle(story.policy, language), text: cutLine(visibleLine(story.comparison.overall.headline[language]), 220) },
    lead(summary(frame, story)),
    ...beforeParts(frame, story),
  ];
  const around = [...otherTopicsParts(frame, story, maxOtherLines, heading, false), ...button(frame, story), ...aroundParts(frame, story, heading)];
  const told = changeParts(frame, story, budgetBytes - bytesOf([...top, ...around], words), heading);
  const key: readonly Part[] = told.redlines ? [{ part: 'redline-key' }] : [];
  return [...top, ...key, ...told.parts, ...around];
}

/** The same where many stories share a mail: lines instead of lists. */
function aroundBriefly(frame: Frame, story: AlertStory): readonly Part[] {
  const { words, language, dates } = frame;
  const stated = story.new.effectiveDate === null ? '' : `; ${effectiveWords(frame, story.new.effectiveDate)}`;
  return [
    ...story.notes.map((note) => muted(cutLine(visibleLine(note[language]), maxQuote))),
    ...story.notJudged.map((note) => muted(`${words.notJudged}: `, cutLine(visibleLine(note[language]), maxQuote))),
    muted(words.newVersion(story.new.number), ', ', words.firstSeen(dates.moment(story.new.firstSeenAt)), stated),
    ...linkItems(frame, story).slice(0, 1).map((link) => paragraph(...link)),
  ];
}

/** Up to this many stories each have their dates and links in full. */
const fewStories = 5;

function waveParts(frame: Frame, stories: readonly AlertStory[], title: string, budgetBytes: number): readonly Part[] {
  const { words, language } = frame;
  const intro: readonly Part[] = [{ part: 'title', over: words.product, text: title }, lead(words.waveIntro(stories.length)), { part: 'redline-key' }];
  const tell = (story: AlertStory, bytes: number): readonly Part[] => {
    const top: readonly Part[] = [
      heading(policyTitle(story.policy, language)),
      lead({ strong: cutLine(visibleLine(story.comparison.overall.headline[language]), 220) }),
      paragraph(summary(frame, story)),
      ...beforeParts(frame, story),
    ];
    const around = stories.length <= fewStories
      ? [...otherTopicsParts(frame, story, maxOtherLines, subheading, true), ...aroundParts(frame, story, subheading)]
      : [...otherTopicsParts(frame, story, 0, subheading, false), ...aroundBriefly(frame, story)];
    return [...top, ...changeParts(frame, story, bytes - bytesOf([...top, ...around], words), subheading).parts, ...around];
  };
  return [...intro, ...fitStories(frame, stories, budgetBytes - bytesOf(intro, words), heading, tell)];
}

const weight = (story: AlertStory): number => significances.indexOf(story.comparison.overall.significance);

function byWeightThenVendor(left: AlertStory, right: AlertStory): number {
  return weight(right) - weight(left) || left.policy.vendorName.localeCompare(right.policy.vendorName, 'nl', { numeric: true }) || left.policy.policySlug.localeCompare(right.policy.policySlug) || left.new.number - right.new.number;
}

/** The delivery's key: the same for the same change sets and receiver, in whatever order they come. */
export function alertKey(stories: readonly Pick<AlertStory, 'key'>[], reader: Pick<Reader, 'id' | 'address'>): string {
  const keys = stories.map((story) => story.key).toSorted();
  const subject = keys.length === 1 ? (keys[0] ?? '') : createHash('sha256').update(JSON.stringify(keys)).digest('hex');
  return `alert:${subject}:${readerKey(reader)}`;
}

function threadOf(stories: readonly AlertStory[], frame: Frame): readonly string[] {
  const policies = new Set(stories.map((story) => story.policy.policySlug));
  const vendors = new Set(stories.map((story) => story.policy.vendorSlug));
  const domain = frame.settings.messageIdDomain;
  if (policies.size === 1) return [...policies].map((slug) => threadIdOf(`policy:${slug}`, domain));
  return vendors.size === 1 ? [...vendors].map((slug) => threadIdOf(`vendor:${slug}`, domain)) : [];
}

/** A name longer than this is no name; the wave's title stands in the mail's body too. */
const maxVendorName = 80;

/**
 * The mail that tells one subscriber of one change set, or of several that came at one time.
 * @param stories at least one; @param at when the mail is composed
 */
export function renderAlert(stories: readonly AlertStory[], reader: Reader, settings: MailSettings, at: Instant): Mail {
  const frame = frameOf(reader, settings, at);
  const sorted = stories.toSorted(byWeightThenVendor);
  const [first, ...others] = sorted;
  if (first === undefined) throw new RangeError('An alert needs a story.');
  const { words, language } = frame;
  const material = sorted.filter((story) => story.comparison.overall.significance === 'material').length;
  const headline = visibleLine(first.comparison.overall.headline[language]);
  const oneVendor = sorted.every((story) => story.policy.vendorSlug === first.policy.vendorSlug);
  const wave = words.waveSubject(sorted.length, material);
  const waveSubject = oneVendor ? `${cutLine(visibleLine(first.policy.vendorName), maxVendorName)}: ${wave}` : wave;
  const subject = others.length === 0 ? `${policyTitle(first.policy, language)}: ${headline}` : waveSubject;
  const attachments = calendarAttachment(sorted.flatMap((story) => story.deadlines), frame);
  const budget = bodyBudget(settings, attachments);
  return mailOf(frame, {
    deliveryKey: alertKey(sorted, reader),
    subject,
    parts: others.length === 0 ? singleParts(frame, first, budget) : waveParts(frame, sorted, subject, budget),
    references: threadOf(sorted, frame),
    attachments,
  });
}
