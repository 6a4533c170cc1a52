import { createSite } from '../../src/web/site.ts';
import { Door } from '../../src/web/door.ts';
import { openSession } from '../../src/app/accounts.ts';
import { insertAccount } from '../../src/storage/accounts.ts';
import type { Role } from '../../src/domain/role.ts';
import type { WebActions } from '../../src/web/services.ts';
import type { WebSettings } from '../../src/web/settings.ts';
import { tokenHash } from '../../src/web/tokens.ts';
import { madeNow, madeSettings, madeWeb, type MadeWeb } from './made-web.ts';

export interface MadeSite extends MadeWeb {
  readonly settings: WebSettings;
  readonly door: Door;
  /** Asks as a browser would; the address on the line is `remote`. */
  ask(path: string, init?: RequestInit & { readonly remote?: string }): Promise<Response>;
  /** @returns the cookie of a session of a new account with this role */
  session(role: Role): Promise<string>;
}

/** Pages that demand an account, as an installation on a server has them. */
export const publicSettings: Partial<WebSettings> = { host: '0.0.0.0', baseUrl: 'https://watch.example.nl' };

export async function madeSite(change: Partial<WebSettings> = {}, actions: Partial<WebActions> = {}): Promise<MadeSite> {
  const web = await madeWeb(actions);
  const settings = madeSettings(change);
  const door = new Door(web.services.clock, settings.loginAttemptsPerHour);
  const site = createSite(web.services, settings, door);
  const host = settings.baseUrl === null ? '127.0.0.1:8484' : new URL(settings.baseUrl).host;
  let count = 0;
  return {
    ...web,
    settings,
    door,
    ask: async (path, init = {}) => {
      const { remote = '127.0.0.1', ...rest } = init;
      const headers = new Headers(rest.headers);
      if (!headers.has('host')) headers.set('host', host);
      return site.fetch(new Request(`http://${host}${path}`, { redirect: 'manual', ...rest, headers }), { incoming: { socket: { remoteAddress: remote } } });
    },
    session: async (role) => {
      count += 1;
      // The hash of a password costs a third of a second; a session alone needs none.
      const account = await insertAccount(web.storage.db, { name: `${role}-${count}`, displayName: `${role} ${count}`, role, password: null, createdAt: madeNow });
      const token = `${role}-token-${count}-`.padEnd(43, 'x');
      await openSession(web.services, account?.id ?? never(), tokenHash(token), 12);
      return `${settings.baseUrl?.startsWith('https') === true ? '__Host-' : ''}clausewatch-session=${token}`;
    },
  };
}

function never(): never {
  throw new Error('The account could not be made.');
}

/** The token of the forms on a page. */
export async function csrfOf(site: Pick<MadeSite, 'ask'>, cookie: string, path = '/'): Promise<{ readonly csrf: string; readonly cookie: string }> {
  const response = await site.ask(path, { headers: { cookie } });
  const visitor = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const csrf = /name="csrf" value="([A-Za-z0-9_-]{43})"/u.exec(await response.text())?.[1] ?? '';
  return { csrf, cookie: [cookie, ...visitor].filter((part) => part !== '').join('; ') };
}

type Pairs = readonly (readonly [name: string, value: string])[];

function isPairs(fields: Readonly<Record<string, string>> | Pairs): fields is Pairs {
  return Array.isArray(fields);
}

export async function post(site: Pick<MadeSite, 'ask'>, path: string, fields: Readonly<Record<string, string>> | Pairs, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const body = new URLSearchParams();
  for (const [name, value] of isPairs(fields) ? fields : Object.entries(fields)) body.append(name, value);
  return site.ask(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } });
}
