import type { Generated } from 'kysely';

/** The tables that the web pages need besides: who may come in, and what lets people search. */
export interface WebSchema {
  readonly accounts: AccountRow;
  readonly sessions: SessionRow;
  readonly api_tokens: ApiTokenRow;
  readonly feed_tokens: FeedTokenRow;
  readonly sub_processors: SubProcessorRow;
  readonly index_progress: IndexProgressRow;
}

export interface AccountRow {
  id: Generated<number>;
  /** As it is typed at sign-in, lower case. */
  name: string;
  display_name: string;
  role: string;
  language: string | null;
  /** `scrypt$N$r$p$salt$hash`; null where a proxy in front vouches for the person. */
  password: string | null;
  created_at: string;
  password_at: string | null;
  disabled_at: string | null;
}

export interface SessionRow {
  /** SHA-256 of the cookie's value: the table alone lets nobody in. */
  token_sha256: string;
  account_id: number;
  created_at: string;
  expires_at: string;
}

export interface ApiTokenRow {
  id: Generated<number>;
  name: string;
  token_sha256: string;
  role: string;
  created_by: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

/** The secret part of a person's own addresses of feeds and the calendar. */
export interface FeedTokenRow {
  id: Generated<number>;
  /** Null: somebody without an account, whom a proxy vouches for. */
  account_id: number | null;
  /** Who made it, as they are called at the door. */
  owner: string;
  name: string;
  token_sha256: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

/** A party that a vendor's list or recipients clause names, from the version that first to the one that last named it. */
export interface SubProcessorRow {
  id: Generated<number>;
  policy_id: number;
  vendor_id: number;
  name: string;
  folded: string;
  country: string | null;
  purpose: string | null;
  /** list: a row of a sub-processor list; clause: named in a clause about recipients. */
  basis: string;
  /** The name stood in the baseline: it was there before we looked. */
  in_baseline: 0 | 1;
  first_seen_at: string;
  first_version_id: number;
  last_version_id: number;
  /** When the first version without it was first seen. */
  gone_at: string | null;
}

/** How far an index over other tables has come: the highest id that it holds. */
export interface IndexProgressRow {
  name: string;
  upto_id: number;
}
