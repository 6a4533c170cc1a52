/** Whole lines that are the page's, not the policy's, folded as comparison folds them. */
export const furnitureNl: readonly string[] = [
  'aanmelden', 'afdrukken', 'alle cookies accepteren', 'alle rechten voorbehouden', 'alles accepteren', 'alles inklappen',
  'alles uitklappen', 'alles weigeren', 'artikelen in deze sectie', 'cookie instellingen', 'cookievoorkeuren',
  'deel deze pagina', 'deel dit artikel', 'delen', 'deze pagina afdrukken', 'direct naar inhoud', 'download als pdf',
  'download pdf', 'een verzoek indienen', 'even geduld', 'ga naar de inhoud', 'ga naar inhoud', 'geef een reactie',
  'gerelateerde artikelen', 'heb je gevonden wat je zocht', 'heeft dit geholpen', 'inloggen', 'kopieer link',
  'laatst bekeken', 'laden', 'lees meer', 'lees verder', 'meer lezen', 'menu', 'naar boven', 'naar de hoofdinhoud',
  'overslaan en naar de inhoud gaan', 'print deze pagina', 'printen', 'reageren is niet mogelijk',
  'recent bekeken artikelen', 'registreren', 'sluit', 'sluiten', 'spring naar inhoud', 'terug', 'terug naar boven',
  'toon meer', 'toon minder', 'verwante artikelen', 'volg ons', 'volgende', 'vorige', 'was deze pagina nuttig',
  'was dit artikel nuttig', 'zoeken',
];
