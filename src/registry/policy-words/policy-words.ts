import type { KnownPolicyType } from '../../domain/vendor.ts';

/** How one language names its policies, in links, titles and addresses; without accents, lower case, spaces only. */
export interface PolicyWords {
  /** Names that settle the type where they stand, longest reading wins. */
  readonly names: Readonly<Partial<Record<KnownPolicyType, readonly string[]>>>;
  /** Words of pages that gather policies. */
  readonly hubs: readonly string[];
  /** Words that tell of a page about policies, or a tool, rather than of a policy. */
  readonly strangers: readonly string[];
}
