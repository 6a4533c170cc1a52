export const otherKind = 0;
export const letterKind = 1;
export const markKind = 2;
export const digitKind = 3;
const surrogate = 4;
const unknown = 5;

/** What each UTF-16 unit is, found once: clauses are split into words many times over. */
const kinds = new Uint8Array(0x10000).fill(unknown).fill(surrogate, 0xd800, 0xe000);

function classify(sign: string): number {
  if (/^\p{L}$/u.test(sign)) return letterKind;
  if (/^\p{N}$/u.test(sign)) return digitKind;
  return /^\p{M}$/u.test(sign) ? markKind : otherKind;
}

function kindOfPair(text: string, index: number): number {
  const point = text.codePointAt(index) ?? 0;
  return point > 0xffff ? classify(String.fromCodePoint(point)) : otherKind;
}

/** @returns what the character that begins at the UTF-16 unit `index` is: a letter, a mark on one, a digit, or other */
export function kindAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  const known = kinds[code] ?? otherKind;
  if (known < surrogate) return known;
  if (known === surrogate) return kindOfPair(text, index);
  const found = classify(text.charAt(index));
  kinds[code] = found;
  return found;
}

/** @returns how many UTF-16 units the character that begins at `index` takes up, 1 or 2 */
export function unitsAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code < 0xdc00 && (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}
