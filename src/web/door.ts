import { epochMsOf, type Clock } from '../domain/instant.ts';
import { randomToken, sameToken } from './tokens.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const perMinute = 5;
/** Names and addresses remembered at most; a flood of made-up names must not take memory. */
const mostKeys = 10_000;

/**
 * Who may try to sign in, and how the first account is made. It lives as long as the process: who can restart the
 * program needs no guesses.
 */
export class Door {
  readonly #clock: Clock;
  readonly #perHour: number;
  readonly #failures = new Map<string, number[]>();
  #setupToken: string | null = null;

  constructor(clock: Clock, attemptsPerHour: number) {
    this.#clock = clock;
    this.#perHour = attemptsPerHour;
  }

  /** @returns whether these (a name, an address) have failed so often of late that nothing is tried for them now */
  isShut(keys: readonly string[]): boolean {
    const now = epochMsOf(this.#clock());
    return keys.some((key) => {
      const recent = (this.#failures.get(key) ?? []).filter((at) => at > now - hourMs);
      return recent.length >= this.#perHour || recent.filter((at) => at > now - minuteMs).length >= perMinute;
    });
  }

  noteFailure(keys: readonly string[]): void {
    const now = epochMsOf(this.#clock());
    for (const key of keys) {
      const recent = [...(this.#failures.get(key) ?? []).filter((at) => at > now - hourMs), now];
      this.#failures.delete(key);
      this.#failures.set(key, recent.slice(-this.#perHour - perMinute));
    }
    for (const key of [...this.#failures.keys()].slice(0, Math.max(0, this.#failures.size - mostKeys))) this.#failures.delete(key);
  }

  noteSuccess(keys: readonly string[]): void {
    for (const key of keys) this.#failures.delete(key);
  }

  /** Opens the way to the first account. @returns the secret part of its link */
  openSetup(): string {
    this.#setupToken = randomToken();
    return this.#setupToken;
  }

  fitsSetup(token: string): boolean {
    return this.#setupToken !== null && sameToken(token, this.#setupToken);
  }

  closeSetup(): void {
    this.#setupToken = null;
  }
}
