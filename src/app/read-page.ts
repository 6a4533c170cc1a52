import { treeOf } from '../clauses/document-tree.ts';
import type { CapturedPage } from '../domain/capture.ts';
import type { ClauseTree } from '../domain/clause.ts';
import type { KnownGood, Reading } from '../domain/reading.ts';
import type { Policy, PolicyType, Source } from '../domain/vendor.ts';
import { read } from '../extract/read.ts';
import { policyTypeNamed } from '../registry/policy-type.ts';

/** A page read: what is kept of it, and its clauses. */
export interface ReadPage {
  readonly reading: Reading;
  readonly tree: ClauseTree;
}

/** What is wanted of a page. */
export interface Wanted extends Pick<Source, 'select' | 'remove'> {
  /** Which policy, where a page holds several; null: all that it says. */
  readonly type: PolicyType | null;
}

/** @returns the type that a person means by a name of it in any language; null where none was given */
export function typeWanted(name: string | undefined): PolicyType | null {
  return name === undefined ? null : (policyTypeNamed(name) ?? name);
}

/** @returns what is wanted of a policy's page */
export function wantedOf({ type, source }: Pick<Policy, 'type' | 'source'>): Wanted {
  return { type, select: source.select, remove: source.remove };
}

/**
 * @param errorPageText what the page's site shows for addresses that do not exist, where that is known
 * @throws OperationError `selector-miss` where the selectors match nothing
 */
export async function readPage(page: CapturedPage, wanted: Wanted, known: KnownGood | null, errorPageText: string | null = null): Promise<ReadPage> {
  const reading = await read({
    body: page.body,
    text: page.text,
    mediaType: page.mediaType,
    url: page.exchange.finalUrl,
    status: page.exchange.status,
    headers: page.exchange.responseHeaders,
    select: wanted.select,
    remove: wanted.remove,
    asked: wanted.type === null ? null : { type: wanted.type, typeNamed: policyTypeNamed },
    known,
    errorPageText,
  });
  return { reading, tree: treeOf(reading) };
}

/** How far from its end a page may close its body; scripts that servers append stand behind it. */
const endReach = 4096;

/** Whether a page's source ends as a whole document does; formats without such a mark do. */
export function endsWhole(page: CapturedPage): boolean {
  return page.mediaType !== 'text/html' || page.text === null || /<\/(?:html|body)\s{0,9}>/iu.test(page.text.slice(-endReach));
}
