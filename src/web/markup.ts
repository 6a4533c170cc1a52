import { html as tag } from 'hono/html';
import { visibleText } from '../domain/visible-text.ts';

declare const made: unique symbol;

/** Markup that may stand in a page as it is; made by the `html` tag only. */
export interface Markup {
  readonly [made]: true;
}

export type Value = Markup | string | number | null | false | readonly Value[];

/**
 * Builds markup. Every string in it is escaped, and what a reader could not see but a browser would act on (controls,
 * direction overrides) is written out first. Attribute values must be quoted in the template.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  // Hono's tag answers with a promise only for values that are promises, which `Value` does not allow.
  return tag(parts, ...values.map(shown)) as unknown as Markup;
}

function shown(value: Value): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map(shown);
  return value;
}

/** Nothing. */
export const none: Markup = html``;

/** @returns the page's source */
export function sourceOf(markup: Markup): string {
  return String(markup);
}

/** Words that are not ours, kept in their own direction; `lang` tells screen readers how to say them. */
export function quoted(text: string, language: string | null = null): Markup {
  const lang = language !== null && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/u.test(language) ? language : null;
  return lang === null ? html`<bdi>${text}</bdi>` : html`<bdi lang="${lang}">${text}</bdi>`;
}

/** @returns an attribute that is there or not: `attribute('checked', true)` */
export function flag(name: 'checked' | 'selected' | 'disabled' | 'open' | 'required' | 'autofocus', on: boolean): Markup {
  if (!on) return none;
  return flags[name];
}

const flags = {
  checked: html` checked`,
  selected: html` selected`,
  disabled: html` disabled`,
  open: html` open`,
  required: html` required`,
  autofocus: html` autofocus`,
} as const;

/** A link to somebody else's page where its address is http(s); inert text where it is anything else. */
export function outerLink(url: string, label: Value = url): Markup {
  if (url.length > 2000 || !URL.canParse(url)) return html`<span>${label}</span>`;
  const parsed = new URL(url);
  const fits = (parsed.protocol === 'http:' || parsed.protocol === 'https:') && parsed.username === '' && parsed.password === '';
  return fits ? html`<a href="${parsed.href}" rel="noopener noreferrer external">${label}</a>` : html`<span>${label}</span>`;
}
