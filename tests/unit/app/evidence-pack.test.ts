import canonicalize from 'canonicalize';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { unzipSync, zipSync } from 'fflate';
import { WARCParser } from 'warcio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { checkPolicy } from '../../../src/app/check-policy.ts';
import { makePack } from '../../../src/app/evidence-pack.ts';
import { exportEvidence } from '../../../src/app/export-evidence.ts';
import { verifyPackBytes } from '../../../src/app/verify-pack.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { sha256Of } from '../../../src/storage/bodies.ts';
import { listCaptures } from '../../../src/storage/captures.ts';
import { canonicalSha256, chainHead, chainStart, entryHash, headOf, type ChainTip, type StoredLedgerEntry } from '../../../src/storage/ledger.ts';
import { chance } from '../../support/chance.ts';
import { openWatched, policyWords, type Answer, type Watched } from '../../support/watched.ts';

/** Compressed, chunked and with a header twice, as real servers answer. */
function packed(sentence: string): Answer {
  const html = `<!doctype html><html lang="nl"><head><title>Privacy</title></head><body><main><h1>Privacy</h1>${policyWords(sentence)}</main></body></html>`;
  return (_request, response) => {
    response.writeHead(200, [['content-type', 'text/html; charset=utf-8'], ['content-encoding', 'gzip'], ['set-cookie', 'a=1'], ['set-cookie', 'b=2']].flat());
    response.end(gzipSync(html));
  };
}

let watched: Watched;
let pack: Uint8Array;

beforeAll(async () => {
  watched = await openWatched();
  for (const years of ['twee', 'twee', 'vijf', 'vijf', 'vijf', 'vijf']) {
    watched.now = plusMs(watched.now, 3_600_000);
    watched.answer = packed(`Wij bewaren uw gegevens ${years} jaar.`);
    await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal });
  }
  pack = await exportEvidence(watched.context, 'acme/privacy-policy');
});

afterAll(async () => {
  await watched[Symbol.asyncDispose]();
});

test('a pack that nobody touched verifies, and names the head that the store has', async () => {
  const { faults, entries, head } = await verifyPackBytes(pack);
  expect(faults).toEqual([]);
  expect(entries).toBeGreaterThan(8);
  expect(head).toBe(await chainHead(watched.context.storage.db));
});

test('the same state gives the same bytes, for a policy, a version and a change', async () => {
  for (const name of ['acme/privacy-policy', 'acme/privacy-policy@2', 'change:1']) {
    const [one, two] = [await exportEvidence(watched.context, name), await exportEvidence(watched.context, name)];
    expect(Buffer.from(one).equals(two), name).toBe(true);
    expect((await verifyPackBytes(one)).faults, name).toEqual([]);
  }
});

test('V01 each of three hundred changed bytes is found, and something is named', { timeout: 60_000 }, async () => {
  const random = chance(7);
  for (let flip = 0; flip < 300; flip += 1) {
    const forged = Uint8Array.from(pack);
    const at = Math.floor(random() * forged.length);
    forged[at] = (forged[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    const { faults } = await verifyPackBytes(forged);
    expect(faults, `byte ${at}`).not.toEqual([]);
    expect(faults[0]?.what, `byte ${at}`).not.toBe('');
  }
});

test('X17 a pack that was cut off, or that holds more than it should, is found', async () => {
  for (const size of [0, 1, 100, pack.length - 1]) expect((await verifyPackBytes(pack.subarray(0, size))).faults, `${size} bytes`).not.toEqual([]);
  expect((await verifyPackBytes(Buffer.concat([pack, Buffer.from('x')]))).faults).not.toEqual([]);
  // Packs are stored as they are: what would unpack to more than it weighs is not unpacked at all.
  const bomb = zipSync({ 'evidence/chain.jsonl': [new Uint8Array(200_000_000), { level: 9 }], '../../etc/cron.d/x': new Uint8Array(1) });
  const before = process.memoryUsage().rss;
  expect((await verifyPackBytes(bomb)).faults).not.toEqual([]);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
});

test('V10 V12 the WARC opens in warcio and gives back the bytes, the headers and the digests', async () => {
  const warc = unzipSync(pack)['archive/captures.warc'] ?? new Uint8Array();
  const captures = (await listCaptures(watched.context.storage.db, watched.policyId, { limit: 10 })).toReversed();
  const responses: { readonly sha256: string; readonly digest: string | null; readonly cookies: number; readonly text: string; readonly status: unknown }[] = [];
  let requests = 0;
  for await (const record of new WARCParser(new Blob([Uint8Array.from(warc)]).stream())) {
    const payload = await record.readFully(false);
    if (record.warcType === 'request') requests += 1;
    if (record.warcType !== 'response') continue;
    const head = Buffer.from(warc).toString('latin1');
    responses.push({
      sha256: sha256Of(payload),
      digest: record.warcPayloadDigest ?? null,
      cookies: head.split('set-cookie: ').length - 1,
      text: new TextDecoder().decode(await new Response(new Blob([Uint8Array.from(payload)]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()),
      status: record.httpHeaders?.statusCode,
    });
  }
  const kept = captures.filter((capture) => capture.versionId !== null);
  expect(responses.map((response) => response.sha256)).toEqual(kept.map((capture) => capture.rawSha256));
  expect(responses.map((response) => response.digest)).toEqual(kept.map((capture) => capture.rawSha256));
  expect(requests).toBe(responses.length);
  expect(responses[0]?.text).toContain('twee jaar');
  expect(responses.at(-1)?.text).toContain('vijf jaar');
  expect(responses[0]?.cookies).toBe(2 * responses.length);
  expect(responses.every((response) => response.status === 200)).toBe(true);
});

test('V10 the index leads a reader to each page, is what warcio itself would make, and is listed with its hash', async () => {
  const files = unzipSync(pack);
  const [warc, index] = [files['archive/captures.warc'] ?? new Uint8Array(), Buffer.from(files['indexes/index.cdx'] ?? []).toString('utf8')];
  const entries = index.trim().split('\n').map((line) => ({ key: line.split(' {')[0] ?? '', ...(JSON.parse(line.slice(line.indexOf('{'))) as { readonly url: string; readonly offset: string; readonly length: string; readonly filename: string; readonly status: string }) }));
  expect(entries.length).toBeGreaterThan(1);
  expect(entries.map((entry) => entry.key)).toEqual(entries.map((entry) => entry.key).toSorted());
  for (const entry of entries) {
    expect(entry).toMatchObject({ url: watched.url, filename: 'captures.warc', status: '200' });
    const part = warc.subarray(Number(entry.offset), Number(entry.offset) + Number(entry.length));
    const record = await WARCParser.parse(new Blob([Uint8Array.from(part)]).stream());
    expect(record).toMatchObject({ warcType: 'response', warcTargetURI: watched.url });
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-cdx-'));
  await writeFile(path.join(folder, 'captures.warc'), warc);
  const cli = createRequire(import.meta.url).resolve('warcio').replace(/index\.cjs$/u, 'cli.js');
  const made = execFileSync(process.execPath, [cli, 'cdx-index', path.join(folder, 'captures.warc')], { encoding: 'utf8' });
  await rm(folder, { recursive: true });
  expect(index.trim().split('\n')).toEqual(made.trim().split('\n').toSorted());
  const listed = JSON.parse(Buffer.from(files['datapackage.json'] ?? []).toString('utf8')) as { readonly resources: readonly { readonly path: string; readonly hash: string; readonly bytes: number }[] };
  expect(listed.resources).toContainEqual({ name: 'index.cdx', path: 'indexes/index.cdx', hash: sha256Of(Buffer.from(index)), bytes: index.length });
});

interface Line {
  readonly entry: StoredLedgerEntry;
  readonly record: Readonly<Record<string, unknown>>;
}

/** Rewrites a pack as somebody would who knows how it is made: the text, its record, and every hash after it. */
function rewritten(how: { readonly warc?: (text: string) => string; readonly index?: boolean; readonly chain?: boolean; readonly head?: boolean }): Uint8Array {
  const files = new Map(Object.entries(unzipSync(pack)).filter(([name]) => !name.startsWith('datapackage')));
  const text = (name: string): string => Buffer.from(files.get(name) ?? []).toString('latin1');
  const facts = { title: 'x', description: 'x', created: '2026-10-01T00:00:00.000Z', software: 'x' };
  if (how.warc !== undefined) files.set('archive/captures.warc', Buffer.from(how.warc(text('archive/captures.warc')), 'latin1'));
  if (how.index === true) files.set('indexes/index.cdx', Buffer.from(text('indexes/index.cdx').replace(/"offset":"\d+"/u, '"offset":"0"'), 'latin1'));
  if (how.chain === true) {
    let previous = chainStart;
    const lines = Buffer.from(files.get('evidence/chain.jsonl') ?? []).toString('utf8').trim().split('\n').map((line) => {
      const { entry, record } = JSON.parse(line) as Line;
      const forged = entry.kind === 'version' ? { ...record, firstSeenAt: '2020-01-01T00:00:00.000Z' } : record;
      const { hash: _old, ...fields } = { ...entry, previous, payloadSha256: canonicalSha256(forged) };
      previous = entryHash(fields);
      return { entry: { ...fields, hash: previous }, record: forged };
    });
    files.set('evidence/chain.jsonl', Buffer.from(`${lines.map((line) => canonicalize(line)).join('\n')}\n`));
    if (how.head === true) {
      const tips: readonly ChainTip[] = [[lines[0]?.entry.policyId ?? 0, lines.length, previous]];
      files.set('evidence/head.json', Buffer.from(JSON.stringify({ head: headOf(tips), chains: tips, at: 'x' })));
    }
  }
  return makePack(files, facts);
}

test('a page swapped with all lists made anew is found by the chain', async () => {
  const { faults } = await verifyPackBytes(rewritten({ warc: (text) => text.replaceAll('set-cookie: a=1', 'set-cookie: a=2') }));
  expect(faults.map((fault) => fault.what)).toContain('archive/captures.warc, capture-1');
});

test('an index that leads elsewhere is found', async () => {
  expect((await verifyPackBytes(rewritten({ index: true }))).faults).toEqual([{ what: 'indexes/index.cdx', why: 'is not the index of the pages in this pack' }]);
});

test('V04 V05 a chain rewritten as a whole is found by the head beside it, and if that is rewritten too, by being another head', async () => {
  expect((await verifyPackBytes(rewritten({ chain: true }))).faults).toEqual([{ what: 'evidence/head.json', why: 'does not list the chain of this pack' }]);
  const forged = await verifyPackBytes(rewritten({ chain: true, head: true }));
  expect(forged.faults).toEqual([]);
  expect(forged.head).not.toBe((await verifyPackBytes(pack)).head);
});
