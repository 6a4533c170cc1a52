import { Temporal } from 'temporal-polyfill';
import type { ReaderLanguage } from '../domain/language.ts';
import { Html, html, link, safeUrl, sourceLine } from './html.ts';
import type { ChangePart, Part, Span, WeekCount } from './mail-document.ts';
import { totalOf } from './mail-text.ts';
import type { RedlinePiece } from './redline.ts';
import { spacedPieces } from './redline.ts';
import { visibleLine } from '../domain/visible-text.ts';
import type { Words } from './words.ts';

/*
 * Outlook draws mail with Word: tables for every box, styles inline, padding on cells only. Gmail drops a style sheet it
 * does not like, so the sheet only adds dark colours; without it the mail is complete.
 */
const font = 'font-family:-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const textStyle = `${font};font-size:16px;line-height:1.5;color:#1c2126`;
const smallStyle = `${font};font-size:14px;line-height:1.45;color:#555e67`;
/** Within a cell of `textStyle`, whose font it keeps. */
const dimStyle = 'font-size:14px;color:#555e67';
const linkStyle = 'color:#0a58a8;text-decoration:underline';
const breaking = 'word-break:break-word;overflow-wrap:anywhere';

const darkSheet = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#14171a!important}.ink,h1,h2,h3{color:#e8eaed!important}.dim{color:#a9b2bb!important}.link{color:#8fbcff!important}
.edge{border-color:#4a525a!important}.urgent{border-color:#e0a100!important;background:#2b2410!important}
.i{color:#a5e3b8!important;background:#143322!important}.d{color:#f2b0aa!important;background:#3d1c1a!important}
.m{border-color:#ef8a80!important}.bar{background:#6d7780!important}.barm{background:#ef8a80!important}.btn{background:#8fbcff!important}.btn a{color:#0b1420!important}
}`;

/** Sign and bracket stand outside the line that strikes or underlines, so that eye, ear and a plain copy can all tell them apart. */
function marked(op: 'delete' | 'insert', text: string, words: Words): Html {
  return op === 'delete'
    ? html`<span class="d" style="color:#8f1d14;background:#fceceb">[${words.deletedSign}&nbsp;<del style="text-decoration:line-through">${text}</del>]</span>`
    : html`<span class="i" style="color:#0b5a2a;background:#e6f4ea">[${words.insertedSign}&nbsp;<ins style="text-decoration:underline">${text}</ins>]</span>`;
}

function pieceHtml(piece: RedlinePiece, words: Words): Html {
  if (piece.op === 'unchanged' || piece.op === 'omitted') {
    const note = piece.op === 'unchanged' ? words.wordsUnchanged(piece.words) : words.wordsLeftOut(piece.words);
    return html` <span class="dim" style="color:#555e67;font-size:13px">${note}</span> `;
  }
  if (piece.op === 'equal') return html`${piece.text.replaceAll(/\s+/gu, ' ')}`;
  const blank = piece.text.trim() === '';
  const shown = blank ? '·'.repeat(Math.max(1, Math.min(piece.text.length, 3))) : piece.text.trim().replaceAll(/\s+/gu, ' ');
  const [before, after] = blank ? ['', ''] : [/^\s/u.test(piece.text) ? ' ' : '', /\s$/u.test(piece.text) ? ' ' : ''];
  return html`${before}${marked(piece.op, shown, words)}${after}`;
}

function spanHtml(span: Span): Html {
  if (typeof span === 'string') return html`${span}`;
  if ('source' in span) return sourceLine(span.source);
  if ('strong' in span) return html`<strong>${visibleLine(span.strong)}</strong>`;
  if ('code' in span) return html`<code style="font-family:Consolas,Menlo,monospace;white-space:nowrap">${span.code}</code>`;
  return link(span.url, visibleLine(span.link), linkStyle);
}

const row = (content: Html, padding: string): Html => html`<tr><td class="ink" style="${textStyle};padding:${padding};${breaking}">${content}</td></tr>`;

const edges = { material: '4px solid #b3261e', minor: '4px solid #6d7780', cosmetic: '4px solid #c3c9cf' } as const;

/** One changed clause as a row of the mail's table. */
export function changeHtml(change: ChangePart, words: Words): Html {
  const place = change.place.map((step) => sourceLine(step));
  const path = place.map((step, index) => (index === 0 ? step : html` › ${step}`));
  const about = [...change.badges, ...(change.topics === '' ? [] : [change.topics])].join(' · ');
  return html`<tr><td style="padding:0 0 18px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="ink ${change.significance === 'material' ? 'm' : 'edge'}" style="${textStyle};border-left:${edges[change.significance]};padding:1px 0 1px 12px;${breaking}">
<h3 style="font-size:16px;font-weight:600;margin:0"><bdi>${visibleLine(change.headline)}</bdi></h3>
<div class="dim" style="${dimStyle}">${about}</div>
${path.length === 0 ? null : html`<div class="dim" style="${dimStyle}">${path}</div>`}
${change.remarks.map((remark) => html`<div class="dim" style="${dimStyle}">${visibleLine(remark)}</div>`)}
${change.redline.length === 0 ? null : html`<div dir="auto" lang="${change.language ?? ''}" style="margin:6px 0">${spacedPieces(change.redline).map((piece) => pieceHtml(piece, words))}</div>`}
${change.reasons.length === 0 ? null : html`<div class="dim" style="${dimStyle}"><strong>${words.whyItMatters}:</strong> ${change.reasons.map(visibleLine).join('; ')}</div>`}
</td></tr></table></td></tr>`;
}

/** Word knows no `max-width`. */
const outlookOnly = {
  before: new Html('<!--[if mso]><table role="presentation" width="680" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->'),
  after: new Html('<!--[if mso]></td></tr></table><![endif]-->'),
};

const barHeight = 60;
/** Of each of the chart's many cells, as short as it can be said. */
const chartStyle = 'font:12px/18px Arial,sans-serif;color:#555e67';

function weeksHtml(weeks: readonly WeekCount[], { caption, legend }: { readonly caption: string; readonly legend: string }, words: Words): Html {
  const most = Math.max(1, ...weeks.map(totalOf));
  const height = (count: number): number => (count === 0 ? 0 : Math.max(3, Math.round((count / most) * barHeight)));
  const bar = (count: number, name: string, colour: string): Html | null => (count === 0 ? null
    : html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="${name}" height="${height(count)}" style="font:1px/1px Arial;background:${colour}">&nbsp;</td></tr></table>`);
  const columns = weeks.map((week) => {
    const total = totalOf(week);
    return html`<td class="dim" valign="bottom" align="center" style="${chartStyle};padding:0 2px">${total === 0 ? '·' : total}${bar(week.minor + week.cosmetic, 'bar', '#9aa3ab')}${bar(week.material, 'barm', '#b3261e')}</td>`;
  });
  const numbers = weeks.map((week) => html`<td class="dim edge" align="center" style="${chartStyle};border-top:1px solid #c3c9cf">${Temporal.PlainDate.from(week.monday).weekOfYear ?? ''}</td>`);
  const detail = weeks.filter((week) => totalOf(week) > 0)
    .map((week) => words.weekBar(Temporal.PlainDate.from(week.monday).weekOfYear ?? 0, words.changesSummary(week.material, week.minor, week.cosmetic))).join('; ');
  return html`<table role="img" aria-label="${caption}${detail === '' ? '' : ` ${detail}`}" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:460px;table-layout:fixed"><tr>${columns}</tr><tr>${numbers}</tr></table>
<div class="dim" style="${smallStyle};margin:6px 0 0">${caption} ${legend}</div>`;
}

/** A piece of a mail as rows of its table. */
export function partHtml(part: Part, words: Words): Html {
  switch (part.part) {
    case 'title': return row(html`<div class="dim" style="${smallStyle}">${visibleLine(part.over)}</div><h1 style="${textStyle};font-size:22px;line-height:1.3;font-weight:600;margin:2px 0 0"><bdi>${visibleLine(part.text)}</bdi></h1>`, '0 0 12px');
    case 'heading': return html`<tr><td class="ink edge" style="${textStyle};border-top:1px solid #c3c9cf;padding:14px 0 8px"><h2 style="${textStyle};font-size:18px;font-weight:600;margin:0">${visibleLine(part.text)}</h2></td></tr>`;
    case 'subheading': return row(html`<h3 style="${textStyle};font-size:17px;font-weight:600;margin:0">${part.spans.map(spanHtml)}</h3>`, '4px 0 8px');
    case 'paragraph': {
      const spans = part.spans.map(spanHtml);
      if (part.tone === 'muted') return html`<tr><td class="dim" style="${smallStyle};padding:0 0 10px;${breaking}">${spans}</td></tr>`;
      return row(html`<div style="${part.tone === 'lead' ? 'font-size:17px' : ''}">${spans}</div>`, '0 0 10px');
    }
    case 'list': return row(html`<ul style="margin:0;padding:0 0 0 20px">${part.items.map((item) => html`<li style="margin:0 0 6px">${item.map(spanHtml)}</li>`)}</ul>`, '0 0 10px');
    case 'box': return html`<tr><td style="padding:0 0 12px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="ink ${part.urgent ? 'urgent' : 'edge'}" style="${textStyle};border:1px solid ${part.urgent ? '#b07d00' : '#c3c9cf'};${part.urgent ? 'background:#fff8e1;' : ''}padding:10px 12px;${breaking}">${part.lines.map((line, index) => html`<div style="${index === 0 ? '' : 'font-size:14px'}">${line.map(spanHtml)}</div>`)}</td></tr></table></td></tr>`;
    case 'quote': return html`<tr><td style="padding:0 0 12px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td dir="auto" class="ink edge" style="${textStyle};border-left:2px solid #c3c9cf;padding:0 0 0 10px;${breaking}"><em>${visibleLine(part.text)}</em></td></tr></table></td></tr>`;
    case 'button': {
      const url = safeUrl(part.url);
      return url === null ? html`` : html`<tr><td style="padding:2px 0 14px"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="btn" style="background:#0a58a8;padding:9px 16px;${font};font-size:16px"><a href="${url}" style="color:#ffffff;text-decoration:none;font-weight:600">${part.label}</a></td></tr></table></td></tr>`;
    }
    case 'redline-key': return html`<tr><td class="dim" style="${smallStyle};padding:0 0 14px">${words.redlineKey.before}${marked('delete', words.redlineKey.deleted, words)}${words.redlineKey.between}${marked('insert', words.redlineKey.inserted, words)}${words.redlineKey.after}</td></tr>`;
    case 'weeks': return row(weeksHtml(part.weeks, part, words), '0 0 14px');
    case 'change': return changeHtml(part, words);
  }
}

/** The mail as a whole HTML document. */
export function htmlOfParts(parts: readonly Part[], title: string, language: ReaderLanguage, words: Words): string {
  return html`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no,date=no,address=no,email=no"><title>${visibleLine(title)}</title><style>${new Html(darkSheet)}</style></head>
<body class="page" style="margin:0;padding:0;background:#ffffff"><div role="article" aria-roledescription="email" lang="${language}"><table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#ffffff"><tr><td align="center" style="padding:20px 14px">${outlookOnly.before}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:680px;text-align:left">
${parts.map((part) => html`${partHtml(part, words)}
`)}</table>${outlookOnly.after}</td></tr></table></div></body></html>
`.markup;
}
