import type { CaptureId } from '../../domain/ids.ts';
import { captureBody, findCapture, type Capture } from '../../storage/captures.ts';
import { timeTag } from '../dates.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { facts, policyPath, table } from '../parts.ts';
import { missing, wholeOf, type Reply, type Visit } from '../visit.ts';
import { crumbs, subjectOf, type Subject } from './policy.ts';

const headersShown = 100;

async function captureOf(visit: Visit): Promise<{ readonly subject: Subject; readonly capture: Capture } | null> {
  const subject = await subjectOf(visit);
  const id = wholeOf(visit.params['capture'] ?? '');
  if (subject === null || id === null) return null;
  const capture = await findCapture(visit.services.storage.db, id as CaptureId);
  return capture === null || capture.policyId !== subject.policy.id ? null : { subject, capture };
}

export async function capturePage(visit: Visit): Promise<Reply> {
  const found = await captureOf(visit);
  if (found === null) return missing;
  const { subject, capture } = found;
  const { words } = visit;
  const w = words.capture;
  const { exchange } = capture;
  const raw = `${policyPath(subject.policy.slug)}/captures/${capture.id}/raw`;
  const body = html`${crumbs(visit, subject)}
<h1>${w.title} ${capture.id}</h1>
${facts([
    [w.at, html`${timeTag(visit.dates, capture.at)} <span class="quiet">(${visit.dates.exact(capture.at)})</span>`],
    [w.verdict, words.verdicts[capture.verdict]],
    [w.outcome, capture.outcome === 'pending' && capture.versionId !== null ? words.policy.laterConfirmed : words.policy.outcomes[capture.outcome]],
    capture.reasons.length === 0 ? null : [w.reasons, html`<ul>${capture.reasons.map((reason) => html`<li>${quoted(reason.text[visit.language])}</li>`)}</ul>`],
    [w.requested, quoted(exchange.requestedUrl)],
    exchange.finalUrl === exchange.requestedUrl ? null : [w.final, quoted(exchange.finalUrl)],
    [w.status, exchange.status],
    [w.media, quoted(capture.mediaType)],
    [w.via, w.viaNames[exchange.via]],
    exchange.remoteAddress === null ? null : [w.address, quoted(exchange.remoteAddress)],
    exchange.tlsFingerprint === null ? null : [w.tls, html`<code class="hash">${exchange.tlsFingerprint}</code>`],
    [w.bodyHash, html`<code class="hash">${capture.bodySha256}</code>`],
    [w.tool, quoted(capture.tool)],
  ])}
<p><a class="button" href="${raw}">${w.download}</a></p><p class="quiet">${w.downloadHelp}</p>
${exchange.redirects.length === 0 ? none : html`<h2>${w.redirects}</h2><ol>${exchange.redirects.map((redirect) => html`<li>${redirect.status}: ${quoted(redirect.location)}</li>`)}</ol>`}
${headers(visit, capture)}`;
  return { kind: 'page', title: `${subject.name}: ${w.title} ${capture.id}`, section: 'vendors', body };
}

function headers(visit: Visit, capture: Capture): Markup {
  const { responseHeaders } = capture.exchange;
  if (responseHeaders.length === 0) return none;
  const { capture: w } = visit.words;
  return html`<details><summary>${w.headers}</summary>${table(w.headers, [w.headers, ''], responseHeaders.slice(0, headersShown).map(([name, value]) => [html`<code>${name}</code>`, html`<code>${value.slice(0, 2000)}</code>`]), { hideCaption: true })}</details>`;
}

/** The page's own bytes, as a file that no browser shows: whatever they are, they never become part of our pages. */
export async function captureRaw(visit: Visit): Promise<Reply> {
  const found = await captureOf(visit);
  if (found === null) return missing;
  const { capture } = found;
  const extension = extensions[capture.mediaType] ?? 'bin';
  return { kind: 'file', mediaType: 'application/octet-stream', content: await captureBody(visit.services.storage.db, capture), filename: `capture-${capture.id}.${extension}` };
}

const extensions: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/markdown': 'md',
};
