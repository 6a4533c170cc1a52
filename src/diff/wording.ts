import type { Clause } from '../domain/clause.ts';
import { digitKind, kindAt, letterKind, unitsAt } from '../domain/character-kinds.ts';
import { Interner } from './sides.ts';

/** A clause as a weighted bag of stems and of pairs of stems that stand together. */
export interface Wording {
  /** Term ids in rising order, repeats kept. */
  readonly terms: Int32Array;
  readonly weights: Float64Array;
  readonly total: number;
  readonly words: number;
  /** The stems of a table row's key, or of what stands before the first colon or dash, as in "Performance cookies: …"; null where there is none. */
  readonly label: Wording | null;
}

/** Stems are the first letters of a word: it joins most inflections in every language that policies are written in. */
const stemLetters = 6;
/** Words of a policy's glue are short in all six languages; weighing by length spares a background table per language. */
const lengthWeights = [0.15, 0.15, 0.25, 0.45, 0.75] as const;
const numberWeight = 0.5;
/** A pair of stems says less that is new than two stems. */
const pairWeight = 0.5;

/**
 * Reads clauses into wordings with one common weighting: a stem weighs the logarithm of how rare it is among all
 * clauses of both versions.
 */
export class Vocabulary {
  readonly #stems = new Interner();
  readonly #stemOfWord = new Map<string, number>();
  readonly #pairs = new Map<number, number>();
  readonly #pairWeights: number[] = [];
  readonly #clausesWith: number[] = [];
  readonly #factors: number[] = [];
  readonly #countedIn: number[] = [];
  /** Of clauses that were read: policies repeat themselves. */
  readonly #wordings = new Map<string, { readonly text: string; readonly wording: Wording }>();
  #clauses = 0;
  #countings = 0;

  /**
   * Counts a clause's stems; every clause is to be counted before the first is read.
   * @param times in how many clauses of the two versions these same words and links stand
   */
  count(clause: Clause, times = 1): void {
    this.#clauses += times;
    const counted = this.#countings++;
    const stems = this.#stemsOf(clause);
    for (const stem of stems) {
      if (this.#countedIn[stem] === counted) continue;
      this.#countedIn[stem] = counted;
      this.#clausesWith[stem] = (this.#clausesWith[stem] ?? 0) + times;
    }
  }

  /** The stems of a clause's words in order, then those of its links' targets. */
  #stemsOf(clause: Pick<Clause, 'text' | 'links'>): readonly number[] {
    const stems = wordsOf(clause.text).map((word) => this.#stemOf(word));
    for (const target of targetsOf(clause)) stems.push(this.#stemOf(target));
    return stems;
  }

  #stemOf(word: string): number {
    const known = this.#stemOfWord.get(word);
    if (known !== undefined) return known;
    const whole = /[\p{N}:]/u.test(word);
    const stem = this.#stems.idOf(whole ? word : word.slice(0, stemLetters));
    this.#stemOfWord.set(word, stem);
    this.#factors[stem] ??= word.includes(':') ? 1 : whole ? numberWeight : (lengthWeights[word.length - 1] ?? 1);
    return stem;
  }

  #weightOf(stem: number): number {
    return (this.#factors[stem] ?? 1) * Math.log(1 + (this.#clauses + 1) / (this.#clausesWith[stem] ?? 1));
  }

  /** In how many clauses the term stands; pairs are not counted. */
  clausesWith(term: number): number {
    return this.#clausesWith[(term < 0 ? -2 - term : term) >> 1] ?? 0;
  }

  read(clause: Clause): Wording {
    const known = this.#wordings.get(clause.fingerprint);
    if (known !== undefined && known.text === clause.text && clause.links.length === 0) return known.wording;
    const label = clause.cells === null ? labelOf(clause.text) : keyOf(clause.cells);
    const wording = this.#read(clause, label === null ? null : stemsOnly(this.#read({ text: label, links: [] }, null)));
    if (clause.links.length === 0 && clause.cells === null) this.#wordings.set(clause.fingerprint, { text: clause.text, wording });
    return wording;
  }

  #read(clause: Pick<Clause, 'text' | 'links'>, label: Wording | null): Wording {
    const stems = wordsOf(clause.text).map((word) => this.#stemOf(word));
    const entries: { readonly term: number; readonly weight: number }[] = [];
    stems.forEach((stem, index) => {
      const weight = this.#weightOf(stem);
      // even ids are stems, odd ids pairs
      entries.push({ term: stem * 2, weight });
      const next = stems[index + 1];
      if (next === undefined) return;
      const pairKey = stem * 2 ** 24 + next;
      let pair = this.#pairs.get(pairKey);
      if (pair === undefined) {
        pair = this.#pairs.size;
        this.#pairs.set(pairKey, pair);
        this.#pairWeights[pair] = (pairWeight * (weight + this.#weightOf(next))) / 2;
      }
      entries.push({ term: pair * 2 + 1, weight: this.#pairWeights[pair] ?? 0 });
    });
    for (const target of targetsOf(clause)) {
      const stem = this.#stemOf(target);
      // negative even ids are link targets
      entries.push({ term: -2 - stem * 2, weight: this.#weightOf(stem) });
    }
    entries.sort((a, b) => a.term - b.term);
    return {
      terms: Int32Array.from(entries, (entry) => entry.term),
      weights: Float64Array.from(entries, (entry) => entry.weight),
      total: entries.reduce((sum, entry) => sum + entry.weight, 0),
      words: stems.length,
      label,
    };
  }
}

/** A row is known by its first cell that holds a word. */
function keyOf(cells: readonly string[]): string | null {
  return cells.find((cell) => /\p{L}/u.test(cell)) ?? null;
}

function labelOf(text: string): string | null {
  return /^([^.:;–—]{3,60}?)(?:\s?:(?=\s|$)|\s[–—-]\s)/u.exec(text)?.[1] ?? null;
}

const beyondAscii = /[\u0080-\uFFFF]/u;

/** @returns words in lower case without diacritics, compatibility forms folded; letters and digits are words of their own */
export function wordsOf(text: string): readonly string[] {
  const plain = (beyondAscii.test(text) ? text.normalize('NFKD').replace(/\p{M}/gu, '') : text).toLowerCase();
  const words: string[] = [];
  for (let index = 0; index < plain.length; ) {
    const start = index;
    const kind = kindAt(plain, index);
    do index += unitsAt(plain, index);
    while (index < plain.length && kindAt(plain, index) === kind);
    if (kind === letterKind || kind === digitKind) words.push(plain.slice(start, index));
  }
  return words;
}

/** Where a clause's links lead, as words that no text contains: the same target is a sign of the same clause. */
function targetsOf(clause: Pick<Clause, 'links'>): readonly string[] {
  return clause.links.map((link) => `:${link.url.toLowerCase().replace(/^https?:\/\/(www\.)?/u, '').replace(/[/?#;]+$/u, '')}`);
}

/** @returns the weight of what both wordings say */
export function sharedWeight(a: Wording, b: Wording): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length; ) {
    const difference = (a.terms[i] ?? 0) - (b.terms[j] ?? 0);
    if (difference === 0) {
      sum += a.weights[i] ?? 0;
      i++;
      j++;
    } else if (difference < 0) i++;
    else j++;
  }
  return sum;
}

/** Weighted Dice coefficient, 0 to 1. */
export function likeness(a: Wording, b: Wording): number {
  const total = a.total + b.total;
  return total === 0 ? 0 : (2 * sharedWeight(a, b)) / total;
}

/** @returns the wording's stems alone: what containment is measured on, as a split breaks pairs and links apart */
export function stemsOnly(wording: Wording): Wording {
  return pick(wording, [...wording.terms.keys()].filter((index) => (wording.terms[index] ?? -1) >= 0 && (wording.terms[index] ?? 0) % 2 === 0));
}

/** @returns the wording's terms that are not used up by `other`, each occurrence once */
export function without(wording: Wording, other: Wording): Wording {
  const kept: number[] = [];
  for (let i = 0, j = 0; i < wording.terms.length; ) {
    const difference = j < other.terms.length ? (wording.terms[i] ?? 0) - (other.terms[j] ?? 0) : -1;
    if (difference === 0) {
      i++;
      j++;
    } else if (difference < 0) kept.push(i++);
    else j++;
  }
  return pick(wording, kept);
}

function pick(wording: Wording, kept: readonly number[]): Wording {
  return {
    terms: Int32Array.from(kept, (index) => wording.terms[index] ?? 0),
    weights: Float64Array.from(kept, (index) => wording.weights[index] ?? 0),
    total: kept.reduce((sum, index) => sum + (wording.weights[index] ?? 0), 0),
    words: wording.words,
    label: wording.label,
  };
}
