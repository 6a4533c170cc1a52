import { createHash } from 'node:crypto';
import type { Exchange } from '../domain/capture.ts';
import { warcBlocks, warcDate, warcRecordId } from './warc-writer.ts';

/** What the chain says of a capture. */
export interface ChainedCapture {
  /** As it was given to `writeWarc`. */
  readonly name: string;
  readonly exchange: Exchange;
  readonly rawSha256: string;
}

export interface WarcFault {
  readonly what: string;
  readonly why: string;
}

interface WarcRecord {
  readonly headers: ReadonlyMap<string, string>;
  readonly block: Buffer;
}

/** @returns the records of a WARC file of our own, or null where it is cut off or garbled */
function recordsOf(bytes: Buffer): readonly WarcRecord[] | null {
  const records: WarcRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const headEnd = bytes.indexOf('\r\n\r\n', at);
    if (headEnd < 0) return null;
    const [version, ...lines] = bytes.toString('utf8', at, headEnd).split('\r\n');
    const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(': ')).toLowerCase(), line.slice(line.indexOf(': ') + 2)]));
    const length = Number(headers.get('content-length') ?? Number.NaN);
    const end = headEnd + 4 + length;
    if (version !== 'WARC/1.1' || !Number.isSafeInteger(length) || length < 0 || end + 4 > bytes.length) return null;
    records.push({ headers, block: bytes.subarray(headEnd + 4, end) });
    at = end + 4;
  }
  return records;
}

/** Compares every record of a pack's WARC file with what the chain fixed of its capture: address, time, headers, bytes. */
export function warcFaults(bytes: Uint8Array, captures: readonly ChainedCapture[]): readonly WarcFault[] {
  const file = 'archive/captures.warc';
  const records = recordsOf(Buffer.from(bytes));
  if (records === null) return [{ what: file, why: 'cannot be read to its end' }];
  const known = new Map(captures.flatMap((capture) => ['response', 'request', 'resource'].map((kind) => [warcRecordId(`${capture.name}-${kind}`), { capture, kind }] as const)));
  const faults: WarcFault[] = [];
  for (const { headers, block } of records) {
    if (headers.get('warc-type') === 'warcinfo') continue;
    const entry = known.get(headers.get('warc-record-id') ?? '');
    if (entry === undefined) faults.push({ what: `${file}, ${headers.get('warc-record-id') ?? 'a record'}`, why: 'is no capture of the chain' });
    else if (!agrees(entry.capture, entry.kind, headers, block)) faults.push({ what: `${file}, ${entry.capture.name}`, why: `holds a ${entry.kind} that is not the one that the chain fixed` });
  }
  return faults;
}

function agrees({ exchange, rawSha256 }: ChainedCapture, kind: string, headers: ReadonlyMap<string, string>, block: Buffer): boolean {
  if (headers.get('warc-type') !== kind || headers.get('warc-target-uri') !== exchange.finalUrl || headers.get('warc-date') !== warcDate(exchange)) return false;
  const { request, responseHead } = warcBlocks(exchange);
  if (kind === 'request') return request.equals(block);
  const head = kind === 'response' ? responseHead : Buffer.alloc(0);
  return block.subarray(0, head.length).equals(head) && `sha256:${createHash('sha256').update(block.subarray(head.length)).digest('hex')}` === rawSha256;
}
