import { epochMsOf, type Instant } from '../domain/instant.ts';

/** A vendor's new name may be this late in a feed; a new change or deadline never is. */
const keptMs = 300_000;
/** Some 400 kB each at most. */
const mostKept = 32;

/** Feeds and calendars as they were last made: their readers ask every few minutes, and to write one takes a while. */
export class KeptFeeds {
  readonly #feeds = new Map<string, { readonly state: string; readonly untilMs: number; readonly source: string }>();

  /** @param state what it is made of; another state is another feed */
  find(key: string, state: string, now: Instant): string | null {
    const kept = this.#feeds.get(key);
    return kept !== undefined && kept.state === state && kept.untilMs > epochMsOf(now) ? kept.source : null;
  }

  keep(key: string, state: string, now: Instant, source: string): void {
    this.#feeds.delete(key);
    this.#feeds.set(key, { state, untilMs: epochMsOf(now) + keptMs, source });
    for (const oldest of [...this.#feeds.keys()].slice(0, Math.max(0, this.#feeds.size - mostKept))) this.#feeds.delete(oldest);
  }
}
