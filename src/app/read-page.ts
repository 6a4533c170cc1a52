import { treeOf } from '../clauses/document-tree.ts';
import type { CapturedPage } from '../domain/capture.ts';
import type { ClauseTree } from '../domain/clause.ts';
import type { KnownGood, Reading } from '../domain/reading.ts';
import type { Source } from '../domain/vendor.ts';
import { read } from '../extract/read.ts';

/** A page read: what is kept of it, and its clauses. */
export interface ReadPage {
  readonly reading: Reading;
  readonly tree: ClauseTree;
}

/** @throws OperationError `selector-miss` where the source's selectors match nothing */
export async function readPage(page: CapturedPage, source: Pick<Source, 'select' | 'remove'>, known: KnownGood | null): Promise<ReadPage> {
  const reading = await read({
    body: page.body,
    text: page.text,
    mediaType: page.mediaType,
    url: page.exchange.finalUrl,
    status: page.exchange.status,
    headers: page.exchange.responseHeaders,
    select: source.select,
    remove: source.remove,
    known,
  });
  return { reading, tree: treeOf(reading) };
}

/** How far from its end a page may close its body; scripts that servers append stand behind it. */
const endReach = 4096;

/** Whether a page's source ends as a whole document does; formats without such a mark do. */
export function endsWhole(page: CapturedPage): boolean {
  return page.mediaType !== 'text/html' || page.text === null || /<\/(?:html|body)\s{0,9}>/iu.test(page.text.slice(-endReach));
}
