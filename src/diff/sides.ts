import type { Clause, ClauseTree } from '../domain/clause.ts';
import { lineOf } from './marker.ts';

/** The clauses of both versions with what every step of the alignment asks for, by index. */
export interface Sides {
  readonly old: readonly Clause[];
  readonly new: readonly Clause[];
  /** Equal numbers: equal in every character. */
  readonly oldExact: Int32Array;
  readonly newExact: Int32Array;
  /** Equal numbers: equal as compared (case, punctuation and markup folded). */
  readonly oldSame: Int32Array;
  readonly newSame: Int32Array;
  /** Equal numbers: under the same headings, their numbers aside. */
  readonly oldPath: Int32Array;
  readonly newPath: Int32Array;
}

/** `of[old] = new` or −1, and the reverse. */
export interface Links {
  readonly toNew: Int32Array;
  readonly toOld: Int32Array;
}

export function emptyLinks(sides: Sides): Links {
  return { toNew: new Int32Array(sides.old.length).fill(-1), toOld: new Int32Array(sides.new.length).fill(-1) };
}

export function link(links: Links, oldIndex: number, newIndex: number): void {
  links.toNew[oldIndex] = newIndex;
  links.toOld[newIndex] = oldIndex;
}

export function unlink(links: Links, oldIndex: number): void {
  const newIndex = at(links.toNew, oldIndex);
  if (newIndex >= 0) links.toOld[newIndex] = -1;
  links.toNew[oldIndex] = -1;
}

/** @returns the entry, or −1 outside the array */
export function at(array: Int32Array, index: number): number {
  return array[index] ?? -1;
}

export function sidesOf(oldTree: ClauseTree, newTree: ClauseTree): Sides {
  const exact = new Interner();
  const same = new Interner();
  const paths = new Interner();
  // a file's lines can be compared to the character only with another file's
  const bothFiles = [...oldTree.clauses, ...newTree.clauses].every((clause) => clause.source !== undefined);
  const exactKey = (clause: Clause): string => (bothFiles ? lineOf(clause) : `${clause.marker}\u0000${clause.markdown}`);
  const number = (clauses: readonly Clause[], interner: Interner, key: (clause: Clause) => string): Int32Array =>
    Int32Array.from(clauses, (clause) => interner.idOf(key(clause)));
  return {
    old: oldTree.clauses,
    new: newTree.clauses,
    oldExact: number(oldTree.clauses, exact, exactKey),
    newExact: number(newTree.clauses, exact, exactKey),
    oldSame: number(oldTree.clauses, same, sameKey),
    newSame: number(newTree.clauses, same, sameKey),
    oldPath: number(oldTree.clauses, paths, pathKey),
    newPath: number(newTree.clauses, paths, pathKey),
  };
}

function sameKey(clause: Clause): string {
  return /[\p{L}\p{N}]/u.test(clause.text) ? clause.fingerprint : lineOf(clause);
}

function pathKey(clause: Clause): string {
  return clause.path.map(withoutNumber).join('\u0001');
}

function withoutNumber(heading: string): string {
  return heading.replace(/^[\s\d.()§]+/u, '');
}

/** Gives equal strings equal small numbers. */
export class Interner {
  readonly #ids = new Map<string, number>();

  idOf(key: string): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(key, id);
    return id;
  }
}
