import { problemText } from '../../domain/problem-labels.ts';
import type { Policy, Vendor } from '../../domain/vendor.ts';
import { comparisonsByMonth } from '../../storage/change-lists.ts';
import { lastReviewedVersion } from '../../storage/decision-lists.ts';
import { pageOfChecks, type LoggedCheck } from '../../storage/observations.ts';
import { pageOfComparisons } from '../../storage/overviews.ts';
import { findPolicy } from '../../storage/policies.ts';
import { getVendor } from '../../storage/vendors.ts';
import { listVersions, type VersionSummary } from '../../storage/versions.ts';
import { instantOf, epochMsOf } from '../../domain/instant.ts';
import { timeTag } from '../dates.ts';
import { html, none, outerLink, quoted, type Markup } from '../markup.ts';
import { actionForm } from '../page.ts';
import { comparePath, facts, field, healthText, optionalTime, pager, policyPath, policyTitle, select, significanceBadge, table, tagList, typeName } from '../parts.ts';
import { may, missing, type Reply, type Visit } from '../visit.ts';
import { yearPicture, yearSpan } from '../year-picture.ts';

const versionsShown = 200;
const checksShown = 12;
const yearMs = 366 * 86_400_000;

export interface Subject {
  readonly vendor: Vendor;
  readonly policy: Policy;
  /** "Loonwolk · Privacyverklaring" */
  readonly name: string;
}

/** @returns the policy that the address names; null where there is none */
export async function subjectOf(visit: Visit): Promise<Subject | null> {
  const { db } = visit.services.storage;
  const policy = await findPolicy(db, `${visit.params['vendor'] ?? ''}/${visit.params['type'] ?? ''}`);
  if (policy === null) return null;
  const vendor = await getVendor(db, policy.vendorId);
  return { vendor, policy, name: `${vendor.name} · ${typeName(visit, policy.type)}` };
}

/** Where a reader is: the vendor, the policy. */
export function crumbs(visit: Visit, subject: Subject): Markup {
  return html`<nav class="crumbs" aria-label="${visit.words.sections.vendors}"><a href="/vendors">${visit.words.sections.vendors}</a> <span aria-hidden="true">›</span> <a href="/vendors/${subject.vendor.slug}">${quoted(subject.vendor.name)}</a> <span aria-hidden="true">›</span> <a href="${policyPath(subject.policy.slug)}">${typeName(visit, subject.policy.type)}</a></nav>`;
}

export async function policyPage(visit: Visit): Promise<Reply> {
  const subject = await subjectOf(visit);
  if (subject === null) return missing;
  const { db } = visit.services.storage;
  const { words } = visit;
  const w = words.policy;
  const { policy } = subject;
  const versions = await listVersions(db, policy.id, { limit: versionsShown });
  const checks = await pageOfChecks(db, policy.id, { before: null, limit: checksShown });
  const comparisons = await pageOfComparisons(db, { policyId: policy.id }, { after: null, limit: versionsShown });
  const headlines = new Map(comparisons.map((comparison) => [comparison.newNumber, comparison]));
  const months = await comparisonsByMonth(db, instantOf(epochMsOf(visit.now) - yearMs), { policyId: policy.id });
  const total = months.reduce((sum, month) => sum + month.changes, 0);
  const base = policyPath(policy.slug);
  const buttons = html`<div class="row">${may(visit, 'reviewer') ? actionForm(visit, `${base}/check`, words.vendor.checkNow) : none}${may(visit, 'administrator') ? actionForm(visit, `${base}/${policy.pausedAt === null ? 'pause' : 'resume'}`, policy.pausedAt === null ? words.vendor.pause : words.vendor.resume) : none}</div>`;
  const body = html`<nav class="crumbs" aria-label="${words.sections.vendors}"><a href="/vendors">${words.sections.vendors}</a> <span aria-hidden="true">›</span> <a href="/vendors/${subject.vendor.slug}">${quoted(subject.vendor.name)}</a></nav>
<div class="head"><h1>${policyTitle(visit, subject.vendor.name, policy.type)}</h1>${buttons}</div>
${healthNotice(visit, policy)}
<div class="columns"><div class="main-column">
<h2 id="versions">${w.versions}</h2>
${versions.length === 0 ? html`<p class="empty">${w.noBaseline}</p>` : versionTable(visit, policy, versions, headlines)}
<h2 id="checks">${w.checks}</h2>
${checks.length === 0 ? html`<p class="empty">${w.noChecks}</p>` : html`${checkTable(visit, policy, checks)}<p><a href="${base}/checks">${w.checksAll}</a></p>`}
</div><div class="side-column">
${await compareBox(visit, subject, versions)}
${asOfBox(visit, policy)}
<h2>${words.vendor.year}</h2><figure>${yearPicture(months, visit.now, words.vendor.yearLabel(total))}<figcaption class="quiet">${words.vendor.yearLabel(total)}<br><small>${yearSpan(visit.now, visit.language)}</small></figcaption></figure>
<h2>${words.common.details}</h2>${policyFacts(visit, policy, versions)}
<p><a href="/decisions?policy=${policy.slug}">${w.decisions}</a></p>
${may(visit, 'administrator') && policy.removedAt === null ? html`<details class="danger-zone"><summary>${words.vendor.remove}</summary><p>${words.vendor.removeConfirm}</p>${actionForm(visit, `${base}/remove`, words.vendor.remove, 'danger')}</details>` : none}
</div></div>`;
  return { kind: 'page', title: subject.name, section: 'vendors', body };
}

function healthNotice(visit: Visit, policy: Policy): Markup {
  const { policy: w } = visit.words;
  const { health } = policy;
  if (health.state === 'failing') {
    return html`<div class="notice bad"><p><strong>${w.cannotBeRead}.</strong> ${w.failingSince(visit.dates.time(health.since), health.failures)} <bdi>${health.reason[visit.language]}</bdi></p><p>${w.failingHelp}</p></div>`;
  }
  if (health.state === 'paused') return html`<p class="notice">${w.pausedSince(visit.dates.dayOf(health.since))}</p>`;
  return none;
}

function versionTable(visit: Visit, policy: Policy, versions: readonly VersionSummary[], headlines: ReadonlyMap<number, { readonly oldNumber: number; readonly headline: { readonly nl: string; readonly en: string }; readonly significance: 'material' | 'minor' | 'cosmetic' }>): Markup {
  const { words, dates } = visit;
  const w = words.policy;
  const rows = versions.map((version) => {
    const told = headlines.get(version.number);
    const seen = version.lastAbsentAt === null ? dates.time(version.firstSeenAt) : w.seenBetween(dates.time(version.lastAbsentAt), dates.time(version.firstSeenAt));
    return [
      html`<a class="whole" href="${policyPath(policy.slug)}/versions/${version.number}">${words.common.Version(version.number)}</a>`,
      seen,
      statedDates(visit, version),
      told === undefined ? html`<span class="quiet">${w.baseline}</span>` : html`${significanceBadge(visit, told.significance)} <a href="${comparePath(policy.slug, told.oldNumber, version.number)}">${quoted(told.headline[visit.language])}</a>`,
    ];
  });
  return table(w.versions, [w.version, w.seen, w.stated, w.what], rows, { hideCaption: true });
}

/** What the policy itself says of its dates. */
export function statedDates(visit: Visit, version: VersionSummary): string {
  const { policy: w } = visit.words;
  return [
    version.updatedDate === null ? null : w.statedUpdated(visit.dates.day(version.updatedDate)),
    version.effectiveDate === null ? null : w.statedEffective(visit.dates.day(version.effectiveDate)),
  ].filter((part) => part !== null).join('; ');
}

/** A policy's log of looks: what each gave, and where there is a gap. */
export function checkTable(visit: Visit, policy: Policy, checks: readonly LoggedCheck[]): Markup {
  const { words, dates } = visit;
  const w = words.policy;
  const rows = checks.map((check) => {
    const gap = check.result === 'failed' || check.outcome === 'rejected';
    const results: Readonly<Record<string, string>> = w.results;
    const result = check.outcome === 'pending' && check.versionId !== null ? w.laterConfirmed : check.outcome !== null ? w.outcomes[check.outcome] : (results[check.result] ?? check.result);
    const verdict = check.verdict !== null && check.verdict !== 'ok' ? html` (${words.verdicts[check.verdict]})` : none;
    return [
      timeTag(dates, check.at),
      html`${gap ? html`<span class="health failing">${w.gap}</span> ` : none}${result}${verdict}${check.problem === null ? none : html`<br><small><bdi>${problemText(check.problem)[visit.language]}</bdi></small>`}`,
      check.captureId === null ? '' : html`<a href="${policyPath(policy.slug)}/captures/${check.captureId}">${w.capture} ${check.captureId}</a>`,
    ];
  });
  return table(w.checks, [w.checkedAt, w.result, words.capture.title], rows, { hideCaption: true });
}

async function compareBox(visit: Visit, subject: Subject, versions: readonly VersionSummary[]): Promise<Markup> {
  const [newest, previous] = versions;
  if (newest === undefined || previous === undefined) return none;
  const { words } = visit;
  const w = words.policy;
  const { policy, vendor } = subject;
  const choices = versions.map((version) => ({ value: String(version.number), label: `${words.common.version(version.number)}, ${visit.dates.dayOf(version.firstSeenAt)}` }));
  const reviewed = await lastReviewedVersion(visit.services.storage.db, policy.id);
  const base = `${policyPath(policy.slug)}/compare`;
  return html`<h2 id="compare">${w.compareTitle}</h2>
<form class="stack" method="get" action="${base}">${select('old', w.compareOld, choices, String(previous.number))}${select('new', w.compareNew, choices, String(newest.number))}<button class="button">${w.compare}</button></form>
<ul class="plain-list">${reviewed !== null && reviewed !== newest.id ? html`<li><a href="${base}?old=reviewed">${w.compareReviewed}</a></li>` : none}${vendor.contractDate === null ? none : html`<li><a href="${base}?old=contract">${w.compareContract}</a></li>`}</ul>`;
}

function asOfBox(visit: Visit, policy: Policy): Markup {
  const { policy: w } = visit.words;
  return html`<h2>${w.asOfTitle}</h2><form class="stack" method="get" action="${policyPath(policy.slug)}/as-of">${field('date', w.asOfLabel, visit.dates.isoDay(visit.now), { type: 'date', required: true })}<button class="button">${w.asOfAsk}</button></form>`;
}

function policyFacts(visit: Visit, policy: Policy, versions: readonly VersionSummary[]): Markup {
  const { words } = visit;
  const w = words.policy;
  const [current] = versions;
  return facts([
    [w.source, outerLink(policy.source.url)],
    [w.health, healthText(visit, policy.health)],
    current === undefined ? null : [w.current, html`<a href="${policyPath(policy.slug)}/versions/${current.number}">${words.common.version(current.number)}</a>`],
    [w.lastCheck, optionalTime(visit, policy.lastCheckAt)],
    policy.pausedAt === null ? [w.nextCheck, timeTag(visit.dates, policy.nextCheckAt)] : null,
    policy.schedule === null ? null : [w.schedule, html`<code>${policy.schedule}</code>`],
    policy.tags.length === 0 ? null : [words.vendor.tags, tagList(policy.tags)],
  ]);
}

/** Every look at a policy, page by page. */
export async function checksPage(visit: Visit): Promise<Reply> {
  const subject = await subjectOf(visit);
  if (subject === null) return missing;
  const { words } = visit;
  const size = 100;
  const before = visit.query.whole('after');
  const found = await pageOfChecks(visit.services.storage.db, subject.policy.id, { before, limit: size + 1 });
  const checks = found.slice(0, size);
  const last = checks.at(-1)?.id ?? null;
  const body = html`${crumbs(visit, subject)}<h1>${words.policy.checks}</h1>
${checks.length === 0 ? html`<p class="empty">${words.policy.noChecks}</p>` : checkTable(visit, subject.policy, checks)}
${pager(visit, found.length > size && last !== null ? { after: String(last) } : null, before === null)}`;
  return { kind: 'page', title: `${subject.name}: ${words.policy.checks}`, section: 'vendors', body };
}
