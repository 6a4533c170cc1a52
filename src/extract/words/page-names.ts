/**
 * Words, folded, that with those of policies' titles name a page or a part of a site, and say nothing of what the
 * policy says: "Help & services", "Algemene voorwaarden", "Conditions générales d'utilisation".
 */
export const pageNames: ReadonlySet<string> = new Set([
  // English
  'our', 'your', 'and', 'of', 'for', 'on', 'the', 'to', 'use', 'service', 'services', 'website', 'site', 'app', 'general', 'sale', 'help', 'support', 'center', 'centre', 'information', 'company', 'about', 'us', 'page', 'data', 'online', 'user', 'users', 'faq', 'contact', 'community', 'end', 'licence', 'license',
  // Nederlands
  'onze', 'ons', 'uw', 'en', 'van', 'voor', 'over', 'de', 'het', 'gebruik', 'gebruiks', 'gebruiksvoorwaarden', 'algemene', 'dienst', 'diensten', 'hulp', 'klantenservice', 'informatie', 'bedrijf', 'pagina', 'juridische', 'leveringsvoorwaarden',
  // Deutsch
  'unsere', 'ihre', 'und', 'zur', 'zum', 'der', 'die', 'das', 'für', 'allgemeine', 'nutzung', 'dienste', 'hilfe', 'kundenservice', 'informationen', 'rechtliches', 'unternehmen', 'über', 'uns', 'webseite', 'verkaufsbedingungen',
  // Français
  'notre', 'nos', 'votre', 'vos', 'et', 'du', 'des', 'la', 'le', 'les', "d'utilisation", 'utilisation', 'générales', 'vente', 'aide', 'informations', 'entreprise', 'propos', 'légales', 'mentions',
  // Español
  'nuestra', 'nuestro', 'nuestros', 'nuestras', 'y', 'del', 'los', 'las', 'uso', 'generales', 'servicio', 'servicios', 'venta', 'ayuda', 'información', 'empresa', 'sitio', 'web', 'legal', 'legales',
  // Italiano
  'nostra', 'nostri', 'nostro', 'e', 'di', 'dei', 'della', 'sulla', 'sui', 'per', "d'uso", 'generali', 'servizio', 'servizi', 'vendita', 'aiuto', 'assistenza', 'informazioni', 'azienda', 'sito', 'note', 'legali',
]);
