import type { AlertStory } from '../domain/alert.ts';
import type { Change, Significance } from '../domain/change.ts';
import { changePart, lineGroups, worstFirst } from './change-part.ts';
import { cutLine } from './cut-line.ts';
import { safeUrl } from './html.ts';
import type { Part, Span } from './mail-document.ts';
import { heading, list, muted, paragraph } from './mail-document.ts';
import type { Frame } from './mail-frame.ts';
import { bytesOf, effectiveWords, policyTitle } from './mail-frame.ts';
import type { RedlineLimits } from './redline.ts';
import { otherTopicsParts } from './other-topics.ts';
import { fitStories, heaviestFirst } from './story-lines.ts';
import { visibleLine } from '../domain/visible-text.ts';

/** A digest is skimmed: half the context of an alert, and of a long passage its beginning and end. */
const digestLimits: RedlineLimits = { context: 8, opening: 6, run: 60, pieces: 30 };
/** Each material change keeps a line of its own, but for policies that were written anew. */
const maxMaterialLines = 25;
const maxMinorLines = 8;
/** Material changes on topics that the reader does not follow. */
const maxOtherLines = 5;
/** What a policy gives up, step by step, where there is no room: redlines but one, the minor lines, then that one too. */
const shorter: readonly (readonly [redlines: number, minors: number])[] = [...[5, 4, 3, 2, 1].map((redlines) => [redlines, maxMinorLines] as const), [1, 0], [0, maxMinorLines]];
const maxHeadline = 220;
const maxNote = 260;

function sortedBy(stories: readonly AlertStory[]): readonly AlertStory[] {
  return stories.toSorted((left, right) => left.policy.vendorName.localeCompare(right.policy.vendorName, 'nl', { numeric: true })
    || left.policy.policySlug.localeCompare(right.policy.policySlug) || left.new.number - right.new.number);
}

/** @param redlines how many of the material changes are shown with their words; @param minors how many lines the minor ones get */
function storyParts(frame: Frame, story: AlertStory, redlines: number, minors: number): readonly Part[] {
  const { words, language } = frame;
  const { changes, overall } = story.comparison;
  const of = (weight: Significance): readonly Change[] => worstFirst(changes.filter((change) => change.significance === weight));
  const [material, minor, cosmetic] = [of('material'), of('minor'), of('cosmetic')];
  const shown = material.slice(0, redlines);
  const told = material.slice(redlines, redlines + maxMaterialLines);
  const minorGroups = lineGroups(minor, language, words).map((group) => ({ ...group, lines: group.lines.slice(0, minors) })).filter((group) => group.lines.length > 0);
  const groups = [...lineGroups(told, language, words), ...minorGroups];
  const materialLeft = material.length - shown.length - told.length;
  const left = materialLeft + minor.length - minorGroups.flatMap((group) => group.lines).reduce((sum, one) => sum + one.changes, 0);
  const [comparison, vendorPage] = [safeUrl(story.links.comparison), safeUrl(story.links.vendorPage)];
  const linked: readonly Span[] = comparison !== null ? [{ link: words.comparisonLink, url: comparison }] : vendorPage !== null ? [{ link: words.vendorLink, url: vendorPage }] : [];
  const dates = [
    words.versionStep(story.old.number, story.new.number, frame.dates.dayAt(story.new.confirmedAt)),
    ...(story.new.effectiveDate === null ? [] : [effectiveWords(frame, story.new.effectiveDate)]),
  ].join('; ');
  const others = otherTopicsParts(frame, story, redlines > 0 ? maxOtherLines : 0, (text) => paragraph({ strong: text }), true);
  const alone = changes.length === 1 && shown.length + told.length === 1;
  return [
    { part: 'subheading', spans: [{ source: policyTitle(story.policy, language) }] },
    muted(dates),
    ...(alone ? [] : [paragraph({ source: cutLine(visibleLine(overall.headline[language]), maxHeadline) })]),
    ...shown.map((change) => changePart(change, story.comparison.language, language, words, digestLimits)),
    ...groups.flatMap(({ name, lines }) => [paragraph({ strong: name }), list(lines.map((one) => one.spans))]),
    ...(left === 0 ? [] : [muted(materialLeft > 0 ? words.moreInPolicy(left, materialLeft) : words.moreMinor(left))]),
    ...(cosmetic.length === 0 ? [] : [muted(words.cosmeticOnlyCounted(cosmetic.length))]),
    ...others,
    ...story.notes.map((note) => muted(cutLine(visibleLine(note[language]), maxNote))),
    ...story.notJudged.map((note) => muted(`${words.notJudged}: `, cutLine(visibleLine(note[language]), maxNote))),
    ...(linked.length === 0 || (others.length > 0 && comparison !== null) ? [] : [muted(...linked)]),
  ];
}

/** All changed policies, the heaviest group first; where they do not fit whole, they lose redlines, then the lighter ones all but a line. */
export function changesParts(frame: Frame, stories: readonly AlertStory[], budgetBytes: number): readonly Part[] {
  const { words } = frame;
  const ordered = heaviestFirst.flatMap((weight) => sortedBy(stories.filter((story) => story.comparison.overall.significance === weight)));
  const firsts = new Set(heaviestFirst.map((weight) => ordered.find((story) => story.comparison.overall.significance === weight)));
  const key: Part = { part: 'redline-key' };
  const told = fitStories(frame, ordered, budgetBytes - bytesOf([key], words), heading, (story, bytes) => {
    const weight = story.comparison.overall.significance;
    const top = firsts.has(story) ? [heading(words.significanceTitle[weight])] : [];
    for (const [redlines, minors] of shorter) {
      const parts = [...top, ...storyParts(frame, story, redlines, minors)];
      if (bytesOf(parts, words) <= bytes) return parts;
    }
    return [...top, ...storyParts(frame, story, 0, 0)];
  });
  return told.some((part) => part.part === 'change') ? [key, ...told] : told;
}
