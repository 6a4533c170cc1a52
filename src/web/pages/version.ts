import type { Clause } from '../../domain/clause.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { findVersionByNumber, findVersion } from '../../storage/versions.ts';
import { timeTag } from '../dates.ts';
import { html, none, outerLink, quoted, type Markup } from '../markup.ts';
import { facts, policyPath, table } from '../parts.ts';
import { clauseText } from '../redline.ts';
import { missing, wholeOf, type Reply, type Visit } from '../visit.ts';
import { crumbs, statedDates, subjectOf } from './policy.ts';

/** The 99th percentile of policies has 2,200 clauses. */
const clausesShown = 3000;

export async function versionPage(visit: Visit): Promise<Reply> {
  const subject = await subjectOf(visit);
  const number = wholeOf(visit.params['number'] ?? '');
  if (subject === null || number === null) return missing;
  const { db } = visit.services.storage;
  const summary = await findVersionByNumber(db, subject.policy.id, number);
  const version = summary === null ? null : await findVersion(db, summary.id);
  if (version === null) return missing;
  const { words } = visit;
  const w = words.version;
  const base = policyPath(subject.policy.slug);
  const stated = statedDates(visit, version);
  const clauses = version.tree.clauses.slice(0, clausesShown);
  const left = version.tree.clauses.length - clauses.length;
  const { announcement } = version;
  const body = html`${crumbs(visit, subject)}
<h1>${quoted(version.title ?? subject.name)}</h1>
<p class="meta">${words.common.Version(number)}</p>
${facts([
    [words.policy.seen, html`${timeTag(visit.dates, version.firstSeenAt)}${version.lastAbsentAt === null ? none : html` <span class="quiet">(${words.policy.seenBetween(visit.dates.time(version.lastAbsentAt), visit.dates.time(version.firstSeenAt))})</span>`}`],
    [words.policy.confirmed, timeTag(visit.dates, version.confirmedAt)],
    stated === '' ? null : [words.policy.stated, stated],
    [w.captureLink, html`<a href="${base}/captures/${version.captureId}">${words.policy.capture} ${version.captureId}</a>`],
    [w.hash, html`<code class="hash">${version.hash}</code>`],
  ])}
${version.notes.length === 0 ? none : html`<h2>${w.notes}</h2><ul class="notes">${version.notes.map((note) => html`<li>${note[visit.language]}</li>`)}</ul>`}
${announcement === null ? none : html`<div class="notice"><p><strong>${w.announcement}.</strong> ${quoted(announcement.quote, version.language)}</p>${announcement.previewUrl === null ? none : html`<p>${outerLink(announcement.previewUrl)}</p>`}</div>`}
<p class="tools"><a href="${base}/versions/${number}.txt">${w.asText}</a> <a href="${base}/versions/${number}/evidence">${words.compare.pack}</a> <a href="/api/v1${base}/versions/${number}">${words.compare.evidence}</a> ${number > 1 ? html`<a href="${base}/compare?old=${number - 1}&amp;new=${number}">${words.policy.compare}</a>` : none}</p>
<div class="document">${parts(clauses).map((part) => (Array.isArray(part) ? rowsMarkup(visit, part, version.language) : clauseMarkup(visit, part, version.language)))}</div>
${left > 0 ? html`<p class="notice">${w.cut(left)} <a href="${base}/versions/${number}.txt">${w.cutMore}</a></p>` : none}`;
  return { kind: 'page', title: w.title(subject.name, number), section: 'vendors', body };
}

type TableRow = Clause & { readonly cells: readonly string[] };

function isRow(clause: Clause): clause is TableRow {
  return clause.kind === 'table-row' && clause.cells !== null && clause.cells.length > 1;
}

/** A version's clauses, the rows of a table together. */
function parts(clauses: readonly Clause[]): readonly (Clause | TableRow[])[] {
  const found: (Clause | TableRow[])[] = [];
  for (const clause of clauses) {
    const last = found.at(-1);
    if (!isRow(clause)) found.push(clause);
    else if (Array.isArray(last) && last[0]?.cells.length === clause.cells.length) last.push(clause);
    else found.push([clause]);
  }
  return found;
}

function rowsMarkup(visit: Visit, rows: readonly TableRow[], language: string | null): Markup {
  const header = rows.find((row) => row.header !== null)?.header ?? null;
  const body = rows.filter((row) => header === null || row.cells.some((cell, index) => cell !== header[index]));
  const labels = rows[0]?.cells.map((_, index) => header?.[index] ?? '') ?? [];
  return table(visit.words.version.table, labels, body.map((row) => row.cells.map((cell) => quoted(cell.slice(0, 4000), language))), { hideCaption: true, quoted: true });
}

function clauseMarkup(visit: Visit, clause: Clause, language: string | null): Markup {
  const text = clauseText(visit, clause, language);
  if (clause.kind !== 'heading') return html`<p class="clause ${clause.kind}">${text}</p>`;
  // The page's own title is the only h1; the policy's headings follow it.
  return clause.level <= 2 ? html`<h2 class="clause heading">${text}</h2>` : html`<h3 class="clause heading">${text}</h3>`;
}

/** All that proves a version, for somebody who has nothing else. */
export async function versionEvidence(visit: Visit): Promise<Reply> {
  const subject = await subjectOf(visit);
  const number = wholeOf(visit.params['number'] ?? '');
  const summary = subject === null || number === null ? null : await findVersionByNumber(visit.services.storage.db, subject.policy.id, number);
  if (subject === null || summary === null) return missing;
  const content = await visit.services.actions.evidence(`${subject.policy.slug}@${summary.number}`);
  return { kind: 'file', mediaType: 'application/wacz', content, filename: `${subject.policy.slug.replace('/', '-')}-${summary.number}.wacz` };
}

export async function versionText(visit: Visit): Promise<Reply> {
  const subject = await subjectOf(visit);
  const number = wholeOf((visit.params['file'] ?? '').replace(/\.txt$/u, ''));
  if (subject === null || number === null) return missing;
  const summary = await findVersionByNumber(visit.services.storage.db, subject.policy.id, number);
  const version = summary === null ? null : await findVersion(visit.services.storage.db, summary.id);
  if (version === null) return missing;
  return { kind: 'file', mediaType: 'text/plain; charset=utf-8', content: visibleText(version.text), filename: null };
}
