import type { AccountId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { asId } from './cast.ts';
import type { Db } from './database.ts';

/** @param tokenSha256 hexadecimal digest of the cookie's value */
export async function insertSession(db: Db, session: { readonly tokenSha256: string; readonly accountId: AccountId; readonly createdAt: Instant; readonly expiresAt: Instant }): Promise<void> {
  await db.insertInto('sessions').values({ token_sha256: session.tokenSha256, account_id: session.accountId, created_at: session.createdAt, expires_at: session.expiresAt }).execute();
}

/** @returns whose session this is; null where it is unknown or over, or the account was disabled */
export async function sessionAccount(db: Db, tokenSha256: string, now: Instant): Promise<AccountId | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select('sessions.account_id')
    .where('sessions.token_sha256', '=', tokenSha256)
    .where('sessions.expires_at', '>', now)
    .where('accounts.disabled_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : asId<AccountId>(row.account_id);
}

export async function deleteSession(db: Db, tokenSha256: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_sha256', '=', tokenSha256).execute();
}

/** Ends an account's sessions: its password, role or standing changed. */
export async function deleteSessionsOf(db: Db, accountId: AccountId): Promise<void> {
  await db.deleteFrom('sessions').where('account_id', '=', accountId).execute();
}

export async function deleteExpiredSessions(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute();
}
