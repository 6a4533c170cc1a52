import type { PolicyWords } from './policy-words.ts';

export const de: PolicyWords = {
  names: {
    'Privacy Policy': ['datenschutz', 'datenschutzerklarung', 'datenschutzhinweise', 'datenschutzbestimmungen', 'datenschutzrichtlinie', 'datenschutzrichtlinien', 'datenschutzinformation', 'datenschutzinformationen', 'privatsphare', 'datenschutzerklaerung', 'datenschutzhinweis'],
    'Terms of Service': ['nutzungsbedingungen', 'allgemeine geschaftsbedingungen', 'agb', 'agbs', 'geschaftsbedingungen', 'allgemeine geschaeftsbedingungen', 'nutzungsvereinbarung', 'teilnahmebedingungen', 'lizenzvertrag', 'lizenzbedingungen', 'vertragsbedingungen', 'servicebedingungen'],
    'Trackers Policy': ['cookie richtlinie', 'cookie richtlinien', 'cookie erklarung', 'cookies', 'cookie hinweise', 'cookierichtlinie', 'cookie hinweis', 'verwendung von cookies'],
    'Data Processor Agreement': ['auftragsverarbeitung', 'auftragsverarbeitungsvertrag', 'av vertrag', 'avv', 'vertrag zur auftragsverarbeitung', 'auftragsdatenverarbeitung', 'vereinbarung zur auftragsverarbeitung', 'datenverarbeitungsvertrag', 'adv vertrag'],
    'Sub-processor List': ['unterauftragsverarbeiter', 'unterauftragnehmer', 'subunternehmer', 'liste der unterauftragsverarbeiter', 'unterauftragsverhaltnisse', 'subdienstleister'],
    'Commercial Terms': ['geschaftliche bedingungen', 'partnerbedingungen', 'einkaufsbedingungen', 'zahlungsbedingungen'],
    'General Conditions of Sale': ['verkaufsbedingungen', 'lieferbedingungen', 'allgemeine verkaufsbedingungen', 'widerrufsrecht', 'widerrufsbelehrung', 'liefer und zahlungsbedingungen'],
    'Service Level Agreement': ['servicelevel vereinbarung', 'service level agreement', 'sla', 'leistungsbeschreibung', 'dienstgute'],
    'Acceptable Use Policy': ['richtlinie zur akzeptablen nutzung', 'nutzungsrichtlinie', 'nutzungsrichtlinien', 'anti spam richtlinie', 'zulassige nutzung'],
    'Community Guidelines': ['community richtlinien', 'gemeinschaftsrichtlinien', 'verhaltenskodex', 'netiquette'],
    'Developer Terms': ['entwicklerbedingungen', 'api nutzungsbedingungen'],
    Imprint: ['impressum', 'anbieterkennzeichnung', 'rechtliche hinweise'],
    'Security Policy': ['sicherheitsrichtlinie', 'informationssicherheit', 'technische und organisatorische massnahmen', 'technische und organisatorische maßnahmen', 'toms', 'sicherheit', 'datensicherheit'],
    'Copyright Claims Policy': ['urheberrecht', 'urheberrechtsrichtlinie'],
  },
  hubs: ['rechtliches', 'rechtliche informationen', 'richtlinien', 'dsgvo', 'vertrage', 'rechtsdokumente', 'recht', 'agb und datenschutz'],
  strangers: ['einstellungen', 'verwalten', 'aktuelles', 'muster', 'vorlage', 'karriere', 'stellenangebote', 'anmelden', 'ratgeber', 'schulung', 'leitfaden', 'preise', 'generator'],
};
