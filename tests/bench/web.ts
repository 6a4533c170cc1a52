import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { tmpdir } from 'node:os';
import Database from 'better-sqlite3';
import { silentLog } from '../../src/app/log.ts';
import { KeptFeeds } from '../../src/app/kept-feeds.ts';
import { compareTrees } from '../../src/app/compare-trees.ts';
import { configOf, defaultConfigFile } from '../../src/config/load-config.ts';
import { topics } from '../../src/domain/clause.ts';
import type { PolicyId } from '../../src/domain/ids.ts';
import { instantOf, type Instant } from '../../src/domain/instant.ts';
import { policyTypes } from '../../src/domain/vendor.ts';
import { pack } from '../../src/storage/cast.ts';
import { openStorage, type Storage } from '../../src/storage/database.ts';
import { Jobs } from '../../src/web/jobs.ts';
import { startWeb } from '../../src/web/server.ts';
import type { WebActions } from '../../src/web/services.ts';
import { madeTree } from '../support/made-clauses.ts';
import { makeCapture } from '../support/made-database.ts';
import { payrollPrivacyNew } from '../support/made-texts.ts';
import { madeSettings } from '../support/made-web.ts';
import { noSecrets } from '../support/watched.ts';

/*
 * How fast every list page answers over a large installation while a crawl writes:
 * node tests/bench/web.ts [share of the full size, 1 by default]
 * The processor's time a request, asking and crawling included, is told beside the clock's: it stays the same on a
 * machine that is busy with something else.
 * The made database is kept in the system's folder for temporary files and used again.
 */

const full = { vendors: 1_500, policies: 5_000, versions: 200_000, changes: 2_000_000 };
const kinds = ['modified', 'modified', 'modified', 'added', 'removed', 'moved', 'renumbered'] as const;
const dayMs = 86_400_000;
const lastDay = Date.UTC(2026, 10, 9, 6);
const requestsPerPage = 40;
const warmUps = 3;
const limitMs = 100;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Numbers that look random and are the same at every run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function fill(dataDir: string, share: number): Promise<void> {
  await (await openStorage(dataDir)).close();
  const raw = new Database(path.join(dataDir, 'clausewatch.db'));
  raw.pragma('journal_mode = OFF');
  raw.pragma('synchronous = OFF');
  raw.pragma('cache_size = -400000');
  raw.pragma('foreign_keys = OFF');
  const size = { vendors: Math.round(full.vendors * share), policies: Math.round(full.policies * share), versions: Math.round(full.versions * share), changes: Math.round(full.changes * share) };
  const random = chance(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? (list[0] as T);
  const insert = (table: string, columns: readonly string[]): Database.Statement => raw.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`);
  // Indexes that are built once over all rows take a fraction of the time of ones that grow with each.
  const indexes = raw.prepare("select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ('changes', 'versions', 'comparisons', 'captures')").all() as readonly { readonly name: string; readonly sql: string }[];
  for (const index of indexes) raw.exec(`drop index ${index.name}`);

  const vendor = insert('vendors', ['id', 'slug', 'name', 'tags', 'created_at']);
  const policy = insert('policies', ['id', 'vendor_id', 'slug', 'type', 'url', 'render', 'select_css', 'remove_css', 'tags', 'created_at', 'next_check_at', 'last_check_at', 'last_change_at', 'gate_memory', 'current_version_id', 'failing_since', 'failures', 'failure_reason']);
  const capture = insert('captures', ['id', 'policy_id', 'at', 'exchange', 'raw_sha256', 'body_sha256', 'media_type', 'verdict', 'reasons', 'outcome', 'text_hash', 'reader', 'tool', 'version_id']);
  const version = insert('versions', ['id', 'policy_id', 'number', 'capture_id', 'first_seen_at', 'confirmed_at', 'hash', 'title', 'language', 'notes']);
  const reading = insert('readings', ['version_id', 'reader', 'read_at', 'hash', 'text', 'tree']);
  const comparison = insert('comparisons', ['id', 'policy_id', 'old_version_id', 'new_version_id', 'created_at', 'language', 'significance', 'direction', 'headline_nl', 'headline_en', 'unchanged', 'coarse', 'ruleset']);
  const change = insert('changes', ['comparison_id', 'policy_id', 'vendor_id', 'position', 'created_at', 'kind', 'significance', 'rank', 'direction', 'main_topic', 'topics', 'headline_nl', 'headline_en', 'data', 'state']);
  const tree = madeTree(payrollPrivacyNew, 'nl');
  // As long as a real policy's memory of some hundred clauses.
  const gateMemory = JSON.stringify({ current: Array.from({ length: 1500 }, (_, index) => `fingerprint-${index}`) });
  const packedTree = pack(tree);
  const packedChange = pack({ old: tree.clauses.slice(3, 4), new: tree.clauses.slice(4, 5), words: [{ op: 'delete', text: 'een' }, { op: 'insert', text: 'twee' }], facts: [], reasons: [] });
  const names = ['Loon', 'Post', 'Wolk', 'Zorg', 'Data', 'Plan', 'Bank', 'Sein', 'Mail', 'Kluis', 'Netwerk', 'Archief'];

  raw.exec('begin');
  for (let id = 1; id <= size.vendors; id += 1) vendor.run(id, `vendor-${id}`, `${pick(names)}${pick(names).toLowerCase()} ${id}`, JSON.stringify(random() < 0.1 ? ['kritiek'] : []), instantOf(lastDay - 900 * dayMs));
  const perPolicy = Math.round(size.versions / size.policies);
  const perComparison = Math.round(size.changes / (size.policies * (perPolicy - 1)));
  let versionId = 0;
  let comparisonId = 0;
  for (let policyId = 1; policyId <= size.policies; policyId += 1) {
    const vendorId = ((policyId - 1) % size.vendors) + 1;
    const type = policyTypes[Math.floor((policyId - 1) / size.vendors)] ?? 'Other';
    const failing = random() < 0.02;
    policy.run(policyId, vendorId, `vendor-${vendorId}/policy-${policyId}`, type, `https://vendor-${vendorId}.example/${policyId}`, 'auto', '[]', '[]', '[]', instantOf(lastDay - 900 * dayMs), instantOf(lastDay), instantOf(lastDay - Math.floor(random() * dayMs)), instantOf(lastDay - Math.floor(random() * 90 * dayMs)), gateMemory, versionId + perPolicy, failing ? instantOf(lastDay - 2 * dayMs) : null, failing ? 3 : 0, failing ? 'refused with 403' : null);
    for (let number = 1; number <= perPolicy; number += 1) {
      versionId += 1;
      const at = instantOf(lastDay - (perPolicy - number) * 20 * dayMs - Math.floor(random() * 15 * dayMs));
      const hash = `sha256:${versionId.toString(16).padStart(64, '0')}`;
      capture.run(versionId, policyId, at, '{}', hash, hash, 'text/html', 'ok', '[]', number === 1 ? 'first' : 'confirmed', hash, 'bench', 'bench', versionId);
      version.run(versionId, policyId, number, versionId, at, at, hash, 'Privacyverklaring', 'nl', '[]');
      if (number >= perPolicy - 1) reading.run(versionId, 'bench', at, hash, policyId % 50 === 0 ? `${payrollPrivacyNew}\nWij gebruiken OpenAI.` : payrollPrivacyNew, packedTree);
      if (number === 1) continue;
      comparisonId += 1;
      comparison.run(comparisonId, policyId, versionId - 1, versionId, at, 'nl', 'minor', 'neutral', `Wijziging ${number} van document ${policyId}`, `Change ${number} of policy ${policyId}`, 40, 0, 'bench');
      for (let position = 0; position < perComparison; position += 1) {
        const weight = random();
        const rank = weight < 0.1 ? 2 : weight < 0.4 ? 1 : 0;
        const topic = pick(topics);
        change.run(comparisonId, policyId, vendorId, position, at, pick(kinds), ['cosmetic', 'minor', 'material'][rank], rank, 'neutral', topic, JSON.stringify([topic]), `Bepaling ${position} over ${topic} gewijzigd`, `Clause ${position} about ${topic} changed`, packedChange, random() < 0.3 ? 'open' : 'accepted');
      }
    }
    if (policyId % 1000 === 0) say(`  ${policyId} policies`);
  }
  raw.exec('commit');
  say('  indexes');
  for (const index of indexes) raw.exec(index.sql);
  say('  search');
  raw.exec("insert into change_search(rowid, text) select id, headline_nl || ' ' || headline_en from changes");
  raw.exec("insert into index_progress (name, upto_id) select 'changes', max(id) from changes union all select 'sub-processors', max(id) from versions");
  const party = insert('sub_processors', ['policy_id', 'vendor_id', 'name', 'folded', 'country', 'basis', 'in_baseline', 'first_seen_at', 'first_version_id', 'last_version_id']);
  raw.exec('begin');
  for (let id = 1; id <= size.policies * 4; id += 1) {
    const policyId = ((id - 1) % size.policies) + 1;
    party.run(policyId, ((policyId - 1) % size.vendors) + 1, `Partij ${id % 700} B.V.`, `partij ${id % 700}`, pick(['NL', 'US', 'DE', 'IE']), 'list', id % 3 === 0 ? 0 : 1, instantOf(lastDay - Math.floor(random() * 400 * dayMs)), 1, 1);
  }
  raw.exec('commit');
  fillRecords(raw, size.policies, random);
  raw.close();
}

/** What people leave behind over the years: decisions, deadlines, subscribers, mails. */
export function fillRecords(raw: Database.Database, policies: number, random: () => number): void {
  const at = (daysAgo: number): Instant => instantOf(lastDay - Math.floor(daysAgo * dayMs));
  const insert = (table: string, columns: readonly string[]): Database.Statement => raw.prepare(`insert or ignore into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`);
  const decision = insert('decisions', ['change_id', 'policy_id', 'state', 'decided_by', 'decided_at', 'why']);
  const deadline = insert('deadlines', ['policy_id', 'kind', 'due_date', 'created_at', 'settled_at', 'settled_by', 'details']);
  const subscriber = insert('subscribers', ['name', 'address', 'language', 'time_zone', 'follows', 'alert_from', 'digest', 'confirmed_at', 'hard_failures', 'created_at']);
  const delivery = insert('deliveries', ['subscriber_id', 'channel', 'key', 'message_id', 'target', 'subject', 'payload', 'created_at', 'state', 'due_at', 'attempts', 'maybe_duplicate', 'finished_at']);
  raw.exec('begin');
  const decided = raw.prepare("select id, policy_id from changes where state = 'accepted' order by id desc limit ?").all(policies * 40) as readonly { readonly id: number; readonly policy_id: number }[];
  for (const row of decided) decision.run(row.id, row.policy_id, 'accepted', 'Noor de Wit', at(random() * 600), 'Besproken; past binnen de overeenkomst.');
  for (let id = 1; id <= policies * 3; id += 1) {
    const settled = random() < 0.6;
    const due = at(random() * 900 - 60).slice(0, 10);
    const details = { key: `bench:${id}`, timeZone: 'Europe/Amsterdam', noticedOn: due, period: { days: 30, count: 'calendar' }, quote: null, decision: settled ? { answer: 'accepted', by: 'Noor de Wit', at: at(10), note: null } : null, revision: 0 };
    deadline.run((id % policies) + 1, id % 2 === 0 ? 'objection' : 'effective', due, at(100), settled ? at(10) : null, settled ? 'Noor de Wit' : null, JSON.stringify(details));
  }
  for (let id = 1; id <= 300; id += 1) subscriber.run(`Lezer ${id}`, `lezer-${id}@voorbeeld.nl`, 'nl', 'Europe/Amsterdam', '{"vendors":[],"policyTypes":[],"tags":[],"topics":[]}', 'material', 1, at(500), 0, at(500));
  for (let id = 1; id <= policies * 10; id += 1) delivery.run((id % 300) + 1, 'mail', `bench-${id}`, `<bench-${id}@example.nl>`, `lezer-${id % 300}@voorbeeld.nl`, 'Wijziging', '{}', at(random() * 600), 'sent', at(1), 1, 0, at(1));
  raw.exec('commit');
}

const pages = [
  '/', '/vendors', '/vendors?name=zorg', '/vendors?tag=kritiek', '/vendors/vendor-7', '/policies/vendor-7/policy-7', '/policies/vendor-7/policy-7/checks', '/policies/vendor-7/policy-7/compare?old=39&new=40',
  '/review', '/review?state=all&order=newest', '/review?state=all', '/review?significance=material', '/review?topic=retention', '/review?topic=retention&significance=cosmetic', '/review?kind=moved', '/review?vendor=vendor-7', '/review?state=escalated', '/review?state=all&topic=rights&kind=added',
  '/decisions', '/search?q=OpenAI', '/search?q=bewaartermijnen', '/search?q=gegevens&where=ever', '/search?q=OpenAI&where=ever', '/search?q=retention&where=changes', '/search?q=gewijzigd&where=changes', '/sub-processors', '/sub-processors?party=partij+69', '/sub-processors?country=US&joined=2026-10-01',
  '/policies/vendor-7/policy-7/versions/40', '/policies/vendor-7/policy-7/as-of?date=2026-03-01',
  '/deadlines', '/deadlines?settled=1', '/subscribers', '/exports', '/health', '/accounts', '/me', '/metrics', '/calendar.ics',
  '/api/v1/changes', '/api/v1/policies', '/api/v1/vendors', '/api/v1/decisions', '/api/v1/deadlines', '/api/v1/sub-processors', '/api/v1/search?q=gegevens', '/api/v1/policies/vendor-7/policy-7/versions',
  '/feeds/changes.atom', '/feeds/changes.json', '/feeds/vendors/vendor-7.atom', '/feeds/tags/kritiek.json', '/feeds/tags/nothing.atom',
];

/** What a crawl does to the store: a check and a capture in a durable transaction, time and again. */
async function crawl(storage: Storage, policies: number, stop: AbortSignal): Promise<number> {
  let written = 0;
  while (!stop.aborted) {
    const policyId = ((written % policies) + 1) as PolicyId;
    await makeCapture(storage, policyId, 'https://vendor-7.example/7', instantOf(lastDay + written * 1000), `${payrollPrivacyNew}\n${written}`, 'unchanged').catch((error: unknown) => {
      if (!stop.aborted) throw error;
    });
    written += 1;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return written;
}

const exportedBytes = 40_000_000;

/** Takes a good part of the longest table while other pages are asked for. @returns whether those were too slow meanwhile */
async function exportSlows(url: string): Promise<boolean> {
  const controller = new AbortController();
  const rss = process.memoryUsage.rss();
  let bytes = 0;
  const exporting = (async () => {
    const response = await fetch(`${url}/exports/changes.csv`, { signal: controller.signal });
    if (response.body === null) throw new Error('The export is empty.');
    for await (const chunk of response.body) {
      bytes += chunk.length;
      if (bytes > exportedBytes) return;
    }
  })().finally(() => controller.abort());
  const times: number[] = [];
  for (let count = 0; count < requestsPerPage && !controller.signal.aborted; count += 1) {
    const from = performance.now();
    await (await fetch(`${url}/review`)).arrayBuffer();
    times.push(performance.now() - from);
  }
  await exporting;
  times.sort((a, b) => a - b);
  const p95 = times[Math.ceil(times.length * 0.95) - 1] ?? 0;
  say(`/review during an export of ${Math.round(bytes / 1_000_000)} MB (memory ${Math.round((process.memoryUsage.rss() - rss) / 1_000_000)} MB more): p95 ${p95.toFixed(1)} ms over ${times.length} requests`);
  return p95 > limitMs;
}

/** @returns the pages that were too slow, by their 95th percentile */
export async function benchWeb(share: number): Promise<readonly string[]> {
  const dataDir = path.join(tmpdir(), `clausewatch-bench-web-${share}`);
  if (!existsSync(path.join(dataDir, 'clausewatch.db'))) {
    say(`Making a database with ${Math.round(full.changes * share).toLocaleString('en-GB')} changes in ${dataDir}`);
    await fill(dataDir, share);
  }
  const storage = await openStorage(dataDir);
  const never = (): Promise<never> => Promise.reject(new Error('Nothing reaches out of a measurement.'));
  const actions: WebActions = { find: never, add: never, pause: never, remove: never, check: never, evidence: never, compare: compareTrees };
  const now = instantOf(lastDay + dayMs) satisfies Instant;
  const web = await startWeb({ storage, clock: () => now, log: silentLog, config: configOf(defaultConfigFile, dataDir), secrets: noSecrets, actions, jobs: new Jobs(actions), feeds: new KeptFeeds() }, madeSettings());
  const stop = new AbortController();
  const crawling = crawl(storage, Math.round(full.policies * share), stop.signal);
  const slow: string[] = [];
  // The crawl's seventh capture is of the seventh policy, and it is made long before these are asked for.
  const captured = `/policies/vendor-7/policy-7/captures/${Math.round(full.versions * share) + 7}`;
  const asked = [...pages, captured, `${captured}/frame`];
  // One round unmeasured: what people meet every day is not a program that has just started.
  for (const page of asked) await (await fetch(web.url + page)).arrayBuffer();
  for (const page of asked) {
    const times: number[] = [];
    const cpu = process.cpuUsage();
    let bytes = 0;
    for (let count = 0; count < requestsPerPage + warmUps; count += 1) {
      const from = performance.now();
      const response = await fetch(web.url + page);
      bytes = (await response.arrayBuffer()).byteLength;
      if (response.status !== 200) throw new Error(`${page} answered ${response.status}`);
      if (count >= warmUps) times.push(performance.now() - from);
    }
    times.sort((a, b) => a - b);
    const p95 = times[Math.ceil(times.length * 0.95) - 1] ?? 0;
    const used = process.cpuUsage(cpu);
    const cpuMs = (used.user + used.system) / 1000 / (requestsPerPage + warmUps);
    say(`${page.padEnd(48)} cpu ${cpuMs.toFixed(1).padStart(6)} ms   p50 ${(times[Math.floor(times.length / 2)] ?? 0).toFixed(1).padStart(7)} ms   p95 ${p95.toFixed(1).padStart(7)} ms   ${Math.round(bytes / 1024)} kB${p95 > limitMs ? '   TOO SLOW' : ''}`);
    if (p95 > limitMs) slow.push(page);
  }
  if (await exportSlows(web.url)) slow.push('/exports/changes.csv');
  stop.abort();
  say(`${await crawling} captures were written meanwhile.`);
  await web.close();
  await storage.close();
  return slow;
}

if (import.meta.main) {
  const slow = await benchWeb(Number(process.argv[2] ?? '1'));
  process.exitCode = slow.length === 0 ? 0 : 1;
}
