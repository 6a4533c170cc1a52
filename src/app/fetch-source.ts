import type { LoadedConfig } from '../config/load-config.ts';
import type { CapturedPage } from '../domain/capture.ts';
import { instantOf } from '../domain/instant.ts';
import { OperationError } from '../domain/problem.ts';
import type { RenderMode } from '../domain/vendor.ts';
import { fetchPage } from './fetch-page.ts';
import { makeFetcher } from './make-fetcher.ts';

/**
 * Fetches a page that nobody watches, as politely as one that is watched.
 * @throws OperationError with what the server, the network or our own rules said
 */
export async function fetchSource(loaded: Pick<LoadedConfig, 'config' | 'secrets'>, url: string, render: RenderMode, signal: AbortSignal): Promise<CapturedPage> {
  await using fetcher = makeFetcher(loaded, () => instantOf(Date.now()), null);
  const { fetched } = await fetchPage(fetcher, { type: 'Other', source: { url, render, select: [], remove: [] } }, { validators: null, knownGood: null }, { fresh: true, signal, errorPageOf: null });
  if (fetched.kind === 'captured') return fetched;
  throw new OperationError(
    fetched.kind === 'failed' ? fetched.problem : { code: 'not-modified', retryable: true, message: `${url} answered "not modified" to a question without conditions.`, mend: 'Try again later.' },
  );
}
