import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { epochMsOf, plusMs, type Instant } from '../domain/instant.ts';
import type { AccountId } from '../domain/ids.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { UsageError } from '../domain/problem.ts';
import type { Role } from '../domain/role.ts';
import { countAdministrators, findAccount, findAccountByName, insertAccount, updateAccount, type Account } from '../storage/accounts.ts';
import { insertApiToken, revokeApiToken, touchApiToken } from '../storage/api-tokens.ts';
import { deleteExpiredSessions, deleteSession, deleteSessionsOf, insertSession } from '../storage/sessions.ts';
import type { Db } from '../storage/database.ts';
import type { AppContext } from './context.ts';

type Needs = Pick<AppContext, 'storage' | 'clock'>;

/** OWASP's first choice for scrypt: 128 MiB and some 0.3 s a guess. */
const cost = { N: 2 ** 17, r: 8, p: 1 };
const keyBytes = 32;
const minPasswordCharacters = 12;

function derive(password: string, salt: Buffer, options: { readonly N: number; readonly r: number; readonly p: number }): Promise<Buffer> {
  const settings: ScryptOptions = { ...options, maxmem: 256 * options.N * options.r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, settings, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

/** Two at a time: each takes 128 MiB, and a crowd at the door must not take all memory. */
const lanes: [Promise<unknown>, Promise<unknown>] = [Promise.resolve(), Promise.resolve()];
let lane: 0 | 1 = 0;
function inLane<T>(work: () => Promise<T>): Promise<T> {
  lane = lane === 0 ? 1 : 0;
  const turn = lanes[lane].then(work, work);
  lanes[lane] = turn.catch(() => undefined);
  return turn;
}

/** @returns `scrypt$N$r$p$salt$key` */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await inLane(() => derive(password, salt, cost));
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

async function passwordFits(password: string, stored: string): Promise<boolean> {
  const [scheme, n, r, p, salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const wanted = Buffer.from(key, 'base64url');
  const given = await inLane(() => derive(password, Buffer.from(salt, 'base64url'), { N: Number(n), r: Number(r), p: Number(p) }));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Compared with where there is no account, so that the answer takes as long. */
let decoy: Promise<string> | null = null;

function refused(code: string, message: string, mend: string): UsageError {
  return new UsageError({ code, retryable: false, message, mend });
}

export interface AccountRequest {
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  /** Null where a proxy in front signs people in. */
  readonly password: string | null;
}

/** @throws UsageError `account-name`, `account-taken`, `password-weak` */
export async function addAccount(context: Needs, request: AccountRequest): Promise<Account> {
  const name = request.name.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9._@+-]{1,63}$/u.test(name)) throw refused('account-name', `"${name.slice(0, 80)}" is no name for an account.`, 'Use 2 to 64 lower-case letters, digits, dots, dashes and underscores, or a mail address.');
  if (request.password !== null) checkPassword(request.password);
  const password = request.password === null ? null : await hashPassword(request.password);
  const displayName = request.displayName.trim() === '' ? name : request.displayName.trim();
  const account = await context.storage.transaction((db) => insertAccount(db, { name, displayName, role: request.role, password, createdAt: context.clock() }));
  if (account === null) throw refused('account-taken', `There is an account "${name}" already.`, 'Choose another name.');
  return account;
}

function checkPassword(password: string): void {
  if (password.length < minPasswordCharacters || password.length > 500) throw refused('password-weak', `The password has fewer than ${minPasswordCharacters} characters.`, 'Choose a longer one; a few words do well.');
}

/** @returns the account where name and password fit and it is not disabled, else null; takes as long for both */
export async function checkSignIn(context: Needs, name: string, password: string): Promise<Account | null> {
  const account = await findAccountByName(context.storage.db, name.trim().toLowerCase());
  decoy ??= hashPassword(randomBytes(12).toString('hex'));
  const stored = account?.password ?? (await decoy);
  const fits = await passwordFits(password.slice(0, 500), stored);
  return fits && account !== null && account.password !== null && account.disabledAt === null ? account : null;
}

/** @param tokenSha256 hexadecimal digest of the session's secret, which only the browser keeps */
export async function openSession(context: Needs, accountId: AccountId, tokenSha256: string, hours: number): Promise<void> {
  const now = context.clock();
  await context.storage.transaction(async (db) => {
    await deleteExpiredSessions(db, now);
    await insertSession(db, { tokenSha256, accountId, createdAt: now, expiresAt: plusMs(now, hours * 3_600_000) });
  });
}

export async function closeSession(context: Needs, tokenSha256: string): Promise<void> {
  await context.storage.transaction((db) => deleteSession(db, tokenSha256));
}

export interface AccountChange {
  readonly role?: Role;
  readonly displayName?: string;
  readonly disabled?: boolean;
  readonly password?: string;
}

/**
 * Changes an account; new rights, a new password or its end close its sessions.
 * @throws UsageError `last-administrator`, `password-weak`, `account-unknown`
 */
export async function changeAccount(context: Needs, id: AccountId, change: AccountChange): Promise<void> {
  if (change.password !== undefined) checkPassword(change.password);
  const hash = change.password === undefined ? null : await hashPassword(change.password);
  const at = context.clock();
  await context.storage.transaction(async (db) => {
    const account = await findAccount(db, id);
    if (account === null) throw refused('account-unknown', 'There is no such account.', 'Look at the list of accounts.');
    const weaker = (change.role !== undefined && change.role !== 'administrator') || change.disabled === true;
    if (weaker) await keepAnAdministrator(db, account);
    await updateAccount(db, id, {
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.displayName === undefined ? {} : { displayName: change.displayName }),
      ...(change.disabled === undefined ? {} : { disabledAt: change.disabled ? at : null }),
      ...(hash === null ? {} : { password: { hash, at } }),
    });
    await deleteSessionsOf(db, id);
  });
}

async function keepAnAdministrator(db: Db, account: Account): Promise<void> {
  if (account.role !== 'administrator' || account.disabledAt !== null) return;
  if ((await countAdministrators(db)) <= 1) throw refused('last-administrator', `"${account.name}" is the last administrator.`, 'Make somebody else administrator first.');
}

/** A person's own choice of language. */
export async function chooseLanguage(context: Needs, id: AccountId, language: ReaderLanguage): Promise<void> {
  await context.storage.transaction((db) => updateAccount(db, id, { language }));
}

/** @throws UsageError `password-wrong` when the present one does not fit, `password-weak` */
export async function changeOwnPassword(context: Needs, id: AccountId, present: string, fresh: string): Promise<void> {
  const account = await findAccount(context.storage.db, id);
  if (account === null || (await checkSignIn(context, account.name, present)) === null) throw refused('password-wrong', 'The present password is not right.', 'Try again, or ask an administrator for a new one.');
  await changeAccount(context, id, { password: fresh });
}

export async function addApiToken(context: Needs, token: { readonly name: string; readonly tokenSha256: string; readonly role: Role; readonly createdBy: string }): Promise<void> {
  await context.storage.transaction((db) => insertApiToken(db, { ...token, createdAt: context.clock() }));
}

export async function endApiToken(context: Needs, id: number): Promise<void> {
  await context.storage.transaction((db) => revokeApiToken(db, id, context.clock()));
}

const useNotedEveryMs = 3_600_000;

/** Notes that a token was used, once an hour: who revokes one wants to know whether it is in use, not each call. */
export async function noteTokenUse(context: Needs, token: { readonly id: number; readonly lastUsedAt: Instant | null }): Promise<void> {
  const now = context.clock();
  if (token.lastUsedAt !== null && epochMsOf(now) - epochMsOf(token.lastUsedAt) < useNotedEveryMs) return;
  await context.storage.transaction((db) => touchApiToken(db, token.id, now));
}
