import type { AlertStory } from '../domain/alert.ts';
import type { Change } from '../domain/change.ts';
import { topicLabels } from '../domain/labels.ts';
import { changeLine, materialOf, worstFirst } from './change-part.ts';
import { safeUrl } from './html.ts';
import type { Part, Span } from './mail-document.ts';
import { list, muted } from './mail-document.ts';
import type { Frame } from './mail-frame.ts';
import { countsOf } from './story-lines.ts';

/** How many changes there are of which weight: "2 changes: 1 material, 1 minor", on the reader's topics and besides. */
export function changesSummed(frame: Frame, story: AlertStory): string {
  const { words, language } = frame;
  const { changes } = story.comparison;
  const own = countsOf(frame, changes);
  if (story.elsewhere === undefined) return `${words.changesCounted(changes.length)}: ${own}.`;
  const { topics, changes: others } = story.elsewhere;
  return `${words.onYourTopics(topics.map((topic) => topicLabels[topic][language]).join(', '), changes.length, own)} ${words.besides(others.length, countsOf(frame, others))}`;
}

/**
 * What changed on topics that the reader does not follow: the material changes on a line each, the others counted.
 * Nothing where all was told already.
 * @param title makes the heading; @param link whether to say where to read them all, where no button does
 */
export function otherTopicsParts(frame: Frame, story: AlertStory, maxLines: number, title: (text: string) => Part, link: boolean): readonly Part[] {
  if (story.elsewhere === undefined) return [];
  const { words, language } = frame;
  const others = worstFirst(story.elsewhere.changes);
  const told = others.filter((change) => change.significance === 'material').slice(0, maxLines);
  const left: readonly Change[] = others.filter((change) => !told.includes(change));
  const url = link ? safeUrl(story.links.comparison) : null;
  const rest: readonly Span[] = [
    ...(left.length === 0 ? [] : [`${told.length === 0 ? words.besides(left.length, countsOf(frame, left)) : `${words.moreInPolicy(left.length, materialOf(left))}.`} `]),
    ...(url === null ? [] : [{ link: words.comparisonLink, url }]),
  ];
  return [title(words.otherTopics), ...(told.length === 0 ? [] : [list(told.map((change) => changeLine(change, language)))]), ...(rest.length === 0 ? [] : [muted(...rest)])];
}
