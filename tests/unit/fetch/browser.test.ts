import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FetchOutcome } from '../../../src/domain/capture.ts';
import type { RenderMode } from '../../../src/domain/vendor.ts';
import { findBrowser } from '../../../src/fetch/browser-launch.ts';
import type { Fetcher } from '../../../src/fetch/fetcher.ts';
import type { FetchSettings } from '../../../src/fetch/settings.ts';
import { allowing, captured, failed, fetchOnce, fetcherFor, never, quick, serve, serveRaw, sourceAt, type TestServer } from './servers.ts';

// On a busy machine a page takes its time; each has a budget of its own.
vi.setConfig({ testTimeout: 150_000, hookTimeout: 60_000 });

const chromium = await findBrowser(null);
if (chromium === null) process.stderr.write('SKIPPED: the browser tests (group J), because no Chromium was found on this machine.\n');

const browsing: FetchSettings = {
  ...allowing(quick, 'site.example'),
  robots: { ...quick.robots, obey: true },
  browser: { ...quick.browser, totalTimeoutMs: 25_000, stableMs: 300, requestPatienceMs: 3000, maxSettleMs: 8000, maxScreens: 5, maxBytesPerPage: 8 * 1024 * 1024 },
};
const hasty: FetchSettings = { ...browsing, browser: { ...browsing.browser, totalTimeoutMs: 12_000, maxSettleMs: 2000 } };

const shell = (content: string): string => `<!doctype html><html><head><meta charset="utf-8"><title>Privacy</title></head><body><h1>Privacyverklaring</h1>${content}<p>Wij bewaren uw gegevens één jaar.</p></body></html>`;
const pageOf = (content: string): RequestListener => (_request, response) => { response.setHeader('content-type', 'text/html; charset=utf-8').end(shell(content)); };
const pagesOf = (server: TestServer): readonly string[] => server.seen.filter((line) => line !== 'GET /robots.txt');
const at = (server: TestServer, path = '/'): string => `http://site.example:${String(server.port)}${path}`;
const script = (code: string): string => `<script>${code}</script>`;

/** A site without a robots.txt. */
async function site(handler: RequestListener): Promise<TestServer> {
  return serve((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else handler(request, response);
  });
}

/** Something on loopback that no page may reach; counts connections, whatever they say. */
async function forbidden(): Promise<TestServer & { readonly connections: () => number }> {
  let count = 0;
  const server = await serveRaw((socket) => {
    count += 1;
    socket.destroy();
  }, 'connection');
  return Object.assign(server, { connections: () => count });
}

// Each page mostly waits; side by side they take a third of the time.
describe.skipIf(chromium === null).concurrent('pages in the browser', () => {
  let shared: Fetcher;
  let impatient: Fetcher;
  const lookups: string[] = [];
  const resolve = async (host: string): Promise<readonly string[]> => {
    lookups.push(host);
    return ['127.0.0.1'];
  };
  beforeAll(() => {
    shared = fetcherFor(browsing, { resolve });
    impatient = fetcherFor(hasty, { resolve });
  });
  afterAll(async () => {
    await shared[Symbol.asyncDispose]();
    await impatient[Symbol.asyncDispose]();
  });

  const render = async (server: TestServer, path = '/', fetcher: Fetcher = shared, mode: RenderMode = 'browser'): Promise<FetchOutcome> =>
    fetcher.fetch(sourceAt(at(server, path), mode), { validators: null }, { fresh: false, signal: never });

  test('M18 a page written by scripts, in shadow trees and frames of its own, is read as one document', async () => {
    await using server = await site(pageOf(`<div id="app"></div><policy-text><em slot="name">Acme</em></policy-text><iframe srcdoc="<p>in het kader</p>"></iframe><noscript>Zet JavaScript aan.</noscript>${script(`
      setTimeout(() => {
        document.getElementById('app').innerHTML = '<h2>Bewaartermijn</h2><p>R&amp;D &lt; 1&nbsp;jaar</p>';
        document.querySelector('policy-text').attachShadow({ mode: 'closed' }).innerHTML = '<p>De verantwoordelijke is <slot name="name">niemand</slot>.</p><style>p{color:red}</style>';
      }, 200);`)}`));
    const page = captured(await render(server));
    expect(page.text).toContain('<div id="app"><h2>Bewaartermijn</h2><p>R&amp;D &lt; 1&nbsp;jaar</p></div>');
    expect(page.text).toContain('<p>De verantwoordelijke is <em slot="name">Acme</em>.</p>');
    expect(page.text).toContain('<p>in het kader</p>');
    expect(page.text).not.toContain('Zet JavaScript aan');
    expect(page.text).not.toContain('setTimeout');
    expect(page).toMatchObject({ mediaType: 'text/html', validators: { etag: null, lastModified: null }, exchange: { via: 'browser', status: 200, remoteAddress: '127.0.0.1' } });
    expect(page.exchange.notes?.[0]).toMatch(/^The page was rendered by Chromium [\d.]+\.$/u);
  });

  test('a text of any length is read to its end', async () => {
    const long = `R&amp;D ${'bewaren '.repeat(5000)}tot het einde &lt;1&gt;`;
    await using server = await site(pageOf(`<pre>${long}</pre><policy-text></policy-text><script type="application/ld+json">{"a":"${'x'.repeat(20_000)}<b>&"}</script>${script(`
      const text = document.querySelector('pre').textContent;
      document.querySelector('policy-text').attachShadow({ mode: 'open' }).append(text);`)}`));
    const { text } = captured(await render(server));
    expect(text).toContain(`<pre>${long}</pre>`);
    expect(text).toContain(`<policy-text>${long}</policy-text>`);
    expect(text).toContain(`${'x'.repeat(20_000)}<b>&"}</script>`);
  });

  test('in `auto` a page is fetched over HTTP', async () => {
    await using server = await site(pageOf('<p>vol</p>'));
    expect(captured(await render(server, '/full', shared, 'auto')).exchange.via).toBe('http');
  });

  test('in `auto` a page that asks for a cookie by going in circles is rendered', async () => {
    await using server = await site((request, response) => {
      if ((request.headers.cookie ?? '').includes('seen=1')) pageOf('<p>welkom</p>')(request, response);
      else response.writeHead(302, { 'location': request.url ?? '/', 'set-cookie': 'seen=1; Path=/' }).end();
    });
    expect(captured(await render(server, '/policy', shared, 'auto')).text).toContain('welkom');
  });

  test('what a page loads slowly from another site is waited for, and asked for without a question beforehand', async () => {
    await using api = await site((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
      setTimeout(() => { response.end('{"text":"van de api"}'); }, 1200);
    });
    await using server = await site(pageOf(script(`fetch('http://site.example:${String(api.port)}/policy.json').then((r) => r.json()).then((p) => document.body.append(p.text))`)));
    expect(captured(await render(server)).text).toContain('van de api');
    expect(api.seen).toEqual(['GET /policy.json']);
  });

  test('a status, a redirect and a refused connection are told as over HTTP', async () => {
    await using server = await site((request, response) => {
      if (request.url === '/gone') response.writeHead(404, { 'content-type': 'text/html' }).end(shell(''));
      else if (request.url === '/limited') response.writeHead(429, { 'retry-after': '120' }).end('wait');
      else if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
      else pageOf('')(request, response);
    });
    expect(failed(await render(server, '/gone')).reason).toBe('gone');
    expect(captured(await render(server, '/old')).exchange).toMatchObject({ finalUrl: at(server, '/new'), redirects: [{ url: at(server, '/old'), status: 301, location: '/new' }] });
    expect(failed(await render(server, '/limited'))).toMatchObject({ reason: 'rate' });
    const closed = await site(pageOf(''));
    await closed[Symbol.asyncDispose]();
    expect(failed(await render(closed))).toMatchObject({ reason: 'net', problem: { code: 'net-econnrefused' } });
  });

  test('T09 T11 E01 half a page is no page in the browser either', async () => {
    const half = Buffer.from(shell('<p>half</p>').slice(0, 120));
    const whole = shell('<p>meer</p>'.repeat(500));
    const gzip = gzipSync(whole);
    await using server = await site((request, response) => {
      if (request.url === '/length') response.writeHead(200, { 'content-type': 'text/html', 'content-length': '5000' }).write(half, () => response.socket?.end());
      else if (request.url === '/chunks') response.writeHead(200, { 'content-type': 'text/html' }).write(half, () => response.socket?.end());
      else if (request.url === '/unasked' || (request.headers['accept-encoding'] ?? '').includes('gzip')) response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzip.subarray(0, gzip.length / 2));
      else response.writeHead(200, { 'content-type': 'text/html' }).end(whole);
    });
    for (const path of ['/length', '/chunks']) expect(failed(await render(server, path)).reason).toBe('truncated');
    expect(captured(await render(server, '/polite')).text).toContain('één jaar');
    expect(captured(await render(server, '/unasked')).exchange.notes?.join(' ')).toContain('compressed the page unasked');
  });

  test('S15 J02 a redirect of the page itself to a private address is refused', async () => {
    await using inner = await forbidden();
    await using server = await site((_request, response) => { response.writeHead(302, { location: `${inner.origin}/` }).end(); });
    expect(failed(await render(server)).reason).toBe('ssrf');
    expect(inner.connections()).toBe(0);
  });

  test('robots.txt holds for the browser too', async () => {
    await using server = await serve((request, response) => {
      if (request.url === '/robots.txt') response.setHeader('content-type', 'text/plain').end('User-agent: *\nDisallow: /no');
      else pageOf(script('location.href = "/no/further"'))(request, response);
    });
    expect(failed(await render(server, '/no')).reason).toBe('robots');
    expect(failed(await render(server, '/yes')).reason).toBe('robots');
    expect(server.seen).toEqual(['GET /robots.txt', 'GET /yes']);
  });

  test('J01 J02 J03 no request of a page reaches a private address', async () => {
    await using inner = await forbidden();
    const { host, port } = inner;
    await using server = await site((request, response) => {
      const { url } = request;
      if (url === '/redirect') response.writeHead(302, { location: `http://${host}/redirected` }).end();
      else if (url === '/sw.js') response.setHeader('content-type', 'text/javascript').end(`fetch('http://${host}/from-sw')`);
      else if (url === '/worker.js') response.setHeader('content-type', 'text/javascript').end(`try { importScripts('http://${host}/import.js') } catch {} fetch('http://${host}/from-worker').catch(() => {})`);
      else {
        pageOf(`<img src="http://${host}/img"><iframe src="http://${host}/frame"></iframe><script src="http://${host}/script.js"></script><link rel="stylesheet" href="http://${host}/style.css">
          <link rel="prefetch" href="http://${host}/prefetch"><link rel="preconnect" href="http://${host}"><link rel="preload" as="fetch" href="http://${host}/preload"><object data="http://${host}/object"></object>
          <script src="/redirect"></script><iframe src="/redirect"></iframe>
          ${script(`
            fetch('http://${host}/fetch', { mode: 'no-cors' }).catch(() => {});
            fetch('/redirect', { mode: 'no-cors' }).catch(() => {});
            fetch('http://inside.example:${String(port)}/by-name').catch(() => {});
            fetch('http://[::ffff:127.0.0.1]:${String(port)}/mapped').catch(() => {});
            navigator.sendBeacon('http://${host}/beacon', 'x');
            new WebSocket('ws://${host}/ws'); new WebSocket('ws://localhost:${String(port)}/ws');
            new EventSource('http://${host}/events');
            new Worker('/worker.js');
            navigator.serviceWorker?.register('/sw.js').catch(() => {});
            const x = new XMLHttpRequest(); x.open('POST', 'http://${host}/xhr'); x.send('x');`)}`)(request, response);
      }
    });
    const page = captured(await render(server));
    expect(inner.connections()).toBe(0);
    expect(page.exchange.notes?.join(' ')).toMatch(/Requests to .*127\.0\.0\.1:\d+.* were refused\./u);
  });

  test('J04 neither WebRTC nor name prefetching leaves the proxy', async () => {
    const stun = createSocket('udp4');
    let packets = 0;
    stun.on('message', () => { packets += 1; }).bind(0, '127.0.0.1');
    await once(stun, 'listening');
    try {
      const { port } = stun.address();
      await using server = await site(pageOf(`<link rel="dns-prefetch" href="//prefetched.example">${script(`
        const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${String(port)}' }] });
        peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer));`)}`));
      captured(await render(server));
      expect(packets).toBe(0);
      expect(lookups).not.toContain('prefetched.example');
    } finally {
      stun.close();
    }
  });

  test('J05 a few dialogs are dismissed, endless ones end the page', async () => {
    await using server = await site((request, response) => { pageOf(script(request.url === '/few' ? 'alert(1); confirm(2); prompt(3); addEventListener("beforeunload", (e) => { e.preventDefault(); })' : 'for (;;) alert(1)'))(request, response); });
    expect(captured(await render(server, '/few')).exchange.notes?.join(' ')).toContain('3 dialogs');
    expect(failed(await render(server, '/many'))).toMatchObject({ reason: 'timeout', problem: { code: 'timeout-dialogs' } });
  });

  test('J06 an endless loop is ended on time, and the browser serves the next page', async () => {
    await using server = await site((request, response) => { pageOf(request.url === '/loop' ? script('for (;;) {}') : '')(request, response); });
    expect((await render(server, '/', impatient)).kind).toBe('captured');
    const started = performance.now();
    expect(failed(await render(server, '/loop', impatient)).reason).toBe('timeout');
    expect(performance.now() - started).toBeLessThan(2 * hasty.browser.totalTimeoutMs);
    expect((await render(server, '/', impatient)).kind).toBe('captured');
  });

  test('J07 a page that eats memory is one failed fetch', async () => {
    await using server = await site((request, response) => { pageOf(request.url === '/eat' ? script('const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()))') : '')(request, response); });
    const outcome = failed(await render(server, '/eat'));
    expect(['size', 'timeout']).toContain(outcome.reason);
    expect((await render(server)).kind).toBe('captured');
  });

  test('J08 windows and downloads that a page opens come to nothing', async () => {
    await using server = await site((request, response) => {
      if (request.url === '/file') response.writeHead(200, { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="x.zip"' }).end('PK');
      else if (request.url === '/popup') pageOf('')(request, response);
      else pageOf(script('for (let i = 0; i < 100; i++) window.open("/popup"); const a = document.createElement("a"); a.href = "/file"; a.download = "x"; document.body.append(a); a.click();'))(request, response);
    });
    expect(captured(await render(server)).text).toContain('één jaar');
  });

  test('J08 an address that is itself a download is said to be one', async () => {
    await using server = await site((_request, response) => { response.writeHead(200, { 'content-type': 'application/pdf', 'content-disposition': 'attachment' }).end('%PDF-1.4'); });
    expect(failed(await render(server))).toMatchObject({ reason: 'type', problem: { code: 'type-download' } });
  });

  test('J09 a page that moves on for ever is ended after five moves', async () => {
    await using server = await site((request, response) => { pageOf(`<meta http-equiv="refresh" content="0;url=/${String(Number((request.url ?? '/').slice(1)) + 1)}">`)(request, response); });
    expect(failed(await render(server, '/1'))).toMatchObject({ reason: 'timeout', problem: { code: 'timeout-navigations' } });
    expect(pagesOf(server).length).toBeLessThanOrEqual(6);
  });

  test('J10 requests that never end do not keep the page', async () => {
    await using server = await site((request, response) => { if (request.url === '/') pageOf(script('const poll = () => fetch("/poll").finally(poll); poll(); for (let i = 0; i < 3; i++) fetch("/hang" + i)'))(request, response); });
    expect(captured(await render(server)).exchange.notes?.join(' ')).not.toContain('kept changing');
  });

  test('J11 a page that grows for ever is taken as it is when its time is over', async () => {
    await using server = await site(pageOf(script('const add = () => { const p = document.createElement("p"); p.textContent = "meer ".repeat(50); p.style.height = "2000px"; document.body.append(p); }; addEventListener("scroll", add); setInterval(add, 50)')));
    expect(captured(await render(server, '/', impatient)).exchange.notes?.join(' ')).toContain('kept changing');
  });

  test('J12 the browser says what it is', async () => {
    await using server = await site(pageOf(script('document.body.append("robot: " + navigator.webdriver)')));
    const page = captured(await render(server));
    expect(page.text).toContain('robot: true');
    expect(page.exchange.requestHeaders.find(([name]) => name === 'user-agent')?.[1]).toMatch(/ clausewatch\/0\.1$/u);
  });

  test('J13 J19 nothing is kept from one page to the next, and the same page gives the same bytes', async () => {
    await using server = await site(pageOf(script('document.body.append("eerder: " + document.cookie + localStorage.getItem("x")); document.cookie = "a=1"; localStorage.setItem("x", "1")')));
    const first = captured(await render(server));
    const second = captured(await render(server));
    expect(second.text).toContain('eerder: null');
    expect(second.bodySha256).toBe(first.bodySha256);
  });

  test('J14 no device or place is given away', async () => {
    await using server = await site(pageOf(script(`
      const say = (text) => document.body.append(text + ' ');
      navigator.geolocation?.getCurrentPosition(() => say('place given'), () => say('place denied'));
      Notification.requestPermission().then((state) => say('notification ' + state));
      navigator.mediaDevices?.getUserMedia({ video: true }).then(() => say('camera given'), () => say('camera denied'));
      navigator.clipboard?.readText().then(() => say('clipboard given'), () => say('clipboard denied'));`)));
    const { text } = captured(await render(server));
    expect(text).not.toMatch(/given|notification granted/u);
  });

  test('J17 a page cannot move to a file or a page of the browser', async () => {
    await using server = await site(pageOf(script('setTimeout(() => { location.href = "file:///etc/passwd"; }, 50); setTimeout(() => { location.href = "chrome://version"; }, 100); setTimeout(() => { location.href = "view-source:http://example.com/"; }, 150)')));
    const outcome = await render(server);
    if (outcome.kind === 'captured') expect(outcome.text).toContain('één jaar');
    expect(JSON.stringify(outcome)).not.toContain('root:');
  });

  test('J18 pictures, films and fonts are not fetched, and a page has a cap', async () => {
    await using server = await site((request, response) => {
      if (request.url === '/big') {
        response.setHeader('content-type', 'text/plain');
        const block = Buffer.alloc(1024 * 1024, 'a');
        const more = (): void => { while (!response.destroyed && response.write(block)); };
        response.on('drain', more);
        more();
      } else if (request.url === '/') pageOf('<img src="/a.png"><video src="/b.mp4" autoplay></video><audio src="/c.mp3" autoplay></audio><style>@font-face { font-family: x; src: url(/d.woff2) } body { font-family: x }</style>')(request, response);
      else if (request.url === '/heavy') pageOf(script('fetch("/big").then(async (r) => { for await (const part of r.body) document.body.append(part.length + " "); })'))(request, response);
      else response.writeHead(404).end();
    });
    captured(await render(server));
    expect(pagesOf(server)).toEqual(['GET /']);
    expect(failed(await render(server, '/heavy')).reason).toBe('size');
  });

  test('J20 a page that redefines what reading uses is read all the same', async () => {
    await using server = await site(pageOf(`<form name="documentElement"></form><img name="body"><img name="querySelector"><form id="f"><input name="innerText"><input name="childNodes"></form>${script(`
      Object.defineProperty(Node.prototype, 'textContent', { get: () => 'vals' });
      Object.defineProperty(Element.prototype, 'outerHTML', { get: () => 'vals' });
      Object.defineProperty(Element.prototype, 'innerHTML', { get: () => 'vals' });
      XMLSerializer.prototype.serializeToString = () => 'vals';
      Array.prototype.map = () => ['vals']; JSON.stringify = () => 'vals';
      setTimeout(() => document.write('<p>later</p>'), 100);`)}`));
    const page = captured(await render(server));
    expect(page.text).toContain('later');
    expect(page.text).not.toContain('vals');
  });

  test('an aborted page rejects with the signal\'s reason, and leaves the browser well', async () => {
    await using server = await site((request, response) => { if (request.url === '/') pageOf('')(request, response); });
    const controller = new AbortController();
    const reason = new Error('stop');
    const pending = shared.fetch(sourceAt(at(server, '/hang'), 'browser'), { validators: null }, { fresh: false, signal: controller.signal });
    setTimeout(() => { controller.abort(reason); }, 300);
    await expect(pending).rejects.toBe(reason);
    expect((await render(server)).kind).toBe('captured');
  });
});

const renderAlone = async (settings: FetchSettings, server: TestServer, mode: RenderMode = 'browser'): Promise<FetchOutcome> => fetchOnce(allowing(settings, server.host), `${server.origin}/`, { render: mode });

describe('without a browser that works', () => {
  test('J15 a missing browser is said with the way to get one, and pages over HTTP go on', async () => {
    await using server = await site(pageOf(''));
    const missing = { ...browsing, browser: { ...browsing.browser, executablePath: '/nowhere/chromium' } };
    expect(failed(await renderAlone(missing, server))).toMatchObject({ reason: 'browser', problem: { code: 'browser-missing', message: 'There is no browser at /nowhere/chromium.' } });
    expect((await renderAlone(missing, server, 'http')).kind).toBe('captured');
    expect(pagesOf(server)).toEqual(['GET /']);
  });

  test('J15 a browser that ends at the start is a failure, not a crash', async () => {
    await using server = await site(pageOf(''));
    const outcome = failed(await renderAlone({ ...browsing, browser: { ...browsing.browser, executablePath: '/bin/false', startTimeoutMs: 5000 } }, server));
    expect(outcome).toMatchObject({ reason: 'browser', problem: { code: 'browser-start', retryable: true } });
  });

  test.skipIf(chromium === null || process.getuid?.() !== 0)('J16 as root the sandbox stays on where the configuration says so, and the browser is then not started', async () => {
    await using server = await site(pageOf(''));
    expect(failed(await renderAlone({ ...browsing, browser: { ...browsing.browser, sandbox: 'on' } }, server))).toMatchObject({ reason: 'browser' });
    expect(pagesOf(server)).toEqual([]);
  });

  test.skipIf(chromium === null)('J16 a browser without its sandbox says so in the evidence', async () => {
    await using server = await site(pageOf(''));
    const page = captured(await renderAlone({ ...browsing, browser: { ...browsing.browser, sandbox: 'off' } }, server));
    expect(page.exchange.notes?.join(' ')).toContain('without its sandbox, as the configuration says');
  });
});
