import type { Bilingual } from './language.ts';
import type { Problem } from './problem.ts';

/*
 * Problems are written in English where they arise. Readers of Dutch are told the same from the code alone: the most
 * exact entry for it, or the one of the family before its first hyphen.
 */
const sentences: Readonly<Record<string, string>> = {
  dns: 'De naam van de server kon niet worden opgezocht.',
  'dns-not-found': 'De naam van de server bestaat niet.',
  net: 'De server was niet bereikbaar.',
  'net-econnrefused': 'De server weigerde de verbinding.',
  'net-econnreset': 'De server verbrak de verbinding.',
  'net-epipe': 'De server verbrak de verbinding.',
  'net-etimedout': 'De server beantwoordde de verbinding niet op tijd.',
  'net-ehostunreach': 'De server is vanaf dit netwerk niet te bereiken.',
  'net-enetunreach': 'De server is vanaf dit netwerk niet te bereiken.',
  'net-interim-flood': 'De server stuurde eindeloos tussenantwoorden.',
  proxy: 'De proxy kon de verbinding niet maken.',
  timeout: 'De server antwoordde niet op tijd.',
  'timeout-rate': 'De server stuurde de pagina te langzaam.',
  'timeout-dialogs': 'De pagina opende eindeloos dialoogvensters.',
  'timeout-navigations': 'De pagina sprong eindeloos van adres naar adres.',
  tls: 'Er kwam geen beveiligde verbinding tot stand.',
  'tls-cert-has-expired': 'Het certificaat van de server is verlopen.',
  'tls-cert-not-yet-valid': 'Het certificaat van de server is nog niet geldig.',
  'tls-err-tls-cert-altname-invalid': 'Het certificaat van de server is voor een andere naam.',
  'tls-depth-zero-self-signed-cert': 'Het certificaat van de server is zelfondertekend.',
  'tls-self-signed-cert-in-chain': 'Het certificaat van de server komt van een onbekende uitgever.',
  'tls-unable-to-verify-leaf-signature': 'Het certificaat van de server komt van een onbekende uitgever.',
  'tls-unable-to-get-issuer-cert': 'Het certificaat van de server komt van een onbekende uitgever.',
  'tls-unable-to-get-issuer-cert-locally': 'Het certificaat van de server komt van een onbekende uitgever.',
  'tls-cert-revoked': 'Het certificaat van de server is ingetrokken.',
  proto: 'De server antwoordde niet in geldig HTTP.',
  'proto-headers': 'De server stuurde meer headers dan er worden gelezen.',
  size: 'De pagina is groter dan wat er hooguit wordt opgehaald.',
  truncated: 'De server brak midden in de pagina af.',
  decode: 'De gecomprimeerde pagina is beschadigd of niet te lezen.',
  type: 'Het adres gaf iets anders dan een webpagina, een pdf of een tekst.',
  'type-download': 'Het adres geeft een bestand om te downloaden, geen pagina.',
  http: 'De server gaf geen bruikbare pagina.',
  'http-no-answer': 'De server kondigde een antwoord aan en verbrak de verbinding.',
  gone: 'De pagina bestaat niet meer.',
  'gone-404': 'De pagina bestaat niet (status 404).',
  'gone-410': 'De pagina is voorgoed verwijderd (status 410).',
  auth: 'De pagina vraagt om aanmelding.',
  blocked: 'De site weigert de pagina aan dit programma te geven.',
  'blocked-451': 'De pagina is om juridische redenen niet beschikbaar (status 451).',
  rate: 'De site vraagt om minder verzoeken en wordt een tijd met rust gelaten.',
  'rate-daily-cap': 'De site is vandaag zo vaak bezocht als is toegestaan, en wordt tot morgen met rust gelaten.',
  redirect: 'Het adres verwijst door naar een adres dat niet kan worden gevolgd.',
  'redirect-too-many': 'Het adres verwijst eindeloos door.',
  'redirect-downgrade': 'Het adres verwijst door van https naar een onbeveiligd adres.',
  robots: 'De pagina is niet opgehaald vanwege robots.txt.',
  'robots-disallowed': 'De site verbiedt het ophalen van deze pagina in robots.txt.',
  'robots-unreachable': 'De robots.txt van de site was niet te lezen.',
  ssrf: 'Het adres is niet opgehaald: het is geen openbaar webadres.',
  'ssrf-address': 'Het adres is niet opgehaald: het leidt naar een besloten netwerk of naar deze machine zelf.',
  'ssrf-name': 'Het adres is niet opgehaald: de naam is een besloten of lokale naam.',
  'ssrf-port': 'Het adres is niet opgehaald: deze poort is niet toegestaan.',
  browser: 'De browser kon de pagina niet laden.',
  'browser-missing': 'Deze pagina heeft een browser nodig, en er is geen Chromium gevonden.',
  'browser-start': 'De browser kon niet worden gestart.',
  'browser-lost': 'De browser viel weg terwijl de pagina werd getoond.',
  'browser-crash': 'De pagina liet de browser vastlopen.',
  empty: 'De server gaf een lege pagina.',
  selector: 'Een selector van dit document is geen geldige CSS.',
  'selector-miss': 'Een selector van dit document vindt niets op de pagina.',
};

const mends: Readonly<Record<string, string>> = {
  dns: 'Controleer het adres; bij de volgende controle wordt het opnieuw geprobeerd.',
  proxy: 'Controleer de proxy in de configuratie.',
  tls: 'Meld het de eigenaar van de site; is het certificaat van een eigen uitgever, voeg die dan toe aan de configuratie.',
  gone: 'Zoek op waar het document nu wordt gepubliceerd, en verbeter het adres.',
  auth: 'Een document achter een aanmelding kan niet worden opgehaald; importeer een bewaarde kopie van de pagina.',
  blocked: 'Vraag de eigenaar van de site om toegang, of importeer een bewaarde kopie van de pagina.',
  rate: 'U hoeft niets te doen.',
  redirect: 'Open het adres in een browser en leg het adres vast waar het document werkelijk staat.',
  'robots-disallowed': 'Vraag de eigenaar van de site om toestemming, of neem het adres op als uitzondering in de configuratie als u die hebt.',
  ssrf: 'Verbeter het adres; is het een server van uzelf, neem hem dan op bij de toegestane adressen in de configuratie.',
  'type-download': 'Laat dit document via HTTP ophalen (--render http); pdf’s worden dan gelezen.',
  'browser-missing': 'Installeer Chromium, of noem het pad in de configuratie.',
  'browser-start': 'Start hem met de hand met --headless om te zien waarom.',
  selector: 'Kijk of de pagina is vernieuwd, en verbeter de selector of laat hem weg.',
};

const usualMend = 'Bekijk het adres in een browser; bij de volgende controle wordt het opnieuw geprobeerd.';

const family = (code: string): string => code.split('-', 1)[0] ?? code;

/** A status that a code ends on is told; the families above say the rest. */
function withStatus(sentence: string, code: string): string {
  const status = /^(?:http|auth|blocked|rate)-(\d{3})$/u.exec(code)?.[1];
  return status === undefined || sentence.includes(status) ? sentence : `${sentence.slice(0, -1)} (status ${status}).`;
}

/** @returns what a problem with a page says; a code that is not known keeps its English sentence */
export function problemText(problem: Pick<Problem, 'code' | 'message'>): Bilingual {
  const known = sentences[problem.code] ?? sentences[family(problem.code)];
  return { nl: known === undefined ? problem.message : withStatus(known, problem.code), en: problem.message };
}

/** @returns what can be done about a problem with a page; null where nothing can but wait */
export function problemMend(problem: Pick<Problem, 'code' | 'mend'>): Bilingual | null {
  if (problem.mend === null) return null;
  const ours = sentences[problem.code] ?? sentences[family(problem.code)];
  return { nl: ours === undefined ? problem.mend : (mends[problem.code] ?? mends[family(problem.code)] ?? usualMend), en: problem.mend };
}
