import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { readerLanguages, type ReaderLanguage } from '../domain/language.ts';
import { OperationError, UsageError } from '../domain/problem.ts';
import { mayActAs } from '../domain/role.ts';
import { assetAt } from './assets.ts';
import { readCookie, setCookie } from './cookies.ts';
import { Dates } from './dates.ts';
import { Door } from './door.ts';
import { html } from './markup.ts';
import { askerOf, feedAskerOf } from './identity.ts';
import { renderPage } from './page.ts';
import { replayPolicy } from './replay.ts';
import { routes, type Route } from './routes.ts';
import type { WebServices } from './services.ts';
import { isLoopbackHost, isOpenHere, type WebSettings } from './settings.ts';
import { toldProblem } from './told-problem.ts';
import { formToken, randomToken, sameToken } from './tokens.ts';
import { Fields, type Identity, type Reply, type Visit } from './visit.ts';
import { wordsOf } from './words.ts';

interface Bindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}
type Ctx = Context<{ Bindings: Bindings }>;

const maxBodyBytes = 1_000_000;
const maxJsonDepth = 20;
const yearSeconds = 31_536_000;

const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/** For what a vendor's page sent us: nothing in it may act, wherever a browser shows it. */
const sandboxPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

interface Site {
  readonly services: WebServices;
  readonly settings: WebSettings;
  readonly door: Door;
}

/** The whole site as one function from request to response; `startWeb` serves it. */
export function createSite(services: WebServices, settings: WebSettings, door: Door = new Door(services.clock, settings.loginAttemptsPerHour)): Hono<{ Bindings: Bindings }> {
  const site: Site = { services, settings, door };
  const hono = new Hono<{ Bindings: Bindings }>();
  hono.use('*', bodyLimit({ maxSize: maxBodyBytes }));
  hono.get('/assets/:file', (c) => {
    const asset = assetAt(c.req.path);
    if (asset === null) return guarded(settings, new Response('', { status: 404 }));
    return guarded(settings, new Response(asset.content, { headers: { 'content-type': asset.mediaType, 'cache-control': `public, max-age=${yearSeconds}, immutable` } }));
  });
  for (const route of routes) hono.on(route.method, route.path, (c) => answer(c, site, route));
  hono.notFound((c) => answer(c, site, null));
  return hono;
}

async function answer(c: Ctx, site: Site, route: Route | null): Promise<Response> {
  const { services, settings } = site;
  const visitor = readCookie(settings, c.req.header('cookie') ?? null, 'visitor');
  const visitorId = visitor !== null && /^[A-Za-z0-9_-]{43}$/u.test(visitor) ? visitor : randomToken();
  let response: Response;
  try {
    const visit = await visitOf(c, site, route, visitorId);
    response = toResponse(visit, settings, await replyTo(c, visit, route), route);
  } catch (error) {
    services.log.error('web-failed', { path: c.req.path.slice(0, 200), message: error instanceof Error ? error.message.slice(0, 500) : String(error).slice(0, 500) });
    const visit = bareVisit(c, site, visitorId);
    response = toResponse(visit, settings, failed(visit, error), route);
  }
  if (visitor !== visitorId) response.headers.append('set-cookie', setCookie(settings, 'visitor', visitorId, yearSeconds));
  return guarded(settings, response);
}

function failed(visit: Visit, error: unknown): Reply {
  const { error: w } = visit.words;
  if (error instanceof UsageError || error instanceof OperationError) return { kind: 'refused', status: error instanceof UsageError ? 422 : 503, ...toldProblem(visit, error.problem) };
  return { kind: 'refused', status: 500, message: `${w.failed}.`, mend: w.failedText };
}

/** Everything that may keep a request from its handler, in order; then the handler. */
async function replyTo(c: Ctx, visit: Visit, route: Route | null): Promise<Reply> {
  const { error: w } = visit.words;
  if (isOpenHere(visit.settings)) {
    // A name that leads here by a foreign DNS answer would make a foreign page our own origin.
    if (!isOwnHost(visit.settings, c.req.header('host') ?? '')) return { kind: 'refused', status: 421, message: `${w.badHost}.`, mend: w.badHostText };
    if (['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via'].some((name) => c.req.header(name) !== undefined)) return { kind: 'refused', status: 403, message: `${w.proxied}.`, mend: w.proxiedText };
  }
  if (route === null) return visit.identity.kind === 'nobody' ? comeIn(visit, 'page') : { kind: 'missing' };
  if (route.needs !== 'public') {
    if (visit.identity.kind === 'nobody') return comeIn(visit, route.door);
    if (!mayActAs(visit.identity.role, route.needs)) return { kind: 'refused', status: 403, message: `${w.forbidden}.`, mend: w.forbiddenText(visit.words.roles[route.needs]) };
  }
  if (route.method === 'POST' && route.proof === 'form' && !isOurForm(c, visit)) return { kind: 'refused', status: 403, message: `${w.staleForm}.`, mend: w.staleFormText };
  return route.handler(visit);
}

function isOwnHost(settings: WebSettings, host: string): boolean {
  const name = host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : (host.split(':')[0] ?? '');
  return isLoopbackHost(name) || (settings.baseUrl !== null && new URL(settings.baseUrl).host === host);
}

/** A POST from our own pages: right origin where the browser says one, and the form's token. A program's token needs neither. */
function isOurForm(c: Ctx, visit: Visit): boolean {
  // A browser remembers a password typed for a feed and sends it along for anybody; a bearer's token it never has.
  if (visit.identity.kind === 'token' && /^bearer /iu.test(c.req.header('authorization') ?? '')) return true;
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = c.req.header('origin');
  const host = c.req.header('host') ?? '';
  const own = [visit.settings.baseUrl === null ? null : new URL(visit.settings.baseUrl).origin, `http://${host}`, `https://${host}`];
  // A page that tells no referrer sends `Origin: null` from its own forms too; Sec-Fetch-Site then says where from.
  if (origin === 'null' ? site === undefined : origin !== undefined && !own.includes(origin)) return false;
  return sameToken(c.req.header('x-csrf-token') ?? visit.form.text('csrf', 100), visit.csrf);
}

function comeIn(visit: Visit, door: Route['door']): Reply {
  if (door !== 'page') return { kind: 'refused', status: 401, message: 'Sign in.', mend: null };
  const here = visit.path + (visit.query.toString() === '' ? '' : `?${visit.query.toString()}`);
  return { kind: 'redirect', to: here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}` };
}

async function visitOf(c: Ctx, site: Site, route: Route | null, visitorId: string): Promise<Visit> {
  const { services, settings } = site;
  const remoteAddress = c.env.incoming?.socket?.remoteAddress ?? null;
  const key = c.req.query('key');
  const asker = route?.door === 'feed' && key !== undefined ? await feedAskerOf(services, key.slice(0, 200)) : await askerOf(services, settings, c.req.raw.headers, remoteAddress);
  const bare = bareVisit(c, site, visitorId, asker.identity, asker.language);
  const type = c.req.header('content-type') ?? '';
  const body = route?.method === 'POST' ? await c.req.text() : '';
  return {
    ...bare,
    params: Object.fromEntries(Object.entries(c.req.param()).map(([name, value]) => [name, String(value).slice(0, 300)])),
    form: new Fields(new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? body : '')),
    json: type.startsWith('application/json') ? jsonOf(body) : null,
  };
}

function bareVisit(c: Ctx, site: Site, visitorId: string, identity: Identity = { kind: 'nobody' }, chosen: ReaderLanguage | null = null): Visit {
  const { services, settings, door } = site;
  const language = chosen ?? named(readCookie(settings, c.req.header('cookie') ?? null, 'language')) ?? preferred(c.req.header('accept-language') ?? '') ?? settings.language;
  const now = services.clock();
  const binding = identity.kind === 'account' ? identity.sessionSha256 : visitorId;
  return {
    services,
    settings,
    door,
    language,
    words: wordsOf[language],
    dates: new Dates(language, settings.timeZone, now),
    now,
    identity,
    csrf: formToken(settings.signingSecret, binding),
    path: c.req.path,
    params: {},
    query: new Fields(new URL(c.req.url).searchParams),
    form: new Fields(new URLSearchParams()),
    json: null,
    remoteAddress: c.env.incoming?.socket?.remoteAddress ?? null,
  };
}

function named(text: string | null): ReaderLanguage | null {
  return readerLanguages.find((language) => language === text) ?? null;
}

/** The first language of ours in the order of the header; weights are mostly in that order already. */
function preferred(header: string): ReaderLanguage | null {
  for (const part of header.slice(0, 500).split(',')) {
    const language = named(part.trim().slice(0, 2).toLowerCase());
    if (language !== null) return language;
  }
  return null;
}

/** @returns the value without prototypes to pollute; null where it is no JSON or nested beyond reason */
function jsonOf(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body, (key, inner: unknown) => (key === '__proto__' || key === 'constructor' ? undefined : inner));
    return depthOf(value, 0) <= maxJsonDepth ? value : null;
  } catch {
    return null;
  }
}

function depthOf(value: unknown, depth: number): number {
  if (depth > maxJsonDepth || typeof value !== 'object' || value === null) return depth;
  return Math.max(depth, ...Object.values(value).slice(0, 1000).map((inner) => depthOf(inner, depth + 1)));
}

function toResponse(visit: Visit, settings: WebSettings, reply: Reply, route: Route | null): Response {
  switch (reply.kind) {
    case 'page': {
      const response = new Response(renderPage(visit, reply), { status: reply.status ?? 200, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
      if (reply.frames === true) response.headers.set('content-security-policy', `${contentSecurityPolicy}; frame-src 'self'`);
      for (const cookie of reply.cookies ?? []) response.headers.append('set-cookie', setCookie(settings, cookie.name, cookie.value, cookie.maxAgeSeconds));
      return response;
    }
    case 'redirect': {
      const response = new Response(null, { status: 303, headers: { location: reply.to, 'cache-control': 'no-store' } });
      for (const cookie of reply.cookies ?? []) response.headers.append('set-cookie', setCookie(settings, cookie.name, cookie.value, cookie.maxAgeSeconds));
      return response;
    }
    case 'json':
      return new Response(`${JSON.stringify(reply.value)}\n`, { status: reply.status ?? 200, headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' } });
    case 'file': {
      const headers = new Headers({ 'content-type': reply.mediaType, 'cache-control': reply.cacheSeconds === undefined ? 'no-store' : `private, max-age=${reply.cacheSeconds}`, 'content-security-policy': sandboxPolicy });
      if (reply.filename !== null) headers.set('content-disposition', `attachment; filename="${reply.filename}"`);
      return new Response(typeof reply.content === 'string' ? reply.content : new Uint8Array(reply.content), { headers });
    }
    case 'stream':
      return new Response(streamOf(reply.chunks, visit.services), { headers: { 'content-type': reply.mediaType, 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${reply.filename}"`, 'content-security-policy': sandboxPolicy } });
    case 'events':
      // A proxy in front must pass each piece on at once.
      return new Response(streamOf(reply.events, visit.services), { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' } });
    case 'replay':
      return new Response(reply.source, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-cache', 'content-security-policy': replayPolicy, 'x-frame-options': 'SAMEORIGIN', 'x-dns-prefetch-control': 'off' } });
    case 'missing':
    case 'refused':
      return refusal(visit, settings, reply, route);
  }
}

function streamOf(chunks: AsyncGenerator<string>, { jobs }: Pick<WebServices, 'jobs'>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      // Reading the store never waits, so a long table would keep every other request from its turn.
      await new Promise((resolve) => setImmediate(resolve));
      // The store is closed right after the pages are.
      const next = jobs.isClosed ? await chunks.return(undefined) : await chunks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

function refusal(visit: Visit, settings: WebSettings, reply: Reply & { readonly kind: 'missing' | 'refused' }, route: Route | null): Response {
  const { error: w } = visit.words;
  const told = reply.kind === 'missing' ? { status: 404, message: `${w.notFound}.`, mend: w.notFoundText } : reply;
  if (route !== null && route.door !== 'page') {
    const response = toResponse(visit, settings, { kind: 'json', status: told.status, value: { error: { message: told.message, mend: told.mend } } }, route);
    if (told.status === 401) response.headers.set('www-authenticate', 'Basic realm="Clausewatch", charset="UTF-8"');
    return response;
  }
  const body = html`<h1>${told.message.replace(/\.$/u, '')}</h1>${told.mend === null ? '' : html`<p>${told.mend}</p>`}<p><a href="/">${w.back}</a></p>`;
  return toResponse(visit, settings, { kind: 'page', title: told.message.replace(/\.$/u, ''), status: told.status, body }, route);
}

/** Headers that every answer carries. */
function guarded(settings: WebSettings, response: Response): Response {
  const { headers } = response;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', contentSecurityPolicy);
  headers.set('x-content-type-options', 'nosniff');
  if (!headers.has('x-frame-options')) headers.set('x-frame-options', 'DENY');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  if (settings.baseUrl?.startsWith('https://') === true) headers.set('strict-transport-security', `max-age=${yearSeconds}`);
  return response;
}
