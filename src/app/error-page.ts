import { randomBytes } from 'node:crypto';
import type { CapturedPage } from '../domain/capture.ts';
import { plusMs } from '../domain/instant.ts';
import { OperationError } from '../domain/problem.ts';
import type { Reading } from '../domain/reading.ts';
import { findErrorPage, saveErrorPage } from '../storage/error-pages.ts';
import type { AppContext } from './context.ts';
import { readPage } from './read-page.ts';

const dayMs = 86_400_000;
/** A site's error page seldom changes, and asking for it is asking for nothing. */
const askEveryMs = 30 * dayMs;
/** A site that could not be reached is asked again sooner. */
const retryMs = dayMs;
/** An error page says less; one that says more is compared by its beginning. */
const textLimit = 20_000;

/** What leaves it open whether a page is the policy: it shares little with what is known, or nothing names it. */
const openRules: ReadonlySet<string> = new Set(['shares-little', 'untitled']);

/** Whether a page that passes for the policy may yet be what its site shows for addresses that do not exist. */
export function mayBeErrorPage(reading: Reading): boolean {
  return reading.verdict === 'ok' && reading.reasons.some((reason) => openRules.has(reason.rule));
}

/**
 * What the site of a page shows for an address that does not exist: some answer "200" there, with their front page or a
 * page of regrets. A made-up address is asked for at most once a month and site, by the same polite way as any page.
 * @returns the words of that page; null where the site has none or could not be asked
 */
export async function errorPageText(context: Pick<AppContext, 'storage' | 'clock' | 'fetcher'>, page: CapturedPage, signal: AbortSignal): Promise<string | null> {
  const { storage, clock, fetcher } = context;
  if (!/^https?:/iu.test(page.exchange.finalUrl)) return null;
  const { origin } = new URL(page.exchange.finalUrl);
  const known = await findErrorPage(storage.db, origin);
  if (known !== null && known.askAgainAt > clock()) return known.text;
  const url = new URL(`/no-such-page-${randomBytes(6).toString('hex')}`, origin).href;
  const render = page.exchange.via === 'browser' ? 'browser' : 'http';
  const fetched = await fetcher.fetch({ url, render, select: [], remove: [] }, { validators: null }, { fresh: true, signal });
  signal.throwIfAborted();
  const text = fetched.kind === 'captured' ? await wordsOf(fetched) : null;
  const unreached = fetched.kind === 'failed' && fetched.problem.retryable;
  await saveErrorPage(storage.db, origin, { text, askAgainAt: plusMs(clock(), unreached ? retryMs : askEveryMs) });
  return text;
}

async function wordsOf(page: CapturedPage): Promise<string | null> {
  try {
    const { reading } = await readPage(page, { type: null, select: [], remove: [] }, null);
    const text = reading.blocks.map((block) => block.text).join('\n').slice(0, textLimit);
    return text === '' ? null : text;
  } catch (error) {
    if (error instanceof OperationError) return null;
    throw error;
  }
}
