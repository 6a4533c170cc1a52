import type { Run } from './inline.ts';

/** An element typed into the text, because it was escaped once too often: `&lt;a href="…"&gt;our guidelines&lt;/a&gt;`. */
const typed = /<(a|b|strong|i|em|u)(\s[^<>]{0,500})?>([^<>]{1,500})<\/\1\s{0,5}>/giu;
const hrefOf = /\shref\s{0,5}=\s{0,5}["']([^"'<>]{1,400})["']/iu;

/**
 * Reads markup that stands in a text as words: the link or the stress it was meant to be, so that the page reads the
 * same on the day its publisher mends it.
 * @param address makes an address of an `href` as written; null for one that leads nowhere
 */
export function readTyped(text: string, around: Omit<Run, 'text' | 'lineBreak'>, address: (href: string) => string | null): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(typed)) {
    const [whole, tag = '', attributes = '', words = ''] = match;
    if (match.index > from) runs.push({ ...around, text: text.slice(from, match.index), lineBreak: false });
    const name = tag.toLowerCase();
    const href = name === 'a' ? (hrefOf.exec(attributes)?.[1] ?? null) : null;
    runs.push({ ...around, text: words, bold: around.bold || name === 'b' || name === 'strong', href: href === null ? around.href : address(href), lineBreak: false });
    from = match.index + whole.length;
  }
  if (from < text.length) runs.push({ ...around, text: text.slice(from), lineBreak: false });
  return runs;
}
