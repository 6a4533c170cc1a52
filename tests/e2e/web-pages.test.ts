import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayPolicy } from '../../src/web/replay.ts';
import { routes } from '../../src/web/routes.ts';
import { startWeb, type RunningWeb } from '../../src/web/server.ts';
import { openBrowser, openContextFor } from '../support/browser.ts';
import { fillHostile } from '../support/hostile-database.ts';
import { heldChecks } from '../support/held-checks.ts';
import { hostileText } from '../support/hostile-strings.ts';
import { fillDatabase } from '../support/made-database.ts';
import { madeSettings, madeWeb, type MadeWeb } from '../support/made-web.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const pages = [
  '/', '/vendors', '/vendors/new', '/vendors/loonwolk', '/vendors/loonwolk/edit', '/policies/loonwolk/privacy-policy', '/policies/loonwolk/privacy-policy/checks',
  '/policies/loonwolk/privacy-policy/compare', '/policies/loonwolk/privacy-policy/compare?old=1&new=2&view=side', '/policies/loonwolk/privacy-policy/versions/2',
  '/policies/loonwolk/privacy-policy/captures/1', '/policies/loonwolk/privacy-policy/as-of?date=2026-11-06', '/policies/zwerm-analytics/trackers-policy', '/review', '/review?state=accepted',
  '/changes/2', '/decisions', '/search', '/search?q=openai&where=ever', '/sub-processors', '/deadlines', '/subscribers', '/exports', '/health', '/accounts', '/me', '/nowhere', '/confirm/none',
  '/vendors/loonwolk/as-of?date=2026-11-06', '/decisions?policy=loonwolk/privacy-policy', '/jobs/none', '/setup/none', '/unsubscribe/none', '/search?q=gegevens', '/search?q=nergens', '/sub-processors?joined=2026-10-01', '/deadlines?settled=1',
];

/** Routes that answer with a file or a vendor's own page, or lead elsewhere where nobody has to sign in. */
const noPage = /\.txt|\.csv|\/raw$|\/evidence$|\/frame$|^\/(?:comparisons|captures)\/|^\/sign-in$/u;

test('every page that there is stands in the list above', () => {
  for (const route of routes) {
    if (route.method !== 'GET' || route.door !== 'page' || noPage.test(route.path)) continue;
    const pattern = new RegExp(`^${route.path.replace(/:[a-z]+/gu, '[^/]+')}$`, 'u');
    expect(pages.some((page) => pattern.test(page.replace(/\?.*$/u, ''))), route.path).toBe(true);
  }
});

let browser: Browser;
let made: MadeWeb;
let web: RunningWeb;

beforeAll(async () => {
  browser = await openBrowser();
  made = await madeWeb();
  await fillDatabase(made.storage);
  web = await startWeb(made.services, madeSettings());
}, 60_000);

afterAll(async () => {
  await browser.close();
  await web.close();
  await made.close();
});

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

const looks = [
  { width: 1280, language: 'nl-NL', scheme: 'light' },
  { width: 390, language: 'en-GB', scheme: 'dark' },
] as const;

describe('every page', { timeout: 150_000 }, () => {
  test.each(looks)('has nothing that axe calls serious, and fits its width, at $width pixels, $scheme', async (look) => {
    const context = await openContextFor(browser, { ...look, bypassCsp: true });
    const page = await context.newPage();
    const found: string[] = [];
    for (const path of pages) {
      await page.goto(web.url + path);
      await page.evaluate(axe);
      const violations = await page.evaluate<readonly Finding[]>('axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) })))');
      for (const violation of violations) if (violation.impact !== 'minor') found.push(`${path}: ${violation.id} (${violation.impact}) ${violation.nodes[0]?.html.slice(0, 160) ?? ''}`);
      const over = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      if (over > 0) found.push(`${path}: ${over} pixels too wide`);
    }
    expect(found).toEqual([]);
    await context.close();
  });
});

test('the ways in have nothing that axe calls serious either', { timeout: 60_000 }, async () => {
  const own = await madeWeb();
  const running = await startWeb(own.services, madeSettings({ trustedProxyHeader: 'x-remote-user' }));
  const context = await openContextFor(browser, { width: 390, language: 'nl-NL', bypassCsp: true });
  const page = await context.newPage();
  for (const address of [`${running.url}/sign-in?next=%2Freview`, running.setupUrl ?? '']) {
    await page.goto(address);
    await page.evaluate(axe);
    const violations = await page.evaluate<readonly Finding[]>('axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) })))');
    expect(violations, address).toEqual([]);
  }
  await context.close();
  await running.close();
  await own.close();
});

describe('hostile text', { timeout: 150_000 }, () => {
  test('X02 runs nothing, asks for nothing elsewhere and breaks no rule of the page, on screen and in print', async () => {
    await using hostile = await hostileWeb();
    const context = await openContextFor(browser, { width: 1280, language: 'nl-NL' });
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => {
      // What is not there is not there; everything else that the browser has to say is a finding.
      if (!message.text().includes('404')) trouble.push(message.text());
    });
    page.on('dialog', (dialog) => {
      trouble.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(hostile.url)) trouble.push(`asked for ${request.url()}`);
    });
    const kwaad = ['/', '/vendors', '/vendors/kwaad', '/vendors/kwaad/edit', '/policies/kwaad/privacy-policy', '/policies/kwaad/privacy-policy/compare', '/policies/kwaad/privacy-policy/compare?view=side', '/policies/kwaad/privacy-policy/versions/2', '/policies/kwaad/privacy-policy/captures/1', '/policies/kwaad/privacy-policy/captures/1?plain=1', '/policies/kwaad/privacy-policy/captures/1/frame', '/policies/kwaad/privacy-policy/captures/3/frame', '/policies/kwaad/privacy-policy/compare.txt', '/policies/kwaad/privacy-policy/versions/1.txt', '/review', '/changes/1', '/decisions', '/search?q=window&where=ever', '/search?q=window&where=changes', '/sub-processors', '/deadlines', '/subscribers', '/health', '/feeds/changes.json'];
    for (const path of kwaad) {
      await page.goto(hostile.url + path);
      if ((await page.locator('iframe').count()) > 0) await page.locator('iframe').scrollIntoViewIfNeeded();
      await page.emulateMedia({ media: 'print' });
      for (const frame of page.frames()) expect(await frame.evaluate('window.hit'), path).toBeUndefined();
      await page.emulateMedia({ media: 'screen' });
    }
    expect(trouble).toEqual([]);
    await page.setViewportSize({ width: 390, height: 900 });
    for (const path of kwaad.filter((each) => !each.includes('.'))) {
      await page.goto(hostile.url + path);
      expect(await page.evaluate<number>('Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth'), path).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
});

test('a check’s progress is told while its page stays, and breaks no rule of it', { timeout: 60_000 }, async () => {
  const { check, release } = heldChecks();
  const own = await madeWeb({ check });
  await fillDatabase(own.storage);
  const running = await startWeb(own.services, madeSettings());
  const context = await openContextFor(browser, { width: 1280, language: 'nl-NL' });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('console', (message) => trouble.push(message.text()));
  await page.goto(`${running.url}/vendors/pigeonpost`);
  await page.getByRole('button', { name: 'Nu controleren' }).click();
  await page.getByRole('heading', { name: 'Wordt nu gecontroleerd …' }).waitFor();
  await page.evaluate('window.stayed = true');
  await release();
  await page.getByText('1 van 2 documenten gecontroleerd').first().waitFor();
  await release();
  await page.getByRole('heading', { name: 'De controle is klaar.' }).waitFor();
  expect(await page.evaluate('window.stayed')).toBe(true);
  expect(await page.getByRole('status').textContent()).toBe('De controle is klaar.');
  await page.getByRole('link', { name: 'Terug' }).click();
  expect(trouble).toEqual([]);
  await context.close();
  await running.close();
  await own.close();
});

describe('a captured page in its frame', { timeout: 60_000 }, () => {
  test('shows its words as they looked, with its own style and without a request elsewhere', async () => {
    const context = await openContextFor(browser, { width: 1280, language: 'nl-NL' });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${web.url}/policies/loonwolk/privacy-policy/captures/1`);
    await page.locator('iframe').scrollIntoViewIfNeeded();
    const frame = page.frameLocator('iframe');
    await frame.getByText('Loonwolk').first().waitFor();
    expect(asked.filter((url) => !url.startsWith(web.url))).toEqual([]);
    expect(await page.locator('iframe').getAttribute('sandbox')).toBe('');
    const answer = await page.request.get(`${web.url}/policies/loonwolk/privacy-policy/captures/1/frame`);
    expect(answer.headers()['content-security-policy']).toBe(replayPolicy);
    await context.close();
  });

  test('X09 could do nothing even if it came uncleaned', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      // A browser asks for this by itself for any page that stands alone.
      if (request.url !== '/favicon.ico') asked.push(request.url ?? '');
      if (request.url === '/') response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><iframe sandbox src="/frame" width="600" height="600"></iframe>');
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': replayPolicy }).end(`<!doctype html><body>${hostileText.replaceAll('127.0.0.1:1/', `${request.headers.host ?? ''}/`)}<img src="/pixel.png"><link rel="stylesheet" href="/style.css"><style>@import "/import.css";body{background:u\\72l(/escaped.png)}</style><script src="/script.js"></script><meta http-equiv="refresh" content="0;url=/away"><form action="/form"><button id="go">x</button></form>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`;
    const context = await openContextFor(browser, { width: 1280, language: 'nl-NL' });
    const page = await context.newPage();
    for (const start of [url, `${url}frame`]) {
      await page.goto(start);
      await page.waitForTimeout(500);
      for (const frame of page.frames()) expect(await frame.evaluate('window.hit')).toBeUndefined();
    }
    expect([...new Set(asked)].toSorted()).toEqual(['/', '/frame']);
    await context.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

async function hostileWeb(): Promise<RunningWeb & AsyncDisposable> {
  const own = await madeWeb();
  await fillHostile(own.storage);
  const running = await startWeb(own.services, madeSettings());
  return {
    ...running,
    [Symbol.asyncDispose]: async () => {
      await running.close();
      await own.close();
    },
  };
}
