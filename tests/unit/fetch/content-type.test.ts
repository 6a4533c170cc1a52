import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FetchFailureCode } from '../../../src/domain/capture.ts';
import { parseContentType } from '../../../src/fetch/content-type.ts';
import { sniffMediaType } from '../../../src/fetch/media-type.ts';
import { processorMs } from '../../support/processor-time.ts';
import { captured, failed, fetchFrom, policyHtml, quick, serve } from './servers.ts';

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n');
const png = Buffer.from([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]);
const zip = Buffer.from([0x50, 0x4B, 0x03, 0x04, 20, 0, 0, 0]);
const exe = Buffer.from([0x4D, 0x5A, 0x90, 0x00, 3, 0, 0, 0]);
const bomb = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly body: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly expected: FetchFailureCode | 'text/html' | 'application/pdf' | 'text/plain' | 'text/markdown';
}

const rows: readonly Row[] = [
  { id: 'C01', name: 'JSON', type: 'application/json', body: '{"a":1}', expected: 'type' },
  { id: 'C02', name: 'a web page where a PDF was asked for', type: 'text/html', body: policyHtml, path: '/terms.pdf', expected: 'type' },
  { id: 'C02', name: 'a web page labelled PDF', type: 'application/pdf', body: policyHtml, expected: 'type' },
  { id: 'C03', name: 'a PDF labelled octet-stream', type: 'application/octet-stream', body: pdf, expected: 'application/pdf' },
  { id: 'C03', name: 'a PDF labelled PDF', type: 'application/pdf;charset=binary', body: pdf, expected: 'application/pdf' },
  { id: 'C03', name: 'a PDF with a line before its header', type: 'application/pdf', body: Buffer.concat([Buffer.from('\n\n'), pdf]), expected: 'application/pdf' },
  { id: 'C04', name: 'HTML without a label', type: null, body: `\n  ${policyHtml}`, expected: 'text/html' },
  { id: 'C05', name: 'a picture labelled HTML', type: 'text/html', body: png, expected: 'type' },
  { id: 'C05', name: 'an archive labelled HTML', type: 'text/html', body: zip, expected: 'type' },
  { id: 'C05', name: 'a program labelled HTML', type: 'text/html', body: exe, expected: 'type' },
  { id: 'C05', name: 'a PDF labelled HTML', type: 'text/html', body: pdf, expected: 'type' },
  { id: 'C06', name: 'plain text', type: 'text/plain; charset=utf-8', body: 'Artikel 1 <b>geen opmaak</b>', expected: 'text/plain' },
  { id: 'C06', name: 'Markdown', type: 'text/markdown', body: '# Privacy', expected: 'text/markdown' },
  { id: 'C07', name: 'SVG with entities', type: 'image/svg+xml', body: bomb, expected: 'type' },
  { id: 'C07', name: 'XML', type: 'application/xml', body: bomb, expected: 'type' },
  { id: 'C08', name: 'malformed XHTML', type: 'application/xhtml+xml', body: '<html xmlns="http://www.w3.org/1999/xhtml"><p>open<b>', expected: 'text/html' },
  { id: 'C09', name: 'an attachment with a path for a name', type: 'application/octet-stream', body: Buffer.from([0, 1, 2, 3]), headers: { 'content-disposition': 'attachment; filename="../../etc/cron.d/x"' }, expected: 'type' },
  { id: 'C10', name: 'a stream of parts', type: 'multipart/x-mixed-replace; boundary=x', body: '--x\r\n', expected: 'type' },
  { id: 'C11', name: 'a Word document', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', body: zip, expected: 'type' },
  { id: 'C11', name: 'RTF', type: 'text/html', body: '{\\rtf1\\ansi }', expected: 'type' },
  { id: 'C12', name: 'a label with 10,000 parameters', type: `text/html${'; a=b'.repeat(10_000)}`, body: policyHtml, expected: 'type' },
  { id: 'C13', name: 'HTML with a PDF inside', type: 'text/html', body: `<!doctype html><!--\n${pdf.toString()}\n-->${policyHtml}`, expected: 'text/html' },
  { id: 'C14', name: 'a 12 MB log labelled HTML', type: 'text/html', body: Buffer.alloc(12 * 1024 * 1024, 'log line\n'), expected: 'size' },
];

describe('content types', () => {
  test.for(rows)('$id $name is $expected', async ({ type, body, headers, path, expected }) => {
    await using server = await serve((_request, response) => {
      if (type !== null) response.setHeader('content-type', type);
      for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
      response.end(body);
    });
    const outcome = await fetchFrom(server, path ?? '/', { ...quick, maxHeaderBytes: 128 * 1024 });
    expect(outcome.kind === 'failed' ? outcome.reason : outcome.kind === 'captured' ? outcome.mediaType : outcome.kind).toBe(expected);
  });

  test('C03 C06 a PDF has no text of its own, a text has all of it', async () => {
    await using server = await serve((request, response) => { response.setHeader('content-type', request.url === '/a' ? 'application/pdf' : 'text/plain').end(request.url === '/a' ? pdf : 'één'); });
    expect(captured(await fetchFrom(server, '/a')).text).toBeNull();
    expect(captured(await fetchFrom(server, '/b')).text).toBe('één');
  });

  test('C05 the sentence says what came', async () => {
    await using server = await serve((_request, response) => { response.setHeader('content-type', 'text/html').end(png); });
    expect(failed(await fetchFrom(server)).problem.message).toMatch(/sent a PNG picture labelled text\/html; a policy is a web page, a PDF or a text\.$/u);
  });

  test('C12 labels are read in bounded time and never throw', () => {
    fc.assert(fc.property(fc.string({ maxLength: 3000 }), (value) => { parseContentType(value); }));
    expect(processorMs(() => parseContentType(`text/html;${' charset'.repeat(100_000)}`))).toBeLessThan(1000);
    expect(parseContentType('text/html\r\nX: y').malformed).toBe(true);
    expect(parseContentType('Text/HTML; q=1; Charset="UTF-8"')).toEqual({ mediaType: 'text/html', charset: 'UTF-8', malformed: false });
  });

  test('any bytes under any label get an answer', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(null, 'text/html', 'application/pdf', 'application/octet-stream', 'x'), (bytes, label) => {
      expect(['text', 'binary', 'refused']).toContain(sniffMediaType(bytes, label).kind);
    }));
  });
});
