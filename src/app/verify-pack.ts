import { readFile } from 'node:fs/promises';
import { UsageError } from '../domain/problem.ts';
import { sha256Of } from '../storage/bodies.ts';
import { canonicalSha256, chainStart, entryHash, type StoredLedgerEntry } from '../storage/ledger.ts';
import { openPack } from './evidence-pack.ts';

export interface PackVerification {
  readonly entries: number;
  readonly files: number;
  readonly faults: readonly { readonly what: string; readonly why: string }[];
  readonly head: string | null;
}

interface ChainLine {
  readonly entry: StoredLedgerEntry;
  readonly record: unknown;
}

/**
 * Checks a pack with nothing but itself at hand: its lists, its chain, and that the texts are those that the chain fixed.
 * @throws UsageError where there is no such file
 */
export async function verifyPack(file: string): Promise<PackVerification> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) throw new UsageError({ code: 'pack-missing', retryable: false, message: `There is no pack ${file}.`, mend: 'Check the path.' });
  const { files, faults: listFaults } = openPack(bytes);
  const faults = [...listFaults];
  const text = (name: string): string => Buffer.from(files.get(name) ?? []).toString('utf8');
  const lines = chainLines(text('evidence/chain.jsonl'), faults);
  let previous = chainStart;
  const texts = new Map<number, string>();
  for (const [at, { entry, record }] of lines.entries()) {
    const what = `chain entry ${entry.sequence} (${entry.kind} ${entry.refId})`;
    const { hash, ...fields } = entry;
    if (entry.sequence !== at + 1 || entry.previous !== previous) faults.push({ what, why: 'does not follow the entry before it' });
    if (entryHash(fields) !== hash) faults.push({ what, why: 'does not have its hash' });
    if (canonicalSha256(record) !== entry.payloadSha256) faults.push({ what, why: 'is not the record that was chained' });
    previous = hash;
    const version = versionFacts(entry, record);
    if (version !== null) texts.set(version.number, version.textSha256);
  }
  for (const name of files.keys()) {
    const number = /^evidence\/versions\/(\d+)\.md$/u.exec(name)?.[1];
    if (number === undefined) continue;
    if (texts.get(Number(number)) !== sha256Of(files.get(name) ?? new Uint8Array())) faults.push({ what: name, why: 'is not the text that the chain fixed' });
  }
  return { entries: lines.length, files: files.size, faults, head: headOf(text('evidence/head.json')) };
}

function chainLines(text: string, faults: { readonly what: string; readonly why: string }[]): readonly ChainLine[] {
  try {
    return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as ChainLine);
  } catch {
    faults.push({ what: 'evidence/chain.jsonl', why: 'cannot be read' });
    return [];
  }
}

function versionFacts(entry: StoredLedgerEntry, record: unknown): { readonly number: number; readonly textSha256: string } | null {
  if (entry.kind !== 'version' || record === null || typeof record !== 'object') return null;
  return 'number' in record && typeof record.number === 'number' && 'textSha256' in record && typeof record.textSha256 === 'string' ? { number: record.number, textSha256: record.textSha256 } : null;
}

function headOf(text: string): string | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed !== null && typeof parsed === 'object' && 'head' in parsed && typeof parsed.head === 'string' ? parsed.head : null;
  } catch {
    return null;
  }
}
