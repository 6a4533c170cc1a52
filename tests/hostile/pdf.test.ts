import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { column, pdfOf, type PdfOptions, type Run } from '../unit/extract/pdf-writer.ts';
import type { Answer } from '../support/watched.ts';
import { policyPage, sections, type Section } from './policy.ts';
import { html, play, type Code } from './served.ts';

/*
 * Group P of the catalogue: PDFs, over a real socket from the server to the gate's word and the chain.
 */

const pdf = (bytes: Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer => (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/pdf', ...headers }).end(bytes);
};

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Two sections a page: a bold heading and its clauses, each a paragraph of lines. */
function pagesOf(from: readonly Section[] = sections, width = 90): readonly (readonly Run[])[] {
  const pages: Run[][] = [];
  for (const [index, [heading, clauses]] of from.entries()) {
    if (index % 2 === 0) pages.push([]);
    let y = index % 2 === 0 ? 780 : 400;
    const page = pages.at(-1) ?? [];
    page.push({ text: heading, x: 60, y, size: 14, bold: true });
    y -= 30;
    for (const clause of clauses) {
      const lines = wrapped(clause, width);
      page.push(...column(lines, 60, y));
      y -= lines.length * 12 + 14;
    }
  }
  return pages;
}

const whole = (options: PdfOptions = {}, from?: readonly Section[], width?: number): Uint8Array => pdfOf(pagesOf(from, width), options);
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** As an editor saves a small change: what is new stands behind the old file, with a table that leads to both. */
function updated(bytes: Uint8Array): Uint8Array {
  const text = latin1(bytes);
  const before = /startxref\n(\d+)/u.exec(text)?.[1] ?? '0';
  const size = /\/Size (\d+)/u.exec(text)?.[1] ?? '0';
  const object = '5 0 obj\n<< /Title (A policy) /Producer (another editor) >>\nendobj\n';
  const at = text.length;
  return bytesOf(`${text}${object}xref\n5 1\n${String(at).padStart(10, '0')} 00000 n \ntrailer\n<< /Size ${size} /Root 1 0 R /Info 5 0 R /Prev ${before} >>\nstartxref\n${at + object.length}\n%%EOF\n`);
}

/** A page whose content unpacks twice, to a hundred megabytes. */
function bomb(): Uint8Array {
  const packed = deflateSync(deflateSync(Buffer.alloc(100_000_000, 0x20))).toString('latin1');
  const made = latin1(whole({ objects: [`<< /Length ${packed.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n${packed}\nendstream`] }));
  return bytesOf(made.replace('/Contents 1001 0 R', '/Contents 100 0 R '));
}

/** The policy, and an annex with a page for each service. */
const forty = (months: number): Uint8Array => pdfOf([
  ...pagesOf(),
  ...Array.from({ length: 36 }, (_, index) => index + 5).map((page) => [
    { text: `${page}. Bepaling over dienst ${page}`, x: 60, y: 780, size: 14, bold: true },
    ...column(wrapped(`Voor dienst ${page} bewaren wij gegevens ${page === 37 ? months : 24} maanden en daarna wissen wij ze, tenzij de wet ons iets anders voorschrijft.`, 90), 60, 750),
  ]),
]);

interface PdfRow {
  readonly id: string;
  readonly does: string;
  readonly expected: Code;
  readonly answer: Answer;
  readonly healthy?: Answer;
  readonly budgetMs?: number;
}

const rows: readonly PdfRow[] = [
  { id: 'P01', does: 'has another date and title inside', expected: 'SAME', answer: pdf(whole({ created: 'D:20270101', title: 'A policy' })) },
  { id: 'P02', does: 'breaks its lines elsewhere', expected: 'SAME', answer: pdf(whole({}, sections, 70)) },
  { id: 'P03', does: 'was saved with an update behind its end', expected: 'SAME', answer: pdf(updated(whole())) },
  { id: 'P04', does: 'is cut before its end', expected: 'TROUBLE', answer: pdf(whole().slice(0, -400)) },
  { id: 'P05', does: 'has rubbish before its beginning and behind its end', expected: 'SAME', answer: pdf(Buffer.concat([Buffer.from('rubbish\n'), whole(), Buffer.from('\n<!-- 12 -->\n')])) },
  { id: 'P06', does: 'is a scan without a text', expected: 'TROUBLE', answer: pdf(pdfOf([[]])) },
  { id: 'P07', does: 'is encrypted with a password', expected: 'TROUBLE', answer: pdf(whole({ encrypt: 'closed' })) },
  { id: 'P08', does: 'is encrypted with an empty password', expected: 'SAME', answer: pdf(whole({ encrypt: 'open' })) },
  { id: 'P09', does: 'unpacks to a hundred megabytes', expected: 'HOLD', answer: pdf(bomb()), budgetMs: 30_000 },
  { id: 'P10', does: 'has a page tree that bites its tail', expected: 'TROUBLE', answer: pdf(bytesOf(latin1(pdfOf(pagesOf(sections.slice(0, 2)))).replace('/Kids [1000 0 R]', '/Kids [2 0 R   ]'))) },
  { id: 'P11', does: 'has a table of references that leads nowhere', expected: 'TROUBLE', answer: pdf(Buffer.from('%PDF-1.4\nrubbish\n1 0 obj << /Length 99999999999 >> stream\nxref\n0 -5\ntrailer << /Size -1 /Root 9 0 R /Prev 0 >>\nstartxref\n0\n%%EOF')) },
  { id: 'P12', does: 'carries scripts and a launch action', expected: 'SAME', answer: pdf(whole({ catalogue: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /WC << /S /Launch /F (calc.exe) >> >>' })) },
  { id: 'P13', does: 'has letters that cannot be read', expected: 'HOLD', answer: pdf(pdfOf(pagesOf().map((page) => page.map((run) => ({ ...run, text: run.text.replaceAll(/[a-z]/gu, (letter) => String.fromCodePoint(letter.charCodeAt(0) % 31)) }))))) },
  { id: 'P14', does: 'declares an image of a hundred thousand by a hundred thousand points', expected: 'SAME', answer: pdf(whole({ objects: ['<< /Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Length 0 >>'] })) },
  { id: 'P16', does: 'is a page around a viewer', expected: 'TROUBLE', answer: html('<!doctype html><html><head><title>privacy.pdf</title></head><body><embed src="/privacy.pdf" type="application/pdf" width="100%" height="100%"></body></html>') },
  { id: 'P17', does: 'has another number of months on page 37', expected: 'ALERT', healthy: pdf(forty(24)), answer: pdf(forty(36)), budgetMs: 10_000 },
];

test.for(rows)('$id a PDF that $does: $expected', { timeout: 90_000 }, async ({ does, expected, answer, healthy, budgetMs }) => {
  await play({ does, expected, hostile: answer, healthy: healthy ?? pdf(whole()), ...(budgetMs === undefined ? {} : { budgetMs }) });
});

test('P18 no part of a PDF is asked for, whatever the server offers', async () => {
  const ranges: (string | undefined)[] = [];
  const offering: Answer = (request, response) => {
    ranges.push(request.headers.range);
    pdf(whole(), { 'accept-ranges': 'bytes' })(request, response);
  };
  await play({ does: 'offers parts', expected: 'SAME', hostile: offering, healthy: offering });
  expect(new Set(ranges)).toEqual(new Set([undefined]));
});

test('P16 an HTML policy in place of the PDF is held, not compared as a change', async () => {
  await play({ does: 'is HTML now', expected: 'HOLD', hostile: html(policyPage.replace('24 maanden', '36 maanden')), healthy: pdf(whole()) });
});
