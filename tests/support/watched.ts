import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openContext, type AppContext } from '../../src/app/context.ts';
import { silentLog } from '../../src/app/log.ts';
import { configOf, defaultConfigFile } from '../../src/config/load-config.ts';
import type { Config, Secrets } from '../../src/config/config.ts';
import type { PolicyId } from '../../src/domain/ids.ts';
import { instantOf, type Instant } from '../../src/domain/instant.ts';
import { emptyMemory } from '../../src/gate/memory.ts';
import { upsertPolicy } from '../../src/storage/policies.ts';
import { upsertVendor } from '../../src/storage/vendors.ts';

export const noSecrets: Secrets = { smtpPassword: null, signing: null, dkimKey: null, explainApiKey: null, proxyCredentials: null, apiTokens: {}, webhooks: {} };

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server whose answer a test sets, a store of its own, and a clock that the test moves. */
export interface Watched extends AsyncDisposable {
  readonly context: AppContext;
  readonly dataDir: string;
  readonly url: string;
  readonly policyId: PolicyId;
  /** Addresses asked for, robots.txt left out. */
  readonly asked: readonly string[];
  answer: Answer;
  now: Instant;
}

export interface WatchedOptions {
  readonly config?: (config: Config) => Config;
  /** The policy's address; by default one on the test's own server. */
  readonly url?: string;
}

export const page = (words: string, title = 'Privacyverklaring'): Answer => (_request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><html lang="nl"><head><title>${title}</title></head><body><main><h1>${title}</h1>${words}</main></body></html>`);
};

/** A policy of some length, with one sentence that a test may change. */
export function policyWords(sentence: string): string {
  return `<p>Wij verwerken persoonsgegevens van onze klanten zorgvuldig en leggen hier uit hoe.</p>
<h2>1. Gegevens</h2><p>Wij verwerken uw naam, adres en e-mailadres om de overeenkomst uit te voeren.</p>
<h2>2. Bewaren</h2><p>${sentence}</p>
<h2>3. Rechten</h2><p>U heeft recht op inzage, correctie en verwijdering van uw persoonsgegevens.</p>
<h2>4. Contact</h2><p>Vragen over privacy stelt u aan onze functionaris gegevensbescherming.</p>`;
}

export async function openWatched(options: WatchedOptions = {}): Promise<Watched> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'clausewatch-watched-'));
  const asked: string[] = [];
  const state = { answer: page(policyWords('Wij bewaren uw gegevens twee jaar.')), now: instantOf(Date.UTC(2026, 9, 1, 6)) };
  const server: Server = createServer((request, response) => {
    if (request.url === '/robots.txt') {
      response.writeHead(404).end();
      return;
    }
    asked.push(request.url ?? '');
    state.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const base = configOf({ ...defaultConfigFile, dataDir, crawlersDir: path.join(dataDir, 'crawlers'), fetch: { ...defaultConfigFile.fetch, pauseSeconds: 0, allowAddresses: [host], totalTimeoutSeconds: 5 } }, dataDir);
  const config = options.config?.(base) ?? base;
  const context = await openContext(config, noSecrets, { clock: () => state.now, log: silentLog });
  const { db } = context.storage;
  const vendorId = await upsertVendor(db, { slug: 'acme', name: 'Acme', homeUrl: null, tags: [], owner: null, tier: null, notice: null, contractDate: null, createdAt: state.now });
  const url = options.url ?? `http://${host}/privacy`;
  const policyId = await upsertPolicy(db, vendorId, { slug: 'acme/privacy-policy', type: 'Privacy Policy', source: { url, render: 'http', select: [], remove: [] }, schedule: null, tags: [], notice: null }, state.now, emptyMemory);
  return {
    context,
    dataDir,
    url,
    policyId,
    asked,
    get answer() {
      return state.answer;
    },
    set answer(value) {
      state.answer = value;
    },
    get now() {
      return state.now;
    },
    set now(value) {
      state.now = value;
    },
    [Symbol.asyncDispose]: async () => {
      await context[Symbol.asyncDispose]();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
