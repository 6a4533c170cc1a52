import { visibleLine, visibleText } from '../domain/visible-text.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** Markup that may stand in a page as it is; made by the `html` tag only. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type HtmlValue = Html | string | number | null | readonly HtmlValue[];

/** The one place where text becomes markup: safe between tags and inside quoted attribute values, HTML and XML alike. */
export function escapeMarkup(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/gu, (character) => entities[character] ?? character);
}

function markupOf(value: HtmlValue): string {
  if (value === null) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string') return escapeMarkup(value);
  if (typeof value === 'number') return String(value);
  return value.map(markupOf).join('');
}

/** Builds markup; every value in it is escaped unless it is `Html` itself. Attribute values must be quoted. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.map((part, index) => part + markupOf(values[index] ?? null)).join(''));
}

/** @returns the address as it may be followed, or null where it is not http, https or mailto */
export function safeUrl(url: string | null): string | null {
  if (url === null || url.length > 2000 || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.username !== '' || parsed.password !== '') return null;
  return ['http:', 'https:', 'mailto:'].includes(parsed.protocol) ? parsed.href : null;
}

/** A link where the address is one that may be followed; the bare label where it is not. */
export function link(url: string | null, label: string, style = ''): Html {
  const target = safeUrl(url);
  if (target === null) return html`<span>${label}</span>`;
  return html`<a href="${target}" class="link" style="${style}">${label}</a>`;
}

/** Words that are not ours: kept in their own direction, on one line. */
export function sourceLine(text: string): Html {
  return html`<bdi>${visibleLine(text)}</bdi>`;
}
