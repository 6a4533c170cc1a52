import { createHash, createHmac } from 'node:crypto';
import type { AlertStory } from '../domain/alert.ts';
import { significances } from '../domain/change.ts';
import type { SendOutcome } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import { epochMsOf } from '../domain/instant.ts';
import type { Hook } from '../domain/webhook.ts';
import { hookBody, type HookWords } from './hook-body.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';

/** A request as it is sent at every attempt; the signature alone is made anew, as it covers the time of the attempt. */
export interface HookRequest {
  /** `webhook-id`: the same at every attempt, so that a receiver can tell a repeat. */
  readonly id: string;
  readonly body: string;
}

/** Where a request goes and what it is signed with; read when it is sent, as both may be secret and may change. */
export interface HookTarget {
  readonly url: string;
  readonly secrets: readonly string[];
}

/** Sends a POST without following redirects, through whatever guards addresses; body read up to a limit. */
export type PostRequest = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
}) => Promise<{ readonly status: number } | { readonly failed: string }>;

const deadlineMs = 15_000;
const secretBytes = (secret: string): Buffer => (secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret));

/**
 * The headers of Standard Webhooks 1.0.0: an HMAC-SHA256 over id, time and body for each active secret, so that a
 * receiver may change its secret without losing a message.
 */
export function signatureHeaders(request: HookRequest, secrets: readonly string[], at: Instant): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(epochMsOf(at) / 1000));
  const signed = `${request.id}.${timestamp}.${request.body}`;
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', secretBytes(secret)).update(signed).digest('base64')}`);
  return { 'webhook-id': request.id, 'webhook-timestamp': timestamp, ...(signatures.length === 0 ? {} : { 'webhook-signature': signatures.join(' ') }) };
}

/** The delivery's key: one message of the same change sets for each hook. */
export function hookKey(stories: readonly Pick<AlertStory, 'key'>[], hook: Pick<Hook, 'name'>): string {
  const keys = stories.map((story) => story.key).toSorted();
  return `hook:${keys.length === 1 ? (keys[0] ?? '') : createHash('sha256').update(JSON.stringify(keys)).digest('hex')}:${hook.name}`;
}

const weight = (story: AlertStory): number => significances.indexOf(story.comparison.overall.significance);

/**
 * What a hook is told of change sets that came at one time: one message, the heaviest first.
 * @param stories at least one; @param at when it is composed
 */
export function renderHook(stories: readonly AlertStory[], hook: HookWords, at: Instant): HookRequest {
  const sorted = stories.toSorted((left, right) => weight(right) - weight(left) || left.key.localeCompare(right.key));
  const digest = createHmac('sha256', 'clausewatch webhook-id').update(hookKey(stories, hook)).digest('hex');
  return { id: `msg_${digest.slice(0, 32)}`, body: JSON.stringify(hookBody(sorted, hook, at)) };
}

/** Sends a request to its hook, signed for now, and says what the answer means. */
export async function sendHook(request: HookRequest, target: HookTarget, at: Instant, post: PostRequest, signal?: AbortSignal): Promise<SendOutcome> {
  const headers = { 'content-type': 'application/json; charset=utf-8', ...signatureHeaders(request, target.secrets, at) };
  const answer = await post({ url: target.url, headers, body: request.body, deadlineMs, signal });
  if ('failed' in answer) return { kind: 'temporary', reason: cutLine(visibleLine(answer.failed), 300), maybeAccepted: true, serverAtFault: false };
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'sent', reply: `HTTP ${status}` };
  if (status === 410) return { kind: 'permanent', reason: 'The receiver answered 410: it is gone.', fault: 'receiver-gone' };
  return { kind: 'temporary', reason: `The receiver answered ${status}.`, maybeAccepted: false, serverAtFault: false };
}
