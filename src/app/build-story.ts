import type { AlertStory, VersionFacts } from '../domain/alert.ts';
import type { Deadline } from '../domain/deadline.ts';
import { policyLanguages, type Bilingual } from '../domain/language.ts';
import type { ComparisonId } from '../domain/ids.ts';
import { languageIn } from '../domain/page-reasons.ts';
import type { Policy, Vendor } from '../domain/vendor.ts';
import { changesOf, findComparison, type ComparisonSummary } from '../storage/comparisons.ts';
import type { Db } from '../storage/database.ts';
import { deadlinesOfComparison, type ListedDeadline, type StoredDeadline } from '../storage/deadlines.ts';
import { getPolicy } from '../storage/policies.ts';
import { getVendor } from '../storage/vendors.ts';
import { findVersionSummary, type VersionSummary } from '../storage/versions.ts';
import { policyName } from './policy-name.ts';

function factsOf(version: VersionSummary): VersionFacts {
  return { number: version.number, firstSeenAt: version.firstSeenAt, confirmedAt: version.confirmedAt, updatedDate: version.updatedDate, effectiveDate: version.effectiveDate };
}

/** @returns a stored deadline with the names that people know it by */
export function namedDeadline(stored: StoredDeadline, vendor: Vendor, policy: Policy, baseUrl: string | null): Deadline {
  return toldDeadline({ stored, policy: policyName(vendor, policy), url: policy.source.url }, baseUrl);
}

/** @returns a deadline of a list as people are told of it */
export function toldDeadline({ stored, policy, url }: ListedDeadline, baseUrl: string | null): Deadline {
  return {
    ...stored.details,
    kind: stored.kind,
    policy,
    dueOn: stored.dueOn,
    url: baseUrl === null || stored.comparisonId === null ? url : `${baseUrl}/comparisons/${stored.comparisonId}`,
    updatedAt: stored.details.decision?.at ?? stored.createdAt,
  };
}

/** What nobody judged in a comparison, and why. */
function notJudged(comparison: ComparisonSummary): readonly Bilingual[] {
  const known = policyLanguages.some((language) => comparison.language?.toLowerCase().split('-')[0] === language);
  return [
    ...(known || comparison.language === null
      ? []
      : [{ nl: `Dit document is geschreven in een taal die niet wordt begrepen (${languageIn(comparison.language, 'nl')}): de woorden zijn vergeleken, de betekenis is niet beoordeeld.`, en: `This policy is written in a language that is not understood (${languageIn(comparison.language, 'en')}): its words were compared, their meaning was not judged.` }]),
    ...(comparison.coarse
      ? [{ nl: 'Het document is zo groot of zo grondig herschreven dat de vergelijking grover is dan gewoonlijk.', en: 'The policy is so large, or was rewritten so thoroughly, that the comparison is coarser than usual.' }]
      : []),
  ];
}

/** @returns a stored comparison as mails, feeds and webhooks tell it; null where it is not there */
export async function buildStory(db: Db, id: ComparisonId, baseUrl: string | null): Promise<AlertStory | null> {
  const summary = await findComparison(db, id);
  if (summary === null) return null;
  const policy = await getPolicy(db, summary.policyId);
  const vendor = await getVendor(db, policy.vendorId);
  const old = await findVersionSummary(db, summary.oldVersionId);
  const fresh = await findVersionSummary(db, summary.newVersionId);
  if (old === null || fresh === null) return null;
  const deadlines = await deadlinesOfComparison(db, summary.id);
  return {
    key: `${policy.slug}:${fresh.number}`,
    policy: policyName(vendor, policy),
    title: fresh.title,
    old: factsOf(old),
    new: factsOf(fresh),
    comparison: { language: summary.language, overall: summary.overall, changes: await changesOf(db, id), unchanged: summary.unchanged, coarse: summary.coarse },
    links: {
      comparison: baseUrl === null ? null : `${baseUrl}/comparisons/${summary.id}`,
      capture: baseUrl === null ? null : `${baseUrl}/captures/${fresh.captureId}`,
      vendorPage: policy.source.url,
    },
    announcement: fresh.announcement,
    deadlines: deadlines.map((deadline) => namedDeadline(deadline, vendor, policy, baseUrl)),
    notJudged: notJudged(summary),
    notes: fresh.notes,
  };
}
