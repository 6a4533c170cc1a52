import { stringify } from 'csv-stringify/sync';
import type { ReaderLanguage } from '../domain/language.ts';
import { directionLabels, kindLabels, policyTypeLabel, significanceLabels, topicLabels } from '../domain/labels.ts';
import { visibleText } from '../domain/visible-text.ts';
import { cursorOf, pageOfChanges, type ChangeCursor } from '../storage/change-lists.ts';
import { findChange } from '../storage/comparisons.ts';
import { pageOfDecisions } from '../storage/decision-lists.ts';
import { pageOfPolicies } from '../storage/overviews.ts';
import { pageOfSubProcessors, type SubProcessorCursor } from '../storage/sub-processors.ts';
import { listVendors } from '../storage/vendors.ts';
import type { AppContext } from './context.ts';

export const exportTables = {
  vendors: ['vendor', 'owner', 'tier', 'tags', 'notice', 'count', 'contractDate', 'paused', 'created'],
  policies: ['vendor', 'policy', 'type', 'address', 'state', 'version', 'lastCheck', 'lastChange', 'tags'],
  changes: ['found', 'vendor', 'policy', 'version', 'kind', 'significance', 'direction', 'topics', 'headline', 'old', 'new', 'state'],
  decisions: ['at', 'by', 'decision', 'why', 'vendor', 'policy', 'change', 'headline'],
  'sub-processors': ['party', 'vendor', 'policy', 'country', 'purpose', 'since', 'baseline', 'gone', 'basis'],
} as const;

export type ExportTable = keyof typeof exportTables;
export type ExportColumn = (typeof exportTables)[ExportTable][number];

export interface ExportRequest {
  readonly table: ExportTable;
  readonly language: ReaderLanguage;
  readonly delimiter: ',' | ';';
  /** What the columns are called. */
  readonly labels: Readonly<Record<ExportColumn, string>>;
  /** What the states of a review and a party's basis are called; a name that is missing stays as it is. */
  readonly names: Readonly<Record<string, string>>;
}

type Row = Partial<Readonly<Record<ExportColumn, string | number | null>>>;

/** So few that a request in between waits some hundredths of a second. */
const batch = 100;
/** A spreadsheet's cell holds 32,767 characters. */
const longestCell = 32_000;
/** What a spreadsheet takes for a formula, in the full-width forms too, behind white space or not. */
const formulaStart = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

/**
 * A table as CSV for a spreadsheet: a byte order mark, so that Excel reads UTF-8; formulas defused; read from the
 * database a batch at a time, so that its size does not matter.
 */
export async function* exportTable(context: Pick<AppContext, 'storage'>, request: ExportRequest): AsyncGenerator<string> {
  const columns = exportTables[request.table];
  const lines = (rows: readonly Row[]): string =>
    stringify(rows.map((row) => columns.map((column) => cellOf(row[column] ?? ''))), { delimiter: request.delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/u });
  yield `\uFEFF${stringify([columns.map((column) => request.labels[column])], { delimiter: request.delimiter, record_delimiter: '\r\n' })}`;
  for await (const rows of rowsOf(context, request)) yield lines(rows);
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = visibleText(value).slice(0, longestCell);
  return formulaStart.test(text) ? `'${text}` : text;
}

function rowsOf(context: Pick<AppContext, 'storage'>, request: ExportRequest): AsyncGenerator<readonly Row[]> {
  switch (request.table) {
    case 'vendors':
      return vendorRows(context);
    case 'policies':
      return policyRows(context, request);
    case 'changes':
      return changeRows(context, request);
    case 'decisions':
      return decisionRows(context, request);
    case 'sub-processors':
      return partyRows(context, request);
  }
}

async function* vendorRows({ storage }: Pick<AppContext, 'storage'>): AsyncGenerator<readonly Row[]> {
  yield (await listVendors(storage.db)).map((vendor) => ({
    vendor: vendor.name,
    owner: vendor.owner,
    tier: vendor.tier,
    tags: vendor.tags.join(', '),
    notice: vendor.notice?.days ?? null,
    count: vendor.notice?.count ?? null,
    contractDate: vendor.contractDate,
    paused: vendor.pausedAt,
    created: vendor.createdAt,
  }));
}

async function* policyRows({ storage }: Pick<AppContext, 'storage'>, { language, names }: ExportRequest): AsyncGenerator<readonly Row[]> {
  let after: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof pageOfPolicies>> = await pageOfPolicies(storage.db, {}, { after, limit: batch });
    yield page.map((policy) => ({
      vendor: policy.vendorName,
      policy: policy.slug,
      type: policyTypeLabel(policy.type)[language],
      address: policy.url,
      state: names[policy.health.state] ?? policy.health.state,
      version: policy.currentNumber,
      lastCheck: policy.lastCheckAt,
      lastChange: policy.lastChangeAt,
      tags: policy.tags.join(', '),
    }));
    after = page.at(-1)?.slug ?? null;
    if (page.length < batch || after === null) return;
  }
}

async function* changeRows({ storage }: Pick<AppContext, 'storage'>, { language, names }: ExportRequest): AsyncGenerator<readonly Row[]> {
  let after: ChangeCursor | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof pageOfChanges>> = await pageOfChanges(storage.db, {}, { order: 'newest', after, limit: batch });
    const rows: Row[] = [];
    for (const change of page) {
      const full = await findChange(storage.db, change.id);
      rows.push({
        found: change.createdAt,
        vendor: change.vendorName,
        policy: policyTypeLabel(change.policyType)[language],
        version: change.newNumber,
        kind: kindLabels[change.kind][language],
        significance: significanceLabels[change.significance][language],
        direction: directionLabels[change.direction][language],
        topics: change.topics.map((topic) => topicLabels[topic][language]).join(', '),
        headline: change.headline[language],
        old: full?.old.map((clause) => clause.text).join('\n') ?? '',
        new: full?.new.map((clause) => clause.text).join('\n') ?? '',
        state: names[change.state] ?? change.state,
      });
    }
    yield rows;
    const last = page.at(-1);
    if (page.length < batch || last === undefined) return;
    after = cursorOf(last);
  }
}

async function* decisionRows({ storage }: Pick<AppContext, 'storage'>, { language, names }: ExportRequest): AsyncGenerator<readonly Row[]> {
  let before: number | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof pageOfDecisions>> = await pageOfDecisions(storage.db, {}, { before, limit: batch });
    yield page.map((decision) => ({
      at: decision.at,
      by: decision.by,
      decision: names[decision.state] ?? decision.state,
      why: decision.why,
      vendor: decision.vendorName,
      policy: policyTypeLabel(decision.policyType)[language],
      change: decision.changeId,
      headline: decision.headline[language],
    }));
    before = page.at(-1)?.id ?? null;
    if (page.length < batch || before === null) return;
  }
}

async function* partyRows({ storage }: Pick<AppContext, 'storage'>, { language, names }: ExportRequest): AsyncGenerator<readonly Row[]> {
  let after: SubProcessorCursor | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof pageOfSubProcessors>> = await pageOfSubProcessors(storage.db, { includeGone: true }, { after, limit: batch });
    yield page.map((party) => ({
      party: party.name,
      vendor: party.vendorName,
      policy: policyTypeLabel(party.policyType)[language],
      country: party.country,
      purpose: party.purpose,
      since: party.firstSeenAt,
      baseline: names[party.inBaseline ? 'yes' : 'no'] ?? '',
      gone: party.goneAt,
      basis: names[party.basis] ?? party.basis,
    }));
    const last = page.at(-1);
    if (page.length < batch || last === undefined) return;
    after = { folded: last.folded, id: last.id };
  }
}
