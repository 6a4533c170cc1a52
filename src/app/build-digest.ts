import type { AlertStory } from '../domain/alert.ts';
import type { PolicyName } from '../domain/deadline.ts';
import type { ComingEvent, DigestStory, WatchHealth, WeekOfChanges } from '../domain/digest.ts';
import type { PolicyId } from '../domain/ids.ts';
import { plusMs, type Instant, type IsoDate } from '../domain/instant.ts';
import type { Policy, Vendor } from '../domain/vendor.ts';
import { dayOf } from '../notify/zone.ts';
import { checksBetween } from '../storage/checks.ts';
import { comparisonsBetween, topicsBetween } from '../storage/comparisons.ts';
import type { Db } from '../storage/database.ts';
import { listDeadlines } from '../storage/deadlines.ts';
import { chainHead } from '../storage/ledger.ts';
import { getPolicy, listPolicies, policyPast } from '../storage/policies.ts';
import { getVendor, listVendors } from '../storage/vendors.ts';
import { buildStory, namedDeadline } from './build-story.ts';
import type { AppContext } from './context.ts';
import { policyName } from './policy-name.ts';

export interface DigestRequest {
  readonly key: string;
  readonly rhythm: DigestStory['rhythm'];
  readonly since: Instant;
  readonly until: Instant;
  readonly missed: number;
}

type Watched = readonly { readonly vendor: Vendor; readonly policy: Policy }[];

const dayMs = 86_400_000;
const weeksShown = 13;

/** @returns all that happened in a period, and how the watch itself fared, a silent period included */
export async function buildDigest(context: Pick<AppContext, 'storage' | 'config'>, request: DigestRequest): Promise<DigestStory> {
  const { db } = context.storage;
  const { baseUrl, timeZone } = context.config;
  const vendors = new Map((await listVendors(db)).map((vendor) => [vendor.id, vendor]));
  const watched: Watched = (await listPolicies(db)).flatMap((policy) => {
    const vendor = vendors.get(policy.vendorId);
    return vendor === undefined ? [] : [{ vendor, policy }];
  });
  const changes: AlertStory[] = [];
  for (const { id } of await comparisonsBetween(db, request.since, request.until)) {
    const story = await buildStory(db, id, baseUrl);
    if (story !== null) changes.push(story);
  }
  const byId = new Map(watched.map((entry) => [entry.policy.id, entry]));
  const deadlines = (await listDeadlines(db)).flatMap((deadline) => {
    const entry = byId.get(deadline.policyId);
    return entry === undefined ? [] : [namedDeadline(deadline, entry.vendor, entry.policy, baseUrl)];
  });
  return {
    key: request.key,
    rhythm: request.rhythm,
    since: request.since,
    until: request.until,
    timeZone,
    missed: request.missed,
    follows: null,
    changes,
    coming: await comingEvents(db, watched, dayOf(request.until, timeZone)),
    deadlines: deadlines.filter((deadline) => deadline.decision === null),
    health: await watchHealth(db, watched, request.since, request.until),
    weeks: await weeksOfChanges(db, watched, request.until, timeZone),
    chainHead: await chainHead(db),
    url: baseUrl,
  };
}

async function comingEvents(db: Db, watched: Watched, today: IsoDate): Promise<readonly ComingEvent[]> {
  const events: ComingEvent[] = [];
  for (const { vendor, policy } of watched) {
    const { announced } = await policyPast(db, policy.id);
    if (announced === null || (announced.effectiveDate !== null && announced.effectiveDate < today)) continue;
    events.push({ policy: policyName(vendor, policy), on: announced.effectiveDate, quote: announced.quote, previewUrl: announced.previewUrl, url: policy.source.url });
  }
  return events.toSorted((left, right) => (left.on ?? '9999').localeCompare(right.on ?? '9999'));
}

async function watchHealth(db: Db, watched: Watched, since: Instant, until: Instant): Promise<WatchHealth> {
  const good = new Set<PolicyId>((await checksBetween(db, since, until)).filter((row) => row.good > 0).map((row) => row.policyId));
  const active = watched.filter(({ vendor, policy }) => vendor.pausedAt === null && policy.pausedAt === null);
  return {
    watched: active.map(({ vendor, policy }) => ({ policy: policyName(vendor, policy), checked: good.has(policy.id) })),
    unreachable: active.flatMap(({ vendor, policy }) =>
      policy.health.state === 'failing' ? [{ policy: policyName(vendor, policy), since: policy.health.since, reason: policy.health.reason }] : [],
    ),
    paused: watched.flatMap(({ vendor, policy }) => {
      const at = policy.pausedAt ?? vendor.pausedAt;
      return at === null ? [] : [{ policy: policyName(vendor, policy), since: at }];
    }),
    neverConfirmed: active.flatMap(({ vendor, policy }) => (policy.health.state === 'new' ? [{ policy: policyName(vendor, policy), since: policy.createdAt }] : [])),
  };
}

/** Monday of a calendar day's week. */
function mondayOf(day: IsoDate): IsoDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10) as IsoDate;
}

async function weeksOfChanges(db: Db, watched: Watched, until: Instant, timeZone: string): Promise<readonly WeekOfChanges[]> {
  const mondays = Array.from({ length: weeksShown }, (_, week) => mondayOf(dayOf(plusMs(until, -7 * dayMs * (weeksShown - 1 - week)), timeZone)));
  const weeks = new Map<IsoDate, WeekOfChanges['changes'][number][]>(mondays.map((monday) => [monday, []]));
  const names = new Map(watched.map(({ vendor, policy }) => [policy.id, policyName(vendor, policy)]));
  const begin = plusMs(until, -7 * dayMs * (weeksShown + 1));
  const topics = await topicsBetween(db, begin, until);
  for (const { id, policyId, createdAt, overall } of await comparisonsBetween(db, begin, until)) {
    // Of a policy that is watched no more nobody follows anything, but its changes were changes.
    const name = names.get(policyId) ?? (await nameOf(db, policyId));
    names.set(policyId, name);
    weeks.get(mondayOf(dayOf(createdAt, timeZone)))?.push({ policy: name, significance: overall.significance, topics: topics.get(id) ?? [] });
  }
  return [...weeks].map(([monday, changes]) => ({ monday, changes }));
}

async function nameOf(db: Db, id: PolicyId): Promise<PolicyName> {
  const policy = await getPolicy(db, id);
  return policyName(await getVendor(db, policy.vendorId), policy);
}
