/** A word of a text, in lower case, with where it stands: UTF-16 offsets, end exclusive. */
export interface Word {
  readonly lower: string;
  readonly start: number;
  readonly end: number;
}

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;

/** @returns the words of `text` in order; what separates them is dropped. Linear in the text. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(wordPattern)].map((match) => ({
    lower: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** A phrase of the index found in a text: word positions, end exclusive. */
export interface PhraseMatch<Value> {
  readonly value: Value;
  readonly from: number;
  readonly to: number;
}

interface Entry<Value> {
  readonly rest: readonly string[];
  readonly value: Value;
}

const matches = (pattern: string, word: string): boolean =>
  pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : pattern === word;

/** Words longer than this are no words of a policy; their insides are not searched. */
const longestWord = 48;

/**
 * Finds many phrases in a text at once. A phrase is words; a word may end in `*` (what begins so), and a phrase of one
 * word may begin with `*` (what ends so), or both (what contains it), which reads compounds such as "klantgegevens".
 */
export class PhraseIndex<Value> {
  readonly #exact = new Map<string, Entry<Value>[]>();
  readonly #prefix = new Map<string, Entry<Value>[]>();
  readonly #suffix = new Map<string, Entry<Value>[]>();
  readonly #infix = new Map<string, Entry<Value>[]>();
  readonly #prefixLengths = new Set<number>();
  readonly #suffixLengths = new Set<number>();
  readonly #infixLengths = new Set<number>();

  constructor(phrases: Iterable<readonly [phrase: string, value: Value]>) {
    for (const [phrase, value] of phrases) this.#add(phrase.toLowerCase(), value);
  }

  /** @returns every phrase that stands in `words`, in order of where it begins; overlapping ones too */
  find(words: readonly Word[]): readonly PhraseMatch<Value>[] {
    const cache = new Map<string, readonly Entry<Value>[]>();
    const found: PhraseMatch<Value>[] = [];
    for (const [from, word] of words.entries()) {
      let entries = cache.get(word.lower);
      if (entries === undefined) {
        entries = this.#entriesAt(word.lower);
        cache.set(word.lower, entries);
      }
      for (const entry of entries) {
        const fits = entry.rest.every((pattern, index) => {
          const next = words[from + 1 + index];
          return next !== undefined && matches(pattern, next.lower);
        });
        if (fits) found.push({ value: entry.value, from, to: from + 1 + entry.rest.length });
      }
    }
    return found;
  }

  #entriesAt(word: string): readonly Entry<Value>[] {
    const found: Entry<Value>[] = [...(this.#exact.get(word) ?? [])];
    for (const length of this.#prefixLengths) if (length <= word.length) found.push(...(this.#prefix.get(word.slice(0, length)) ?? []));
    for (const length of this.#suffixLengths) if (length <= word.length) found.push(...(this.#suffix.get(word.slice(-length)) ?? []));
    if (word.length > longestWord) return found;
    for (const length of this.#infixLengths) {
      for (let at = 0; at + length <= word.length; at += 1) found.push(...(this.#infix.get(word.slice(at, at + length)) ?? []));
    }
    return found;
  }

  #add(phrase: string, value: Value): void {
    const parts = phrase.match(/\*?[\p{L}\p{M}\p{N}]+\*?/gu) ?? [];
    const [first, ...rest] = parts;
    if (first === undefined) return;
    const key = first.replaceAll('*', '');
    const [start, end] = [first.startsWith('*'), first.endsWith('*')];
    const [map, lengths] =
      start && end ? [this.#infix, this.#infixLengths] : start ? [this.#suffix, this.#suffixLengths] : end ? [this.#prefix, this.#prefixLengths] : [this.#exact, null];
    lengths?.add(key.length);
    map.set(key, [...(map.get(key) ?? []), { rest, value }]);
  }
}
