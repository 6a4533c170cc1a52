import type { Phrases } from './phrases.ts';

export const dutch: Phrases = {
  titles: [
    'privacy', 'privacybeleid', 'privacyverklaring', 'privacystatement', 'privacyreglement', 'cookie', 'cookies', 'cookiebeleid', 'cookieverklaring', 'voorwaarden', 'verklaring', 'beleid',
    'overeenkomst', 'verwerkersovereenkomst', 'bewerkersovereenkomst', 'subverwerkers', 'gegevensbescherming', 'disclaimer', 'colofon', 'gedragscode', 'huisregels', 'richtlijnen', 'reglement', 'juridisch', 'persoonsgegevens', 'servicelevel', 'avg', 'auteursrecht', 'tarieven', 'prijzen', 'retour', 'retourneren', 'bezorging', 'levering', 'betaling', 'garantie', 'herroeping',
  ],
  vocabulary: [
    'persoonsgegevens', 'gegevens', 'privacy', 'cookie', 'verwerk', 'verwerkingsverantwoordelijke', 'avg', 'toestemming', 'derde', 'aansprakelijk', 'garantie', 'beëindig', 'opzeg',
    'toepasselijk recht', 'rechter', 'geschil', 'vrijwar', 'intellectue', 'u gaat akkoord', 'voorwaarden', 'bewaar', 'bewaartermijn', 'grondslag', 'gerechtvaardigd belang',
    'autoriteit persoonsgegevens', 'auteursrecht', 'inbreuk', 'terugbetal', 'abonnement', 'licentie', 'kvk', 'kamer van koophandel', 'btw', 'bestuurder', 'beschikbaarheid', 'verboden', 'overtred', 'richtlijn', 'bezwaar',
    'inzage', 'rectificatie', 'doorgifte', 'subverwerker', 'vertrouwelijk', 'beleid', 'overeenkomst', 'herroep', 'vestigingsadres', 'tarie', 'prijs', 'betal', 'lever', 'factu', 'verleng', 'annuleer',
  ],
  blocked: ['toegang geweigerd', 'toegang is geweigerd', 'geen toegang tot', 'u bent geblokkeerd', 'je bent geblokkeerd', 'verzoek is geblokkeerd', 'verzoek geblokkeerd', 'verboden toegang', 'niet beschikbaar in uw land', 'niet beschikbaar in jouw land', 'niet beschikbaar in uw regio', 'ongebruikelijk verkeer', 'te veel verzoeken', 'geen rechten om deze pagina', 'geblokkeerd door'],
  challenge: ['even geduld', 'bent u een robot', 'ben je een robot', 'ik ben geen robot', 'bevestig dat u een mens bent', 'bevestig dat je een mens bent', 'controleren of u een mens', 'controleren of je een mens', 'uw browser wordt gecontroleerd', 'je browser wordt gecontroleerd', 'beveiligingscontrole', 'los de captcha op', 'vul de captcha in', 'houd de knop ingedrukt'],
  consentWall: ['alles accepteren', 'alle cookies accepteren', 'cookies accepteren', 'accepteer cookies', 'accepteren en doorgaan', 'alles weigeren', 'voorkeuren beheren', 'cookie instellingen', 'cookieinstellingen', 'voordat u verdergaat', 'voordat je verdergaat', 'wij en onze partners', 'we hechten waarde aan uw privacy', 'akkoord en doorgaan', 'ga akkoord om verder te gaan', 'keuze opslaan', 'ben je 18', 'bent u 18', 'bevestig je leeftijd', 'bevestig uw leeftijd'],
  login: ['inloggen', 'log in', 'aanmelden', 'meld u aan', 'meld je aan', 'log in om verder te gaan', 'wachtwoord vergeten', 'gebruikersnaam', 'voer uw wachtwoord in', 'voer je wachtwoord in', 'account aanmaken', 'nog geen account', 'u moet ingelogd zijn', 'je moet ingelogd zijn', 'sessie is verlopen', 'ingelogd blijven', 'abonneer je om verder te lezen'],
  notFound: ['pagina niet gevonden', 'niet gevonden', '404', 'bestaat niet', 'bestaat niet meer', 'niet meer beschikbaar', 'kunnen we niet vinden', 'kon niet worden gevonden', 'konden we niet vinden', 'pagina die u zoekt', 'pagina die je zoekt', 'helaas', 'oeps', 'pagina is verwijderd', 'opgevraagde pagina'],
  maintenance: ['onderhoud', 'zijn zo terug', 'zo weer terug', 'binnenkort weer', 'tijdelijk niet beschikbaar', 'tijdelijk niet bereikbaar', 'interne serverfout', 'er is iets misgegaan', 'er is een fout opgetreden', 'er ging iets mis', 'technische storing', 'storing', 'probeer het later', 'geen verbinding met de database', 'dienst niet beschikbaar'],
  needsScript: ['schakel javascript in', 'javascript is uitgeschakeld', 'javascript in te schakelen', 'zonder javascript', 'javascript is vereist', 'javascript nodig', 'bezig met laden', 'laden'],
  parked: ['domein is te koop', 'domeinnaam is te koop', 'dit domein is geregistreerd', 'koop dit domein', 'domeinnaam is verlopen', 'geparkeerd', 'gereserveerd voor een klant', 'account is opgeschort'],
  moved: ['is verplaatst naar', 'is verhuisd naar', 'staat nu op', 'is nu te vinden', 'vindt u nu op', 'vind je nu op', 'verplaatst'],
  months: [
    ['januari', 'jan'], ['februari', 'feb', 'febr'], ['maart', 'mrt', 'mar'], ['april', 'apr'], ['mei'], ['juni', 'jun'], ['juli', 'jul'], ['augustus', 'aug'],
    ['september', 'sep', 'sept'], ['oktober', 'okt'], ['november', 'nov'], ['december', 'dec']],
  effective: [
    'ingangsdatum', 'datum van ingang', 'datum ingang', 'met ingang van', 'in werking getreden op', 'treedt in werking op', 'treden in werking op', 'treedt in werking per', 'inwerkingtreding', 'gaat in op', 'gaan in op', 'gaat in per', 'gaan in per', 'geldig vanaf', 'geldig per', 'geldig met ingang van',
    'van kracht vanaf', 'van kracht per', 'van kracht sinds', 'van kracht op', 'geldend vanaf', 'geldt vanaf', 'gelden vanaf', 'geldt per', 'gelden per', 'van toepassing vanaf', 'van toepassing per', 'effectief vanaf', 'effectieve datum', 'effectief per'],
  updated: [
    'laatst bijgewerkt', 'laatst bijgewerkt op', 'laatste update', 'laatst gewijzigd', 'laatste wijziging', 'laatst aangepast', 'laatste aanpassing', 'laatst herzien', 'laatste herziening', 'laatst geactualiseerd', 'bijgewerkt', 'bijgewerkt op', 'gewijzigd', 'gewijzigd op', 'aangepast op', 'aangepast', 'herzien op',
    'versie', 'versiedatum', 'versie van', 'versie d d', 'opgesteld op', 'vastgesteld op', 'gepubliceerd op', 'publicatiedatum', 'datum', 'd d'],
  from: ['per', 'vanaf', 'sinds', 'op'],
  between: ['van', 'de'],
  coming: ['gaat in', 'gaan in', 'zal ingaan', 'zullen ingaan', 'treedt in werking', 'treden in werking', 'van kracht worden', 'wordt van kracht', 'worden van kracht', 'zal gelden', 'zullen gelden', 'gaat gelden', 'gaan gelden', 'geldt vanaf', 'gelden vanaf', 'vanaf', 'per', 'met ingang van', 'wijzigen', 'wijzigt', 'wordt vervangen', 'worden vervangen'],
  comingWhat: ['nieuwe voorwaarden', 'nieuwe versie', 'nieuwe privacy', 'nieuw privacybeleid', 'nieuwe algemene voorwaarden', 'gewijzigde', 'aangepaste', 'bijgewerkte', 'wijzigingen', 'nieuw beleid', 'nieuwe cookieverklaring', 'nieuwe verwerkersovereenkomst', 'nieuwe overeenkomst', 'wijzigen onze', 'toekomstige versie', 'komende versie', 'voorwaarden wijzigen', 'beleid wijzigt'],
  preview: ['nieuwe voorwaarden', 'nieuwe versie', 'nieuwe privacy', 'nieuw privacybeleid', 'voorvertoning', 'bekijk de nieuwe', 'lees de nieuwe', 'nieuwe algemene voorwaarden', 'alvast', 'gewijzigde', 'toekomstige', 'bekijk hier', 'nieuwe'],
};
