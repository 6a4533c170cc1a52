import type { CapturedPage, FetchOutcome, Validators } from '../domain/capture.ts';
import { OperationError, type Problem } from '../domain/problem.ts';
import type { KnownGood } from '../domain/reading.ts';
import type { Policy } from '../domain/vendor.ts';
import { mayBeErrorPage } from './error-page.ts';
import type { PageFetcher } from './make-fetcher.ts';
import { readPage, type ReadPage, type Wanted, wantedOf } from './read-page.ts';

/** What a source gave and what was read in it. */
export interface FetchedPage {
  readonly fetched: FetchOutcome;
  /** Null where nothing was captured; a problem where the page cannot be read as its declaration says. */
  readonly read: ReadPage | Problem | null;
}

export interface FetchPast {
  readonly validators: Validators | null;
  readonly knownGood: KnownGood | null;
}

export interface FetchPageOptions {
  readonly fresh: boolean;
  readonly signal: AbortSignal;
  /** Asks what a page's site shows for addresses that do not exist, where a page leaves room for that doubt; null: nobody is asked. */
  readonly errorPageOf: ((page: CapturedPage) => Promise<string | null>) | null;
}

/**
 * Fetches a policy's source and reads its page. With `render: auto` a page without words is fetched once more with a browser,
 * because its words may come from scripts; where that fails too, the outcome says what the browser said.
 */
export async function fetchPage(fetcher: PageFetcher, policy: Pick<Policy, 'type' | 'source'>, past: FetchPast, options: FetchPageOptions): Promise<FetchedPage> {
  const { source } = policy;
  const plain = await fetchOnce(fetcher, policy, past, options);
  if (source.render !== 'auto' || !emptyWithoutScripts(plain)) return plain;
  return fetchOnce(fetcher, { ...policy, source: { ...source, render: 'browser' } }, past, { ...options, fresh: true });
}

async function fetchOnce(fetcher: PageFetcher, policy: Pick<Policy, 'type' | 'source'>, past: FetchPast, options: FetchPageOptions): Promise<FetchedPage> {
  const fetched = await fetcher.fetch(policy.source, { validators: options.fresh ? null : past.validators }, options);
  options.signal.throwIfAborted();
  return { fetched, read: fetched.kind === 'captured' ? await readOrProblem(fetched, wantedOf(policy), past.knownGood, options.errorPageOf) : null };
}

async function readOrProblem(page: CapturedPage, wanted: Wanted, knownGood: KnownGood | null, errorPageOf: FetchPageOptions['errorPageOf']): Promise<ReadPage | Problem> {
  try {
    const read = await readPage(page, wanted, knownGood);
    const errorPage = errorPageOf !== null && mayBeErrorPage(read.reading) ? await errorPageOf(page) : null;
    return errorPage === null ? read : await readPage(page, wanted, knownGood, errorPage);
  } catch (error) {
    if (error instanceof OperationError) return error.problem;
    throw error;
  }
}

function emptyWithoutScripts(page: FetchedPage): boolean {
  if (page.fetched.kind !== 'captured' || page.read === null || page.fetched.mediaType !== 'text/html' || page.fetched.exchange.via !== 'http') return false;
  return 'code' in page.read ? page.read.code === 'selector-miss' : page.read.reading.verdict === 'empty';
}
