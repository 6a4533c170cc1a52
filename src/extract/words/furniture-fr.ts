/** Whole lines that are the page's, not the policy's, folded as comparison folds them. */
export const furnitureFr: readonly string[] = [
  'aller au contenu', 'aller au contenu principal', 'articles associés', 'articles consultés récemment',
  'cet article vous a t il été utile', 'chargement', 'connexion', 'copier le lien', 'en savoir plus', 'envoyer une demande',
  'fermer', 'gérer les cookies', 'haut de page', 'imprimer', 'imprimer cette page', 'lire la suite', 'menu',
  'paramètres des cookies', 'partager', 'partager cette page', 'passer au contenu', 'précédent', 'rechercher', 'retour',
  'retour en haut', 'retour en haut de page', "s'inscrire", 'se connecter', 'suivant', 'suivez nous',
  'tous droits réservés', 'tout accepter', 'tout déplier', 'tout refuser', 'tout replier', 'télécharger en pdf',
  'télécharger le pdf', 'veuillez patienter', 'voir moins', 'voir plus',
];
