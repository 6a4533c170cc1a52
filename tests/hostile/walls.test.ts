import { expect, test } from 'vitest';
import { pageAround, policyPage, sections, wordsOf } from './policy.ts';
import { codeOf, html, openSite, play, type Code } from './served.ts';
import type { Answer } from '../support/watched.ts';

/*
 * Group B of the catalogue: pages that are not the policy and come with status 200, or the policy itself in a strange
 * state, over a real socket from the server to the gate's word and the chain.
 */

const small = (title: string, words: string, more: { readonly lang?: string; readonly head?: string } = {}): string => pageAround(words, { title, ...more });

interface WallRow {
  readonly id: string;
  readonly does: string;
  readonly expected: Code;
  readonly answer: Answer;
}

/** Fluent words of a page that speaks of something else. */
const story = Array.from({ length: 12 }, (_, part) => `<p>In hoofdstuk ${part + 1} vertelt de schrijver hoe de tuinman elke ochtend de rozen water gaf, terwijl de kinderen van de buren op het grindpad naar schelpen zochten en de hond lag te slapen in de zon.</p>`).join('');
const half = sections.map(([heading, clauses], index) => [heading, index < 2 ? clauses : ['']] as const);
const english = '<h2>1. Who we are</h2><p>Zonnewijzer B.V. of Utrecht is the controller of the personal data that this statement describes.</p><h2>2. What we process</h2><p>We process your name, address, telephone number and e-mail address when you enter into an agreement with us.</p><p>We process the use of your installation by the quarter of an hour to compute its yield, and data about your device and your visit to our website.</p><h2>3. Why we do so</h2><p>We use your data to perform the agreement with you and to help you when you have questions. We use data about use to foresee failures, on the ground of our legitimate interest. With your consent we send you a newsletter once a month, from which you can unsubscribe at any time.</p><h2>4. With whom we share data</h2><p>We share data with installers who work for us and with whom we have a processing agreement. We do not sell your data to third parties. Our servers stand in the Netherlands and in Germany; data do not leave the European Union.</p><h2>5. How long we keep data</h2><p>We keep data about your agreement for seven years after its end, because tax law asks us to.</p><p>We keep data about use for 24 months and data about your visit for 30 days.</p><h2>6. Your rights</h2><p>You have the right to access, rectify and erase your data. We answer a request within a month.</p>';
const terms = '<h2>1. Toepasselijkheid</h2><p>Deze algemene voorwaarden gelden voor elke aanbieding en elke overeenkomst tussen Zonnewijzer en haar klanten.</p><h2>2. Betaling</h2><p>U betaalt binnen veertien dagen na de datum van de factuur, zonder aftrek of verrekening.</p><h2>3. Levering</h2><p>Genoemde levertijden zijn schattingen en geen fatale termijnen.</p><h2>4. Aansprakelijkheid</h2><p>Onze aansprakelijkheid is beperkt tot het bedrag dat onze verzekeraar in het betreffende geval uitkeert.</p><h2>5. Garantie</h2><p>Op panelen geldt een garantie van tien jaar na de dag van de oplevering.</p>';

const rows: readonly WallRow[] = [
  { id: 'B01', does: 'is a challenge of Cloudflare', expected: 'TROUBLE', answer: html(small('Just a moment...', '<div id="challenge-running">Checking your browser before accessing the site.</div><script>window._cf_chl_opt={cvId:"3"};</script>', { lang: 'en' }), { 'cf-mitigated': 'challenge' }) },
  { id: 'B02', does: 'is Cloudflare\'s own page for a server that is down', expected: 'TROUBLE', answer: html(small('acme.example | 522: Connection timed out', '<h2>Connection timed out</h2><p>The initial connection between Cloudflare\'s network and the origin web server timed out.</p><p>Cloudflare Ray ID: 8a1b2c3d4e5f</p>', { lang: 'en' })) },
  { id: 'B03', does: 'is a refusal of Akamai', expected: 'TROUBLE', answer: html('<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don\'t have permission to access "http&#58;&#47;&#47;acme&#46;example&#47;privacy" on this server.<P>Reference&#32;&#35;18&#46;2c1f1602&#46;1700000000&#46;1a2b3c</BODY></HTML>') },
  { id: 'B04', does: 'asks to press and hold', expected: 'TROUBLE', answer: html(small('Access to this page has been denied', '<p>Press &amp; Hold to confirm you are a human (and not a bot).</p><div id="px-captcha"></div>', { lang: 'en' })) },
  { id: 'B05', does: 'is a captcha of DataDome in a frame', expected: 'TROUBLE', answer: html('<html><head><title>acme.example</title></head><body><p id="cmsg">Please enable JS and disable any ad blocker</p><iframe src="https://geo.captcha-delivery.com/captcha/?initialCid=x"></iframe></body></html>') },
  { id: 'B06', does: 'is an empty page with a frame of Imperva', expected: 'TROUBLE', answer: html('<html><head></head><body><iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=1" frameborder=0 width="100%" height="100%">Request unsuccessful. Incapsula incident ID: 1-2</iframe></body></html>') },
  { id: 'B07', does: 'asks for proof of work or of being human', expected: 'TROUBLE', answer: html(small('Making sure you\'re not a bot!', '<p>Loading...</p><p>You are seeing this because the administrator of this website has set up Anubis to protect the server against the scourge of AI companies aggressively scraping websites.</p>', { lang: 'en' })) },
  { id: 'B09', does: 'is three hundred fluent words without a known phrase of blocking', expected: 'TROUBLE', answer: html(small('Een ogenblik', story)) },
  { id: 'B10', does: 'is the policy and speaks of captchas, cookies, denied access and error 403', expected: 'SAME', answer: html(policyPage) },
  { id: 'B11', does: 'is the policy with the scripts and cookies of a bot filter', expected: 'SAME', answer: html(pageAround(wordsOf(), { head: '<script src="https://www.google.com/recaptcha/api.js"></script><script>window.ddjskey="A";</script>' }), { 'set-cookie': '_abck=1~0~; Path=/; Secure', 'x-datadome': 'protected' }) },
  { id: 'B12', does: 'is a wall of cookies in place of the policy', expected: 'TROUBLE', answer: html(small('Cookies', '<p>Wij gebruiken cookies. Accepteer alle cookies om verder te gaan naar de website.</p><button>Alles accepteren</button><button>Voorkeuren instellen</button>')) },
  { id: 'B13', does: 'has a banner over the whole policy', expected: 'SAME', answer: html(pageAround(wordsOf(), { before: '<div id="cookie-banner" class="cookie-consent" role="dialog"><p>Wij gebruiken cookies om uw ervaring te verbeteren.</p><button>Accepteren</button><button>Weigeren</button></div>' })) },
  { id: 'B15', does: 'asks to sign in', expected: 'TROUBLE', answer: html(small('Inloggen', '<p>Log in om verder te gaan.</p><form action="/login"><label>E-mailadres <input name="email" type="email"></label><label>Wachtwoord <input name="wachtwoord" type="password"></label><button>Inloggen</button></form><a href="/vergeten">Wachtwoord vergeten?</a>')) },
  { id: 'B16', does: 'asks for an age or a subscription first', expected: 'TROUBLE', answer: html(small('Bent u 18 jaar of ouder?', '<p>Om deze website te bezoeken moet u 18 jaar of ouder zijn.</p><button>Ja, ik ben 18 of ouder</button><button>Nee</button>')) },
  { id: 'B17', does: 'says that it is not to be had in this country', expected: 'TROUBLE', answer: html(small('Not available', '<p>This content is not available in your country or region.</p>', { lang: 'en' })) },
  { id: 'B18', does: 'is the policy in another language', expected: 'HOLD', answer: html(pageAround(english, { lang: 'en', title: 'Privacy statement' })) },
  { id: 'B19', does: 'is the policy for another country in the same language', expected: 'HOLD', answer: html(pageAround(wordsOf().replace('Autoriteit Persoonsgegevens', 'Gegevensbeschermingsautoriteit in Brussel').replace('gevestigd te Utrecht', 'gevestigd te Antwerpen'))) },
  { id: 'B20', does: 'is a shorter edition for small screens', expected: 'HOLD', answer: html(pageAround(wordsOf(sections.slice(0, 6)))) },
  { id: 'B22', does: 'sends every address to the home page', expected: 'TROUBLE', answer: (request, response) => (request.url === '/' ? html(small('Zonnewijzer, zon op elk dak', '<p>Bereken in een minuut wat zonnepanelen u opleveren.</p><a href="/offerte">Vraag een offerte aan</a>'))(request, response) : void response.writeHead(302, { location: '/' }).end()) },
  { id: 'B23', does: 'says that the site is being worked on', expected: 'TROUBLE', answer: html(small('Onderhoud', '<p>Wij voeren onderhoud uit aan de website. Wij zijn zo terug.</p>')) },
  { id: 'B24', does: 'is the error of a program', expected: 'TROUBLE', answer: html('<html><head><title>Error</title></head><body><h1>Error establishing a database connection</h1></body></html>') },
  { id: 'B25', does: 'has warnings of a program above the policy', expected: 'SAME', answer: html(pageAround(wordsOf(), { before: '<br /><b>Warning</b>:  include(/srv/www/kop.php): failed to open stream: No such file or directory in <b>/srv/www/privacy.php</b> on line <b>12</b><br />' })) },
  { id: 'B26', does: 'has no byte', expected: 'TROUBLE', answer: html('') },
  { id: 'B27', does: 'has white space, a comment and a counting pixel', expected: 'TROUBLE', answer: html('<html><body>\n\n  <!-- niets --><img src="/pixel.gif" width="1" height="1"></body></html>') },
  { id: 'B28', does: 'is the shell of an application', expected: 'TROUBLE', answer: html('<!doctype html><html><head><title>Zonnewijzer</title><script src="/app.js" defer></script></head><body><div id="root"></div></body></html>') },
  { id: 'B29', does: 'asks for JavaScript', expected: 'TROUBLE', answer: html('<!doctype html><html><head><title>Zonnewijzer</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="app"></div></body></html>') },
  { id: 'B30', does: 'is an application that loaded half and shows where the rest will be', expected: 'HOLD', answer: html(pageAround(`${wordsOf(sections.slice(0, 4))}${'<div class="skeleton skeleton-line"></div>'.repeat(20)}<p>Laden...</p>`)) },
  { id: 'B31', does: 'lacks its end, which loads only when somebody scrolls', expected: 'HOLD', answer: html(pageAround(wordsOf(sections.slice(0, 5)))) },
  { id: 'B32', does: 'has its headings, and hardly any of the text below them', expected: 'HOLD', answer: html(pageAround(wordsOf(half))) },
  { id: 'B33', does: 'shows the places of a template that nobody filled in', expected: 'TROUBLE', answer: html(pageAround(wordsOf().replace('Zonnewijzer B.V.', '{{company.legalName}}').replace('24 maanden', '[object Object]'))) },
  { id: 'B34', does: 'holds the dummy text of a site that is being built', expected: 'TROUBLE', answer: html(pageAround('<h2>1. Lorem ipsum</h2><p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.</p>'.repeat(6))) },
  { id: 'B35', does: 'offers the domain for sale', expected: 'TROUBLE', answer: html(small('zonnewijzer.example is for sale', '<p>This domain is for sale. Buy this domain now.</p><p>Related searches</p><a href="/1">Solar panels</a><a href="/2">Home insurance</a>', { lang: 'en' })) },
  { id: 'B36', does: 'was taken over by somebody else', expected: 'TROUBLE', answer: html(small('Your account is locked', `<p>Verify your wallet now to keep access to your coins.</p><script>location.href="/drain"</script>${'<p>Enter the twelve words of your recovery phrase to unlock your balance within the hour.</p>'.repeat(4)}`, { lang: 'en' })) },
  { id: 'B37', does: 'says that the policy has moved', expected: 'TROUBLE', answer: html(pageAround('<p>Ons privacybeleid is verhuisd. U vindt het voortaan op <a href="https://zonnewijzer.example/nieuw/privacy">deze pagina</a>.</p>')) },
  { id: 'B38', does: 'is another document of the same company', expected: 'HOLD', answer: html(pageAround(terms, { title: 'Algemene voorwaarden' })) },
  { id: 'B39', does: 'holds the policy twice', expected: 'HOLD', answer: html(pageAround(wordsOf() + wordsOf())) },
  { id: 'B42', does: 'was served in the middle of a deployment, half old and half new', expected: 'HOLD', answer: html(pageAround(wordsOf().replace('24 maanden', '36 maanden') + '<footer id="build">')) },
];

const talkative = pageAround(`${wordsOf()}<h2>9. Toegang</h2><p>Wij gebruiken een captcha om misbruik te voorkomen. Wordt de toegang geweigerd (access denied, fout 403), neem dan contact op. Over cookies leest u meer in ons cookiebeleid.</p>`);

test.for(rows)('$id a page that $does: $expected', { timeout: 60_000 }, async ({ id, does, expected, answer }) => {
  const healthy = html(id === 'B10' ? talkative : policyPage);
  await play({ does, expected, hostile: id === 'B10' ? healthy : answer, healthy });
});

test.for(['Onze systemen hebben ongebruikelijk verkeer vanaf uw netwerk gezien. Bent u een robot?', 'Our systems have detected unusual traffic from your computer network. Are you a robot?', 'Unsere Systeme haben ungewöhnlichen Datenverkehr festgestellt. Sind Sie ein Roboter?', 'Nos systèmes ont détecté un trafic inhabituel. Êtes-vous un robot ?', 'Nuestros sistemas han detectado tráfico inusual. ¿Es usted un robot?', '通常と異なるトラフィックが検出されました。ロボットではありませんか'])('B08 a page that asks whether we are a robot is no policy: %s', async (words) => {
  await play({ does: 'asks whether we are a robot', expected: 'TROUBLE', hostile: html(small('Sorry', `<p>${words}</p>`)), healthy: html(policyPage) });
});

test('B14 a banner alone where the selector points is no policy', async () => {
  const around = (words: string): string => pageAround(`<div class="inhoud">${words}</div>`);
  await play({ does: 'shows its banner alone', expected: 'TROUBLE', source: { select: ['.inhoud'] }, hostile: html(around('<p>Wij gebruiken cookies om uw ervaring te verbeteren.</p><button>Accepteren</button>')), healthy: html(around(wordsOf())) });
});

test('B41 a copy of months ago from a forgotten cache is known for what it is', { timeout: 60_000 }, async () => {
  await using site = await openSite();
  const [old, now] = [html(policyPage), html(pageAround(wordsOf().replace('24 maanden', '36 maanden')))];
  await site.look(old);
  for (let look = 0; look < 5; look += 1) await site.look(now);
  expect([await site.versions(), await site.alerts()]).toEqual([2, 1]);
  for (let look = 0; look < 8; look += 1) expect(['SAME', 'HOLD']).toContain(codeOf(await site.look(look % 4 === 3 ? old : now)));
  expect([await site.versions(), await site.alerts()]).toEqual([2, 1]);
});
