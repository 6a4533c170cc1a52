import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { epochMsOf, type Clock } from '../../src/domain/instant.ts';
import { chance } from '../support/chance.ts';
import { policyWords } from '../support/watched.ts';

const dayMs = 86_400_000;

/** A wording and from when on its vendor publishes it. */
export interface Edition {
  readonly from: number;
  readonly sentence: string;
}

/** Vendors that amend their policies over a year, and a server that answers for them as the world does. */
export interface Vendors extends AsyncDisposable {
  /** By the number of the policy, oldest edition first. */
  readonly editions: readonly (readonly Edition[])[];
  /** `vendor-3.example:8081`: reached through `resolve` only. */
  readonly hostOf: (policy: number) => string;
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** What came to the server, and to how much of it it answered with a fault. */
  readonly seen: { exchanges: number; faults: number; notModified: number };
}

/** Policies change seldom: none to three times in a year, weeks apart. */
function editionsOf(policy: number, begin: number, lastFrom: number): readonly Edition[] {
  const random = chance(1000 + policy);
  const editions: Edition[] = [{ from: 0, sentence: `Wij bewaren uw gegevens ${2 + (policy % 5)} jaar voor dienst ${policy}.` }];
  const changes = Math.floor(random() * 4);
  for (let change = 1; change <= changes; change += 1) {
    const from = begin + (change * 100 - 70 + random() * 50) * dayMs;
    if (from < lastFrom) editions.push({ from, sentence: `Wij bewaren uw gegevens ${10 * change + (policy % 7)} jaar voor dienst ${policy}.` });
  }
  return editions;
}

const strangePages = [
  '<h1>Wij zijn zo terug</h1><p>Wij werken aan de website. Probeer het over een uur nog eens.</p>',
  '<h1>Even geduld</h1><p>Controleren of u een mens bent. Schakel JavaScript in en ververs de pagina.</p>',
  '<h1>Inloggen</h1><form><input type="password" name="wachtwoord"><button>Inloggen</button></form>',
  '',
];

const document = (inner: string, visit: number): string =>
  `<!doctype html><html lang="nl"><head><title>Privacyverklaring</title></head><body data-visit="${visit}"><main>${inner}</main></body></html>`;

type Fault = (response: ServerResponse, shown: { readonly now: string; readonly before: string; readonly visit: number }) => void;

/** How the world fails, in the proportions of the list. */
const faults: readonly Fault[] = [
  (response) => response.destroy(),
  (response) => response.socket?.resetAndDestroy(),
  (response, { now }) => {
    const body = Buffer.from(document(now, 1));
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': body.length });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  },
  (response, { now }) => void response.writeHead(503, { 'content-type': 'text/html', 'retry-after': '1800' }).end(document(now, 2)),
  (response, { before }) => void response.writeHead(500, { 'content-type': 'text/html' }).end(document(before, 3)),
  (response) => void response.writeHead(429, { 'retry-after': '3600' }).end(),
  (response) => void response.writeHead(403, { 'content-type': 'text/html' }).end(document('<h1>Access denied</h1>', 4)),
  (response) => void response.writeHead(404, { 'content-type': 'text/html' }).end(document('<h1>Niet gevonden</h1>', 5)),
  (response, { now }) => void response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(document(now, 6)),
  (response, { visit }) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(document(strangePages[visit % strangePages.length] ?? '', visit)),
  // A forgotten cache shows what was published before.
  (response, { before, visit }) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(document(before, visit)),
];

export interface VendorPlan {
  readonly policies: number;
  readonly begin: number;
  /** Nothing is published after it. */
  readonly lastFrom: number;
  readonly clock: Clock;
}

/** A tenth of all exchanges goes wrong: nine in a hundred at the server, one at the resolver of names. */
export async function openVendors({ policies, begin, lastFrom, clock }: VendorPlan): Promise<Vendors> {
  const editions = Array.from({ length: policies }, (_, policy) => editionsOf(policy, begin, lastFrom));
  const random = chance(policies);
  const seen = { exchanges: 0, faults: 0, notModified: 0 };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const policy = Number(/^vendor-(\d+)\./u.exec(request.headers.host ?? '')?.[1]);
    const published = editions[policy]?.filter((edition) => edition.from <= epochMsOf(clock())) ?? [];
    seen.exchanges += 1;
    const [before, now] = [published.at(-2) ?? published.at(-1), published.at(-1)].map((edition) => `<h1>Privacyverklaring</h1>${policyWords(edition?.sentence ?? '')}`);
    if (random() < 0.09) {
      seen.faults += 1;
      faults[Math.floor(random() * faults.length)]?.(response, { now: now ?? '', before: before ?? '', visit: seen.exchanges });
      return;
    }
    if (request.url === '/robots.txt') {
      response.writeHead(404).end();
      return;
    }
    // Three in four know what a conditional request is; the others send another page each time.
    const etag = policy % 4 === 3 ? null : `"${createHash('sha256').update(now ?? '').digest('hex').slice(0, 16)}"`;
    if (etag !== null && request.headers['if-none-match'] === etag) {
      seen.notModified += 1;
      response.writeHead(304, { etag }).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...(etag === null ? {} : { etag }) });
    response.end(document(now ?? '', etag === null ? seen.exchanges : 0));
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    editions,
    hostOf: (policy) => `vendor-${policy}.example:${port}`,
    resolve: async () => {
      if (random() >= 0.01) return ['127.0.0.1'];
      seen.exchanges += 1;
      seen.faults += 1;
      throw Object.assign(new Error('temporary failure in name resolution'), { code: 'EAI_AGAIN' });
    },
    seen,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
