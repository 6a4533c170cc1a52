import type { Page } from '../../../src/extract/read.ts';

/** A page as it would come from a server, with what a test wants to say of it. */
export function pageOf(html: string, more: Partial<Page> = {}): Page {
  return {
    body: new TextEncoder().encode(html), text: html, mediaType: 'text/html', url: 'https://vendor.example/legal/privacy', status: 200, headers: [],
    select: [], remove: [], asked: null, known: null, errorPageText: null, ...more,
  };
}

export const englishSections = [
  ['What we collect', 'We collect the name, the e-mail address and the telephone number that you give us when you open an account with us.'],
  ['Why we use it', 'We use these data to provide the service, to answer your questions and to send invoices for the subscription you took.'],
  ['How long we keep it', 'Account data are kept for as long as the account exists and are deleted within thirty days after it has been closed.'],
  ['Who receives it', 'We share data with the processors that host our servers and send our mail, and with nobody else unless the law asks for it.'],
  ['Your rights', 'You may ask us at any time for a copy of your data, have errors corrected, or have the data erased altogether.'],
] as const;

export const dutchSections = [
  ['Welke gegevens wij verwerken', 'Wij verwerken de naam, het e-mailadres en het telefoonnummer die u bij het aanmaken van een account aan ons doorgeeft.'],
  ['Waarom wij dat doen', 'Wij gebruiken deze gegevens om de dienst te leveren, uw vragen te beantwoorden en facturen voor het abonnement te sturen.'],
  ['Hoe lang wij ze bewaren', 'Accountgegevens bewaren wij zolang het account bestaat en wissen wij binnen dertig dagen nadat het account is opgezegd.'],
  ['Wie ze ontvangt', 'Wij delen gegevens met de verwerkers die onze servers beheren en onze post versturen, en verder met niemand tenzij de wet dat eist.'],
  ['Uw rechten', 'U kunt ons altijd vragen om een kopie van uw gegevens, fouten laten herstellen of de gegevens geheel laten verwijderen.'],
] as const;

export function sectionsHtml(sections: readonly (readonly [string, string])[], level = 2): string {
  return sections.map(([heading, text]) => `<h${level}>${heading}</h${level}>\n<p>${text}</p>`).join('\n');
}
