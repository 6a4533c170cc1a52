import type { PolicyWords } from './policy-words.ts';

export const nl: PolicyWords = {
  names: {
    'Privacy Policy': ['privacybeleid', 'privacyverklaring', 'privacy verklaring', 'privacy beleid', 'privacyreglement', 'privacystatement', 'privacy statement', 'privacyvoorwaarden', 'gegevensbescherming', 'privacy', 'privacy en cookies', 'privacy en cookieverklaring', 'privacy en cookiebeleid', 'bescherming persoonsgegevens', 'verwerking persoonsgegevens', 'avg verklaring'],
    'Terms of Service': ['algemene voorwaarden', 'gebruiksvoorwaarden', 'gebruikersvoorwaarden', 'servicevoorwaarden', 'voorwaarden', 'gebruikersovereenkomst', 'dienstverleningsvoorwaarden', 'licentieovereenkomst', 'licentievoorwaarden', 'abonnementsvoorwaarden', 'gebruiksovereenkomst', 'nldigital voorwaarden', 'algemene gebruiksvoorwaarden'],
    'Trackers Policy': ['cookiebeleid', 'cookieverklaring', 'cookie beleid', 'cookie verklaring', 'cookiestatement', 'cookie statement', 'cookies', 'cookiereglement', 'gebruik van cookies'],
    'Data Processor Agreement': ['verwerkersovereenkomst', 'bewerkersovereenkomst', 'verwerkingsovereenkomst', 'gegevensverwerkingsovereenkomst', 'verwerkersvoorwaarden', 'data pro statement', 'standaardclausules voor verwerkingen'],
    'Sub-processor List': ['subverwerkers', 'sub verwerkers', 'lijst van subverwerkers', 'subverwerker', 'lijst met subverwerkers', 'subbewerkers', 'overzicht subverwerkers'],
    'Commercial Terms': ['commerciele voorwaarden', 'zakelijke voorwaarden', 'partnervoorwaarden', 'inkoopvoorwaarden', 'betalingsvoorwaarden', 'tarieven en voorwaarden'],
    'General Conditions of Sale': ['verkoopvoorwaarden', 'leveringsvoorwaarden', 'algemene verkoopvoorwaarden', 'leverings en betalingsvoorwaarden', 'retourbeleid', 'herroepingsrecht', 'algemene leveringsvoorwaarden'],
    'Service Level Agreement': ['service level agreement', 'sla', 'dienstverleningsniveau', 'serviceniveau', 'servicenormen'],
    'Acceptable Use Policy': ['beleid voor acceptabel gebruik', 'acceptabel gebruik', 'fair use beleid', 'gedragsregels', 'antispambeleid', 'anti spambeleid', 'beleid aanvaardbaar gebruik', 'aanvaardbaar gebruik'],
    'Community Guidelines': ['communityrichtlijnen', 'huisregels', 'gedragscode', 'richtlijnen voor de community', 'spelregels', 'community richtlijnen'],
    'Developer Terms': ['ontwikkelaarsvoorwaarden', 'api voorwaarden', 'voorwaarden voor ontwikkelaars'],
    Imprint: ['colofon', 'bedrijfsgegevens', 'juridische kennisgeving'],
    'Security Policy': ['beveiligingsbeleid', 'informatiebeveiliging', 'beveiligingsmaatregelen', 'technische en organisatorische maatregelen', 'beveiliging', 'informatiebeveiligingsbeleid', 'kwetsbaarheid melden'],
    'Copyright Claims Policy': ['auteursrecht', 'auteursrechtbeleid', 'auteursrechten', 'notice and takedown procedure'],
  },
  hubs: ['juridisch', 'juridische informatie', 'juridische documenten', 'juridische zaken', 'beleid', 'voorwaarden en beleid', 'avg', 'documenten', 'voorwaarden en privacy', 'disclaimer', 'regelingen', 'legal'],
  strangers: ['instellingen', 'voorkeuren', 'beheren', 'nieuws', 'voorbeeld', 'vacatures', 'vacature', 'inloggen', 'aanmelden', 'handleiding', 'opvragen', 'aanvragen', 'artikel', 'training', 'cursus', 'sjabloon', 'checklist', 'advies', 'tarieven', 'prijzen'],
};
