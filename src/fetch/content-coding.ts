import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress, type InputType, type ZlibOptions } from 'node:zlib';
import { Fault, quoted } from './fault.ts';
import type { FetchSettings } from './settings.ts';

interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}
type Inflate = (input: InputType, options: ZlibOptions) => Promise<Inflated>;

/** With `info` Node hands over the engine too; its types do not say so. */
function withInfo(decoder: unknown): Inflate {
  const run = promisify(decoder as (input: InputType, options: ZlibOptions, done: (error: Error | null, result: Inflated) => void) => void);
  return async (input, options) => run(input, { ...options, info: true });
}

const gunzipAll = withInfo(gunzip);
const inflateZlib = withInfo(inflate);
const inflateBare = withInfo(inflateRaw);
const unbrotli = withInfo(brotliDecompress);
const unzstd = withInfo(zstdDecompress);

/** What `Accept-Encoding` promises; the order is the order of preference. */
export const acceptedEncodings = 'gzip, deflate, br, zstd';

/** "deflate" means zlib's format (RFC 9110 8.4.1.2); some servers send the bare stream, told by the missing header. */
function hasZlibHeader(input: Uint8Array): boolean {
  const [first = 0, second = 0] = input;
  return (first & 0x0F) === 8 && ((first << 8) | second) % 31 === 0;
}

const decoders: Readonly<Record<string, (input: Uint8Array) => Inflate>> = {
  'gzip': () => gunzipAll,
  'x-gzip': () => gunzipAll,
  'deflate': (input) => (hasZlibHeader(input) ? inflateZlib : inflateBare),
  'br': () => unbrotli,
  'zstd': () => unzstd,
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

function faultOf(url: string, encoding: string, error: unknown, maxBytes: number): Fault {
  const code = codeOf(error);
  if (code === 'ERR_BUFFER_TOO_LARGE') {
    return new Fault('size', {
      code: 'size-decoded',
      retryable: true,
      message: `${quoted(url)} grows beyond ${String(maxBytes)} bytes when its ${encoding} compression is undone.`,
      mend: 'Check the address in a browser; if the page is really so large, raise the size limit in the configuration.',
    });
  }
  const cut = code === 'Z_BUF_ERROR';
  return new Fault(cut ? 'truncated' : 'decode', {
    code: cut ? 'truncated-encoding' : 'decode-encoding',
    retryable: true,
    message: `${quoted(url)} sent a ${encoding} body that ${cut ? 'ends in the middle' : 'is damaged'} (${code}).`,
    mend: 'The next check tries again; if it stays so, tell the site\'s owner.',
  });
}

/** Undoes one coding to the last byte: what is left over after the end is padding, for Zstandard a further frame, else a fault. */
async function undo(url: string, encoding: string, input: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const choose = decoders[encoding];
  if (choose === undefined) {
    throw new Fault('decode', {
      code: 'decode-unsupported-encoding',
      retryable: true,
      message: `${quoted(url)} sent a body in the coding "${quoted(encoding)}", which was not asked for.`,
      mend: 'Tell the site\'s owner; the next check tries again.',
    });
  }
  const parts: Buffer[] = [];
  let rest = input;
  let total = 0;
  do {
    let result: Inflated;
    try {
      result = await choose(rest)(rest, { maxOutputLength: Math.max(1, maxBytes - total) });
    } catch (error) {
      throw faultOf(url, encoding, error, maxBytes);
    }
    parts.push(result.buffer);
    total += result.buffer.length;
    const used = result.engine.bytesWritten;
    if (used === 0) break;
    rest = rest.subarray(used);
    if (rest.every((byte) => byte === 0)) break;
    if (encoding !== 'zstd') throw faultOf(url, encoding, Object.assign(new Error('left over'), { code: 'TRAILING_BYTES' }), maxBytes);
  } while (rest.length > 0);
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}

/**
 * Undoes a body's content codings, strictly: a cut, damaged, over-long or unknown one throws `Fault` (`truncated`,
 * `decode`, `size`).
 * @param contentEncoding the header's value as received; null where there is none
 * @param maxBytes the most that may come out
 */
export async function decodeContent(url: string, body: Uint8Array, contentEncoding: string | null, maxBytes: number, settings: FetchSettings): Promise<Uint8Array> {
  const names = (contentEncoding ?? '').slice(0, 200).split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== '' && name !== 'identity');
  if (names.length > settings.maxEncodings) {
    throw new Fault('size', {
      code: 'size-encodings',
      retryable: true,
      message: `${quoted(url)} sent a body wrapped in ${String(names.length)} codings; at most ${String(settings.maxEncodings)} are undone.`,
      mend: 'Tell the site\'s owner; the next check tries again.',
    });
  }
  const limit = Math.min(maxBytes, Math.max(settings.ratioFreeBytes, body.length * settings.maxDecodedRatio));
  let current = body;
  for (const name of names.toReversed()) current = await undo(url, name, current, limit);
  return current;
}
