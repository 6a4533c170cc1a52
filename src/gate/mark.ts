/*
 * Polynomial hashes modulo two primes (Karp and Rabin 1987): the hash of two texts joined follows from the hashes of
 * the two. The primes lie below 2^26 so that every product stays an exact double.
 */
const laneA = { prime: 67_108_859, base: 33_554_467 };
const laneB = { prime: 67_108_837, base: 21_473_933 };
const inverseA = 1 / laneA.prime;
const inverseB = 1 / laneB.prime;
const shift = 2 ** 26;

export interface Mark {
  readonly mark: number;
  readonly length: number;
}

export const emptyMark: Mark = { mark: 0, length: 0 };

/** @param text folded words; their spaces do not count. @returns a mark below 2^52 and the number of letters in it */
export function markOf(text: string): Mark {
  let a = 0;
  let b = 0;
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 32) continue;
    // The remainder by the quotient, which may be one too many or too few: `%` is ten times slower on numbers this large.
    a = a * laneA.base + code;
    a -= Math.floor(a * inverseA) * laneA.prime;
    if (a < 0) a += laneA.prime;
    else if (a >= laneA.prime) a -= laneA.prime;
    b = b * laneB.base + code;
    b -= Math.floor(b * inverseB) * laneB.prime;
    if (b < 0) b += laneB.prime;
    else if (b >= laneB.prime) b -= laneB.prime;
    length += 1;
  }
  return { mark: a * shift + b, length };
}

/** @returns `markOf(first text + second text)` */
export function joined(first: Mark, second: Mark): Mark {
  const a = (Math.floor(first.mark / shift) * power(laneA, second.length) + Math.floor(second.mark / shift)) % laneA.prime;
  const b = ((first.mark % shift) * power(laneB, second.length) + (second.mark % shift)) % laneB.prime;
  return { mark: a * shift + b, length: first.length + second.length };
}

function power(lane: { readonly prime: number; readonly base: number }, exponent: number): number {
  let result = 1;
  let square = lane.base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % lane.prime;
    square = (square * square) % lane.prime;
  }
  return result;
}

/** A short stand-in for a list of keys, empty for none: FNV-1a over UTF-16 units, two lanes, enough to tell neighbours apart. */
export function digestOf(keys: string): string {
  if (keys === '') return '';
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let at = 0; at < keys.length; at += 1) {
    a = Math.imul(a ^ keys.charCodeAt(at), 0x01000193) >>> 0;
    b = Math.imul(b ^ keys.charCodeAt(at), 0x85ebca6b) >>> 0;
  }
  return a.toString(16).padStart(8, '0') + b.toString(16).padStart(8, '0');
}
