import type { Block, Link } from '../../../src/domain/reading.ts';
import type { PageDocument } from '../../../src/extract/document.ts';

/** A paragraph, or a heading where the line begins with `#`. */
export function blockOf(line: string, at: number, links: readonly Link[] = []): Block {
  const heading = line.startsWith('# ');
  const text = heading ? line.slice(2) : line;
  return {
    kind: heading ? 'heading' : 'paragraph', level: heading ? 1 : 0, marker: null, text, markdown: text, bold: false, links, lines: [at + 1, at + 1],
    cells: null, header: null, table: null,
  };
}

/** A page taken apart, made of the lines of a text. */
export function documentOf(text: string, more: Partial<PageDocument> = {}): PageDocument {
  const blocks = text.split('\n').map((line, at) => blockOf(line, at));
  return {
    format: 'html', mediaType: 'text/html', titles: { document: null, headings: [], openGraph: null }, lang: null, canonicalUrl: null, refresh: null,
    source: text, pageText: text, wordsInside: text.split(/\s+/u).length, wordsOutside: 0, found: 'main-content', passwordFields: 0,
    shell: { scripts: 0, scriptLength: 0, emptyRoot: false, noscript: '' }, finalUrl: null, status: 200, headers: [], complete: true, undecodable: 0,
    pdfProblem: null, errorPageText: null, blocks, markdown: text, ...more,
  };
}
