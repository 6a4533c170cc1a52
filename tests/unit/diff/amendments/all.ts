import type { PolicyLanguage } from '../../../../src/domain/language.ts';
import type { Amendment } from './amendment.ts';
import { amendmentsDe } from './de.ts';
import { amendmentsEn } from './en.ts';
import { amendmentsEs } from './es.ts';
import { amendmentsFr } from './fr.ts';
import { amendmentsIt } from './it.ts';
import { amendmentsNl } from './nl.ts';

export const amendments: Readonly<Record<PolicyLanguage, readonly Amendment[]>> = { nl: amendmentsNl, en: amendmentsEn, de: amendmentsDe, fr: amendmentsFr, es: amendmentsEs, it: amendmentsIt };

/** About half of the amendments, by a checksum of their words: rules are made and tuned on the others, and measured on these. */
export function heldBack(amendment: Amendment): boolean {
  let sum = 2_166_136_261;
  for (const letter of `${amendment.old ?? ''}|${amendment.new ?? ''}`) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return ((sum >>> 16) & 1) === 1;
}
