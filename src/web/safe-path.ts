/**
 * A path of our own to go on to, out of what a form or an address says.
 * @returns null for anything that a browser could take for another place: `//host`, `/\host`, a scheme, control characters
 */
export function safePath(text: string): string | null {
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return null;
  const url = URL.parse(text, 'http://here');
  return url === null || url.origin !== 'http://here' ? null : `${url.pathname}${url.search}`;
}
