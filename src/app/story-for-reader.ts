import type { AlertStory } from '../domain/alert.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { overall } from '../diff/overall.ts';
import { followsTopics } from '../notify/follows.ts';

/**
 * A change set as one subscriber follows it. Whoever follows topics reads of those first, and the headline, the weight
 * and the counts are theirs. The rest is not dropped: which topic a clause is about is our judgement and may be wrong,
 * and a clause elsewhere may undo what is read here. So what is material there keeps a line, and the lighter changes are counted.
 */
export function storyForReader(story: AlertStory, { follows }: Pick<Subscriber, 'follows'>): AlertStory {
  const { changes } = story.comparison;
  const own = changes.filter((change) => followsTopics(follows, change.topics));
  // Wishes may have changed since the alert was noted: then all is told.
  if (own.length === 0 || own.length === changes.length) return story;
  const others = changes.filter((change) => !followsTopics(follows, change.topics));
  return { ...story, comparison: { ...story.comparison, changes: own, overall: overall(own, story.comparison.language) }, elsewhere: { topics: follows.topics, changes: others } };
}
