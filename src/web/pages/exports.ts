import { exportTable, exportTables, type ExportTable } from '../../app/export-tables.ts';
import { html } from '../markup.ts';
import { select } from '../parts.ts';
import { missing, type Reply, type Visit } from '../visit.ts';

const tables = Object.keys(exportTables).filter((name): name is ExportTable => name in exportTables);

export async function exportsPage(visit: Visit): Promise<Reply> {
  const w = visit.words.exports;
  const cards = tables.map((name) => html`<li class="card"><h2>${w.tables[name]}</h2><p>${w.about[name]}</p><form class="row" method="get" action="/exports/${name}.csv">${select('separator', w.separator, [{ value: 'auto', label: w.separators.auto }, { value: 'comma', label: w.separators.comma }, { value: 'semicolon', label: w.separators.semicolon }], 'auto')}<button class="button">${w.download}</button></form></li>`);
  return { kind: 'page', title: w.title, section: 'exports', body: html`<h1>${w.title}</h1><p>${w.intro}</p><ul class="cards">${cards}</ul><p class="quiet">${w.evidence}</p>` };
}

export async function exportFile(visit: Visit): Promise<Reply> {
  const name = (visit.params['file'] ?? '').replace(/\.csv$/u, '');
  const table = tables.find((known) => known === name);
  if (table === undefined) return missing;
  const { words, language } = visit;
  const separator = visit.query.oneOf('separator', ['comma', 'semicolon'] as const);
  // Dutch spreadsheets write decimals with a comma and therefore part columns with a semicolon.
  const delimiter = separator === 'comma' || (separator === null && language === 'en') ? ',' : ';';
  const names = { ...words.states, ...words.policy.healthStates, ...words.subProcessors.basis, yes: words.common.yes, no: words.common.no };
  const chunks = exportTable(visit.services, { table, language, delimiter, labels: words.exports.columns, names });
  return { kind: 'stream', mediaType: 'text/csv; charset=utf-8', chunks, filename: `clausewatch-${table}-${visit.dates.isoDay(visit.now)}.csv` };
}
