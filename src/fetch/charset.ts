import { isUtf8 } from 'node:buffer';
import { parseContentType } from './content-type.ts';
import { metaElements } from './html-head.ts';

export type DecodedText =
  | {
    readonly kind: 'text';
    readonly text: string;
    /** WHATWG's name of the encoding, lower case. */
    readonly encoding: string;
    readonly from: 'bom' | 'http' | 'meta' | 'late-meta' | 'content' | 'fallback';
    /** What a reader of the evidence should know; empty where the label held good. */
    readonly notes: readonly string[];
  }
  | {
    readonly kind: 'refused';
    /** The label that no reader may follow. */
    readonly label: string;
  };

/** WHATWG Encoding 4.2 gives these to "replacement", which decodes to nothing; UTF-7 hides markup in ASCII. */
const refusedLabels = new Set([
  'replacement', 'csiso2022kr', 'hz-gb-2312', 'iso-2022-cn', 'iso-2022-cn-ext', 'iso-2022-kr', 'utf-7', 'utf7',
  'unicode-1-1-utf-7', 'csunicode11utf7', 'x-unicode-2-0-utf-7', 'x-unicode-1-1-utf-7',
]);

const prescanBytes = 1024;
/** Some systems write kilobytes of scripts before the label; past this nobody honours it. */
const latePrescanBytes = 64 * 1024;

type Label = { readonly encoding: string } | { readonly refused: string } | null;

function encodingOf(label: string | null): Label {
  if (label === null) return null;
  const name = label.trim().toLowerCase().slice(0, 60);
  if (name === '') return null;
  if (refusedLabels.has(name)) return { refused: name };
  try {
    return { encoding: new TextDecoder(name).encoding };
  } catch {
    return null;
  }
}

function bomOf(body: Uint8Array): string | null {
  const [a, b, c] = body;
  if (a === 0xEF && b === 0xBB && c === 0xBF) return 'utf-8';
  if (a === 0xFE && b === 0xFF) return 'utf-16be';
  if (a === 0xFF && b === 0xFE) return 'utf-16le';
  return null;
}

/** The label in `<meta charset>` or `<meta http-equiv=content-type>`; a page that can be read as ASCII is not UTF-16. */
function metaLabel(html: string): Label {
  for (const meta of metaElements(html, false)) {
    const direct = meta.get('charset');
    const equivalent = meta.get('http-equiv')?.trim().toLowerCase() === 'content-type' ? parseContentType(meta.get('content') ?? null).charset : null;
    const label = encodingOf(direct ?? equivalent);
    if (label === null) continue;
    if ('encoding' in label && label.encoding.startsWith('utf-16')) return { encoding: 'utf-8' };
    if ('encoding' in label && label.encoding === 'x-user-defined') return { encoding: 'windows-1252' };
    return label;
  }
  return null;
}

function xmlLabel(start: string): Label {
  if (!start.startsWith('<?xml')) return null;
  const declaration = start.slice(0, start.indexOf('?>') + 1);
  return encodingOf(/\sencoding=["']([A-Za-z0-9._-]{1,40})["']/u.exec(declaration)?.[1] ?? null);
}

function decode(body: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(body);
}

function hasHighBytes(body: Uint8Array): boolean {
  return body.some((byte) => byte >= 0x80);
}

/** The bytes that windows-1252 leaves free, and two that western prose has no use for. */
const notWestern = new Set([0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFE, 0xFF]);

/**
 * Whether text labelled UTF-8 is really windows-1252: every high byte stands alone or in a pair, as accents and quotes
 * do in western prose, and no pair is a valid UTF-8 sequence.
 */
function looksLikeWindows1252(body: Uint8Array): boolean {
  let before = 0;
  let run = 0;
  for (const byte of body) {
    run = byte < 0x80 ? 0 : run + 1;
    const sequence = run === 2 && before >= 0xC2 && before <= 0xDF && byte <= 0xBF;
    if (run > 2 || sequence || notWestern.has(byte)) return false;
    before = byte;
  }
  return true;
}

/**
 * Decodes a text as browsers do: byte order mark, then the header's label, then `<meta>` within 1024 bytes (WHATWG
 * Encoding 6, HTML 13.2.3.2). Three fixed rules go further, so that the same bytes always give the same text: a label
 * within 64 KiB counts where there is none before; text without any label is UTF-8 if it is valid UTF-8, else
 * windows-1252; and a label that the bytes contradict throughout (UTF-8 labelled as western, or the reverse) is
 * overruled, because servers flip such labels from one answer to the next.
 * @param contentType the `Content-Type` header's value; null for a file
 */
export function decodeText(body: Uint8Array, contentType: string | null): DecodedText {
  const bom = bomOf(body);
  if (bom !== null) return { kind: 'text', text: decode(body, bom), encoding: bom, from: 'bom', notes: [] };

  const { mediaType, charset } = parseContentType(contentType);
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, latePrescanBytes)).toString('latin1');
  const plain = mediaType === 'text/plain' || mediaType === 'text/markdown' || mediaType === 'application/json';
  const candidates: readonly (readonly [from: 'http' | 'meta' | 'late-meta', label: () => Label])[] = [
    ['http', () => encodingOf(charset)],
    ['meta', () => (plain ? null : xmlLabel(start) ?? metaLabel(start.slice(0, prescanBytes)))],
    ['late-meta', () => (plain ? null : metaLabel(start))],
  ];
  for (const [from, labelOf] of candidates) {
    const label = labelOf();
    if (label === null) continue;
    if ('refused' in label) return { kind: 'refused', label: label.refused };
    return labelled(body, label.encoding, from);
  }
  const encoding = isUtf8(body) ? 'utf-8' : 'windows-1252';
  return { kind: 'text', text: decode(body, encoding), encoding, from: encoding === 'utf-8' ? 'content' : 'fallback', notes: [] };
}

function labelled(body: Uint8Array, encoding: string, from: 'http' | 'meta' | 'late-meta'): DecodedText {
  const overruled = (better: string): DecodedText => ({
    kind: 'text',
    text: decode(body, better),
    encoding: better,
    from: 'content',
    notes: [`The page is labelled ${encoding}, but its bytes are ${better}; it was read as ${better}.`],
  });
  if (encoding === 'windows-1252' && hasHighBytes(body) && isUtf8(body)) return overruled('utf-8');
  if (encoding === 'utf-8' && !isUtf8(body) && looksLikeWindows1252(body)) return overruled('windows-1252');
  return { kind: 'text', text: decode(body, encoding), encoding, from, notes: [] };
}
