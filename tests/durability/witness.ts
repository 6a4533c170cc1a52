import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { policyWords } from '../support/watched.ts';

/** One page that a vendor's server gave away to its last byte. */
export interface Visit {
  /** Counted from 1; the answer carries it as `x-visit`. */
  readonly number: number;
  readonly path: string;
  readonly edition: number;
  /** `sha256:` of what was sent. */
  readonly sha256: string;
}

/** A vendor of the test's own, and its own record of what was asked of it and what it gave: the program has no hand in it. */
export interface Witness extends AsyncDisposable {
  readonly host: string;
  readonly visits: readonly Visit[];
  /** What it publishes now. */
  edition: number;
}

/** @returns the sentence that an edition of the page at `path` has, and no other */
export const sentenceOf = (path: string, edition: number): string => `Wij bewaren uw gegevens ${edition + 2} jaar voor dienst ${path.slice(1)}.`;

const shell = '<!doctype html><html lang="nl"><head><title>Privacyverklaring</title></head><body><div id="root"></div><script>fetch("/words").then((answer) => answer.text()).then((words) => { document.getElementById("root").innerHTML = words; });</script></body></html>';

/** Serves a page at every address; the one at `/scripted` is empty until its script has run. */
export async function openWitness(): Promise<Witness> {
  const visits: Visit[] = [];
  let asked = 0;
  const state = { edition: 0 };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/robots.txt') {
      response.writeHead(404).end();
      return;
    }
    const words = (of: string): string => `<main><h1>Privacyverklaring</h1>${policyWords(sentenceOf(of, state.edition))}</main>`;
    const body = path === '/scripted' ? shell : path === '/words' ? words('/scripted') : `<!doctype html><html lang="nl"><head><title>Privacyverklaring</title></head><body>${words(path)}</body></html>`;
    asked += 1;
    const visit: Visit = { number: asked, path, edition: state.edition, sha256: `sha256:${createHash('sha256').update(body).digest('hex')}` };
    response.on('finish', () => visits.push(visit));
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'x-visit': String(visit.number) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits,
    get edition() {
      return state.edition;
    },
    set edition(value) {
      state.edition = value;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
