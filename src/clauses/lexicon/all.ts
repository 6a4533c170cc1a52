import type { PolicyLanguage } from '../../domain/language.ts';
import { policyLanguages } from '../../domain/language.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import type { ClauseLexicon } from './lexicon.ts';
import { nl } from './nl.ts';

export const lexicons: Readonly<Record<PolicyLanguage, ClauseLexicon>> = { nl, en, de, fr, es, it };

/** @returns the policy language that a BCP 47 tag names, or null where it is another or unknown */
export function policyLanguageOf(tag: string | null): PolicyLanguage | null {
  const primary = tag?.toLowerCase().split(/[-_]/u)[0] ?? '';
  return policyLanguages.find((language) => language === primary) ?? null;
}
