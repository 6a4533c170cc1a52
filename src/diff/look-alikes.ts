import type { Reason } from '../domain/change.ts';
import type { Pairing } from './pairing.ts';
import type { Finding } from './significance.ts';

/**
 * Letters of the Cyrillic and Greek alphabets that look like Latin ones in most typefaces, from Unicode's table of
 * confusable characters (UTS 39); Latin letters that stand for digits.
 */
const alike: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['аеорсухіјѕһԁԛԝ', 'aeopcyxijshdqw'], ['АВЕКМНОРСТУХІЈЅ', 'ABEKMHOPCTYXIJS'],
    ['ονιρυ', 'ovipu'], ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ].flatMap(([strange = '', plain = '']) => [...strange].map((sign, at) => [sign, plain[at] ?? sign])),
);
const digits: Readonly<Record<string, string>> = { O: '0', o: '0', l: '1', I: '1' };

const strange = new RegExp(`[${Object.keys(alike).join('')}]`, 'gu');
const latin = /\p{Script=Latin}/u;
const parts = /[\p{L}\p{M}\p{N}]{1,60}/gu;

/** The word as it looks: the letters of other alphabets as the Latin ones they resemble. */
const shape = (word: string): string => word.replace(strange, (sign) => alike[sign] ?? sign);
/** The same for a number with letters in it. */
const asNumber = (word: string): string => shape(word).replace(/[OolI]/gu, (sign) => digits[sign] ?? sign);

/** Letters of two alphabets in one word, where each passes for a Latin one. */
const isMixed = (word: string): boolean => word.search(strange) >= 0 && (latin.test(word) || /\d/u.test(word));

function wordsOf(pairing: Pairing, dropped: 'delete' | 'insert'): ReadonlySet<string> {
  const text = pairing.words.map((run) => (run.op === dropped ? ' ' : run.text)).join('');
  return new Set(text.match(parts) ?? []);
}

/** @returns the words of the new text that look like others than they are: letters of two alphabets, or a known word or number in look-alikes */
export function lookAlikes(pairing: Pairing): readonly string[] {
  const before = wordsOf(pairing, 'insert');
  const fresh = [...wordsOf(pairing, 'delete')].filter((word) => !before.has(word));
  if (fresh.length === 0) return [];
  const [shapes, numbers] = [new Set([...before].map(shape)), new Set([...before].filter((word) => /\d/u.test(word)).map(asNumber))];
  return fresh.filter((word) => isMixed(word) || (word.search(strange) >= 0 && shapes.has(shape(word))) || (/\p{L}/u.test(word) && /^\d+$/u.test(asNumber(word)) && numbers.has(asNumber(word))));
}

const most = 3;

/** A finding of its own: to the eye nothing may have changed at all. */
export function lookAlikeFindings(pairing: Pairing): readonly Finding[] {
  const found = lookAlikes(pairing);
  if (found.length === 0) return [];
  const shown = found.slice(0, most).map((word) => `“${word}”`).join(', ');
  const reason: Reason = { rule: 'look-alikes', text: { nl: `tekens die op andere lijken: ${shown}`, en: `characters that look like others: ${shown}` } };
  return [{ significance: 'minor', leaning: 0, weight: 2, reason }];
}
