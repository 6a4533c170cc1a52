import type { CaptureId } from '../../domain/ids.ts';
import { storedPage } from '../../app/reread.ts';
import { isBodyKept } from '../../storage/bodies.ts';
import { captureBody, findCapture, type Capture } from '../../storage/captures.ts';
import { droppedOf } from '../../storage/retention.ts';
import { versionConfirmedAfter } from '../../storage/observations.ts';
import { findVersionSummary } from '../../storage/versions.ts';
import { timeTag } from '../dates.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { facts, policyPath, table } from '../parts.ts';
import { replayOf, replayOfText } from '../replay.ts';
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
  const { db } = visit.services.storage;
  const versionId = capture.versionId ?? (capture.outcome === 'pending' ? await versionConfirmedAfter(db, capture.id) : null);
  const shows = versionId === null ? null : await findVersionSummary(db, versionId);
  const body = html`${crumbs(visit, subject)}
<h1>${w.title} ${capture.id}</h1>
${facts([
    [w.at, html`${timeTag(visit.dates, capture.at)} <span class="quiet">(${visit.dates.exact(capture.at)})</span>`],
    [w.verdict, words.verdicts[capture.verdict]],
    [w.outcome, capture.outcome === 'pending' && versionId !== null ? words.policy.laterConfirmed : words.policy.outcomes[capture.outcome]],
    capture.reasons.length === 0 ? null : [w.reasons, html`<ul>${capture.reasons.map((reason) => html`<li>${quoted(reason.text[visit.language])}</li>`)}</ul>`],
    shows === null ? null : [w.shows, html`<a href="${policyPath(subject.policy.slug)}/versions/${shows.number}">${words.common.Version(shows.number)}</a>`],
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
${await replay(visit, subject, capture)}
${exchange.redirects.length === 0 ? none : html`<h2>${w.redirects}</h2><ol>${exchange.redirects.map((redirect) => html`<li>${redirect.status}: ${quoted(redirect.location)}</li>`)}</ol>`}
${headers(visit, capture)}`;
  return { kind: 'page', title: `${subject.name}: ${w.title} ${capture.id}`, section: 'vendors', body, frames: true };
}

/** The page as it was received: to be looked at where it can be shown, and always as a file. */
async function replay(visit: Visit, subject: Subject, capture: Capture): Promise<Markup> {
  const { capture: w } = visit.words;
  const title = html`<h2 id="page">${w.page}</h2>`;
  const droppedAt = (await droppedOf(visit.services.storage.db, capture.policyId)).get(capture.bodySha256);
  if (droppedAt !== undefined && !(await isBodyKept(visit.services.storage.db, capture.bodySha256))) return html`${title}<p class="notice">${w.dropped(visit.dates.dayOf(droppedAt))}</p>`;
  const base = `${policyPath(subject.policy.slug)}/captures/${capture.id}`;
  const download = html`<a class="button" href="${base}/raw">${w.download}</a>`;
  if (!isShown(capture)) return html`${title}<p>${capture.mediaType === 'application/pdf' ? w.pdfOnly : w.fileOnly}</p><p>${download}</p>`;
  const plain = visit.query.text('plain', 1) === '1';
  const frame = `${base}/frame${plain ? '?plain=1' : ''}`;
  return html`${title}<p class="quiet">${w.frameHelp}</p>
<p class="tools">${plain ? html`<a href="${base}#page">${w.ownStyle}</a>` : html`<a href="${base}?plain=1#page">${w.plain}</a>`} <a href="${frame}">${w.alone}</a></p>
<iframe class="replay" sandbox="" src="${frame}" title="${w.page}" loading="lazy" referrerpolicy="no-referrer"></iframe>
<p>${download}</p>`;
}

const shownTypes = new Set(['text/html', 'application/xhtml+xml', 'text/plain', 'text/markdown']);

function isShown(capture: Capture): boolean {
  return shownTypes.has(capture.mediaType);
}

/** The page itself, cleaned, for the sandboxed frame. */
export async function captureFrame(visit: Visit): Promise<Reply> {
  const found = await captureOf(visit);
  if (found === null || !isShown(found.capture)) return missing;
  const { text } = await storedPage(visit.services.storage.db, found.capture);
  if (text === null) return missing;
  const look = { title: `${visit.words.capture.title} ${found.capture.id}`, language: found.capture.language };
  const isHtml = found.capture.mediaType === 'text/html' || found.capture.mediaType === 'application/xhtml+xml';
  return { kind: 'replay', source: isHtml ? replayOf(text, { ...look, plain: visit.query.text('plain', 1) === '1' }) : replayOfText(text, look) };
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
