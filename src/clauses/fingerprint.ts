import { hash } from 'node:crypto';

/** The first 64 bits of a SHA-256 as 16 hexadecimal digits: among a million wordings a collision has odds of 1 in 37 million. */
export function fingerprintOf(folded: string): string {
  return hash('sha256', folded).slice(0, 16);
}

const grouping = /\d[., '’]\d{3}/u;
/** A number with its thousands parted: `36,982.92`, `36.982,92`, `36 982,92`, `36’982.92`. */
const groupedNumber = /(?<![\d.,'’])(?!0[.,])(\d{1,3})([., '’])(\d{3}(?:\2\d{3}){0,4})(?:([.,])(\d{1,2}))?(?!\d|[.,'’]\d)/gu;

/**
 * A text with its numbers as every language writes them, thousands not parted and decimals after a point, so that how a
 * page parts them is no wording: `36 982,92` and `36,982.92` are both `36982.92`.
 */
export function numbersPlain(text: string): string {
  if (!grouping.test(text)) return text;
  return text.replace(groupedNumber, (whole: string, first: string, sign: string, rest: string, point?: string, decimals?: string) =>
    point === sign ? whole : `${first}${rest.replaceAll(sign, '')}${decimals === undefined ? '' : `.${decimals}`}`);
}
