import type { PolicyWords } from './policy-words.ts';

export const fr: PolicyWords = {
  names: {
    'Privacy Policy': ['politique de confidentialite', 'politique de protection des donnees', 'protection des donnees', 'confidentialite', 'donnees personnelles', 'vie privee', 'politique de vie privee', 'charte de confidentialite', 'declaration de confidentialite', 'avis de confidentialite', 'protection de la vie privee', 'politique relative aux donnees personnelles', 'protection des donnees personnelles'],
    'Terms of Service': ['conditions generales d utilisation', 'conditions d utilisation', 'cgu', 'conditions generales', 'conditions de service', 'conditions generales de service', 'conditions', 'cgs', 'contrat d utilisation', 'conditions generales d abonnement', 'licence utilisateur'],
    'Trackers Policy': ['politique de cookies', 'politique relative aux cookies', 'politique en matiere de cookies', 'cookies', 'gestion des cookies politique', 'politique cookies', 'utilisation des cookies', 'charte cookies'],
    'Data Processor Agreement': ['accord de traitement des donnees', 'contrat de sous traitance', 'accord de sous traitance', 'avenant relatif au traitement des donnees', 'accord sur le traitement des donnees', 'addendum relatif au traitement des donnees', 'annexe rgpd'],
    'Sub-processor List': ['sous traitants ulterieurs', 'liste des sous traitants', 'sous traitants', 'liste de sous traitants'],
    'Commercial Terms': ['conditions commerciales', 'conditions d achat', 'conditions partenaires'],
    'General Conditions of Sale': ['conditions generales de vente', 'cgv', 'conditions de vente', 'droit de retractation', 'politique de remboursement'],
    'Service Level Agreement': ['accord de niveau de service', 'niveaux de service', 'engagement de service', 'sla'],
    'Acceptable Use Policy': ['politique d utilisation acceptable', 'utilisation acceptable', 'charte d utilisation', 'politique anti spam', 'regles d utilisation'],
    'Community Guidelines': ['regles de la communaute', 'charte de la communaute', 'code de conduite'],
    'Developer Terms': ['conditions pour les developpeurs', 'conditions d utilisation de l api'],
    Imprint: ['mentions legales', 'informations legales'],
    'Security Policy': ['politique de securite', 'securite de l information', 'mesures techniques et organisationnelles', 'securite'],
    'Copyright Claims Policy': ['droit d auteur', 'droits d auteur', 'politique de droits d auteur', 'propriete intellectuelle'],
  },
  hubs: ['juridique', 'documents juridiques', 'espace juridique', 'legal', 'rgpd', 'politiques', 'centre de confiance', 'centre juridique', 'documents contractuels'],
  strangers: ['parametres', 'parametrage', 'preferences', 'gerer', 'actualites', 'modele', 'exemple', 'emploi', 'carrieres', 'connexion', 'guide', 'tarifs', 'formation'],
};
