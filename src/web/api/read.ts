import type { z } from 'zod';
import { namedDeadlines } from '../../app/deadline-calendar.ts';
import { searchTexts } from '../../app/search-texts.ts';
import { foldedParty } from '../../app/sub-processors.ts';
import { changeKinds, significances } from '../../domain/change.ts';
import { topics, type Clause } from '../../domain/clause.ts';
import type { ChangeId, ComparisonId } from '../../domain/ids.ts';
import type { Policy, Vendor } from '../../domain/vendor.ts';
import { cursorOf, pageOfChanges } from '../../storage/change-lists.ts';
import { changesOf, findChange, findComparison, type ChangeSummary, type StoredChange } from '../../storage/comparisons.ts';
import { pageOfDecisions } from '../../storage/decision-lists.ts';
import { decisionsOf, reviewStates } from '../../storage/decisions.ts';
import { pageOfPolicies, watchCounts } from '../../storage/overviews.ts';
import { findPolicy, getPolicy } from '../../storage/policies.ts';
import { pageOfSubProcessors } from '../../storage/sub-processors.ts';
import { findVendor, pageOfVendorRows } from '../../storage/vendors.ts';
import { findVersion, findVersionByNumber, findVersionSummary, listVersions, type VersionSummary } from '../../storage/versions.ts';
import { dayCursor, dayCursorOf, nameCursor, nameCursorOf, weightCursor, weightCursorOf } from '../cursors.ts';
import { missing, wholeOf, type Reply, type Visit } from '../visit.ts';
import type * as shapes from './shapes.ts';

const pageSize = 100;

type Shape<Name extends keyof typeof shapes> = (typeof shapes)[Name] extends z.ZodType ? z.output<(typeof shapes)[Name]> : never;

function list<T>(items: readonly T[], next: string | null): Reply {
  return { kind: 'json', value: { items, next } };
}

function vendorShape(vendor: Vendor): Shape<'vendor'> {
  const { slug, name, homeUrl, tags, owner, tier, notice, contractDate, pausedAt, createdAt } = vendor;
  return { slug, name, homeUrl, tags: [...tags], owner, tier, notice, contractDate, pausedAt, createdAt };
}

export async function vendors(visit: Visit): Promise<Reply> {
  const found = await pageOfVendorRows(visit.services.storage.db, { after: nameCursorOf(visit.query.text('after', 300)), limit: pageSize + 1 });
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  return list(shown.map(vendorShape), found.length > pageSize && last !== undefined ? nameCursor(last) : null);
}

export async function vendor(visit: Visit): Promise<Reply> {
  const found = await findVendor(visit.services.storage.db, visit.params['vendor'] ?? '');
  return found === null ? missing : { kind: 'json', value: vendorShape(found) };
}

export async function policies(visit: Visit): Promise<Reply> {
  const { db } = visit.services.storage;
  const slug = visit.query.text('vendor', 80);
  const owner = slug === '' ? null : await findVendor(db, slug);
  if (slug !== '' && owner === null) return missing;
  const after = visit.query.text('after', 200);
  const found = await pageOfPolicies(db, owner === null ? {} : { vendorId: owner.id }, { after: after === '' ? null : after, limit: pageSize + 1 });
  const items = found.slice(0, pageSize).map((policy): Shape<'policy'> => ({
    slug: policy.slug,
    vendor: policy.vendorSlug,
    type: policy.type,
    url: policy.url,
    health: policy.health.state,
    failingReason: policy.health.state === 'failing' ? policy.health.reason.en : null,
    lastCheckAt: policy.lastCheckAt,
    nextCheckAt: policy.nextCheckAt,
    lastChangeAt: policy.lastChangeAt,
    currentVersion: policy.currentNumber,
  }));
  return list(items, found.length > pageSize ? (items.at(-1)?.slug ?? null) : null);
}

async function policyOf(visit: Visit): Promise<Policy | null> {
  return findPolicy(visit.services.storage.db, `${visit.params['vendor'] ?? ''}/${visit.params['type'] ?? ''}`);
}

function versionShape(version: VersionSummary): Shape<'version'> {
  const { id, number, firstSeenAt, lastAbsentAt, confirmedAt, hash, title, language, effectiveDate, updatedDate, captureId } = version;
  return { id, number, firstSeenAt, lastAbsentAt, confirmedAt, hash, title, language, effectiveDate, updatedDate, captureId };
}

function clauseShape(clause: Clause): Shape<'clause'> {
  return { number: clause.number, path: [...clause.path], kind: clause.kind, text: clause.text };
}

export async function versions(visit: Visit): Promise<Reply> {
  const policy = await policyOf(visit);
  return policy === null ? missing : list((await listVersions(visit.services.storage.db, policy.id)).map(versionShape), null);
}

export async function version(visit: Visit): Promise<Reply> {
  const policy = await policyOf(visit);
  const number = wholeOf(visit.params['number'] ?? '');
  const summary = policy === null || number === null ? null : await findVersionByNumber(visit.services.storage.db, policy.id, number);
  const full = summary === null ? null : await findVersion(visit.services.storage.db, summary.id);
  if (full === null) return missing;
  const value: Shape<'versionWithText'> = { ...versionShape(full), text: full.text, clauses: full.tree.clauses.map(clauseShape) };
  return { kind: 'json', value };
}

function changeShape(change: ChangeSummary): Shape<'change'> {
  const { id, comparisonId, position, createdAt, kind, significance, direction, headline } = change;
  return { id, comparison: comparisonId, position, createdAt, kind, significance, direction, topics: [...change.topics], headline, state: reviewStates.find((state) => state === change.state) ?? 'open' };
}

function wordingShape(change: StoredChange): Omit<Shape<'fullChange'>, 'decisions'> {
  return {
    ...changeShape(change),
    old: change.old.map(clauseShape),
    new: change.new.map(clauseShape),
    words: change.words.map((run) => ({ ...run })),
    facts: change.facts.map((fact) => ({ ...fact })),
    reasons: change.reasons.map((reason) => ({ ...reason })),
  };
}

export async function comparison(visit: Visit): Promise<Reply> {
  const id = wholeOf(visit.params['comparison'] ?? '');
  const { db } = visit.services.storage;
  const summary = id === null ? null : await findComparison(db, id as ComparisonId);
  if (summary === null) return missing;
  const [old, fresh] = [await findVersionSummary(db, summary.oldVersionId), await findVersionSummary(db, summary.newVersionId)];
  if (old === null || fresh === null) return missing;
  const value: Shape<'comparison'> = {
    id: summary.id,
    policy: (await getPolicy(db, summary.policyId)).slug,
    oldVersion: versionShape(old),
    newVersion: versionShape(fresh),
    createdAt: summary.createdAt,
    ...summary.overall,
    unchanged: summary.unchanged,
    coarse: summary.coarse,
    ruleset: summary.ruleset,
    changes: (await changesOf(db, summary.id)).map(wordingShape),
  };
  return { kind: 'json', value };
}

export async function changes(visit: Visit): Promise<Reply> {
  const { query } = visit;
  const { db } = visit.services.storage;
  const slug = query.text('vendor', 80);
  const owner = slug === '' ? null : await findVendor(db, slug);
  if (slug !== '' && owner === null) return missing;
  const state = query.oneOf('state', reviewStates);
  const significance = query.oneOf('significance', significances);
  const topic = query.oneOf('topic', topics);
  const kind = query.oneOf('kind', changeKinds);
  const filter = { ...(state === null ? {} : { state }), ...(significance === null ? {} : { significance }), ...(topic === null ? {} : { topic }), ...(kind === null ? {} : { kind }), ...(owner === null ? {} : { vendorId: owner.id }) };
  const found = await pageOfChanges(db, filter, { order: 'weight', after: weightCursorOf(query.text('after', 80)), limit: pageSize + 1 });
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  const items = shown.map((change): Shape<'listedChange'> => ({ ...changeShape(change), vendor: change.vendorSlug, policy: change.policySlug, oldVersion: change.oldNumber, newVersion: change.newNumber }));
  return list(items, found.length > pageSize && last !== undefined ? weightCursor(cursorOf(last)) : null);
}

export async function change(visit: Visit): Promise<Reply> {
  const id = wholeOf(visit.params['change'] ?? '');
  const { db } = visit.services.storage;
  const found = id === null ? null : await findChange(db, id as ChangeId);
  if (found === null) return missing;
  const decisions = (await decisionsOf(db, found.id)).map(({ changeId, state, by, at, why }) => ({ change: changeId, state, by, at, why }));
  const value: Shape<'fullChange'> = { ...wordingShape(found), decisions };
  return { kind: 'json', value };
}

export async function decisions(visit: Visit): Promise<Reply> {
  const found = await pageOfDecisions(visit.services.storage.db, {}, { before: visit.query.whole('after'), limit: pageSize + 1 });
  const shown = found.slice(0, pageSize);
  const items = shown.map((decision): Shape<'decision'> => ({ change: decision.changeId, state: decision.state, by: decision.by, at: decision.at, why: decision.why }));
  const last = shown.at(-1);
  return list(items, found.length > pageSize && last !== undefined ? String(last.id) : null);
}

export async function deadlines(visit: Visit): Promise<Reply> {
  const { query, services } = visit;
  const found = await namedDeadlines(services, query.text('settled', 1) === '1' ? 'all' : 'open', { after: dayCursorOf(query.text('after', 40)), limit: pageSize + 1 });
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  const items = shown.map((deadline): Shape<'deadline'> => ({ id: deadline.id, key: deadline.key, kind: deadline.kind, policy: deadline.policy.policySlug, dueOn: deadline.dueOn, timeZone: deadline.timeZone, decision: deadline.decision }));
  return list(items, found.length > pageSize && last !== undefined ? dayCursor(last) : null);
}

export async function subProcessors(visit: Visit): Promise<Reply> {
  const { query } = visit;
  const [party, vendorName, country] = [foldedParty(query.text('party', 120)), query.text('vendor', 120), query.text('country', 60)];
  const after = nameCursorOf(query.text('after', 200));
  const found = await pageOfSubProcessors(
    visit.services.storage.db,
    { ...(party === '' ? {} : { name: party }), ...(vendorName === '' ? {} : { vendor: vendorName }), ...(country === '' ? {} : { country }), includeGone: query.text('gone', 1) === '1' },
    { after: after === null ? null : { id: after.id, folded: after.name }, limit: pageSize + 1 },
  );
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  const items = shown.map((entry): Shape<'subProcessor'> => ({ name: entry.name, vendor: entry.vendorSlug, policy: entry.policySlug, country: entry.country, purpose: entry.purpose, basis: entry.basis, inBaseline: entry.inBaseline, firstSeenAt: entry.firstSeenAt, goneAt: entry.goneAt }));
  return list(items, found.length > pageSize && last !== undefined ? nameCursor({ id: last.id, name: last.folded }) : null);
}

export async function search(visit: Visit): Promise<Reply> {
  const { query } = visit;
  const found = await searchTexts(visit.services, query.text('q', 300), query.text('where', 10) === 'ever' ? 'ever' : 'current', query.whole('after'));
  return list(found.policies.map(({ hit, first, goneWith }): Shape<'found'> => ({ vendor: hit.vendorSlug, policy: hit.policySlug, version: hit.number, since: first === null ? null : { version: first.number, firstSeenAt: first.firstSeenAt }, goneSince: goneWith?.firstSeenAt ?? null })), found.next === null ? null : String(found.next));
}

export async function health(visit: Visit): Promise<Reply> {
  const value: Shape<'health'> = { ...(await watchCounts(visit.services.storage.db)) };
  return { kind: 'json', value };
}
