import type { AccountId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { mayActAs, type Role } from '../domain/role.ts';
import type { Dates } from './dates.ts';
import type { Door } from './door.ts';
import type { Markup } from './markup.ts';
import type { WebServices } from './services.ts';
import type { WebSettings } from './settings.ts';
import type { Words } from './words.ts';

/** Who asks. `open`: anybody on this machine, where the pages are served to it alone. */
export type Identity =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'open'; readonly name: string; readonly role: Role }
  | { readonly kind: 'account'; readonly name: string; readonly role: Role; readonly accountId: AccountId; readonly sessionSha256: string }
  | { readonly kind: 'proxy'; readonly name: string; readonly role: Role; readonly accountId: AccountId | null }
  | { readonly kind: 'token'; readonly name: string; readonly role: Role }
  /** Whoever holds a person's secret address; good for feeds alone. */
  | { readonly kind: 'feed'; readonly name: string; readonly role: 'reader' };

/** A form's fields or a query's values, each as text of bounded length. */
export class Fields {
  readonly #values: URLSearchParams;
  constructor(values: URLSearchParams) {
    this.#values = values;
  }

  /** @returns the trimmed value, or '' where there is none; cut to `max` UTF-16 units */
  text(name: string, max = 500): string {
    return (this.#values.get(name) ?? '').slice(0, max).trim();
  }

  /** @returns every value of a repeated field */
  all(name: string, max = 500): readonly string[] {
    return this.#values.getAll(name).slice(0, 5000).map((value) => value.slice(0, max).trim());
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** @returns a whole number from 0 to 2^53-1; null where the value is anything else */
  whole(name: string): number | null {
    return wholeOf(this.text(name, 20));
  }

  /** @returns the value where it is one of the names, else null */
  oneOf<Name extends string>(name: string, names: readonly Name[]): Name | null {
    const value = this.text(name, 100);
    return names.find((known) => known === value) ?? null;
  }

  toString(): string {
    return this.#values.toString();
  }
}

/** @returns the number that the digits write; null where they are not digits alone or too many */
export function wholeOf(text: string): number | null {
  return /^\d{1,15}$/u.test(text) ? Number(text) : null;
}

/** One request, with all that a page needs to answer it. */
export interface Visit {
  readonly services: WebServices;
  readonly settings: WebSettings;
  readonly door: Door;
  readonly language: ReaderLanguage;
  readonly words: Words;
  readonly dates: Dates;
  readonly now: Instant;
  readonly identity: Identity;
  /** What a form must send back. */
  readonly csrf: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Fields;
  readonly form: Fields;
  /** A JSON body; null where there was none. */
  readonly json: unknown;
  /** Who sent it, where the server knows. */
  readonly remoteAddress: string | null;
}

export function may(visit: Visit, role: Role): boolean {
  return visit.identity.kind !== 'nobody' && mayActAs(visit.identity.role, role);
}

/** @returns the name that a decision is signed with; '' where an open installation has not been told yet */
export function nameOf(visit: Visit): string {
  return visit.identity.kind === 'nobody' ? '' : visit.identity.name;
}

export interface CookieChange {
  readonly name: 'session' | 'language' | 'name';
  /** Null: forget it. */
  readonly value: string | null;
  readonly maxAgeSeconds: number;
}

/** What a handler answers; turned into a response in one place, with the headers that belong to it. */
export type Reply =
  | { readonly kind: 'page'; readonly title: string; readonly body: Markup; readonly status?: number; readonly section?: Section; readonly refreshSeconds?: number; readonly frames?: boolean; readonly cookies?: readonly CookieChange[] }
  | { readonly kind: 'redirect'; readonly to: string; readonly cookies?: readonly CookieChange[] }
  | { readonly kind: 'json'; readonly value: unknown; readonly status?: number }
  | { readonly kind: 'file'; readonly mediaType: string; readonly content: string | Uint8Array; readonly filename: string | null; readonly cacheSeconds?: number }
  /** A file too long to hold: its pieces as they come. */
  | { readonly kind: 'stream'; readonly mediaType: string; readonly chunks: AsyncGenerator<string>; readonly filename: string }
  /** What happens, told to a page that stays open: each piece as it comes, until there is no more. */
  | { readonly kind: 'events'; readonly events: AsyncGenerator<string> }
  /** A captured page, cleaned, for the sandboxed frame and nowhere else. */
  | { readonly kind: 'replay'; readonly source: string }
  | { readonly kind: 'missing' }
  /** What was asked cannot be done; told on a page of its own. */
  | { readonly kind: 'refused'; readonly status: number; readonly message: string; readonly mend: string | null };

export const sections = ['today', 'vendors', 'review', 'search', 'sub-processors', 'deadlines', 'decisions', 'subscribers', 'exports', 'health', 'accounts', 'me'] as const;
export type Section = (typeof sections)[number];

export type Handler = (visit: Visit) => Promise<Reply>;

export const missing: Reply = { kind: 'missing' };

export function redirect(to: string): Reply {
  return { kind: 'redirect', to };
}
