/** The languages whose policies are read with full understanding; any other is kept and compared as words. */
export const policyLanguages = ['nl', 'en', 'de', 'fr', 'es', 'it'] as const;
export type PolicyLanguage = (typeof policyLanguages)[number];

/** The languages in which the product speaks to people. */
export const readerLanguages = ['nl', 'en'] as const;
export type ReaderLanguage = (typeof readerLanguages)[number];

/** One sentence in each language that readers have. */
export type Bilingual = Readonly<Record<ReaderLanguage, string>>;
