import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { CompiledQuery, Kysely, SqliteAdapter, SqliteDialect, SqliteDriver, type DatabaseConnection, type QueryResult } from 'kysely';
import { OperationError } from '../domain/problem.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { keepStatements } from './statements.ts';

export type Db = Kysely<Schema>;

/** A writer that waits longer than this for another process's transaction gives up with a clear word. */
const busyTimeoutMs = 30_000;

class ImmediateDriver extends SqliteDriver {
  readonly #database: Database.Database;
  readonly #file: string;
  constructor(database: Database.Database, file: string) {
    super({ database: keepStatements(database) });
    this.#database = database;
    this.#file = file;
  }
  /** A deferred transaction that turns from reading to writing fails at once when another process wrote in between. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
  /** On a full or failing disk SQLite has rolled back by itself; a second rollback would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
  override async acquireConnection(): Promise<DatabaseConnection> {
    return new PlainSpokenConnection(await super.acquireConnection(), this.#file);
  }
}

/** A disk may fill up, or a page go bad, at any query: whichever it is, the error says what to do. */
class PlainSpokenConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;
  readonly #file: string;
  constructor(connection: DatabaseConnection, file: string) {
    this.#connection = connection;
    this.#file = file;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return await this.#connection.executeQuery<R>(query);
    } catch (error) {
      throw storeProblem(error, this.#file);
    }
  }
  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#connection.streamQuery<R>(query, chunkSize);
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ClausewatchDialect extends SqliteDialect {
  readonly #database: Database.Database;
  readonly #file: string;
  constructor(database: Database.Database, file: string) {
    super({ database });
    this.#database = database;
    this.#file = file;
  }
  override createDriver(): ImmediateDriver {
    return new ImmediateDriver(this.#database, this.#file);
  }
  override createAdapter(): TransactionalDdlAdapter {
    return new TransactionalDdlAdapter();
  }
}

export interface Storage extends AsyncDisposable {
  readonly db: Db;
  readonly file: string;
  /** Runs `work` in one transaction: all of it is kept, durably, or nothing. */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Copies the whole database, consistent and while it is in use, to a file that must not exist yet. */
  backup(target: string): Promise<void>;
  /** Asks SQLite whether the file is sound. @returns what it complains of; empty where it is */
  integrityFaults(): readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the database of a data directory, making it where it is missing, and brings its tables up to date.
 * @param dataDir the directory; made where missing, readable by its owner only
 * @param readOnly refuse to make or change anything
 * @throws OperationError `store-…` when the file is damaged, newer than this program, locked or not writable
 */
export async function openStorage(dataDir: string, options: { readonly readOnly?: boolean } = {}): Promise<Storage> {
  const file = path.join(dataDir, 'clausewatch.db');
  const raw = openFile(dataDir, file, options.readOnly ?? false);
  const db: Db = new Kysely<Schema>({ dialect: new ClausewatchDialect(raw, file) });
  try {
    await migrate(db, raw, file);
  } catch (error) {
    await db.destroy();
    throw storeProblem(error, file);
  }
  return {
    db,
    file,
    transaction: (work) => db.transaction().execute(work),
    backup: async (target) => {
      try {
        await raw.backup(target);
        chmodSync(target, 0o600);
        // Out of WAL mode: a copy is one file, and looking at it leaves no others behind.
        const copy = new Database(target);
        copy.pragma('journal_mode = DELETE');
        copy.close();
      } catch (error) {
        throw storeProblem(error, target);
      }
    },
    integrityFaults: () => faultsOf(raw),
    close: () => db.destroy(),
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

/** Step by step: with `recursive`, Node never returns where the system answers that an existing parent does not exist (/proc). */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  const parent = path.dirname(directory);
  if (parent !== directory) makeDirectory(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** Takes the rights of others away; a file of somebody else's keeps its own. */
function makePrivate(file: string): void {
  try {
    chmodSync(file, 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
}

function faultsOf(raw: Database.Database): readonly string[] {
  return raw.prepare('pragma integrity_check').pluck().all().map(String).filter((line) => line !== 'ok');
}

/** Asks SQLite whether a copy that nobody uses is sound. @returns what it complains of; empty where it is */
export function fileFaults(file: string): readonly string[] {
  try {
    const raw = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return faultsOf(raw);
    } finally {
      raw.close();
    }
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function openFile(dataDir: string, file: string, readOnly: boolean): Database.Database {
  try {
    if (!readOnly) makeDirectory(dataDir);
    // SQLite gives its other files the rights of this one.
    if (!readOnly) {
      closeSync(openSync(file, 'a', 0o600));
      makePrivate(file);
    }
    const raw = new Database(file, { readonly: readOnly, fileMustExist: readOnly, timeout: busyTimeoutMs });
    raw.pragma(`busy_timeout = ${busyTimeoutMs}`);
    if (!readOnly) raw.pragma('journal_mode = WAL');
    // WAL alone makes SQLite fall back to NORMAL, which loses acknowledged transactions at a power cut.
    raw.pragma('synchronous = FULL');
    raw.pragma('foreign_keys = ON');
    raw.pragma('trusted_schema = OFF');
    return raw;
  } catch (error) {
    throw storeProblem(error, file);
  }
}

/** @returns the error as one that says what to do; an OperationError is passed on as it is */
export function storeProblem(error: unknown, file: string): Error {
  if (error instanceof OperationError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const told = (name: string, message: string, mend: string, retryable = false): OperationError =>
    new OperationError({ code: name, retryable, message, mend }, { cause: error });
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return told('store-corrupt', `The database ${file} is damaged.`, 'Keep the file, then restore a backup with: clausewatch restore BACKUP --data-dir NEW-DIR');
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return told('store-full', `The disk that holds ${file} is full.`, 'Free some space and run the command again; nothing stored was lost.', true);
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return told('store-busy', `Another program held the database ${file} for over ${busyTimeoutMs / 1000} seconds.`, 'End that program or wait for it, then run the command again.', true);
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return told('store-read-only', `The data directory of ${file} cannot be written.`, 'Give yourself write permission there, or choose another with --data-dir.');
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'ENOENT' || code === 'ENOTDIR' || code === 'EEXIST') {
    return told('store-cannot-open', `The database ${file} cannot be opened.`, 'Check that the directory exists and is yours, or choose another with --data-dir.');
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return told('store-io', `The disk that holds ${file} failed (${code}).`, 'Check the disk, then run: clausewatch verify');
  }
  return error instanceof Error ? error : new Error(String(error));
}
