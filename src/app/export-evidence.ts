import canonicalize from 'canonicalize';
import type { ChangeId, PolicyId } from '../domain/ids.ts';
import { UsageError } from '../domain/problem.ts';
import { warcIndex } from '../fetch/warc-index.ts';
import { writeWarc, type WarcCapture } from '../fetch/warc-writer.ts';
import { getBody } from '../storage/bodies.ts';
import { capturesOfVersions, findCapture, type Capture } from '../storage/captures.ts';
import { changesOf, comparisonOfVersion, findChange, findComparison, type ComparisonSummary } from '../storage/comparisons.ts';
import type { Db } from '../storage/database.ts';
import { headAfter, newestHead } from '../storage/heads.ts';
import { chainTips, headOf, ledgerOf } from '../storage/ledger.ts';
import { getPolicy } from '../storage/policies.ts';
import { getVendor } from '../storage/vendors.ts';
import { findVersionSummary, listVersions, originalText, type VersionSummary } from '../storage/versions.ts';
import { recordOf } from './chained-record.ts';
import type { AppContext } from './context.ts';
import { headFile } from './daily-head.ts';
import { evidenceReadme } from './evidence-readme.ts';
import { makePack, type PackFacts } from './evidence-pack.ts';
import { findNamedVersion, findOnePolicy } from './known-names.ts';
import { renderComparison } from './render-comparison.ts';

/** What a pack is about. */
interface Subject {
  readonly policyId: PolicyId;
  readonly versions: readonly VersionSummary[];
  readonly title: string;
}

/**
 * Packs the evidence of a policy, a version (`POLICY@NUMBER`) or a change (`change:NUMBER`): the pages as received, the
 * texts, the redlines, the decisions and the whole chain, for somebody who has nothing but the pack.
 * @returns the pack's bytes (WACZ)
 * @throws UsageError where nothing has that name; OperationError where what is stored is damaged
 */
export async function exportEvidence(context: AppContext, name: string): Promise<Uint8Array> {
  const { db } = context.storage;
  const subject = await subjectOf(db, name);
  const policy = await getPolicy(db, subject.policyId);
  const vendor = await getVendor(db, policy.vendorId);
  const captures = await capturesOf(db, subject.versions);
  const files = new Map<string, Uint8Array>();
  const put = (path: string, text: string): void => void files.set(path, Buffer.from(text, 'utf8'));

  const warc = writeWarc(await warcCaptures(db, captures), context.tool, context.clock());
  files.set('archive/captures.warc', warc);
  put('indexes/index.cdx', await warcIndex(warc, 'captures.warc'));
  put('pages/pages.jsonl', pageLines(captures));
  put('evidence/README.txt', evidenceReadme(vendor, policy, subject.versions));
  for (const version of subject.versions) {
    put(`evidence/versions/${version.number}.md`, (await originalText(db, version.id)) ?? '');
    const comparison = await comparisonOfVersion(db, version.id);
    if (comparison !== null) await putRedline(db, put, version, comparison);
  }
  // In one transaction: a check that ends between the two would make a pack whose chain is not the head's.
  const { chain, chains } = await context.storage.transaction(async (tx) => ({ chain: await chainLines(tx, subject.policyId), chains: await chainTips(tx) }));
  put('evidence/chain.jsonl', chain);
  put('evidence/head.json', `${canonicalize({ head: headOf(chains), at: context.clock(), chains }) ?? ''}\n`);
  await putStamps(db, files, subject);
  const facts: PackFacts = { title: subject.title, description: `${vendor.name}, ${policy.type}, ${policy.source.url}`, created: context.clock(), software: context.tool };
  return makePack(files, facts);
}

async function subjectOf(db: Db, name: string): Promise<Subject> {
  const changeNumber = /^change:(\d{1,12})$/u.exec(name)?.[1];
  if (changeNumber !== undefined) {
    const change = await findChange(db, Number(changeNumber) as ChangeId);
    const comparison = change === null ? null : await findComparison(db, change.comparisonId);
    if (comparison === null) throw new UsageError({ code: 'unknown-change', retryable: false, message: `There is no change ${changeNumber}.`, mend: 'Its number stands in the address of its page, and in clausewatch history --json.' });
    return { policyId: comparison.policyId, versions: await both(db, comparison), title: `Change ${changeNumber}` };
  }
  if (/@\d+$/u.test(name)) {
    const version = await findNamedVersion(db, name);
    const comparison = await comparisonOfVersion(db, version.id);
    return { policyId: version.policyId, versions: comparison === null ? [version] : await both(db, comparison), title: name };
  }
  const { policy } = await findOnePolicy(db, name);
  return { policyId: policy.id, versions: (await listVersions(db, policy.id)).toReversed(), title: policy.slug };
}

async function both(db: Db, comparison: ComparisonSummary): Promise<readonly VersionSummary[]> {
  const pair = [await findVersionSummary(db, comparison.oldVersionId), await findVersionSummary(db, comparison.newVersionId)];
  return pair.filter((version) => version !== null);
}

async function capturesOf(db: Db, versions: readonly VersionSummary[]): Promise<readonly Capture[]> {
  const shown = await capturesOfVersions(db, versions.map((version) => version.id));
  const known = new Set(shown.map((capture) => capture.id));
  const first = await Promise.all(versions.filter((version) => !known.has(version.captureId)).map((version) => findCapture(db, version.captureId)));
  return [...shown, ...first.filter((capture) => capture !== null)].toSorted((left, right) => left.id - right.id);
}

async function warcCaptures(db: Db, captures: readonly Capture[]): Promise<readonly WarcCapture[]> {
  return Promise.all(
    captures.map(async (capture) => ({ name: `capture-${capture.id}`, exchange: capture.exchange, rawBody: await getBody(db, capture.rawSha256), mediaType: capture.mediaType })),
  );
}

function pageLines(captures: readonly Capture[]): string {
  const lines = captures.map((capture) => JSON.stringify({ id: `capture-${capture.id}`, url: capture.exchange.finalUrl, ts: capture.at, title: capture.title ?? '' }));
  return `${[JSON.stringify({ format: 'json-pages-1.0', id: 'pages', title: 'Captures' }), ...lines].join('\n')}\n`;
}

async function putRedline(db: Db, put: (path: string, text: string) => void, version: VersionSummary, summary: ComparisonSummary): Promise<void> {
  const changes = await changesOf(db, summary.id);
  const comparison = { language: summary.language, overall: summary.overall, changes, unchanged: summary.unchanged, coarse: summary.coarse };
  const base = `evidence/redlines/${version.number - 1}-${version.number}`;
  put(`${base}.html`, renderComparison(comparison, 'html', { language: 'nl', colour: false, width: 100 }));
  put(`${base}.en.txt`, `${renderComparison(comparison, 'text', { language: 'en', colour: false, width: 100 })}\n`);
}

/** The first daily head after each version, and the newest: each with the authority's answer where there is one. */
async function putStamps(db: Db, files: Map<string, Uint8Array>, subject: Subject): Promise<void> {
  const heads = [...(await Promise.all(subject.versions.map((version) => headAfter(db, version.confirmedAt)))), await newestHead(db)];
  for (const head of heads) {
    if (head === null || !head.chains.some(([policyId]) => policyId === subject.policyId)) continue;
    files.set(`evidence/heads/${head.day}.json`, headFile(head));
    if (head.token !== null) files.set(`evidence/timestamps/${head.day}.tsr`, head.token);
  }
}

/** The whole chain, each entry with the record that it fixes, so that anybody can compute the hashes again. */
async function chainLines(db: Db, policyId: PolicyId): Promise<string> {
  const lines: string[] = [];
  for (const entry of await ledgerOf(db, policyId)) lines.push(canonicalize({ entry, record: await recordOf(db, entry.kind, entry.refId) }) ?? '');
  return `${lines.join('\n')}\n`;
}
