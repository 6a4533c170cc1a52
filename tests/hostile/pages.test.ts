import { test } from 'vitest';
import { pageAround, policyPage, sections, wordsOf, type Section } from './policy.ts';
import { html, play, type Code } from './served.ts';

/*
 * Group M of the catalogue: what the structure of a page does to reading it, over a real socket from the server to the
 * gate's word and the chain.
 */

const healthy = html(policyPage);
const changed = (from: string, to: string): string => wordsOf(sections).replace(from, to);
const without = (first: number, last = first): readonly Section[] => sections.filter((_, index) => index < first || index > last);

interface PageRow {
  readonly id: string;
  readonly does: string;
  readonly expected: Code;
  readonly page: string;
  readonly healthy?: string;
  readonly select?: readonly string[];
  readonly budgetMs?: number;
}

const opened = (open: boolean): string => pageAround(sections.map(([heading, clauses]) => `<details${open ? ' open' : ''}><summary>${heading}</summary><div aria-hidden="${String(!open)}" style="${open ? '' : 'display:none'}">${clauses.map((clause) => `<p>${clause}</p>`).join('')}</div></details>`).join(''));
const hidden = (style: string): string => pageAround(wordsOf(without(6)) + `<div style="${style}">${wordsOf(sections.slice(6, 7))}</div>`);
const inNode = (words: string, more = ''): string => pageAround(`<article class="policy">${words}</article>${more}`);
const table = (countryOfRow: string): string => pageAround(`${wordsOf()}<h2>9. Subverwerkers</h2><table><tr><th>Naam</th><th>Land</th></tr>${Array.from({ length: 10_000 }, (_, row) => `<tr><td>Verwerker ${row} B.V.</td><td>${row === 7000 ? countryOfRow : 'Nederland'}</td></tr>`).join('')}</table>`);

const rows: readonly PageRow[] = [
  { id: 'M01', does: 'leaves tags open, nests tables and has no body', expected: 'SAME', page: `<title>Privacyverklaring</title><table><tr><td><table><tr><td><h1>Privacyverklaring</h1>${wordsOf().replaceAll('</p>', '').replaceAll('</h2>', '</h2><b></i>')}` },
  { id: 'M02', does: 'nests a hundred thousand elements', expected: 'SAME', page: pageAround(wordsOf() + '<div>'.repeat(100_000)), budgetMs: 8000 },
  { id: 'M03', does: 'has hundreds of thousands of siblings in one line', expected: 'SAME', page: pageAround(wordsOf() + '<i></i>'.repeat(300_000)), budgetMs: 20_000 },
  { id: 'M04', does: 'has an attribute of megabytes and ten thousand attributes on one tag', expected: 'SAME', page: pageAround(`<div data-x="${'x'.repeat(5_000_000)}"></div><div ${Array.from({ length: 10_000 }, (_, index) => `a${index}="1"`).join(' ')}></div>${wordsOf()}`), budgetMs: 8000 },
  { id: 'M05', does: 'has scripts, styles, templates, noscript, comments and CDATA among its words', expected: 'SAME', page: pageAround(wordsOf().replaceAll('<h2>', '<script>var bewaren = "vijf jaar";</script><style>p{}</style><template><p>sjabloon</p></template><noscript>Zet JavaScript aan.</noscript><!-- vijf jaar --><![CDATA[ vijf jaar ]]><h2>')) },
  { id: 'M06', does: 'hides a part that was shown before, or shows what it hid', expected: 'SAME', healthy: hidden('display:none'), page: hidden('') },
  { id: 'M08', does: 'opens what was folded up', expected: 'SAME', healthy: opened(false), page: opened(true) },
  { id: 'M09', does: 'numbers its clauses otherwise by its style', expected: 'SAME', healthy: pageAround(wordsOf(), { head: '<style>p::before{content:counter(c) ". "}</style>' }), page: pageAround(wordsOf(), { head: '<style>p::before{content:counter(c, lower-alpha) ") "}</style>' }) },
  { id: 'M10', does: 'gives a clause another number and no other word', expected: 'ALERT', page: pageAround(changed('8. Wijzigingen', '9. Wijzigingen')) },
  { id: 'M11', does: 'shows its columns in another order for once', expected: 'HOLD', page: pageAround(wordsOf([...sections.slice(4), ...sections.slice(0, 4)])) },
  { id: 'M12', does: 'moves a clause to another section', expected: 'ALERT', page: pageAround(changed('<p>Wij verkopen uw gegevens niet aan derden.</p>', '').replace('<h2>7. Beveiliging</h2>', '<h2>7. Beveiliging</h2><p>Wij verkopen uw gegevens niet aan derden.</p>')) },
  { id: 'M13', does: 'rotates its promotions, menu and related articles', expected: 'SAME', healthy: pageAround(wordsOf(), { before: '<nav><a href="/a">Producten</a><a href="/b">Prijzen</a></nav>', after: '<aside class="related"><h3>Lees ook</h3><a href="/1">Vijf tips voor uw dak</a></aside><footer>Volg ons</footer>' }), page: pageAround(wordsOf(), { before: '<nav><a href="/c">Actie</a><a href="/b">Prijzen</a></nav>', after: '<aside class="related"><h3>Lees ook</h3><a href="/2">Hoe kiest u een batterij</a></aside><footer>Winteractie: tien procent korting</footer>' }) },
  { id: 'M15', does: 'carries a nonce, a token and a session of its own in each answer', expected: 'SAME', healthy: pageAround(`${wordsOf()}<form><input type="hidden" name="csrf" value="aaaa1111"></form><p><a href="/download?sid=1a2b3c4d5e6f&amp;t=1700000000">Download deze verklaring</a></p>`, { head: '<meta name="csrf-token" content="aaaa1111"><script nonce="aaaa"></script>' }), page: pageAround(`${wordsOf()}<form><input type="hidden" name="csrf" value="bbbb2222"></form><p><a href="/download?sid=ffff3c4d5e6f&amp;t=1800000000">Download deze verklaring</a></p>`, { head: '<meta name="csrf-token" content="bbbb2222"><script nonce="bbbb"></script>' }) },
  { id: 'M16', does: 'changes how a link is counted and where it is cached, not where it leads', expected: 'SAME', healthy: pageAround(`${wordsOf()}<p><a href="https://www.example.org/bezwaar?utm_source=a">Maak bezwaar</a></p>`), page: pageAround(`${wordsOf()}<p><a href="https://www.example.org/bezwaar?utm_source=b&amp;utm_medium=web">Maak bezwaar</a></p>`) },
  { id: 'M19', does: 'has nothing any more where its selector points', expected: 'TROUBLE', healthy: inNode(wordsOf()), page: pageAround(`<article class="renamed">${wordsOf()}</article>`), select: ['.policy'] },
  { id: 'M20', does: 'has two places where its selector points, one of them another text', expected: 'HOLD', healthy: inNode(wordsOf()), page: inNode(wordsOf(), '<article class="policy"><h2>Klantverhalen</h2><p>Familie De Vries bespaart sinds vorig jaar de helft op haar rekening en is daar erg tevreden over.</p></article>'), select: ['.policy'] },
  { id: 'M21', does: 'has a third of its text left where its selector points', expected: 'HOLD', healthy: inNode(wordsOf()), page: inNode(wordsOf(sections.slice(0, 3)), wordsOf(sections.slice(3))), select: ['.policy'] },
  { id: 'M22', does: 'has a hostile base address and links that run code', expected: 'SAME', page: pageAround(wordsOf().replace('nieuwsbrief', '<a href="javascript:alert(1)">nieuwsbrief</a>').replace('een klacht', '<a href="data:text/html,x">een klacht</a>'), { head: '<base href="https://evil.example/">' }) },
  { id: 'M23', does: 'has a table of ten thousand rows, one cell of which changes', expected: 'ALERT', healthy: table('Nederland'), page: table('Verenigde Staten'), budgetMs: 30_000 },
];

test.for(rows)('$id a page that $does: $expected', { timeout: 120_000 }, async ({ does, expected, page, healthy: before, select, budgetMs }) => {
  await play({ does, expected, hostile: html(page), healthy: before === undefined ? healthy : html(before), ...(select === undefined ? {} : { source: { select } }), ...(budgetMs === undefined ? {} : { budgetMs }) });
});
