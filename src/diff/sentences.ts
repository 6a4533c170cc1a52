/** Abbreviations after which a full stop ends no sentence, in the six languages; compared in lower case. */
const abbreviations = new Set([
  'nr', 'art', 'artt', 'bijv', 'bv', 'nv', 'd.w.z', 'm.b.t', 'o.a', 'e.d', 'evt', 'incl', 'excl', 'max', 'min', 'ca', 'resp', 'tel', 'lid', 'ref',
  'jan', 'feb', 'febr', 'mrt', 'apr', 'jun', 'jul', 'aug', 'sep', 'sept', 'okt', 'nov', 'dec', 'dr', 'mr', 'mrs', 'ms', 'prof', 'ing', 'drs', 'st',
  'b.v', 'n.v', 'k.v.k', 'v.o.f', 'c.v', 'inc', 'ltd', 'co', 'corp', 's.a', 's.l', 's.r.l', 's.p.a', 'e.v', 'no', 'nos', 'para', 'sec', 'cf', 'e.g', 'i.e', 'etc',
  'u.s', 'u.k', 'z.b', 'd.h', 'bzw', 'ggf', 'abs', 'ziff', 'str', 'inkl', 'zzgl', 'usw', 'u.a', 'vgl', 'p.ex', 'cf', 'al', 'env', 'm', 'mme', 'janv', 'févr', 'juil',
  'p.ej', 'núm', 'pág', 'sr', 'sra', 'ud', 'uds', 'ene', 'dic', 'ad es', 'es', 'pag', 'sig', 'genn', 'febbr', 'ott',
]);
const segmenters = new Map<string, Intl.Segmenter>();

/**
 * Cuts a text into sentences; joined again they are the text. Breaks after an abbreviation, an initial or a number that
 * opens the sentence, or before a lower-case letter, are undone.
 * @param language BCP 47; null: the root locale
 */
export function sentencesOf(text: string, language: string | null): readonly string[] {
  const sentences: string[] = [];
  for (const { segment } of segmenterFor(language).segment(text)) {
    const before = sentences.at(-1);
    if (before !== undefined && !before.endsWith('\n') && (endsInAbbreviation(before) || /^\p{Ll}/u.test(segment))) sentences[sentences.length - 1] = before + segment;
    else sentences.push(segment);
  }
  return sentences;
}

function endsInAbbreviation(sentence: string): boolean {
  if (/^\s{0,8}\d{1,3}\.\s{0,8}$/u.test(sentence)) return true;
  const word = /(?:^|[\s("'“„«])([^\s("'“„«]{1,12})\.\s{0,8}$/u.exec(sentence.slice(-40))?.[1];
  return word !== undefined && (/^\p{Lu}$/u.test(word) || abbreviations.has(word.toLowerCase()));
}

function segmenterFor(language: string | null): Intl.Segmenter {
  const locale = /^[a-z]{2,3}$/iu.exec(language?.split('-')[0] ?? '')?.[0] ?? 'en';
  const known = segmenters.get(locale);
  if (known !== undefined) return known;
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' });
  segmenters.set(locale, segmenter);
  return segmenter;
}
