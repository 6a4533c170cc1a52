import { expect, test } from 'vitest';
import { type KnownGood, type Verdict, verdicts } from '../../../src/domain/reading.ts';
import { knownGoodOf } from '../../../src/extract/known.ts';
import { type Page, read } from '../../../src/extract/read.ts';
import { dutchSections, englishSections, pageOf, sectionsHtml } from './pages.ts';

function policyHtml(lang: 'nl' | 'en', more = ''): string {
  const [title, sections] = lang === 'nl' ? ['Privacyverklaring', dutchSections] as const : ['Privacy Policy', englishSections] as const;
  const rest = lang === 'nl'
    ? 'Deze verklaring geldt voor alle diensten van de leverancier en wordt herzien zodra de wet of onze dienstverlening verandert.'
    : 'This policy holds for all services of the vendor and is revised whenever the law or our services change in a way that matters.';
  const long = Array.from({ length: 12 }, (_, at) => `<h2>${title} ${at + 6}</h2><p>${rest} (${at + 6})</p>`).join('\n');
  return `<!doctype html><html lang="${lang}"><head><title>${title}</title></head><body><main><h1>${title}</h1>${sectionsHtml(sections)}${long}${more}</main></body></html>`;
}

const shell = (lang: string, title: string, body: string, head = ''): string => `<!doctype html><html lang="${lang}"><head><title>${title}</title>${head}</head><body>${body}</body></html>`;

async function knownOf(lang: 'nl' | 'en', more: Partial<KnownGood> = {}): Promise<KnownGood> {
  const reading = await read(pageOf(policyHtml(lang)));
  return { ...knownGoodOf(reading, { finalUrl: 'https://vendor.example/legal/privacy', complete: true }), ...more };
}

async function verdictOf(html: string, more: Partial<Page> = {}): Promise<Verdict> {
  return (await read(pageOf(html, more))).verdict;
}

test.each(['nl', 'en'] as const)('a policy is ok, with and without a past (%s)', async (lang) => {
  expect(await verdictOf(policyHtml(lang))).toBe('ok');
  expect(await verdictOf(policyHtml(lang), { known: await knownOf(lang) })).toBe('ok');
});

const walls: readonly (readonly [verdict: Verdict, lang: 'nl' | 'en', what: string, html: string])[] = [
  ['empty', 'en', 'a shell that scripts fill', shell('en', 'Privacy Policy', '<div id="root"></div><script src="/a.js"></script><script src="/b.js"></script>')],
  ['empty', 'nl', 'een lege huls die om JavaScript vraagt', shell('nl', 'Privacyverklaring', '<noscript>Schakel JavaScript in om deze app te gebruiken.</noscript><div id="app"></div><script src="/a.js"></script>')],
  ['empty', 'en', 'a body of comments', shell('en', '', '<!-- nothing here but us comments -->')],
  ['blocked', 'en', 'access denied', shell('en', 'Access Denied', "<h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p><p>Reference #18.2f3a</p>")],
  ['blocked', 'nl', 'toegang geweigerd', shell('nl', 'Toegang geweigerd', '<h1>Toegang geweigerd</h1><p>Uw verzoek is geblokkeerd door de beveiliging van deze site.</p>')],
  ['blocked', 'en', 'another region', shell('en', 'Sorry', '<h1>Sorry</h1><p>This content is not available in your country or region for legal reasons, and we regret that.</p>')],
  ['challenge', 'en', 'just a moment', shell('en', 'Just a moment...', '<h1>vendor.example</h1><p>Verify you are human by completing the action below.</p>', '<script>window._cf_chl_opt={};</script>')],
  ['challenge', 'nl', 'bent u een robot', shell('nl', 'Even geduld', '<h1>Bent u een robot?</h1><p>Bevestig dat u een mens bent om door te gaan.</p>')],
  ['consent-wall', 'en', 'accept to continue', shell('en', 'Before you continue', '<main><h1>Before you continue</h1><p>We and our partners store cookies on your device. Accept all or manage preferences to go on to the site.</p><button>Accept all</button></main>')],
  ['consent-wall', 'nl', 'eerst akkoord', shell('nl', 'Voordat u verdergaat', '<main><h1>Voordat u verdergaat</h1><p>Wij en onze partners plaatsen cookies. Kies voor alles accepteren of voorkeuren beheren om door te gaan.</p><button>Alles accepteren</button></main>')],
  ['login', 'en', 'a sign-in form', shell('en', 'Sign in', '<main><h1>Sign in to continue</h1><form><input name="u"><input type="password"></form><p>Forgot your password? Create an account.</p></main>')],
  ['login', 'nl', 'een inlogformulier', shell('nl', 'Inloggen', '<main><h1>Log in om verder te gaan</h1><form><input type="password"></form><p>Wachtwoord vergeten? Nog geen account?</p></main>')],
  ['not-found', 'en', 'page not found', shell('en', 'Page not found', '<main><h1>Uh oh</h1><p>The page you are looking for does not exist or has been removed.</p></main>')],
  ['not-found', 'nl', 'pagina niet gevonden', shell('nl', 'Pagina niet gevonden', '<main><h1>Oeps</h1><p>De pagina die u zoekt bestaat niet meer.</p></main>')],
  ['not-found', 'en', 'a stub that points elsewhere', shell('en', 'Vendor', '<main><p>This page has moved to <a href="https://other.example/privacy">our new home</a>, and is kept up there from now on.</p></main>')],
  ['maintenance', 'en', 'back soon', shell('en', 'Down for maintenance', '<main><h1>We will be right back</h1><p>The site is temporarily unavailable because of scheduled maintenance.</p></main>')],
  ['maintenance', 'nl', 'onderhoud', shell('nl', 'Onderhoud', '<main><h1>We zijn zo terug</h1><p>Onze site is tijdelijk niet beschikbaar wegens onderhoud. Probeer het later nog eens.</p></main>')],
  ['maintenance', 'en', 'no database', shell('en', 'Error', '<h1>Error establishing a database connection</h1>')],
  ['not-a-policy', 'en', 'a domain for sale', shell('en', 'vendor.example', '<main><p>This domain is for sale. Buy this domain now from the marketplace, or make an offer that its owner will answer within a day.</p></main>')],
  ['not-a-policy', 'nl', 'een domein dat te koop is', shell('nl', 'vendor.example', '<main><p>Dit domein is te koop. Koop dit domein nu bij de handelaar of doe een bod waarop de eigenaar binnen een dag antwoord geeft.</p></main>')],
  ['not-a-policy', 'en', 'the shop instead of the policy', shell('en', 'Vendor: shoes for everyone', `<main><h1>Shoes for everyone</h1>${Array.from({ length: 12 }, (_, at) => `<p>Model ${at} walks like a cloud and comes in eleven colours, from sand to midnight, with soles made for rain and long roads.</p>`).join('')}</main>`)],
  ['not-a-policy', 'nl', 'de winkel in plaats van het beleid', shell('nl', 'Vendor: schoenen voor iedereen', `<main><h1>Schoenen voor iedereen</h1>${Array.from({ length: 12 }, (_, at) => `<p>Model ${at} loopt als een wolk en komt in elf kleuren, van zand tot middernacht, met zolen voor regen en lange wegen.</p>`).join('')}</main>`)],
];

test.each(walls)('%s (%s): %s', async (verdict, lang, _, html) => {
  const first = await read(pageOf(html));
  expect(first).toMatchObject({ verdict });
  expect(first.reasons).not.toEqual([]);
  expect(await verdictOf(html, { known: await knownOf(lang) })).toBe(verdict);
});

test.each(verdicts)('the verdict %s is met in Dutch and in English', (verdict) => {
  // Whole and cut-off policies have tests of their own, in both.
  const met = verdict === 'ok' || verdict === 'truncated' ? ['en', 'nl'] : walls.filter((wall) => wall[0] === verdict).map((wall) => wall[1]);
  expect([...new Set(met)].toSorted()).toEqual(['en', 'nl']);
});

test.each(walls)('why it is %s (%s) is told in both languages: %s', async (_, __, ___, html) => {
  for (const { text } of (await read(pageOf(html))).reasons) {
    expect(text.nl).toMatch(/\.$/u);
    expect(text.en).toMatch(/\.$/u);
    expect(text.nl).not.toBe(text.en);
  }
});

test('headings whose text has not loaded, a placeholder and a program error are known in Dutch too', async () => {
  const known = await knownOf('nl');
  const headings = dutchSections.map(([heading]) => `<h2>${heading}</h2>`).join('') + Array.from({ length: 12 }, (_, at) => `<h2>Privacyverklaring ${at + 6}</h2>`).join('');
  expect(await verdictOf(shell('nl', 'Privacyverklaring', `<main><h1>Privacyverklaring</h1>${headings}</main>`), { known })).toBe('empty');
  expect(await verdictOf(policyHtml('nl', '<p>{{beleid.titel}}</p>'), { known })).toBe('not-a-policy');
  expect(await verdictOf(policyHtml('nl', '<p>Warning: include(footer.php): failed to open stream in /srv/www/privacy.php on line 12</p>'), { known })).toBe('maintenance');
});

test('een omleiding naar de startpagina of het inloggen zegt dat het beleid weg is', async () => {
  const home = shell('nl', 'Leverancier', `<main><h1>Onze dienst, met oog voor uw gegevens</h1>${Array.from({ length: 30 }, (_, at) => `<p>Voorwaarden, privacy en persoonsgegevens zijn veilig met abonnement ${at}: toestemming, bewaartermijn en verwerker zijn geregeld.</p>`).join('')}</main>`);
  expect(await verdictOf(home, { url: 'https://vendor.example/', known: await knownOf('nl') })).toBe('not-found');
  expect(await verdictOf(home, { url: 'https://vendor.example/inloggen?naar=/privacy', known: await knownOf('nl') })).toBe('login');
});

test('the page of a wall in German, French, Spanish and Italian is known too', async () => {
  expect(await verdictOf(shell('de', 'Seite nicht gefunden', '<main><h1>Hoppla</h1><p>Die gesuchte Seite existiert nicht mehr.</p></main>'))).toBe('not-found');
  expect(await verdictOf(shell('fr', 'Accès refusé', '<main><h1>Accès refusé</h1><p>Votre requête a été bloquée par le pare-feu.</p></main>'))).toBe('blocked');
  expect(await verdictOf(shell('es', 'Mantenimiento', '<main><h1>Volveremos pronto</h1><p>El sitio está en mantenimiento.</p></main>'))).toBe('maintenance');
  expect(await verdictOf(shell('it', 'Accedi', '<main><h1>Accedi per continuare</h1><p>Hai dimenticato la password?</p></main>'))).toBe('login');
});

test.each([[403, 'blocked'], [429, 'blocked'], [451, 'blocked'], [404, 'not-found'], [410, 'not-found'], [401, 'login'], [503, 'maintenance'], [500, 'maintenance'], [204, 'empty'], [206, 'truncated']] as const)(
  'status %i is %s whatever the body says', async (status, verdict) => {
    expect(await verdictOf(policyHtml('en'), { status })).toBe(verdict);
  },
);

test('a challenge header decides', async () => {
  expect(await verdictOf(policyHtml('en'), { headers: [['cf-mitigated', 'challenge']] })).toBe('challenge');
});

test.each([
  ['en', '<h2>Security</h2><p>We use a captcha so that robots are kept out; where access is denied you see error 403 or a page not found. You log in with a password. We use cookies: accept all or manage preferences in the cookie settings. During maintenance the site is temporarily unavailable.</p>'],
  ['nl', '<h2>Beveiliging</h2><p>Wij gebruiken een captcha om robots te weren; bij toegang geweigerd ziet u fout 403 of pagina niet gevonden. U logt in met een wachtwoord; inloggen kan altijd. Wij gebruiken cookies: alles accepteren of voorkeuren beheren. Bij onderhoud is de site tijdelijk niet beschikbaar.</p>'],
] as const)('a policy that mentions captchas, cookies and logging in is a policy (%s)', async (lang, clause) => {
  expect(await verdictOf(policyHtml(lang, clause))).toBe('ok');
  expect(await verdictOf(policyHtml(lang, clause), { known: await knownOf(lang) })).toBe('ok');
});

test('a policy that carries the scripts and cookies of a bot filter is a policy', async () => {
  const html = policyHtml('en').replace('</head>', '<script src="https://www.google.com/recaptcha/api.js"></script><script>var _abck = 1; // px-captcha</script></head>');
  expect(await verdictOf(html, { headers: [['set-cookie', 'datadome=x; _abck=y']] })).toBe('ok');
});

test('a short imprint and a short cookie policy are policies', async () => {
  expect(await verdictOf(shell('de', 'Impressum', '<main><h1>Impressum</h1><p>Angaben gemäß § 5 DDG: Muster GmbH, Hauptstraße 1, 10115 Berlin. Vertreten durch die Geschäftsführerin Erika Muster. Handelsregister Berlin, HRB 12345. Umsatzsteuer-ID DE123456789. Verantwortlich für den Inhalt ist Erika Muster.</p></main>'))).toBe('ok');
  expect(await verdictOf(shell('nl', 'Colofon', '<main><h1>Colofon</h1><p>Voorbeeld B.V., Dorpsstraat 1, 1234 AB Utrecht. Ingeschreven bij de Kamer van Koophandel onder KvK-nummer 12345678, btw-nummer NL001234567B01. Het auteursrecht op deze site berust bij Voorbeeld B.V.</p></main>'))).toBe('ok');
  expect(await verdictOf(shell('en', 'Cookie policy', '<main><h1>Cookie policy</h1><p>We use cookies with your consent. You can manage cookies and withdraw consent at any time in the cookie settings. We retain these data for a year. The controller is Example Ltd., which processes personal data under the GDPR.</p></main>'))).toBe('ok');
});

test.each(['nl', 'en'] as const)('a body that was cut off is truncated (%s)', async (lang) => {
  const html = policyHtml(lang);
  expect(await verdictOf(html.slice(0, Math.floor(html.length * 0.6)), { known: await knownOf(lang) })).toBe('truncated');
  expect(await verdictOf(html.slice(0, -14), { known: await knownOf(lang) }), 'only the end mark is missing').toBe('ok');
});

test.each([['nl', 'Wij bewaren uw gegevens zolang het account bestaat. Daarna wissen wij alle gegevens binnen dertig dagen, behalve wat de wet ons gebiedt te bewaren.'], ['en', 'We keep your data for as long as the account exists. After that we erase all personal data within thirty days, but for what the law makes us keep.']] as const)(
  'a plain text that ends in the middle of a known sentence is truncated (%s)', async (_, text) => {
    const page = (body: string, known: KnownGood | null): Page => ({ ...pageOf(body), mediaType: 'text/plain', known });
    const known = knownGoodOf(await read(page(text, null)), { finalUrl: null, complete: true });
    expect((await read(page(text.slice(0, 90), known))).verdict).toBe('truncated');
  },
);

test('a redirect to the front page or the login says that the policy is gone', async () => {
  const home = shell('en', 'Vendor', `<main><h1>Our privacy-minded service</h1>${Array.from({ length: 30 }, (_, at) => `<p>Terms, privacy and personal data are safe with plan ${at}: the policy of every controller and processor with consent.</p>`).join('')}</main>`);
  expect(await verdictOf(home, { url: 'https://vendor.example/', known: await knownOf('en') })).toBe('not-found');
  expect(await verdictOf(home, { url: 'https://vendor.example/en/login?next=/legal/privacy', known: await knownOf('en') })).toBe('login');
});

test("B21 a page like the site's own error page is not found, whatever its words", async () => {
  const words = 'Zwarte gaten slokken alles op, ook dit adres. Neem een kop thee, adem uit en kies hierboven een andere weg naar wat u zocht op onze site vandaag.';
  expect(await verdictOf(shell('nl', 'Vendor', `<main><p>${words}</p></main>`), { known: await knownOf('nl'), errorPageText: words })).toBe('not-found');
});

test('a fluent page of three hundred words that shares nothing with the policy is none', async () => {
  const novel = Array.from({ length: 20 }, (_, at) => `<p>Our gate keeper has decided that visitor number ${at} looks unusual today and must wait outside.</p>`).join('');
  expect(await verdictOf(shell('en', 'One moment', `<main>${novel}</main>`), { known: await knownOf('en') })).not.toBe('ok');
});

test('headings whose text has not loaded are no policy', async () => {
  const known = await knownOf('en');
  const headings = englishSections.map(([heading]) => `<h2>${heading}</h2>`).join('') + Array.from({ length: 12 }, (_, at) => `<h2>Privacy Policy ${at + 6}</h2>`).join('');
  expect(await verdictOf(shell('en', 'Privacy Policy', `<main><h1>Privacy Policy</h1>${headings}</main>`), { known })).toBe('empty');
});

test.each([['{{policy.title}}'], ['[object Object]'], ['Lorem ipsum dolor sit amet']])('a placeholder %s is damage', async (mark) => {
  expect(await verdictOf(policyHtml('en', `<p>${mark}</p>`), { known: await knownOf('en') })).toBe('not-a-policy');
});

test.each([['<b>Warning</b>:  include(/srv/www/footer.php): failed to open stream in <b>/srv/www/legal.php</b> on line <b>12</b>'], ['Traceback (most recent call last)'], ['at java.lang.Thread.run(Thread.java:829)']])(
  'a program that broke while it made the page is maintenance: %s', async (mark) => {
    expect(await verdictOf(policyHtml('en', `<p>${mark}</p>`), { known: await knownOf('en') })).toBe('maintenance');
  },
);

test('letters that could not be decoded, or in the wrong encoding, are damage that a known policy shows', async () => {
  const known = await knownOf('en');
  expect(await verdictOf(policyHtml('en', `<p>${'Caf\uFFFD '.repeat(30)}</p>`), { known })).toBe('not-a-policy');
  expect(await verdictOf(policyHtml('en', `<p>${'CafÃ© tÃ©lÃ©phone donnÃ©es '.repeat(10)}</p>`), { known })).toBe('not-a-policy');
});

test('the same policy twice on a page is damage', async () => {
  const once = policyHtml('en');
  const main = /<main>(.*)<\/main>/su.exec(once)?.[1] ?? '';
  expect(await verdictOf(shell('en', 'Privacy Policy', `<main>${main}${main}</main>`), { known: await knownOf('en') })).toBe('not-a-policy');
});

test('a whole rewrite of a policy, and the policy in another language, stay for the gate to weigh', async () => {
  expect(await read(pageOf(policyHtml('nl'), { known: await knownOf('en') }))).toMatchObject({ verdict: 'ok' });
  const reasons = (await read(pageOf(policyHtml('nl'), { known: await knownOf('en') }))).reasons.map((reason) => reason.text.en);
  expect(reasons.join(' ')).toContain('another language (Dutch)');
});

test('a policy in a language that is not read with understanding is kept', async () => {
  const clause = 'Przetwarzamy dane osobowe użytkowników wyłącznie w celu świadczenia usług i przechowujemy je nie dłużej, niż jest to konieczne do wykonania umowy.';
  expect(await verdictOf(shell('pl', 'Polityka prywatności', `<main><h1>Polityka prywatności</h1>${`<p>${clause}</p>`.repeat(1)}<p>Administratorem danych jest Przykład sp. z o.o. z siedzibą w Warszawie.</p></main>`))).toBe('ok');
});
