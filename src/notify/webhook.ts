import { createHmac } from 'node:crypto';
import type { AlertStory } from '../domain/alert.ts';
import type { Change, Significance } from '../domain/change.ts';
import type { Clause } from '../domain/clause.ts';
import type { SendOutcome } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import { epochMsOf } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import { directionLabels, significanceLabels } from '../domain/labels.ts';
import type { Hook } from '../domain/webhook.ts';
import { materialOf, placeOf } from './change-part.ts';
import { safeUrl } from './html.ts';
import { policyTitle } from './mail-frame.ts';
import { visibleLine, visibleText } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';
import { wordsOf } from './words.ts';

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

/** As much of a hook as its message depends on. */
export type HookWords = Pick<Hook, 'name' | 'shape' | 'language'>;

const deadlineMs = 15_000;
const maxChanges = 20;
const maxText = 600;
const maxShort = 200;
const maxFacts = 10;
const maxSides = 3;

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

const textOf = (text: string): string => cutLine(visibleText(text), maxText);

const shortOf = (text: string): string => cutLine(visibleLine(text), maxShort);

const bothOf = (text: Bilingual): Bilingual => ({ nl: shortOf(text.nl), en: shortOf(text.en) });

const clauseData = (clause: Clause): unknown => ({ path: clause.path.slice(-4).map(shortOf), number: clause.number === null ? null : shortOf(clause.number), text: textOf(clause.text) });

function changeData(change: Change): Readonly<Record<string, unknown>> {
  return {
    kind: change.kind,
    significance: change.significance,
    direction: change.direction,
    topics: change.topics,
    headline: bothOf(change.headline),
    old: change.old.slice(0, maxSides).map(clauseData),
    new: change.new.slice(0, maxSides).map(clauseData),
    facts: change.facts.slice(0, maxFacts).map((fact) => ({ type: fact.type, old: fact.old === null ? null : shortOf(fact.old), new: fact.new === null ? null : shortOf(fact.new) })),
    reasons: change.reasons.slice(0, maxFacts).map((reason) => bothOf(reason.text)),
  };
}

function jsonBody(story: AlertStory, at: Instant): unknown {
  const { comparison } = story;
  return {
    type: 'policy.changed',
    timestamp: at,
    data: {
      key: story.key,
      vendor: { slug: story.policy.vendorSlug, name: shortOf(story.policy.vendorName), tags: story.policy.vendorTags },
      policy: { slug: story.policy.policySlug, type: story.policy.policyType, title: story.title === null ? null : shortOf(story.title), tags: story.policy.policyTags },
      old: story.old,
      new: story.new,
      language: comparison.language,
      overall: { ...comparison.overall, headline: bothOf(comparison.overall.headline) },
      unchanged: comparison.unchanged,
      changes: comparison.changes.slice(0, maxChanges).map(changeData),
      changesLeftOut: Math.max(0, comparison.changes.length - maxChanges),
      deadlines: story.deadlines.map((deadline) => ({ kind: deadline.kind, dueOn: deadline.dueOn, timeZone: deadline.timeZone })),
      notJudged: story.notJudged.map(bothOf),
      links: story.links,
    },
  };
}

/** Slack takes three characters for markup and no others (docs: "Formatting text for app surfaces"). */
const slackText = (text: string): string => visibleLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function lines(story: AlertStory, hook: HookWords, escape: (text: string) => string, bullet: string): readonly string[] {
  const words = wordsOf(hook.language);
  const of = (weight: Significance): readonly Change[] => story.comparison.changes.filter((change) => change.significance === weight);
  const told = [...of('material'), ...of('minor')].slice(0, 10);
  const more = story.comparison.changes.length - told.length;
  return [
    ...told.map((change) => `${bullet}${escape(cutLine(visibleLine(change.headline[hook.language]), 200))} (${significanceLabels[change.significance][hook.language]}, ${directionLabels[change.direction][hook.language]}; ${escape(placeOf(change.new[0] ?? change.old[0], words).at(-1) ?? '')})`),
    ...(more > 0 ? [`${bullet}${words.moreInPolicy(more, materialOf(story.comparison.changes) - materialOf(told))}`] : []),
  ];
}

function slackBody(story: AlertStory, hook: HookWords): unknown {
  const title = slackText(policyTitle(story.policy, hook.language));
  const headline = slackText(cutLine(visibleLine(story.comparison.overall.headline[hook.language]), 200));
  const url = safeUrl(story.links.comparison ?? story.links.vendorPage);
  const link = url === null ? [] : [`<${url.replaceAll('|', '%7C').replaceAll('>', '%3E')}|${wordsOf(hook.language).readAll}>`];
  const text = [`*${title}*: ${headline}`, ...lines(story, hook, slackText, '• '), ...link].join('\n');
  return { text: `${title}: ${headline}`, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, 2900), verbatim: true } }], unfurl_links: false };
}

/** Teams reads Markdown in a text block; what is Markdown in a vendor's words is escaped. */
const teamsText = (text: string): string => visibleLine(text).replaceAll(/[\\`*_{}[\]()#+!|<>~-]/gu, (character) => `\\${character}`);

const block = (text: string, more: Readonly<Record<string, unknown>> = {}): unknown => ({ type: 'TextBlock', text, wrap: true, ...more });

/** An Adaptive Card, as Teams' "Workflows" take it; the older connectors' MessageCard is withdrawn. */
function teamsBody(story: AlertStory, hook: HookWords): unknown {
  const url = safeUrl(story.links.comparison ?? story.links.vendorPage);
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block(teamsText(policyTitle(story.policy, hook.language)), { weight: 'Bolder' }),
      block(teamsText(cutLine(visibleLine(story.comparison.overall.headline[hook.language]), 200))),
      ...lines(story, hook, teamsText, '- ').map((line) => block(line)),
    ],
    actions: url === null ? [] : [{ type: 'Action.OpenUrl', title: wordsOf(hook.language).readAll, url }],
  };
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }] };
}

/** The delivery's key: one message of a change set for each hook. */
export function hookKey(story: Pick<AlertStory, 'key'>, hook: Pick<Hook, 'name'>): string {
  return `hook:${story.key}:${hook.name}`;
}

/** What a hook is told of a change set. @param at when it is composed */
export function renderHook(story: AlertStory, hook: HookWords, at: Instant): HookRequest {
  const bodies = { json: () => jsonBody(story, at), slack: () => slackBody(story, hook), teams: () => teamsBody(story, hook) };
  const digest = createHmac('sha256', 'clausewatch webhook-id').update(hookKey(story, hook)).digest('hex');
  return { id: `msg_${digest.slice(0, 32)}`, body: JSON.stringify(bodies[hook.shape]()) };
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
