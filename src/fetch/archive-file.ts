import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createZstdDecompress } from 'node:zlib';
import type { CapturedPage, Headers } from '../domain/capture.ts';
import { epochMsOf, instantOf, type Instant } from '../domain/instant.ts';
import { OperationError, UsageError } from '../domain/problem.ts';
import { pageOfBytes } from './page-of-bytes.ts';

/** Above this a line is no page that anybody watches; the limit keeps a hostile archive from filling the memory. */
const maxLineBytes = 150 * 1024 * 1024;

/** One capture of an archive, with its own time. */
export interface ArchivedCapture {
  /** Position in the archive, from 0. */
  readonly index: number;
  readonly at: Instant;
  readonly page: CapturedPage;
}

/**
 * Reads an archive of captures: JSON Lines (plain, `.gz`, `.br`, `.zst`) or WARC (`.warc`, `.warc.gz`), in its order.
 * @param fallbackUrl what a capture without an address of its own is said to come from
 * @throws UsageError for a file that is not there or not such an archive, naming the line
 */
export async function* readArchive(file: string, fallbackUrl: string): AsyncGenerator<ArchivedCapture> {
  const info = await stat(file).catch(() => null);
  if (info === null || !info.isFile()) {
    throw new UsageError({ code: 'archive-missing', retryable: false, message: `There is no file ${file}.`, mend: 'Check the path.' });
  }
  yield* /\.warc(?:\.gz)?$/iu.test(file) ? readWarc(file, fallbackUrl) : readJsonLines(file, fallbackUrl);
}

function unpacked(file: string): Readable {
  const raw = createReadStream(file);
  const through = (unpack: NodeJS.ReadWriteStream): Readable => {
    const out = new Readable().wrap(raw.pipe(unpack));
    raw.on('error', (error) => out.destroy(error));
    unpack.on('error', (error) => out.destroy(error));
    return out;
  };
  if (file.endsWith('.gz')) return through(createGunzip());
  if (file.endsWith('.br')) return through(createBrotliDecompress());
  if (file.endsWith('.zst')) return through(createZstdDecompress());
  return raw;
}

async function* readJsonLines(file: string, fallbackUrl: string): AsyncGenerator<ArchivedCapture> {
  let index = 0;
  let line = 0;
  for await (const text of linesOf(file)) {
    line += 1;
    if (text.trim() === '') continue;
    yield captureOfLine(file, line, index, text, fallbackUrl);
    index += 1;
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of unpacked(file)) {
      let rest: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        parts.push(rest.subarray(0, end));
        yield Buffer.concat(parts).toString('utf8');
        parts = [];
        size = 0;
        rest = rest.subarray(end + 1);
      }
      parts.push(rest);
      size += rest.length;
      if (size > maxLineBytes) throw damagedArchive(file, 'has a line of over 150 MB');
    }
  } catch (error) {
    if (error instanceof UsageError || error instanceof OperationError) throw error;
    throw damagedArchive(file, 'cannot be unpacked to its end', error);
  }
  if (size > 0) yield Buffer.concat(parts).toString('utf8');
}

function damagedArchive(file: string, what: string, cause?: unknown): OperationError {
  return new OperationError(
    { code: 'archive-damaged', retryable: false, message: `The archive ${file} ${what}.`, mend: 'Fetch or make it again; what was imported before this point is kept.' },
    { cause },
  );
}

interface ArchiveLine {
  readonly t?: unknown;
  readonly type?: unknown;
  readonly body?: unknown;
  readonly bodyBase64?: unknown;
  readonly url?: unknown;
  readonly status?: unknown;
  readonly headers?: unknown;
}

function captureOfLine(file: string, line: number, index: number, text: string, fallbackUrl: string): ArchivedCapture {
  const bad = (why: string): UsageError =>
    new UsageError({ code: 'archive-line', retryable: false, message: `${file}, line ${line}: ${why}.`, mend: 'A line is one capture: {"t": seconds since 1970, "type": "text/html", "body": "…"} (or bodyBase64).' });
  let entry: ArchiveLine;
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) throw new TypeError('no object');
    entry = parsed;
  } catch {
    throw bad('this is not a JSON object');
  }
  if (typeof entry.t !== 'number' || !Number.isFinite(entry.t) || Math.abs(entry.t) > 8.64e12) throw bad('"t" is not a time in Unix seconds');
  const body = typeof entry.bodyBase64 === 'string' ? Buffer.from(entry.bodyBase64, 'base64') : typeof entry.body === 'string' ? Buffer.from(entry.body, 'utf8') : null;
  if (body === null) throw bad('there is neither "body" nor "bodyBase64"');
  const at = instantOf(entry.t * 1000);
  const type = typeof entry.type === 'string' ? entry.type : null;
  return {
    index,
    at,
    page: pageOfBytes({
      body,
      url: typeof entry.url === 'string' ? entry.url : fallbackUrl,
      at,
      status: typeof entry.status === 'number' ? entry.status : 200,
      headers: headersOf(entry.headers),
      contentType: type,
      // JSON holds text that was decoded already, whatever the page says of its bytes.
      encoding: typeof entry.body === 'string' && typeof entry.bodyBase64 !== 'string' ? 'utf-8' : null,
    }),
  };
}

function headersOf(value: unknown): Headers {
  if (value === null || typeof value !== 'object') return [];
  const pairs: readonly (readonly unknown[])[] = Array.isArray(value) ? value.filter(Array.isArray) : Object.entries(value);
  return pairs.flatMap(([name, text]) => (typeof name === 'string' && typeof text === 'string' ? [[name.toLowerCase(), text] as const] : []));
}

async function* readWarc(file: string, fallbackUrl: string): AsyncGenerator<ArchivedCapture> {
  const { WARCParser } = await import('warcio');
  let index = 0;
  for await (const record of new WARCParser(createReadStream(file))) {
    if (record.warcType !== 'response' && record.warcType !== 'resource') continue;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of record) {
      size += chunk.length;
      if (size > maxLineBytes) throw damagedArchive(file, 'has a record of over 150 MB');
      chunks.push(chunk);
    }
    const at = instantOf(epochMsOf(instantOf(Date.parse(record.warcDate ?? '1970-01-01T00:00:00Z'))));
    const http = record.httpHeaders;
    const headers: Headers = http === null ? [] : [...http.headers].map(([name, value]) => [name.toLowerCase(), value] as const);
    yield {
      index,
      at,
      page: pageOfBytes({
        body: Buffer.concat(chunks),
        url: record.warcTargetURI ?? fallbackUrl,
        at,
        status: Number(http?.statusCode ?? 200),
        headers,
        contentType: headers.find(([name]) => name === 'content-type')?.[1] ?? record.warcContentType ?? null,
        encoding: null,
      }),
    };
    index += 1;
  }
}
