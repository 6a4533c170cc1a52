import type { Instant, IsoDate } from '../domain/instant.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { html, type Markup } from './markup.ts';

const locales: Readonly<Record<ReaderLanguage, string>> = { nl: 'nl-NL', en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  let found = formats.get(key);
  if (found === undefined) {
    found = make();
    formats.set(key, found);
  }
  return found;
}

/** Says days and times as a reader writes them, in their zone. */
export class Dates {
  readonly #locale: string;
  readonly #zone: string;
  readonly now: Instant;

  constructor(language: ReaderLanguage, timeZone: string, now: Instant) {
    this.#locale = locales[language];
    this.#zone = timeZone;
    this.now = now;
  }

  /** `3 maart 2026` */
  day(date: IsoDate | string): string {
    return format(`${this.#locale} day`, () => new Intl.DateTimeFormat(this.#locale, { dateStyle: 'long', timeZone: 'UTC' })).format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
  }

  /** The calendar day of an instant in the reader's zone, `2026-03-01`. */
  isoDay(instant: Instant): IsoDate {
    return format(`${this.#zone} iso`, () => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: this.#zone })).format(new Date(instant)) as IsoDate;
  }

  dayOf(instant: Instant): string {
    return this.day(this.isoDay(instant));
  }

  /** `3 mrt 2026, 14:05` */
  time(instant: Instant): string {
    return format(`${this.#locale} ${this.#zone} time`, () => new Intl.DateTimeFormat(this.#locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: this.#zone })).format(new Date(instant));
  }

  /** `14:05:09 UTC`, for evidence. */
  exact(instant: Instant): string {
    return `${instant.slice(0, 19).replace('T', ' ')} UTC`;
  }

  get zone(): string {
    return this.#zone;
  }
}

/** An instant as a reader's day, with the exact time at hand. */
export function dayTag(dates: Dates, instant: Instant): Markup {
  return html`<time datetime="${instant}" title="${dates.exact(instant)}">${dates.dayOf(instant)}</time>`;
}

export function timeTag(dates: Dates, instant: Instant): Markup {
  return html`<time datetime="${instant}" title="${dates.exact(instant)}">${dates.time(instant)}</time>`;
}

export function dateTag(dates: Dates, date: IsoDate): Markup {
  return html`<time datetime="${date}">${dates.day(date)}</time>`;
}
