/** Characters that show nothing: soft hyphen, joiners, zero-width and bidi marks, variation selectors, tags. */
const unseen = /[\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\u{E0000}-\u{E0FFF}]/gu;
const plainAscii = /^[\t\n\r\x20-\x7E]*$/u;
const apostrophes = /[’‘ʼ´`′]/gu;

/*
 * What goes: all but letters, digits and the signs that carry a value. A point, comma or colon between digits is part
 * of a number ("1.000,50", "6.4", "10:30"), an apostrophe between letters part of a word.
 */
const partings = /(?:(?<![\p{L}\p{M}\p{N}])'|'(?![\p{L}\p{N}])|(?<!\p{N})[.,:]|[.,:](?!\p{N})|[^\p{L}\p{M}\p{N}\p{Sc}%‰§+<>=≤≥±×'.,:])+/gu;
const asciiPartings = /(?:(?<![a-z0-9])'|'(?![a-z0-9])|(?<![0-9])[.,:]|[.,:](?![0-9])|[^a-z0-9$%+<>='.,:])+/gu;

/**
 * The wording alone: case, quotes, dashes, spacing and punctuation gone; letters, digits, currency and comparison
 * signs kept. Two texts with the same fold say the same words. `fold(fold(x)) === fold(x)`.
 */
export function fold(text: string): string {
  if (plainAscii.test(text)) return text.replaceAll('`', "'").toLowerCase().replace(asciiPartings, ' ').trim();
  const wide = text.normalize('NFKC').toLowerCase().normalize('NFKC');
  return wide.replace(unseen, '').replace(apostrophes, "'").replace(partings, ' ').trim();
}
