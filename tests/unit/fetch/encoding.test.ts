import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FetchFailureCode } from '../../../src/domain/capture.ts';
import { decodeText } from '../../../src/fetch/charset.ts';
import { captured, failed, fetchFrom, policyHtml, quick, serve, serveRaw } from './servers.ts';

const text = `<!doctype html><meta charset="utf-8"><p>${Array.from({ length: 400 }, (_, index) => `Artikel ${String(index)}: wij bewaren uw gegevens ${String(index * 7)} dagen.`).join('</p><p>')}</p>`;
const plain = Buffer.from(text);
const gzip = gzipSync(plain);
const corrupt = Buffer.from(gzip);
corrupt[corrupt.length - 6] = (corrupt[corrupt.length - 6] ?? 0) ^ 0xFF;
const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));

type Framing = 'length' | 'chunked' | 'close';

interface CodingRow {
  readonly id: string;
  readonly name: string;
  readonly encoding: string | null;
  readonly body: () => Buffer;
  readonly framing?: Framing;
  readonly expected: FetchFailureCode | 'captured';
}

const rows: readonly CodingRow[] = [
  { id: 'E01', name: 'half a gzip body with a matching length', encoding: 'gzip', body: () => half(gzip), expected: 'truncated' },
  { id: 'E02', name: 'gzip without its trailer', encoding: 'gzip', body: () => gzip.subarray(0, -8), expected: 'truncated' },
  { id: 'E03', name: 'half a gzip body ended by the closing', encoding: 'gzip', body: () => half(gzip), framing: 'close', expected: 'truncated' },
  { id: 'E03', name: 'half a gzip body in complete chunks', encoding: 'gzip', body: () => half(gzip), framing: 'chunked', expected: 'truncated' },
  { id: 'E04', name: 'half a Brotli body', encoding: 'br', body: () => half(brotliCompressSync(plain)), expected: 'truncated' },
  { id: 'E04', name: 'half a Zstandard body', encoding: 'zstd', body: () => half(zstdCompressSync(plain)), expected: 'truncated' },
  { id: 'E04', name: 'half a deflate body', encoding: 'deflate', body: () => half(deflateSync(plain)), expected: 'truncated' },
  { id: 'E05', name: 'gzip with a wrong checksum', encoding: 'gzip', body: () => corrupt, expected: 'decode' },
  { id: 'E06', name: 'plain text labelled gzip', encoding: 'gzip', body: () => plain, expected: 'decode' },
  { id: 'E07', name: 'gzip without a label', encoding: null, body: () => gzip, expected: 'decode' },
  { id: 'E08', name: 'gzip in several members', encoding: 'gzip', body: () => Buffer.concat([gzipSync(plain.subarray(0, 5000)), gzipSync(plain.subarray(5000))]), expected: 'captured' },
  { id: 'E08', name: 'Zstandard in several frames', encoding: 'zstd', body: () => Buffer.concat([zstdCompressSync(plain.subarray(0, 5000)), zstdCompressSync(plain.subarray(5000))]), expected: 'captured' },
  { id: 'E09', name: 'a gzip bomb', encoding: 'gzip', body: () => gzipSync(Buffer.alloc(200 * 1024 * 1024)), expected: 'size' },
  { id: 'E09', name: 'a Brotli bomb', encoding: 'br', body: () => brotliCompressSync(Buffer.alloc(64 * 1024 * 1024)), expected: 'size' },
  { id: 'E09', name: 'a Zstandard bomb', encoding: 'zstd', body: () => zstdCompressSync(Buffer.alloc(200 * 1024 * 1024)), expected: 'size' },
  { id: 'E10', name: 'gzip three times over', encoding: 'gzip, gzip, gzip', body: () => gzipSync(gzipSync(gzip)), expected: 'size' },
  { id: 'E10', name: 'gzip twice over is undone', encoding: 'gzip, gzip', body: () => gzipSync(gzip), expected: 'captured' },
  { id: 'E11', name: 'a coding nobody asked for', encoding: 'sdch', body: () => plain, expected: 'decode' },
  { id: 'E11', name: 'an encrypted coding', encoding: 'aes128gcm', body: () => plain, expected: 'decode' },
  { id: 'E11', name: 'Zstandard, which is asked for', encoding: 'zstd', body: () => zstdCompressSync(plain), expected: 'captured' },
  { id: 'E11', name: 'Brotli', encoding: 'br', body: () => brotliCompressSync(plain), expected: 'captured' },
  { id: 'E11', name: 'deflate with and without its header', encoding: 'deflate', body: () => deflateRawSync(plain), expected: 'captured' },
  { id: 'E05', name: 'something after the end of Brotli', encoding: 'br', body: () => Buffer.concat([brotliCompressSync(plain), plain]), expected: 'decode' },
];

describe('content codings', () => {
  test.for(rows)('$id $name is $expected', async ({ encoding, body, framing = 'length', expected }) => {
    const bytes = body();
    await using server = await serveRaw((socket) => {
      const lines = ['HTTP/1.1 200 OK', 'Content-Type: text/html; charset=utf-8'];
      if (encoding !== null) lines.push(`Content-Encoding: ${encoding}`);
      if (framing === 'length') lines.push(`Content-Length: ${String(bytes.length)}`);
      if (framing === 'chunked') lines.push('Transfer-Encoding: chunked');
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      if (framing === 'chunked') {
        socket.write(`${bytes.length.toString(16)}\r\n`);
        socket.write(bytes);
        socket.end('\r\n0\r\n\r\n');
      } else socket.end(bytes);
    });
    const started = performance.now();
    const outcome = await fetchFrom(server);
    expect(performance.now() - started).toBeLessThan(quick.headersTimeoutMs);
    expect(outcome.kind === 'failed' ? outcome.reason : outcome.kind).toBe(expected);
    if (outcome.kind === 'captured') {
      expect(outcome.text).toBe(text);
      expect(Buffer.from(outcome.rawBody).equals(bytes)).toBe(true);
    }
  });
});

const latin = (value: string): Buffer => Buffer.from(value, 'latin1');
const curly = Buffer.concat([latin('<p>'), Buffer.from([0x93]), latin('Privacy'), Buffer.from([0x94]), latin(' priv\u00E9</p>')]);

interface CharsetRow {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly body: Buffer;
  readonly contains: string;
  readonly encoding: string;
}

const east: readonly (readonly [label: string, bytes: readonly number[], text: string])[] = [
  ['Shift_JIS', [0x93, 0xFA, 0x96, 0x7B, 0x8C, 0xEA], '日本語'],
  ['EUC-KR', [0xC7, 0xD1, 0xB1, 0xB9], '한국'],
  ['GB18030', [0xD6, 0xD0, 0xCE, 0xC4], '中文'],
  ['Big5', [0xA4, 0xA4, 0xA4, 0xE5], '中文'],
  ['KOI8-R', [0xF2, 0xD5, 0xD3, 0xD3, 0xCB, 0xC9, 0xCA], 'Русский'],
];

const charsets: readonly CharsetRow[] = [
  { id: 'E12', name: 'a byte order mark wins over the header', type: 'text/html; charset=utf-8', body: Buffer.concat([Buffer.from([0xFF, 0xFE]), Buffer.from('<p>privé</p>', 'utf16le')]), contains: '<p>privé</p>', encoding: 'utf-16le' },
  { id: 'E13', name: 'no label, windows-1252', type: 'text/html', body: curly, contains: '“Privacy” privé', encoding: 'windows-1252' },
  { id: 'E13', name: 'no label, valid UTF-8', type: 'text/html', body: Buffer.from('<p>“Privacy” privé</p>'), contains: '“Privacy” privé', encoding: 'utf-8' },
  { id: 'E14', name: 'iso-8859-1 means windows-1252', type: 'text/html; charset=iso-8859-1', body: curly, contains: '“Privacy” privé', encoding: 'windows-1252' },
  { id: 'E15', name: 'a label within 1024 bytes', type: 'text/html', body: Buffer.concat([latin('<meta charset=iso-8859-15>'), Buffer.from([0xA4])]), contains: '€', encoding: 'iso-8859-15' },
  { id: 'E15', name: 'a label after 4,000 bytes', type: 'text/html', body: Buffer.concat([latin(`<head><!--${'x'.repeat(4000)}--><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15"></head>`), Buffer.from([0xA4])]), contains: '€', encoding: 'iso-8859-15' },
  ...east.map(([label, bytes, contains]) => ({ id: 'E16', name: label, type: `text/html; charset=${label}`, body: Buffer.from(bytes), contains, encoding: label.toLowerCase() })),
  { id: 'E17', name: 'UTF-8 labelled iso-8859-1', type: 'text/html; charset=ISO-8859-1', body: Buffer.from('<p>privé à la carte</p>'), contains: 'privé à la carte', encoding: 'utf-8' },
  { id: 'E17', name: 'windows-1252 labelled UTF-8', type: 'text/html; charset=utf-8', body: latin('<p>priv\u00E9 \u00E0 la carte</p>'), contains: 'privé à la carte', encoding: 'windows-1252' },
  { id: 'E18', name: 'UTF-8 with invalid bytes among valid ones', type: 'text/html; charset=utf-8', body: Buffer.concat([Buffer.from('privé '), Buffer.from([0xE9]), Buffer.from(' één')]), contains: 'privé � één', encoding: 'utf-8' },
  { id: 'E18', name: 'UTF-8 with a run of noise', type: 'text/html; charset=utf-8', body: Buffer.concat([Buffer.from('prive '), Buffer.from([0xFF, 0xFE, 0xFD, 0x80])]), contains: '����', encoding: 'utf-8' },
];

describe('character encodings', () => {
  test.for(charsets)('$id $name', ({ type, body, contains, encoding }) => {
    const decoded = decodeText(body, type);
    expect(decoded).toMatchObject({ kind: 'text', encoding });
    if (decoded.kind === 'text') expect(decoded.text).toContain(contains);
  });

  test.for(['utf-7', 'UNICODE-1-1-UTF-7', 'iso-2022-kr', 'replacement', 'hz-gb-2312'])('E19 %s is refused, in the header and in the page', async (label) => {
    expect(decodeText(Buffer.from('+ADw-script+AD4-'), `text/html; charset=${label}`)).toEqual({ kind: 'refused', label: label.toLowerCase() });
    await using server = await serve((_request, response) => { response.setHeader('content-type', 'text/html').end(`<meta charset="${label}"><p>+ADw-script+AD4-</p>`); });
    expect(failed(await fetchFrom(server)).reason).toBe('decode');
  });

  test('an unknown label is passed over, as browsers do', () => {
    expect(decodeText(Buffer.from('<meta charset="utf-8">privé'), 'text/html; charset=none')).toMatchObject({ encoding: 'utf-8', from: 'meta' });
  });

  test('a label in a comment or in plain text is no label', () => {
    expect(decodeText(latin('<!-- <meta charset="shift_jis"> -->\u00E9'), 'text/html')).toMatchObject({ encoding: 'windows-1252' });
    expect(decodeText(latin('<meta charset="shift_jis">\u00E9'), 'text/plain')).toMatchObject({ encoding: 'windows-1252' });
  });

  test('the same bytes always give the same text, and none makes it throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), fc.option(fc.string({ maxLength: 60 }), { nil: null }), (bytes, label) => {
      const type = label === null ? null : `text/html; charset=${label}`;
      expect(decodeText(bytes, type)).toEqual(decodeText(bytes, type));
    }));
  });

  test('the decoded body and its text are both handed over', async () => {
    await using server = await serve((_request, response) => { response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync(policyHtml)); });
    const page = captured(await fetchFrom(server));
    expect(Buffer.from(page.body).toString()).toBe(policyHtml);
    expect(page.text).toBe(policyHtml);
    expect(page.rawBody.length).not.toBe(page.body.length);
  });
});
