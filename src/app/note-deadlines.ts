import type { DeadlineKind } from '../domain/deadline.ts';
import type { Instant, IsoDate } from '../domain/instant.ts';
import type { NoticePeriod, Policy, Vendor } from '../domain/vendor.ts';
import { lastDayOf } from '../notify/deadline.ts';
import { dayOf } from '../notify/zone.ts';
import type { Db } from '../storage/database.ts';
import { insertDeadline } from '../storage/deadlines.ts';
import type { VersionSummary } from '../storage/versions.ts';
import type { AppContext } from './context.ts';
import type { Recorded } from './record-capture.ts';

export interface NewWording {
  readonly vendor: Vendor;
  readonly policy: Policy;
  readonly version: VersionSummary;
  readonly comparison: Recorded['comparison'];
  readonly at: Instant;
}

/**
 * Notes the days that a new version asks somebody to know: when it (or one that it announces) comes into force, and the
 * last day to object where the vendor or the policy carries a notice period. Runs in the transaction of the version.
 */
export async function noteDeadlines(db: Db, context: AppContext, { vendor, policy, version, comparison, at }: NewWording): Promise<void> {
  const { timeZone } = context.config;
  const today = dayOf(at, timeZone);
  const announced = version.announcement;
  const note = (kind: DeadlineKind, dueOn: IsoDate, period: NoticePeriod | null, quote: string | null): Promise<void> =>
    insertDeadline(db, {
      policyId: policy.id,
      versionId: version.id,
      comparisonId: comparison?.summary.id ?? null,
      kind,
      dueOn,
      createdAt: at,
      details: { key: `${policy.slug}:${kind}:${version.number}`, timeZone, noticedOn: today, period, quote, decision: null, revision: 0 },
    });
  const effective = [announced?.effectiveDate ?? null, version.effectiveDate].find((day) => day !== null && day >= today) ?? null;
  if (effective !== null) await note('effective', effective, null, announced?.quote ?? null);
  const period = policy.notice ?? vendor.notice;
  const asks = comparison?.full.overall.significance === 'material' || announced !== null;
  if (period !== null && asks && (comparison !== null || announced !== null)) await note('objection', lastDayOf(today, period, context.config.deadlines.holidays), period, announced?.quote ?? null);
}
