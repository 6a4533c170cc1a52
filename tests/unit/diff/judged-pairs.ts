import type { Direction, Significance } from '../../../src/domain/change.ts';
import type { Topic } from '../../../src/domain/clause.ts';
import type { PolicyLanguage } from '../../../src/domain/language.ts';

/** An amendment as a careful lawyer would read it; `null` on a side where the clause did not exist. */
export interface JudgedPair {
  readonly language: PolicyLanguage;
  readonly heading: string;
  readonly old: string | null;
  readonly new: string | null;
  readonly significance: Significance;
  readonly direction: Direction;
  /** The topics that may stand first. */
  readonly topics: readonly Topic[];
  readonly isHeading?: true;
}

const less = 'less-protective';
const more = 'more-protective';

const pair = (language: PolicyLanguage, heading: string, old: string | null, now: string | null, significance: Significance, direction: Direction, ...topics: readonly Topic[]): JudgedPair => ({ language, heading, old, new: now, significance, direction, topics });

export const judgedPairs: readonly JudgedPair[] = [
  // Dutch
  pair('nl', 'Bewaartermijnen', 'Wij bewaren uw sollicitatiegegevens vier weken na afloop van de procedure.', 'Wij bewaren uw sollicitatiegegevens een jaar na afloop van de procedure.', 'material', less, 'retention'),
  pair('nl', 'Bewaartermijnen', 'Camerabeelden worden na uiterlijk 28 dagen gewist.', 'Camerabeelden worden na uiterlijk 7 dagen gewist.', 'material', more, 'retention'),
  pair('nl', 'Ontvangers', 'Wij maken gebruik van Mollie voor de afhandeling van betalingen.', 'Wij maken gebruik van Mollie en Klarna voor de afhandeling van betalingen.', 'material', less, 'recipients', 'fees-renewal'),
  pair('nl', 'Ontvangers', 'Wij verkopen uw gegevens nooit aan derden.', 'Wij verkopen uw gegevens niet aan derden, tenzij u daarmee instemt.', 'material', less, 'recipients', 'choice-consent'),
  pair('nl', 'Ontvangers', null, 'Uw gegevens kunnen worden gedeeld met onze zustermaatschappijen voor gezamenlijke marketing.', 'material', less, 'recipients', 'marketing-ads'),
  pair('nl', 'Uw rechten', null, 'U heeft het recht om uw gegevens in een gangbaar bestandsformaat te ontvangen.', 'material', more, 'rights'),
  pair('nl', 'Uw rechten', 'U kunt kosteloos een kopie van uw gegevens opvragen.', 'U kunt een kopie van uw gegevens opvragen.', 'material', less, 'rights'),
  pair('nl', 'Uw rechten', 'Wij reageren binnen een maand op uw verzoek.', 'Wij reageren binnen twee maanden op uw verzoek.', 'material', less, 'rights'),
  pair('nl', 'Uw rechten', 'U kunt een verzoek indienen via ons contactformulier.', 'U kunt een verzoek indienen met ons contactformulier.', 'minor', 'neutral', 'rights', 'controller-contact'),
  pair('nl', 'Beveiliging', 'Wij versleutelen alle gegevens tijdens transport en opslag.', 'Wij versleutelen alle gegevens tijdens transport.', 'material', less, 'security-breach'),
  pair('nl', 'Beveiliging', null, 'Medewerkers krijgen alleen toegang met tweefactorauthenticatie.', 'material', more, 'security-breach'),
  pair('nl', 'Cookies', 'Wij plaatsen analytische cookies pas nadat u daarvoor toestemming hebt gegeven.', 'Wij plaatsen analytische cookies zodra u onze website bezoekt.', 'material', less, 'cookies-tracking'),
  pair('nl', 'Cookies', 'Deze website gebruikt functionele cookies.', 'Deze website gebruikt functionele cookies en trackingcookies van derden.', 'material', less, 'cookies-tracking'),
  pair('nl', 'Grondslagen', 'Wij verwerken uw gegevens op basis van uw toestemming.', 'Wij verwerken uw gegevens op basis van ons gerechtvaardigd belang.', 'material', less, 'legal-basis'),
  pair('nl', 'Welke gegevens', 'Wij verzamelen uw naam en e-mailadres.', 'Wij verzamelen uw naam, e-mailadres en geboortedatum.', 'material', less, 'data-categories'),
  pair('nl', 'Welke gegevens', 'Wij verzamelen uw naam, adres en telefoonnummer.', 'Wij verzamelen uw naam en adres.', 'material', more, 'data-categories'),
  pair('nl', 'Welke gegevens', 'Wij verwerken de volgende gegevens van u:', 'De volgende gegevens van u worden door ons verwerkt:', 'minor', 'neutral', 'data-categories'),
  pair('nl', 'Doorgifte', 'Uw gegevens worden uitsluitend binnen de EER opgeslagen.', 'Uw gegevens worden binnen de EER opgeslagen.', 'material', less, 'transfers', 'retention'),
  pair('nl', 'Doorgifte', 'Onze servers staan in Duitsland.', 'Onze servers staan in India.', 'material', less, 'transfers', 'security-breach', 'service-availability'),
  pair('nl', 'Kinderen', 'Onze app is bedoeld voor personen van 16 jaar en ouder.', 'Onze app is bedoeld voor personen van 13 jaar en ouder.', 'material', less, 'children-age'),
  pair('nl', 'AI', null, 'Wij mogen uw berichten gebruiken om onze taalmodellen te trainen.', 'material', less, 'automated-ai'),
  pair('nl', 'Geautomatiseerde besluiten', 'Wij nemen geen besluiten op basis van uitsluitend geautomatiseerde verwerking.', 'Wij nemen besluiten op basis van geautomatiseerde verwerking.', 'material', less, 'automated-ai'),
  pair('nl', 'Wijzigingen', 'Deze privacyverklaring is voor het laatst gewijzigd op 3 mei 2022.', 'Deze privacyverklaring is voor het laatst gewijzigd op 9 juni 2023.', 'minor', 'neutral', 'policy-change'),
  pair('nl', 'Wijzigingen', 'Deze voorwaarden treden in werking op 1 januari 2023.', 'Deze voorwaarden treden in werking op 1 maart 2024.', 'material', 'neutral', 'policy-change'),
  pair('nl', 'Wijzigingen', 'Wij stellen u ten minste zestig (60) dagen van tevoren op de hoogte van wijzigingen.', 'Wij stellen u ten minste dertig (30) dagen van tevoren op de hoogte van wijzigingen.', 'material', less, 'policy-change'),
  pair('nl', 'Contact', 'U bereikt ons via info@voorbeeldwinkel.example.', 'U bereikt ons via privacy@voorbeeldwinkel.example.', 'minor', 'neutral', 'controller-contact'),
  pair('nl', 'Contact', 'Onze functionaris gegevensbescherming is bereikbaar op 020 123 45 67.', 'Onze functionaris gegevensbescherming is bereikbaar op 020 765 43 21.', 'minor', 'neutral', 'controller-contact'),
  pair('nl', 'Inleiding', 'Lees deze privacyverklaring zorgvuldig door.', 'Lees deze privacy verklaring zorgvuldig door!', 'cosmetic', 'neutral', 'intro-scope', 'other', 'data-categories', 'policy-change'),
  pair('nl', 'Inleiding', 'Wij gaan zorgvuldig om met uw persoongegevens.', 'Wij gaan zorgvuldig om met uw persoonsgegevens.', 'cosmetic', 'neutral', 'intro-scope', 'data-categories', 'other', 'security-breach'),
  pair('nl', 'Prijzen', 'De prijs wordt jaarlijks verhoogd met ten hoogste 3%.', 'De prijs wordt jaarlijks verhoogd met ten hoogste 5%.', 'material', less, 'fees-renewal'),
  pair('nl', 'Prijzen', 'Bij te late betaling brengen wij € 15,00 administratiekosten in rekening.', 'Bij te late betaling brengen wij € 25,00 administratiekosten in rekening.', 'material', less, 'fees-renewal'),
  pair('nl', 'Herroeping', 'U kunt uw bestelling binnen 14 dagen herroepen.', 'U kunt uw bestelling binnen 30 dagen herroepen.', 'material', more, 'fees-renewal'),
  pair('nl', 'Opzegging', 'U kunt het abonnement maandelijks opzeggen.', 'U moet het abonnement schriftelijk en per kwartaal opzeggen.', 'material', less, 'termination', 'fees-renewal'),
  pair('nl', 'Aansprakelijkheid', 'Onze aansprakelijkheid is beperkt tot € 10.000 per gebeurtenis.', 'Onze aansprakelijkheid is beperkt tot € 5.000 per gebeurtenis.', 'material', less, 'liability'),
  pair('nl', 'Subverwerkers', 'De verwerker schakelt subverwerkers alleen in na schriftelijke goedkeuring van de klant.', 'De verwerker mag subverwerkers inschakelen zonder goedkeuring van de klant.', 'material', less, 'processor-duties', 'recipients'),
  pair('nl', 'Datalekken', 'De verwerker meldt een datalek binnen 24 uur aan de klant.', 'De verwerker meldt een datalek binnen 48 uur aan de klant.', 'material', less, 'security-breach'),
  // English
  pair('en', 'Retention', 'We delete call recordings after 30 days.', 'We delete call recordings after 180 days.', 'material', less, 'retention'),
  pair('en', 'Retention', 'We keep your account data for as long as necessary.', 'We keep your account data for as long as necessary, and no longer than three years after you close your account.', 'material', more, 'retention'),
  pair('en', 'Sharing', 'We do not sell your personal information.', 'We do not sell your personal information for money.', 'material', less, 'recipients'),
  pair('en', 'Sharing', 'We share data with analytics providers such as Mixpanel.', 'We share data with analytics providers such as Mixpanel and Amplitude.', 'material', less, 'recipients'),
  pair('en', 'Sharing', 'We may share your data with service providers.', 'We share your data with service providers and data brokers.', 'material', less, 'recipients'),
  pair('en', 'Your rights', 'You may object to profiling at any time.', null, 'material', less, 'rights', 'automated-ai'),
  pair('en', 'Your rights', 'You can contact us to exercise these rights.', 'To exercise these rights, you can contact us.', 'minor', 'neutral', 'rights', 'controller-contact'),
  pair('en', 'Security', 'We will notify you of a breach without undue delay.', 'We will notify you of a breach within 48 hours.', 'material', more, 'security-breach'),
  pair('en', 'Changes', 'Effective date: March 3, 2021', 'Effective date: June 15, 2022', 'material', 'neutral', 'policy-change'),
  pair('en', 'Changes', 'Last updated: 3 March 2021', 'Last updated: 15 June 2022', 'minor', 'neutral', 'policy-change'),
  pair('en', 'Changes', 'We will give you 30 days notice of any price increase.', 'We may increase prices at any time without notice.', 'material', less, 'fees-renewal', 'policy-change'),
  pair('en', 'Disputes', null, 'Any dispute shall be resolved by binding arbitration, and you waive any right to a jury trial.', 'material', less, 'law-disputes'),
  pair('en', 'Disputes', 'These terms are governed by the laws of Ireland.', 'These terms are governed by the laws of Singapore.', 'material', 'neutral', 'law-disputes'),
  pair('en', 'AI features', null, 'We do not use customer content to train our models.', 'material', more, 'automated-ai'),
  pair('en', 'AI features', 'We will not use your prompts to train our models.', 'We may use your prompts to train our models.', 'material', less, 'automated-ai'),
  pair('en', 'Fees', 'The monthly fee is $20 per seat.', 'The monthly fee is $24 per seat.', 'material', less, 'fees-renewal'),
  pair('en', 'Refunds', 'You may request a refund within 14 days of purchase.', 'You may request a refund within 7 days of purchase.', 'material', less, 'fees-renewal'),
  pair('en', 'Acceptable use', null, 'You must not use automated tools to extract data from the service.', 'material', less, 'acceptable-use'),
  pair('en', 'Cookies', 'We use cookies to remember your settings.', 'We use cookies to remember your settings and to show you targeted advertising.', 'material', less, 'cookies-tracking', 'marketing-ads'),
  pair('en', 'Information we collect', 'We gather information about your device.', 'We collect information about your device.', 'minor', 'neutral', 'data-categories'),
  pair('en', 'Information we collect', 'We collect your email address.', 'We collect your e-mail address.', 'cosmetic', 'neutral', 'data-categories', 'controller-contact'),
  pair('en', 'Children', 'Our service is not directed to children under 16.', 'Our service is not directed to children under 13.', 'material', less, 'children-age'),
  pair('en', 'Termination', 'We may suspend your account after giving you notice.', 'We may suspend your account at our sole discretion and without notice.', 'material', less, 'termination'),
  pair('en', 'Service levels', 'We guarantee uptime of 99.9% per calendar month.', 'We guarantee uptime of 99.5% per calendar month.', 'material', less, 'service-availability'),
  pair('en', 'Audits', 'The customer may audit the processor once a year.', 'The customer may audit the processor once a year at its own expense.', 'material', less, 'processor-duties'),
  pair('en', 'Content', null, 'You grant us a perpetual and irrevocable licence to use your content for any purpose.', 'material', less, 'content-ip'),
  // German
  pair('de', 'Speicherdauer', 'Wir speichern Ihre Bewerbungsunterlagen höchstens sechs Monate.', 'Wir speichern Ihre Bewerbungsunterlagen höchstens zwölf Monate.', 'material', less, 'retention'),
  pair('de', 'Weitergabe', 'Wir geben Ihre Daten nur mit Ihrer Einwilligung an Dritte weiter.', 'Wir geben Ihre Daten an Dritte weiter.', 'material', less, 'recipients', 'choice-consent'),
  pair('de', 'Ihre Rechte', null, 'Sie haben das Recht, der Verarbeitung jederzeit zu widersprechen.', 'material', more, 'rights'),
  pair('de', 'Sicherheit', 'Wir informieren Sie unverzüglich über Datenpannen.', 'Wir informieren Sie innerhalb von 72 Stunden über Datenpannen.', 'material', more, 'security-breach'),
  pair('de', 'Änderungen', 'Stand: März 2022', 'Stand: Oktober 2023', 'minor', 'neutral', 'policy-change'),
  pair('de', 'Änderungen', 'Diese Bedingungen gelten ab dem 1. Mai 2022.', 'Diese Bedingungen gelten ab dem 1. Juli 2023.', 'material', 'neutral', 'policy-change'),
  pair('de', 'Dienstleister', 'Wir setzen die Hetzner Online GmbH als Hosting-Anbieter ein.', 'Wir setzen die Amazon Web Services EMEA SARL als Hosting-Anbieter ein.', 'material', 'neutral', 'recipients'),
  pair('de', 'Zahlung', 'Bei Verzug berechnen wir eine Gebühr von 5 Euro.', 'Bei Verzug berechnen wir eine Gebühr von 10 Euro.', 'material', less, 'fees-renewal'),
  pair('de', 'Kündigung', 'Die Kündigungsfrist beträgt einen Monat.', 'Die Kündigungsfrist beträgt drei Monate.', 'material', less, 'termination'),
  pair('de', 'Nutzung', 'Sie dürfen den Dienst für eigene Zwecke nutzen.', 'Du darfst den Dienst für eigene Zwecke nutzen.', 'minor', 'neutral', 'acceptable-use', 'service-availability', 'purpose', 'content-ip', 'other'),
  // French
  pair('fr', 'Durée de conservation', 'Vos données sont conservées pendant une durée maximale de trois ans.', 'Vos données sont conservées pendant une durée maximale de cinq ans.', 'material', less, 'retention'),
  pair('fr', 'Destinataires', null, 'Vos données peuvent être transmises à nos partenaires commerciaux à des fins de prospection.', 'material', less, 'recipients', 'marketing-ads'),
  pair('fr', 'Vos droits', 'Vous pouvez exercer vos droits gratuitement.', 'Vous pouvez exercer vos droits.', 'material', less, 'rights'),
  pair('fr', 'Sécurité', 'Nous ne stockons pas vos données bancaires.', 'Nous stockons vos données bancaires.', 'material', less, 'security-breach', 'data-categories', 'retention'),
  pair('fr', 'Cookies', 'Les cookies publicitaires sont déposés uniquement avec votre consentement.', 'Les cookies publicitaires sont déposés sauf si vous vous y opposez.', 'material', less, 'cookies-tracking', 'choice-consent', 'marketing-ads'),
  pair('fr', 'Modifications', 'Dernière mise à jour : 4 février 2022', 'Dernière mise à jour : 12 juin 2023', 'minor', 'neutral', 'policy-change'),
  pair('fr', 'Rétractation', 'Le client dispose d’un délai de quatorze (14) jours pour se rétracter.', 'Le client dispose d’un délai de trente (30) jours pour se rétracter.', 'material', more, 'fees-renewal'),
  pair('fr', 'Transferts', 'Vos données sont hébergées en France.', 'Vos données sont hébergées aux États-Unis.', 'material', less, 'transfers', 'recipients', 'retention', 'security-breach', 'other'),
  pair('fr', 'Contact', 'Écrivez-nous à contact@boutique.example.', 'Écrivez-nous à dpo@boutique.example.', 'minor', 'neutral', 'controller-contact'),
  // Spanish
  pair('es', 'Conservación', 'Conservamos sus datos durante un plazo de dos años.', 'Conservamos sus datos durante un plazo de seis años.', 'material', less, 'retention'),
  pair('es', 'Destinatarios', 'No cedemos sus datos a terceros sin su consentimiento.', 'Podremos ceder sus datos a terceros.', 'material', less, 'recipients', 'choice-consent'),
  pair('es', 'Sus derechos', null, 'Usted tiene derecho a solicitar la supresión de sus datos.', 'material', more, 'rights'),
  pair('es', 'Menores', 'El servicio está dirigido a mayores de 16 años.', 'El servicio está dirigido a mayores de 14 años.', 'material', less, 'children-age'),
  pair('es', 'Actualización', 'Última actualización: 5 de mayo de 2022', 'Última actualización: 8 de junio de 2023', 'minor', 'neutral', 'policy-change'),
  pair('es', 'Ley aplicable', null, 'Las partes se someten a los juzgados y tribunales de Madrid.', 'material', less, 'law-disputes'),
  pair('es', 'Seguridad', 'Ciframos los datos con TLS.', 'Ciframos los datos con TLS y realizamos auditorías anuales.', 'material', more, 'security-breach'),
  // Italian
  pair('it', 'Conservazione', 'Conserviamo i dati di fatturazione per dieci anni.', 'Conserviamo i dati di fatturazione per cinque anni.', 'material', more, 'retention'),
  pair('it', 'Destinatari', null, 'I suoi dati possono essere comunicati a società terze per finalità di marketing.', 'material', less, 'recipients', 'marketing-ads'),
  pair('it', 'Diritti', 'Risponderemo entro 30 giorni.', 'Risponderemo entro 60 giorni.', 'material', less, 'rights'),
  pair('it', 'Aggiornamenti', 'Ultimo aggiornamento: 2 maggio 2022', 'Ultimo aggiornamento: 7 giugno 2023', 'minor', 'neutral', 'policy-change'),
  pair('it', 'Cookie', 'Utilizziamo solo cookie tecnici.', 'Utilizziamo cookie tecnici e cookie di profilazione.', 'material', less, 'cookies-tracking'),
  pair('it', 'Contatti', 'Può scriverci a info@negozio.example.', 'Può scriverci a privacy@negozio.example.', 'minor', 'neutral', 'controller-contact'),
];
