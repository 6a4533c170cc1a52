import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toyPages, type ToyPage } from './pages.ts';

/** A made-up vendor's website on this machine, whose policies move on when it is told to publish. */
export interface ToySite extends AsyncDisposable {
  readonly url: string;
  /** `127.0.0.1:port`, as the configuration allows it by name. */
  readonly host: string;
  /** Addresses asked for, in order. */
  readonly requests: readonly string[];
  /** Replaces the policies by their second edition. */
  publish(): void;
  close(): Promise<void>;
}

const footer = `<footer><nav aria-label="Juridisch"><ul>
<li><a href="/privacy">Privacyverklaring</a></li>
<li><a href="/cookies">Cookies</a></li>
<li><a href="/en/terms">Terms of Service</a></li>
<li><a href="/en/subprocessors">Sub-processors</a></li>
<li><a href="/over-ons">Over ons</a></li>
</ul></nav><p>© 2026 Zonnewijzer B.V.</p></footer>`;

/** What real pages have around their policy, different at every visit where real pages differ. */
function pageHtml(page: ToyPage, edition: 0 | 1, visit: number): string {
  return `<!doctype html><html lang="${page.language}"><head><meta charset="utf-8"><title>${page.title}</title>
<meta name="csrf-token" content="t${visit * 7919}"><script nonce="n${visit}">window.visit=${visit}</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/prijzen">Prijzen</a></li><li><a href="/inloggen">Inloggen</a></li></ul></nav></header>
<div class="cookie-banner" role="dialog"><p>Wij gebruiken cookies. Gaat u daarmee akkoord?</p><button>Akkoord</button><button>Weigeren</button></div>
<main><article>${page.editions[edition]}</article></main>
<aside class="related"><h3>Lees ook</h3><ul><li><a href="/blog/${visit % 5}">Vijf tips voor uw rooster (${visit % 5})</a></li></ul><p>Al ${48_000 + visit} bezoekers gingen u voor</p></aside>
${footer}</body></html>`;
}

function homeHtml(): string {
  return `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Zonnewijzer: roosters die kloppen</title></head>
<body><header><nav><a href="/prijzen">Prijzen</a></nav></header><main><h1>Roosters die kloppen</h1><p>De planner voor de zorg.</p></main>${footer}</body></html>`;
}

/** Starts the site on a free port of this machine's loopback address. */
export async function openToySite(): Promise<ToySite> {
  const requests: string[] = [];
  let edition: 0 | 1 = 0;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = new URL(request.url ?? '/', 'http://toy').pathname;
    requests.push(path);
    const page = toyPages.find((entry) => entry.path === path);
    if (path === '/') send(response, 200, 'text/html; charset=utf-8', homeHtml());
    else if (path === '/robots.txt') send(response, 200, 'text/plain', 'User-agent: *\nDisallow: /inloggen\n');
    else if (path === '/sitemap.xml') send(response, 200, 'application/xml', sitemap(`http://${request.headers.host}`));
    else if (page !== undefined) sendPage(request, response, page, edition, requests.length);
    else send(response, 404, 'text/html; charset=utf-8', `<!doctype html><title>Niet gevonden</title><h1>Pagina niet gevonden</h1>${footer}`);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    requests,
    publish: () => {
      edition = 1;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function sitemap(base: string): string {
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${toyPages.map((page) => `<url><loc>${base}${page.path}</loc></url>`).join('')}</urlset>`;
}

function sendPage(request: IncomingMessage, response: ServerResponse, page: ToyPage, edition: 0 | 1, visit: number): void {
  const etag = `"${createHash('sha256').update(page.editions[edition]).digest('hex').slice(0, 16)}"`;
  response.setHeader('etag', etag);
  if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
  else send(response, 200, 'text/html; charset=utf-8', pageHtml(page, edition, visit));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}
