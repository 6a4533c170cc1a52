import type { ReaderLanguage } from '../domain/language.ts';
import type { Role } from '../domain/role.ts';

/** How the pages are served; made from the configuration and its secrets. */
export interface WebSettings {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where people reach the pages, without a trailing slash; the only source of links that leave the pages. */
  readonly baseUrl: string | null;
  readonly language: ReaderLanguage;
  /** IANA name. */
  readonly timeZone: string;
  readonly trustedProxyHeader: string | null;
  readonly trustedProxies: readonly string[];
  readonly sessionHours: number;
  readonly loginAttemptsPerHour: number;
  /** Signs the pages' form tokens; at least 32 characters. */
  readonly signingSecret: string;
  /** Tokens from the environment, by name; they act with this role. */
  readonly apiTokens: Readonly<Record<string, string>>;
  readonly apiTokenRole: Role;
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

export function isLoopbackHost(host: string): boolean {
  return loopback.has(host.toLowerCase());
}

/** @returns where the pages are reached, without a slash at the end; an IPv6 host stands in brackets */
export function addressOf({ baseUrl, host, port }: Pick<WebSettings, 'baseUrl' | 'host' | 'port'>): string {
  return baseUrl ?? `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}

/**
 * Whether nobody needs an account: only where the pages are bound to this machine and are not published elsewhere by
 * a proxy in front, which a public base address or a trusted header gives away.
 */
export function isOpenHere(settings: WebSettings): boolean {
  if (!isLoopbackHost(settings.host) || settings.trustedProxyHeader !== null) return false;
  return settings.baseUrl === null || isLoopbackHost(new URL(settings.baseUrl).hostname);
}
