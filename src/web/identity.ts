import { readerLanguages, type ReaderLanguage } from '../domain/language.ts';
import { findAccount, findAccountByName } from '../storage/accounts.ts';
import { findApiToken } from '../storage/api-tokens.ts';
import { findFeedToken } from '../storage/feed-tokens.ts';
import { sessionAccount } from '../storage/sessions.ts';
import { noteTokenUse } from '../app/accounts.ts';
import { noteFeedUse } from '../app/feed-tokens.ts';
import { readCookie } from './cookies.ts';
import type { WebServices } from './services.ts';
import { isOpenHere, type WebSettings } from './settings.ts';
import { sameToken, tokenHash } from './tokens.ts';
import type { Identity } from './visit.ts';

export interface Asker {
  readonly identity: Identity;
  /** What this person chose for themselves. */
  readonly language: ReaderLanguage | null;
}

const nobody: Asker = { identity: { kind: 'nobody' }, language: null };

/**
 * Who asks, in this order: a program by its token; whoever a trusted proxy vouches for; whoever holds a session; and
 * on this computer alone, anybody. A wrong token is nobody, whatever else the request carries.
 */
export async function askerOf(services: WebServices, settings: WebSettings, headers: Headers, remoteAddress: string | null): Promise<Asker> {
  const authorization = headers.get('authorization');
  if (authorization !== null) return tokenAsker(services, settings, authorization);
  if (settings.trustedProxyHeader !== null && remoteAddress !== null && isTrusted(settings, remoteAddress)) {
    const name = headers.get(settings.trustedProxyHeader)?.trim().toLowerCase() ?? '';
    if (name !== '' && name.length <= 200) return proxyAsker(services, name);
  }
  const cookies = headers.get('cookie');
  const session = readCookie(settings, cookies, 'session');
  if (session !== null) {
    const asker = await sessionAsker(services, session);
    if (asker !== null) return asker;
  }
  if (!isOpenHere(settings)) return nobody;
  return { identity: { kind: 'open', name: (readCookie(settings, cookies, 'name') ?? '').slice(0, 200), role: 'administrator' }, language: null };
}

/** What a secret address of a feed begins with in its query: `?key=cwf_…`. */
export const feedTokenPrefix = 'cwf_';

/**
 * Whose secret address a feed or the calendar was asked by. Programs that read calendars cannot sign in; what is in
 * their address opens the feeds alone, and only for reading.
 */
export async function feedAskerOf(services: WebServices, key: string): Promise<Asker> {
  const found = key.startsWith(feedTokenPrefix) ? await findFeedToken(services.storage.db, tokenHash(key)) : null;
  if (found === null) return nobody;
  await noteFeedUse(services, found);
  return { identity: { kind: 'feed', name: found.owner, role: 'reader' }, language: readerLanguages.find((language) => language === found.language) ?? null };
}

function isTrusted(settings: WebSettings, remoteAddress: string): boolean {
  const plain = remoteAddress.startsWith('::ffff:') ? remoteAddress.slice(7) : remoteAddress;
  return settings.trustedProxies.some((address) => address === plain || (address === 'localhost' && (plain === '127.0.0.1' || plain === '::1')));
}

/** An account of this name gives its role; a person without one may read, because the proxy let them in. */
async function proxyAsker(services: WebServices, name: string): Promise<Asker> {
  const account = await findAccountByName(services.storage.db, name);
  if (account === null) return { identity: { kind: 'proxy', name, role: 'reader', accountId: null }, language: null };
  if (account.disabledAt !== null) return nobody;
  return { identity: { kind: 'proxy', name: account.displayName, role: account.role, accountId: account.id }, language: account.language };
}

async function sessionAsker(services: WebServices, token: string): Promise<Asker | null> {
  const sessionSha256 = tokenHash(token);
  const accountId = await sessionAccount(services.storage.db, sessionSha256, services.clock());
  const account = accountId === null ? null : await findAccount(services.storage.db, accountId);
  if (account === null) return null;
  return { identity: { kind: 'account', name: account.displayName, role: account.role, accountId: account.id, sessionSha256 }, language: account.language };
}

/** `Bearer TOKEN`, or Basic with the token as the password, which feed readers and calendars can send. */
async function tokenAsker(services: WebServices, settings: WebSettings, authorization: string): Promise<Asker> {
  const token = tokenIn(authorization);
  if (token === null) return nobody;
  for (const [name, known] of Object.entries(settings.apiTokens)) {
    if (sameToken(token, known)) return { identity: { kind: 'token', name, role: settings.apiTokenRole }, language: null };
  }
  const stored = await findApiToken(services.storage.db, tokenHash(token));
  if (stored === null) return nobody;
  await noteTokenUse(services, stored);
  return { identity: { kind: 'token', name: stored.name, role: stored.role }, language: null };
}

function tokenIn(authorization: string): string | null {
  const match = /^(Bearer|Basic) ([A-Za-z0-9._~+/=-]{1,500})$/iu.exec(authorization);
  if (match === null) return null;
  const [, scheme, value = ''] = match;
  if (scheme?.toLowerCase() === 'bearer') return value;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? null : pair.slice(colon + 1);
}
