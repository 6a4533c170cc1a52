import type { AccountId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { asInstant, asOptionalInstant } from './cast.ts';
import type { Db } from './database.ts';

/** Whose a secret address is: an account's, or of somebody whom a proxy vouches for by name. */
export interface FeedOwner {
  readonly accountId: AccountId | null;
  readonly name: string;
}

/** The secret part of a person's own addresses of feeds and the calendar; its value is stored nowhere. */
export interface FeedToken {
  readonly id: number;
  /** What it is used in, in its owner's words. */
  readonly name: string;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
}

export async function insertFeedToken(db: Db, token: { readonly owner: FeedOwner; readonly name: string; readonly tokenSha256: string; readonly createdAt: Instant }): Promise<void> {
  await db
    .insertInto('feed_tokens')
    .values({ account_id: token.owner.accountId, owner: token.owner.name, name: token.name, token_sha256: token.tokenSha256, created_at: token.createdAt, last_used_at: null, revoked_at: null })
    .execute();
}

/** @returns whose address it is; null where it is unknown, revoked, or its owner's account is disabled */
export async function findFeedToken(db: Db, tokenSha256: string): Promise<{ readonly id: number; readonly owner: string; readonly language: string | null; readonly lastUsedAt: Instant | null } | null> {
  const row = await db
    .selectFrom('feed_tokens')
    .leftJoin('accounts', 'accounts.id', 'feed_tokens.account_id')
    .select(['feed_tokens.id', 'feed_tokens.owner', 'feed_tokens.last_used_at', 'accounts.language'])
    .where('feed_tokens.token_sha256', '=', tokenSha256)
    .where('feed_tokens.revoked_at', 'is', null)
    .where('accounts.disabled_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : { id: row.id, owner: row.owner, language: row.language, lastUsedAt: asOptionalInstant(row.last_used_at) };
}

export async function touchFeedToken(db: Db, id: number, at: Instant): Promise<void> {
  await db.updateTable('feed_tokens').set({ last_used_at: at }).where('id', '=', id).execute();
}

function ofOwner(db: Db, owner: FeedOwner) {
  const tokens = db.selectFrom('feed_tokens').where('revoked_at', 'is', null);
  return owner.accountId === null ? tokens.where('account_id', 'is', null).where('owner', '=', owner.name) : tokens.where('account_id', '=', owner.accountId);
}

/** @returns a person's addresses that work, newest first */
export async function feedTokensOf(db: Db, owner: FeedOwner): Promise<readonly FeedToken[]> {
  const rows = await ofOwner(db, owner).select(['id', 'name', 'created_at', 'last_used_at']).orderBy('id', 'desc').execute();
  return rows.map((row) => ({ id: row.id, name: row.name, createdAt: asInstant(row.created_at), lastUsedAt: asOptionalInstant(row.last_used_at) }));
}

/** Ends an address of this person; anybody else's stays as it is. */
export async function revokeFeedToken(db: Db, owner: FeedOwner, id: number, at: Instant): Promise<void> {
  await db.updateTable('feed_tokens').set({ revoked_at: at }).where('id', 'in', ofOwner(db, owner).select('id').where('id', '=', id)).execute();
}
