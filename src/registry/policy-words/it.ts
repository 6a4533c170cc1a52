import type { PolicyWords } from './policy-words.ts';

export const it: PolicyWords = {
  names: {
    'Privacy Policy': ['informativa sulla privacy', 'informativa privacy', 'politica sulla privacy', 'politica di riservatezza', 'protezione dei dati', 'trattamento dei dati personali', 'privacy', 'informativa sul trattamento dei dati', 'tutela della privacy', 'normativa sulla privacy'],
    'Terms of Service': ['termini di servizio', 'termini del servizio', 'condizioni d uso', 'termini d uso', 'termini e condizioni', 'condizioni generali', 'condizioni di utilizzo', 'termini di utilizzo', 'condizioni del servizio', 'condizioni generali di contratto', 'termini'],
    'Trackers Policy': ['informativa sui cookie', 'informativa cookie', 'politica sui cookie', 'cookie', 'cookies', 'uso dei cookie'],
    'Data Processor Agreement': ['accordo sul trattamento dei dati', 'nomina a responsabile del trattamento', 'contratto di trattamento dei dati', 'nomina responsabile esterno', 'accordo per il trattamento dei dati'],
    'Sub-processor List': ['sub responsabili', 'elenco dei sub responsabili', 'elenco sub responsabili', 'subresponsabili'],
    'Commercial Terms': ['condizioni commerciali', 'termini commerciali', 'condizioni di acquisto'],
    'General Conditions of Sale': ['condizioni di vendita', 'condizioni generali di vendita', 'diritto di recesso', 'politica di rimborso'],
    'Service Level Agreement': ['livelli di servizio', 'accordo sul livello di servizio', 'sla'],
    'Acceptable Use Policy': ['politica di utilizzo accettabile', 'uso accettabile', 'norme di utilizzo', 'politica antispam'],
    'Community Guidelines': ['linee guida della community', 'regole della community', 'codice di condotta', 'norme della community'],
    'Developer Terms': ['termini per gli sviluppatori', 'condizioni api'],
    Imprint: ['note legali', 'informazioni legali', 'dati societari'],
    'Security Policy': ['politica di sicurezza', 'sicurezza delle informazioni', 'misure tecniche e organizzative', 'sicurezza'],
    'Copyright Claims Policy': ['diritto d autore', 'proprieta intellettuale'],
  },
  hubs: ['legale', 'area legale', 'documenti legali', 'gdpr', 'politiche', 'documentazione legale'],
  strangers: ['impostazioni', 'preferenze', 'gestisci', 'notizie', 'modello', 'esempio', 'lavora con noi', 'accedi', 'guida', 'prezzi', 'formazione'],
};
