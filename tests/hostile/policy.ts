/*
 * A policy of the length that policies have, of our own writing, for servers that tests run.
 */

/** Heading and clauses of each section. */
export const sections: readonly (readonly [heading: string, clauses: readonly string[]])[] = [
  ['1. Wie wij zijn', ['Zonnewijzer B.V., gevestigd te Utrecht, is verantwoordelijk voor de verwerking van persoonsgegevens zoals in deze verklaring beschreven.', 'U bereikt onze functionaris gegevensbescherming per brief of per e-mail op het adres onderaan deze verklaring.']],
  ['2. Welke gegevens wij verwerken', ['Wij verwerken uw naam, adres, telefoonnummer en e-mailadres wanneer u een overeenkomst met ons sluit.', 'Wij verwerken het verbruik van uw installatie per kwartier om de opbrengst te berekenen.', 'Wij verwerken gegevens over uw apparaat en uw bezoek aan onze website.']],
  ['3. Waarom wij dat doen', ['Wij gebruiken uw gegevens om de overeenkomst met u uit te voeren en om u te helpen wanneer u vragen heeft.', 'Wij gebruiken gegevens over verbruik om storingen te voorspellen, op grond van ons gerechtvaardigd belang.', 'Met uw toestemming sturen wij u eenmaal per maand een nieuwsbrief, waarvoor u zich altijd kunt afmelden.']],
  ['4. Hoe lang wij gegevens bewaren', ['Wij bewaren gegevens over uw overeenkomst zeven jaar na het einde ervan, omdat de belastingwet dat vraagt.', 'Wij bewaren gegevens over verbruik 24 maanden.', 'Wij bewaren gegevens over uw bezoek aan de website 30 dagen.']],
  ['5. Met wie wij gegevens delen', ['Wij delen gegevens met installateurs die in onze opdracht werken en met wie wij een verwerkersovereenkomst hebben.', 'Wij verkopen uw gegevens niet aan derden.', 'Onze servers staan in Nederland en Duitsland; gegevens verlaten de Europese Unie niet.']],
  ['6. Uw rechten', ['U heeft recht op inzage, correctie, verwijdering, beperking en overdracht van uw gegevens.', 'Wij beantwoorden een verzoek binnen een maand.', 'Bent u het niet eens met ons antwoord, dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.']],
  ['7. Beveiliging', ['Wij beveiligen gegevens met versleuteling, tweestapsverificatie en jaarlijkse controles door een onafhankelijke partij.', 'Een datalek met gevolgen voor u melden wij u binnen 72 uur.']],
  ['8. Wijzigingen', ['Wij kunnen deze verklaring aanpassen en kondigen belangrijke wijzigingen dertig dagen van tevoren per e-mail aan.']],
];

export type Section = (typeof sections)[number];

/** @returns the policy's own HTML: headings and paragraphs */
export function wordsOf(from: readonly Section[] = sections): string {
  return from.map(([heading, clauses]) => `<h2>${heading}</h2>${clauses.map((clause) => `<p>${clause}</p>`).join('')}`).join('');
}

export interface PageParts {
  readonly title?: string;
  readonly lang?: string;
  readonly head?: string;
  readonly before?: string;
  readonly after?: string;
}

/** @returns a whole page around some words, as a site would serve it */
export function pageAround(words: string, { title = 'Privacyverklaring', lang = 'nl', head = '', before = '', after = '' }: PageParts = {}): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${before}<main><h1>${title}</h1>${words}</main>${after}</body></html>`;
}

export const policyPage = pageAround(wordsOf());
