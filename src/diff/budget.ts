/**
 * Counts elementary steps instead of milliseconds, so that the same input always gets the same answer. Work that would
 * pass the limit is refused, and the answer is marked as coarser than it could be.
 */
export class Budget {
  #left: number;
  #refused = false;

  constructor(operations: number) {
    this.#left = operations;
  }

  /** @returns whether the work may be done; what is refused is not charged */
  spend(operations: number): boolean {
    if (operations > this.#left) {
      this.#refused = true;
      return false;
    }
    this.#left -= operations;
    return true;
  }

  /** Says that some work was given up half-way. */
  refuse(): void {
    this.#refused = true;
  }

  /** True once some work was refused. */
  get refused(): boolean {
    return this.#refused;
  }
}
