import type { Selectable } from 'kysely';
import type { Role } from '../domain/role.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { asId, asInstant, asName, asOptionalInstant } from './cast.ts';
import type { Db } from './database.ts';
import type { AccountRow } from './web-schema.ts';

/** Somebody who may sign in. */
export interface Account {
  readonly id: AccountId;
  /** As typed at sign-in, lower case. */
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  readonly language: ReaderLanguage | null;
  readonly hasPassword: boolean;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
}

function toAccount(row: Selectable<AccountRow>): Account {
  return {
    id: asId<AccountId>(row.id),
    name: row.name,
    displayName: row.display_name,
    role: asName<Role>(row.role),
    language: row.language === null ? null : asName<ReaderLanguage>(row.language),
    hasPassword: row.password !== null,
    createdAt: asInstant(row.created_at),
    disabledAt: asOptionalInstant(row.disabled_at),
  };
}

export interface NewAccount {
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  readonly password: string | null;
  readonly createdAt: Instant;
}

/** @returns null where the name is taken */
export async function insertAccount(db: Db, account: NewAccount): Promise<Account | null> {
  const row = await db
    .insertInto('accounts')
    .values({
      name: account.name,
      display_name: account.displayName,
      role: account.role,
      language: null,
      password: account.password,
      created_at: account.createdAt,
      password_at: account.password === null ? null : account.createdAt,
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

export async function listAccounts(db: Db): Promise<readonly Account[]> {
  return (await db.selectFrom('accounts').selectAll().orderBy('name').execute()).map(toAccount);
}

export async function findAccount(db: Db, id: AccountId): Promise<Account | null> {
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

/** @returns the account of this name with its password's hash; a disabled one too */
export async function findAccountByName(db: Db, name: string): Promise<(Account & { readonly password: string | null }) | null> {
  const row = await db.selectFrom('accounts').selectAll().where('name', '=', name).executeTakeFirst();
  return row === undefined ? null : { ...toAccount(row), password: row.password };
}

export interface AccountUpdate {
  readonly role?: Role;
  readonly displayName?: string;
  readonly language?: ReaderLanguage | null;
  readonly disabledAt?: Instant | null;
  readonly password?: { readonly hash: string; readonly at: Instant };
}

export async function updateAccount(db: Db, id: AccountId, update: AccountUpdate): Promise<void> {
  const set: Partial<Omit<AccountRow, 'id'>> = {};
  if (update.role !== undefined) set.role = update.role;
  if (update.displayName !== undefined) set.display_name = update.displayName;
  if (update.language !== undefined) set.language = update.language;
  if (update.disabledAt !== undefined) set.disabled_at = update.disabledAt;
  if (update.password !== undefined) {
    set.password = update.password.hash;
    set.password_at = update.password.at;
  }
  if (Object.keys(set).length > 0) await db.updateTable('accounts').set(set).where('id', '=', id).execute();
}

/** How many administrators can sign in. */
export async function countAdministrators(db: Db): Promise<number> {
  const row = await db.selectFrom('accounts').select((eb) => eb.fn.countAll<number>().as('n')).where('role', '=', 'administrator').where('disabled_at', 'is', null).executeTakeFirstOrThrow();
  return Number(row.n);
}
