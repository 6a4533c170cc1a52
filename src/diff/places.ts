import { freeIn, type Gap, gapsBetween } from './anchors.ts';
import type { Links } from './sides.ts';

/** How many clauses beside its gap a clause still is near its place. */
const nearby = 8;

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

  /** Both stand between the same anchors. */
  together(oldIndex: number, newIndex: number): boolean {
    const gap = this.#gapOfOld[oldIndex] ?? -1;
    return gap >= 0 && gap === this.#gapOfNew[newIndex];
  }

  /** Both stand between the same anchors, and no other clause without a partner does. */
  alone(oldIndex: number, newIndex: number): boolean {
    const gap = this.gaps[this.#gapOfOld[oldIndex] ?? -1];
    return gap !== undefined && gap.old.length === 1 && gap.new.length === 1 && gap.new[0] === newIndex;
  }

  near(oldIndex: number, newIndex: number): boolean {
    const range = this.#ranges[this.#gapOfOld[oldIndex] ?? -1];
    return range !== undefined && newIndex >= range.newFrom - nearby && newIndex < range.newTo + nearby;
  }

  /** 0 (same height in the gap) to 1. */
  distance(oldIndex: number, newIndex: number): number {
    return Math.abs((this.#heightOfOld[oldIndex] ?? 0) - (this.#heightOfNew[newIndex] ?? 0));
  }
}
