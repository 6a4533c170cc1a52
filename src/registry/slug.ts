import { createHash } from 'node:crypto';

const longest = 60;
const ligatures: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i' };

/**
 * A short name of lower-case letters, digits and single hyphens, at most 60 long. A name that has no such letters
 * (an emoji, a name in another script) gets a stable one made from its hash.
 */
export function slugOf(name: string): string {
  const plain = name.slice(0, 1000).toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[ßæœøđðþłı]/gu, (letter) => ligatures[letter] ?? '')
    .replaceAll(/&/gu, ' and ').replaceAll(/['’]/gu, '');
  const words = plain.split(/[^a-z0-9]+/u).filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > longest) break;
    slug = longer;
  }
  if (slug === '' && words[0] !== undefined) slug = words[0].slice(0, longest);
  return slug === '' ? `x-${createHash('sha256').update(name).digest('hex').slice(0, 8)}` : slug;
}

export function isSlug(text: string): boolean {
  return text.length <= 80 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(text);
}

/** The slug, or the first of `slug-2`, `slug-3` … that is not taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  let count = 2;
  while (taken.has(`${slug}-${count}`)) count += 1;
  return `${slug}-${count}`;
}

/**
 * A policy's slug: vendor, `/`, type, and a suffix where the vendor has several of the type.
 *
 * @param suffix what tells it from its twins, such as a language; null for the first of its type
 */
export function policySlug(vendorSlug: string, type: string, suffix: string | null, taken: ReadonlySet<string> = new Set()): string {
  return freeSlug(`${vendorSlug}/${slugOf(type)}${suffix === null ? '' : `-${slugOf(suffix)}`}`, taken);
}
