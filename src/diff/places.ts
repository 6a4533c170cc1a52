import { freeIn, type Gap, gapsBetween } from './anchors.ts';
import type { Links } from './sides.ts';

/** How many clauses beside its gap a clause still is near its place. */
const nearby = 8;

export interface Standing {
  /** `together`: between the same anchors; `alone`: and no other clause without a partner is; `near`: a few clauses beside. */
  readonly place: 'alone' | 'together' | 'near' | 'away';
  /** Of their heights in their gaps: 0 (the same) to 1. */
  readonly distance: number;
}

/** Where the clauses without a partner stand: in which gap between anchors, and how far down it. */
export class Places {
  readonly gaps: readonly { readonly old: readonly number[]; readonly new: readonly number[] }[];
  readonly #ranges: readonly Gap[];
  readonly #gapOfOld: Int32Array;
  readonly #gapOfNew: Int32Array;
  readonly #heightOfOld: Float64Array;
  readonly #heightOfNew: Float64Array;

  constructor(links: Links) {
    this.#ranges = gapsBetween(links);
    this.gaps = this.#ranges.map((gap) => ({ old: freeIn(gap.oldFrom, gap.oldTo, links.toNew), new: freeIn(gap.newFrom, gap.newTo, links.toOld) }));
    this.#gapOfOld = new Int32Array(links.toNew.length).fill(-1);
    this.#gapOfNew = new Int32Array(links.toOld.length).fill(-1);
    this.#heightOfOld = new Float64Array(links.toNew.length);
    this.#heightOfNew = new Float64Array(links.toOld.length);
    this.gaps.forEach((gap, number) => {
      gap.old.forEach((index, rank) => {
        this.#gapOfOld[index] = number;
        this.#heightOfOld[index] = (rank + 1) / (gap.old.length + 1);
      });
      gap.new.forEach((index, rank) => {
        this.#gapOfNew[index] = number;
        this.#heightOfNew[index] = (rank + 1) / (gap.new.length + 1);
      });
    });
  }

  /** How a clause of the old version and one of the new stand to each other. */
  between(oldIndex: number, newIndex: number): Standing {
    const number = this.#gapOfOld[oldIndex] ?? -1;
    const [gap, range] = [this.gaps[number], this.#ranges[number]];
    const distance = Math.abs((this.#heightOfOld[oldIndex] ?? 0) - (this.#heightOfNew[newIndex] ?? 0));
    if (gap === undefined || range === undefined) return { place: 'away', distance };
    if (number === this.#gapOfNew[newIndex]) return { place: gap.old.length === 1 && gap.new.length === 1 ? 'alone' : 'together', distance };
    return { place: newIndex >= range.newFrom - nearby && newIndex < range.newTo + nearby ? 'near' : 'away', distance };
  }
}
