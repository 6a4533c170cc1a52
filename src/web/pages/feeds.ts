import { changeFeed } from '../../app/change-feed.ts';
import { deadlineCalendar } from '../../app/deadline-calendar.ts';
import type { CaptureId, ComparisonId } from '../../domain/ids.ts';
import { findCapture } from '../../storage/captures.ts';
import { findComparison } from '../../storage/comparisons.ts';
import { getPolicy } from '../../storage/policies.ts';
import { findVersionSummary } from '../../storage/versions.ts';
import { comparePath, policyPath } from '../parts.ts';
import { addressOf } from '../settings.ts';
import { missing, redirect, wholeOf, type Reply, type Visit } from '../visit.ts';

const feedSeconds = 300;

function formatOf(file: string): { readonly name: string; readonly format: 'atom' | 'json' } | null {
  const match = /^(.{1,200})\.(atom|json)$/u.exec(file);
  return match === null ? null : { name: match[1] ?? '', format: match[2] === 'json' ? 'json' : 'atom' };
}

async function feed(visit: Visit, file: string, of: 'all' | 'vendor' | 'tag'): Promise<Reply> {
  const asked = formatOf(file);
  if (asked === null || (of === 'all' && asked.name !== 'changes')) return missing;
  const content = await changeFeed(visit.services, {
    format: asked.format,
    vendor: of === 'vendor' ? asked.name : null,
    tag: of === 'tag' ? asked.name : null,
    language: visit.language,
    selfUrl: new URL(visit.path, addressOf(visit.settings)).href,
  }, visit.services.feeds);
  if (content === null) return missing;
  const mediaType = asked.format === 'atom' ? 'application/atom+xml; charset=utf-8' : 'application/feed+json; charset=utf-8';
  return { kind: 'file', mediaType, content, filename: null, cacheSeconds: feedSeconds };
}

export const changesFeed = (visit: Visit): Promise<Reply> => feed(visit, visit.params['file'] ?? '', 'all');
export const vendorFeed = (visit: Visit): Promise<Reply> => feed(visit, visit.params['file'] ?? '', 'vendor');
export const tagFeed = (visit: Visit): Promise<Reply> => feed(visit, visit.params['file'] ?? '', 'tag');

export async function calendar(visit: Visit): Promise<Reply> {
  return { kind: 'file', mediaType: 'text/calendar; charset=utf-8', content: await deadlineCalendar(visit.services, visit.language, visit.services.feeds), filename: null, cacheSeconds: feedSeconds };
}

/** Where mails and feeds point: the number stays, whatever the policy is called. */
export async function comparisonLink(visit: Visit): Promise<Reply> {
  const id = wholeOf(visit.params['comparison'] ?? '');
  const { db } = visit.services.storage;
  const comparison = id === null ? null : await findComparison(db, id as ComparisonId);
  if (comparison === null) return missing;
  const [policy, old, fresh] = [await getPolicy(db, comparison.policyId), await findVersionSummary(db, comparison.oldVersionId), await findVersionSummary(db, comparison.newVersionId)];
  return old === null || fresh === null ? missing : redirect(comparePath(policy.slug, old.number, fresh.number));
}

export async function captureLink(visit: Visit): Promise<Reply> {
  const id = wholeOf(visit.params['capture'] ?? '');
  const { db } = visit.services.storage;
  const capture = id === null ? null : await findCapture(db, id as CaptureId);
  return capture === null ? missing : redirect(`${policyPath((await getPolicy(db, capture.policyId)).slug)}/captures/${capture.id}`);
}
