/** Whole lines that are the page's, not the policy's, folded as comparison folds them. */
export const furnitureDe: readonly string[] = [
  'alle ablehnen', 'alle akzeptieren', 'alle aufklappen', 'alle rechte vorbehalten', 'alle zuklappen',
  'als pdf herunterladen', 'anfrage einreichen', 'anmelden', 'beiträge in diesem abschnitt', 'bitte warten',
  'cookie einstellungen', 'diese seite drucken', 'direkt zum inhalt', 'drucken', 'einloggen', 'folge uns', 'folgen sie uns',
  'link kopieren', 'mehr anzeigen', 'mehr lesen', 'menü', 'nach oben', 'pdf herunterladen', 'registrieren', 'schließen',
  'seite drucken', 'seite teilen', 'suche', 'suchen', 'teilen', 'verwandte beiträge', 'war dieser artikel hilfreich',
  'war dieser beitrag hilfreich', 'weiter', 'weiterlesen', 'weniger anzeigen', 'wird geladen',
  'zuletzt angesehene beiträge', 'zum hauptinhalt springen', 'zum inhalt', 'zum inhalt springen', 'zum seitenanfang',
  'zurück', 'zurück nach oben', 'ähnliche artikel',
];
