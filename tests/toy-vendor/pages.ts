/** A made-up vendor's site: what it published first, and what it published later. Nobody's real text. */
export interface ToyPage {
  readonly path: string;
  readonly language: 'nl' | 'en';
  readonly title: string;
  /** What stands in `<main>`, in each edition. */
  readonly editions: readonly [first: string, second: string];
}

const privacyNl = (second: boolean): string => `
<h1>Privacyverklaring</h1>
<p>Laatst bijgewerkt: ${second ? '2 november 2026' : '14 januari 2025'}</p>
<p>Zonnewijzer B.V. levert planningssoftware voor zorginstellingen. In deze privacyverklaring leest u welke persoonsgegevens wij verwerken en waarom.</p>
<h2>1. Wie zijn wij</h2>
<p>Zonnewijzer B.V., gevestigd aan de Kanaalkade 12 te Utrecht, is verwerkingsverantwoordelijke voor de gegevens van bezoekers en contactpersonen. Vragen stelt u via <a href="mailto:privacy@zonnewijzer.example">privacy@zonnewijzer.example</a>.</p>
<h2>2. Welke gegevens wij verwerken</h2>
<p>Wij verwerken de volgende gegevens van contactpersonen:</p>
<ul>
<li>naam en functie;</li>
<li>zakelijk e-mailadres en telefoonnummer;</li>
${second ? '<li>opnamen van telefoongesprekken met onze helpdesk;</li>' : ''}
<li>gegevens over het gebruik van de planner.</li>
</ul>
<h2>3. Waarvoor wij ze gebruiken</h2>
<p>Wij gebruiken uw gegevens om de dienst te leveren, om storingen op te lossen en om facturen te sturen.</p>
<p>${second ? 'Wij sturen u nieuwsbrieven op grond van ons gerechtvaardigd belang; u kunt zich daarvoor op ieder moment afmelden.' : 'Wij sturen u alleen nieuwsbrieven als u daarvoor toestemming heeft gegeven.'}</p>
<h2>4. Met wie wij gegevens delen</h2>
<p>Wij verkopen uw gegevens niet. Voor het hosten van de planner maken wij gebruik van Waterlinie Hosting B.V.${second ? ', en voor de analyse van gesprekken van Praatpaal Analytics Inc. in de Verenigde Staten' : ''}.</p>
<h2>5. Hoe lang wij ze bewaren</h2>
<p>Wij bewaren gegevens over het gebruik van de planner maximaal ${second ? '24 maanden' : 'zes maanden'}. Facturen bewaren wij zeven jaar, omdat de wet dat voorschrijft.</p>
<h2>6. Beveiliging</h2>
<p>Wij nemen passende technische en organisatorische maatregelen om uw gegevens te beschermen. Een datalek melden wij binnen ${second ? '48' : '72'} uur aan de getroffen klanten.</p>
<h2>7. Uw rechten</h2>
<p>U kunt ons vragen om inzage, correctie, verwijdering en overdracht van uw gegevens. Wij antwoorden binnen een maand.</p>
<p>Bent u het niet eens met ons antwoord, dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.</p>`;

const termsEn = (second: boolean): string => `
<h1>Terms of Service</h1>
<p>These terms apply to every agreement between Zonnewijzer B.V. and its customers. ${second ? 'Effective date: 1 January 2027.' : 'Effective date: 1 February 2025.'}</p>
<h2>1. The service</h2>
<p>Zonnewijzer provides a planning tool for care organisations as an online service.</p>
${second ? '<h2>2. Artificial intelligence</h2>\n<p>We may use the content that you enter to train models that improve the planning tool. You can object to this in your account settings.</p>' : ''}
<h2>${second ? 3 : 2}. Fees</h2>
<p>Fees are invoiced ${second ? 'a year' : 'a month'} in advance. We may change them with ${second ? '30' : '60'} days' notice.</p>
<h2>${second ? 4 : 3}. Availability</h2>
<p>We aim for an availability of 99.9% a month, maintenance that was announced not counted.</p>
<h2>${second ? 5 : 4}. Liability</h2>
<p>Our liability is limited to the fees that you paid in the twelve months before the damage arose, with a maximum of € 50.000.</p>
<h2>${second ? 6 : 5}. Ending the agreement</h2>
<p>Either party may end the agreement at the end of a contract year with ${second ? 'three months' : 'one month'}' notice.</p>
<h2>${second ? 7 : 6}. Law and disputes</h2>
<p>Dutch law applies. Disputes are brought before the court of Midden-Nederland.</p>`;

const processorsEn = (second: boolean): string => `
<h1>Sub-processors</h1>
<p>We engage the following sub-processors. We tell customers of a new one at least ${second ? '14' : '30'} days before it starts.</p>
<table>
<thead><tr><th>Name</th><th>Purpose</th><th>Location</th></tr></thead>
<tbody>
<tr><td>Waterlinie Hosting B.V.</td><td>Hosting of the planning tool</td><td>Netherlands</td></tr>
<tr><td>Briefduif GmbH</td><td>Transactional e-mail</td><td>${second ? 'Ireland' : 'Germany'}</td></tr>
${second ? '<tr><td>Praatpaal Analytics Inc.</td><td>Analysis of helpdesk calls</td><td>United States</td></tr>' : ''}
<tr><td>Helpbalie SAS</td><td>Support desk</td><td>France</td></tr>
</tbody>
</table>`;

const cookiesNl = (): string => `
<h1>Cookieverklaring</h1>
<p>Op onze website gebruiken wij alleen cookies die nodig zijn om de site te laten werken, en cookies waarmee wij bezoek tellen.</p>
<h2>Noodzakelijke cookies</h2>
<p>Deze cookies onthouden dat u bent ingelogd en welke taal u kiest. Zij worden gewist zodra u de browser sluit.</p>
<h2>Statistiek</h2>
<p>Wij meten bezoek met een pakket dat op onze eigen servers draait. IP-adressen worden ingekort, zodat ze niet tot u te herleiden zijn. De gegevens bewaren wij ten hoogste 13 maanden.</p>
<h2>Uw keuze</h2>
<p>U kunt cookies weigeren in de instellingen van uw browser. De website blijft dan werken.</p>`;

export const toyPages: readonly ToyPage[] = [
  { path: '/privacy', language: 'nl', title: 'Privacyverklaring | Zonnewijzer', editions: [privacyNl(false), privacyNl(true)] },
  { path: '/cookies', language: 'nl', title: 'Cookieverklaring | Zonnewijzer', editions: [cookiesNl(), cookiesNl()] },
  { path: '/en/terms', language: 'en', title: 'Terms of Service | Zonnewijzer', editions: [termsEn(false), termsEn(true)] },
  { path: '/en/subprocessors', language: 'en', title: 'Sub-processors | Zonnewijzer', editions: [processorsEn(false), processorsEn(true)] },
];
