import { parseContentType } from './content-type.ts';

export type Sniffed =
  | { readonly kind: 'text' | 'binary'; readonly mediaType: string }
  | {
    readonly kind: 'refused';
    readonly reason: 'type' | 'decode';
    /** What the bytes or the label are, for the sentence. */
    readonly what: string;
  };

interface Magic {
  readonly bytes: readonly number[];
  readonly what: string;
}

const ascii = (text: string): readonly number[] => [...text].map((character) => character.codePointAt(0) ?? 0);

/** Beginnings that no text has. */
const binaryMagics: readonly Magic[] = [
  { bytes: [0x89, 0x50, 0x4E, 0x47], what: 'a PNG picture' },
  { bytes: [0xFF, 0xD8, 0xFF], what: 'a JPEG picture' },
  { bytes: ascii('GIF8'), what: 'a GIF picture' },
  { bytes: ascii('RIFF'), what: 'a sound, film or picture file' },
  { bytes: [0x50, 0x4B, 0x03, 0x04], what: 'a ZIP archive or an office document' },
  { bytes: [0x50, 0x4B, 0x05, 0x06], what: 'an empty ZIP archive' },
  { bytes: [0xD0, 0xCF, 0x11, 0xE0], what: 'an old office document' },
  { bytes: ascii('{\\rtf'), what: 'an RTF document' },
  { bytes: [0x4D, 0x5A, 0x90, 0x00], what: 'a program' },
  { bytes: ascii('\u007FELF'), what: 'a program' },
  { bytes: [0xCA, 0xFE, 0xBA, 0xBE], what: 'a program' },
  { bytes: ascii('Rar!'), what: 'a RAR archive' },
  { bytes: [0x37, 0x7A, 0xBC, 0xAF], what: 'a 7-Zip archive' },
  { bytes: ascii('wOFF'), what: 'a font' },
  { bytes: ascii('wOF2'), what: 'a font' },
];

const compressedMagics: readonly Magic[] = [
  { bytes: [0x1F, 0x8B], what: 'gzip data without a Content-Encoding header' },
  { bytes: [0x28, 0xB5, 0x2F, 0xFD], what: 'Zstandard data without a Content-Encoding header' },
];

const htmlTypes = new Set(['text/html', 'application/xhtml+xml']);
const textTypes = new Set([...htmlTypes, 'text/plain', 'text/markdown', 'text/x-markdown']);
/** Labels that say nothing of what the bytes are. */
const vagueTypes = new Set(['application/octet-stream', 'binary/octet-stream', 'application/x-download', 'application/download', 'application/force-download', 'application/unknown', 'unknown/unknown', '*/*']);

function startsWith(body: Uint8Array, bytes: readonly number[], at = 0): boolean {
  return body.length >= at + bytes.length && bytes.every((byte, index) => body[at + index] === byte);
}

/** WHATWG MIME Sniffing 7.1, what matters for documents: the tags an HTML page may begin with. */
const htmlStarts = ['<!doctype html', '<html', '<head', '<body', '<script', '<title', '<meta', '<div', '<!--', '<h1', '<p', '<style', '<table', '<main', '<article', '<section'];

function beginning(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 1024)).toString('latin1').replace(/^\u00EF\u00BB\u00BF/u, '').trimStart().toLowerCase();
}

const pdfMagic = '%PDF-';

function looksLikeUtf16(body: Uint8Array): boolean {
  return startsWith(body, [0xFF, 0xFE]) || startsWith(body, [0xFE, 0xFF]);
}

/**
 * Says what a decoded body is, by its label and its first bytes. Policies are HTML, PDF or text; all else is refused:
 * a label of another kind, and bytes that contradict the label.
 * @param contentType the `Content-Type` header's value; null where there is none
 */
export function sniffMediaType(body: Uint8Array, contentType: string | null): Sniffed {
  const { mediaType: label, malformed } = parseContentType(contentType);
  if (malformed) return { kind: 'refused', reason: 'type', what: 'something with a Content-Type header that cannot be read' };
  const pdf = startsWith(body, ascii(pdfMagic));
  const vague = label === null || vagueTypes.has(label);
  if (label === 'application/pdf' || label === 'application/x-pdf') {
    // Readers accept up to 1,024 bytes of other things before the header (ISO 32000-1, annex H, note 13).
    const found = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 1024)).includes(pdfMagic, 0, 'latin1');
    return found ? { kind: 'binary', mediaType: 'application/pdf' } : { kind: 'refused', reason: 'type', what: 'something labelled PDF that is no PDF' };
  }
  if (pdf && vague) return { kind: 'binary', mediaType: 'application/pdf' };
  if (!vague && !textTypes.has(label)) return { kind: 'refused', reason: 'type', what: label };
  if (pdf) return { kind: 'refused', reason: 'type', what: `a PDF labelled ${label}` };

  const compressed = compressedMagics.find((magic) => startsWith(body, magic.bytes));
  if (compressed !== undefined) return { kind: 'refused', reason: 'decode', what: compressed.what };
  const binary = binaryMagics.find((magic) => startsWith(body, magic.bytes)) ?? (startsWith(body, ascii('ftyp'), 4) ? { what: 'a film' } : undefined);
  if (binary !== undefined) return { kind: 'refused', reason: 'type', what: `${binary.what}${vague ? '' : ` labelled ${label}`}` };

  const start = beginning(body);
  if (!vague) {
    if (label === 'application/xhtml+xml') return { kind: 'text', mediaType: 'text/html' };
    return { kind: 'text', mediaType: label === 'text/x-markdown' ? 'text/markdown' : label };
  }
  if (htmlStarts.some((tag) => start.startsWith(tag)) || (start.startsWith('<?xml') && start.includes('<html'))) return { kind: 'text', mediaType: 'text/html' };
  if (start === '' || looksLikeUtf16(body) || !body.subarray(0, 1024).includes(0)) return { kind: 'text', mediaType: 'text/plain' };
  return { kind: 'refused', reason: 'type', what: 'data of an unknown kind' };
}
