import type { Significance } from './change.ts';
import type { Follows } from './subscriber.ts';

/** Somebody's endpoint that is told of changes. */
export interface Hook {
  /** Unique; stands in the delivery's key. */
  readonly name: string;
  readonly url: string;
  readonly shape: 'json' | 'slack' | 'teams';
  /** The current secret first, then the one that it replaces; `whsec_` and base64, as Standard Webhooks writes them. */
  readonly secrets: readonly string[];
  readonly follows: Follows;
  readonly from: Significance;
  readonly language: 'nl' | 'en';
}
