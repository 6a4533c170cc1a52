import { createHash } from 'node:crypto';

/** A run of letters; `x` and `y` in points from the lower left corner of a page of 595 × 842. */
export interface Run {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly bold?: boolean;
}

export interface PdfOptions {
  /** Further entries of the catalogue, and further objects from number 100. */
  readonly catalogue?: string;
  readonly objects?: readonly string[];
  readonly title?: string;
  readonly created?: string;
  /** What the page tree says it holds, where that is a lie. */
  readonly count?: number;
  readonly rotate?: number;
  /** RC4 with 40 bits: `open` has an empty user password, `closed` one that nobody knows. */
  readonly encrypt?: 'open' | 'closed';
}

const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const box = Uint8Array.from({ length: 256 }, (_, at) => at);
  const swap = (a: number, b: number): void => {
    const kept = box[a] ?? 0;
    box[a] = box[b] ?? 0;
    box[b] = kept;
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (box[i] ?? 0) + (key[i % key.length] ?? 0)) % 256;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return Buffer.from(data.map((byte) => {
    i = (i + 1) % 256;
    j = (j + (box[i] ?? 0)) % 256;
    swap(i, j);
    return byte ^ (box[((box[i] ?? 0) + (box[j] ?? 0)) % 256] ?? 0);
  }));
}

const md5 = (...parts: readonly Uint8Array[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();

/** Writes a PDF with WinAnsi text in Helvetica. */
export function pdfOf(pages: readonly (readonly Run[])[], options: PdfOptions = {}): Uint8Array {
  const id = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
  const owner = Buffer.alloc(32, 7);
  const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const key = md5(padding, owner, permissions, id).subarray(0, 5);
  const user = options.encrypt === 'open' ? rc4(key, padding) : Buffer.alloc(32, 9);
  const chunks: Buffer[] = [Buffer.from('%PDF-1.4\n', 'latin1')];
  const offsets = new Map<number, number>();
  let length = chunks[0]?.length ?? 0;
  const push = (chunk: Buffer): void => {
    chunks.push(chunk);
    length += chunk.length;
  };
  const object = (number: number, body: string, stream?: string): void => {
    offsets.set(number, length);
    const objectKey = md5(key, Buffer.from([number & 255, number >> 8, 0, 0, 0])).subarray(0, 10);
    const data = stream === undefined ? null : Buffer.from(stream, 'latin1');
    const sealed = data === null || options.encrypt === undefined ? data : rc4(objectKey, data);
    push(Buffer.from(`${number} 0 obj\n${body.replace('LENGTH', String(sealed?.length ?? 0))}\n`, 'latin1'));
    if (sealed !== null) push(Buffer.concat([Buffer.from('stream\n'), sealed, Buffer.from('\nendstream\n')]));
    push(Buffer.from('endobj\n'));
  };
  const kids = pages.map((_, at) => 1000 + at * 2);
  object(1, `<< /Type /Catalog /Pages 2 0 R ${options.catalogue ?? ''} >>`);
  object(2, `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${options.count ?? pages.length} >>`);
  object(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  object(4, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>');
  if (options.encrypt === undefined) object(5, `<< /Title (${options.title ?? 'A policy'}) /CreationDate (${options.created ?? 'D:20260101'}) >>`);
  if (options.encrypt !== undefined) object(6, `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P -4 >>`);
  options.objects?.forEach((body, at) => object(100 + at, body));
  pages.forEach((runs, at) => {
    const number = 1000 + at * 2;
    object(number, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${options.rotate === undefined ? '' : `/Rotate ${options.rotate}`} /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${number + 1} 0 R >>`);
    const escaped = (text: string): string => text.replaceAll(/[\\()]/gu, (sign) => `\\${sign}`);
    object(number + 1, '<< /Length LENGTH >>', runs.map((run) => `BT /${run.bold === true ? 'F2' : 'F1'} ${run.size ?? 10} Tf ${run.x} ${run.y} Td (${escaped(run.text)}) Tj ET`).join('\n'));
  });
  const start = length;
  const size = Math.max(...offsets.keys()) + 1;
  const table = [...offsets].toSorted((a, b) => a[0] - b[0]).map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  push(Buffer.from(`xref\n0 1\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${options.encrypt === undefined ? '/Info 5 0 R' : `/Encrypt 6 0 R`} /ID [<${id.toString('hex')}> <${id.toString('hex')}>] >>\nstartxref\n${start}\n%%EOF\n`, 'latin1'));
  return new Uint8Array(Buffer.concat(chunks));
}

/** Lines of one size under one another, the first at `top`. */
export function column(lines: readonly string[], x: number, top: number, more: Partial<Run> = {}): readonly Run[] {
  const size = more.size ?? 10;
  return lines.map((text, at) => ({ text, x, y: top - at * size * 1.2, ...more }));
}
