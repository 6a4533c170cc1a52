import type { AlertStory } from '../domain/alert.ts';
import type { Change, Significance } from '../domain/change.ts';
import { significances } from '../domain/change.ts';
import type { Topic } from '../domain/clause.ts';
import type { PolicyName } from '../domain/deadline.ts';
import type { Follows, Subscriber } from '../domain/subscriber.ts';

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

function anyOf(wanted: readonly string[], has: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const set = new Set(has.map(folded));
  return wanted.some((value) => set.has(folded(value)));
}

/** Whether the policy is one that is followed, its topics left aside. */
export function followsPolicy(follows: Follows, policy: PolicyName): boolean {
  return anyOf(follows.vendors, [policy.vendorSlug, policy.vendorName])
    && anyOf(follows.policyTypes, [policy.policyType])
    && anyOf(follows.tags, [...policy.vendorTags, ...policy.policyTags]);
}

/** Whether any of the topics is followed. */
export function followsTopics(follows: Follows, topics: readonly Topic[]): boolean {
  return anyOf(follows.topics, topics);
}

export function followsAll(follows: Follows): boolean {
  return [follows.vendors, follows.policyTypes, follows.tags, follows.topics].every((wanted) => wanted.length === 0);
}

/** The changes on the topics that are followed. */
function followedChanges(follows: Follows, changes: readonly Change[]): readonly Change[] {
  return changes.filter((change) => followsTopics(follows, change.topics));
}

/** @returns whether `one` weighs at least as much as `other` */
function atLeast(one: Significance, other: Significance): boolean {
  return significances.indexOf(one) >= significances.indexOf(other);
}

/** Someone whom a mail may be sent to at all. */
export function mayBeMailed(subscriber: Subscriber): boolean {
  return subscriber.confirmedAt !== null && subscriber.suspendedAt === null && subscriber.removedAt === null;
}

/** A change set as far as the choice of its readers needs it. */
export type Followed = Pick<AlertStory, 'policy'> & { readonly comparison: Pick<AlertStory['comparison'], 'changes' | 'overall'> };

/** Whether a change set on what is followed weighs enough; one without any clause changed counts by its overall weight. */
export function weighs(follows: Follows, from: Significance, story: Followed): boolean {
  if (!followsPolicy(follows, story.policy)) return false;
  const changes = followedChanges(follows, story.comparison.changes);
  if (story.comparison.changes.length === 0) return follows.topics.length === 0 && atLeast(story.comparison.overall.significance, from);
  return changes.some((change) => atLeast(change.significance, from));
}

/** How a subscriber hears of a change set: at once, with the next digest, or not at all. */
export function hearsOf(subscriber: Subscriber, story: Followed): 'at-once' | 'digest' | 'never' {
  if (!mayBeMailed(subscriber)) return 'never';
  if (subscriber.alertFrom !== null && weighs(subscriber.follows, subscriber.alertFrom, story)) return 'at-once';
  return subscriber.digest && weighs(subscriber.follows, 'cosmetic', story) ? 'digest' : 'never';
}
