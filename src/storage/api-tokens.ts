import type { Role } from '../domain/role.ts';
import type { Instant } from '../domain/instant.ts';
import { asInstant, asName, asOptionalInstant } from './cast.ts';
import type { Db } from './database.ts';

/** A program's key to the JSON API and the feeds. */
export interface ApiToken {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export async function insertApiToken(db: Db, token: { readonly name: string; readonly tokenSha256: string; readonly role: Role; readonly createdBy: string; readonly createdAt: Instant }): Promise<void> {
  await db.insertInto('api_tokens').values({ name: token.name, token_sha256: token.tokenSha256, role: token.role, created_by: token.createdBy, created_at: token.createdAt, last_used_at: null, revoked_at: null }).execute();
}

/** @returns the token's name and role; null where it is unknown or revoked */
export async function findApiToken(db: Db, tokenSha256: string): Promise<{ readonly id: number; readonly name: string; readonly role: Role; readonly lastUsedAt: Instant | null } | null> {
  const row = await db.selectFrom('api_tokens').select(['id', 'name', 'role', 'last_used_at']).where('token_sha256', '=', tokenSha256).where('revoked_at', 'is', null).executeTakeFirst();
  return row === undefined ? null : { id: row.id, name: row.name, role: asName<Role>(row.role), lastUsedAt: asOptionalInstant(row.last_used_at) };
}

export async function touchApiToken(db: Db, id: number, at: Instant): Promise<void> {
  await db.updateTable('api_tokens').set({ last_used_at: at }).where('id', '=', id).execute();
}

export async function revokeApiToken(db: Db, id: number, at: Instant): Promise<void> {
  await db.updateTable('api_tokens').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).execute();
}

/** @returns newest first */
export async function listApiTokens(db: Db): Promise<readonly ApiToken[]> {
  const rows = await db.selectFrom('api_tokens').selectAll().orderBy('id', 'desc').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: asName<Role>(row.role),
    createdBy: row.created_by,
    createdAt: asInstant(row.created_at),
    lastUsedAt: asOptionalInstant(row.last_used_at),
    revokedAt: asOptionalInstant(row.revoked_at),
  }));
}
