import { significances } from '../domain/change.ts';
import { plusMs, type Instant } from '../domain/instant.ts';
import type { ServiceAnswer, ServiceRequest } from '../fetch/send-request.ts';
import { changesOf, type StoredChange } from '../storage/comparisons.ts';
import { explanationsOf, noteRound, putExplanation, unexplainedComparisons, type Unexplained } from '../storage/explanations.ts';
import type { AppContext } from './context.ts';
import { checkAnswer, promptOf, type ChatMessage } from './explanation.ts';
import { serviceSender } from './make-fetcher.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Most comparisons have fewer changes that matter; a policy written anew is not told in sentences. */
const maxChangesPerComparison = 10;
const maxComparisonsPerRound = 20;
const roundMs = 10 * minuteMs;
/** Who switches this on does not have years of history sent out; who was down for a night misses nothing. */
const freshMs = 48 * hourMs;
/** How long after each failure the service is asked again; after the last it is left. */
const retryAfterMs = [15 * minuteMs, 2 * hourMs, 12 * hourMs] as const;

type Send = (request: ServiceRequest) => Promise<ServiceAnswer>;
interface Service {
  readonly url: string;
  readonly model: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

/**
 * Asks the configured language model about the changes of new comparisons, the material ones first, and keeps what it
 * can prove by quotes. It reads what was committed and writes to tables of its own, so whatever comes of it no check, no
 * verdict and no alert is touched; it may be slow, and nothing should wait for it.
 * @param signal ends it; what was not asked then is asked another time
 * @returns how many changes were explained; 0 where no service is configured. Never throws: a failure is logged.
 */
export async function explainChanges(context: AppContext, signal: AbortSignal): Promise<number> {
  let explained = 0;
  try {
    const service = serviceOf(context);
    if (service === null || signal.aborted) return 0;
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(roundMs)]);
    const { db } = context.storage;
    const now = context.clock();
    const send = await serviceSender(context);
    for (const comparison of await unexplainedComparisons(db, plusMs(now, -freshMs), now, maxComparisonsPerRound)) {
      const round = await explainComparison(context, service, send, comparison, bounded);
      explained += round.explained;
      // A service that does not answer one question will not answer the next.
      if (round.ended) break;
    }
  } catch (error) {
    context.log.warn('explain-failed', { reason: error instanceof Error ? error.message : String(error) });
  }
  if (explained > 0) context.log.info('explained', { changes: explained });
  return explained;
}

function serviceOf({ config, secrets }: AppContext): Service | null {
  const { url, model, timeoutSeconds } = config.explain;
  if (url === null || model === null) return null;
  const key = secrets.explainApiKey;
  return {
    url: completionsUrl(url),
    model,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
    deadlineMs: timeoutSeconds * 1000,
  };
}

/** @returns the address that is asked, from the base address that services give (`https://…/v1`) */
function completionsUrl(base: string): string {
  const url = new URL(base);
  const path = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : url.pathname;
  url.pathname = path.endsWith('/chat/completions') ? path : `${path}/chat/completions`;
  return url.href;
}

async function explainComparison(context: AppContext, service: Service, send: Send, comparison: Unexplained, signal: AbortSignal): Promise<{ readonly explained: number; readonly ended: boolean }> {
  const { storage, clock, log } = context;
  const asked = await explanationsOf(storage.db, comparison.id);
  let explained = 0;
  for (const change of worthExplaining(await changesOf(storage.db, comparison.id))) {
    if (asked.has(change.id)) continue;
    const prompt = promptOf(change);
    if (prompt === null) continue;
    if (signal.aborted) return { explained, ended: true };
    const answer = await ask(service, send, prompt, signal);
    if (signal.aborted) return { explained, ended: true };
    if ('failed' in answer) {
      log.warn('explain-failed', { comparison: comparison.id, reason: answer.failed });
      const failures = comparison.failures + 1;
      await noteRound(storage.db, comparison.id, failures, nextAt(failures, clock()));
      return { explained, ended: true };
    }
    const checked = checkAnswer(answer.body, change);
    if (checked === null || checked.dropped > 0) log.info('explanation-dropped', { comparison: comparison.id, change: change.id, sentences: checked?.dropped ?? null });
    const sentences = checked?.sentences ?? [];
    await putExplanation(storage.db, change.id, { model: service.model, askedAt: clock(), sentences });
    if (sentences.length > 0) explained += 1;
  }
  await noteRound(storage.db, comparison.id, comparison.failures, null);
  return { explained, ended: false };
}

/** The heaviest first, in the order of the policy; what no reader would notice needs no explanation. */
function worthExplaining(changes: readonly StoredChange[]): readonly StoredChange[] {
  const weight = (change: StoredChange): number => significances.indexOf(change.significance);
  return changes.filter((change) => change.significance !== 'cosmetic').toSorted((one, other) => weight(other) - weight(one)).slice(0, maxChangesPerComparison);
}

/** Only what every service of this kind understands: some refuse a temperature, a limit or a form of answer. */
async function ask(service: Service, send: Send, messages: readonly ChatMessage[], signal: AbortSignal): Promise<{ readonly body: Uint8Array } | { readonly failed: string }> {
  const body = JSON.stringify({ model: service.model, messages, stream: false });
  const answer = await send({ method: 'POST', url: service.url, headers: service.headers, body, deadlineMs: service.deadlineMs, signal });
  if ('failed' in answer) return answer;
  return answer.status === 200 ? { body: answer.body } : { failed: `The service answered ${answer.status}.` };
}

function nextAt(failures: number, now: Instant): Instant | null {
  const wait = retryAfterMs[failures - 1];
  return wait === undefined ? null : plusMs(now, wait);
}
