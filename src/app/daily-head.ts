import { readFile } from 'node:fs/promises';
import canonicalize from 'canonicalize';
import { instantOf, plusMs, type Instant } from '../domain/instant.ts';
import { newestHead, insertHead, saveStamp, type DailyHead } from '../storage/heads.ts';
import { chainTips, headOf } from '../storage/ledger.ts';
import { getSetting, putSetting } from '../storage/settings.ts';
import type { AppContext } from './context.ts';
import { serviceSender } from './make-fetcher.ts';

const retryKey = 'time-stamp-retry-at';
const retryAfterMs = 3_600_000;
const deadlineMs = 20_000;

/** @returns a head as a file: the bytes that are time-stamped and that packs carry */
export function headFile(head: Pick<DailyHead, 'day' | 'at' | 'head' | 'chains'>): Uint8Array {
  const { day, at, chains } = head;
  return Buffer.from(`${canonicalize({ day, at, head: head.head, chains }) ?? ''}\n`, 'utf8');
}

/**
 * Writes the head of all chains once a day, and has the newest one time-stamped where an authority is configured. An
 * authority that fails is asked again after an hour; nothing waits for it.
 */
export async function keepDailyHead(context: AppContext, signal: AbortSignal): Promise<void> {
  const { storage, clock } = context;
  const now = clock();
  const day = now.slice(0, 10);
  const newest = await newestHead(storage.db);
  if (newest?.day !== day) {
    await storage.transaction(async (db) => {
      const chains = await chainTips(db);
      const head = headOf(chains);
      if (head !== null) await insertHead(db, { day, at: now, head, chains });
    });
  }
  const last = await newestHead(storage.db);
  if (last !== null && last.token === null) await stamp(context, last, now, signal);
}

async function stamp(context: AppContext, head: DailyHead, now: Instant, signal: AbortSignal): Promise<void> {
  const { storage, config, log } = context;
  const urls = [config.timestampAuthority.url, config.timestampAuthority.secondUrl].filter((url) => url !== null);
  if (urls.length === 0 || ((await getSetting(storage.db, retryKey)) ?? '') > now) return;
  for (const url of urls) {
    const answer = await askAuthority(context, url, headFile(head), signal);
    if ('at' in answer) {
      await saveStamp(storage.db, head.day, { token: answer.token, authority: url, stampedAt: instantOf(answer.at.getTime()) });
      log.info('head-stamped', { day: head.day, authority: url });
      return;
    }
    log.warn('time-stamp-refused', { day: head.day, authority: url, reason: answer.refused });
  }
  await putSetting(storage.db, retryKey, plusMs(now, retryAfterMs));
}

type Answer = { readonly token: Uint8Array; readonly at: Date } | { readonly refused: string };

async function askAuthority(context: AppContext, url: string, data: Uint8Array, signal: AbortSignal): Promise<Answer> {
  const [{ timeStampQuery, readTimeStamp, checkTimeStampSigner }, send] = await Promise.all([import('../fetch/time-stamp.ts'), serviceSender(context)]);
  const query = timeStampQuery(data);
  const answer = await send({ method: 'POST', url, headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' }, body: query.der, deadlineMs, signal });
  if ('failed' in answer) return { refused: answer.failed };
  if (answer.status !== 200) return { refused: `it answered with status ${answer.status}` };
  const reading = readTimeStamp(answer.body, data, query.nonce);
  if ('refused' in reading) return reading;
  const { caFile } = context.config.timestampAuthority;
  const signer = await checkTimeStampSigner(answer.body, data, caFile === null ? null : await readFile(caFile, 'utf8').catch(() => ''));
  if ('refused' in signer) return signer;
  return { token: answer.body, at: reading.at };
}
