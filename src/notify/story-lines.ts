import type { AlertStory } from '../domain/alert.ts';
import type { Change, Significance } from '../domain/change.ts';
import { significances } from '../domain/change.ts';
import type { MakeHeading, Part, Span } from './mail-document.ts';
import { list, paragraph } from './mail-document.ts';
import type { Frame } from './mail-frame.ts';
import { bytesOf, policyTitle } from './mail-frame.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';

export const heaviestFirst: readonly Significance[] = significances.toReversed();

/** "1 material, 3 minor" */
export function countsOf(frame: Frame, changes: readonly Change[]): string {
  return heaviestFirst
    .map((weight) => [weight, changes.filter((change) => change.significance === weight).length] as const)
    .filter(([, count]) => count > 0)
    .map(([weight, count]) => frame.words.significanceCount(weight, count))
    .join(', ');
}

/** A story on one line: whose policy, the headline, how many changes of what weight. */
function storyLine(frame: Frame, story: AlertStory): readonly Span[] {
  const others = story.elsewhere?.changes.length ?? 0;
  const counts = [countsOf(frame, story.comparison.changes), ...(others === 0 ? [] : [frame.words.elsewhere(others)])].filter((part) => part !== '').join('; ');
  const headline = cutLine(visibleLine(story.comparison.overall.headline[frame.language]), 140);
  const { comparison } = story.links;
  return [
    { strong: policyTitle(story.policy, frame.language) }, ': ', { source: headline }, counts === '' ? '' : ` (${counts})`,
    ...(comparison === null ? [] : ['. ', { link: frame.words.comparisonLink, url: comparison }]),
  ];
}

/** What a story may take at most while lighter ones still wait for their place. */
const fairBytes = 9000;
/** Less than this holds no redline worth having. */
const leastBytes = 2500;

/**
 * Tells stories within a number of bytes. As many as fit are told at length, in the order given; every other one keeps
 * a line of its own, so that no changed policy goes unnamed while there is room for its name.
 * @param tell a story's parts within so many bytes
 */
export function fitStories(frame: Frame, stories: readonly AlertStory[], budgetBytes: number, head: MakeHeading, tell: (story: AlertStory, bytes: number) => readonly Part[]): readonly Part[] {
  const { words } = frame;
  const lines = stories.map((story) => storyLine(frame, story));
  // One line more of a list takes less than a list of one line.
  const listBytes = bytesOf([list([])], words);
  const lineBytes = lines.map((line) => bytesOf([list([line])], words) - listBytes);
  const parts: Part[] = [];
  let left = budgetBytes - listBytes - bytesOf([head(words.alsoChanged), paragraph(words.policiesLeftOut(stories.length))], words);
  let waiting = lineBytes.reduce((sum, bytes) => sum + bytes, 0);
  let next = 0;
  for (const [index, story] of stories.entries()) {
    waiting -= lineBytes[index] ?? 0;
    const room = left - waiting;
    const share = Math.max(room / (stories.length - index), Math.min(room, fairBytes));
    if (share < leastBytes) break;
    const told = tell(story, share);
    const bytes = bytesOf(told, words);
    if (bytes > room) break;
    parts.push(...told);
    left -= bytes;
    next = index + 1;
  }
  const short: (readonly Span[])[] = [];
  for (; next < stories.length; next += 1) {
    const line = lines[next];
    const bytes = lineBytes[next] ?? 0;
    if (line === undefined || bytes > left) break;
    left -= bytes;
    short.push(line);
  }
  if (short.length > 0) parts.push(head(words.alsoChanged), list(short));
  if (next < stories.length) parts.push(paragraph({ strong: words.policiesLeftOut(stories.length - next) }));
  return parts;
}
