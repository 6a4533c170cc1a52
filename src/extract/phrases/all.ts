import type { PolicyLanguage } from '../../domain/language.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { french } from './fr.ts';
import { italian } from './it.ts';
import { dutch } from './nl.ts';
import type { Phrases } from './phrases.ts';

export const phrasesIn: Readonly<Record<PolicyLanguage, Phrases>> = { nl: dutch, en: english, de: german, fr: french, es: spanish, it: italian };

/** Every language's phrases, for pages whose own language is not sure: error pages often speak another than the site. */
export const allPhrases: readonly Phrases[] = [english, dutch, german, french, spanish, italian];

/** @returns the phrases of a BCP 47 language; null where it is none of the six */
export function phrasesOf(language: string | null): Phrases | null {
  const primary = language?.split('-')[0] ?? '';
  return primary === 'nl' || primary === 'en' || primary === 'de' || primary === 'fr' || primary === 'es' || primary === 'it' ? phrasesIn[primary] : null;
}
