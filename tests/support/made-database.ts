import type { CapturedPage, Exchange } from '../../src/domain/capture.ts';
import type { Comparison } from '../../src/domain/change.ts';
import type { GateOutcome } from '../../src/domain/gate.ts';
import type { ComparisonId, PolicyId, VendorId, VersionId } from '../../src/domain/ids.ts';
import { plusMs, type Instant, type IsoDate } from '../../src/domain/instant.ts';
import { pageReasons } from '../../src/domain/page-reasons.ts';
import { problemText } from '../../src/domain/problem-labels.ts';
import type { Verdict } from '../../src/domain/reading.ts';
import type { Vendor } from '../../src/domain/vendor.ts';
import { emptyMemory } from '../../src/gate/memory.ts';
import { sha256Of } from '../../src/storage/bodies.ts';
import { insertCapture, linkCapture, settleCapture, type Capture } from '../../src/storage/captures.ts';
import { insertCheck } from '../../src/storage/checks.ts';
import { insertComparison } from '../../src/storage/comparisons.ts';
import { insertDeadline } from '../../src/storage/deadlines.ts';
import type { Storage } from '../../src/storage/database.ts';
import { updatePolicyProgress, upsertPolicy } from '../../src/storage/policies.ts';
import { upsertVendor } from '../../src/storage/vendors.ts';
import { insertVersion } from '../../src/storage/versions.ts';
import { payrollChanges, pigeonListChanges, pigeonTermsChanges } from './made-changes.ts';
import { madeComparison, madeTree } from './made-clauses.ts';
import { payrollPrivacyNew, payrollPrivacyOld, pigeonListNew, pigeonListOld, pigeonTermsNew, pigeonTermsOld, swarmCookies } from './made-texts.ts';

const at = (text: string): Instant => text as Instant;

export function madeExchange(url: string, when: Instant): Exchange {
  return {
    requestedUrl: url,
    finalUrl: url,
    status: 200,
    requestHeaders: [],
    responseHeaders: [['content-type', 'text/html; charset=utf-8'], ['date', 'Mon, 09 Nov 2026 06:00:00 GMT']],
    redirects: [],
    remoteAddress: '192.0.2.10',
    tlsFingerprint: null,
    startedAt: when,
    endedAt: when,
    via: 'http',
  };
}

function madePage(url: string, when: Instant, text: string): CapturedPage {
  const body = Buffer.from(`<!doctype html><title>x</title><pre>${text}</pre>`, 'utf8');
  return { kind: 'captured', exchange: madeExchange(url, when), rawBody: body, body, bodySha256: sha256Of(body), mediaType: 'text/html', text: body.toString('utf8'), validators: { etag: null, lastModified: null } };
}

export interface MadeVendor {
  readonly slug: string;
  readonly name: string;
  readonly tags?: readonly string[];
  readonly owner?: string | null;
  readonly tier?: string | null;
  readonly notice?: Vendor['notice'];
  readonly contractDate?: string | null;
}

export async function makeVendor(storage: Storage, vendor: MadeVendor): Promise<VendorId> {
  return upsertVendor(storage.db, {
    slug: vendor.slug,
    name: vendor.name,
    homeUrl: `https://${vendor.slug}.example/`,
    tags: vendor.tags ?? [],
    owner: vendor.owner ?? null,
    tier: vendor.tier ?? null,
    notice: vendor.notice ?? null,
    contractDate: (vendor.contractDate ?? null) as IsoDate | null,
    createdAt: at('2026-02-01T08:00:00.000Z'),
  });
}

export async function makePolicy(storage: Storage, vendorId: VendorId, slug: string, type: string, url = `https://${slug.replace('/', '.example/')}`): Promise<PolicyId> {
  return upsertPolicy(storage.db, vendorId, { slug, type, source: { url, render: 'auto', select: [], remove: [] }, schedule: null, tags: [], notice: null }, at('2026-02-01T08:00:00.000Z'), emptyMemory);
}

/** A look at a policy with the page it gave. */
export async function makeCapture(storage: Storage, policyId: PolicyId, url: string, when: Instant, text: string, outcome: GateOutcome, verdict: Verdict = 'ok'): Promise<Capture> {
  const check = await insertCheck(storage.db, { policyId, startedAt: when, endedAt: when, trigger: 'daemon', result: 'captured', code: null, status: 200, verdict, outcome: null, exchange: null, problem: null, partialBody: null });
  const id = await insertCapture(storage.db, { policyId, checkId: check.id, at: when, page: madePage(url, when, text), verdict, title: text.split('\n')[0]?.replace(/^#+ /u, '') ?? null, language: 'nl', textHash: sha256Of(Buffer.from(text)), reader: 'made', tool: 'made' });
  return settleCapture(storage.db, id, outcome, verdict === 'ok' ? [] : [pageReasons.unlikePolicy]);
}

export async function makeVersion(storage: Storage, policyId: PolicyId, capture: Capture, text: string, language: string, lastAbsentAt: Instant | null, dates: { readonly updated?: string; readonly effective?: string } = {}): Promise<VersionId> {
  const tree = madeTree(text, language);
  const version = await insertVersion(storage.db, {
    policyId,
    captureId: capture.id,
    firstSeenAt: capture.at,
    confirmedAt: plusMs(capture.at, 35 * 60_000),
    lastAbsentAt,
    hash: capture.textHash,
    title: tree.title,
    language,
    effectiveDate: (dates.effective ?? null) as IsoDate | null,
    updatedDate: (dates.updated ?? null) as IsoDate | null,
    announcement: null,
    notes: [],
    text,
    tree,
    reader: 'made',
  });
  await linkCapture(storage.db, capture.id, version.id);
  await updatePolicyProgress(storage.db, policyId, { currentVersionId: version.id, lastCheckAt: capture.at, nextCheckAt: plusMs(capture.at, 6 * 3_600_000) });
  return version.id;
}

export async function makeComparison(storage: Storage, ids: { readonly policyId: PolicyId; readonly vendorId: VendorId; readonly oldVersionId: VersionId; readonly newVersionId: VersionId }, when: Instant, comparison: Comparison): Promise<ComparisonId> {
  const summary = await insertComparison(storage.db, { ...ids, createdAt: when, ruleset: 'made', comparison });
  await updatePolicyProgress(storage.db, ids.policyId, { lastChangeAt: when });
  return summary.id;
}

export interface MadeDatabase {
  readonly payroll: { readonly vendorId: VendorId; readonly policyId: PolicyId; readonly comparisonId: ComparisonId };
  readonly pigeon: { readonly vendorId: VendorId; readonly termsId: PolicyId; readonly listId: PolicyId };
}

/**
 * Three made-up vendors as they may stand after some months: changes to decide, a policy that cannot be read, a list of
 * sub-processors that grew, and a deadline. The last capture is of 9 November 2026, 06:00 UTC.
 */
export async function fillDatabase(storage: Storage): Promise<MadeDatabase> {
  const payroll = await fillPayroll(storage);
  const pigeon = await fillPigeon(storage);
  await fillSwarm(storage);
  return { payroll, pigeon };
}

async function fillPayroll(storage: Storage): Promise<MadeDatabase['payroll']> {
  const vendorId = await makeVendor(storage, { slug: 'loonwolk', name: 'Loonwolk', tags: ['personeel', 'kritiek'], owner: 'Noor de Wit', tier: 'hoog', notice: { days: 30, count: 'calendar' }, contractDate: '2026-03-01' });
  const slug = 'loonwolk/privacy-policy';
  const url = 'https://loonwolk.example/privacy';
  const policyId = await makePolicy(storage, vendorId, slug, 'Privacy Policy', url);
  const first = await makeCapture(storage, policyId, url, at('2026-02-03T07:00:00.000Z'), payrollPrivacyOld, 'first');
  const oldVersionId = await makeVersion(storage, policyId, first, payrollPrivacyOld, 'nl', null, { updated: '2026-02-03' });
  await makeCapture(storage, policyId, url, at('2026-06-15T07:00:00.000Z'), payrollPrivacyOld, 'unchanged');
  await makeCapture(storage, policyId, url, at('2026-11-02T07:00:00.000Z'), payrollPrivacyOld, 'unchanged');
  await makeCapture(storage, policyId, url, at('2026-11-05T07:00:00.000Z'), '# Even geduld', 'rejected', 'maintenance');
  const seen = await makeCapture(storage, policyId, url, at('2026-11-09T06:00:00.000Z'), payrollPrivacyNew, 'pending');
  const newVersionId = await makeVersion(storage, policyId, seen, payrollPrivacyNew, 'nl', at('2026-11-02T07:00:00.000Z'), { updated: '2026-11-09' });
  const headline = { nl: 'Minder bescherming: verzuimgegevens, training van modellen en een nieuwe ontvanger in de VS', en: 'Less protective: absence data, model training and a new recipient in the US' };
  const comparison = madeComparison(madeTree(payrollPrivacyOld, 'nl'), madeTree(payrollPrivacyNew, 'nl'), payrollChanges, headline);
  const comparisonId = await makeComparison(storage, { policyId, vendorId, oldVersionId, newVersionId }, at('2026-11-09T06:35:00.000Z'), { ...comparison, overall: { significance: 'material', direction: 'less-protective', headline } });
  await insertDeadline(storage.db, {
    policyId, versionId: newVersionId, comparisonId, kind: 'objection', dueOn: '2026-12-09' as IsoDate, createdAt: at('2026-11-09T06:35:00.000Z'),
    details: { key: `${slug}:objection:2`, timeZone: 'Europe/Amsterdam', noticedOn: '2026-11-09' as IsoDate, period: { days: 30, count: 'calendar' }, quote: null, decision: null, revision: 0 },
  });
  return { vendorId, policyId, comparisonId };
}

async function fillPigeon(storage: Storage): Promise<MadeDatabase['pigeon']> {
  const vendorId = await makeVendor(storage, { slug: 'pigeonpost', name: 'Pigeonpost', tags: ['marketing'] });
  const termsUrl = 'https://pigeonpost.example/terms';
  const termsId = await makePolicy(storage, vendorId, 'pigeonpost/terms-of-service', 'Terms of Service', termsUrl);
  const termsFirst = await makeCapture(storage, termsId, termsUrl, at('2026-02-03T07:05:00.000Z'), pigeonTermsOld, 'first');
  const termsOld = await makeVersion(storage, termsId, termsFirst, pigeonTermsOld, 'en', null, { effective: '2026-01-01' });
  const termsSeen = await makeCapture(storage, termsId, termsUrl, at('2026-10-20T06:05:00.000Z'), pigeonTermsNew, 'pending');
  const termsNew = await makeVersion(storage, termsId, termsSeen, pigeonTermsNew, 'en', at('2026-10-19T18:05:00.000Z'), { effective: '2027-01-01' });
  const headline = { nl: 'Hogere prijs en lagere aansprakelijkheid vanaf 1 januari 2027', en: 'Higher fees and lower liability from 1 January 2027' };
  await makeComparison(storage, { policyId: termsId, vendorId, oldVersionId: termsOld, newVersionId: termsNew }, at('2026-10-20T06:40:00.000Z'), madeComparison(madeTree(pigeonTermsOld, 'en'), madeTree(pigeonTermsNew, 'en'), pigeonTermsChanges, headline));

  const listUrl = 'https://pigeonpost.example/subprocessors';
  const listId = await makePolicy(storage, vendorId, 'pigeonpost/sub-processor-list', 'Sub-processor List', listUrl);
  const listFirst = await makeCapture(storage, listId, listUrl, at('2026-02-03T07:06:00.000Z'), pigeonListOld, 'first');
  const listOld = await makeVersion(storage, listId, listFirst, pigeonListOld, 'en', null);
  const listSeen = await makeCapture(storage, listId, listUrl, at('2026-10-28T06:06:00.000Z'), pigeonListNew, 'pending');
  const listNew = await makeVersion(storage, listId, listSeen, pigeonListNew, 'en', at('2026-10-27T18:06:00.000Z'));
  const listHeadline = { nl: 'Nieuwe subverwerker: OpenAI Ireland Ltd.', en: 'New sub-processor: OpenAI Ireland Ltd.' };
  await makeComparison(storage, { policyId: listId, vendorId, oldVersionId: listOld, newVersionId: listNew }, at('2026-10-28T06:40:00.000Z'), madeComparison(madeTree(pigeonListOld, 'en'), madeTree(pigeonListNew, 'en'), pigeonListChanges, listHeadline));
  return { vendorId, termsId, listId };
}

async function fillSwarm(storage: Storage): Promise<void> {
  const vendorId = await makeVendor(storage, { slug: 'zwerm-analytics', name: 'Zwerm Analytics', tags: ['marketing'] });
  const url = 'https://zwerm.example/cookies';
  const policyId = await makePolicy(storage, vendorId, 'zwerm-analytics/trackers-policy', 'Trackers Policy', url);
  const first = await makeCapture(storage, policyId, url, at('2026-02-03T07:10:00.000Z'), swarmCookies, 'first');
  await makeVersion(storage, policyId, first, swarmCookies, 'en', null);
  const when = at('2026-11-08T06:10:00.000Z');
  await insertCheck(storage.db, {
    policyId, startedAt: when, endedAt: when, trigger: 'daemon', result: 'failed', code: 'blocked', status: 403, verdict: null, outcome: null, exchange: null, partialBody: null,
    problem: { code: 'blocked', retryable: true, message: 'zwerm.example refused the request with 403.', mend: 'Wait, or ask the vendor for access.' },
  });
  await updatePolicyProgress(storage.db, policyId, { failing: { since: at('2026-11-06T06:10:00.000Z'), failures: 9, reason: problemText({ code: 'blocked', message: 'zwerm.example refused the request with 403.' }) }, lastCheckAt: when });
  await makePolicy(storage, vendorId, 'zwerm-analytics/privacy-policy', 'Privacy Policy');
}
