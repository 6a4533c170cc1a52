import type { PolicyName } from '../domain/deadline.ts';
import type { DigestStory } from '../domain/digest.ts';
import type { Follows } from '../domain/subscriber.ts';
import { followsAll, followsPolicy, followsTopics, weighs } from './follows.ts';

/** A digest as one subscriber follows it: of nothing in it, its counts and picture included, but what is followed. */
export function digestFor(story: DigestStory, follows: Follows): DigestStory {
  if (followsAll(follows)) return story;
  const followed = (entry: { readonly policy: PolicyName }): boolean => followsPolicy(follows, entry.policy);
  return {
    ...story,
    follows,
    changes: story.changes.filter((change) => weighs(follows, 'cosmetic', change)),
    coming: story.coming.filter(followed),
    deadlines: story.deadlines.filter(followed),
    health: {
      watched: story.health.watched.filter(followed),
      unreachable: story.health.unreachable.filter(followed),
      paused: story.health.paused.filter(followed),
      neverConfirmed: story.health.neverConfirmed.filter(followed),
    },
    weeks: story.weeks.map((week) => ({ ...week, changes: week.changes.filter((change) => followed(change) && followsTopics(follows, change.topics)) })),
  };
}
