export type Span = readonly [start: number, end: number];

/** Which places of a text are taken; asking and marking cost no more than the span's length. */
export class TakenPlaces {
  readonly #taken: Uint8Array;

  constructor(length: number, spans: Iterable<Span> = []) {
    this.#taken = new Uint8Array(length);
    for (const span of spans) this.take(span);
  }

  take([start, end]: Span): void {
    this.#taken.fill(1, start, Math.max(end, start + 1));
  }

  touches([start, end]: Span): boolean {
    for (let place = start; place < Math.max(end, start + 1); place += 1) if (this.#taken[place] === 1) return true;
    return false;
  }
}
