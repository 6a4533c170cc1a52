import { readFile } from 'node:fs/promises';
import type { Exchange } from '../domain/capture.ts';
import { UsageError } from '../domain/problem.ts';
import { checkTimeStampSigner, readTimeStamp } from '../fetch/time-stamp.ts';
import { warcFaults, type ChainedCapture } from '../fetch/warc-check.ts';
import { warcIndex } from '../fetch/warc-index.ts';
import { sha256Of } from '../storage/bodies.ts';
import { canonicalSha256, chainStart, entryHash, type StoredLedgerEntry } from '../storage/ledger.ts';
import { openPack, type PackFiles } from './evidence-pack.ts';

export interface PackFault {
  readonly what: string;
  readonly why: string;
}

export interface PackVerification {
  readonly entries: number;
  readonly files: number;
  readonly faults: readonly PackFault[];
  readonly head: string | null;
  readonly stamps: readonly PackStamp[];
}

/** A time stamp that proves that the head of a day existed by then. */
export interface PackStamp {
  readonly day: string;
  readonly at: string;
  readonly signer: string;
  /** Null where nobody said whom to trust. */
  readonly trusted: true | null;
}

type JsonObject = Readonly<Record<string, unknown>>;

interface ChainLine {
  readonly entry: StoredLedgerEntry;
  readonly record: unknown;
}

const isObject = (value: unknown): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * Checks a pack with nothing but itself at hand: its lists, its chain, that the texts and pages in it are those that the
 * chain fixed, that the chain is one of those under the head, and that time stamps were signed as they say.
 * @param authorities PEM certificates that a time stamp's signer must descend from; null to check the signatures alone
 * @throws UsageError where there is no such file
 */
export async function verifyPack(file: string, authorities: string | null): Promise<PackVerification> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) throw new UsageError({ code: 'pack-missing', retryable: false, message: `There is no pack ${file}.`, mend: 'Check the path.' });
  return verifyPackBytes(bytes, authorities);
}

/** The same for a pack in memory. */
export async function verifyPackBytes(bytes: Uint8Array, authorities: string | null = null): Promise<PackVerification> {
  const { files, faults: listFaults } = openPack(bytes);
  const faults: PackFault[] = [...listFaults];
  const text = (name: string): string => Buffer.from(files.get(name) ?? []).toString('utf8');
  const lines = chainLines(text('evidence/chain.jsonl'), faults);
  faults.push(...chainFaults(lines));
  const head = headIn(text('evidence/head.json'), lines, faults);
  const texts = textHashes(lines);
  for (const name of files.keys()) {
    const number = /^evidence\/versions\/(\d+)\.md$/u.exec(name)?.[1];
    if (number === undefined) continue;
    if (texts.get(Number(number)) !== sha256Of(files.get(name) ?? new Uint8Array())) faults.push({ what: name, why: 'is not the text that the chain fixed' });
  }
  faults.push(...dayFaults(files, lines));
  const stamps = await stampsIn(files, authorities, faults);
  faults.push(...pageFaults(files.get('archive/captures.warc'), lines));
  faults.push(...(await indexFaults(files)));
  return { entries: lines.length, files: files.size, faults, head, stamps };
}

function chainLines(text: string, faults: PackFault[]): readonly ChainLine[] {
  const lines: ChainLine[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const parsed = parse(line);
    // What the fields hold is told by the hashes; here only that there are any.
    if (isObject(parsed) && isObject(parsed['entry'])) lines.push(parsed as unknown as ChainLine);
    else faults.push({ what: `evidence/chain.jsonl, line ${at + 1}`, why: 'cannot be read' });
  }
  return lines;
}

function chainFaults(lines: readonly ChainLine[]): readonly PackFault[] {
  const faults: PackFault[] = [];
  let previous = chainStart;
  for (const [at, { entry, record }] of lines.entries()) {
    const what = `chain entry ${entry.sequence} (${entry.kind} ${entry.refId})`;
    const { hash, ...fields } = entry;
    if (entry.sequence !== at + 1 || entry.previous !== previous) faults.push({ what, why: 'does not follow the entry before it' });
    if (entryHash(fields) !== hash) faults.push({ what, why: 'does not have its hash' });
    if (canonicalSha256(record) !== entry.payloadSha256) faults.push({ what, why: 'is not the record that was chained' });
    previous = hash;
  }
  return faults;
}

function textHashes(lines: readonly ChainLine[]): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const { entry, record } of lines) {
    if (entry.kind !== 'version' || !isObject(record)) continue;
    if (typeof record['number'] === 'number' && typeof record['textSha256'] === 'string') texts.set(record['number'], record['textSha256']);
  }
  return texts;
}

function pageFaults(warc: Uint8Array | undefined, lines: readonly ChainLine[]): readonly PackFault[] {
  if (warc === undefined) return [{ what: 'archive/captures.warc', why: 'is not there' }];
  const captures = lines.flatMap(({ entry, record }): readonly ChainedCapture[] =>
    entry.kind === 'capture' && isObject(record) && isObject(record['exchange']) && typeof record['rawSha256'] === 'string'
      ? [{ name: `capture-${entry.refId}`, exchange: record['exchange'] as unknown as Exchange, rawSha256: record['rawSha256'] }]
      : [],
  );
  try {
    return warcFaults(warc, captures);
  } catch {
    return [{ what: 'archive/captures.warc', why: 'cannot be compared with the chain, whose records lack what a capture has' }];
  }
}

/** @returns the head that the pack names; it must be that of the chains listed with it, this pack's own among them */
function headIn(text: string, lines: readonly ChainLine[], faults: PackFault[]): string | null {
  const what = 'evidence/head.json';
  const parsed = parse(text);
  if (!isObject(parsed) || typeof parsed['head'] !== 'string') {
    faults.push({ what, why: 'names no head' });
    return null;
  }
  const { head, chains } = parsed;
  const last = lines.at(-1)?.entry;
  if (canonicalSha256(chains ?? null) !== head) faults.push({ what, why: 'names a head that is not the one of the chains it lists' });
  if (!Array.isArray(chains) || !chains.some((tip: unknown) => Array.isArray(tip) && tip[0] === last?.policyId && tip[1] === last?.sequence && tip[2] === last?.hash)) {
    faults.push({ what, why: 'does not list the chain of this pack' });
  }
  return head;
}

/** Each daily head must name an entry of this chain. */
function dayFaults(files: PackFiles, lines: readonly ChainLine[]): readonly PackFault[] {
  return [...files]
    .filter(([name, bytes]) => /^evidence\/heads\/\d{4}-\d{2}-\d{2}\.json$/u.test(name) && !namesChain(parse(Buffer.from(bytes).toString('utf8')), lines))
    .map(([name]) => ({ what: name, why: 'does not fit the chain of this pack' }));
}

/** Each time stamp must be for the head beside it, and be signed by who says so. */
async function stampsIn(files: PackFiles, authorities: string | null, faults: PackFault[]): Promise<readonly PackStamp[]> {
  const stamps: PackStamp[] = [];
  for (const [name, bytes] of files) {
    const day = /^evidence\/timestamps\/(\d{4}-\d{2}-\d{2})\.tsr$/u.exec(name)?.[1];
    if (day === undefined) continue;
    const head = files.get(`evidence/heads/${day}.json`) ?? new Uint8Array();
    const reading = readTimeStamp(bytes, head, null);
    const signer = 'refused' in reading ? reading : await checkTimeStampSigner(bytes, head, authorities);
    if ('refused' in reading) faults.push({ what: name, why: `proves nothing: ${reading.refused}` });
    else if ('refused' in signer) faults.push({ what: name, why: `proves nothing: ${signer.refused}` });
    else stamps.push({ day, at: reading.at.toISOString(), signer: signer.signer, trusted: signer.trusted });
  }
  return stamps;
}

/** An index must lead to the pages that are there; packs of the first format have none. */
async function indexFaults(files: PackFiles): Promise<readonly PackFault[]> {
  const what = 'indexes/index.cdx';
  const [index, warc] = [files.get(what), files.get('archive/captures.warc')];
  if (index === undefined || warc === undefined) return [];
  const made = await warcIndex(warc, 'captures.warc').catch(() => null);
  return made === Buffer.from(index).toString('utf8') ? [] : [{ what, why: 'is not the index of the pages in this pack' }];
}

function namesChain(head: unknown, lines: readonly ChainLine[]): boolean {
  if (!isObject(head) || !Array.isArray(head['chains']) || canonicalSha256(head['chains']) !== head['head']) return false;
  const known = new Set(lines.map(({ entry }) => JSON.stringify([entry.policyId, entry.sequence, entry.hash])));
  return head['chains'].some((tip: unknown) => known.has(JSON.stringify(tip)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
