import { getResolvedPDFJS } from 'unpdf';
import type { PdfContent } from './document.ts';
import { blocksOfLines } from './pdf-blocks.ts';
import { type Glyphs, type Line, linesOfPage, type PageGlyphs, withoutFurniture } from './pdf-lines.ts';

/** Bounds on the work of one document. */
export interface PdfLimits {
  readonly pages: number;
  /** Runs of letters in all pages together. */
  readonly runs: number;
  /** Pages whose fonts are looked up to tell bold lines; drawing instructions are costly to read. */
  readonly fontPages: number;
}

/** The longest policies seen have a few hundred pages. */
export const pdfLimits: PdfLimits = { pages: 2000, runs: 2_000_000, fontPages: 200 };

const nothing = { blocks: [], pages: [], title: null, lang: null } as const;
const boldName = /bold|black|heavy|demi/iu;

/**
 * Reads a PDF's text layer: columns in order, running headers and page numbers gone, words whole again over line ends.
 * Nothing in the document is executed, no font is loaded and no image decoded. Work is bounded by `limits`, but the
 * parser itself has no clock: run it where it can be stopped (a worker or child with limits on time and memory).
 * @returns blocks, the page each begins on, and `problem` where there is no usable text
 */
export async function readPdf(bytes: Uint8Array, limits: PdfLimits = pdfLimits): Promise<PdfContent> {
  if (isCut(bytes)) return { ...nothing, problem: 'truncated' };
  const { getDocument } = await getResolvedPDFJS();
  const task = getDocument({
    data: bytes.slice(), enableXfa: false, disableFontFace: true, useSystemFonts: false, useWorkerFetch: false,
    disableAutoFetch: true, disableStream: true, stopAtErrors: false, maxImageSize: 1_000_000, verbosity: 0,
  });
  try {
    const document = await task.promise;
    if (document.numPages > limits.pages) return { ...nothing, problem: 'too-long' };
    const { info } = await document.getMetadata();
    const pages: PageGlyphs[] = [];
    let runs = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const read = await glyphsOf(page, number, number <= limits.fontPages);
      page.cleanup();
      runs += read.glyphs.length;
      if (runs > limits.runs) return { ...nothing, problem: 'too-long' };
      pages.push(read);
    }
    return contentOf(pages, textOf(info, 'Title'), textOf(info, 'Language'));
  } catch (error) {
    return { ...nothing, problem: error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'broken' };
  } finally {
    await task.destroy();
  }
}

function textOf(info: object, key: string): string | null {
  const value: unknown = Reflect.get(info, key);
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 500) : null;
}

function contentOf(pages: readonly PageGlyphs[], title: string | null, lang: string | null): PdfContent {
  const all: Line[] = pages.flatMap((page) => [...linesOfPage(page)]);
  const lines = withoutFurniture(all, new Map(pages.map((page) => [page.number, page.height])));
  const text = lines.map((line) => line.text).join('\n');
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters < 10) return { ...nothing, title, lang, problem: 'no-text' };
  // Fonts without a table of their letters give private-use signs, controls and replacement characters.
  const unreadable = text.match(/[\p{Co}\uFFFD]|(?![\n\t])\p{Cc}/gu)?.length ?? 0;
  if (unreadable > 0.05 * (letters + unreadable)) return { ...nothing, title, lang, problem: 'unreadable' };
  return { ...blocksOfLines(lines), title, lang, problem: null };
}

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<Awaited<ReturnType<typeof getResolvedPDFJS>>['getDocument']>['promise']>['getPage']>>;

async function glyphsOf(page: PdfPage, number: number, withFonts: boolean): Promise<PageGlyphs> {
  if (withFonts) await page.getOperatorList();
  const viewport = page.getViewport({ scale: 1 });
  const content = await page.getTextContent();
  const bold = new Map<string, boolean>();
  const isBold = (font: string): boolean => {
    const known = bold.get(font) ?? (page.commonObjs.has(font) && boldName.test(textOf(Object(page.commonObjs.get(font)), 'name') ?? ''));
    bold.set(font, known);
    return known;
  };
  const glyphs = content.items.flatMap((item): readonly Glyphs[] => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [a, b, c, d, e, f] = multiply(viewport.transform, item.transform);
    const size = Math.hypot(c, d);
    // Letters that do not stand upright are watermarks and marginal notes, not the text.
    if (size === 0 || Math.abs(b) > 0.2 * Math.hypot(a, b)) return [];
    return [{ text: item.str, x: e, y: f, width: item.width, size, bold: isBold(item.fontName) }];
  });
  return { number, width: viewport.width, height: viewport.height, glyphs };
}

/** Two affine transforms, the second applied first. */
function multiply(left: readonly number[], right: readonly number[]): readonly [number, number, number, number, number, number] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = left;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = right;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** Where a whole file's end mark may stand before its last byte: some writers add comments or padding. */
const endReach = 65_536;

/** @returns whether the file ends before it says it does: no end mark after its last cross-reference, or shorter than it claims */
function isCut(bytes: Uint8Array): boolean {
  const latin = new TextDecoder('latin1');
  const head = latin.decode(bytes.subarray(0, 2048));
  const claimed = /\/Linearized\b[^>]{0,200}\/L (\d{1,12})/u.exec(head)?.[1];
  if (claimed !== undefined && Number(claimed) > bytes.length) return true;
  const tail = latin.decode(bytes.subarray(Math.max(0, bytes.length - endReach)));
  return tail.lastIndexOf('%%EOF') < Math.max(0, tail.lastIndexOf('startxref'));
}
