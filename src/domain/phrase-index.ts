import { kindAt, otherKind, unitsAt } from './character-kinds.ts';

/** A word of a text, in lower case, with where it stands: UTF-16 offsets, end exclusive. */
export interface Word {
  readonly lower: string;
  readonly start: number;
  readonly end: number;
}

/** Words that are remembered, here and by each of some two hundred indexes: about as many as two versions of a policy use. */
const wordsMet = 2048;
/** V8 cuts longer words out of their text without copying them: to remember one would keep its whole page in memory. */
const longestMet = 12;

const met = new Map<string, string>();

/** One string for all places where a word stands, so that the many look-ups that follow compare no letters. */
function theSame(word: string): string {
  if (word.length > longestMet) return word;
  const known = met.get(word);
  if (known !== undefined) return known;
  if (met.size >= wordsMet) met.clear();
  met.set(word, word);
  return word;
}

/** Texts that are remembered with their words: a clause and its counterpart are asked for them by one list of phrases after another. */
const textsMet = 8;
/** Shorter texts are quickly read, longer ones are large to keep. */
const [shortestText, longestText] = [16, 20_000];

const latest: { readonly text: string; readonly words: readonly Word[] }[] = [];
let oldest = 0;

/** @returns the words of `text` in order: letters with their marks, and digits; what separates them is dropped. Linear in the text. */
export function wordsOf(text: string): readonly Word[] {
  if (text.length < shortestText || text.length > longestText) return readWords(text);
  const known = latest.find((one) => one.text === text);
  if (known !== undefined) return known.words;
  const words = readWords(text);
  latest[oldest] = { text, words };
  oldest = (oldest + 1) % textsMet;
  return words;
}

function readWords(text: string): readonly Word[] {
  const words: Word[] = [];
  for (let index = 0; index < text.length; ) {
    const start = index;
    while (index < text.length && kindAt(text, index) !== otherKind) index += unitsAt(text, index);
    if (index > start) words.push({ lower: theSame(text.slice(start, index).toLowerCase()), start, end: index });
    else index += unitsAt(text, index);
  }
  return words;
}

/** A phrase of the index found in a text: word positions, end exclusive. */
export interface PhraseMatch<Value> {
  readonly value: Value;
  readonly from: number;
  readonly to: number;
}

/** A word of a phrase; an open one stands for every word that begins so. */
interface Pattern {
  readonly word: string;
  readonly open: boolean;
}

interface Entry<Value> {
  readonly rest: readonly Pattern[];
  readonly value: Value;
  /** Phrases are told in the order in which they were given. */
  readonly rank: number;
}

const matches = (pattern: Pattern, word: string): boolean => (pattern.open ? word.startsWith(pattern.word) : pattern.word === word);

function follows(rest: readonly Pattern[], words: readonly Word[], from: number): boolean {
  for (let index = 0; index < rest.length; index++) {
    const [pattern, word] = [rest[index], words[from + index]];
    if (pattern === undefined || word === undefined || !matches(pattern, word.lower)) return false;
  }
  return true;
}

const inRank = <Value>(entries: readonly Entry<Value>[]): readonly Entry<Value>[] =>
  entries.length === 1 ? entries : entries.toSorted((one, other) => one.rank - other.rank);

/** Words longer than this are no words of a policy; their insides are not searched. */
const longestWord = 48;

/** A tree of letters, by UTF-16 unit. */
interface Node<Value> {
  readonly next: Map<number, Node<Value>>;
  /** Phrases whose first word is the whole path. */
  readonly whole: Entry<Value>[];
  /** Phrases whose first word goes on after the path, in the direction in which the tree is read. */
  readonly part: Entry<Value>[];
}

const emptyNode = <Value>(): Node<Value> => ({ next: new Map(), whole: [], part: [] });

function nodeAt<Value>(root: Node<Value>, key: string, backwards: boolean): Node<Value> {
  let node = root;
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(backwards ? key.length - 1 - index : index);
    const next = node.next.get(code) ?? emptyNode<Value>();
    node.next.set(code, next);
    node = next;
  }
  return node;
}

/**
 * Finds many phrases in a text at once. A phrase is words; a word may end in `*` (what begins so), and a phrase of one
 * word may begin with `*` (what ends so), or both (what contains it), which reads compounds such as "klantgegevens".
 */
export class PhraseIndex<Value> {
  readonly #forwards = emptyNode<Value>();
  readonly #backwards = emptyNode<Value>();
  readonly #inner = emptyNode<Value>();
  /** Of the words met lately: a policy says the same ones again and again. */
  readonly #met = new Map<string, readonly Entry<Value>[] | null>();
  #phrases = 0;

  constructor(phrases: Iterable<readonly [phrase: string, value: Value]>) {
    for (const [phrase, value] of phrases) this.#add(phrase.toLowerCase(), value);
  }

  /** @returns every phrase that stands in `words`, in order of where it begins; overlapping ones too */
  find(words: readonly Word[]): readonly PhraseMatch<Value>[] {
    const found: PhraseMatch<Value>[] = [];
    for (let from = 0; from < words.length; from++) {
      const entries = this.#entriesAt(words[from]?.lower ?? '');
      if (entries === null) continue;
      for (const entry of entries) {
        if (follows(entry.rest, words, from + 1)) found.push({ value: entry.value, from, to: from + 1 + entry.rest.length });
      }
    }
    return found;
  }

  #entriesAt(word: string): readonly Entry<Value>[] | null {
    const known = this.#met.get(word);
    if (known !== undefined) return known;
    const entries = this.#lookUp(word);
    if (word.length <= longestMet) {
      if (this.#met.size >= wordsMet) this.#met.clear();
      this.#met.set(word, entries);
    }
    return entries;
  }

  /** Most words begin no phrase: nothing is made for them. */
  #lookUp(word: string): readonly Entry<Value>[] | null {
    let found: Entry<Value>[] | null = null;
    const add = (entries: readonly Entry<Value>[]): void => {
      if (entries.length > 0) found = found === null ? [...entries] : [...found, ...entries];
    };
    const last = word.length - 1;
    let node = this.#forwards;
    for (let index = 0; index <= last; index++) {
      const next = node.next.get(word.charCodeAt(index));
      if (next === undefined) break;
      node = next;
      add(node.part);
      if (index === last) add(node.whole);
    }
    node = this.#backwards;
    for (let index = last; index >= 0; index--) {
      const next = node.next.get(word.charCodeAt(index));
      if (next === undefined) break;
      node = next;
      add(node.part);
    }
    if (this.#inner.next.size > 0 && word.length <= longestWord) {
      for (let start = 0; start <= last; start++) {
        node = this.#inner;
        for (let index = start; index <= last; index++) {
          const next = node.next.get(word.charCodeAt(index));
          if (next === undefined) break;
          node = next;
          add(node.part);
        }
      }
    }
    return found === null ? null : inRank(found);
  }

  #add(phrase: string, value: Value): void {
    const [first, ...rest] = phrase.match(/\*?[\p{L}\p{M}\p{N}]+\*?/gu) ?? [];
    if (first === undefined) return;
    const [start, end] = [first.startsWith('*'), first.endsWith('*')];
    const node = nodeAt(start && end ? this.#inner : start ? this.#backwards : this.#forwards, first.replaceAll('*', ''), start && !end);
    const patterns = rest.map((word): Pattern => ({ word: word.replace(/\*$/u, ''), open: word.endsWith('*') }));
    (start || end ? node.part : node.whole).push({ rest: patterns, value, rank: this.#phrases++ });
  }
}
