import { expect, test } from 'vitest';
import { OperationError, UsageError } from '../../../src/domain/problem.ts';
import { read } from '../../../src/extract/read.ts';
import { dutchSections, englishSections, pageOf, sectionsHtml } from './pages.ts';

const textOf = async (html: string): Promise<string> => (await read(pageOf(html))).text;
const headingsOf = async (html: string): Promise<readonly string[]> => (await read(pageOf(html))).blocks.filter((block) => block.kind === 'heading').map((block) => block.text);

const english = sectionsHtml(englishSections);
const dutch = sectionsHtml(dutchSections);
const allOf = (sections: readonly (readonly [string, string])[]): readonly string[] => sections.flatMap((section) => [...section]);

test('a help centre article keeps its title and words, and nothing of the centre around it', async () => {
  const text = await textOf(`<html lang="en"><body><a class="skip-navigation" href="#m">Skip to main content</a>
    <header class="header"><a href="/">Help Center home</a><nav class="user-nav"><a href="/r">Submit a request</a></nav></header>
    <main role="main"><nav class="sub-nav"><ol class="breadcrumbs"><li><a href="/">Vendor</a></li></ol></nav>
    <aside class="article-sidebar"><h3>Articles in this section</h3><ul><li><a href="/a">Terms</a></li><li><a href="/b">Cookies</a></li><li><a href="/c">Partners</a></li></ul></aside>
    <article id="m" class="article"><header class="article-header"><h1>Privacy Policy</h1><div class="article-meta"><a href="/p">Sam</a> <span>3 months ago</span> <span>Updated</span></div></header>
    <div class="article-body">${english}</div>
    <footer><div class="article-share"><ul class="share"><li><a href="/f">Facebook</a></li></ul></div>
    <div class="article-votes"><span>Was this article helpful?</span><button>Yes</button><small>12 out of 20 found this helpful</small></div>
    <div class="article-more-questions">Have more questions? <a href="/r">Submit a request</a></div></footer>
    <section class="related-articles"><h3>Related articles</h3><ul><li><a href="/x">How to pay</a></li></ul></section></article></main>
    <footer class="footer"><a href="/">Vendor</a></footer></body></html>`);
  expect(text.split('\n')[0]).toBe('# Privacy Policy');
  for (const part of allOf(englishSections)) expect(text).toContain(part);
  expect(text).not.toMatch(/helpful|Related|request|Facebook|months ago|Articles in this section|Skip|Help Center/u);
});

test('een pagina in een gewoon thema houdt de verklaring over, zonder banner, zijbalk en reacties', async () => {
  const text = await textOf(`<html lang="nl"><body class="page"><a class="skip-link" href="#content">Ga naar de inhoud</a>
    <header id="masthead" class="site-header"><p class="site-title"><a href="/">De Halm</a></p><nav><ul><li><a href="/o">Over ons</a></li></ul></nav></header>
    <div id="content"><div id="primary"><main id="main"><article class="page"><h1 class="entry-title">Privacyverklaring</h1><div class="entry-content">${dutch}
    <div class="sharedaddy"><h3>Dit delen:</h3><ul><li><a href="https://t.example">Twitter</a></li></ul></div></div></article>
    <div id="comments" class="comments-area"><h3>Geef een reactie</h3><form><p>Je e-mailadres wordt niet getoond; vereiste velden zijn gemarkeerd met een sterretje.</p><textarea></textarea></form></div></main></div>
    <aside class="widget-area"><section class="widget"><h2>Recente berichten</h2><ul><li><a href="/1">Nieuwe taarten</a></li></ul></section></aside></div>
    <footer class="site-footer">© 2026 De Halm | <a href="/v">Voorwaarden</a></footer>
    <div class="cookie-banner"><p>Om de beste ervaring te bieden gebruiken wij technologieën zoals cookies om informatie over uw apparaat op te slaan.</p><button>Accepteren</button></div></body></html>`);
  for (const part of ['Privacyverklaring', ...allOf(dutchSections)]) expect(text).toContain(part);
  expect(text).not.toMatch(/taarten|Twitter|reactie|sterretje|apparaat|Voorwaarden|inhoud/u);
});

test('a page builder whose every part is called a widget loses none of them', async () => {
  const widget = (kind: string, inner: string): string => `<div class="elementor-element elementor-widget elementor-widget-${kind}"><div class="elementor-widget-container">${inner}</div></div>`;
  const html = `<html lang="nl"><body><div class="elementor elementor-12">${widget('heading', '<h1>Privacybeleid</h1>')}
    ${dutchSections.map(([heading, text]) => `<section class="elementor-section">${widget('heading', `<h2>${heading}</h2>`)}${widget('text-editor', `<p>${text}</p>`)}</section>`).join('')}
    <section class="elementor-section">${widget('text-editor', '<p>Bakker BV<br>Dorpsstraat 1<br>1234 AB Utrecht</p>')}</section></div>
    <div class="elementor elementor-location-footer">${widget('text-editor', '<p>Wij bakken elke dag vers brood voor heel Utrecht en omstreken.</p>')}</div></body></html>`;
  expect(await headingsOf(html)).toEqual(['Privacybeleid', ...dutchSections.map(([heading]) => heading)]);
  const text = await textOf(html);
  expect(text).toContain('Dorpsstraat 1');
  expect(text).not.toContain('elke dag vers brood');
});

test('sections that are about sharing, social media or newsletters are no furniture', async () => {
  const html = `<html lang="en"><body><main><h1>Privacy</h1>${['sharing', 'social-media', 'newsletter', 'comments', 'navigation', 'cookie-notice']
    .map((id) => `<section id="${id}"><h2>About ${id}</h2><p>What we say here on ${id} is a part of this policy like all of its other parts are.</p></section>`).join('')}</main></body></html>`;
  expect(await headingsOf(html)).toHaveLength(7);
});

test('a German imprint of short lines is found beside a long consent banner without a telling name', async () => {
  const { blocks } = await read(pageOf(`<html lang="de"><body><div id="cb"><p>Wir verwenden Cookies, um Inhalte zu personalisieren, Funktionen für soziale Medien anbieten zu können und Zugriffe zu analysieren.</p>
    <p>Außerdem geben wir Informationen zu Ihrer Verwendung unserer Website an unsere Partner für soziale Medien, Werbung und Analysen weiter.</p><button>Alle akzeptieren</button><button>Ablehnen</button></div>
    <div class="t"><a href="/">Start</a><a href="/x">Shop</a></div><div class="text"><h1>Impressum</h1><p>Muster GmbH<br>Musterweg 12<br>10115 Berlin</p><p>USt-ID: DE123456789</p></div></body></html>`));
  expect(blocks.map((block) => block.text)).toEqual(['Impressum', 'Muster GmbH', 'Musterweg 12', '10115 Berlin', 'USt-ID: DE123456789']);
});

test('une page mise en tableau, aux titres en gras, garde son texte et perd son menu', async () => {
  const text = await textOf(`<html lang="fr"><body><table><tr><td><a href="a.html">Accueil</a><br><a href="b.html">Produits</a><br><a href="c.html">Contact</a></td>
    <td><b>Conditions générales de vente</b><br><br><b>Article 1 - Objet</b><br>Les présentes conditions régissent les ventes conclues entre la société et ses clients.<br><br><b>Article 2 - Prix</b><br>Les prix sont indiqués en euros hors taxes et restent valables trente jours.</td></tr></table></body></html>`);
  expect(text).toContain('**Article 1 - Objet**');
  expect(text).toContain('trente jours');
  expect(text).not.toContain('Accueil');
});

test('el aviso legal conserva listas y definiciones y pierde migas, idiomas y botones', async () => {
  const { blocks, text } = await read(pageOf(`<html lang="es"><body><ul class="language-switcher"><li><a href="/en">English</a></li></ul><div class="region"><div class="breadcrumb"><a href="/">Inicio</a> » <a href="/l">Legal</a></div>
    <h1>Aviso legal</h1><div><p>El presente aviso regula el uso del sitio web de la empresa por parte de sus usuarios.</p><ol type="a" start="3"><li>El usuario utilizará el sitio conforme a la ley.</li><li>La empresa podrá modificarlo.</li></ol>
    <dl><dt>Usuario</dt><dd>Toda persona que accede al sitio.</dd></dl></div><div class="share-links">Compartir <a href="x">Facebook</a></div></div></body></html>`));
  expect(blocks.filter((block) => block.kind === 'list-item').map((block) => block.marker)).toEqual(['c.', 'd.']);
  expect(blocks.filter((block) => block.kind === 'definition').map((block) => block.text)).toEqual(['Usuario', 'Toda persona que accede al sitio.']);
  expect(text).not.toMatch(/English|Inicio|Compartir/u);
});

test('una informativa in un documento con intestazione separata conserva titolo e data', async () => {
  const { blocks } = await read(pageOf(`<html lang="it"><body><header class="hero"><h1>Informativa sulla privacy</h1><p>Ultima modifica: 3 marzo 2026</p></header><div class="doc">
    <p>Questa applicazione raccoglie alcuni dati personali dei propri utenti, come descritto qui di seguito.</p><h2>Titolare</h2><p>Esempio S.r.l., Via Roma 1, Milano, tratta i dati per fornire il servizio richiesto.</p></div></body></html>`));
  expect(blocks.slice(0, 2).map((block) => block.text)).toEqual(['Informativa sulla privacy', 'Ultima modifica: 3 marzo 2026']);
});

test('what accordions, tabs, details and footnotes hide is read, with the words that open them', async () => {
  const text = await textOf(`<html lang="en"><body><main><h1>Cookies</h1>
    <h2><button aria-expanded="false" aria-controls="a">Which cookies</button></h2><div id="a" hidden><p>We set a cookie that remembers your language and one that keeps you signed in.</p></div>
    <button class="acc">Who else sets them</button><div class="panel" style="display:none"><p>Our mail partner sets one cookie when you open a message in your browser.</p></div>
    <details><summary>How to refuse</summary><p>You may refuse all of them in your browser without losing any function.</p></details>
    <div role="doc-endnotes"><p>1. Chrome, Firefox and Safari.</p></div><button>Save</button></main></body></html>`);
  for (const part of ['## Which cookies', 'keeps you signed in', 'Who else sets them', 'mail partner', 'How to refuse', 'without losing', 'Firefox']) expect(text).toContain(part);
  expect(text).not.toContain('Save');
});

test('a table keeps its rows, cells and header; a sub-processor list beside a sign-up form is the policy', async () => {
  const { blocks, text } = await read(pageOf(`<html lang="en"><body><section><h1>Sub-processor list</h1><p>Last updated 5 May 2026</p></section><section><table>
    <thead><tr><th>Name</th><th>Purpose</th><th>Region</th></tr></thead><tr><td>Amazon Web Services</td><td rowspan="2">Hosting | storage</td><td>IE</td></tr><tr><td><a href="https://p.example">Postmark</a></td><td><p>US</p><p>EU</p></td></tr></table></section>
    <section class="newsletter"><h2>Stay informed</h2><form><p>Subscribe to be told of new sub-processors by e-mail.</p><input><button>Go</button></form></section></body></html>`));
  const rows = blocks.filter((block) => block.kind === 'table-row');
  expect(rows.map((row) => row.cells)).toEqual([['Name', 'Purpose', 'Region'], ['Amazon Web Services', 'Hosting | storage', 'IE'], ['Postmark', '', 'US EU']]);
  expect(rows.every((row) => row.header?.[2] === 'Region' && row.table === 0)).toBe(true);
  expect(text).toContain('| [Postmark](https://p.example/) |  | US<br>EU |');
  expect(text).toContain('Last updated 5 May 2026');
  expect(text).not.toContain('Subscribe');
});

test('every block has the lines of the Markdown that show it', async () => {
  const { blocks, text } = await read(pageOf(`<html><body><h1>Terms</h1><p>One line<br>another line of the same paragraph of these terms.</p><ul><li>first</li><li>second<ol><li>deeper</li></ol></li></ul><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><pre><code>x = 1</code></pre></body></html>`));
  const lines = text.split('\n');
  for (const block of blocks) expect(lines.slice(block.lines[0] - 1, block.lines[1]).join('\n')).toContain(block.cells === null ? block.markdown.split('\n')[0] : (block.cells[0] ?? ''));
});

test('scripts, styles, templates, comments and noscript never become words; a declarative shadow root does', async () => {
  const text = await textOf(`<html lang="en"><head><style>p::before{content:"styled words"}</style></head><body><script>var a = "<p>scripted words</p>";</script><!-- commented words -->
    <template><p>words of an inert template that nobody sees</p></template><noscript><p>words for browsers without scripts</p></noscript>
    <vendor-policy><template shadowrootmode="open"><h1>Privacy</h1>${english}</template></vendor-policy><svg><text>drawn words</text></svg></body></html>`);
  expect(text).toContain('# Privacy');
  expect(text).toContain(englishSections[0][1]);
  expect(text).not.toMatch(/scripted|styled|commented|inert|without scripts|drawn/u);
});

test('selectors win over what would be found, keep their order in the page and do not repeat what they share', async () => {
  const html = '<html><body><div id="a"><h1>One</h1><p class="x">Words of one.</p></div><aside id="b"><p>Words of two.</p><nav>kept too</nav></aside></body></html>';
  const { blocks } = await read(pageOf(html, { select: ['#b', '.x', '#a'], remove: ['h1'] }));
  expect(blocks.map((block) => block.text)).toEqual(['Words of one.', 'Words of two.', 'kept too']);
});

test('a selector that matches nothing is an error and never an empty policy', async () => {
  const page = pageOf(`<html><body><main>${english}</main></body></html>`, { select: ['.gone'] });
  await expect(read(page)).rejects.toThrow(OperationError);
  await expect(read(page)).rejects.toMatchObject({ problem: { code: 'selector-miss', retryable: true } });
  await expect(read({ ...page, select: ['div['] })).rejects.toThrow(UsageError);
  await expect(read({ ...page, select: [], remove: ['::('] })).rejects.toThrow(/::\(/u);
});

test('only removing still finds the main content', async () => {
  const { text } = await read(pageOf(`<html lang="en"><body><main><h1>Privacy</h1>${english}<div class="promo-x">Win a prize this week only, by telling all of your friends about our fine service.</div></main></body></html>`, { remove: ['.promo-x', '.not-there'] }));
  expect(text).toContain(englishSections[4][1]);
  expect(text).not.toContain('Win a prize');
});
