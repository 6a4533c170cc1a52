import { expect, test } from 'vitest';
import { checkPolicy } from '../../src/app/check-policy.ts';
import { verifyStore } from '../../src/app/verify-store.ts';
import { epochMsOf, instantOf } from '../../src/domain/instant.ts';
import { chance } from '../support/chance.ts';
import { pageAround, sections, wordsOf } from './policy.ts';
import { codeOf, html, openSite } from './served.ts';
import type { Answer } from '../support/watched.ts';

/*
 * Group F of the catalogue: pages that turn back and forth, and changes that are real, over a real socket and a clock that
 * goes from one planned look to the next.
 */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const policy = (months = 24, more = ''): string => pageAround(wordsOf().replace('24 maanden', `${months} maanden`) + more);
const A = html(policy());
const B = html(policy(36));
const C = html(policy(48));

interface Play {
  readonly alerts: number;
  readonly versions: number;
  readonly headlines: readonly string[];
}

/** @param serve what the server answers so long after the beginning; `luck` is another number in [0, 1) at each request */
async function live(days: number, serve: (ms: number, luck: number) => Answer): Promise<Play> {
  await using site = await openSite();
  const { watched } = site;
  const { db } = watched.context.storage;
  const random = chance(days);
  const begin = epochMsOf(watched.now);
  await site.look(serve(0, 0.999), 0);
  for (;;) {
    const { next_check_at: next } = await db.selectFrom('policies').select('next_check_at').executeTakeFirstOrThrow();
    watched.now = instantOf(Math.max(Date.parse(next), epochMsOf(watched.now) + minuteMs));
    if (epochMsOf(watched.now) - begin > days * dayMs) break;
    watched.answer = serve(epochMsOf(watched.now) - begin, random());
    await checkPolicy(watched.context, watched.policyId, { trigger: 'daemon', signal: new AbortController().signal });
  }
  expect((await verifyStore(watched.context)).findings).toEqual([]);
  const headlines = (await db.selectFrom('comparisons').select('headline_nl').orderBy('id').execute()).map((row) => row.headline_nl);
  return { alerts: await site.alerts(), versions: await site.versions(), headlines };
}

const turning = (ms: number, everyMs: number, answers: readonly Answer[]): Answer => answers[Math.floor(ms / everyMs) % answers.length] ?? A;

const quiet: readonly (readonly [name: string, days: number, most: number, serve: (ms: number, luck: number) => Answer])[] = [
  ['F01 two texts by lot', 30, 1, (_ms, luck) => (luck < 0.5 ? B : A)],
  // Whoever was told of the text that did not last is told, once, that the old one is back.
  ['F02 another text for half a day', 30, 2, (ms) => (ms > 10 * dayMs && ms < 10.5 * dayMs ? B : A)],
  ['F03 two texts in turn, for three months', 90, 1, (ms) => turning(ms, 6 * hourMs, [A, B])],
  ['F04 three texts in turn', 30, 2, (ms) => turning(ms, 6 * hourMs, [A, B, C])],
  ['F05 one answer in ten from a stale node', 30, 0, (_ms, luck) => (luck < 0.1 ? B : A)],
  ['F17 a counter, a clock and a quotation', 30, 0, (ms, luck) => html(policy(24, `<p>Deze pagina is ${1000 + Math.floor(ms / minuteMs)} keer bekeken.</p><p>Laatste koers: ${Math.floor(luck * 1000)} punten.</p>`))],
  ['F18 a list of news that is another each day', 30, 2, (ms) => html(pageAround(wordsOf(), { after: `<aside><h3>Nieuws</h3><ul><li><a href="/n/${Math.floor(ms / dayMs)}">Bericht ${Math.floor(ms / dayMs)}</a></li><li><a href="/n/x">Nog een bericht</a></li></ul></aside>` }))],
];

test.for(quiet)('%s: at most %i days, %i alerts', { timeout: 120_000 }, async ([, days, most, serve]) => {
  const { alerts } = await live(days, serve);
  expect(alerts).toBeLessThanOrEqual(most);
});

const after = (ms: number, from: number, then: Answer): Answer => (ms < from ? A : then);
const rewritten = pageAround(sections.map(([heading], index) => `<h2>${heading}</h2><p>Vanaf dit jaar geldt voor onderdeel ${index + 1} van onze dienst een geheel nieuwe regeling, die wij samen met onze klantenraad hebben opgesteld en die bewaren, delen en inzien van persoonsgegevens opnieuw omschrijft.</p><p>Lees voor onderdeel ${index + 1} ook de toelichting, waarin staat welke persoonsgegevens het betreft en hoe u bezwaar maakt.</p>`).join(''));
const shrunk = pageAround(wordsOf(sections.slice(0, 3)));

const real: readonly (readonly [name: string, days: number, serve: (ms: number, luck: number) => Answer, says: RegExp])[] = [
  ['F06 a text that is rolled out over three days', 20, (ms, luck) => (ms < 5 * dayMs ? A : luck < ([0.05, 0.25, 0.5][Math.floor(ms / dayMs) - 5] ?? 0) ? B : ms < 8 * dayMs ? A : B), /24|36/u],
  ['F07 a change that stays', 10, (ms) => after(ms, 3 * dayMs, B), /24 maanden → 36 maanden/u],
  ['F10 thirty days that become sixty', 10, (ms) => after(ms, 3 * dayMs, html(policy().replace('30 dagen', '60 dagen'))), /30 dagen → 60 dagen/u],
  ['F11 the word "not" taken away', 10, (ms) => after(ms, 3 * dayMs, html(policy().replace('Wij verkopen uw gegevens niet aan', 'Wij verkopen uw gegevens aan'))), /./u],
  ['F12 a policy that is written anew', 15, (ms) => after(ms, 3 * dayMs, html(rewritten)), /./u],
  ['F13 a policy that shrinks to a third', 15, (ms) => after(ms, 3 * dayMs, html(shrunk)), /./u],
  ['F15 a change made while the site was down for ten days', 25, (ms) => (ms > 3 * dayMs && ms < 13 * dayMs ? html('down', {}, 503) : after(ms, 13 * dayMs, B)), /24 maanden → 36 maanden/u],
  ['F16 a change in one fetch with a new banner, menu and style', 10, (ms) => after(ms, 3 * dayMs, html(pageAround(wordsOf().replace('24 maanden', '36 maanden'), { before: '<nav><a href="/nieuw">Nieuw</a></nav><div class="cookie-consent"><p>Wij gebruiken cookies.</p><button>Accepteren</button></div>', head: '<style>body{font:20px serif}</style>' }))), /24 maanden → 36 maanden/u],
  ['F19 a change whose confirmation is blocked for a day', 12, (ms) => (ms > 3.3 * dayMs && ms < 4.3 * dayMs ? html('<h1>Forbidden</h1>', {}, 403) : after(ms, 3 * dayMs, B)), /24 maanden → 36 maanden/u],
];

test.for(real)('%s is told exactly once, within %i days', { timeout: 60_000 }, async ([, days, serve, says]) => {
  const { alerts, versions, headlines } = await live(days, serve);
  expect({ alerts, versions }).toEqual({ alerts: 1, versions: 2 });
  expect(headlines[0]).toMatch(says);
});

test('F08 a return to the old text that stays is told once more, after a week', { timeout: 60_000 }, async () => {
  const { alerts, versions } = await live(40, (ms) => (ms < 5 * dayMs || ms > 15 * dayMs ? A : B));
  expect({ alerts, versions }).toEqual({ alerts: 2, versions: 3 });
});

test('F09 two changes six hours apart are told, in one alert or in two', { timeout: 60_000 }, async () => {
  const both = html(policy(36).replace('30 dagen', '60 dagen'));
  const { alerts, headlines } = await live(15, (ms) => (ms < 5 * dayMs ? A : ms < 5.25 * dayMs ? B : both));
  expect([1, 2]).toContain(alerts);
  expect(headlines.join(' ')).toMatch(/maanden/u);
});

test('F14 a policy that moved by a permanent redirect with the same text is no change', async () => {
  await using site = await openSite();
  expect(codeOf(await site.look(A))).toBe('FIRST');
  const moved: Answer = (request, response) => (request.url === '/nieuw/privacy' ? A(request, response) : void response.writeHead(301, { location: '/nieuw/privacy' }).end());
  const report = await site.look(moved);
  expect(codeOf(report)).toBe('SAME');
  expect(report.kind === 'checked' && report.check.exchange?.redirects).toHaveLength(1);
  expect(await site.alerts()).toBe(0);
});

test('F20 a change that waits for its confirmation outlives a restart, and is told once', async () => {
  await using site = await openSite();
  await site.look(A);
  expect(codeOf(await site.look(B))).toBe('HOLD');
  // All that a check knows of the one before comes from the store.
  expect(codeOf(await site.look(B, hourMs))).toBe('HOLD');
  expect(codeOf(await site.look(B, hourMs))).toBe('ALERT');
  expect(codeOf(await site.look(B))).toBe('SAME');
  expect(await site.alerts()).toBe(1);
});

test('F23 the first look at a page is a baseline and tells nobody of a change', async () => {
  await using site = await openSite();
  expect(codeOf(await site.look(A))).toBe('FIRST');
  expect([await site.alerts(), await site.versions()]).toEqual([0, 1]);
});

test('F24 a wall at the first look is no baseline; the first good page is', async () => {
  await using site = await openSite();
  expect(codeOf(await site.look(html(pageAround('<p>Checking your browser before accessing the site.</p><script>window._cf_chl_opt={};</script>', { title: 'Just a moment...' }))))).toBe('TROUBLE');
  expect(await site.versions()).toBe(0);
  expect(codeOf(await site.look(A))).toBe('FIRST');
  expect([await site.alerts(), await site.versions()]).toEqual([0, 1]);
});

test('M14 a stated date or a year of copyright that changes alone is noted, and is nothing material', { timeout: 60_000 }, async () => {
  const dated = (date: string, year: number): Answer => html(pageAround(`<p>Laatst gewijzigd op ${date}.</p>${wordsOf()}`, { after: `<footer>© ${year} Zonnewijzer</footer>` }));
  await using site = await openSite();
  await site.look(dated('1 januari 2026', 2026));
  for (let look = 0; look < 4; look += 1) await site.look(dated('1 maart 2026', 2027));
  const weights = await site.watched.context.storage.db.selectFrom('comparisons').select(['significance']).execute();
  expect(weights.map((row) => row.significance)).not.toContain('material');
  expect(weights.length).toBeLessThanOrEqual(1);
});
