import type { PolicyName } from '../domain/deadline.ts';
import type { DigestStory } from '../domain/digest.ts';
import type { Follows } from '../domain/subscriber.ts';
import { followsPolicy, weighs } from './follows.ts';

/**
 * A digest as one subscriber follows it: only policies that are followed, and of changes only those on followed topics.
 * How many policies were checked, and the picture of the quarter, stay those of the whole watch.
 */
export function digestFor(story: DigestStory, follows: Follows): DigestStory {
  const followed = (entry: { readonly policy: PolicyName }): boolean => followsPolicy(follows, entry.policy);
  return {
    ...story,
    changes: story.changes.filter((change) => weighs(follows, 'cosmetic', change)),
    coming: story.coming.filter(followed),
    deadlines: story.deadlines.filter(followed),
    health: {
      ...story.health,
      unreachable: story.health.unreachable.filter(followed),
      paused: story.health.paused.filter(followed),
      neverConfirmed: story.health.neverConfirmed.filter(followed),
    },
  };
}
