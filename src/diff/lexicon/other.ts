import type { DiffLexicon } from './lexicon.ts';

/** The few words that decide most in policies of other European languages (Polish, Czech, Slovak, Croatian, Swedish, Danish, Norwegian, Portuguese, Romanian, Hungarian, Finnish). */
export const other: DiffLexicon = {
  language: 'other',
  norms: {
    not: ['nie', 'ne', 'není', 'nelze', 'inte', 'ej', 'ikke', 'não', 'nu', 'nem', 'ei'],
    only: ['tylko', 'wyłącznie', 'pouze', 'jen', 'iba', 'samo', 'isključivo', 'endast', 'bara', 'kun', 'apenas', 'somente', 'doar', 'csak', 'vain'],
    may: ['może', 'mogą', 'môže', 'môžu', 'může', 'mohou', 'može', 'mogu', 'kan', 'får', 'pode', 'podem', 'poate', 'voi'],
    duty: ['musi', 'muszą', 'musí', 'mora', 'moraju', 'måste', 'skal', 'skall', 'deve', 'devem', 'trebuie', 'kell'],
    except: ['chyba że', 'z wyjątkiem', 'ledaže', 's výjimkou', 'okrem', 'osim', 'om inte', 'utom', 'medmindre', 'exceto', 'kivéve'],
    consent: ['zgoda', 'zgody', 'zgodą', 'souhlas*', 'súhlas*', 'privola*', 'pristanak', 'samtycke*', 'samtykke*', 'consentimento', 'consimțământ*', 'hozzájárulás*', 'suostumus*'],
  },
  idioms: [],
  company: [],
  person: [],
  effective: ['obowiązuje od', 'obowiązują od', 'wchodzi w życie', 'wchodzą w życie', 'účinnosť', 'účinnost', 'nadobúdajú účinnosť', 'platí od', 'platné od', 'stupa na snagu', 'vrijedi od', 'träder i kraft', 'gäller från', 'træder i kraft', 'trer i kraft', 'em vigor', 'intră în vigoare', 'hatályos', 'hatályba lép', 'voimassa'],
  updated: ['aktualizacja', 'ostatnia aktualizacja', 'poslední aktualizace', 'posledná aktualizácia', 'zadnja izmjena', 'senast uppdaterad', 'uppdaterad', 'opdateret', 'oppdatert', 'última atualização', 'ultima actualizare', 'frissítve', 'päivitetty', 'wersja', 'verze'],
  announced: [],
  exposes: [],
  protects: ['právo', 'pravo', 'rätt att', 'ret til', 'direito', 'osim', 'opravdane'],
  grants: [],
  deadlines: [],
  favours: [],
  worldwide: [],
  burdens: [],
  frequency: [],
  mutual: [],
  window: [],
  explains: [],
  small: ['i', 'a', 'v', 'w', 'z', 'na', 'do', 'se', 'sa', 'je', 'jest', 'och', 'att', 'det', 'en', 'ett', 'og', 'av', 'som', 'e', 'de', 'da', 'do', 'o', 'u', 'za', 'są', 'lub', 'ale', 'den', 'för', 'med', 'på'],
  address: [],
};
